"""What is offered: characters for each syllable of a given name, and given names that people give today."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from pipeline.tasks.naming.hanja import DATA, Hanja, legal_table

GENDERS = ("남", "여", "무관")


@dataclass(frozen=True, slots=True)
class Offered:
    """A character for a syllable. ``quality`` is what a family means by it, a noun phrase: 상서로운 기운."""

    hanja: Hanja
    syllable: str
    gloss: str
    quality: str
    gender: str  # 남 or 여 where the character is felt to be for one; else empty

    def suits(self, gender: str) -> bool:
        return not self.gender or self.gender == gender


@cache
def _pool() -> Mapping[str, tuple[Offered, ...]]:
    table, found = legal_table(), defaultdict(list)
    for row in (DATA / "pool_hanja.tsv").read_text(encoding="utf-8").splitlines()[1:]:
        syllable, char, gloss, quality, gender = row.split("\t")
        found[syllable].append(Offered(table[char], syllable, gloss, quality, gender))
    return {syllable: tuple(entries) for syllable, entries in found.items()}


def offered(syllable: str) -> tuple[Offered, ...]:
    """Characters for ``syllable``, the most usual in names first; empty for a syllable that is rare in names."""
    return _pool().get(syllable, ())


def rank_of(char: str, syllable: str) -> int | None:
    """The place of a character among those offered for ``syllable``, 0 the most usual; None when it is not offered."""
    return next((rank for rank, entry in enumerate(offered(syllable)) if entry.hanja.char == char), None)


def quality_of(char: str, syllable: str) -> str:
    """What a family means by the character, or ``""`` for one that is not offered."""
    return next((entry.quality for entry in offered(syllable) if entry.hanja.char == char), "")


@cache
def given_names(gender: str) -> Mapping[str, int]:
    """Given names in use for 남 or 여, or for both (무관), with how common each is: 1 most, 2, 3."""
    names = {}
    for row in (DATA / "pool_names.tsv").read_text(encoding="utf-8").splitlines()[1:]:
        name, male, female = row.split("\t")
        tiers = {"남": [male], "여": [female], "무관": [male, female]}[gender]
        if all(tiers):
            names[name] = max(int(tier) for tier in tiers)
    return names


@cache
def syllables_at(gender: str, place: int) -> Mapping[str, int]:
    """How many two-syllable names of ``given_names`` have each syllable at ``place`` (0 or 1)."""
    counts: dict[str, int] = defaultdict(int)
    for name in given_names(gender):
        if len(name) == 2:
            counts[name[place]] += 1
    return counts
