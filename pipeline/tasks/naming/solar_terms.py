"""The 절: the twelve solar terms at which a month pillar changes, and 입춘 the year pillar with it.

``data/solar_terms.csv`` holds their instants in UTC, 1899 to 2100; ``build/solar_terms.py`` computes it.
"""

from __future__ import annotations

import csv
from bisect import bisect_right
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

EPOCH: Final = datetime(1970, 1, 1)


@dataclass(frozen=True, slots=True)
class SolarTerm:
    name: str  # 입춘, 경칩…
    at: datetime  # aware, UTC, whole seconds


def _load() -> tuple[list[int], list[str]]:
    instants: list[int] = []
    names: list[str] = []
    with (Path(__file__).parent / "data" / "solar_terms.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            year = row.pop("year")
            for name, at in row.items():
                instants.append((datetime.fromisoformat(f"{year}-{at}") - EPOCH) // timedelta(seconds=1))
                names.append(name)
    return instants, names


_INSTANTS, _NAMES = _load()  # seconds since 1970 in UTC, ascending


def months_begun(utc_seconds: int) -> int:
    """How many 절 have come since the beginning of 1899 at an instant: 1 from 소한 of that year on."""
    return bisect_right(_INSTANTS, utc_seconds)


def term(number: int) -> SolarTerm:
    """The 절 that began month ``number`` (as ``months_begun`` counts, from 1). IndexError outside 1899-2100."""
    if not 1 <= number <= len(_INSTANTS):
        raise IndexError(number)
    return SolarTerm(_NAMES[number - 1], datetime.fromtimestamp(_INSTANTS[number - 1], UTC))
