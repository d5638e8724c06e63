"""Readings written by hand: every row can be rebuilt, says what its facts say, and no wording takes over."""

import json
from collections import Counter, defaultdict
from pathlib import Path

import pytest

from pipeline.tasks.naming import corpus
from pipeline.tasks.naming.authored import FILE, AuthoredReading, authored_readings
from pipeline.tasks.naming.elements import ELEMENTS
from pipeline.tasks.naming.pool import given_names
from pipeline.tasks.naming.prompt import ReadingRequest
from pipeline.tasks.naming.sexagenary import STEMS
from pipeline.tasks.naming.task import naming

LONGEST_RUN = 5  # words that may not come again and again
SENTENCE = "첫 글자의 뜻을 담은 이름입니다."


@pytest.fixture(scope="module")
def readings() -> list[AuthoredReading]:
    return list(authored_readings())


def texts(each: AuthoredReading) -> list[str]:
    return [each.reading.paragraph, *(sentence for _, _, sentence in each.reading.names)]


def test_every_reading_passes_the_check_and_is_read_back(readings: list[AuthoredReading]) -> None:
    assert len(readings) >= 300
    for each in readings:
        assert naming.check(ReadingRequest(each.facts), each.reading) == [], each.scenario
        assert naming.parse(each.example.completion) == each.reading, each.scenario
        assert 120 <= len(each.reading.paragraph) <= 320, each.scenario


def test_charts_are_varied(readings: list[AuthoredReading]) -> None:
    facts = [each.facts for each in readings]
    assert min(Counter(each.self_stem for each in facts)[stem] for stem in STEMS) >= 20
    assert min(Counter(each.season for each in facts)[season] for season in ("봄", "여름", "가을", "겨울")) >= 60
    assert min(Counter(each.yongsin for each in facts)[element] for element in ELEMENTS) >= 50
    assert min(Counter(each.strength for each in facts)[level] for level in ("신강", "중화", "신약")) >= 90
    assert sum(len(each.pillars) == 3 for each in facts) >= 30
    assert min(Counter(len(each.names) for each in facts)[count] for count in (1, 2, 3, 4)) >= 15
    assert len({each.pillars for each in facts}) == len(facts)


def test_without_the_hour_it_says_so(readings: list[AuthoredReading]) -> None:
    for each in readings:
        assert len(each.facts.pillars) == 4 or "시각" in each.reading.paragraph, each.scenario


def test_no_wording_takes_over(readings: list[AuthoredReading]) -> None:
    runs: dict[str, set[str]] = defaultdict(set)
    for each in readings:
        for text in texts(each):
            words = text.split()
            for start in range(len(words) - LONGEST_RUN + 1):
                runs[" ".join(words[start : start + LONGEST_RUN])].add(each.scenario)
    assert [run for run, found in runs.items() if len(found) > 3] == []
    openings = Counter(" ".join(each.reading.paragraph.split()[:3]) for each in readings)
    endings = Counter(" ".join(each.reading.paragraph.split()[-3:]) for each in readings)
    assert openings.most_common(1)[0][1] <= 4
    assert endings.most_common(1)[0][1] <= 4
    science = [text for each in readings for text in each.reading.paragraph.split(". ") if "과학" in text]
    assert len(set(science)) == len(science)


def test_held_out_rows_share_no_name_and_no_chart_with_the_others(readings: list[AuthoredReading]) -> None:
    names = [name.hangul for each in readings for name in each.facts.names]
    assert len(set(names)) == len(names)
    assert not set(names) & (given_names("남").keys() | given_names("여").keys())
    held_out = [each for each in readings if each.split == "test"]
    assert 1 / 10 <= len(held_out) / len(readings) <= 1 / 6
    assert all(each.example.split == each.split for each in readings)


def test_the_corpus_holds_them(readings: list[AuthoredReading]) -> None:
    rows = {row.scenario: row for row in corpus.examples(charts=0)}
    for each in readings:
        assert rows[each.example.scenario] == each.example


def row_with(**changes: object) -> str:
    row = json.loads(FILE.read_text(encoding="utf-8").splitlines()[0])
    return json.dumps(row | changes, ensure_ascii=False)


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        ("{", "line 1"),
        ("[]", "exactly the fields"),
        (row_with(extra=1), "exactly the fields"),
        (row_with(split="dev"), "split is 'dev'"),
        (row_with(birth={"date": "2020-01-01"}), "birth has exactly the fields"),
        (row_with(names=[]), "not a list of 1 to"),
        (row_with(names=["서윤"], meanings=[SENTENCE]), "not a pair"),
        (row_with(names=[["서윤", "瑞"]], meanings=[SENTENCE]), "one character a syllable"),
        (row_with(names=[["서윤", "瑞海"]], meanings=[SENTENCE]), "海 is not a character of the list that reads 윤"),
        (row_with(names=[["서윤", "瑞潤"]], meanings=[]), "need as many meanings"),
        (row_with(birth={"date": "2021-02-30", "time": "", "calendar": "양력", "gender": "여"}), "line 1"),
    ],
)
def test_a_bad_row_is_named_with_its_fault(tmp_path: Path, line: str, fault: str) -> None:
    file = tmp_path / "readings.jsonl"
    file.write_text(line + "\n", encoding="utf-8")
    with pytest.raises(ValueError, match=r"readings\.jsonl line 1: ") as raised:
        list(authored_readings(file))
    assert fault in str(raised.value)


def test_a_scenario_that_comes_twice_is_named(tmp_path: Path) -> None:
    file = tmp_path / "readings.jsonl"
    file.write_text(f"{row_with()}\n{row_with()}\n", encoding="utf-8")
    with pytest.raises(ValueError, match=r"readings\.jsonl line 2: scenario 001 comes twice"):
        list(authored_readings(file))
