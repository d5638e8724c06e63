"""A birth chart (사주) with everything that is read from it: ``saju_chart(birth) -> Chart``."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any, Final

from pipeline.tasks.naming.birth import Birth
from pipeline.tasks.naming.calendar import LunarDate, solar_to_lunar
from pipeline.tasks.naming.civil_time import day_bounds, utc_seconds, zone_named
from pipeline.tasks.naming.elements import ELEMENTS, count_elements, weigh_elements
from pipeline.tasks.naming.luck import Luck, luck_of
from pipeline.tasks.naming.notices import (
    Alternative,
    CivilTime,
    alternatives_of,
    civil_time_of,
    reading_clock,
    warnings_of,
)
from pipeline.tasks.naming.pillars import FourPillars, four_pillars
from pipeline.tasks.naming.sexagenary import ELEMENT, HIDDEN_STEMS, STEMS, is_yang, reading, ruling_stem
from pipeline.tasks.naming.stars import Star, Void, stars_of, void_of
from pipeline.tasks.naming.strength import Strength, strength_of
from pipeline.tasks.naming.ten_gods import ten_god
from pipeline.tasks.naming.yongsin import Yongsin, yongsin_of

PILLARS: Final = {"year": "연주", "month": "월주", "day": "일주", "hour": "시주"}


@dataclass(frozen=True, slots=True)
class Chart:
    """What is known of a birth. ``counts`` and ``weights`` go by 목 화 토 금 수; weights are percent with 지장간."""

    birth: Birth
    pillars: FourPillars
    counts: dict[str, int]
    weights: dict[str, float]
    strength: Strength
    yongsin: Yongsin
    luck: Luck | None  # 대운; None when the gender was left open
    void: Void  # 공망
    stars: tuple[Star, ...]  # 신살
    lunar: LunarDate | None  # None after 2050
    civil_time: CivilTime | None  # None when the hour is unknown
    warnings: tuple[str, ...]
    alternatives: tuple[Alternative, ...]

    @property
    def day_stem(self) -> str:
        """일간, the self of the chart."""
        return self.pillars.day[0]

    @property
    def missing(self) -> tuple[str, ...]:
        """The elements that none of the characters belongs to."""
        return tuple(element for element in ELEMENTS if not self.counts[element])

    def as_dict(self) -> dict[str, Any]:
        """The chart as JSON: what ``/saju_chart`` returns."""
        named = _named(self.pillars)
        return {
            "birth": _birth(self.birth, self.lunar),
            "civil_time": asdict(self.civil_time) if self.civil_time else None,
            "pillars": named,
            "readings": {name: reading(pillar) if pillar else None for name, pillar in named.items()},
            "characters": {
                name: _characters(pillar, self.day_stem, is_day=name == "day") if pillar else None
                for name, pillar in named.items()
            },
            "elements": {
                "counts": self.counts,
                "weights": {element: round(share, 1) for element, share in self.weights.items()},
                "missing": list(self.missing),
            },
            "strength": asdict(self.strength),
            "yongsin": asdict(self.yongsin),
            "luck": asdict(self.luck) if self.luck else None,
            "void": {
                "branches": self.void.branches,
                "reading": reading(self.void.branches),
                "places": self.void.places,
            },
            "stars": [asdict(star) for star in self.stars],
            "warnings": list(self.warnings),
            "alternatives": [{"reason": other.reason, "pillars": _named(other.pillars)} for other in self.alternatives],
        }


def saju_chart(birth: Birth) -> Chart:
    """The chart of a birth that ``parse_birth`` has checked."""
    zone = zone_named(birth.zone)
    moment = birth.moment
    if moment is None:
        begins, ends = day_bounds(birth.day, zone)
        seconds = (begins + ends) // 2
        pillars = four_pillars(birth.day, zone=birth.zone, day_start=birth.day_start)
    else:
        seconds = utc_seconds(moment, zone)
        pillars = four_pillars(moment, zone=birth.zone, day_start=birth.day_start, longitude=birth.longitude)
    strength = strength_of(pillars)
    return Chart(
        birth=birth,
        pillars=pillars,
        counts=count_elements(pillars),
        weights=weigh_elements(pillars),
        strength=strength,
        yongsin=yongsin_of(pillars, strength),
        luck=None if birth.gender == "무관" else luck_of(pillars, birth.gender, birth.day.year, seconds),
        void=void_of(pillars),
        stars=stars_of(pillars),
        lunar=birth.lunar or solar_to_lunar(birth.day),
        civil_time=civil_time_of(birth),
        warnings=tuple(warnings_of(birth, pillars)),
        alternatives=tuple(alternatives_of(birth, pillars)),
    )


def _named(pillars: FourPillars) -> dict[str, str | None]:
    return {"year": pillars.year, "month": pillars.month, "day": pillars.day, "hour": pillars.hour}


def _birth(birth: Birth, lunar: LunarDate | None) -> dict[str, Any]:
    clock = birth.moment and reading_clock(birth, birth.moment)
    return {
        "solar": birth.day.isoformat(),
        "time": f"{birth.clock:%H:%M}" if birth.clock else "",
        "lunar": asdict(lunar) if lunar else None,
        "calendar": "양력" if birth.lunar is None else "음력 윤달" if birth.lunar.leap else "음력",
        "gender": birth.gender,
        "zone": birth.zone,
        "day_start": birth.day_start,
        "true_solar_time": f"{clock:%H:%M}" if clock and birth.longitude is not None else "",
        "place": birth.place,
        "longitude": birth.longitude,
    }


def _characters(pillar: str, day_stem: str, *, is_day: bool) -> dict[str, Any]:
    """What a table of pillars shows of one: element, polarity, ten god, and the branch's hidden stems."""
    stem, branch = pillar[0], pillar[1]
    return {
        "stem": _character(stem) | {"ten_god": "일간" if is_day else ten_god(day_stem, stem)},
        "branch": _character(branch)
        | {
            "ten_god": ten_god(day_stem, branch),
            "hidden_stems": [
                {"hanja": hidden, "reading": reading(hidden), "element": ELEMENT[hidden], "days": days}
                | {"ten_god": ten_god(day_stem, hidden)}
                for hidden, days in HIDDEN_STEMS[branch]
            ],
        },
    }


def _character(hanja: str) -> dict[str, str]:
    polarity = is_yang(hanja if hanja in STEMS else ruling_stem(hanja))
    return {
        "hanja": hanja,
        "reading": reading(hanja),
        "element": ELEMENT[hanja],
        "polarity": "양" if polarity else "음",
    }
