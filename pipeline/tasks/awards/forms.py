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
    if person.late and person.is_human and "무지개" not in person.text:
        return "고인께서는" if person.honoured else "고인은"
    if person.late:
        return attach(person.name or person.text.split()[-1], "은")
    if tone == "로맨틱" and person.category not in {GROUP, PEOPLE}:
        return "당신은"
    if person.noun == "부부" and person.honoured:
        return "두 분께서는"
    if re.search(r"(?:우리|저희)\s?둘$", person.text):
        return "위 두 사람은"
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
    if case == "에게" and named != "당신" and person.category in {THING, PLANT, GROUP}:
        return f"{named}에"
    if case == "에게":
        return named + ("께" if start.endswith("께서는") else "에게")
    return attach(named, case)


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
