"""The ten gods (십성): what a stem is to the day stem (일간), by the cycles of the elements and polarity."""

from __future__ import annotations

from typing import Final

from pipeline.tasks.naming.elements import ELEMENTS
from pipeline.tasks.naming.sexagenary import ELEMENT, STEMS, is_yang, ruling_stem

# By how far an element is ahead of the self's in the generating cycle; of each pair the first has the same polarity.
_NAMES: Final = (("비견", "겁재"), ("식신", "상관"), ("편재", "정재"), ("편관", "정관"), ("편인", "정인"))
GROUPS: Final = ("비겁", "식상", "재성", "관성", "인성")
GROUP_HANJA: Final = dict(zip(GROUPS, ("比劫", "食傷", "財星", "官星", "印星"), strict=True))


def group_of(day_stem: str, element: str) -> str:
    """The family (비겁, 식상, 재성, 관성, 인성) of an element, seen from the day stem."""
    return GROUPS[_ahead(ELEMENT[day_stem], element)]


def element_of_group(day_stem: str, group: str) -> str:
    """The element that is this family to the day stem."""
    return ELEMENTS[(ELEMENTS.index(ELEMENT[day_stem]) + GROUPS.index(group)) % 5]


def ten_god(day_stem: str, character: str) -> str:
    """The god of a stem, or of a branch by the hidden stem that rules it (본기)."""
    stem = character if character in STEMS else ruling_stem(character)
    pair = _NAMES[_ahead(ELEMENT[day_stem], ELEMENT[stem])]
    return pair[is_yang(stem) != is_yang(day_stem)]


def _ahead(own: str, other: str) -> int:
    return (ELEMENTS.index(other) - ELEMENTS.index(own)) % 5
