"""The YAML head of a README: read as values, changed key by key so that the rest stays as a person wrote it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

import yaml

from pipeline.errors import HanmadiError

HEAD = re.compile(r"\A---\n(.*?\n)---\n", re.DOTALL)


def read(text: str) -> dict[str, Any]:
    """The values of the head. Raises HanmadiError when there is none."""
    return dict(yaml.safe_load(_head(text)))


def update(text: str, changes: Mapping[str, str | Sequence[str]]) -> str:
    """``text`` with these keys set, at their old place or at the end; an empty value takes the key away."""
    head = _head(text)
    for key, value in changes.items():
        old = re.search(rf"^{key}:.*\n(?:[ \-].*\n)*", head, re.MULTILINE)
        start, end = old.span() if old else (len(head), len(head))
        new = yaml.safe_dump({key: value if isinstance(value, str) else list(value)}, width=10_000) if value else ""
        head = head[:start] + new + head[end:]
    return HEAD.sub(lambda _: f"---\n{head}---\n", text)


def _head(text: str) -> str:
    found = HEAD.match(text)
    if not found:
        raise HanmadiError("README.md에 머리말(--- 사이의 YAML)이 없습니다.", "Space 설정을 머리말로 적어 주세요.")
    return found[1]
