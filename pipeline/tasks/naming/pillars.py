"""The four pillars (사주): year, month, day and hour of a birth, each as a stem and a branch.

Year and month change at the instant of a solar term, whatever the clock says; day and hour go by the clock.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Final, Literal

from pipeline.errors import InvalidInput
from pipeline.tasks.naming.civil_time import (
    FIRST_YEAR,
    LAST_YEAR,
    day_bounds,
    solar_clock,
    utc_seconds,
    zone_named,
)
from pipeline.tasks.naming.sexagenary import CYCLE
from pipeline.tasks.naming.solar_terms import months_begun

DayStart = Literal["midnight", "zi_hour"]
DAY_STARTS: Final = ("midnight", "zi_hour")


@dataclass(frozen=True, slots=True)
class FourPillars:
    """Each pillar as two hanja, ``"戊辰"``; ``hour`` is None when only the date is known.

    ``alternatives`` are the other charts that a date alone allows: on the day of a 절 the month, and on 입춘 the year,
    depends on the hour. The chart itself is then the one that holds at noon.
    """

    year: str
    month: str
    day: str
    hour: str | None
    alternatives: tuple[FourPillars, ...] = ()


def four_pillars(
    birth: datetime | date,
    *,
    zone: str = "Asia/Seoul",
    day_start: DayStart = "midnight",
    longitude: float | None = None,
) -> FourPillars:
    """The pillars of a birth between 1900 and 2100.

    ``birth``: what the clocks of ``zone`` showed (``fold`` tells the two passes of an hour that came twice apart), an
    aware datetime (an instant, read on the clocks of ``zone``), or a date alone when the hour is unknown.
    ``day_start``: the day changes at midnight, its last hour already counting as the next day's 子 hour (야자시), or at
    23:00 ("zi_hour", 정자시).
    ``longitude``: degrees east; the day and the hour then go by apparent solar time there, not by the clock.
    Raises InvalidInput for a year outside the range, a minute that the clocks jumped over, or an option that is none.
    """
    if day_start not in DAY_STARTS:
        raise InvalidInput(
            "day_start", "날이 바뀌는 기준을 알 수 없습니다.", "midnight(자정)이나 zi_hour(밤 11시)로 적어 주세요."
        )
    if not FIRST_YEAR <= birth.year <= LAST_YEAR:
        raise _outside()
    where = zone_named(zone)
    if not isinstance(birth, datetime):
        return _of_date(birth, *day_bounds(birth, where))
    if birth.tzinfo is not None:
        birth = birth.astimezone(where).replace(tzinfo=None)
        if not FIRST_YEAR <= birth.year <= LAST_YEAR:
            raise _outside()
    seconds = utc_seconds(birth, where)
    if longitude is None:
        clock = birth
    elif -180 <= longitude <= 180:
        clock = solar_clock(seconds, longitude)
    else:
        raise InvalidInput("longitude", "경도가 범위를 벗어났습니다.", "-180에서 180 사이의 동경으로 적어 주세요.")
    year, month = _year_and_month(months_begun(seconds))
    day, hour = day_and_hour(clock, day_start)
    return FourPillars(year, month, day, hour)


def day_and_hour(clock: datetime, day_start: DayStart = "midnight") -> tuple[str, str]:
    """The pillars of the day and the hour that a clock shows."""
    day = _day_place(clock)
    # Twelve hours a day in one unbroken cycle of sixty; 23:00 begins the next day's 子 hour under either rule.
    hour = CYCLE[(day * 12 + (clock.hour + 1) // 2) % 60]
    if day_start == "zi_hour" and clock.hour == 23:
        day = (day + 1) % 60
    return CYCLE[day], hour


def _day_place(day: date) -> int:
    """The place of a civil day's pillar in the cycle of sixty."""
    return (day.toordinal() + 14) % 60


def _of_date(day: date, begins: int, ends: int) -> FourPillars:
    noon = months_begun((begins + ends) // 2)
    pillar = CYCLE[_day_place(day)]
    possible = sorted({months_begun(begins), months_begun(ends - 1)} - {noon})
    others = tuple(FourPillars(*_year_and_month(months), pillar, None) for months in possible)
    return FourPillars(*_year_and_month(noon), pillar, None, others)


def _year_and_month(months: int) -> tuple[str, str]:
    """Pillars of year and month after ``months`` 절 since 1899, whose first began 乙丑 and whose second was 입춘."""
    year = 1898 + (months + 10) // 12
    return CYCLE[(year - 4) % 60], CYCLE[months % 60]


def _outside() -> InvalidInput:
    return InvalidInput(
        "birth_date",
        f"태어난 해가 {FIRST_YEAR}년부터 {LAST_YEAR}년까지의 범위를 벗어났습니다.",
        f"{FIRST_YEAR}년 1월 1일부터 {LAST_YEAR}년 12월 31일 사이의 날짜로 적어 주세요.",
    )
