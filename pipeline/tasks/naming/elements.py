"""The five elements (오행) of a chart: their two cycles, and how much of each the eight characters hold."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from pipeline.tasks.naming.pillars import FourPillars
from pipeline.tasks.naming.sexagenary import ELEMENT, HIDDEN_STEMS

ELEMENTS: Final = (
    "목",
    "화",
    "토",
    "금",
    "수",
)  # each generates the next one (상생) and overcomes the one after (상극)
HANJA: Final = dict(zip(ELEMENTS, "木火土金水", strict=True))

# The season's branch weighs as much as three other characters (월령); each other character counts once.
MONTH_BRANCH_WEIGHT: Final = 3


def generates(element: str) -> str:
    """The element that this one feeds: 목 -> 화."""
    return ELEMENTS[(ELEMENTS.index(element) + 1) % 5]


def generated_by(element: str) -> str:
    """The element that feeds this one: 목 -> 수."""
    return ELEMENTS[(ELEMENTS.index(element) - 1) % 5]


def overcomes(element: str) -> str:
    """The element that this one restrains: 목 -> 토."""
    return ELEMENTS[(ELEMENTS.index(element) + 2) % 5]


def overcome_by(element: str) -> str:
    """The element that restrains this one: 목 -> 금."""
    return ELEMENTS[(ELEMENTS.index(element) - 2) % 5]


def characters(pillars: FourPillars) -> str:
    """The eight characters in the order year, month, day, hour; six when the hour is unknown."""
    return pillars.year + pillars.month + pillars.day + (pillars.hour or "")


def count_elements(pillars: FourPillars) -> dict[str, int]:
    """How many of the characters belong to each element, in the order of ELEMENTS."""
    found = [ELEMENT[character] for character in characters(pillars)]
    return {element: found.count(element) for element in ELEMENTS}


def weigh_elements(pillars: FourPillars, *, without_day_stem: bool = False) -> dict[str, float]:
    """Each element's share in percent (sum 100), with every branch divided among its hidden stems (지장간).

    The month branch weighs three times another character. ``without_day_stem`` leaves out the self (일간), as the
    measure of its strength does.
    """
    weight = dict.fromkeys(ELEMENTS, 0.0)
    for place, character in enumerate(characters(pillars)):
        if without_day_stem and place == 4:
            continue
        for element, share in _parts(character):
            weight[element] += share * (MONTH_BRANCH_WEIGHT if place == 3 else 1)
    total = sum(weight.values())
    return {element: 100 * weight[element] / total for element in ELEMENTS}


def _parts(character: str) -> Iterable[tuple[str, float]]:
    if character not in HIDDEN_STEMS:
        return [(ELEMENT[character], 1.0)]
    return [(ELEMENT[stem], days / 30) for stem, days in HIDDEN_STEMS[character]]
