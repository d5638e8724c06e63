"""Splitting what people paste: lines first, quotes whole, every line's kind seen."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.tasks.summaries.sentences import MAX_SENTENCE, Kind, Sentence, split
from tests.tasks.summaries.texts import ARTICLE, INTERVIEW, MAIL, NOTES, RUN_ON, WRAPPED


def of_kind(sentences: list[Sentence], kind: Kind) -> list[str]:
    return [sentence.text for sentence in sentences if sentence.kind is kind]


def test_paragraphs_and_places() -> None:
    sentences = split(ARTICLE)
    assert [sentence.place for sentence in sentences if sentence.paragraph == 0] == [0, 1]
    assert max(sentence.paragraph for sentence in sentences) == 4
    assert all(sentence.kind is Kind.PROSE for sentence in sentences)
    assert "".join(sentence.text for sentence in sentences).replace(" ", "") == ARTICLE.replace("\n", "").replace(
        " ", ""
    )


def test_a_mail_without_full_stops() -> None:
    sentences = split(MAIL)
    assert of_kind(sentences, Kind.PROSE) == [
        "지난 석 달 동안 진행한 저온 시험 결과를 정리해 공유드립니다",
        "영하 20도에서 방전 용량이 상온의 71%로 나왔고 목표인 70%를 넘겼습니다",
        "다만 충전 속도는 목표에 못 미쳤어요",
        "원인은 전해질 점도로 보입니다",
        "다음 주에 협력사와 회의를 열어 새 전해질을 고르고 10월까지 다시 시험하겠습니다",
    ]
    assert of_kind(sentences, Kind.FRAGMENT) == ["시험 셀: 48개", "충전 시간 52분 (목표 45분)"]
    assert len(of_kind(sentences, Kind.NOISE)) == 7


def test_notes_are_fragments_without_their_marks() -> None:
    sentences = split(NOTES)
    assert {sentence.kind for sentence in sentences} == {Kind.FRAGMENT}
    assert sentences[1].text == "액체 수소는 영하 253도 유지 필요"


def test_lines_broken_at_a_fixed_width_are_joined() -> None:
    sentences = split(WRAPPED)
    assert sentences[0].text.endswith("겹친 탓이라는 분석이 나왔다.")
    assert "\n" not in sentences[0].text
    assert len(sentences) == 4


def test_an_interview() -> None:
    sentences = split(INTERVIEW)
    assert of_kind(sentences, Kind.QUESTION) == ["왜 직접 재러 다녔나.", "가장 어두운 곳은 어디였나."]
    answers = [sentence.text for sentence in sentences if sentence.text.startswith('"')]
    assert answers[0] == '"위성 사진으로는 땅에서 위로 새는 빛만 보입니다."'
    assert all(answer.count('"') == 2 for answer in answers)


@pytest.mark.parametrize(
    "text",
    [
        '박 교수는 "값이 비싸다. 그래도 쓸 만하다"라고 말했다.',
        "박 교수는 “값이 비싸다. 그래도 쓸 만하다”라고 말했다.",
        "“첫 문장이다. 둘째 문장이다.”",
        "그는 '이게 될까? 될 것이다' 하고 되뇌었다.",
        "「바다의 소리. 숲의 소리」라는 책을 냈다.",
    ],
)
def test_quotes_stay_whole(text: str) -> None:
    assert [sentence.text for sentence in split(text)] == [text]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("값은 3.5만 원이다. 무게는 1.2kg이다.", ["값은 3.5만 원이다.", "무게는 1.2kg이다."]),
        ("## 결과\n온도는 30도였다.", ["결과", "온도는 30도였다."]),
        ("**굵은** 글씨와 [연결](https://a.example/b)을 쓴다.", ["굵은 글씨와 연결을 쓴다."]),
        ("1. 준비\n① 물을 끓인다.\n• 식힌다.", ["준비", "물을 끓인다.", "식힌다."]),
        ("| 항목 | 값 |\n|---|---|\n| 무게 | 3kg |", ["항목 값", "무게 3kg"]),
        ("Q1. 왜 그런가요?\nA. 물 때문입니다.", ["왜 그런가요?", "물 때문입니다."]),
        ("(서울=새벽통신) 한가람 기자 = 새 전지가 나왔다.", ["새 전지가 나왔다."]),
        ("첫째다.\r\n둘째다.\u2028셋째다.", ["첫째다.", "둘째다.", "셋째다."]),
    ],
)
def test_forms(text: str, expected: list[str]) -> None:
    assert [sentence.text for sentence in split(text) if sentence.kind is not Kind.NOISE] == expected


def test_a_heading_is_no_sentence_even_when_it_ends_like_one() -> None:
    assert [sentence.kind for sentence in split("1. 배를 천천히 몬다\n속력을 줄이면 소음이 준다.")] == [
        Kind.FRAGMENT,
        Kind.PROSE,
    ]


def test_what_runs_on_is_cut_where_a_clause_ends() -> None:
    sentences = split(RUN_ON)
    assert all(len(sentence.text) <= MAX_SENTENCE for sentence in sentences)
    assert all(sentence.text.endswith("나왔고") for sentence in sentences)


@settings(deadline=None, max_examples=150)
@given(st.text(alphabet="가나다 했다습니.?!\"'“”‘’()[]\n-#*|1234%abc·…▲\u200b\t", max_size=300))
def test_no_text_breaks_it_and_nothing_is_lost(text: str) -> None:
    sentences = split(text)
    assert all(sentence.text.strip() for sentence in sentences)
    said = "".join(sentence.text for sentence in sentences)
    for letters in "가나다했abc1234":
        assert said.count(letters) <= text.count(letters)
    assert [s.paragraph for s in sentences] == sorted(s.paragraph for s in sentences)
    for sentence in sentences:
        for token in sentence.tokens:
            if token.tag in {"NNG", "NNP", "SL", "SN"}:
                start = token.start - sentence.offset
                assert sentence.text[start : start + token.len].strip()


def test_pathological_texts_take_no_more_than_seconds() -> None:
    start = time.process_time()
    texts = (
        "가" * 10_000,
        '"' * 10_000,
        "." * 20_000,
        "a" * 10_000,
        "(" * 10_000,
        "가나다 " * 5_000,
        "\n" * 50_000,
        "- \n" * 10_000,
    )
    for text in texts:
        split(text)
    assert time.process_time() - start < 15
