"""A statement turned to the giver's view: the recipient is not named again, and 나 and 우리 become who they are."""

from __future__ import annotations

import re

from pipeline.tasks.awards.morphemes import Morpheme, analyse, quoted_spans
from pipeline.tasks.awards.particles import attach
from pipeline.tasks.awards.people import SELF, Person, phrase_start, relation_of

SOMEBODY = "곁에 있는 사람"  # who 나 is when nothing says so
_FIRST = {"나", "저", "우리", "저희", "내", "제"}
_SECOND = {"너", "네", "니", "당신", "그대", "자기", "너희"}
_THIRD = {"그", "그녀", "그분", "이분", "걔", "얘", "이 사람", "이 친구", "그 친구", "이 아이", "이분들", "이 사람들"}
_OURS = frozenset(
    "집 회사 학교 반 팀 동네 아파트 부서 가게 나라 마을 동아리 모임 단지 병원 기관 교회 유치원 사무실 층 구 시".split()
)
_BREAKS = {
    "면",
    "으면",
    "는데",
    "ᆫ데",
    "은데",
    "자",
    "니까",
    "으니까",
    "지만",
    "어도",
    "느라",
    "더니",
    "다가",
    "자마자",
    "라도",
    "어야",
}
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


def without_recipient(text: str, person: Person) -> str:
    """``text`` without the words that only name the recipient: as its subject, as one who is called, or at its start."""
    tokens = analyse(text)
    for index, token in enumerate(tokens):
        if index and (token.tag in {"JKV", "SP"} or (token.tag, token.form) == ("EF", "야")):
            phrase, start = _phrase(text, tokens, index)
            if start == 0 and person.is_named_by(phrase):
                return _cut(text, tokens[0].start, token.end)
        if index and (token.tag == "JKS" or (token.tag == "JX" and token.form in {"은", "는", "도"})):
            phrase, start = _phrase(text, tokens, index)
            if _means(phrase, person):
                return _cut(text, _with_modifier(text, tokens, start, person), token.end)
    words = text.split()
    for count in range(min(4, len(words) - 1), 0, -1):
        phrase = " ".join(words[:count])
        if not any(token.tag.startswith(("J", "V", "E")) for token in analyse(phrase)) and _names(phrase, person):
            return " ".join(words[count:])
    return text


def _names(phrase: str, person: Person) -> bool:
    """Stricter than is_named_by, for words without a particle: every word belongs to the recipient's phrase."""
    own = re.sub(r"\s", "", person.text)
    return all(word in own or word in {"우리", "저희", "내", "제"} or own in word for word in phrase.split()) and (
        person.is_named_by(phrase) and phrase not in {"우리", "저희"}
    )


def _with_modifier(text: str, tokens: tuple[Morpheme, ...], start: int, person: Person) -> int:
    """Where the removed subject begins; 우리 before it goes too (phrase_start has taken it already)."""
    return tokens[start].start


def _phrase(text: str, tokens: tuple[Morpheme, ...], index: int) -> tuple[str, int]:
    start = phrase_start(tokens, index - 1)
    return text[tokens[start].start : tokens[index].start].strip(), start


def _means(phrase: str, person: Person) -> bool:
    if person.category == SELF:
        return phrase in {"나", "저", "내", "제", "나 자신", "저 자신"}
    return phrase in _SECOND or phrase in _THIRD or person.is_named_by(phrase)


def _cut(text: str, start: int, end: int) -> str:
    return re.sub(r"\s{2,}", " ", f"{text[:start].rstrip()} {text[end:].lstrip(' ,')}").strip()


def other_subject(text: str, person: Person) -> str:
    """The subject of the last predicate when it is somebody or something else than the recipient; "" otherwise."""
    tokens, found = analyse(text), ""
    for index, token in enumerate(tokens):
        if token.tag == "ETM" or (token.tag == "EC" and token.form in _BREAKS):
            found = ""
        elif index and token.tag == "JKS":
            phrase, _ = _phrase(text, tokens, index)
            found = phrase if phrase and not _means(phrase, person) else found
        elif index and token.tag == "JX" and token.form in {"은", "는"} and tokens[index - 1].tag.startswith("N"):
            phrase, start = _phrase(text, tokens, index)
            if start == 0 and phrase and not _means(phrase, person):
                found = phrase
    return found


def neutral(text: str, who: str, ours: str, person: Person) -> str:
    """``text`` with 나 and 우리 replaced: ``who`` is the one who speaks, ``ours`` those whom 우리 means."""
    if person.category == SELF:
        who = ours = "자신"
    tokens, quotes = analyse(text), quoted_spans(text)
    edits: list[tuple[int, int, str]] = []
    for index, token in enumerate(tokens):
        if token.tag != "NP" or token.form not in _FIRST | _SECOND:
            continue
        if any(start <= token.start < end for start, end in quotes):
            continue
        follower = tokens[index + 1] if index + 1 < len(tokens) else None
        edits.append(_edit(text, token, follower, who, ours))
    for start, end, new in reversed(edits):
        text = text[:start] + new + text[end:]
    return re.sub(r"\s{2,}", " ", text).strip()


def _edit(text: str, token: Morpheme, follower: Morpheme | None, who: str, ours: str) -> tuple[int, int, str]:
    plural = token.form in {"우리", "저희"}
    name = "당신" if token.form in _SECOND else ours if plural else who
    if follower is None:
        return token.start, token.end, name
    if follower.tag == "JKG":
        return token.start, max(token.end, follower.end), f"{name}의"
    if follower.tag.startswith("J"):
        spoken = {"ᆯ": "를", "ᆫ": "는", "한테": "에게"}.get(follower.form, follower.form)
        return token.start, max(token.end, follower.end), attach(name, spoken)
    if plural:
        return token.start, token.end, "우리" if follower.form in _OURS else ""
    return token.start, token.end, name
