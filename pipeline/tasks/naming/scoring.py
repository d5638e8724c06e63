"""The score of one name: every axis with its points and a sentence, and what a family should know about it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from pipeline.tasks.naming import axes
from pipeline.tasks.naming.avoid import custom_avoids
from pipeline.tasks.naming.awkward import Awkward, awkward_readings
from pipeline.tasks.naming.axes import WEIGHTS, Needs
from pipeline.tasks.naming.chart import Chart
from pipeline.tasks.naming.hangul import with_particle
from pipeline.tasks.naming.hanja import Hanja
from pipeline.tasks.naming.meaning import meaning_of
from pipeline.tasks.naming.pool import given_names, rank_of
from pipeline.tasks.naming.relations import arrows
from pipeline.tasks.naming.scored_name import Axis, ScoredName
from pipeline.tasks.naming.sound import pronunciation, sound_elements
from pipeline.tasks.naming.suri81 import Number, four_numbers
from pipeline.tasks.naming.surnames import Surname

Judged = tuple[float | None, str]  # how well an axis is met (None: it cannot be told) and why


@dataclass(frozen=True, slots=True)
class Scorer:
    """Scores names of one family for one chart. ``weights``: axis -> points, any scale; ``school``: 운해 or 해례."""

    needs: Needs
    surname: Surname
    gender: str
    weights: Mapping[str, float] = field(default_factory=lambda: WEIGHTS)
    school: str = "운해"

    def score(self, given: str, characters: Sequence[Hanja]) -> ScoredName:
        """Score ``given`` with its hanja, one a syllable, or without hanja (empty)."""
        hanja = tuple(characters)
        readings = awkward_readings(self.surname.hangul, given)
        surname_strokes = self.surname.strokes
        numbers = (
            four_numbers(surname_strokes, [each.original for each in hanja])
            if hanja and surname_strokes is not None
            else ()
        )
        judged = {
            "사주 보완": self._chart(hanja),
            "자원오행": self._resource(hanja),
            "발음오행": self._sound(given),
            "수리 4격": _numbers(numbers, bool(hanja)),
            "음양": self._polarity(given, hanja),
            "쓰기·읽기": _ease(hanja, given),
            "성과의 어울림": self._harmony(given, readings),
            "요즘 이름": _today(given, self.gender),
        }
        scored = weigh(judged, self.weights)
        return ScoredName(
            self.surname,
            given,
            hanja,
            round(sum(axis.points for axis in scored if axis.points is not None), 1),
            scored,
            numbers,
            meaning_of(given, hanja) if hanja else "",
            tuple(_warnings(hanja, given, readings, numbers)),
            any(each.blocks for each in readings) or any(each.bad for each in hanja),
        )

    def _chart(self, hanja: Sequence[Hanja]) -> Judged:
        if not hanja:
            return None, "한자가 없어 자원오행을 알 수 없습니다."
        ratio = axes.chart_ratio(self.needs, [(each.element, each.confidence) for each in hanja])
        return ratio, " ".join(_role(self.needs, each) for each in hanja)

    def _resource(self, hanja: Sequence[Hanja]) -> Judged:
        row = ([self.surname.element] if self.surname.element else []) + [each.element for each in hanja]
        ratio = axes.row_ratio(row) if hanja else None
        if ratio is None:
            return None, "한자를 알아야 볼 수 있습니다."
        return ratio, f"한자의 오행이 {'-'.join(row)}입니다({arrows(row)})."

    def _sound(self, given: str) -> Judged:
        row = sound_elements(self.surname.hangul + given, self.school)
        return axes.row_ratio(row), f"첫소리의 오행이 {'-'.join(row)}입니다({arrows(row)}). {self.school} 기준입니다."

    def _polarity(self, given: str, hanja: Sequence[Hanja]) -> Judged:
        vowels = axes.vowel_polarity_ratio(self.surname.hangul + given)
        said = "홀소리의 음양이 섞여 있습니다" if vowels == 1 else "홀소리의 음양이 한쪽으로 모였습니다"
        if not hanja or self.surname.strokes is None:
            return axes.polarity_ratio(None, vowels), f"{said}. 획수는 한자를 알아야 봅니다."
        strokes = [self.surname.strokes, *(each.original for each in hanja)]
        shown = "-".join("양" if count % 2 else "음" for count in strokes)
        ratio = axes.polarity_ratio(axes.stroke_polarity_ratio(strokes), vowels)
        mixed = "섞여 있고" if len(set(shown.split("-"))) > 1 else "한쪽으로 모였고"
        return ratio, f"획수의 음양이 {shown}으로 {mixed}, {said}."

    def _harmony(self, given: str, readings: Sequence[Awkward]) -> Judged:
        ease, reasons = pronunciation(self.surname.hangul, given)
        said = [each.message for each in readings] + [f"{reason}." for reason in reasons]
        return axes.sound_ratio(ease, readings), " ".join(said) or "성과 이어 불러도 걸리는 소리가 없습니다."


def needs_of(chart: Chart) -> Needs:
    """What the chart asks of a name."""
    return Needs(chart.yongsin.element, chart.yongsin.helper, chart.yongsin.avoid, chart.missing)


def weigh(judged: Mapping[str, Judged], weights: Mapping[str, float]) -> tuple[Axis, ...]:
    """Points of 100 by weight; an axis that cannot be judged leaves its points to the others."""
    total = sum(weights[name] for name, (ratio, _) in judged.items() if ratio is not None)
    scale = 100 / total if total else 0.0
    return tuple(
        Axis(
            name,
            None if ratio is None else round(ratio * weights[name] * scale, 1),
            0.0 if ratio is None else round(weights[name] * scale, 1),
            why,
        )
        for name, (ratio, why) in judged.items()
    )


def _role(needs: Needs, hanja: Hanja) -> str:
    element = hanja.element
    sure = {"높음": "", "보통": " (학자에 따라 달리 보기도 합니다)", "낮음": " (오행이 분명하지 않은 글자입니다)"}
    if element == needs.element:
        role = f"사주에 가장 필요한 {element}(용신)입니다"
    elif element == needs.helper:
        role = f"용신을 돕는 {element}(희신)입니다"
    elif element == needs.avoid:
        role = f"용신과 부딪치는 {element}(기신)입니다"
    elif element in needs.missing:
        role = f"사주에 없는 {with_particle(element, '을/를')} 채웁니다"
    else:
        role = f"{element}의 기운입니다"
    return f"{hanja.char}: {role}{sure[hanja.confidence]}."


def _numbers(numbers: Sequence[Number], has_hanja: bool) -> Judged:
    if not numbers:
        missing = "성의 한자" if has_hanja else "이름의 한자"
        return None, f"{with_particle(missing, '을/를')} 알아야 획수를 셀 수 있습니다."
    said = ", ".join(f"{n.name}({n.age}) {n.strokes}획 {'책마다 다름' if n.disputed else n.luck}" for n in numbers)
    return axes.luck_ratio([n.luck for n in numbers]), f"{said}."


def _ease(hanja: Sequence[Hanja], given: str) -> Judged:
    if not hanja:
        return None, "한자를 알아야 볼 수 있습니다."
    ratios = [ease_of(each, syllable) for each, syllable in zip(hanja, given, strict=True)]
    strokes = ", ".join(f"{each.char} {each.written}획" for each in hanja)
    taught = [each.char for each in hanja if each.education]
    known = f" {', '.join(taught)}: 학교에서 배우는 글자입니다." if taught else ""
    several = [each.char for each in hanja if len(each.readings) > 1]
    double = f" {', '.join(several)}: 음이 둘 이상이라 달리 읽힐 수 있습니다." if several else ""
    return sum(ratios) / len(ratios), f"쓸 때의 획수(필획)는 {strokes}입니다.{known}{double}"


def ease_of(hanja: Hanja, syllable: str) -> float:
    """쓰기·읽기 of one character of a name."""
    rank = rank_of(hanja.char, syllable)
    return axes.ease_of_character(hanja.written, len(hanja.readings), hanja.education, rank)


def _today(given: str, gender: str) -> Judged:
    ratio = axes.today_ratio(given, gender)
    tier = given_names(gender).get(given)
    if tier:
        return ratio, {
            1: "요즘 아이들에게 아주 많이 짓는 이름입니다.",
            2: "요즘 아이들에게 자주 짓는 이름입니다.",
            3: "흔하지 않으면서 요즘 결에 맞는 이름입니다.",
        }[tier]
    if ratio >= 0.5:
        return ratio, "요즘 이름에 쓰는 소리로 이루어졌지만 그대로 쓰인 예는 드뭅니다."
    return ratio, "요즘 이름에서는 보기 드문 소리입니다."


def _warnings(hanja: Sequence[Hanja], given: str, readings: Sequence[Awkward], numbers: Sequence[Number]) -> list[str]:
    said = [each.message for each in readings]
    for each, syllable in zip(hanja, given, strict=False):
        if each.bad:
            said.append(f"{each.char}({each.gloss(syllable)}): 뜻이 좋지 않아 추천에서는 쓰지 않는 글자입니다.")
        elif custom := custom_avoids(each.char):
            said.append(custom)
        if each.written > axes.HARD_STROKES:
            said.append(f"{each.char}: {each.written}획이라 쓰기가 번거롭습니다.")
    disputed = [n for n in numbers if n.disputed]
    if disputed:
        which = ", ".join(f"{n.name} {n.strokes}" for n in disputed)
        said.append(f"{which}획은 책마다 길흉이 다른 수라 보통으로 셈했습니다.")
    return said
