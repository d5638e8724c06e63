"""Births for the tests of names."""

import random
from collections.abc import Iterator
from datetime import date, timedelta

from pipeline.tasks.naming.birth import parse_birth
from pipeline.tasks.naming.chart import Chart, saju_chart


def chart_of(day: str = "2026-05-08", time: str = "07:30", gender: str = "남") -> Chart:
    return saju_chart(parse_birth(day, time, "양력", gender))


def random_charts(count: int, seed: int = 1) -> Iterator[Chart]:
    """Births of 1990 to 2030, a tenth of them without an hour."""
    chance = random.Random(seed)
    for _ in range(count):
        day = date(1990, 1, 1) + timedelta(days=chance.randrange(40 * 365))
        time = "" if chance.random() < 0.1 else f"{chance.randrange(24):02}:{chance.randrange(60):02}"
        yield chart_of(day.isoformat(), time, chance.choice(("남", "여")))
