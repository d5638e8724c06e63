"""What a reading may speak of: the computed facts of a chart and of some names, and nothing else."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from pipeline.tasks.naming.chart import Chart
from pipeline.tasks.naming.elements import ELEMENTS
from pipeline.tasks.naming.hanja import Hanja
from pipeline.tasks.naming.meaning import quality
from pipeline.tasks.naming.scored_name import ScoredName
from pipeline.tasks.naming.sexagenary import BRANCHES, ELEMENT, READING, reading

PILLARS: Final = ("년", "월", "일", "시")
SEASON_OF: Final = {
    branch: season
    for season, branches in zip(("봄", "여름", "가을", "겨울"), ("寅卯辰", "巳午未", "申酉戌", "亥子丑"), strict=True)
    for branch in branches
}
ANIMALS: Final = dict(
    zip(BRANCHES, ("쥐", "소", "호랑이", "토끼", "용", "뱀", "말", "양", "원숭이", "닭", "개", "돼지"), strict=True)
)
MOST_NAMES: Final = 5  # of one reading


@dataclass(frozen=True, slots=True)
class CharacterFacts:
    """A character of a name. ``quality``: what a family means by it; ``strokes`` are 원획."""

    hanja: str
    reading: str
    gloss: str
    quality: str
    element: str
    strokes: int


@dataclass(frozen=True, slots=True)
class NameFacts:
    """A given name with its characters; ``numbers`` are the strokes of its 수리 4격."""

    hangul: str
    characters: tuple[CharacterFacts, ...]
    numbers: tuple[int, ...] = ()

    @property
    def hanja(self) -> str:
        return "".join(character.hanja for character in self.characters)

    @property
    def label(self) -> str:
        """서윤(瑞潤)"""
        return f"{self.hangul}({self.hanja})"


@dataclass(frozen=True, slots=True)
class Facts:
    """``pillars``: hanja of year, month, day and, when known, hour. ``counts`` and ``weights`` go by ELEMENTS."""

    pillars: tuple[str, ...]
    counts: tuple[int, ...]
    weights: tuple[float, ...]  # percent
    strength: str  # 신강, 중화 or 신약
    yongsin: str
    helper: str
    avoid: str
    surname: str
    surname_hanja: str
    names: tuple[NameFacts, ...]

    @property
    def readings(self) -> tuple[str, ...]:
        """병오년, 계사월, 을해일, 기묘시."""
        return tuple(reading(pillar) + unit for pillar, unit in zip(self.pillars, PILLARS, strict=False))

    @property
    def self_stem(self) -> str:
        """The day stem (일간) in hanja."""
        return self.pillars[2][0]

    @property
    def self_label(self) -> str:
        """을목(乙木) without its hanja: 을목."""
        return READING[self.self_stem] + ELEMENT[self.self_stem]

    @property
    def missing(self) -> tuple[str, ...]:
        return tuple(element for element, count in zip(ELEMENTS, self.counts, strict=True) if count == 0)

    @property
    def season(self) -> str:
        return SEASON_OF[self.pillars[1][1]]

    @property
    def animal(self) -> str:
        """The animal of the year (띠)."""
        return ANIMALS[self.pillars[0][1]]


def facts_of(chart: Chart, names: Sequence[ScoredName]) -> Facts:
    """The facts of a chart and of names with hanja (at most MOST_NAMES are kept)."""
    pillars = chart.pillars
    kept = [name for name in names if name.characters][:MOST_NAMES]
    family = kept[0].surname if kept else None
    return Facts(
        pillars=tuple(p for p in (pillars.year, pillars.month, pillars.day, pillars.hour) if p),
        counts=tuple(chart.counts[element] for element in ELEMENTS),
        weights=tuple(round(chart.weights[element], 1) for element in ELEMENTS),
        strength=chart.strength.level,
        yongsin=chart.yongsin.element,
        helper=chart.yongsin.helper,
        avoid=chart.yongsin.avoid,
        surname=family.hangul if family else "",
        surname_hanja=family.hanja if family else "",
        names=tuple(name_facts(n.hangul, n.characters, [each.strokes for each in n.numbers]) for n in kept),
    )


def name_facts(hangul: str, characters: Sequence[Hanja], numbers: Sequence[int] = ()) -> NameFacts:
    """The facts of a given name and its hanja; ``numbers`` are the strokes of its 수리 4격."""
    pairs = zip(characters, hangul, strict=True)
    return NameFacts(hangul, tuple(_character(character, syllable) for character, syllable in pairs), tuple(numbers))


def _character(character: Hanja, syllable: str) -> CharacterFacts:
    return CharacterFacts(
        hanja=character.char,
        reading=syllable,
        gloss=character.gloss(syllable),
        quality=quality(character, syllable),
        element=character.element,
        strokes=character.original,
    )
