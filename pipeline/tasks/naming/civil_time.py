"""Civil clocks and instants: what a clock showed at a birth, through the history that zoneinfo keeps of its zone.

Korea's clocks showed Seoul's local mean time (+8:27:52) until 1908, +8:30 until 1912 and again from 1954 to 1961,
+9 otherwise, and an hour more in the summers of 1948-51, 1955-60 and 1987-88.
"""

from __future__ import annotations

import math
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from typing import Final
from zoneinfo import ZoneInfo

from pipeline.errors import InvalidInput

FIRST_YEAR: Final = 1900
LAST_YEAR: Final = 2100
_EPOCH_ORDINAL: Final = date(1970, 1, 1).toordinal()


@lru_cache(maxsize=64)
def zone_named(name: str) -> ZoneInfo:
    """The zone of an IANA name such as Asia/Seoul. Raises InvalidInput("zone")."""
    try:
        return ZoneInfo(name)
    except (ValueError, OSError, KeyError):  # ZoneInfoNotFoundError is a KeyError; a folder's name is an OSError
        raise InvalidInput(
            "zone",
            "모르는 시간대 이름입니다.",
            "Asia/Seoul, America/New_York처럼 IANA 시간대 이름으로 적어 주세요.",
        ) from None


def utc_seconds(clock: datetime, zone: ZoneInfo) -> int:
    """Seconds since 1970 in UTC at which the clocks of ``zone`` showed ``clock`` (naive, its ``fold`` counts).

    Raises InvalidInput("birth_time") for a minute that the clocks jumped over.
    """
    offset = zone.utcoffset(clock)
    other = zone.utcoffset(clock.replace(fold=1 - clock.fold))
    assert offset is not None
    assert other is not None
    # fold=0 goes by the offset before a change and fold=1 by the one after: a larger one after is a jump ahead.
    if offset != other and (offset < other) == (clock.fold == 0):
        raise _skipped(clock, zone)
    return (
        (clock.toordinal() - _EPOCH_ORDINAL) * 86400
        + clock.hour * 3600
        + clock.minute * 60
        + clock.second
        - (offset.days * 86400 + offset.seconds)
    )


def came_twice(clock: datetime, zone: ZoneInfo) -> bool:
    """True for a minute that the clocks showed twice because they were put back."""
    return _put_ahead(clock, zone) < timedelta()


def _put_ahead(clock: datetime, zone: ZoneInfo) -> timedelta:
    """By how much the clocks were put ahead (or back: negative) over ``clock``; zero for nearly every minute."""
    before = zone.utcoffset(clock.replace(fold=0))
    after = zone.utcoffset(clock.replace(fold=1))
    assert before is not None
    assert after is not None
    return after - before


def _skipped(clock: datetime, zone: ZoneInfo) -> InvalidInput:
    """What to say of a minute that did not exist: which minutes the clocks jumped over, and what to write instead."""
    jump = _put_ahead(clock, zone)
    last = clock.replace(second=0, microsecond=0)
    while _put_ahead(last, zone):
        last -= timedelta(minutes=1)
    first = last + timedelta(minutes=1) + jump
    if first.second:  # local mean time ended in the middle of a minute
        first = first.replace(second=0) + timedelta(minutes=1)
    summer = zone.dst(clock.replace(fold=1)) != zone.dst(clock.replace(fold=0))
    why = "서머타임이 시작되어" if summer else "표준시가 바뀌어"
    before = korean_time(last) if last.date() == clock.date() else f"전날 {korean_time(last)}"
    return InvalidInput(
        "birth_time",
        f"{korean_minute(clock)}은 시계에 없던 시각입니다."
        f" {why} 시계가 {before} 다음에 바로 {korean_time(first)}으로 넘어갔습니다.",
        f"시계를 돌리지 않고 적은 기록이라면 {korean_time(clock + jump)}을 넣고, 아니라면 {before} 이전이나"
        f" {korean_time(first)} 이후의 시각을 넣어 주세요.",
    )


def clock_at(seconds: int, zone: ZoneInfo) -> datetime:
    """What the clocks of ``zone`` showed at an instant: aware."""
    return datetime.fromtimestamp(seconds, UTC).astimezone(zone)


def day_bounds(day: date, zone: ZoneInfo) -> tuple[int, int]:
    """The instants at which a civil day begins and the next one does."""
    begins = datetime.combine(day, time(), zone)
    ends = datetime.combine(day + timedelta(days=1), time(), zone)
    return math.floor(begins.timestamp()), math.floor(ends.timestamp())


def solar_clock(seconds: int, longitude: float) -> datetime:
    """Apparent solar time (진태양시): what a sundial at a longitude (degrees east) shows at an instant. Naive.

    Longitude gives four minutes a degree; the equation of time (균시차) comes from the Sun's right ascension by the
    low-precision formulas of the Astronomical Almanac (0.01 degrees, 4 seconds, 1950-2050; 10 seconds around 1900).
    """
    days = seconds / 86400 - 10957.5  # since noon of 1 January 2000
    mean = math.radians((280.460 + 0.9856474 * days) % 360)
    anomaly = math.radians((357.528 + 0.9856003 * days) % 360)
    longitude_of_sun = mean + math.radians(1.915) * math.sin(anomaly) + math.radians(0.020) * math.sin(2 * anomaly)
    obliquity = math.radians(23.439 - 0.0000004 * days)
    ascension = math.atan2(math.cos(obliquity) * math.sin(longitude_of_sun), math.cos(longitude_of_sun))
    equation = math.remainder(mean - ascension, math.tau)  # radians of hour angle
    shift = longitude * 240 + equation / math.tau * 86400
    return datetime(1970, 1, 1) + timedelta(seconds=math.floor(seconds + shift))


def korean_minute(clock: datetime) -> str:
    """``1988년 5월 8일 2시 30분``"""
    return f"{clock.year}년 {clock.month}월 {clock.day}일 {korean_time(clock)}"


def korean_time(clock: datetime) -> str:
    """``2시 30분`` or ``3시 정각``: either takes the particles 은, 을 and 으로."""
    return f"{clock.hour}시 {clock.minute}분" if clock.minute else f"{clock.hour}시 정각"
