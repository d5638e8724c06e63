"""How long twenty ranked names take, and whether every hanja offered is legal with its reading.

    python -m bench.names [births]

Goes over every spelling of every surname and ``births`` random births (1,000 unless given), both genders and neither.
To reach: 20 names in at most 150 ms once the pool is loaded; no character outside the list, none with another reading.
"""

from __future__ import annotations

import random
import sys
import time
from datetime import date, timedelta
from itertools import cycle
from statistics import median, quantiles

from pipeline.errors import InvalidInput
from pipeline.tasks.naming.birth import parse_birth
from pipeline.tasks.naming.chart import Chart, saju_chart
from pipeline.tasks.naming.hanja import legal_table
from pipeline.tasks.naming.names import recommend_names
from pipeline.tasks.naming.surnames import surname_choices

LIMIT = 0.150  # seconds
GENDERS = ("남", "여", "무관")


def random_chart(chance: random.Random, gender: str) -> Chart:
    """The chart of a birth between 1950 and 2050; one in ten without the hour."""
    while True:
        day = date(1950, 1, 1) + timedelta(days=chance.randrange(36_800))
        clock = "" if chance.random() < 0.1 else f"{chance.randrange(24):02}:{chance.randrange(60):02}"
        try:
            return saju_chart(parse_birth(day.isoformat(), clock, "양력", gender))
        except InvalidInput:  # a minute that the clocks jumped over or showed twice
            continue


def main(births: int) -> int:
    chance = random.Random(0)
    families = [(choice.hangul, hanja) for choice in surname_choices().values() for hanja in choice.hanja]
    chance.shuffle(families)
    started = time.perf_counter()
    recommend_names(random_chart(chance, "남"), surname="김", gender="남")
    print(f"first names, everything loaded on the way: {time.perf_counter() - started:.2f} s")
    for gender in GENDERS:
        recommend_names(random_chart(chance, gender), surname="김", gender=gender)
    seconds, offered, wrong, few = [], 0, 0, 0
    for number, (surname, hanja) in zip(range(max(births, len(families))), cycle(families), strict=False):
        gender = GENDERS[number % 3]
        chart = random_chart(chance, gender)
        started = time.perf_counter()
        names = recommend_names(chart, surname=surname, surname_hanja=hanja, gender=gender, count=20)
        seconds.append(time.perf_counter() - started)
        few += len(names) < 20
        for name in names:
            for character, syllable in zip(name.characters, name.hangul, strict=True):
                offered += 1
                wrong += character.char not in legal_table() or not character.reads(syllable)
    print(f"{len(seconds)} births, {len(families)} spellings of {len(surname_choices())} surnames")
    print(f"20 names: median {median(seconds) * 1000:.0f} ms, 95 % {quantiles(seconds, n=20)[-1] * 1000:.0f} ms")
    print(f"hanja offered: {offered}, illegal or read otherwise: {wrong}, requests with fewer than 20 names: {few}")
    return 0 if wrong == few == 0 and median(seconds) <= LIMIT else 1


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 1000))
