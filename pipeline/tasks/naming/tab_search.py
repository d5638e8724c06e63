"""What the naming tab's form asks for: read, checked, and looked up."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from pipeline.tasks.naming.axes import WEIGHTS
from pipeline.tasks.naming.birth import Birth
from pipeline.tasks.naming.chart import Chart, saju_chart
from pipeline.tasks.naming.names import Examined, examine, hanja_for, recommend_names
from pipeline.tasks.naming.prompt import Reading
from pipeline.tasks.naming.scored_name import ScoredName
from pipeline.tasks.naming.surnames import read_surname
from pipeline.tasks.naming.wishes import read_wishes

MODES = ("추천받기", "한자 찾기", "살펴보기")
BIRTH_INPUTS = 7  # date, time, calendar, gender and the three rules of the chart
COUNT = 20


@dataclass(frozen=True, slots=True)
class Found:
    """A chart and its names, best first; ``examined`` where the person brought a name."""

    chart: Chart
    names: list[ScoredName]
    examined: Examined | None = None

    def as_dict(self, reading: Reading | None, engine: str) -> dict[str, Any]:
        """The file that a person saves."""
        result: dict[str, Any] = {"chart": self.chart.as_dict(), "names": [name.as_dict() for name in self.names]}
        if self.examined:
            result |= {"legal": self.examined.legal, "notes": self.examined.notes}
        if reading:
            result |= {"engine": engine, "reading": reading_as_dict(reading)}
        return result


def reading_as_dict(reading: Reading) -> dict[str, Any]:
    """A reading as JSON."""
    names = [{"hangul": hangul, "hanja": hanja, "sentence": text} for hangul, hanja, text in reading.names]
    return {"paragraph": reading.paragraph, "names": names}


def check(read_birth: Callable[..., Birth], values: tuple[Any, ...]) -> None:
    """What can be refused before the search: the birth, the surname and the wishes."""
    read_birth(*values[:BIRTH_INPUTS])
    _, surname, surname_hanja, *_ = values[BIRTH_INPUTS:]
    read_surname(surname, surname_hanja or "")
    read_wishes(_options(*values[BIRTH_INPUTS + 5 :]))


def _options(
    syllables: int, wish: str, exclude: str, generation: str, place: int, school: str, *weights: float
) -> dict[str, object]:
    options: dict[str, object] = {"syllables": syllables, "wish": wish, "exclude": exclude, "school": school}
    if generation.strip():
        options |= {"generation_syllable": generation, "generation_position": place}
    return options | {"weights": dict(zip(WEIGHTS, weights, strict=True))}


def find(read_birth: Callable[..., Birth], values: tuple[Any, ...]) -> Found:
    """An examined name, or a chart with ranked names."""
    mode, surname, surname_hanja, given, given_hanja, *wishes = values[BIRTH_INPUTS:]
    chart = saju_chart(read_birth(*values[:BIRTH_INPUTS]))
    family = {"surname": surname, "surname_hanja": surname_hanja or ""}
    options = _options(*wishes)
    if mode == MODES[2]:
        examined = examine(chart, **family, given=given, given_hanja=given_hanja, options=options)
        return Found(chart, [examined.name], examined)
    if mode == MODES[1]:
        found = hanja_for(chart, **family, given=given, count=COUNT, options=options)
    else:
        found = recommend_names(chart, **family, gender=chart.birth.gender, count=COUNT, options=options)
    return Found(chart, found)
