"""Openings that hang in the air."""

from __future__ import annotations

import pytest

from pipeline.tasks.summaries.repair import Opening, finished, opening, standing_alone


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("그러나 값이 비싸다.", "값이 비싸다."),
        ("하지만, 값이 비싸다.", "값이 비싸다."),
        ("그 결과 고장이 줄었다.", "고장이 줄었다."),
        ("이에 따라 요금이 오른다.", "요금이 오른다."),
        ("또한 무게가 가볍다.", "무게가 가볍다."),
        ("또 다른 문제도 있다.", "다른 문제도 있다."),
        ("둘째, 보조금을 줄인다.", "보조금을 줄인다."),
        ('"그래서 저희는 매달 잽니다."', '"저희는 매달 잽니다."'),
        ("이 장치는 소리를 듣는다.", "장치는 소리를 듣는다."),
        ("해당 연구소는 값을 공개했다.", "연구소는 값을 공개했다."),
        ("그러나 이 방법은 느리다.", "방법은 느리다."),
        ("이 같은 현상은 겨울에 잦다.", "현상은 겨울에 잦다."),
        ("이러한 결과는 처음이다.", "결과는 처음이다."),
        ("다만 값이 비싸다.", "값이 비싸다."),
    ],
)
def test_taken_off_at_the_start_of_a_summary(text: str, expected: str) -> None:
    assert standing_alone(text, []) == expected


@pytest.mark.parametrize(
    "text",
    [
        "이 교수는 반대했다.",  # the surname 이
        "이 씨는 반대했다.",
        "이 책임연구원은 반대했다.",
        "이온 전지는 가볍다.",
        "그림자가 길어졌다.",
        "그래핀은 얇다.",
        "이산화탄소가 늘었다.",
        "먼저 도착한 배가 짐을 내렸다.",
        "이어 붙인 판은 강하다.",
        "나아가 멈춘 배를 끌었다.",
        "결국이라는 말은 없다.",
        "특히라는 말은 없다.",
        "한편의 시를 읽었다.",
        "또렷한 신호가 잡혔다.",
        "즉석 식품이 늘었다.",
        "이랑은 높다.",
        "3월 그달의 비는 적었다.",
    ],
)
def test_words_that_only_look_alike_stay(text: str) -> None:
    assert standing_alone(text, []) == text


def test_nothing_inside_a_sentence_is_touched() -> None:
    text = "연구팀은 값을 낮췄다. 그러나 하지만 이 장치는 또한 무겁다."
    assert standing_alone(text, []) == text


def test_a_demonstrative_stays_when_the_summary_has_named_the_thing() -> None:
    assert standing_alone("이 장치는 느리다.", ["새 장치가 나왔다."]) == "이 장치는 느리다."
    assert standing_alone("다만 이 장치는 느리다.", ["새 약이 나왔다."]) == "다만 장치는 느리다."


@pytest.mark.parametrize(
    "text",
    [
        "이는 큰 변화다.",
        "그는 웃었다.",
        "그러면 값이 내린다.",
        "그래야 산다.",
        "이 가운데 셋이 남았다.",
        "그중 셋이 남았다.",
        "그러나 이는 처음이다.",
        "장 반장도 그랬다.",
        '"그게 함정입니다."',
        "나머지는 실패했다.",
    ],
)
def test_sentences_that_do_not_stand_alone(text: str) -> None:
    assert opening(text) is Opening.PRONOUN


@pytest.mark.parametrize(
    "text", ["연구팀은 값을 낮췄다.", "그래핀은 얇다.", "이온 전지는 가볍다.", "물은 0도에서 언다."]
)
def test_sentences_that_do(text: str) -> None:
    assert opening(text) is Opening.FREE


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("값을 낮췄다", "값을 낮췄다."),
        ("값을 낮췄다.", "값을 낮췄다."),
        ('"싸다."', '"싸다."'),
        ("시험 셀: 48개", "시험 셀: 48개."),
        ("나왔고,", "나왔고."),
        ("왜?", "왜?"),
    ],
)
def test_full_stops(text: str, expected: str) -> None:
    assert finished(text) == expected
