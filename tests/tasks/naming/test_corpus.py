"""The training corpus: enough rows, all kinds, exact, and no chart or name on both sides of a split."""

import re
from collections import Counter, defaultdict

import pytest

from pipeline.tasks.naming import corpus
from pipeline.tasks.naming.hanja import find
from pipeline.tasks.naming.pool import given_names
from pipeline.tasks.naming.task import naming
from pipeline.tasks.task import Example

LABEL = re.compile(r"([가-힣]{1,2})\(([^)가-힣A-Za-z]{1,2})\)")
PILLARS = re.compile(r"네 기둥: .*")


@pytest.fixture(scope="module")
def rows() -> list[Example]:
    return list(corpus.examples(charts=4))  # the whole has 36 births a bucket


def text(row: Example) -> str:
    return row.messages[0]["content"] + "\n" + row.completion


def test_at_least_ten_thousand_rows_of_every_kind_without_duplicates(rows: list[Example]) -> None:
    assert len(rows) >= 10_000
    assert len({(row.messages[0]["content"], row.completion) for row in rows}) == len(rows)
    kinds = Counter(row.scenario.split(":")[0] for row in rows)
    assert kinds["hanja"] >= 5_900
    assert kinds["counts"] == 495 + 210
    assert kinds["relation"] == 60
    questions = " ".join(row.messages[0]["content"] for row in rows if row.scenario.startswith("names"))
    for words in ("남자 이름", "여자 이름", "남자아이 이름", "여자아이 이름", "이 이름의 뜻을", "시 庚", "시주 없음"):
        assert words in questions
    assert sum(row.request is not None and row.scenario.startswith("names") for row in rows) == corpus.BUCKETS * 2


def test_no_chart_and_no_name_stands_in_two_scenarios(rows: list[Example]) -> None:
    names, charts = defaultdict(set), defaultdict(set)
    for row in rows:
        if not row.scenario.startswith("names"):
            continue
        for hangul, hanja in LABEL.findall(text(row)):
            if len(hangul) == len(hanja) == 2 and hangul in given_names("남").keys() | given_names("여").keys():
                names[hangul].add(row.scenario)
        for pillars in PILLARS.findall(text(row)):
            charts[pillars].add(row.scenario)
    listed = [row for row in rows if re.fullmatch("[가-힣, ]+", row.completion) and row.scenario.startswith("names")]
    for row in listed:
        for name in row.completion.split(", "):
            names[name].add(row.scenario)
    assert len(names) >= 1_000
    assert len(charts) == corpus.BUCKETS * 4
    assert all(len(found) == 1 for found in names.values())
    assert all(len(found) == 1 for found in charts.values())


def test_readings_pass_the_check(rows: list[Example]) -> None:
    for row in rows:
        answer = naming.parse(row.completion)
        if row.request is not None:
            assert naming.messages(row.request) == list(row.messages)
            assert naming.check(row.request, answer) == []


def test_hanja_in_names_are_legal_with_their_reading(rows: list[Example]) -> None:
    seen = 0
    for row in rows:
        for syllable, char, element, strokes in re.findall(
            r"^([가-힣])\((.)\): [^,]+, 자원오행 ([목화토금수]), (\d+)획$", text(row), re.MULTILINE
        ):
            found = find(char)
            assert found is not None
            assert found.reads(syllable)
            assert (found.element, found.original) == (element, int(strokes))
            seen += 1
    assert seen >= 5_000


def test_particles_are_right(rows: list[Example]) -> None:
    for row in rows:
        # 수은 (mercury) is a word and 수이 a name, not the element 수 with a particle.
        if row.scenario.startswith("hanja") or re.fullmatch("[가-힣, ]+", row.completion):
            continue
        for element, particle in re.findall(
            r"(?<![가-힣])([목화토금수])(을|를|이|가|은|는|과|와)(?=[ ,])", row.completion
        ):
            assert (particle in "을이은과") == (element in "목금"), row.completion


def test_the_same_rows_each_time() -> None:
    first = [row.completion for row, _ in zip(corpus.examples(charts=1), range(50), strict=False)]
    assert first == [row.completion for row, _ in zip(corpus.examples(charts=1), range(50), strict=False)]
