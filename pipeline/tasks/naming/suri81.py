"""The four numbers of a name (수리 4격) and what the 81 numbers (81수리) are held to mean.

Six published Korean tables were compared: on 67 numbers they agree, on 14 they do not; those count as middling and are
labelled as disputed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal

Luck = Literal["길", "보통", "흉"]

# fmt: off
GOOD: Final = frozenset((
    1, 3, 5, 6, 7, 8, 11, 13, 15, 16, 17, 18, 21, 23, 24, 25, 29, 31, 32, 33, 35, 37, 38, 39, 41, 45, 47, 48, 52, 57,
    61, 63, 65, 67, 68, 81,
))
# fmt: on
DISPUTED: Final = frozenset((26, 27, 30, 49, 51, 53, 55, 58, 71, 73, 75, 76, 77, 78))

NAMES: Final = ("원격", "형격", "이격", "정격")
AGES: Final = ("초년", "청년", "장년", "말년")


@dataclass(frozen=True, slots=True)
class Number:
    name: str  # 원격, 형격, 이격 or 정격
    age: str  # the part of life it is read for
    strokes: int
    luck: Luck
    disputed: bool


def luck_of(strokes: int) -> Luck:
    """길, 흉, or 보통 where the tables disagree. Beyond 81 the numbers begin anew: 82 counts as 2."""
    number = _within(strokes)
    return "길" if number in GOOD else "보통" if number in DISPUTED else "흉"


def four_sums(surname: int, given: Sequence[int]) -> tuple[int, int, int, int]:
    """Strokes of 원격, 형격, 이격, 정격 from the 원획 of the surname (its characters together) and of each given one.

    원 = given name, 형 = surname + first, 이 = surname + last, 정 = all. A name of one character takes the surname
    alone for 이. For three characters and more schools differ; this is the common way.
    """
    last = given[-1] if len(given) > 1 else 0
    return sum(given), surname + given[0], surname + last, surname + sum(given)


def four_numbers(surname: int, given: Sequence[int]) -> tuple[Number, ...]:
    """The four numbers of a name with what they are held to mean; arguments as for ``four_sums``."""
    return tuple(
        Number(name, age, strokes, luck_of(strokes), _within(strokes) in DISPUTED)
        for name, age, strokes in zip(NAMES, AGES, four_sums(surname, given), strict=True)
    )


def _within(strokes: int) -> int:
    return (strokes - 1) % 80 + 1 if strokes > 81 else strokes
