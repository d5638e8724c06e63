"""A statement turned to the giver's view: the recipient is not named again, and 나 and 우리 become who they are."""

from __future__ import annotations

import re
from dataclasses import replace

from pipeline.tasks.awards.morphemes import Morpheme, analyse, quoted_spans
from pipeline.tasks.awards.names import times
from pipeline.tasks.awards.particles import attach
from pipeline.tasks.awards.people import GROUP, PEOPLE, PERSON, SELF, Person, describe
from pipeline.tasks.awards.relations import relation_of, relations
from pipeline.tasks.awards.wordlists import wordlist

MYSELF, OURSELVES = "저", "우리"  # who speaks when nothing says who it is: the document then speaks for them
_FIRST = {"나", "저", "우리", "저희", "내", "제"}
_SECOND = {"너", "네", "니", "당신", "그대", "너희"}
_WITH_ME = re.compile(r"(?<![가-힣])(?:나|저)(?:랑|하고|와)\s(?=\S{1,6}(?:\s|$))")
_APART = wordlist("apart")
_GROUP_ENDINGS = re.compile(r"\s*(?:일동|올림|드림|여러분)$")


def speaker(giver: str, person: Person, reason: str = "") -> str:
    """How a document names the giver where the request says 나: 딸, 손주, 담임; 저 where it cannot tell."""
    name = _GROUP_ENDINGS.sub("", giver.strip())
    relation = relation_of(name)
    if name.split() and name.split()[0] in wordlist("born"):  # 장남 영호
        return name.split()[0]
    if relation in _FAMILY and not re.search(r"\d", name) and describe(name).category not in {GROUP, PEOPLE}:
        return relation if relation != "동생" else name.split()[0] if len(name.split()[0]) <= 4 else relation
    if relation and not re.search(r"\d|회사|주식회사|팀$", name):
        first = name.split()[0]  # 장남 영호
        return first if first != name and len(relation_of(first)) > 1 else relation
    if name:
        return name if len(name) <= 9 and describe(name).category not in {GROUP, PEOPLE} else MYSELF
    if (
        person.reciprocal in _NOBODY
        or (person.reciprocal == "제자" and _TENDS.search(person.text))
        or _WITH_ME.search(reason)
    ):
        return MYSELF
    return person.reciprocal


_TENDS = re.compile(r"간호|의사|약사|치료|재활|보호사")  # 선생님 who teach no pupils of their own
_NOBODY = {"", "모두", "어른", "이웃", "동료", "친구", "동기", "연인"}  # these may as well be the recipient
_FAMILY = {
    *("자녀", "손주", "아내", "남편", "부모", "가족", "며느리", "사위", "딸", "아들", "동생", "조카", "엄마", "아빠"),
}


_CLASSES = {
    **dict.fromkeys(("딸", "아들", "자녀", "남매"), "자녀"),
    **dict.fromkeys(("손자", "손녀", "손주"), "손주"),
    **dict.fromkeys(("제자", "학생"), "제자"),
    "며느리": "며느리",
    "사위": "사위",
    "동생": "동생",
}  # what a giver is to those whom they call 엄마, 할머니, 선생님 …


def as_kin(person: Person, giver: str, reason: str) -> Person:
    """``person`` as whom the giver calls them: 박순례 여사 is 엄마 in a request of her daughter's."""
    own = next((kin for word, kin in _CLASSES.items() if word in giver), "")
    if person.relation in wordlist("kin") or person.category != PERSON:
        return person
    mine = re.search(r"(?:우리|저희|내|제) ([가-힣]{2,5})$", reason, re.MULTILINE)  # … 오르내리셨던 우리 엄마
    known = relations().get(mine[1]) if mine and not giver else None
    if mine and known and known[0] in {"자녀", "손주"}:
        return replace(person, relation=mine[1], honoured=person.honoured or known[1], reciprocal=known[0])
    if not own:
        return person
    for match in re.finditer(r"(?<![가-힣])([가-힣]{2,5}?)(?:이|가|은|는|께서)\s", reason):
        relation, elder = match[1], relations().get(match[1], ("", False))
        if elder[0] == own and relation in wordlist("kin"):
            return replace(person, relation=relation, honoured=person.honoured or elder[1], reciprocal=own)
    return person


def group(giver: str, who: str) -> str:
    """How a document names those whom the request calls 우리."""
    name = _GROUP_ENDINGS.sub("", giver.strip())
    if re.search(r"(?:팀|부|반|회|과|실|조|동아리|모임|들|남매)$", name) and len(name) <= 12:
        return name
    if who in _FAMILY:
        return "가족"
    return f"{who}들" if name and who in {"동료", "친구", "제자", "후배", "선배", "동기", "학생", "직원"} else OURSELVES


def neutral(text: str, who: str, ours: str, person: Person) -> str:
    """``text`` with 나 and 우리 replaced: ``who`` is the one who speaks, ``ours`` those whom 우리 means."""
    if person.category == SELF:
        who = ours = "자신"
    tokens, quotes = analyse(text), quoted_spans(text)
    edits: list[tuple[int, int, str]] = []
    for index, token in enumerate(tokens):
        mistaken = token.form == "저" and token.tag in {"MM", "IC"}  # 저 대학 등록금: hardly ever "that" in a request
        if not mistaken and (token.tag != "NP" or token.form not in _FIRST | _SECOND):
            continue
        if _is_part_of_word(text, tokens, index):
            continue
        if any(start <= token.start < end for start, end in quotes) or _is_own(token, tokens, index, person):
            continue
        follower = tokens[index + 1] if index + 1 < len(tokens) else None
        if token.form in {"나", "저"} and follower is not None and (kind := _bare_subject(tokens, index)):
            edits.append((token.start, token.end, _with_particle(who, kind)))
            continue
        if index > 2 and (tokens[index - 2].form, tokens[index - 3].form) == ("이", who):
            edits.append((tokens[index - 3].start, token.start, ""))  # 담임인 제가
        edits.append(_edit(text, token, follower, who, ours, "고인" if person.late else "당신"))
    for start, end, new in reversed(edits):
        text = text[:start] + new + text[end:]
    return re.sub(r"\s{2,}", " ", text).strip()


def _is_part_of_word(text: str, tokens: tuple[Morpheme, ...], index: int) -> bool:
    """Whether a word was taken for 저 and its particle: 전단지, 날짜."""
    follower = tokens[index + 1] if index + 1 < len(tokens) else None
    begins = tokens[index].start == 0 or not text[tokens[index].start - 1].isalnum()
    if not begins or follower is None:
        return not begins
    return follower.form in {"ᆫ", "ᆯ"} and text[follower.end : follower.end + 1].isalpha()


def _is_own(token: Morpheme, tokens: tuple[Morpheme, ...], index: int, person: Person) -> bool:
    """Whether 당신 is an elder's own (평생 당신 자식 목욕은 안 시켜 보셨다)."""
    return token.form == "당신" and person.honoured and index > 0 and tokens[index + 1 : index + 2] != ()


def _edit(text: str, token: Morpheme, follower: Morpheme | None, who: str, ours: str, you: str) -> tuple[int, int, str]:
    plural = token.form in {"우리", "저희"}
    own_voice = who in _OF_ME
    if plural and ours == OURSELVES and own_voice:
        ours = token.form
    name = you if token.form in _SECOND else ours if plural else who
    if follower is None:
        return token.start, token.end, name
    if follower.tag == "JKG":
        end = max(token.end, follower.end)
        joint = "" if text[end : end + 1] in {"", " "} else " "  # 내차
        return token.start, end, _OF_ME.get(name, f"{name}의") + joint
    if follower.tag.startswith("J"):
        spoken = {"ᆯ": "를", "ᆫ": "는", "한테": "에게"}.get(follower.form, follower.form)
        return token.start, max(token.end, follower.end), _with_particle(name, spoken)
    if plural:  # 우리 교복: whoever gives the award may say so too
        return token.start, token.end, token.form if own_voice else OURSELVES
    own = follower.tag in {"NNG", "NNP"} and follower.form not in _APART
    return token.start, token.end, _OF_ME.get(name, f"{name}의") if own else name


def _with_particle(name: str, spoken: str) -> str:
    return f"{_OF_ME[name]}가" if name in _OF_ME and spoken in {"가", "이"} else attach(name, spoken)


def _bare_subject(tokens: tuple[Morpheme, ...], index: int) -> str:
    """The particle that 나 lacks where it acts (나 군대 갈 때, 저 이번에 붙었어요); "" where it owns (저 등록금을)."""
    place = index + 1
    if tokens[place].tag[0] == "J" or tokens[place].start == tokens[index].end:
        return ""
    while place < len(tokens) and tokens[place].tag in {"NNG", "NNP", "SN", "NNB", "XSN", "SL"}:
        place += 1
    rest = tokens[place:]
    times_only = place == index + 2 and tokens[index + 1].form in times() and rest and rest[0].form == "에"
    if not rest or not (times_only or rest[0].tag in {"VV", "VA", "XSV", "VCP", "MAG"}):
        return ""
    if any((token.form, token.tag) == ("주", "VX") for token in rest[1:3]):
        return "를"  # 나 믿어 준 아내
    follows = next((token.tag for token in rest if token.tag in {"ETM", "EC", "EF"}), "EF")
    return "는" if follows == "EF" else "가"


_OF_ME = {"나": "내", "저": "제"}
