"""Which of those whom a request names receives the award, and what belongs to their name (호칭) and what does not."""

from __future__ import annotations

import re

from pipeline.tasks.awards.finding import has_predicate, last_phrase
from pipeline.tasks.awards.morphemes import analyse
from pipeline.tasks.awards.names import has_title, is_given_name, with_nicknames
from pipeline.tasks.awards.particles import attach
from pipeline.tasks.awards.people import (
    ANIMAL,
    GROUP,
    PLANT,
    THING,
    describe,
    is_known_thing,
    is_person_like,
    phrase_start,
)
from pipeline.tasks.awards.relations import relation_of, relations
from pipeline.tasks.awards.wordlists import lexicon

_AGE = re.compile(r"^(?P<who>.{2,}?)\s*\(?(?P<age>\d{2,3}\s?세)\)?$|^(?P<years>\d{2,3}\s?세)\s(?P<whose>\S.+)$")
# 사장님 발인, 할아버지 팔순 잔치, 아저씨 성함: what is said beside whom it is for.
_OCCASIONS = re.compile(
    r"\s(?:발인|빈소|장례식|퇴임|성함|이름|생신|생일|환갑|칠순|팔순|구순|결혼식|은퇴식|첫날|댁|집|덕분|덕|때문)(?:\s?(?:잔치|파티))?(?:에서)?$"
)


def without_age(phrase: str) -> tuple[str, str]:
    """A name without the age of whoever is not a child, and that age: 우리 할머니, 81세."""
    match = _AGE.match(phrase)
    if not match:
        return phrase, ""
    who, age = match["who"] or match["whose"], match["age"] or match["years"]
    return (who, age) if is_person_like(who) and describe(who).category != GROUP else (phrase, "")


def core_of(phrase: str) -> str:
    """Somebody's name without what is only theirs: 남편 of 남편 라면 1급, 할아버지 of 할아버지 유튜브 알고리즘."""
    somebody = _OCCASIONS.sub("", phrase)
    if somebody != phrase and is_person_like(somebody):
        return somebody
    words = phrase.split()
    start = 1 if words[0] in {"우리", "저희", "내", "제"} and len(words) > 1 else 0
    rest = words[start + 1 :]
    if not rest or relation_of(words[start]) != words[start] or words[start] not in relations():
        return phrase
    short = len(rest) == 1 and len(rest[0]) < 4  # 친구 마루: any noun may be a name
    if short or any(_may_belong_to_name(word) for word in rest) or describe(phrase).category in {ANIMAL, PLANT, GROUP}:
        return phrase
    return phrase if is_known_thing(phrase) else " ".join(words[: start + 1])


def _may_belong_to_name(word: str) -> bool:
    """Whether a word after 남편 or 할머니 may be their name or title, unlike 라면 or 유튜브."""
    if has_title(word) or relation_of(word) or describe(word).name:
        return True
    tokens = analyse(word)
    if not all(token.known and token.tag in _PLAIN_NOUNS for token in tokens):
        return True
    common = len(tokens) == 1 and tokens[0].tag == "NNG"
    return not common and re.fullmatch(r"[가-힣]{2,3}", word) is not None and is_given_name(word)


def owner_of(thing: str) -> str:
    """할머니께서 for 할머니 재봉틀, a thing that somebody used: who did what is told with it; "" for none."""
    words = re.sub(r"^(?:우리|저희|내|제)\s", "", thing).split()
    if len(words) < 2 or describe(thing).category != THING or not is_known_thing(words[-1]):
        return ""
    whose = words[0].removesuffix("의")
    if relation_of(whose) != whose:
        return ""
    return f"{whose}께서" if describe(whose).honoured else attach(whose, "이")


_PLAIN_NOUNS = {"NNG", "NNP", "SN", "NNB", "SL", "XSN", "NR", "MM"}


def somebody_in(statements: list[str]) -> str:
    """Whoever is named where nobody is said to do anything: 옆동 아저씨와 (목례만 함), 배달 오토바이; "" for none."""
    for find in (_relation, _beside_a_particle, _animal_or_thing):
        for statement in statements:
            if found := find(statement):
                return found
    return _heading(statements[0]) if statements else ""


def _relation(statement: str) -> str:
    """아내 in "수술한 아내 병실에서" and "아내의 농장"."""
    for match in re.finditer(r"(?<!\S)([가-힣]{2,5}?)(?:의|께서)?(?=\s)", statement):
        if relation_of(match[1]) == match[1] and match[1] not in {"자기", "여보", "새끼"}:
            return match[1]
    return ""


def _animal_or_thing(statement: str) -> str:
    """The first pet, plant or thing of ``statement`` with what belongs to it: 압력밥솥 칙칙이, 관상용 새우."""
    tokens = with_nicknames(statement, analyse(statement))
    for index, token in enumerate(tokens):
        if token.tag not in {"NNG", "NNP"} or (index + 1 < len(tokens) and tokens[index + 1].tag in {"JKB", "JKG"}):
            continue
        start = phrase_start(tokens, index)
        phrase = statement[tokens[start].start : token.end].strip()
        later = tokens[index + 1] if index + 1 < len(tokens) else None
        if later is not None and later.tag == "NNG" and is_known_thing(later.form):  # 오토바이 헬멧
            continue
        if is_known_thing(phrase.split()[-1]) or describe(phrase).category in {ANIMAL, PLANT}:
            named = later is not None and later.tag in {"NNG", "NNP"} and not later.known
            return statement[tokens[start].start : later.end].strip() if named and later is not None else phrase
    for kind in lexicon("people")["animals"]:  # a known animal within a word that the dictionary lacks
        told = len(kind) > 1 and kind in statement
        found = re.search(rf"(?:^|\s)(\S*{kind})(?=\s\d|[이가은는])", statement) if told else None
        if found:
            return found[1]
    return ""


def _beside_a_particle(statement: str) -> str:
    """Somebody with whom or for whom something is done: 옆동 아저씨와, 은조를."""
    tokens = analyse(statement)
    for index, token in enumerate(tokens[1:], 1):
        if token.form in {"와", "과", "랑", "이랑", "하고", "을", "를", "에게", "한테", "께"} and token.tag[0] == "J":
            phrase = last_phrase(statement[: token.start], tokens[:index])
            if is_person_like(phrase):
                return phrase
    return ""


def _heading(statement: str) -> str:
    """The noun phrase that the first sentence consists of: 떡집 새벽조 세 명; "" when it tells something."""
    tokens = analyse(statement.rstrip(" .!"))
    if not tokens or has_predicate(statement) or tokens[-1].tag not in {"NNG", "NNP", "NNB", "XSN"}:
        return ""
    start = phrase_start(tokens, len(tokens) - 1)
    if start > 1 and tokens[start - 1].tag == "MM":  # 세 명
        start = phrase_start(tokens, start - 2)
    phrase = statement.rstrip(" .!")[tokens[start].start :]
    return phrase if is_person_like(phrase) else ""
