"""Words for relations (엄마, 친구, 선생님): which one a phrase holds, and what the giver is to such a person."""

from __future__ import annotations

import re
from functools import cache

from pipeline.tasks.awards.morphemes import analyse
from pipeline.tasks.awards.wordlists import lexicon


@cache
def relations() -> dict[str, tuple[str, bool]]:
    """Every relation word with what the giver is to them, and whether they are honoured."""
    data = lexicon("people")
    table = {word: (giver, False) for giver, words in data["peers"].items() for word in words}
    return table | {word: (giver, True) for giver, words in data["elders"].items() for word in words}


_SYNONYMS = [
    {"엄마", "어머니", "어머님", "친정엄마", "친정어머니", "엄니"},
    {"아빠", "아버지", "아버님", "아부지", "친정아버지", "친정아빠"},
    {"할머니", "할매", "할머님", "외할머니", "친할머니"},
    {"할아버지", "할배", "할아버님", "외할아버지", "친할아버지"},
    {"아내", "신부", "집사람", "마누라", "여보"},
    {"남편", "신랑", "서방", "여보"},
    {"여자친구", "여친", "애인", "연인", "자기"},
    {"남자친구", "남친", "애인", "연인", "자기"},
    {"친구", "절친", "베프", "단짝"},
    {"아기", "아가", "애기", "아들", "딸"},
]


def same_relation(one: str, other: str) -> bool:
    """Whether two relation words mean the same person: 엄마 and 어머니."""
    return one == other or any(one in group and other in group for group in _SYNONYMS)


def relation_of(phrase: str) -> str:
    """The relation word (엄마, 친구, 선생님) that ``phrase`` ends with or holds; "" for none."""
    compact = re.sub(r"\s", "", phrase)
    found = _relation_in(phrase, compact)
    if not found and (called := re.fullmatch(r"(.*[가-힣])(?:님|놈|녀석)", phrase)):  # 이모님, 아들놈
        return relation_of(called[1])
    return found


def _relation_in(phrase: str, compact: str) -> str:
    endings = _endings()
    for _, word in sorted(endings[end] for start in range(len(compact)) if (end := compact[start:]) in endings):
        if len(word) > 1 or compact == word or re.search(rf"(^|\s){word}$", phrase):
            return word
    parts = phrase.split()
    named = len(parts) > 1 and (may_be_name(parts[-1]) or (parts[-2] in _CHILDREN and 2 <= len(parts[-1]) <= 3))
    return next((word for word in _longest_first() if word in parts), "") if named else ""


@cache
def _longest_first() -> list[str]:
    return sorted(relations(), key=len, reverse=True)


@cache
def _endings() -> dict[str, tuple[int, str]]:
    """How a phrase without spaces ends that holds a relation word (엄마, 엄마들): the word, and its place by length."""
    found: dict[str, tuple[int, str]] = {}
    for place, word in enumerate(_longest_first()):
        compact = word.replace(" ", "")
        for ending in (compact, f"{compact}들"):
            found.setdefault(ending, (place, word))
    return found


_CHILDREN = {"첫째", "둘째", "셋째", "막내", "조카", "손자", "손녀", "아기"}  # what follows these is a name


def may_be_name(word: str) -> bool:
    """Whether the dictionary has no common noun ``word`` (or 씨 and 님 make it a name)."""
    tokens = analyse(word)
    common = len(tokens) == 1 and tokens[0].tag == "NNG" and tokens[0].known
    return not common
