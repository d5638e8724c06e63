"""The training corpus of the naming task, made from our own exact data.

Names fall into buckets by their sound, and every chart is used in one bucket only; a bucket is a scenario, which a
split keeps whole, so neither a chart nor a name of the training rows comes again in the test rows. Readings written by
hand are a scenario each; they have charts and names of their own.
"""

from __future__ import annotations

import random
import zlib
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Final

from pipeline.errors import InvalidInput
from pipeline.tasks.naming import corpus_rows, prompt, reading
from pipeline.tasks.naming.authored import authored_readings
from pipeline.tasks.naming.birth import Gender, parse_birth
from pipeline.tasks.naming.candidates import Combinations, combine, score_all, usual
from pipeline.tasks.naming.chart import Chart, saju_chart
from pipeline.tasks.naming.facts import facts_of, name_facts
from pipeline.tasks.naming.meaning import meaning_of
from pipeline.tasks.naming.pool import given_names
from pipeline.tasks.naming.scored_name import ScoredName
from pipeline.tasks.naming.scoring import Scorer, needs_of
from pipeline.tasks.naming.surnames import read_surname, surname_choices
from pipeline.tasks.naming.variety import choose
from pipeline.tasks.task import Example

BUCKETS: Final = 60
CHARTS: Final = 36  # of each bucket; half of them become names for a chart, half readings
COMMON_SURNAMES: Final = 80
FIRST_DAY: Final = date(1950, 1, 1)
DAYS: Final = 36_000  # to July 2048


def examples(charts: int = CHARTS) -> Iterator[Example]:
    """Every row, without duplicates, always the same ones. ``charts``: how many births each bucket of names meets."""
    seen: set[tuple[str, str]] = set()
    for example in _all(charts):
        key = (example.messages[0]["content"], example.completion)
        if key not in seen:
            seen.add(key)
            yield example


def bucket_of(name: str) -> int:
    """The bucket of a given name, by its Hangul."""
    return zlib.crc32(name.encode()) % BUCKETS


def _all(charts: int) -> Iterator[Example]:
    everyone = sorted(given_names("남").keys() | given_names("여").keys())
    yield from corpus_rows.characters()
    yield from corpus_rows.characters_by_element(sorted({syllable for name in everyone for syllable in name}))
    yield from corpus_rows.relations()
    written = list(authored_readings())
    yield from (each.example for each in written)
    used = {each.facts.pillars for each in written}
    for bucket in range(BUCKETS):
        names = [name for name in everyone if bucket_of(name) == bucket]
        yield from _bucket(bucket, names, charts, used)


def _bucket(bucket: int, names: list[str], charts: int, used: set[tuple[str, ...]]) -> Iterator[Example]:
    scenario, chance = f"names:{bucket:02}", random.Random(bucket)
    genders: tuple[Gender, Gender] = ("남", "여")
    pools = {gender: _combinations(names, gender) for gender in genders}
    for gender in genders:
        yield from corpus_rows.name_lists(names, gender, scenario, chance)
        yield from _meanings(pools[gender], scenario, chance)
    for number in range(charts):
        gender = genders[number % 2]
        chart = _new_chart(gender, chance, used)
        surname = chance.choice(list(surname_choices())[:COMMON_SURNAMES])
        if number % 4 < 2:
            facts = facts_of(chart, _names_for(chart, surname, gender, pools[gender], 3))
            yield corpus_rows.naming(facts, gender, scenario)
        else:
            facts = facts_of(chart, _names_for(chart, surname, gender, pools[gender], chance.randint(1, 4)))
            answer = reading.write(facts, number)
            request = prompt.ReadingRequest(facts)
            yield Example(tuple(prompt.messages(facts)), prompt.completion(answer), scenario, request)


def _combinations(names: list[str], gender: str) -> Combinations:
    mine = [name for name in names if name in given_names(gender)]
    return combine(mine, lambda syllable, _: usual(syllable, gender))


def _meanings(pool: Combinations, scenario: str, chance: random.Random) -> Iterator[Example]:
    """Two spellings of every name."""
    for i, name in enumerate(pool.names):
        begin, end = int(pool.begins[i]), int(pool.begins[i + 1])
        for number in chance.sample(range(begin, end), min(2, end - begin)):
            places = (int(pool.first[number]), int(pool.second[number]))
            characters = [pool.characters[place] for place in places if place >= 0]
            facts = name_facts(name, characters)
            yield corpus_rows.meaning(facts, meaning_of(name, characters), scenario)


def _names_for(chart: Chart, surname: str, gender: str, pool: Combinations, count: int) -> list[ScoredName]:
    scorer = Scorer(needs_of(chart), read_surname(surname), gender)
    return [scorer.score(name, characters) for name, characters in choose(pool, score_all(scorer, pool), count)]


def _new_chart(gender: Gender, chance: random.Random, used: set[tuple[str, ...]]) -> Chart:
    """The chart of a random birth, one in eight without the hour, whose pillars no row has had."""
    while True:
        day = FIRST_DAY + timedelta(days=chance.randrange(DAYS))
        clock = "" if chance.random() < 1 / 8 else f"{chance.randrange(24):02}:{chance.randrange(60):02}"
        try:
            chart = saju_chart(parse_birth(day.isoformat(), clock, "양력", gender))
        except InvalidInput:  # a minute that the clocks jumped over, or that came twice
            continue
        pillars = facts_of(chart, []).pillars
        if pillars not in used:
            used.add(pillars)
            return chart
