"""Word lists that the rules read: data in lexicon/*.yaml."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import yaml

_FOLDER = Path(__file__).with_name("lexicon")


@cache
def lexicon(name: str) -> dict[str, Any]:
    """The file lexicon/``name``.yaml."""
    data: dict[str, Any] = yaml.safe_load((_FOLDER / f"{name}.yaml").read_text(encoding="utf-8"))
    return data


@cache
def wordlist(name: str) -> frozenset[str]:
    """The list ``name`` of lexicon/grammar.yaml."""
    return frozenset(lexicon("grammar")[name])
