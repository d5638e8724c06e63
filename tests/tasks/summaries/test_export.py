"""Summaries as files."""

from __future__ import annotations

import json
from io import BytesIO

import pytest
from docx import Document

from pipeline.errors import InvalidInput
from pipeline.tasks.summaries import summarize
from pipeline.tasks.summaries.export import KINDS, export, file_name
from tests.tasks.summaries.texts import ARTICLE


def test_json_is_the_contract() -> None:
    summary = summarize(ARTICLE).as_dict()
    assert json.loads(export(summary, ".json")) == summary


def test_markdown_has_title_summary_and_evidence() -> None:
    summary = summarize(ARTICLE, style="불릿", title="공 #1 <b>").as_dict()
    text = export(summary, ".md").decode()
    assert text.startswith("# 공 \\#1 \\<b\\>\n")
    assert summary["summary"] in text
    for sentence in summary["sentences"]:
        assert summary["source_sentences"][sentence["sources"][0]] in text
    assert "offline" in text


def test_word_opens_and_holds_the_summary() -> None:
    summary = summarize(ARTICLE, style="불릿").as_dict()
    summary["warnings"] = ["주의\x00\ud800할 것"]
    lines = [paragraph.text for paragraph in Document(BytesIO(export(summary, ".docx"))).paragraphs]
    assert lines[0] == summary["title"]
    assert [line for line in lines if line in {s["text"] for s in summary["sentences"]}]
    assert "주의할 것" in lines


@pytest.mark.parametrize("kind", KINDS)
def test_an_empty_history_entry(kind: str) -> None:
    empty = {
        "engine": "offline",
        "title": "",
        "summary": "",
        "keywords": [],
        "sentences": [{"text": "가", "sources": [9]}],
        "source_sentences": [],
        "warnings": [],
    }
    assert export(empty, kind)


def test_an_unknown_kind() -> None:
    with pytest.raises(InvalidInput):
        export({}, ".exe")


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("공", "공.md"),
        ("../../etc/passwd", "etc passwd.md"),
        ('a:b*c?"<>|', "a b c.md"),
        ("", "요약.md"),
        ("...", "요약.md"),
        ("가" * 200, "가" * 60 + ".md"),
        ("a\nb", "a b.md"),
    ],
)
def test_file_names(title: str, expected: str) -> None:
    assert file_name({"title": title}, ".md") == expected
