"""The element that would balance a chart (용신), by strength (억부) and by season (조후), with the reason in Korean.

억부: a strong self is given what it spends itself on or what restrains it, a weak one what supports it, a balanced one
what the chart holds least of. 조후: a birth in winter (亥 子 丑) is given 화, one in summer (巳 午 未) 수. Where the
two differ, the season decides if the chart holds less than a tenth of what it asks for, else the strength does.
Schools differ; the confidence says how plain the case is.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

from pipeline.tasks.naming.elements import (
    ELEMENTS,
    HANJA,
    count_elements,
    generated_by,
    generates,
    overcome_by,
    weigh_elements,
)
from pipeline.tasks.naming.hangul import with_particle
from pipeline.tasks.naming.pillars import FourPillars
from pipeline.tasks.naming.sexagenary import ELEMENT, reading
from pipeline.tasks.naming.strength import STRONG_FROM, WEAK_BELOW, Strength
from pipeline.tasks.naming.ten_gods import element_of_group, group_of

Confidence = Literal["높음", "보통", "낮음"]
SEASONS: Final[dict[str, tuple[str, str | None]]] = {
    **dict.fromkeys("寅卯辰", ("봄", None)),
    **dict.fromkeys("巳午未", ("여름", "수")),
    **dict.fromkeys("申酉戌", ("가을", None)),
    **dict.fromkeys("亥子丑", ("겨울", "화")),
}
SCARCE: Final = 10.0  # percent
PLAIN: Final = 10  # percent beyond the bounds of 중화


@dataclass(frozen=True, slots=True)
class Yongsin:
    element: str  # 용신
    helper: str  # 희신: what serves it
    avoid: str  # 기신: what restrains it
    method: Literal["억부", "조후", "억부·조후"]
    by_strength: str  # the element by 억부 alone
    by_season: str | None  # by 조후 alone; None in spring and autumn
    confidence: Confidence
    reason: str  # Korean sentences


def yongsin_of(pillars: FourPillars, strength: Strength) -> Yongsin:
    """The balancing element of a chart. Deterministic."""
    by_strength, why = _by_strength(pillars, strength)
    season, by_season = SEASONS[pillars.month[1]]
    weight = weigh_elements(pillars)
    if by_season is None or by_season == by_strength:
        element = by_strength
        method: Literal["억부", "조후", "억부·조후"] = "억부·조후" if by_season else "억부"
    elif weight[by_season] < SCARCE:
        element, method = by_season, "조후"
    else:
        element, method = by_strength, "억부"
    helper = _helper(pillars, strength, element)
    reason = f"{why} {_season_sentence(season, by_season, by_strength, element, weight)}"
    return Yongsin(
        element=element,
        helper=helper,
        avoid=overcome_by(element),
        method=method,
        by_strength=by_strength,
        by_season=by_season,
        confidence=_confidence(pillars, strength, method, by_season),
        reason=reason,
    )


def _by_strength(pillars: FourPillars, strength: Strength) -> tuple[str, str]:
    """The element by 억부 and why, in Korean."""
    day = pillars.day[0]
    weight = weigh_elements(pillars, without_day_stem=True)
    of = {group: weight[element_of_group(day, group)] for group in ("비겁", "식상", "재성", "관성", "인성")}
    own = f"일간 {reading(day)}{ELEMENT[day]}({day}{HANJA[ELEMENT[day]]})"
    if strength.level == "신약":
        pressing = max(("식상", "재성", "관성"), key=lambda group: of[group])
        group = "비겁" if pressing == "재성" else "인성"
        element = element_of_group(day, group)
        pressed = element_of_group(day, pressing)
        help_ = {
            "식상": "빠져나가는 힘을 다잡으며 일간을 북돋우는",
            "재성": "일간과 짐을 나눠 드는",
            "관성": "누르는 힘을 받아 일간에게 이어 주는",
        }[pressing]
        return element, (
            f"{with_particle(own, '을/를')} 돕는 기운이 {strength.score}%로 약한 편(신약)이고,"
            f" 그 밖에는 {pressed}({pressing})의 기운이 가장 큽니다."
            f" 그래서 {help_} {with_particle(f'{element}({group})', '을/를')} 억부 용신으로 봅니다."
        )
    if strength.level == "신강":
        if of["인성"] > of["비겁"]:
            group, work = "재성", "지나친 인성을 덜어 주는"
        elif count_elements(pillars)[element_of_group(day, "관성")]:
            group, work = "관성", "넘치는 힘을 바로잡아 주는"
        else:
            group, work = "식상", "넘치는 힘을 풀어 쓰게 하는"
        element = element_of_group(day, group)
        return element, (
            f"{with_particle(own, '을/를')} 돕는 기운이 {strength.score}%로 강한 편(신강)입니다."
            f" 그래서 {work} {with_particle(f'{element}({group})', '을/를')} 억부 용신으로 봅니다."
        )
    whole = weigh_elements(pillars)
    element = min(ELEMENTS, key=lambda each: whole[each])
    return element, (
        f"{with_particle(own, '을/를')} 돕는 기운이 {strength.score}%로 알맞은 편(중화)입니다."
        f" 그래서 사주에 가장 적은 {with_particle(f'{element}({group_of(day, element)})', '을/를')}"
        " 억부 용신으로 봅니다."
    )


def _season_sentence(
    season: str, by_season: str | None, by_strength: str, element: str, weight: dict[str, float]
) -> str:
    if by_season is None:
        return f"{season}에 태어나 크게 춥거나 덥지 않으므로 조후는 따로 따지지 않았습니다."
    born = f"{season}에 태어나 사주를 {'따뜻하게 하는' if by_season == '화' else '식혀 주는'} {by_season}"
    if by_season == by_strength:
        return f"{with_particle(born, '이/가')} 조후로도 알맞아 두 방법의 답이 같습니다."
    if element == by_season:
        few = f"{weight[by_season]:.0f}%뿐이어서" if weight[by_season] >= 1 else "거의 없어서"
        first = with_particle(by_season, "을/를")
        return f"다만 {with_particle(born, '이/가')} 조후로 필요한데 {few} {first} 먼저 봅니다."
    return (
        f"{born}도 조후로 살피지만, 이미 {weight[by_season]:.0f}%가 있어"
        f" {with_particle(by_strength, '을/를')} 먼저 봅니다."
    )


def _helper(pillars: FourPillars, strength: Strength, element: str) -> str:
    """희신: on the weak self's own side the other of 비겁 and 인성; otherwise what feeds the 용신, unless that is the
    strong self itself, then what the 용신 feeds."""
    own = ELEMENT[pillars.day[0]]
    side = (own, generated_by(own))
    if strength.level == "신약" and element in side:
        return side[1 - side.index(element)]
    if strength.level == "신강" and generated_by(element) in side:
        return generates(element)
    return generated_by(element)


def _confidence(pillars: FourPillars, strength: Strength, method: str, by_season: str | None) -> Confidence:
    if strength.level == "중화" or method == "조후" or pillars.hour is None:
        return "낮음"
    if method == "억부·조후":
        return "높음"
    plain = strength.score >= STRONG_FROM + PLAIN or strength.score < WEAK_BELOW - PLAIN
    return "높음" if plain and by_season is None else "보통"
