"""What stands beside a chart: boundaries that are near, what the clocks of the day did, other charts it could be."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from pipeline.tasks.naming.birth import PLACES, SEOUL, Birth
from pipeline.tasks.naming.calendar import leap_month
from pipeline.tasks.naming.civil_time import (
    clock_at,
    day_bounds,
    korean_minute,
    korean_time,
    solar_clock,
    utc_seconds,
    zone_named,
)
from pipeline.tasks.naming.hangul import with_particle
from pipeline.tasks.naming.pillars import DayStart, FourPillars, day_and_hour
from pipeline.tasks.naming.sexagenary import reading
from pipeline.tasks.naming.solar_terms import SolarTerm, months_begun, term

NEAR: Final = timedelta(minutes=10)
STANDARD: Final = timedelta(hours=9)  # Korea's offset today


@dataclass(frozen=True, slots=True)
class Alternative:
    """Another chart of the same birth, and what it would take (a Korean sentence)."""

    reason: str
    pillars: FourPillars


@dataclass(frozen=True, slots=True)
class CivilTime:
    """What the clocks of the birth's place and day were set to."""

    utc_offset: str  # "+09:00", with seconds where there were any
    daylight_saving: bool
    utc: str  # the instant, ISO 8601
    note: str  # a Korean sentence where it was not today's Korean time; else empty


def civil_time_of(birth: Birth) -> CivilTime | None:
    """None when the hour is unknown."""
    if birth.moment is None:
        return None
    zone = zone_named(birth.zone)
    seconds = utc_seconds(birth.moment, zone)
    local = clock_at(seconds, zone)
    offset, summer = local.utcoffset(), local.dst()
    assert offset is not None
    said = local.isoformat()[19:]
    note = ""
    if summer:
        note = f"서머타임이 시행되던 때라 시계가 표준시보다 {_length(summer)} 빨랐습니다(UTC{said})."
    elif birth.zone == SEOUL and offset != STANDARD:
        own = "표준시가 생기기 전이라 서울의 평균 태양시" if offset.seconds % 60 else "지금과 다른 표준시"
        note = f"한국에서 {own}(UTC{said})를 쓰던 때였습니다."
    if note:
        hour = "시주는 진태양시로" if birth.longitude is not None else "시주는 적힌 시각 그대로"
        note += f" 연주와 월주는 세계 표준시로 바꾸어 절기와 견주었고, {hour} 보았습니다."
    return CivilTime(said, bool(summer), f"{datetime.fromtimestamp(seconds, UTC):%Y-%m-%dT%H:%M:%SZ}", note)


def _length(span: timedelta) -> str:
    minutes = round(span.total_seconds() / 60)
    return f"{minutes // 60}시간" if minutes % 60 == 0 else f"{minutes}분"


def warnings_of(birth: Birth, pillars: FourPillars) -> list[str]:
    """Korean sentences: an unknown hour, a boundary within ten minutes, a lunar month that came twice."""
    warnings = []
    if birth.moment is None:
        warnings.append("태어난 시각을 몰라 시주 없이 연주, 월주, 일주 세 기둥으로 보았습니다.")
        if birth.day_start == "zi_hour":
            warnings.append("밤 11시부터 자정 사이에 태어났다면 일주가 다음 날의 것으로 바뀝니다.")
        if birth.gender != "무관":
            warnings.append("대운이 시작되는 나이는 정오에 태어난 것으로 보고 셈했습니다.")
        if pillars.alternatives:
            what = "연주와 월주가" if pillars.year != pillars.alternatives[0].year else "월주가"
            name = _term_of_day(birth).name
            warnings.append(
                f"이날 {with_particle(name, '이/가')} 들어 태어난 시각에 따라 {what} 다릅니다."
                " 두 경우를 모두 보여 드립니다."
            )
    else:
        warnings += _near_term(birth, birth.moment) + _near_hour(birth, birth.moment)
    if birth.lunar and not birth.lunar.leap and leap_month(birth.lunar.year) == birth.lunar.month:
        month = birth.lunar.month
        warnings.append(
            f"음력 {birth.lunar.year}년에는 {month}월과 윤{month}월이 있습니다. 평달 {month}월로 보았으니,"
            " 윤달에 태어났다면 달력을 '음력 윤달'로 골라 주세요."
        )
    return warnings


def _near_term(birth: Birth, moment: datetime) -> list[str]:
    zone = zone_named(birth.zone)
    seconds = utc_seconds(moment, zone)
    begun = months_begun(seconds)
    for number in (begun, begun + 1):
        change = term(number)
        apart = change.at.timestamp() - seconds
        if abs(apart) > NEAR.total_seconds():
            continue
        what = "연주와 월주가" if change.name == "입춘" else "월주가"
        when = "전" if apart > 0 else "뒤"
        return [
            f"{change.name}({korean_minute(_local_minute(change, zone))})에서 {_minutes(apart)} {when}에 태어났습니다."
            f" 태어난 시각이 조금만 달라도 {what} 바뀌니, 적힌 시각이 정확한지 확인해 주세요."
        ]
    return []


def _local_minute(change: SolarTerm, zone: ZoneInfo) -> datetime:
    """A term's minute on the zone's clocks, rounded as almanacs do."""
    return (change.at + timedelta(seconds=30)).astimezone(zone)


def _minutes(seconds: float) -> str:
    minutes = round(abs(seconds) / 60)
    return f"{minutes}분" if minutes else "1분이 채 안 되는 시간"


def _near_hour(birth: Birth, moment: datetime) -> list[str]:
    """The hour changes at every odd hour of the clock that it goes by, the day at midnight or at 23:00."""
    clock = reading_clock(birth, moment).replace(second=0, microsecond=0)
    before = clock.replace(minute=0)
    by = "진태양시로 " if birth.longitude is not None else ""
    for edge in (before, before + timedelta(hours=1)):
        if abs(edge - clock) > NEAR:
            continue
        day_changes = edge.hour == (23 if birth.day_start == "zi_hour" else 0)
        if edge.hour % 2 == 0 and not day_changes:
            continue
        what = "일주와 시주가" if day_changes and edge.hour == 23 else "일주가" if day_changes else "시주가"
        apart = abs(edge - clock) // timedelta(minutes=1)
        near = f"{korean_time(edge)}과 {apart}분 차이입니다" if apart else "바로 그 시각입니다"
        return [f"{by}{korean_time(clock)}은 {what} 바뀌는 {near}. 적힌 시각이 정확한지 확인해 주세요."]
    return []


def reading_clock(birth: Birth, moment: datetime) -> datetime:
    """The clock that day and hour go by: the civil one, or apparent solar time where that was asked for."""
    if birth.longitude is None:
        return moment
    return solar_clock(utc_seconds(moment, zone_named(birth.zone)), birth.longitude)


def alternatives_of(birth: Birth, pillars: FourPillars) -> list[Alternative]:
    """The charts that another rule, or another hour of the day, would give; those that differ from this one."""
    moment = birth.moment
    if moment is None:
        return [_beyond_term(birth, pillars, other) for other in pillars.alternatives]
    zone = zone_named(birth.zone)
    seconds = utc_seconds(moment, zone)
    ways: list[tuple[str, datetime, DayStart]] = []  # how it is seen, the clock, the rule of the day
    if birth.longitude is not None:
        ways.append((f"시계에 적힌 {korean_time(moment)}으로", moment, birth.day_start))
    elif birth.zone == SEOUL:
        place = birth.place or "서울"
        clock = solar_clock(seconds, PLACES[place])
        ways.append((f"{place}의 진태양시 {korean_time(clock)}으로", clock, birth.day_start))
    summer = clock_at(seconds, zone).dst()
    if summer:
        clock = moment - summer
        ways.append((f"서머타임을 뺀 {korean_time(clock)}으로", clock, birth.day_start))
    clock = reading_clock(birth, moment)
    if birth.day_start == "midnight":
        ways.append(("밤 11시에 날이 바뀌는 정자시로", clock, "zi_hour"))
    else:
        ways.append(("자정에 날이 바뀌는 야자시로", clock, "midnight"))
    found: dict[FourPillars, list[str]] = {}
    for way, clock, day_start in ways:
        day, hour = day_and_hour(clock, day_start)
        chart = replace(pillars, day=day, hour=hour)
        if chart != pillars:
            found.setdefault(chart, []).append(way)
    return [
        Alternative(f"{' 보거나 '.join(seen)} 보면 {_changed(pillars, chart)}", chart) for chart, seen in found.items()
    ]


def _changed(pillars: FourPillars, other: FourPillars) -> str:
    """``일주가 갑자(甲子), 시주가 을축(乙丑)입니다.``"""
    names = (("연주", "year"), ("월주", "month"), ("일주", "day"), ("시주", "hour"))
    parts = [
        f"{name}가 {reading(getattr(other, field))}({getattr(other, field)})"
        for name, field in names
        if getattr(other, field) != getattr(pillars, field)
    ]
    return f"{', '.join(parts)}입니다."


def _term_of_day(birth: Birth) -> SolarTerm:
    """The 절 that falls on the birth's day, or the last before it."""
    return term(months_begun(day_bounds(birth.day, zone_named(birth.zone))[1] - 1))


def _beyond_term(birth: Birth, pillars: FourPillars, other: FourPillars) -> Alternative:
    """The chart of an unknown hour on the other side of the day's 절, seen from noon."""
    change = _term_of_day(birth)
    zone = zone_named(birth.zone)
    begins, ends = day_bounds(birth.day, zone)
    side = "전" if change.at.timestamp() <= (begins + ends) // 2 else "뒤"
    at = korean_time(_local_minute(change, zone))
    return Alternative(f"{change.name}({at}) {side}에 태어났다면 {_changed(pillars, other)}", other)
