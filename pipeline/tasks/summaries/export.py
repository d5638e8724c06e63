"""A summary as a file: Markdown, JSON or Word."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from io import BytesIO
from typing import Any

from pipeline.errors import InvalidInput

KINDS = (".md", ".json", ".docx")


def export(summary: Mapping[str, Any], kind: str) -> bytes:
    """``summary``: what ``Summary.as_dict`` gives, as kept in a visitor's history. ``kind``: one of KINDS."""
    if kind not in KINDS:
        raise InvalidInput("kind", "파일 종류를 알 수 없습니다.", f"{', '.join(KINDS)} 가운데 하나를 골라 주세요.")
    if kind == ".json":
        return json.dumps(summary, ensure_ascii=False, indent=2).encode()
    return _markdown(summary).encode() if kind == ".md" else _docx(summary)


def file_name(summary: Mapping[str, Any], kind: str) -> str:
    """A name that every file system takes, from the title."""
    title = re.sub(r"[\\/:*?\"<>|\x00-\x1f]", " ", str(summary.get("title") or "요약"))
    title = re.sub(r"\s+", " ", title).strip(" .")[:60].strip() or "요약"
    return f"{title}{kind}"


def _markdown(summary: Mapping[str, Any]) -> str:
    parts = [f"# {_plain(summary['title'])}", str(summary["summary"])]
    if summary["keywords"]:
        parts.append("**핵심어** " + ", ".join(map(_plain, summary["keywords"])))
    if summary["warnings"]:
        parts.append("\n".join(f"> {_plain(warning)}" for warning in summary["warnings"]))
    parts.append("## 근거 문장\n\n" + "\n".join(_evidence(summary)))
    parts.append(f"_요약: {_plain(summary['engine'])}_")
    return "\n\n".join(parts) + "\n"


def _evidence(summary: Mapping[str, Any]) -> list[str]:
    source = summary["source_sentences"]
    lines = []
    for number, sentence in enumerate(summary["sentences"], 1):
        lines.append(f"{number}. {_plain(sentence['text'])}")
        lines += [f"   - {_plain(source[place])}" for place in sentence["sources"] if 0 <= place < len(source)]
    return lines


def _plain(text: str) -> str:
    """Text that Markdown shows as it is, on one line."""
    return re.sub(r"([\\`*_\[\]<>#])", r"\\\1", re.sub(r"\s+", " ", str(text)))


def _docx(summary: Mapping[str, Any]) -> bytes:
    from docx import Document

    document = Document()
    document.core_properties.title = _xml(summary["title"])[:250]
    document.core_properties.author = "Hanmadi"
    document.add_heading(_xml(summary["title"]), 1)
    for line in str(summary["summary"]).split("\n"):
        bullet = line.startswith("- ")
        document.add_paragraph(_xml(line.removeprefix("- ")), style="List Bullet" if bullet else None)
    if summary["keywords"]:
        document.add_paragraph(_xml("핵심어: " + ", ".join(summary["keywords"])))
    for warning in summary["warnings"]:
        document.add_paragraph(_xml(warning), style="Intense Quote")
    document.add_heading("근거 문장", 2)
    for line in _evidence(summary):
        document.add_paragraph(_xml(line.strip().replace("\\", "")))
    document.add_paragraph(_xml(f"요약: {summary['engine']}"))
    buffer = BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def _xml(text: str) -> str:
    return re.sub(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]", "", str(text))
