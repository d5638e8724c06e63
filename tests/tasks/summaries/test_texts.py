"""The evaluation and training texts keep their form: whoever adds a row finds out here what it must look like."""

import json
import re
from collections import Counter
from itertools import combinations
from pathlib import Path

import pytest

DATA = Path(__file__).parents[3] / "pipeline" / "tasks" / "summaries" / "data"
SIZES = {"test_a": 50, "test_b": 50, "test_c": 50, "train": 60}
NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
SHINGLE = 12  # characters; a dozen in a row are shared by chance only in set phrases


def rows(name: str) -> list[dict[str, str]]:
    return [json.loads(line) for line in (DATA / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()]


ALL = [row for name in SIZES for row in rows(name)]
each_row = pytest.mark.parametrize("row", ALL, ids=lambda row: row["id"])


def sentences(summary: str) -> list[str]:
    return re.split(r"(?<=[.!?])\s+", summary)


def shingles(text: str) -> set[str]:
    return {text[i : i + SHINGLE] for i in range(len(text) - SHINGLE + 1)}


@pytest.mark.parametrize("name", SIZES)
def test_each_file_is_complete_and_spread_over_lengths_fields_and_forms(name: str) -> None:
    lengths = [len(row["text"]) for row in rows(name)]
    assert len(lengths) == SIZES[name]
    assert sum(length <= 900 for length in lengths) >= SIZES[name] // 4
    assert sum(900 < length <= 1600 for length in lengths) >= SIZES[name] // 4
    assert sum(length > 1600 for length in lengths) >= SIZES[name] // 10
    assert len({row["field"] for row in rows(name)}) >= 15
    forms = Counter(row["form"] for row in rows(name))
    assert {"인터뷰", "보고서", "목록형", "해설", "보도"} <= forms.keys()
    assert max(forms.values()) <= SIZES[name] // 2


def test_nothing_stands_twice() -> None:
    for key in ("id", "title", "text", "summary"):
        assert [value for value, count in Counter(row[key] for row in ALL).items() if count > 1] == []


def test_no_two_texts_share_passages() -> None:
    parts = {row["id"]: shingles(row["text"]) for row in ALL}
    shared = {(a, b): len(parts[a] & parts[b]) for a, b in combinations(parts, 2)}
    assert {pair: count for pair, count in shared.items() if count > 20} == {}


@each_row
def test_form(row: dict[str, str]) -> None:
    assert list(row) == ["id", "field", "form", "title", "text", "summary"]
    assert all(value == value.strip() and value for value in row.values())
    assert 500 <= len(row["text"]) <= 3000
    assert "\n\n\n" not in row["text"]
    assert "\n" not in row["title"] + row["summary"]


@each_row
def test_summary_is_short_and_in_plain_style(row: dict[str, str]) -> None:
    assert len(row["summary"]) < 0.45 * len(row["text"])
    assert 2 <= len(sentences(row["summary"])) <= 4
    for sentence in sentences(row["summary"]):
        assert re.search(r"(?<!니)다\.$", sentence), sentence


@each_row
def test_summary_is_written_anew(row: dict[str, str]) -> None:
    copied = [sentence for sentence in sentences(row["summary"]) if sentence in row["text"]]
    assert len(copied) <= 1
    own = shingles(row["summary"])
    assert len(own & shingles(row["text"])) / len(own) < 0.25


@each_row
def test_numbers_of_the_summary_stand_in_the_text(row: dict[str, str]) -> None:
    assert set(NUMBER.findall(row["summary"])) <= set(NUMBER.findall(row["text"]))
