"""The Korean lunar calendar (음력) with its leap months (윤달), lunar years 1900 to 2050.

The months are those of the Korea Astronomy and Space Science Institute, as korean-lunar-calendar carries them. They
differ from the Chinese calendar: Korea's leap months of 2012 and 2017 are the third and the fifth.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Final

from korean_lunar_calendar import KoreanLunarCalendar

from pipeline.errors import InvalidInput

FIRST_YEAR: Final = 1900
LAST_YEAR: Final = 2050
LAST_DAY: Final = (2050, 11, 18)  # 31 December 2050


@dataclass(frozen=True, slots=True)
class LunarDate:
    year: int
    month: int
    day: int
    leap: bool

    def __str__(self) -> str:
        return f"{self.year}년 {'윤' if self.leap else ''}{self.month}월 {self.day}일"


def lunar_to_solar(year: int, month: int, day: int, leap: bool = False) -> date:
    """The solar date of a lunar one; ``leap`` for a day of the leap month that follows ``month``.

    Raises InvalidInput, naming the nearest valid choice: "birth_date" for a date that is none or is out of range,
    "calendar" for a leap month that is none.
    """
    if not FIRST_YEAR <= year <= LAST_YEAR:
        nearest = FIRST_YEAR if year < FIRST_YEAR else LAST_YEAR
        raise InvalidInput(
            "birth_date",
            f"음력은 {FIRST_YEAR}년부터 {LAST_YEAR}년까지 바꿀 수 있습니다.",
            f"{nearest}년 안의 날짜인지 확인하거나, 양력 날짜를 알면 달력을 '양력'으로 골라 주세요.",
        )
    if not 1 <= month <= 12:
        raise InvalidInput("birth_date", f"음력 {month}월은 없습니다.", "달은 1월부터 12월까지 가운데 적어 주세요.")
    if leap and leap_month(year) != month:
        raise _no_leap_month(year, month)
    solar = _convert(year, month, day, leap)
    if solar is None:
        raise _no_day(LunarDate(year, month, day, leap))
    return solar


def solar_to_lunar(day: date) -> LunarDate | None:
    """The lunar date of a solar one; None after 2050, where the table ends."""
    converter = KoreanLunarCalendar()
    if not converter.setSolarDate(day.year, day.month, day.day):
        return None
    return LunarDate(converter.lunarYear, converter.lunarMonth, converter.lunarDay, bool(converter.isIntercalation))


@lru_cache(maxsize=256)
def leap_month(year: int) -> int | None:
    """The month after which a lunar year (1900-2050) has its leap month, or None."""
    return next((month for month in range(1, 13) if _convert(year, month, 1, leap=True)), None)


def _convert(year: int, month: int, day: int, leap: bool) -> date | None:
    converter = KoreanLunarCalendar()
    if not converter.setLunarDate(year, month, day, leap):
        return None
    return date(converter.solarYear, converter.solarMonth, converter.solarDay)


def _no_leap_month(year: int, month: int) -> InvalidInput:
    own = leap_month(year)
    if own:
        return InvalidInput(
            "calendar",
            f"음력 {year}년에는 윤{month}월이 없습니다.",
            f"그해의 윤달은 윤{own}월입니다. 달을 고치거나, 평달 {month}월이면 달력을 '음력'으로 골라 주세요.",
        )
    before = next((other for other in range(year, FIRST_YEAR - 1, -1) if leap_month(other)), None)
    after = next((other for other in range(year, LAST_YEAR + 1) if leap_month(other)), None)
    near = ", ".join(f"{other}년 윤{leap_month(other)}월" for other in (before, after) if other)
    return InvalidInput(
        "calendar",
        f"음력 {year}년에는 윤달이 없습니다.",
        f"평달이면 달력을 '음력'으로 골라 주세요. 가까운 윤달은 {near}입니다.",
    )


def _no_day(wrong: LunarDate) -> InvalidInput:
    if (wrong.year, wrong.month, wrong.day) > LAST_DAY and wrong.day <= 30:
        year, month, day = LAST_DAY
        return InvalidInput(
            "birth_date",
            f"음력은 {year}년 {month}월 {day}일까지 바꿀 수 있습니다.",
            "그 뒤의 날짜는 양력으로 적어 주세요.",
        )
    last = next(day for day in (30, 29) if _convert(wrong.year, wrong.month, day, wrong.leap))
    name = f"{wrong.year}년 {'윤' if wrong.leap else ''}{wrong.month}월"
    return InvalidInput(
        "birth_date",
        f"음력 {wrong}은 없는 날짜입니다.",
        f"음력 {name}은 1일부터 {last}일까지 있습니다.",
    )
