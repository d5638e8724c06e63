"""Readings written by hand for this project: what rebuilds the facts of each, and the answer.

``data/readings.jsonl`` holds a row a line: scenario, split (train or test), birth {date, time, calendar, gender},
surname, names [[서윤, 瑞潤], …], paragraph and meanings, one sentence a name. The facts are computed anew from birth
and names, so that a row can never say something else than the prompt that stands before it.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from pipeline.errors import InvalidInput
from pipeline.tasks.naming import prompt
from pipeline.tasks.naming.birth import parse_birth
from pipeline.tasks.naming.chart import saju_chart
from pipeline.tasks.naming.facts import MOST_NAMES, Facts, facts_of
from pipeline.tasks.naming.hanja import DATA, Hanja, find
from pipeline.tasks.naming.prompt import Reading, ReadingRequest
from pipeline.tasks.naming.scored_name import ScoredName
from pipeline.tasks.naming.scoring import Scorer, needs_of
from pipeline.tasks.naming.surnames import read_surname
from pipeline.tasks.task import Example

FILE: Final = DATA / "readings.jsonl"
SPLITS: Final = ("train", "test")
FIELDS: Final = ("scenario", "split", "birth", "surname", "names", "paragraph", "meanings")
BIRTH_FIELDS: Final = ("date", "time", "calendar", "gender")


@dataclass(frozen=True, slots=True)
class AuthoredReading:
    """The facts of a chart and its names, and the reading that somebody wrote of them."""

    scenario: str  # 001, 002 …
    split: str  # train or test
    facts: Facts
    reading: Reading

    @property
    def example(self) -> Example:
        """The training row, in the split that its author gave it."""
        return Example(
            tuple(prompt.messages(self.facts)),
            prompt.completion(self.reading),
            f"reading:{self.scenario}",
            ReadingRequest(self.facts),
            self.split,
        )


def authored_readings(file: Path = FILE) -> Iterator[AuthoredReading]:
    """Every row of ``file``, in its order. Raises ValueError naming file, line and fault for a bad one."""
    seen: set[str] = set()
    for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), 1):
        try:
            row = _row(line)
            if row["scenario"] in seen:
                raise ValueError(f"scenario {row['scenario']} comes twice")
            seen.add(row["scenario"])
            yield _reading(row)
        except (ValueError, InvalidInput) as error:
            raise ValueError(f"{file.name} line {number}: {error}") from error


def _row(line: str) -> dict[str, Any]:
    row = json.loads(line)
    if not isinstance(row, dict) or set(row) != set(FIELDS):
        raise ValueError(f"a row has exactly the fields {', '.join(FIELDS)}")
    if row["split"] not in SPLITS:
        raise ValueError(f"split is {row['split']!r}, not one of {', '.join(SPLITS)}")
    if not isinstance(row["birth"], dict) or set(row["birth"]) != set(BIRTH_FIELDS):
        raise ValueError(f"birth has exactly the fields {', '.join(BIRTH_FIELDS)}")
    names = row["names"]
    if not isinstance(names, list) or not 1 <= len(names) <= MOST_NAMES:
        raise ValueError(f"names is not a list of 1 to {MOST_NAMES} names")
    if not all(isinstance(name, list) and len(name) == 2 for name in names):
        raise ValueError("a name is not a pair of Hangul and hanja")
    if not isinstance(row["meanings"], list) or len(row["meanings"]) != len(names):
        raise ValueError(f"{len(names)} names need as many meanings")
    return row


def _reading(row: dict[str, Any]) -> AuthoredReading:
    birth = row["birth"]
    chart = saju_chart(parse_birth(birth["date"], birth["time"], birth["calendar"], birth["gender"]))
    scorer = Scorer(needs_of(chart), read_surname(row["surname"]), chart.birth.gender)
    names = [_scored(scorer, hangul, hanja) for hangul, hanja in row["names"]]
    answers = zip(row["names"], row["meanings"], strict=True)
    return AuthoredReading(
        row["scenario"],
        row["split"],
        facts_of(chart, names),
        Reading(row["paragraph"], tuple((hangul, hanja, meaning) for (hangul, hanja), meaning in answers)),
    )


def _scored(scorer: Scorer, hangul: str, hanja: str) -> ScoredName:
    if len(hangul) != len(hanja):
        raise ValueError(f"{hangul}({hanja}) does not have one character a syllable")
    return scorer.score(hangul, [_character(char, syllable) for char, syllable in zip(hanja, hangul, strict=True)])


def _character(char: str, syllable: str) -> Hanja:
    found = find(char)
    if found is None or not found.legal or not found.reads(syllable):
        raise ValueError(f"{char} is not a character of the list that reads {syllable}")
    return found
