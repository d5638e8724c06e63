"""Kinds of recipients that words give away: groups by how they end, animals by what they do."""

from __future__ import annotations

import re
from functools import cache

from pipeline.tasks.awards.wordlists import lexicon


def group_noun(compact: str) -> str:
    """What 위 takes for the group ``compact``, a phrase without spaces: 학급 for 햇살반; "" for no group."""
    if re.search(r"(?:\d+반|[가-힣]{1,4}(?:님|빛|꽃|잎|별|솔|샘)반)$", compact):
        return "어린이들" if re.search(r"유치원|어린이집", compact) else "학급"
    for ending, noun in _groups():
        if not compact.endswith(ending):
            continue
        numbered = compact[: -len(ending)][-1:].isdecimal()
        if (len(ending) > 1 or len(compact) > 2 or numbered) and not (ending in {"조", "반"} and not numbered):
            return noun
    if len(compact) > 2 and compact.endswith("회") and not compact.endswith(_NO_SOCIETIES):
        return "단체"
    if re.search(r"^FC|FC$", compact):
        return "팀"
    if latin := re.fullmatch(r"([가-힣]*?(팀|동아리|동호회|밴드|크루|클럽|모임|극단))[A-Za-z][\w가-힣]*", compact):
        return latin[2]
    named = re.search(r"(동아리|동호회|봉사단|합창단|모임|밴드|크루|팀|클럽|서클|학회|극단|스터디)\s*['\"‘“]", compact)
    if named:
        return named[1]
    return ""


@cache
def _groups() -> list[tuple[str, str]]:
    """How groups end, with what 위 takes for them; the longest ending first."""
    groups: dict[str, str] = lexicon("people")["groups"]
    return sorted(groups.items(), key=lambda item: -len(item[0]))


_NO_SOCIETIES = (
    *("대회", "기회", "사회", "전시회", "음악회", "운동회", "박람회", "송별회", "환영회"),
    *("발표회", "연주회", "체육회", "1회"),
)


def animal_by_its_ways(context: str, name: str) -> str:
    """The kind of animal that what is told gives away: 강아지 barks, 햄스터 is said before the ``name``."""
    told = [kind for kind in lexicon("people")["animals"] if len(kind) > 1 and kind in context]
    if told and name:  # most stories have no animal, and a pattern with the name in it is slow to make
        called = re.search(
            rf"([가-힣]+)\s(?:이름[은이]\s)?['\"‘“]?{re.escape(name)}(?=[가는은이를도의인'\"’”\s])", context
        )
        animals = [kind for kind in told if called and called[1].endswith(kind)]
        if animals:
            return max(animals, key=len)
    if re.search(r"짖[어었는고으]|멍멍|꼬리를?\s?(?:흔|살랑)", context):
        return "강아지"
    return "고양이" if re.search(r"야옹|골골송|그루밍|츄르|꾹꾹이", context) else ""
