"""The four pillars against the frozen reference, and the rules that every chart keeps."""

from __future__ import annotations

import csv
import gzip
from collections import Counter
from datetime import date, datetime
from pathlib import Path

from pipeline.tasks.naming.pillars import four_pillars

REFERENCE = Path(__file__).parent / "reference"


def rows(name: str) -> list[dict[str, str]]:
    with gzip.open(REFERENCE / name, "rt", encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_every_birth_of_the_reference_is_right() -> None:
    births = rows("pillars.csv.gz")
    wrong = []
    for row in births:
        birth = datetime.fromisoformat(row["civil"]).replace(fold=int(row["fold"]))
        midnight = four_pillars(birth, zone=row["zone"])
        zi = four_pillars(birth, zone=row["zone"], day_start="zi_hour")
        found = [midnight.year, midnight.month, midnight.day, midnight.hour, zi.day, zi.hour]
        expected = [row[name] for name in ("year", "month", "day", "hour", "zi_day", "zi_hour")]
        if row["longitude"]:
            solar = four_pillars(birth, zone=row["zone"], longitude=float(row["longitude"]))
            found += [solar.year, solar.month, solar.day, solar.hour]
            expected += [row["year"], row["month"], row["solar_day"], row["solar_hour"]]
        if found != expected:
            wrong.append((row, found))
    assert wrong == []
    kinds = Counter(row["kind"] for row in births)
    assert len(births) >= 3000
    assert kinds["term"] + kinds["term 입춘"] + kinds["term before 1961"] >= 500
    assert sum(row["civil"] < "1961" for row in births) >= 300
    assert kinds["summer time years"] + kinds["summer time ends"] >= 300


def test_every_date_of_the_reference_is_right() -> None:
    for row in rows("dates.csv.gz"):
        chart = four_pillars(date.fromisoformat(row["date"]))
        possible = {(chart.year, chart.month), *((other.year, other.month) for other in chart.alternatives)}
        assert possible == {(row["first_year"], row["first_month"]), (row["last_year"], row["last_month"])}, row
        assert {chart.day, *(other.day for other in chart.alternatives)} == {row["day"]}
        assert chart.hour is None
