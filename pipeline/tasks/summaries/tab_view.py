"""A summary as HTML: its sentences beside the source, each tied to the source sentences it rests on."""

from __future__ import annotations

from html import escape
from typing import Any


def summary_html(summary: dict[str, Any]) -> str:
    """The page of one summary; ``summary`` is what the history keeps: ``Summary.as_dict()`` and ``paragraphs``.

    Every text is escaped. A sentence names its sources in ``data-links``; ui/linked.js marks them.
    """
    return (
        '<div class="summary-pair"><section class="summary-side">'
        f"<h3>{escape(summary['title'])}</h3>{_sentences(summary)}{_keywords(summary)}{_warnings(summary)}"
        f'<p class="engine">{escape(_engine(summary["engine"]))}</p></section>'
        f'<section class="source-side" tabindex="0" aria-label="원문"><h3>원문</h3>{_source(summary)}</section></div>'
    )


def _sentences(summary: dict[str, Any]) -> str:
    bulleted = summary["summary"].startswith("- ")
    items = [
        f'<span role="button" tabindex="0" aria-pressed="false" data-links="{both_ways(sentence["sources"])}"'
        f' data-name="m{number}">{escape(sentence["text"])}</span>'
        for number, sentence in enumerate(summary["sentences"])
    ]
    if bulleted:
        return f"<ul>{''.join(f'<li>{item}</li>' for item in items)}</ul>"
    return f'<p class="running">{" ".join(items)}</p>'


def both_ways(numbers: list[int], prefix: str = "s") -> str:
    return " ".join(f"{prefix}{number}" for number in numbers)


def _source(summary: dict[str, Any]) -> str:
    """The source in its paragraphs; a sentence that the summary rests on leads back to it."""
    used: dict[int, list[int]] = {}
    for number, sentence in enumerate(summary["sentences"]):
        for place in sentence["sources"]:
            used.setdefault(place, []).append(number)
    paragraphs: dict[int, list[str]] = {}
    lines = summary.get("paragraphs") or list(range(len(summary["source_sentences"])))
    for number, (text, line) in enumerate(zip(summary["source_sentences"], lines, strict=True)):
        back = ""
        if number in used:
            back = f' role="button" tabindex="0" aria-pressed="false" data-links="{both_ways(used[number], "m")}"'
        paragraphs.setdefault(line, []).append(f'<span data-name="s{number}"{back}>{escape(text)}</span>')
    return "".join(f"<p>{' '.join(spans)}</p>" for spans in paragraphs.values())


def _keywords(summary: dict[str, Any]) -> str:
    if not summary["keywords"]:
        return ""
    words = "".join(f"<li>{escape(word)}</li>" for word in summary["keywords"])
    return f'<ul class="keywords" aria-label="핵심어">{words}</ul>'


def _warnings(summary: dict[str, Any]) -> str:
    if not summary["warnings"]:
        return ""
    return f'<ul class="saju-notes">{"".join(f"<li>{escape(warning)}</li>" for warning in summary["warnings"])}</ul>'


def _engine(engine: str) -> str:
    if engine == "offline":
        return "모델 없이, 원문에서 중요한 문장을 골랐습니다. 문장을 누르면 원문의 자리를 보여 줍니다."
    return f"{engine} 모델이 썼습니다. 문장을 누르면 근거가 된 원문을 보여 줍니다."
