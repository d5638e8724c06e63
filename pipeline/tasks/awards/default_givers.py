"""Who signs an award when the person names no giver: what fits the recipient and what is told of them."""

from __future__ import annotations

import re

from pipeline.tasks.awards.people import CHILD, SELF, Person
from pipeline.tasks.awards.relations import relations
from pipeline.tasks.awards.request import AwardRequest
from pipeline.tasks.awards.wordlists import lexicon

_NEAREST = {"자녀": "사랑하는 자녀", "손주": "사랑하는 손주", "아내": "사랑하는 아내", "남편": "사랑하는 남편",
            "연인": "당신의 연인", "부모": "사랑하는 부모", "친척": "가족 일동", "친구": "영원한 친구",
            "가족": "가족 일동", "며느리": "며느리", "사위": "사위", "동생": "동생", "조부모": "할머니 할아버지",
            "조카": "조카", "시동생": "시동생", "시누이": "시누이", "올케": "올케", "처형": "처형", "처제": "처제",
            "처남": "처남", "매형": "매형", "형부": "형부", "동서": "동서", "사촌": "사촌", "사돈": "사돈",
            "시부모": "시부모", "장인 장모": "장인 장모"}  # fmt: skip
_FARTHER = {"제자": ("제자 일동", "제자"), "동료": ("동료 일동", "동료"), "동기": ("동기 일동", "동기"),
            "후배": ("후배 일동", "후배"), "선배": ("선배 일동", "선배"), "이웃": ("이웃", "이웃"),
            "선생님": ("선생님", "선생님")}  # fmt: skip
_ENGAGED = {"아내": "사랑하는 예비신부", "남편": "사랑하는 예비신랑"}
_SO_CALLED = {"언니", "오빠", "누나", "형", "형님"}
_CALLED_SO = re.compile(
    r"사장|기사|경비|배달|택배|미화|청소|약사|의사|간호|치료사|보호사|보건|유치원|어린이집|회사|부서|사무실|매장|현장|지점|팀|동호회|동아리|모임|산악회|클럽|[A-Za-z]{2}|동네|옆집|윗집|아랫집|앞집|뒷집|옆동|\d+호|가게|식당"
)
_ALONE = re.compile(
    r"(?<![가-힣])(?:제가|저를|저는|저한테|저에게|저랑|제|저|내가|나를|나는|나|나한테|나에게|나랑|내)(?![가-힣])"
)
_TOGETHER = re.compile(r"(?<![가-힣])(?:우리|저희|다들|모두)")
_HELPED = re.compile(r"[아어여해워려켜러려]\s?(?:주|줬|줘|준|드|주셨)|주심|고마|감사|덕분|챙기|챙겨")


def default_giver(request: AwardRequest, person: Person) -> str:
    """The signature for ``request``, which names no giver and honours ``person``."""
    if person.category == SELF:
        return "나 자신"
    if re.match(r"(?:우리|저희)\s?(?:둘|셋|부부|커플)", request.recipient):
        return request.recipient
    if request.tone == "추모" and not person.reciprocal:
        return "그리워하는 이들"
    if request.tone == "로맨틱" and person.relation in {*_SO_CALLED, "친구"}:
        return "당신의 연인"
    if person.relation in _SO_CALLED and (circle := _circle(request)):
        return circle
    if kin := _kin_told(request, person):
        return kin
    if request.recipient.startswith("예비") and person.reciprocal in _ENGAGED:
        return _ENGAGED[person.reciprocal]
    if person.reciprocal in _NEAREST and not _CALLED_SO.search(request.recipient) and person.is_human:
        return _NEAREST[person.reciprocal]
    alone = bool(_ALONE.search(request.reason)) and not _TOGETHER.search(request.reason)
    for row in lexicon("people")["default_givers"]:
        if _fits(row, request, person):
            return str(row["one"] if alone and "one" in row else row["giver"])
    if person.reciprocal in _FARTHER:
        return _FARTHER[person.reciprocal][alone]
    return _NEAREST.get(person.reciprocal, "") or _of_strangers(request, person, alone)


def _circle(request: AwardRequest) -> str:
    """동료 일동 for an 언니 or 형 of the office, who is so called and no kin; "" where nothing says so."""
    told = f"{request.recipient} {request.reason}"
    circles = lexicon("people")["circles"]
    return next((str(row["giver"]) for row in circles if re.search(row["told"], told)), "")


def _kin_told(request: AwardRequest, person: Person) -> str:
    """사랑하는 자녀 for 조옥분 여사 whom the reason calls 우리 엄마; "" where the name alone is known."""
    if person.relation not in {"", "여사", "여사님", "어르신"} or not person.is_human:
        return ""
    called = re.search(r"(?<![가-힣])(?:우리|저희|울)\s?([가-힣]{2,4}?)(?:가|이|는|은|께서)?(?=$|\n)", request.reason)
    giver, elder = relations().get(called[1], ("", False)) if called else ("", False)
    return _NEAREST.get(giver, "") if elder and giver in {"자녀", "손주"} else ""


def _fits(row: dict[str, str], request: AwardRequest, person: Person) -> bool:
    return (
        row.get("is", person.category) == person.category
        and (row.get("tone", request.tone) == request.tone or row.get("kind", request.kind) == request.kind)
        and re.search(row.get("who", ""), request.recipient) is not None
        and re.search(row.get("told", ""), request.reason) is not None
    )


def _of_strangers(request: AwardRequest, person: Person, alone: bool) -> str:
    if request.tone == "유머":
        return "엄숙한 시상 위원회"
    if request.tone == "로맨틱":
        return "당신의 연인"
    if request.tone == "귀여움" and not person.honoured:
        return "응원하는 가족" if person.category == CHILD else "응원하는 사람들"
    helped = request.kind == "감사장" or _HELPED.search(request.reason)
    if helped:
        return "고마워하는 한 사람" if alone else "고마워하는 사람들"
    return "응원하는 사람들"
