"""Every name of a pool with every fitting pair of characters, scored at once.

The ratios are those of ``axes``; they are called once for each small table (elements, strokes, syllables) and looked up
for the hundred thousand combinations, which takes milliseconds.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final

import numpy as np
from numpy.typing import NDArray

from pipeline.tasks.naming import axes
from pipeline.tasks.naming.awkward import awkward_readings
from pipeline.tasks.naming.elements import ELEMENTS
from pipeline.tasks.naming.hanja import Hanja, legal_for
from pipeline.tasks.naming.pool import Offered, given_names, offered
from pipeline.tasks.naming.scoring import Scorer, ease_of
from pipeline.tasks.naming.sound import pronunciation, sound_elements
from pipeline.tasks.naming.suri81 import four_sums, luck_of

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

CONFIDENCES: Final = ("높음", "보통", "낮음")
KINDS: Final = [(element, confidence) for element in ELEMENTS for confidence in CONFIDENCES]
MOST_STROKES: Final = 40
LEAST_EASE_OF_SOUND: Final = 0.6  # names that are harder to say with the surname are not suggested


@dataclass(frozen=True, slots=True)
class Combinations:
    """Names and their fitting characters. Rows of one name stand together: name i has rows begins[i]:begins[i + 1].

    ``first`` and ``second`` index ``characters``; a name of one syllable has -1 for ``second``.
    """

    names: tuple[str, ...]
    characters: tuple[Hanja, ...]
    kinds: Ints  # of each character: its place in KINDS
    strokes: Ints  # of each character: 원획, at most MOST_STROKES
    ease: Floats  # of each row
    first: Ints
    second: Ints
    begins: Ints


def usual(syllable: str, gender: str) -> tuple[Offered, ...]:
    """Characters that are usual in names for ``syllable`` and for the gender; empty for a syllable of none."""
    return tuple(entry for entry in offered(syllable) if entry.suits(gender))


def fitting(syllable: str, gender: str) -> tuple[Offered, ...]:
    """``usual`` ones; where a family asks for a syllable of none, those usual for the other gender, or else legal ones
    with a known and fair meaning."""
    found = usual(syllable, gender) or offered(syllable)
    if found:
        return found
    legal = [each for each in legal_for(syllable) if not each.bad and each.gloss(syllable)]
    legal.sort(key=lambda each: (not each.education, each.written))
    return tuple(Offered(each, syllable, each.gloss(syllable), "", "") for each in legal[:12])


def combine(names: Iterable[str], characters_of: Callable[[str, int], Sequence[Offered]]) -> Combinations:
    """All rows of ``names`` (one or two syllables); ``characters_of``: syllable and its place -> what it may be."""
    kept: list[str] = []
    characters: list[Hanja] = []
    places: dict[tuple[str, int], tuple[Ints, list[Offered], Floats]] = {}
    firsts, seconds, eases, begins = [], [], [], [0]
    for name in names:
        for place, syllable in enumerate(name):
            if (syllable, place) not in places:
                entries = list(characters_of(syllable, place))
                numbers = np.arange(len(characters), len(characters) + len(entries))
                ease = np.array([ease_of(entry.hanja, syllable) for entry in entries])
                places[syllable, place] = numbers, entries, ease
                characters += [entry.hanja for entry in entries]
        first, second, ease = _rows(*(places[syllable, place] for place, syllable in enumerate(name)))
        if len(first):
            kept.append(name)
            firsts.append(first)
            seconds.append(second)
            eases.append(ease)
            begins.append(begins[-1] + len(first))
    none: Ints = np.zeros(0, np.int64)
    return Combinations(
        tuple(kept),
        tuple(characters),
        np.array([KINDS.index((each.element, each.confidence)) for each in characters], np.int64),
        np.minimum([each.original for each in characters], MOST_STROKES).astype(np.int64),
        np.concatenate(eases) if eases else np.zeros(0),
        np.concatenate(firsts) if firsts else none,
        np.concatenate(seconds) if seconds else none,
        np.array(begins),
    )


def _rows(*places: tuple[Ints, list[Offered], Floats]) -> tuple[Ints, Ints, Floats]:
    """Every pair of characters but those that repeat a character or say the same thing twice."""
    numbers, entries, ease = places[0]
    if len(places) == 1:
        return numbers, np.full(len(numbers), -1), ease
    others, other_entries, other_ease = places[1]
    fits = np.array(
        [
            [a.hanja.char != b.hanja.char and (a.quality or a) != (b.quality or b) for b in other_entries]
            for a in entries
        ],
        dtype=bool,
    ).reshape(len(entries), len(other_entries))
    rows, columns = np.nonzero(fits)
    return numbers[rows], others[columns], (ease[rows] + other_ease[columns]) / 2


@cache
def pool_combinations(gender: str, syllables: int) -> Combinations:
    """The combinations of the whole pool of given names for a gender."""
    names = [name for name in given_names(gender) if len(name) == syllables]
    return combine(names, lambda syllable, _: usual(syllable, gender))


def score_all(scorer: Scorer, rows: Combinations) -> Floats:
    """The score out of 100 of every row, as ``Scorer.score`` gives it; -1 for names that are not to be suggested."""
    single = bool(len(rows.second)) and bool((rows.second < 0).all())
    kind, strokes, a, b = rows.kinds, rows.strokes, rows.first, rows.second
    surname = scorer.surname
    counts = np.diff(rows.begins)
    by_name = _by_name(scorer, rows.names)
    spread = {axis: np.repeat(values, counts) for axis, values in by_name.items()}
    resource = _resource_table(scorer, single)
    ratios: dict[str, Floats | None] = {
        "사주 보완": _look_up(_chart_table(scorer, single), kind, a, b, single),
        "자원오행": None if resource is None else _look_up(resource, kind // len(CONFIDENCES), a, b, single),
        "발음오행": spread["발음오행"],
        "수리 4격": None,
        "음양": spread["홀소리"],
        "쓰기·읽기": rows.ease,
        "성과의 어울림": spread["성과의 어울림"],
        "요즘 이름": spread["요즘 이름"],
    }
    if surname.strokes is not None:
        ratios["수리 4격"] = _look_up(_numbers_table(surname.strokes, single), strokes, a, b, single)
        parity = _look_up(_parity_table(surname.strokes, single), strokes % 2, a, b, single)
        ratios["음양"] = 0.7 * parity + 0.3 * spread["홀소리"]
    weights = {axis: scorer.weights[axis] for axis, ratio in ratios.items() if ratio is not None}
    total = sum(weights.values())
    score: Floats = np.zeros(len(a))
    for axis, weight in weights.items():
        ratio = ratios[axis]
        assert ratio is not None
        score += ratio * (100 * weight / total if total else 0)
    score[np.repeat(by_name["막음"], counts) > 0] = -1
    return score


def _look_up(table: Floats, of_character: Ints, a: Ints, b: Ints, single: bool) -> Floats:
    found: Floats = table[of_character[a]] if single else table[of_character[a], of_character[b]]
    return found


def _chart_table(scorer: Scorer, single: bool) -> Floats:
    if single:
        return np.array([axes.chart_ratio(scorer.needs, [kind]) for kind in KINDS])
    return np.array([[axes.chart_ratio(scorer.needs, [kind, other]) for other in KINDS] for kind in KINDS])


def _resource_table(scorer: Scorer, single: bool) -> Floats | None:
    before = [scorer.surname.element] if scorer.surname.element else []
    if single and not before:
        return None
    if single:
        return np.array([axes.row_ratio([*before, element]) for element in ELEMENTS], dtype=float)
    return np.array(
        [[axes.row_ratio([*before, element, other]) for other in ELEMENTS] for element in ELEMENTS], dtype=float
    )


@cache
def _numbers_table(surname: int, single: bool) -> Floats:
    def ratio(*given: int) -> float:
        return axes.luck_ratio([luck_of(total) for total in four_sums(surname, given)])

    counts = range(MOST_STROKES + 1)
    if single:
        return np.array([ratio(count) for count in counts])
    return np.array([[ratio(count, other) for other in counts] for count in counts])


def _parity_table(surname: int, single: bool) -> Floats:
    if single:
        return np.array([axes.stroke_polarity_ratio([surname, odd]) for odd in (0, 1)])
    return np.array([[axes.stroke_polarity_ratio([surname, odd, other]) for other in (0, 1)] for odd in (0, 1)])


def _by_name(scorer: Scorer, names: Sequence[str]) -> dict[str, Floats]:
    """The ratios that depend on the sound alone, and (막음) which names are not to be suggested."""
    surname = scorer.surname.hangul
    found: dict[str, list[float]] = {axis: [] for axis in ("발음오행", "홀소리", "성과의 어울림", "요즘 이름", "막음")}
    for name in names:
        readings = awkward_readings(surname, name)
        ease, _ = pronunciation(surname, name)
        row = axes.row_ratio(sound_elements(surname + name, scorer.school))
        found["발음오행"].append(0.0 if row is None else row)
        found["홀소리"].append(axes.vowel_polarity_ratio(surname + name))
        found["성과의 어울림"].append(axes.sound_ratio(ease, readings))
        found["요즘 이름"].append(axes.today_ratio(name, scorer.gender))
        found["막음"].append(float(any(each.blocks for each in readings) or ease < LEAST_EASE_OF_SOUND))
    return {axis: np.array(values) for axis, values in found.items()}
