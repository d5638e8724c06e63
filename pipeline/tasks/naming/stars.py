"""The void (공망) and eight of the common stars (신살): what tradition reads into meetings of stems and branches."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from pipeline.tasks.naming.pillars import FourPillars
from pipeline.tasks.naming.sexagenary import BRANCHES, PLACE

POSITIONS: Final = ("연", "월", "일", "시")

# By day stem.
_NOBLEMAN: Final = {
    **dict.fromkeys("甲戊庚", "丑未"),
    **dict.fromkeys("乙己", "子申"),
    **dict.fromkeys("丙丁", "亥酉"),
    **dict.fromkeys("壬癸", "巳卯"),
    "辛": "寅午",
}
_LETTERS: Final = dict(zip("甲乙丙丁戊己庚辛壬癸", "巳午申酉申酉亥子寅卯", strict=True))
_BLADE: Final = {"甲": "卯", "丙": "午", "戊": "午", "庚": "酉", "壬": "子"}

# By the three branches (삼합) that the year's or the day's branch belongs to.
_BLOSSOM: Final = {"寅午戌": "卯", "申子辰": "酉", "巳酉丑": "午", "亥卯未": "子"}
_HORSE: Final = {"寅午戌": "申", "申子辰": "寅", "巳酉丑": "亥", "亥卯未": "巳"}
_CANOPY: Final = {"寅午戌": "戌", "申子辰": "辰", "巳酉丑": "丑", "亥卯未": "未"}

# By pillar.
_TIGER: Final = frozenset({"甲辰", "乙未", "丙戌", "丁丑", "戊辰", "壬戌", "癸丑"})
_DIPPER: Final = frozenset({"庚辰", "庚戌", "壬辰", "壬戌", "戊戌"})


@dataclass(frozen=True, slots=True)
class Star:
    name: str
    hanja: str
    places: tuple[str, ...]  # 연지, 월지, 일지, 시지, or 연주 and so on where the whole pillar counts
    meaning: str  # what tradition reads into it, a Korean phrase


@dataclass(frozen=True, slots=True)
class Void:
    branches: str  # the two branches that the day pillar's ten lack
    places: tuple[str, ...]  # where the chart holds them


def void_of(pillars: FourPillars) -> Void:
    """공망, by the day pillar."""
    first = (PLACE[pillars.day] // 10 * 10 + 10) % 12
    branches = BRANCHES[first] + BRANCHES[first + 1]
    return Void(branches, tuple(f"{name}지" for name, pillar in _named(pillars) if pillar[1] in branches))


def stars_of(pillars: FourPillars) -> tuple[Star, ...]:
    """The stars of a chart, those that it has."""
    day = pillars.day[0]
    found = (
        Star("천을귀인", "天乙貴人", _branches(pillars, _NOBLEMAN[day]), "어려울 때 도와주는 사람이 있다고 보는 별"),
        Star("문창귀인", "文昌貴人", _branches(pillars, _LETTERS[day]), "배우고 글을 쓰는 재주를 나타낸다고 보는 별"),
        Star("도화살", "桃花煞", _by_trine(pillars, _BLOSSOM), "사람을 끄는 매력을 나타낸다고 보는 기운"),
        Star("역마살", "驛馬煞", _by_trine(pillars, _HORSE), "자주 움직이고 멀리 다니는 것을 나타낸다고 보는 기운"),
        Star("화개살", "華蓋煞", _by_trine(pillars, _CANOPY), "예술과 사색을 가까이하는 것을 나타낸다고 보는 기운"),
        Star("양인살", "羊刃煞", _branches(pillars, _BLADE.get(day, "")), "밀고 나가는 힘이 세다고 보는 기운"),
        Star("백호살", "白虎煞", _pillars(pillars, _TIGER), "몰아붙이는 힘이 크다고 보는 기운"),
        Star("괴강살", "魁罡煞", _dipper(pillars), "뜻이 굳고 결단이 빠르다고 보는 기운"),
    )
    return tuple(star for star in found if star.places)


def _named(pillars: FourPillars) -> Iterator[tuple[str, str]]:
    for name, pillar in zip(POSITIONS, (pillars.year, pillars.month, pillars.day, pillars.hour), strict=True):
        if pillar:
            yield name, pillar


def _branches(pillars: FourPillars, wanted: str) -> tuple[str, ...]:
    return tuple(f"{name}지" for name, pillar in _named(pillars) if pillar[1] in wanted)


def _by_trine(pillars: FourPillars, table: dict[str, str]) -> tuple[str, ...]:
    """Branches that answer to the year's or the day's branch; neither answers to itself."""
    places = []
    for name, pillar in _named(pillars):
        for base_name, base in (("연", pillars.year[1]), ("일", pillars.day[1])):
            answer = next(answer for trine, answer in table.items() if base in trine)
            if name != base_name and pillar[1] == answer:
                places.append(f"{name}지")
                break
    return tuple(places)


def _pillars(pillars: FourPillars, wanted: frozenset[str]) -> tuple[str, ...]:
    return tuple(f"{name}주" for name, pillar in _named(pillars) if pillar in wanted)


def _dipper(pillars: FourPillars) -> tuple[str, ...]:
    """괴강 counts in the day pillar alone."""
    return ("일주",) if pillars.day in _DIPPER else ()
