"""Predicates are conjugated as a document writes them."""

import re
from itertools import count

import pytest

from pipeline.tasks.awards.clauses import parse_clause
from pipeline.tasks.awards.conjugate import FUTURE, PAST, PRESENT, Predicate, conjugate
from pipeline.tasks.awards.morphemes import join
from pipeline.tasks.kiwi import analyser


@pytest.mark.parametrize(
    ("said", "ending", "expected"),
    [
        ("도시락을 싸 주셨어요", "기에", "도시락을 싸 주셨기에"),
        ("도시락을 싸줬어요", "으며", "도시락을 싸 주었으며"),
        ("공부했어요", "기에", "공부하였기에"),
        ("끝내 못했어요", "으며", "끝내 못하였으며"),
        ("이불을 개어 놨다", "습니다", "이불을 개어 놓았습니다"),
        ("친구를 도왔음", "기에", "친구를 도왔기에"),
        ("쓰레기를 주웠다", "으므로", "쓰레기를 주웠으므로"),
        ("밥을 9천 번쯤 지었어요", "기에", "밥을 9천 번쯤 지었기에"),
        ("물을 부었음", "으며", "물을 부었으며"),
        ("감기가 나았어요", "습니다", "감기가 나았습니다"),
        ("끈을 이어 놨다", "기에", "끈을 이어 놓았기에"),
        ("매일 걸었어요", "기에", "매일 걸었기에"),
        ("노래를 불렀음", "습니다", "노래를 불렀습니다"),
        ("선생님이 됐어요", "기에", "선생님이 되었기에"),
        ("김치를 담가 주시고요", "으며", "김치를 담가 주셨으며"),
        ("17번 넘어지고도 탐", "으며", "17번 넘어지고도 탔으며"),
        ("항상 웃음", "으며", "항상 웃으며"),
        ("100권 읽음", "기에", "100권 읽었기에"),
        ("끝까지 해냈다", "습니다", "끝까지 해냈습니다"),
        ("교문 앞에 서 계셨습니다", "기에", "교문 앞에 서 계셨기에"),
        ("연속으로 함", "기에", "연속으로 하였기에"),
        ("올해 환갑이세요", "습니다", "올해 환갑이십니다"),
        ("우리 동네 의사였어요", "기에", "우리 동네 의사였기에"),
        ("좋은 학생이었어요", "기에", "좋은 학생이었기에"),
        ("매일 우유를 배달하는 분이에요", "기에", "매일 우유를 배달하기에"),
        ("할머니를 도운 점", "기에", "할머니를 도왔기에"),
        ("늘 곁을 지켜 줘서 고마워요", "기에", "늘 곁을 지켜 주었기에"),
        ("책을 읽더라고요", "습니다", "책을 읽습니다"),
        ("제일 착한 것 같아요", "습니다", "제일 착합니다"),
        ("체육대회 우승", "기에", "체육대회에서 우승하였기에"),
        ("1,000권 독서 달성", "기에", "1,000권 독서를 달성하였기에"),
        ("3년 개근", "기에", "3년 개근하였기에"),
        ("받아쓰기 100점", "기에", "받아쓰기 100점을 받았기에"),
        ("전교 1등", "기에", "전교 1등을 차지하였기에"),
        ("3경기 7골", "기에", "3경기 7골을 기록하였기에"),
        ("매일 10km 달리기", "기에", "매일 10km 달리기를 하였기에"),
        ("언제나 밝은 미소", "기에", "언제나 밝은 미소를 보여 주었기에"),
    ],
)
def test_clause_with_another_ending(said, ending, expected):
    assert parse_clause(said).ending(ending) == expected


@pytest.mark.parametrize(
    ("predicate", "expected"),
    [
        (Predicate("돕", "VV-I", PAST), "도운"),
        (Predicate("돕", "VV-I", PRESENT), "돕는"),
        (Predicate("만들", "VV-R", PRESENT), "만드는"),
        (Predicate("예쁘", "VA-R", PRESENT), "예쁜"),
        (Predicate("예쁘", "VA-R", PAST), "예뻤던"),
        (Predicate("있", "VX-R", PRESENT), "있는"),
        (Predicate("주", "VX-R", PAST, honorific=True), "주신"),
        (Predicate("돕", "VV-I", FUTURE), "도울"),
    ],
)
def test_form_before_a_noun(predicate, expected):
    assert conjugate(predicate, "ㄴ") == expected


@pytest.mark.parametrize(
    ("stem", "tag", "expected"),
    [
        ("주", "VX-R", "주셨기에"),
        ("먹", "VV-R", "드셨기에"),
        ("자", "VV-R", "주무셨기에"),
        ("있", "VX-R", "계셨기에"),
        ("돕", "VV-I", "도우셨기에"),
        ("계시", "VX-R", "계셨기에"),
    ],
)
def test_respectful_form(stem, tag, expected):
    assert conjugate(Predicate(stem, tag, PAST).respectful(), "기에") == expected


def _verbs() -> list[tuple[str, str]]:
    """Every verb and adjective of the analyser's dictionary whose kind of conjugation it knows, and some others."""
    found = []
    for number in count():
        try:
            word = analyser().morpheme(number)
        except ValueError:
            return sorted({*found})
        if word.tag in {"VV-I", "VV-R", "VA-I", "VA-R"}:
            found.append((word.form, word.tag))
        elif word.tag == "VV" and number % 40 == 0:
            found.append((word.form, "VV-R"))
    return found


def _contracted(text: str) -> str:
    """하였 as 했, 주었 as 줬, 보았 as 봤, 되었 as 됐: how the analyser writes them."""
    text = re.sub("하였", "했", text)
    for vowel, ending, joined in ((8, "았", 9), (13, "었", 14), (11, "었", 10)):
        text = re.sub(
            f"([가-힣]){ending}",
            lambda match: (
                chr(0xAC00 + ((ord(match[1]) - 0xAC00) // 588 * 21 + joined) * 28 + 20)  # noqa: B023
                if (ord(match[1]) - 0xAC00) % 588 == vowel * 28  # noqa: B023
                else match[0]
            ),
            text,
        )
    return text.replace("놓았", "놨")


def test_every_verb_is_conjugated_as_the_analyser_joins_it():
    verbs = _verbs()
    assert len(verbs) > 1500
    told = {verb: _contracted(conjugate(Predicate(*verb, PAST), "습니다")) for verb in verbs}
    joined = {verb: _contracted(join([verb, ("었", "EP"), ("습니다", "EF")])) for verb in verbs}
    assert {verb: (told[verb], joined[verb]) for verb in verbs if told[verb] != joined[verb]} == {}


def test_every_irregular_verb_is_read_again_from_what_was_told():
    verbs = [verb for verb in _verbs() if verb[1] == "VV-I" and len(verb[0]) > 1]
    read = {stem: parse_clause(f"그것을 {conjugate(Predicate(stem, tag, PAST), '습니다')}") for stem, tag in verbs}
    lost = [
        stem
        for stem, clause in read.items()
        if not clause.ending("기에").endswith(conjugate(Predicate(stem, "VV-I"), "기에"))
    ]
    assert set(lost) <= {"뒤잇"}  # 뒤이었다 may be 뒤 and 이다
