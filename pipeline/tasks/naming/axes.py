"""The eight things a name is scored by: how well each is met, 0 to 1.

Every function takes only what it depends on, so that a whole pool of names can be scored from small tables. The weights
say how many of the 100 points each axis holds; a person may change them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from pipeline.tasks.naming.awkward import LEFT, Awkward
from pipeline.tasks.naming.pool import given_names, syllables_at
from pipeline.tasks.naming.relations import relation
from pipeline.tasks.naming.sound import vowel_polarity
from pipeline.tasks.naming.suri81 import Luck

# Axis -> points of 100. The chart and the numbers are what a family asks a namer for; how a name is heard and whether a
# child of today would bear it is what the child lives with.
WEIGHTS: Final[dict[str, float]] = {
    "사주 보완": 25,
    "자원오행": 8,
    "발음오행": 10,
    "수리 4격": 15,
    "음양": 5,
    "쓰기·읽기": 10,
    "성과의 어울림": 12,
    "요즘 이름": 15,
}

# How far authors agree on a character's element tells how far it can be counted on.
_SURE: Final = {"높음": 1.0, "보통": 0.95, "낮음": 0.85}
_LUCK: Final[dict[Luck, float]] = {"길": 1.0, "보통": 0.6, "흉": 0.0}
_TIERS: Final = {1: 1.0, 2: 0.9, 3: 0.65}
_RELATIONS: Final = {"상생": 1.0, "비화": 0.75, "상극": 0.35}

EASY_STROKES: Final = 11  # written strokes of a character that a child learns without trouble
HARD_STROKES: Final = 21


@dataclass(frozen=True, slots=True)
class Needs:
    """What a chart asks of a name: 용신, 희신, 기신, and the elements that no character of it has."""

    element: str
    helper: str
    avoid: str
    missing: tuple[str, ...] = ()

    def worth(self, element: str) -> float:
        """How much a character of ``element`` helps, 0 to 1."""
        if element == self.element:
            return 1.0
        if element == self.helper:
            return 0.8
        if element == self.avoid:
            return 0.1
        return 0.6 if element in self.missing else 0.45


def chart_ratio(needs: Needs, elements: Sequence[tuple[str, str]]) -> float:
    """사주 보완. ``elements``: (element, confidence) of each given character; the best one counts most."""
    worths = [needs.worth(element) * _SURE[confidence] for element, confidence in elements]
    return 0.6 * max(worths) + 0.4 * sum(worths) / len(worths)


def row_ratio(elements: Sequence[str]) -> float | None:
    """자원오행 and 발음오행: how the elements of a row, surname first, get on. None for a single one."""
    pairs = [_RELATIONS[relation(first, second)] for first, second in pairwise(elements)]
    return sum(pairs) / len(pairs) if pairs else None


def luck_ratio(lucks: Sequence[Luck]) -> float:
    """수리 4격: 길 counts whole, a disputed number a little more than half."""
    return sum(_LUCK[luck] for luck in lucks) / len(lucks)


def stroke_polarity_ratio(parities: Sequence[int]) -> float:
    """Odd (양) and even (음) strokes, surname first: mixed is good."""
    return 1.0 if len({parity % 2 for parity in parities}) > 1 else 0.2


def vowel_polarity_ratio(name: str) -> float:
    """Bright and dark vowels in the whole name: mixed is good."""
    return 1.0 if len({vowel_polarity(syllable) for syllable in name}) > 1 else 0.5


def polarity_ratio(strokes: float | None, vowels: float) -> float:
    """음양: strokes count most; vowels alone where strokes are not known."""
    return vowels if strokes is None else 0.7 * strokes + 0.3 * vowels


def ease_of_character(written: int, readings: int, education: bool, rank: int | None) -> float:
    """쓰기·읽기 of one character: few strokes, one reading, usual in names or at least taught at school.

    ``rank``: its place among the characters offered for its syllable, the most usual first; None for the others.
    """
    writing = min(1.0, max(0.0, (HARD_STROKES + 3 - written) / (HARD_STROKES + 3 - EASY_STROKES)))
    reading = 1.0 if readings == 1 else 0.6
    usual = (0.7 if education else 0.3) if rank is None else 1.0 if rank < 5 else 0.8 if rank < 9 else 0.55
    return 0.4 * writing + 0.15 * reading + 0.45 * usual


def sound_ratio(pronunciation: float, readings: Sequence[Awkward]) -> float:
    """성과의 어울림: how the whole name is said, and what it could be heard as."""
    return pronunciation * min([1.0, *(LEFT[each.kind] for each in readings)])


def today_ratio(given: str, gender: str) -> float:
    """요즘 이름: in use for this gender, in use for the other, or made of syllables that names of today have there."""
    known: Mapping[str, int] = given_names(gender)
    if given in known:
        return _TIERS[known[given]]
    if any(given in given_names(other) for other in ("남", "여")):
        return 0.5
    if len(given) != 2:
        return 0.3 if len(given) == 1 else 0.2
    usual = [syllables_at(gender, place).get(syllable, 0) >= 3 for place, syllable in enumerate(given)]
    return (0.1, 0.3, 0.5)[sum(usual)]
