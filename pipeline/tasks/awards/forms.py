"""The form of an official document: openings and closings by kind, tone, recipient and giver."""

from __future__ import annotations

import re

from pipeline.tasks.awards.particles import attach
from pipeline.tasks.awards.people import ANIMAL, GROUP, PEOPLE, PLANT, SELF, THING, Person
from pipeline.tasks.awards.request import AwardRequest

# What the document calls itself in its last sentence.
_PAPER = {"상장": "상장", "표창장": "표창장", "감사장": "감사장", "공로상": "상", "우수상": "상", "칭찬장": "칭찬장",
          "임명장": "임명장", "자격증": "자격증", "벌 대신 상장": "상장"}  # fmt: skip


def opening(kind: str, tone: str, person: Person) -> str:
    """위 사람은, 귀하께서는, 위 학급은, 위 고양이는, 당신은, 고인께서는: the first words of a body."""
    if person.late and person.is_human:
        return "고인께서는" if person.honoured else "고인은"
    if person.late:
        return attach(person.name or person.text, "은")
    if tone == "로맨틱" and person.category not in {GROUP, PEOPLE}:
        return "당신은"
    if person.noun == "부부" and person.honoured:
        return "두 분께서는"
    if person.category in {ANIMAL, PLANT, THING, GROUP}:
        return "위 " + attach(person.noun, "은")
    if person.category == PEOPLE:
        return "여러분께서는" if person.noun == "분들" and kind == "감사장" else f"위 {_plural(person)}"
    if person.honoured:
        return "귀하께서는"
    if kind == "감사장" and person.category != SELF:
        return "귀하는"
    return "위 " + attach(person.noun, "은")


def _plural(person: Person) -> str:
    return f"{person.noun}께서는" if person.honoured else attach(person.noun, "은")


def address(kind: str, tone: str, person: Person, case: str) -> str:
    """The opening's words with another particle, for the last sentence: 귀하께, 위 사람을 (``case`` 에게, 을)."""
    start = opening(kind, tone, person)
    named = re.sub(r"(?:께서는|은|는)$", "", start)
    if case == "에게" and person.category in {THING, PLANT, GROUP}:
        return f"{named}에"
    if case == "에게":
        return named + ("께" if start.endswith("께서는") else "에게")
    return attach(named, case)


_UNKNOWN_GIVERS = {"감동": "당신을 아끼는 사람들", "유머": "엄숙한 시상 위원회", "격식": "시상자 일동",
                   "귀여움": "너를 응원하는 사람들", "로맨틱": "당신의 사람", "추모": "그리워하는 이들"}  # fmt: skip


def closing(request: AwardRequest, person: Person, named: bool = True) -> str:
    """이 상장을 수여합니다 and its like: the last words of a body.

    ``named`` says that the body has said who is honoured; where it has not, the closing does (귀하께 이 상장을 …).
    """
    end = _closing(request, person)
    if named:
        return end
    case = "을" if end.endswith("임명합니다.") else "에게"
    return f"{address(request.kind, request.tone, person, case)} {end}"


def _closing(request: AwardRequest, person: Person) -> str:
    paper = attach(_PAPER[request.kind], "을")
    if person.late:
        return f"이 {paper} {'올립니다' if person.honoured else '바칩니다'}."
    if request.kind == "임명장":
        post = attach(request.topic, "으로") if request.topic else ""
        return f"{post} 임명합니다." if post else f"이 {paper} 수여합니다."
    if request.kind == "벌 대신 상장":
        return f"벌 대신 이 {paper} {'드립니다' if person.honoured else '수여합니다'}."
    if request.kind == "자격증":
        return f"이 {paper} {'드립니다' if person.honoured else '수여합니다'}."
    gives = person.honoured or request.kind == "감사장" or request.tone == "로맨틱"
    if request.tone == "귀여움" and not person.honoured:
        return f"이 {paper} 줍니다." if person.category in {"child", "pupil"} else f"이 {paper} 수여합니다."
    return f"이 {paper} {'드립니다' if gives else '수여합니다'}."


_DEFAULT_GIVERS = {"자녀": "사랑하는 자녀", "손주": "사랑하는 손주", "아내": "사랑하는 아내", "남편": "사랑하는 남편",
                   "연인": "당신의 연인", "부모": "사랑하는 부모", "제자": "제자 일동", "동료": "동료 일동",
                   "친척": "가족 일동", "친구": "영원한 친구", "가족": "가족 일동", "며느리": "며느리",
                   "사위": "사위", "동생": "동생",
                   "조부모": "할머니 할아버지", "조카": "조카", "선생님": "선생님", "동기": "동기 일동",
                   "이웃": "이웃 일동", "후배": "후배 일동", "선배": "선배 일동"}  # fmt: skip


def giver_of(giver: str, person: Person, tone: str) -> str:
    """The giver as printed: as given, else what they are to the recipient, else a neutral signature."""
    if giver:
        return giver
    if person.category == SELF:
        return "나 자신"
    if person.category == THING:
        return "늘 고마워하는 이들"
    return _DEFAULT_GIVERS.get(person.reciprocal, _UNKNOWN_GIVERS[tone])
