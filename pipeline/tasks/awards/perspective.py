"""A statement turned to the giver's view: the recipient is not named again, and 나 and 우리 become who they are."""

from __future__ import annotations

import re

from pipeline.tasks.awards.morphemes import Morpheme, analyse, quoted_spans
from pipeline.tasks.awards.particles import attach
from pipeline.tasks.awards.people import SELF, Person
from pipeline.tasks.awards.relations import relation_of
from pipeline.tasks.awards.wordlists import wordlist

SOMEBODY = "곁에 있는 사람"  # who 나 is when nothing says so
_FIRST = {"나", "저", "우리", "저희", "내", "제"}
_SECOND = {"너", "네", "니", "당신", "그대", "자기", "너희"}
_OURS = wordlist("ours")
_APART = wordlist("apart")
_GROUP_ENDINGS = re.compile(r"\s*(?:일동|올림|드림|여러분)$")


def speaker(giver: str, person: Person) -> str:
    """How a document names the giver where the request says 나: 딸, 손주, 동료."""
    name = _GROUP_ENDINGS.sub("", giver.strip())
    relation = relation_of(name)
    if relation and not re.search(r"\d|회사|주식회사|팀$", name):
        return name if len(name.split()) > 1 and len(relation_of(name.split()[0])) > 1 and len(name) <= 7 else relation
    if name and len(name) <= 9:
        return name
    if name:
        return "동료"
    return person.reciprocal if person.reciprocal not in {"", "모두", "어른", "이웃"} else SOMEBODY


def group(giver: str, who: str) -> str:
    """How a document names those whom the request calls 우리."""
    name = _GROUP_ENDINGS.sub("", giver.strip())
    if re.search(r"(?:팀|부|반|회|과|실|조|일동|동아리|모임)$", name) and len(name) <= 12:
        return name
    if who in {
        "자녀",
        "손주",
        "아내",
        "남편",
        "부모",
        "가족",
        "며느리",
        "사위",
        "딸",
        "아들",
        "동생",
        "조카",
        "엄마",
        "아빠",
    }:
        return "가족"
    if who in {"동료", "친구", "제자", "후배", "선배", "동기", "학생", "직원"}:
        return f"{who}들"
    return "모두"


def neutral(text: str, who: str, ours: str, person: Person) -> str:
    """``text`` with 나 and 우리 replaced: ``who`` is the one who speaks, ``ours`` those whom 우리 means."""
    if person.category == SELF:
        who = ours = "자신"
    tokens, quotes = analyse(text), quoted_spans(text)
    edits: list[tuple[int, int, str]] = []
    for index, token in enumerate(tokens):
        mistaken = (token.form, token.tag) == ("저", "MM")  # 저 대학 등록금: hardly ever "that" in a request
        if not mistaken and (token.tag != "NP" or token.form not in _FIRST | _SECOND):
            continue
        if any(start <= token.start < end for start, end in quotes):
            continue
        follower = tokens[index + 1] if index + 1 < len(tokens) else None
        modified = index > 0 and tokens[index - 1].tag == "ETM"
        name = "이" if modified and who == SOMEBODY else who  # 비를 맞고 온 이에게
        edits.append(_edit(text, token, follower, name, ours))
    for start, end, new in reversed(edits):
        text = text[:start] + new + text[end:]
    return re.sub(r"\s{2,}", " ", text).strip()


def _edit(text: str, token: Morpheme, follower: Morpheme | None, who: str, ours: str) -> tuple[int, int, str]:
    plural = token.form in {"우리", "저희"}
    name = "당신" if token.form in _SECOND else ours if plural else who
    if follower is None:
        return token.start, token.end, name
    if follower.tag == "JKG":
        return token.start, max(token.end, follower.end), "내" if name == "나" else f"{name}의"
    if follower.tag.startswith("J"):
        spoken = {"ᆯ": "를", "ᆫ": "는", "한테": "에게"}.get(follower.form, follower.form)
        said = "내가" if (name, spoken) in {("나", "가"), ("나", "이")} else attach(name, spoken)
        return token.start, max(token.end, follower.end), said
    if plural:
        kept = follower.form in _OURS or ours == "우리"
        return token.start, token.end, "우리" if kept else ""
    own = follower.tag in {"NNG", "NNP"} and follower.form not in _APART
    return token.start, token.end, f"{name}의" if own else name
