"""Numbers in digits and words compare by value and unit."""

from __future__ import annotations

import time

import pytest

from pipeline.tasks.summaries.numbers import numbers, unseen


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("1,200명", 1200, "명"),
        ("1억 4,000만 원", 140_000_000, "원"),
        ("2만 8,000원", 28_000, "원"),
        ("3.5만 명", 35_000, "명"),
        ("5천만", 50_000_000, ""),
        ("3천만 마리", 30_000_000, ""),
        ("98.3%", 98.3, "%"),
        ("98.3 퍼센트", 98.3, "%"),
        ("12㎞", 12, "km"),
        ("12킬로미터", 12, "km"),
        ("영하 20도", 20, "도"),
        ("두 배", 2, "배"),
        ("열한 개", 11, ""),
        ("스무 명", 20, "명"),
        ("서른다섯 시간", 35, "시간"),
        ("석 달", 3, "개월"),
        ("만 이천 명", 12_000, "명"),
        ("이백오십 명", 250, "명"),
        ("사흘", 3, "일"),
        ("보름", 15, "일"),
    ],
)
def test_values(text: str, value: float, unit: str) -> None:
    assert [(number.value, number.unit) for number in numbers(text)] == [(value, unit)]


@pytest.mark.parametrize(
    "text",
    [
        "이 사람이 왔다",
        "천문학을 배웠다",
        "A4 용지",
        "백두산에 올랐다",
        "수백 개",
        "세계 대회",
        "두부와 김치",
        "네모난 상자",
        "만나서 반갑다",
        "한가람은 갔다",
        "일본 도시",
    ],
)
def test_words_that_are_no_numbers(text: str) -> None:
    assert numbers(text) == []


@pytest.mark.parametrize(
    ("summary", "source"),
    [
        ("무게가 두 배다.", "무게가 2배다."),
        ("12,000명이 왔다.", "1만 2,000명이 왔다."),
        ("30퍼센트 줄었다.", "30% 줄었다."),
        ("20종을 모았다.", "스무 가지를 모았다."),
        ("3일 걸렸다.", "사흘 걸렸다."),
        ("절반으로 줄었다.", "50%로 줄었다."),
        ("한 연구팀이 밝혔다.", "연구팀이 밝혔다."),
        ("학교 일곱 곳에서 모았다.", "일곱 개 학교에서 모았다."),
    ],
)
def test_the_same_in_other_words(summary: str, source: str) -> None:
    assert unseen(summary, source) == []


@pytest.mark.parametrize(
    ("summary", "source", "missing"),
    [
        ("무게가 세 배다.", "무게가 두 배다.", ["세 배"]),
        ("30% 줄었다.", "30명이 줄었다.", ["30%"]),
        ("3월 18일에 시작한다.", "3월 17일에 시작한다.", ["18일"]),
        ("1억 5,000만 원이 든다.", "1억 4,000만 원이 든다.", ["1억 5,000만 원"]),
        ("98.5%가 정상이었다.", "98.3%가 정상이었다.", ["98.5%"]),
        ("2025년에 시작했다.", "2024년에 시작했다.", ["2025년"]),
    ],
)
def test_what_the_source_does_not_say(summary: str, source: str, missing: list[str]) -> None:
    assert unseen(summary, source) == missing


def test_no_text_makes_it_slow() -> None:
    start = time.process_time()
    for text in ("1만 " * 20_000, "1,000" * 20_000, "만" * 50_000, "천 이" * 20_000, "스물 " * 20_000, "9" * 100_000):
        numbers(text)
    assert time.process_time() - start < 10
