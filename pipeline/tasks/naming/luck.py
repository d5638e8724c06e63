"""The ten-year periods (대운): pillars that follow the month pillar, forward or back, from an age that the 절 gives.

Forward (순행) for a man born in a yang year or a woman born in a yin year, back (역행) otherwise. Three days to the
next 절 (or since the last one, going back) are one year of age: rounded, and at least 1.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

from pipeline.tasks.naming.pillars import FourPillars
from pipeline.tasks.naming.sexagenary import CYCLE, PLACE, is_yang
from pipeline.tasks.naming.solar_terms import months_begun, term
from pipeline.tasks.naming.ten_gods import ten_god

PERIODS: Final = 10
SECONDS_PER_YEAR_OF_AGE: Final = 3 * 86400


@dataclass(frozen=True, slots=True)
class Period:
    age: int  # at which it begins
    year: int  # of the calendar, in which that age is reached
    pillar: str
    ten_god: str  # of its stem


@dataclass(frozen=True, slots=True)
class Luck:
    direction: Literal["순행", "역행"]
    periods: tuple[Period, ...]


def luck_of(pillars: FourPillars, gender: Literal["남", "여"], birth_year: int, utc_seconds: int) -> Luck:
    """The ten periods of a birth at an instant. ``birth_year`` is the calendar's."""
    forward = is_yang(pillars.year[0]) == (gender == "남")
    begun = months_begun(utc_seconds)
    if forward:
        apart = int(term(begun + 1).at.timestamp()) - utc_seconds
    else:
        apart = utc_seconds - int(term(begun).at.timestamp())
    first = max(1, round(apart / SECONDS_PER_YEAR_OF_AGE))
    step = 1 if forward else -1
    periods = []
    for number in range(PERIODS):
        pillar = CYCLE[(PLACE[pillars.month] + step * (number + 1)) % 60]
        age = first + 10 * number
        periods.append(Period(age, birth_year + age, pillar, ten_god(pillars.day[0], pillar[0])))
    return Luck("순행" if forward else "역행", tuple(periods))
