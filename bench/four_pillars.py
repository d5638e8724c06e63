"""Four pillars (`python -m bench.four_pillars`). To reach: every case of the reference, <= 10 µs a chart.

The reference is the frozen one of tests/tasks/naming/reference; births are timed in the order of the file, each once a
run, with and without true solar time.
"""

from __future__ import annotations

import csv
import gzip
import time
from datetime import datetime
from pathlib import Path

from pipeline.tasks.naming import four_pillars

REFERENCE = Path(__file__).parents[1] / "tests" / "tasks" / "naming" / "reference" / "pillars.csv.gz"
RUNS = 7
SEOUL_LONGITUDE = 126.98


def births() -> list[tuple[datetime, dict[str, str]]]:
    """Civil minutes in their own zones, and the row of each."""
    with gzip.open(REFERENCE, "rt", encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return [(datetime.fromisoformat(row["civil"]).replace(fold=int(row["fold"])), row) for row in rows]


def right(birth: datetime, row: dict[str, str]) -> bool:
    midnight = four_pillars(birth, zone=row["zone"])
    zi = four_pillars(birth, zone=row["zone"], day_start="zi_hour")
    found = [midnight.year, midnight.month, midnight.day, midnight.hour, zi.day, zi.hour]
    if found != [row[name] for name in ("year", "month", "day", "hour", "zi_day", "zi_hour")]:
        return False
    if not row["longitude"]:
        return True
    solar = four_pillars(birth, zone=row["zone"], longitude=float(row["longitude"]))
    return [solar.day, solar.hour] == [row["solar_day"], row["solar_hour"]]


def microseconds(cases: list[tuple[datetime, dict[str, str]]], longitude: float | None) -> float:
    """The best run's mean time of a chart."""
    best = float("inf")
    for _ in range(RUNS):
        started = time.perf_counter()
        for birth, row in cases:
            four_pillars(birth, zone=row["zone"], longitude=longitude)
        best = min(best, time.perf_counter() - started)
    return best / len(cases) * 1e6


if __name__ == "__main__":
    cases = births()
    print(f"right: {sum(right(birth, row) for birth, row in cases)} of {len(cases)} (to reach: all)")
    print(f"a chart: {microseconds(cases, None):.1f} µs (to reach: <= 10)")
    print(f"a chart by true solar time: {microseconds(cases, SEOUL_LONGITUDE):.1f} µs")
