"""How strong the day stem (일간) stands in its chart: 신강, 중화 or 신약.

The measure: of everything but the day stem itself, the share that is its own element (비겁) or feeds it (인성), with
the month branch counted three times and every branch divided among its hidden stems. Half or more is strong, less than
40 % weak. Schools weigh differently; the score is shown so that a reader can judge.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

from pipeline.tasks.naming.elements import characters, generated_by, weigh_elements
from pipeline.tasks.naming.pillars import FourPillars
from pipeline.tasks.naming.sexagenary import ELEMENT

Level = Literal["신강", "중화", "신약"]
STRONG_FROM: Final = 50  # percent
WEAK_BELOW: Final = 40


@dataclass(frozen=True, slots=True)
class Strength:
    level: Level
    score: int  # percent of the weight that is on the day stem's side
    season: bool  # 득령: the month branch is on its side
    seat: bool  # 득지: the day branch is
    company: bool  # 득세: most of the other characters are


def strength_of(pillars: FourPillars) -> Strength:
    """The strength of the day stem; without the hour, of the characters that are known."""
    own = ELEMENT[pillars.day[0]]
    side = {own, generated_by(own)}
    weight = weigh_elements(pillars, without_day_stem=True)
    score = round(sum(weight[element] for element in side))
    level: Level = "신강" if score >= STRONG_FROM else "신약" if score < WEAK_BELOW else "중화"
    others = [
        ELEMENT[character] in side for place, character in enumerate(characters(pillars)) if place not in (3, 4, 5)
    ]
    return Strength(
        level=level,
        score=score,
        season=ELEMENT[pillars.month[1]] in side,
        seat=ELEMENT[pillars.day[1]] in side,
        company=sum(others) * 2 > len(others),
    )
