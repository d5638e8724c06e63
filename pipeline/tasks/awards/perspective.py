"""A statement turned to the giver's view: the recipient is not named again, and 나 and 우리 become who they are."""

from __future__ import annotations

import re

from pipeline.tasks.awards.clauses import parse_clause
from pipeline.tasks.awards.morphemes import Morpheme, analyse, quoted_spans
from pipeline.tasks.awards.particles import attach
from pipeline.tasks.awards.people import SELF, Person, phrase_start, relation_of
from pipeline.tasks.awards.wordlists import wordlist

SOMEBODY = "곁에 있는 사람"  # who 나 is when nothing says so
_FIRST = {"나", "저", "우리", "저희", "내", "제"}
_SECOND = {"너", "네", "니", "당신", "그대", "자기", "너희"}
_THIRD = {"그", "그녀", "그분", "이분", "걔", "얘", "이 사람", "이 친구", "그 친구", "이 아이", "이분들", "이 사람들"}
_OURS = wordlist("ours")
_APART = wordlist("apart")
_BREAKS = wordlist("breaks")
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
    """``text`` without the words that only name the recipient: as its subject, when called, at its start."""
    tokens = analyse(text)
    for index, token in enumerate(tokens):
        if index and (token.tag in {"JKV", "SP"} or (token.tag, token.form) == ("EF", "야")):
            phrase, start = _phrase(text, tokens, index)
            if start == 0 and person.is_named_by(phrase):
                return _cut(text, tokens[0].start, token.end)
        subject = token.tag == "JKS" or (token.tag == "JX" and token.form in {"은", "는", "도"})
        if index and (subject or _is_companion(tokens, index)):
            phrase, start = _phrase(text, tokens, index)
            if _means(phrase, person):
                return _without_subject(text, tokens, start, token.end)
    helped = re.match(r"(.{1,20}?)\s(?=덕분에|덕에|덕택에)", text)
    if helped and person.is_named_by(helped[1]):
        return text[helped.end() :]
    words = text.split()
    for count in range(min(4, len(words) - 1), 0, -1):
        phrase = " ".join(words[:count])
        if not any(token.tag.startswith(("J", "V", "E")) for token in analyse(phrase)) and _names(phrase, person):
            return " ".join(words[count:])
    return text


def _is_companion(tokens: tuple[Morpheme, ...], index: int) -> bool:
    """여자친구랑 만난 지: the one with whom something is done."""
    token, follower = tokens[index], tokens[index + 1] if index + 1 < len(tokens) else None
    return (
        token.form in {"랑", "이랑", "와", "과", "하고"}
        and follower is not None
        and (follower.form in {"만나", "사귀", "결혼", "연애", "함께", "같이"})
    )


def _names(phrase: str, person: Person) -> bool:
    """Stricter than is_named_by, for words without a particle: every word belongs to the recipient's phrase."""
    own = re.sub(r"\s", "", person.text)
    return all(word in own or word in {"우리", "저희", "내", "제"} or own in word for word in phrase.split()) and (
        person.is_named_by(phrase) and phrase not in {"우리", "저희"}
    )


def _without_subject(text: str, tokens: tuple[Morpheme, ...], start: int, end: int) -> str:
    """Cut the subject out; what modified it (만년 지각생이던 내가) becomes a clause of its own (만년 지각생이었고)."""
    if not start or tokens[start - 1].tag not in {"ETM", "EC"}:
        return _cut(text, tokens[start].start, end)
    if tokens[start - 1].tag == "EC":
        if tokens[start - 1].form not in {"는데", "ᆫ데", "은데"}:
            return _cut(text, tokens[start].start, end)
        # What stands before is somebody else's plight: 우산이 없어 난감했는데 학생이 -> 난감했을 때.
        return f"{parse_clause(text[: tokens[start].start]).ending('때')} {text[end:].strip()}"
    first = start - 1
    while first and tokens[first - 1].tag not in {"EC", "EF", "SP"}:
        first -= 1
    modifier = text[tokens[first].start : tokens[start].start].strip()
    rest = _cut(text, tokens[first].start, end)
    if len(modifier.split()) < 3 and not re.search(r"\d|이던|였던|이었던", modifier):
        return rest
    before = text[: tokens[first].start]
    return f"{before}{parse_clause(modifier).ending('지만')} {rest[len(before.strip()) :].strip()}".strip()


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
    tokens, found, speaker_too = analyse(text), "", ""
    for index, token in enumerate(tokens):
        if token.tag == "ETM" or (token.tag == "EC" and token.form in _BREAKS):
            found = ""
        elif index and token.tag == "JKS" and not _is_own_trait(tokens, index):
            phrase, _ = _phrase(text, tokens, index)
            found = phrase if phrase and not _means(phrase, person) else found
        elif (
            index
            and token.tag == "JX"
            and token.form == "도"
            and tokens[index - 1].form in {"나", "저", "우리", "아무"}
        ):
            speaker_too = tokens[index - 1].form
        elif index and token.tag == "JX" and token.form in {"은", "는"} and tokens[index - 1].tag.startswith("N"):
            phrase, start = _phrase(text, tokens, index)
            if start == 0 and phrase and not _means(phrase, person):
                found = phrase
    return found or speaker_too


_TRAITS = wordlist("traits")


def _is_own_trait(tokens: tuple[Morpheme, ...], index: int) -> bool:
    return tokens[index - 1].form in _TRAITS


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
