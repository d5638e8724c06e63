"""Sentences that say who writes (4학년 1반 담임이에요) or what somebody is called (강아지 이름은 내일이)."""

from __future__ import annotations

import re

from pipeline.tasks.awards.finding import last_phrase
from pipeline.tasks.awards.morphemes import analyse
from pipeline.tasks.awards.names import has_title
from pipeline.tasks.awards.particles import attach
from pipeline.tasks.awards.people import ANIMAL, CHILD, GROUP, PEOPLE, PERSON, PUPIL, describe
from pipeline.tasks.awards.relations import relation_of
from pipeline.tasks.awards.signing import is_giver, last_noun
from pipeline.tasks.awards.statements import Reading, note_giver

_IS = r"(?:이에요|예요|에요|입니다|이요|임|이다|이라고\s?합니다|인데요?|이고요?|거든요|이거든요)"
_I_AM = re.compile(rf"^(?:저는|전|나는|난|제가|내가)\s(?P<who>[^,.]{{1,24}}?){_IS}(?:[,\s]+(?P<rest>.+))?$")
_AM = re.compile(r"^(?P<who>[^,.]{2,24}?)(?:이에요|예요|에요|입니다|이요|임)$")
_CALLED = re.compile(
    r"^(?P<who>.{0,20}?)\s?(?:성함|이름|존함)(?:이|은)\s(?P<name>\S+?(?:\s[가-힣]{2,4}님?)?)"
    r"(?:(?:이신데요?|인데요?|이고요?)(?:[,\s]+(?P<rest>.+))?|(?:이에요|예요|입니다|임|이세요|이십니다|이랍니다)?)$"
)
_OF_CLASS = re.compile(
    r"^(?P<name>(?:\S+\s)?(?:\d+학년\s?\d+반|[가-힣]{2,4}반))\s(?:담임|교사|선생님|담임교사|담임 선생님)(?=\s|$)"
)
_LEADERS = re.compile(  # whoever has one of these roles speaks of pupils, a team, a worker
    r"(?:담임|교사|선생님|선생|교장|원장|감독|코치|점장|사장|대표|팀장|부장|단장|관장|반장|회장|총무|소대장|중대장|지도자|강사)$"
)
GIVERS_OF = {
    "자녀": r"딸|아들|막내|첫째|둘째|셋째|맏이|삼남매|남매|자매|형제",
    "손주": r"손자|손녀|손주",
    "부모": r"엄마|아빠|어머니|아버지|부모",
    "아내": r"아내|와이프|부인",
    "남편": r"남편|신랑",
    "며느리": r"며느리",
    "사위": r"사위",
    "제자": r"제자|학생|졸업생|학부모|수강생|엄마|아빠",
    "조카": r"조카",
    "조부모": r"할머니|할아버지",
    "친구": r"친구",
    "동료": r"동료|팀장|동기",
    "이웃": r"주민|이웃|손님|단골|학부모|환자|보호자",
    "선생님": r"담임|교사|선생님|선생|교장|원장|감독|코치",
}


def read_introduction(sentence: str, reading: Reading, known: str) -> str:
    """``sentence`` without what it says of who writes and of what somebody is called; "" when that was all."""
    bare = sentence.rstrip(" .!")
    called = _CALLED.match(bare)
    name = called["name"].strip("'\"‘’“”") if called else ""
    if name and any(token.tag in {"VV", "MAG"} for token in analyse(name)):  # 이름은 안 밝힘
        name = ""
    if called and name and (not known or name == known):
        full = _full_name(called["who"], name)
        if not known:
            reading.recipients.append((9, full))
        return f"{attach(full, '은')} {called['rest']}" if known and called["rest"] else called["rest"] or ""
    mine = _I_AM.match(bare)
    if mine and _is_somebody(mine["who"]):
        note_giver(mine["who"], reading)
        return mine["rest"] or ""
    plain = None if mine else _AM.match(bare)
    if plain and reading.statements and _may_be_the_writer(plain["who"], known or reading.recipient()):
        note_giver(plain["who"], reading)
        return ""
    return sentence


def _full_name(who: str, name: str) -> str:
    """강아지 회장 of "저희 강아지 이름이 '회장'인데", 표정도 반장님 of "경비 아저씨 성함이 표정도 반장님이신데"."""
    tokens = analyse(who)
    owner = last_phrase(who, tokens) if tokens else ""
    if owner and describe(owner).category == ANIMAL:
        return f"{describe(owner).noun} {name}"
    if owner and not has_title(name) and (describe(owner).category == CHILD or relation_of(owner)):
        return f"{owner} {name}"
    return name


def _is_somebody(who: str) -> bool:
    """6살 하준이 엄마, 3층 사는 주민: a noun for a person, with whatever modifies it."""
    if is_giver(last_noun(who)):
        return True
    plain = not any(token.tag[0] in "VE" for token in analyse(who))
    return plain and (relation_of(who.split()[-1]) != "" or has_title(who))


def _may_be_the_writer(who: str, recipient: str) -> bool:
    """Whether "담임이에요" after a sentence about ``recipient`` is said of oneself: by a class's teacher, a child."""
    noun = last_noun(who) or who
    if not recipient or not _is_somebody(who) or describe(recipient).is_named_by(noun):
        return False
    person = describe(recipient)
    if person.reciprocal in GIVERS_OF:
        return re.search(rf"(?:{GIVERS_OF[person.reciprocal]})$", noun) is not None
    unnamed_elder = person.category == PERSON and person.honoured
    led = person.category in {GROUP, PEOPLE, PUPIL, CHILD, PERSON} and not unnamed_elder
    return led and _LEADERS.search(noun) is not None


def name_the_class(reading: Reading) -> None:
    """Let 우리 반 of a teacher who said which class (4학년 1반 담임) be that class."""
    which = _OF_CLASS.match(reading.giver)
    if not which:
        return
    for place, (weight, phrase) in enumerate(reading.recipients):
        ours = re.match(r"^(?:우리\s?반)(?=\s|$)", phrase)
        if ours:
            reading.recipients[place] = (weight, f"{which['name']}{phrase[ours.end() :]}")
