"""The phrase banks: what a reason is about (themes.yaml), how each tone speaks (tones.yaml), and choosing among them."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

import yaml

from pipeline.tasks.awards.morphemes import analyse
from pipeline.tasks.awards.particles import attach

BANK = Path(__file__).with_name("phrases")
_SLOT = re.compile(r"\{(\S+?)\}")
_CLASSES = {"감동": "warm", "추모": "warm", "로맨틱": "warm", "유머": "joke", "격식": "formal", "귀여움": "cute"}
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Theme:
    """One subject of reasons. The lists are noun phrases by class of tone; ``titles`` and ``fun`` are award names."""

    name: str
    words: frozenset[str]
    phrases: dict[str, tuple[str, ...]]
    titles: tuple[str, ...]
    fun: tuple[str, ...]
    patterns: tuple[re.Pattern[str], ...] = ()


@cache
def themes() -> tuple[Theme, ...]:
    rows: list[dict[str, Any]] = yaml.safe_load((BANK / "themes.yaml").read_text(encoding="utf-8"))
    return tuple(
        Theme(
            row["name"],
            frozenset(row["words"]),
            {name: tuple(row[name]) for name in ("warm", "joke", "formal", "cute")},
            tuple(row["titles"]),
            tuple(row["fun"]),
            tuple(re.compile(pattern) for pattern in row.get("patterns", ())),
        )
        for row in rows
    )


@cache
def tones() -> dict[str, dict[str, list[str]]]:
    data: dict[str, dict[str, list[str]]] = yaml.safe_load((BANK / "tones.yaml").read_text(encoding="utf-8"))
    return data


def themes_of(clauses: Sequence[str]) -> list[Theme]:
    """Themes of a reason, the most telling first; the last clause, which carries the weight, counts double."""
    scores: dict[str, float] = {}
    for index, clause in enumerate(clauses):
        weight = 2.0 if index == len(clauses) - 1 else 1.0
        forms = [token.form for token in analyse(clause)]
        for theme in themes():
            hits = len(theme.words & set(forms)) + 2 * sum(bool(p.search(clause)) for p in theme.patterns)
            if hits:
                scores[theme.name] = scores.get(theme.name, 0) + weight * hits
    ranked = [theme for theme in themes() if theme.name in scores]
    return sorted(ranked, key=lambda theme: -scores[theme.name])


def noun_phrases(tone: str, found: Sequence[Theme], pet: bool = False) -> list[str]:
    """Noun phrases for ``tone``: those of the two foremost themes first, then those for any reason."""
    own = [phrase for theme in found[:2] for phrase in theme.phrases[_CLASSES[tone]]]
    bank = tones()[tone]
    general = bank["pet_nouns"] if pet and "pet_nouns" in bank else bank["nouns"]
    if tone in {"추모", "로맨틱"}:
        return general
    return own or general


def general_nouns(tone: str, pet: bool = False) -> list[str]:
    bank = tones()[tone]
    return bank["pet_nouns"] if pet and "pet_nouns" in bank else bank["nouns"]


def fill(frame: str, phrase: str) -> str:
    """``frame`` with ``phrase`` in its braces, and the particle there made to agree."""
    return _SLOT.sub(lambda match: attach_any(phrase, match[1]), frame)


def attach_any(phrase: str, kind: str) -> str:
    """Like particles.attach, and for 에는, 앞에, 만큼 and the like, which never change."""
    if kind == "앞에" or kind == "앞에서는":
        return f"{phrase} {kind}"
    return attach(phrase, kind)


def pick(choices: Sequence[T], seed: str, index: int = 0) -> T:
    """A choice that the same ``seed`` always gets; other indices get others until all have been had."""
    start = int.from_bytes(hashlib.blake2s(seed.encode(), digest_size=8).digest(), "big")
    step = next(step for step in (7, 5, 3, 11, 13, 1) if len(choices) % step or step == 1)
    return choices[(start + index * step) % len(choices)]
