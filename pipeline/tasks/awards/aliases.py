"""What a request calls the recipient whom a field names: 10년지기 친구 for 유나, 우리 조기축구회 for 번개FC.

The document names the recipient by the field, so another name of theirs in the reason would read as somebody else.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.tasks.awards.finding import is_self, people_in
from pipeline.tasks.awards.introducing import GIVERS_OF
from pipeline.tasks.awards.names import has_title
from pipeline.tasks.awards.numbers import in_digits, in_words
from pipeline.tasks.awards.particles import attach
from pipeline.tasks.awards.people import (
    ANIMAL,
    CHILD,
    GROUP,
    PEOPLE,
    PERSON,
    PLANT,
    PUPIL,
    SELF,
    THING,
    Person,
    describe,
    is_person_like,
)
from pipeline.tasks.awards.subjects import other_subject

_LIKELY = 5  # weight of whom people_in takes for the one who acts, background left aside
_SINGLE, _SEVERAL = {PERSON, PUPIL, CHILD, THING}, {GROUP, PEOPLE, THING, PERSON}
_ANOTHER_ACTS = re.compile(
    r"면\s|자\s|(?:으?니|니까|[ㄹ을를] 때|[을를]때|[했었았였]는데)\s|[가-힣]\s때\s"
)  # what went before the deed
_AGE = re.compile(r"^(?P<age>(?:\d+|[가-힣]{1,4})\s?살)\s(?P<who>\S.*)$")
_CALLED = re.compile(r"^(?:우리|저희|내|제|울)\s?|(?:선생님|선수|학생|어린이|님|씨|쌤|샘|\s분)$")
_OURS = re.compile(r"^(?:우리|저희)|(?:^|\s)(?:애|아이|어린이|친구|학생)들$")
_COUNTED = re.compile(r"^.+?\s?(?P<count>(?:\d+|[두세네열]|다섯|여섯|일곱|여덟|아홉)\s?(?:명|분|사람|마리))$")
_STRANGERS = re.compile(r"(?:아저씨|아주머니|할아버지|할머니|어머니들|언니|이모님|아이들)$")
_ELDERS = re.compile(r"엄마|아빠|어머니|아버지|부모|할머니|할아버지|담임")
_HEADS = re.compile(r"(?:총무|회장|부회장|반장|부반장|팀장|대장|코치|감독|인턴|신입|주장)$")
_ROLES = re.compile(r"(?:친구|동기|선배|후배|제자|주장|동료|후임|선임|회원|직원|막내|짝꿍|동창)$")


def named_as_in_field(statements: Sequence[str], recipient: str, giver: str) -> list[str]:
    """``statements`` with the recipient's own name where they call the recipient something else."""
    if not statements or not recipient:
        return list(statements)
    person = describe(recipient, "\n".join(statements))
    for place, statement in enumerate(statements[:2]):
        called = _alias_in(statement, person, giver)
        if called:
            told = [_renamed(line, called, person, later=n > place) for n, line in enumerate(statements[place:], place)]
            return [*statements[:place], *told]
        if _names(statement, person):
            break
    return list(statements)


def _alias_in(statement: str, person: Person, giver: str) -> str:
    """Whoever acts in ``statement``, if that is the recipient under another name; "" otherwise."""
    found = [phrase for weight, phrase in people_in(statement, _LIKELY, first=True) if weight > _LIKELY]
    ours = re.match(r"(?:우리|저희)\s\S+(?=\s)(?!\s(?:애|아이|친구|학생|선수)들)", statement)
    if ours and describe(ours[0]).category == GROUP and _may_be_called(person, ours[0], giver):
        return ours[0]  # 우리 조기축구회 (창단 8년 만에 첫 승)
    called = found[0] if found else ""
    if (aged := _AGE.match(called)) and re.sub(r"\s", "", aged["who"]) in re.sub(r"\s", "", person.text):
        return called
    if not called or person.is_named_by(called) or is_self(called) or f"{called}도" in statement:
        return ""
    acting = other_subject(statement, person)
    sure = _share_a_word(person.text, called) or not _ANOTHER_ACTS.search(statement)
    acts = acting == called or (not acting and sure)
    return called if acts and _may_be_called(person, called, giver) else ""


def _names(statement: str, person: Person) -> bool:
    return any(person.is_named_by(phrase) for _, phrase in people_in(statement, _LIKELY, first=True))


def _may_be_called(person: Person, called: str, giver: str) -> bool:
    """Whether the giver may call the recipient so: by a word of the name, by what they are to the giver."""
    alias, several = describe(called), describe(called).category in {GROUP, PEOPLE}
    if re.search(r"(?:^|\s)나$", person.text) or person.category == SELF:
        return False
    if called.split()[-1].removesuffix("님") in giver or (
        giver and describe(giver).category not in {GROUP, PEOPLE} and describe(giver).is_named_by(called)
    ):
        return False
    if alias.noun == "아기" and person.noun != alias.noun:  # 아기가 왔어요, told of those who waited for it
        return False
    if alias.category in {ANIMAL, PLANT}:
        bare = person.category in {PERSON, CHILD, THING} and not _is_known(person)
        return len(called) > 1 and bare and re.fullmatch(r"[가-힣]{2,4}", person.text) is not None
    if person.category not in (_SEVERAL if several else _SINGLE) or not is_person_like(called.split()[-1]):
        return False
    if _share_a_word(person.text, called):
        return True
    if several:
        return _OURS.search(called) is not None and person.category in {GROUP, PEOPLE}
    if person.relation or (alias.name in called.split()[-1] and alias.name not in person.text):
        return False
    if not giver:
        ours = re.match(r"(?:우리|저희|내|제)\s", called) is not None  # 아기 alone may be anybody's
        return bool(_ROLES.search(called)) or (ours and not (_is_known(person) and has_title(called)))
    if not _is_known(person) and _share_a_word(giver, called):  # 길드장님 for 달빛여우 of 길드원 일동
        return True
    if alias.honoured and _ELDERS.search(giver):  # a teacher praises a father's child
        return False
    fits = GIVERS_OF.get(alias.reciprocal)
    signed = re.sub(r"\s?(?:일동|드림|올림)$", "", giver)
    return bool(fits) and re.search(rf"(?:{fits})(?:\s\S+)?$", signed) is not None


def _numbers(text: str) -> set[object]:
    return {*in_digits(text), *in_words(text)}


def _is_known(person: Person) -> bool:
    """Whether the field says what the recipient is, and not only their name."""
    return bool(person.relation) or has_title(person.text)


def _share_a_word(name: str, called: str) -> bool:
    """Whether ``called`` ends in a word of the name: 경비 아저씨 and 경비원 배종수님, 조교님 and 행정조교 문소라."""
    words = _CALLED.sub("", called).split()
    if words and len(words[-1]) < 2:  # 대학생: what is left of it says nothing
        words = called.split()
    last = "".join(words[-2:] if words and _STRANGERS.search(words[-1]) else words[-1:])
    own = re.sub(r"\s", "", name)
    return any(last[n : n + 2] in own for n in range(len(last) - 1) if last[n : n + 2] != "선생")


def _renamed(statement: str, called: str, person: Person, later: bool) -> str:
    """``statement`` with the recipient's name for ``called``, and what that tells beside it kept."""
    name = called.split()[-1] if later else called
    match = re.search(
        rf"(?<![가-힣\d])(?:(?:같은|옛)\s)?{re.escape(name)}(?P<mark>이|가|은|는|께서는|께서)?(?=\s)", statement
    )
    if not match or (later and not match["mark"]):
        return statement
    known = person.text
    if describe(called).category in {ANIMAL, PLANT}:  # 햄스터 찹쌀이: what they are is told here alone
        known = f"{describe(called).noun} {known}"
    told = "" if later else _told_by(match[0].removesuffix(match["mark"] or ""), person)
    if not told and not later and not _numbers(called) <= _numbers(person.text):
        return statement
    mark = {"이": "은", "가": "은"}.get(match["mark"] or "이", match["mark"])
    return f"{statement[: match.start()]}{attach(known, mark)}{told}{statement[match.end() :]}"


def _told_by(called: str, person: Person) -> str:
    """What ``called`` tells of the recipient: 10년지기 친구로서, 7살에, 다섯 명이; "" for a mere name."""
    if age := _AGE.match(called):
        return f" {age['age']}에"
    if (counted := _COUNTED.match(called)) and counted["count"] not in person.text:
        return f" {attach(counted['count'], '이')}"
    bare = " ".join(word for word in called.split() if not (person.name and person.name[1:] in word))
    bare = re.sub(r"\s(?:선수|학생)$", "", re.sub(r"^(?:우리|저희|내|제)\s", "", bare))
    group = " ".join(bare.split()[:-1])
    if group and describe(group).category == GROUP and _HEADS.search(bare):
        return f" {attach(bare, '로')}서"
    tells = in_digits(bare) or in_words(bare) or len(bare.split()) > 2 or bare.startswith("같은 ")
    return f" {attach(bare, '로')}서" if tells and _ROLES.search(bare) else ""
