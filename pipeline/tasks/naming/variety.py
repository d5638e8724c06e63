"""A varied choice of the best names: no near twins, no syllable and no character coming too often."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import cache
from typing import Final

import numpy as np

from pipeline.tasks.naming.avoid import custom_avoids
from pipeline.tasks.naming.candidates import Combinations, Floats
from pipeline.tasks.naming.hangul import decompose
from pipeline.tasks.naming.hanja import Hanja

# How often one syllable, one character and one first consonant may come again, as a share of the list.
SYLLABLE_SHARE: Final = 0.2
CHARACTER_SHARE: Final = 0.15
INITIAL_SHARE: Final = 0.3  # the first consonant of the given name

# Points by which a character that custom avoids must be better to be suggested; the score itself knows no custom.
CUSTOM: Final = 0.7


def choose(rows: Combinations, scores: Floats, count: int, fixed: str = "") -> list[tuple[str, tuple[Hanja, ...]]]:
    """The best ``count`` names, each once, without near twins, no syllable or character coming too often.

    ``fixed``: syllables and characters that the family asked for; they may come in every name. When the rules leave too
    few names they are loosened step by step.
    """
    if not rows.names:
        return []
    avoided = np.array([bool(custom_avoids(each.char)) for each in rows.characters] + [False])  # [-1]: no second one
    wanted = scores - CUSTOM * (avoided[rows.first].astype(float) + avoided[rows.second])
    best = np.maximum.reduceat(wanted, rows.begins[:-1])
    order = [int(i) for i in np.argsort(-best, kind="stable") if best[i] > -1]
    for loosening in range(4):
        chosen = _greedy(rows, wanted, order, count, fixed, loosening)
        if len(chosen) == min(count, len(order)):
            break
    return [(rows.names[i], _characters(rows, row)) for i, row in sorted(chosen, key=lambda each: -scores[each[1]])]


def _greedy(
    rows: Combinations, wanted: Floats, order: Sequence[int], count: int, fixed: str, loosening: int
) -> list[tuple[int, int]]:
    most_syllable = max(2, round(count * SYLLABLE_SHARE)) * 4**loosening
    most_character = max(1, round(count * CHARACTER_SHARE)) * 4**loosening
    most_initial = max(2, round(count * INITIAL_SHARE)) * 4**loosening
    used: Counter[str] = Counter()
    chosen: list[tuple[int, int]] = []
    for i in order:
        name = rows.names[i]
        free = [syllable for syllable in name if syllable not in fixed]
        if any(used[syllable] >= most_syllable for syllable in free):
            continue
        initial = decompose(name[0])[0]
        if used[initial] >= most_initial and name[0] not in fixed:
            continue
        if loosening < 2 and any(_near_twins(name, rows.names[other]) for other, _ in chosen):
            continue
        begin, end = int(rows.begins[i]), int(rows.begins[i + 1])
        for row in begin + np.argsort(-wanted[begin:end], kind="stable"):
            characters = [each.char for each in _characters(rows, int(row))]
            if all(char in fixed or used[char] < most_character for char in characters):
                used.update([*name, *characters, initial])
                chosen.append((i, int(row)))
                break
        if len(chosen) == count:
            break
    return chosen


def _characters(rows: Combinations, row: int) -> tuple[Hanja, ...]:
    numbers = [int(rows.first[row]), int(rows.second[row])]
    return tuple(rows.characters[number] for number in numbers if number >= 0)


@cache
def _letters(name: str) -> tuple[str, ...]:
    return tuple(letter for syllable in name for letter in decompose(syllable))


def _near_twins(name: str, other: str) -> bool:
    """Whether two names differ in a single letter (서연 and 서윤) or only in the order of syllables (유찬 and 찬유)."""
    if len(name) != len(other):
        return False
    if sorted(name) == sorted(other):
        return True
    return sum(a != b for a, b in zip(_letters(name), _letters(other), strict=True)) <= 1
