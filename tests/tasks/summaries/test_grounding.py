"""Where a summary's sentences come from, and what in them the source does not hold."""

from __future__ import annotations

import pytest

from pipeline.tasks.summaries.extractive import terms_of
from pipeline.tasks.summaries.grounding import names, sources_of, unseen_names, warnings_for
from pipeline.tasks.summaries.sentences import split
from tests.tasks.summaries.texts import ARTICLE


@pytest.fixture(scope="module")
def source() -> tuple:  # type: ignore[type-arg]
    sentences = split(ARTICLE)
    return sentences, terms_of(sentences)


def test_each_sentence_of_the_source_is_its_own_source(source: tuple) -> None:  # type: ignore[type-arg]
    sentences, terms = source
    for number, sentence in enumerate(sentences):
        assert number in sources_of(sentence.text, sentences, terms)


@pytest.mark.parametrize(
    ("summary", "start"),
    [
        ("시험에서 공은 누수 57곳을 찾았고 그 가운데 51곳이 진짜였다.", "연구원은 물빛시의"),
        ("공 한 개 가격은 85만 원이며 다시 쓸 수 있다.", "공 하나의 값은"),
        ("내년에는 가는 관을 위한 작은 공이 나온다.", "배하람 책임연구원은"),
    ],
)
def test_paraphrases(source: tuple, summary: str, start: str) -> None:  # type: ignore[type-arg]
    sentences, terms = source
    found = sources_of(summary, sentences, terms)
    assert any(sentences[number].text.startswith(start) for number in found)
    assert len(found) <= 3
    assert found == sorted(found)


def test_two_facts_from_two_places(source: tuple) -> None:  # type: ignore[type-arg]
    sentences, terms = source
    found = sources_of("공의 지름은 6㎝이고 값은 85만 원이며, 청음봉이 찾은 누수는 33곳이었다.", sentences, terms)
    assert len(found) >= 2


@pytest.mark.parametrize("text", ["달에는 토끼가 산다.", "", "ㅋㅋㅋ", "!!!"])
def test_what_comes_from_nowhere_has_no_source(source: tuple, text: str) -> None:  # type: ignore[type-arg]
    assert sources_of(text, *source) == []


def test_inventions_are_named() -> None:
    warnings = warnings_for("한빛수도연구원과 푸른내수도공사가 누수 59곳을 3월 9일에 찾았다.", ARTICLE)
    assert len(warnings) == 2
    assert "59" in warnings[0]
    assert "3월" in warnings[0]
    assert "푸른내수도공사" in warnings[1]
    assert "한빛수도연구원" not in warnings[1]


def test_a_faithful_summary_has_no_warning() -> None:
    faithful = (
        "한빛수도연구원이 만든 공은 관로 42km에서 누수 57곳을 찾았다. 배하람 책임연구원은 작은 공을 시험하겠다고 했다."
    )
    assert warnings_for(faithful, ARTICLE) == []


def test_spacing_and_case_make_no_other_name() -> None:
    assert unseen_names("새솔 나노기술원의 gpu", "새솔나노기술원이 GPU를 썼다.") == []
    assert unseen_names("인공지능이 나왔다.", "AI가 나왔다.") == []
    assert unseen_names("NASA가 밝혔다.", "연구소가 밝혔다.") == ["NASA"]


def test_names_are_taken_whole() -> None:
    assert "한빛수도연구원" in " ".join(names("한빛수도연구원은 9일 밝혔다."))
