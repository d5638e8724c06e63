"""How a certificate prints the name of a recipient or a giver."""

from __future__ import annotations

import re

from pipeline.tasks.awards.names import is_nickname
from pipeline.tasks.awards.particles import attach
from pipeline.tasks.awards.people import ANIMAL, GROUP, OWN, PEOPLE, PLANT, PUPIL, SELF, THING, describe
from pipeline.tasks.awards.relations import may_be_name, relation_of

_OWN_GROUPS = r"반|팀|조|부|과|집|회사|부서|학교|학원|가족|동아리|동호회|모임|부부"


def _and(match: re.Match[str]) -> str:
    """엄마와 for 엄마랑; 신랑 is no 신 with a particle."""
    return match[0] if relation_of(match[0].strip()) else f"{attach(match[1], '와')} "


def printed_name(phrase: str) -> str:
    """``phrase`` as a certificate prints it: 우리 only before a bare relation, no nickname 이 after a relation."""
    phrase = re.sub(r"(\S+?)(?:이랑|랑|하고)\s(?=\S)", _and, phrase.strip(" .,!?~"))
    if not phrase:
        return ""
    phrase = re.sub(r"(?<=[한두세네섯곱덟홉열무])(?=[살세]\s|명$)", " ", phrase)
    phrase = re.sub(r"(?<=\S )(?:우리|저희|내|제)\s", "", phrase)
    bare = OWN.sub("", phrase)
    if describe(phrase).category == SELF:
        return "나 자신"
    person = describe(phrase)
    if person.category not in {ANIMAL, PLANT, THING, GROUP} and is_nickname(bare.split()[-1], bool(person.relation)):
        bare = bare.removesuffix("이")
    unknown = re.fullmatch(r"[가-힣]{2,4}", bare) and not person.relation and may_be_name(bare)
    if bare == phrase or person.name or unknown or person.category in {GROUP, PEOPLE, PUPIL}:
        if bare != phrase and person.category == GROUP and re.fullmatch(_OWN_GROUPS, bare):
            return f"우리 {bare}"
        own_group = r"^(?:반|팀|집|회사|부서|동네|학교|학원|가족|아파트|동아리)\s+(?=\S)"
        return re.sub(own_group, "", bare) if bare != phrase and person.category not in {THING, PLANT} else bare
    return f"우리 {bare}"
