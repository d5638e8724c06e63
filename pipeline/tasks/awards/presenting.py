"""Sentences that only name or present somebody: 중학교 때 은사님이요, 새를 피해서 간 사람 있음."""

from __future__ import annotations

import re

from pipeline.tasks.awards.clauses import finite
from pipeline.tasks.awards.morphemes import analyse
from pipeline.tasks.awards.people import describe, is_known_thing, is_person_like, phrase_start
from pipeline.tasks.awards.relations import relation_of
from pipeline.tasks.awards.statements import Reading, read_statement

_SIGH = re.compile(r"^(?:하|아|와|휴|헐|어휴|아이고|에휴|저기)\s+")
_SO = re.compile(r"(?:이?요|이?여|\s진짜|\s정말|\s최고)+$")
_AS_ONESELF = re.compile(r"^(?P<who>\S+)인\s(?:제|내)가요?$")
_CALLED = re.compile(r"^(?P<who>(?:\S+\s){0,2}?(?P<noun>[가-힣]{1,6}?))[아야]\s+(?=\S)")
_THERE_IS = re.compile(r"(?:이|가)?\s있(?:음|어요?|습니다|다|네요?|거든요|는데요?)(?:\s\S+에)?$")
_ANYBODY = {"사람", "분", "애", "아이", "친구", "학생"}
_SOMEBODY = re.compile(r"^(?P<who>(?:\S+\s){1,3}?\S+[는은한던]\s(?:분|사람))(?P<mark>께서|이|은)\s")
LONGEST = 24  # characters of what somebody does, by which they may be named


def read_bare_name(sentence: str, reading: Reading, known: str) -> bool:
    """Read 우리 막내이모 of "하 우리 막내이모 진짜", a sentence that only names somebody; False where it says more."""
    typed = sentence.rstrip(" .!~?")
    name = _SO.sub("", _SIGH.sub("", typed))
    if name == typed or not name or re.search(r"[\d'\"‘“]", name) or len(name.split()) > 4:
        return False
    if any(token.tag[0] in "VEMJ" and token.tag not in {"MM", "JKG"} for token in analyse(name)):
        return False
    somebody = _last_phrase(name)
    if not (is_person_like(somebody) or is_known_thing(somebody)):
        return False
    if known:
        return describe(known).is_named_by(somebody)
    reading.recipients.append((7, somebody))
    return True


def without_call(sentence: str, known: str) -> str:
    """``sentence`` with a comma after whoever it begins by calling (남편아 …), or without them where they are known."""
    called = _CALLED.match(sentence)
    if not called or relation_of(called["noun"]) != called["noun"]:
        return sentence
    if known and describe(known).is_named_by(called["noun"]):
        return sentence[called.end() :]
    return sentence if known or " " in called["who"] else f"{called['who']}, {sentence[called.end() :]}"


def read_presented(sentence: str, reading: Reading, known: str) -> bool:
    """Read who is said to be there (사료를 보내 주는 고등학생이 있어요): what they do is told of them."""
    oneself = _AS_ONESELF.match(sentence.rstrip(" .!"))
    if oneself and known:
        return describe(known).is_named_by(oneself["who"])
    there = _THERE_IS.search(sentence.rstrip(" .!"))
    if not there or not there.start():
        return False
    left = sentence[: there.start()]
    tokens = analyse(left)
    start = phrase_start(tokens, len(tokens) - 1)
    who = left[tokens[start].start :]
    if any(token.tag == "JKS" for token in tokens[:start]):  # 순서를 맡긴 할아버지가 있다, of whom another tells
        return False
    if not start or tokens[start - 1].tag != "ETM" or not (who in _ANYBODY or is_person_like(who)):
        return False
    if not known:
        name = left if who in _ANYBODY and len(left) <= LONGEST else who
        reading.recipients.append((6, name))
    read_statement(finite(left[: tokens[start].start].strip()), reading, known, find_people=False)
    return True


def name_by_deed(reading: Reading) -> None:
    """Let 분 be 옆자리 모르는 분 where nothing else names them; the statement then speaks of 그분."""
    if reading.recipient() not in {"분", "사람"}:
        return
    for place, line in enumerate(reading.statements):
        found = _SOMEBODY.match(line)
        if found and len(found["who"]) <= LONGEST:
            reading.recipients.append((9, found["who"]))
            again = "그분" if found["who"].endswith("분") else "그 사람"
            reading.statements[place] = f"{again}{found['mark']} {line[found.end() :]}"
            return


def _last_phrase(text: str) -> str:
    tokens = analyse(text)
    return text[tokens[phrase_start(tokens, len(tokens) - 1)].start :].strip() if tokens else ""
