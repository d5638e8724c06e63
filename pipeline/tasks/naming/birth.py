"""A birth: when, where and by which rules to read it, checked against the calendar and the clocks of the time."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Final, Literal, cast

from pipeline.errors import InvalidInput
from pipeline.tasks.naming.as_typed import plain, read_calendar, read_date, read_pass, read_time, solar_day
from pipeline.tasks.naming.calendar import LunarDate, lunar_to_solar
from pipeline.tasks.naming.civil_time import came_twice, korean_minute, utc_seconds, zone_named
from pipeline.tasks.naming.pillars import DayStart

Gender = Literal["남", "여", "무관"]
SEOUL: Final = "Asia/Seoul"

# Degrees east of the cities that a family may choose for true solar time.
PLACES: Final = {
    "서울": 126.98,
    "부산": 129.08,
    "대구": 128.60,
    "인천": 126.71,
    "광주": 126.85,
    "대전": 127.38,
    "울산": 129.31,
    "세종": 127.29,
    "수원": 127.03,
    "춘천": 127.73,
    "강릉": 128.88,
    "청주": 127.49,
    "전주": 127.15,
    "목포": 126.39,
    "여수": 127.66,
    "포항": 129.34,
    "창원": 128.68,
    "제주": 126.53,
}
GENDERS: Final[dict[str, Gender]] = {
    **dict.fromkeys(("남", "남자", "남성", "남아", "아들", "m", "male", "man", "boy"), cast(Gender, "남")),
    **dict.fromkeys(("여", "여자", "여성", "여아", "딸", "f", "female", "woman", "girl"), cast(Gender, "여")),
    **dict.fromkeys(("", "무관", "중성", "미정", "모름", "neutral", "unknown"), cast(Gender, "무관")),
}

# The keys of ``options`` that ``parse_birth`` reads.
BIRTH_OPTIONS: Final = ("day_start", "true_solar_time", "place", "longitude", "zone", "fold")


@dataclass(frozen=True, slots=True)
class Birth:
    """When and where, and by which rules to read it. ``longitude`` is None unless true solar time was asked for."""

    day: date  # solar
    clock: time | None  # the civil clock's minute, with its fold; None when the hour is unknown
    gender: Gender
    lunar: LunarDate | None = None  # as it was typed; None for a solar date
    zone: str = SEOUL
    day_start: DayStart = "midnight"
    longitude: float | None = None
    place: str = ""  # a key of PLACES, if one was named

    @property
    def moment(self) -> datetime | None:
        """The civil minute, naive, or None when the hour is unknown."""
        return None if self.clock is None else datetime.combine(self.day, self.clock)


def parse_birth(
    birth_date: str,
    birth_time: str = "",
    calendar: str = "양력",
    gender: str = "남",
    options: Mapping[str, object] | None = None,
) -> Birth:
    """Read what a person typed: ``birth_time`` may be empty or 모름, ``calendar`` is 양력, 음력 or 음력 윤달.

    ``options``: ``day_start`` midnight or zi_hour; ``true_solar_time`` with ``place`` (a key of PLACES, 서울 unless
    given) or ``longitude`` (degrees east); ``zone`` (IANA name); ``fold`` 0 or 1 for the first or second pass of an
    hour that came twice. Other keys are not read here. Births from 1900 to 2050.
    Raises InvalidInput naming the field and the nearest valid choice.
    """
    options = {} if options is None else options
    if not isinstance(options, Mapping):
        raise InvalidInput("options", "options를 읽지 못했습니다.", '{"place": "부산"}처럼 JSON 객체로 적어 주세요.')
    year, month, day = read_date(birth_date)
    lunar, leap = read_calendar(calendar)
    which = read_pass(birth_time)
    chosen = _fold(options.get("fold")) if which is None else which
    clock = read_time(birth_time)
    zone = _zone(options.get("zone"))
    longitude, place = _true_solar(options, zone)
    birth = Birth(
        day=lunar_to_solar(year, month, day, leap) if lunar else solar_day(year, month, day),
        clock=clock and clock.replace(fold=chosen or 0),
        gender=_gender(gender),
        lunar=LunarDate(year, month, day, leap) if lunar else None,
        zone=zone,
        day_start=_day_start(options.get("day_start")),
        longitude=longitude,
        place=place,
    )
    _check_clock(birth, chosen is not None)
    return birth


def _check_clock(birth: Birth, chosen: bool) -> None:
    """Refuse a minute that did not exist, or one that came twice unless the person said which."""
    if birth.moment is None:
        return
    zone = zone_named(birth.zone)
    utc_seconds(birth.moment, zone)
    if came_twice(birth.moment, zone) and not chosen:
        raise InvalidInput(
            "birth_time",
            f"{korean_minute(birth.moment)}은 두 번 있었던 시각입니다. 그날 시계를 뒤로 돌렸습니다.",
            f"시각 뒤에 '첫 번째'나 '두 번째'를 붙여 '{birth.moment:%H:%M} 첫 번째'처럼 적어 주세요."
            " 어느 쪽인지 모르면 '첫 번째'로 적어도 사주는 거의 언제나 같습니다.",
        )


def _gender(text: object) -> Gender:
    gender = GENDERS.get(plain(text))
    if gender is None:
        raise InvalidInput("gender", "성별을 알 수 없습니다.", "'남', '여', '무관' 가운데 골라 주세요.")
    return gender


def _fold(value: object) -> int | None:
    if value is None:
        return None
    if value in (0, 1):
        return int(cast(int, value))
    raise InvalidInput("options", "fold 값을 알 수 없습니다.", "0(첫 번째)이나 1(두 번째)로 적어 주세요.")


def _zone(value: object) -> str:
    if value in (None, ""):
        return SEOUL
    if not isinstance(value, str):
        raise InvalidInput("options", "zone은 글자로 적어야 합니다.", "Asia/Seoul처럼 적어 주세요.")
    try:
        zone_named(value)
    except InvalidInput as error:
        raise InvalidInput("options", error.what, error.do) from None
    return value


def _day_start(value: object) -> DayStart:
    if value in (None, "", "midnight", "자정", "야자시"):
        return "midnight"
    if value in ("zi_hour", "23시", "정자시"):
        return "zi_hour"
    raise InvalidInput(
        "options",
        "day_start 값을 알 수 없습니다.",
        "midnight(자정에 날이 바뀜)이나 zi_hour(밤 11시에 바뀜)로 적어 주세요.",
    )


def _true_solar(options: Mapping[str, object], zone: str) -> tuple[float | None, str]:
    """The longitude for true solar time, None when it was not asked for, and the city if one was named."""
    wanted = options.get("true_solar_time")
    if wanted is not None and not isinstance(wanted, bool):
        raise InvalidInput("options", "true_solar_time 값을 알 수 없습니다.", "true나 false로 적어 주세요.")
    longitude = options.get("longitude")
    if longitude is not None:
        number = isinstance(longitude, int | float) and not isinstance(longitude, bool)
        if not number or not -180 <= cast(float, longitude) <= 180:
            raise InvalidInput(
                "options", "longitude를 읽지 못했습니다.", "-180에서 180 사이의 동경(도)을 숫자로 적어 주세요."
            )
    place = options.get("place") or ""
    if not isinstance(place, str) or (place and place not in PLACES):
        raise InvalidInput(
            "options", "목록에 없는 곳입니다.", f"{', '.join(PLACES)} 가운데 고르거나 경도를 적어 주세요."
        )
    if wanted is False or (wanted is None and longitude is None):
        return None, place
    if longitude is not None:
        return float(cast(float, longitude)), place
    if zone != SEOUL:
        raise InvalidInput(
            "options", "해외에서 태어났다면 그곳의 경도가 필요합니다.", "longitude에 동경(도)을 적어 주세요."
        )
    return PLACES[place or "서울"], place or "서울"
