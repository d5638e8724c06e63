"""How good a summary is: ROUGE on Kiwi's morphemes with bootstrap intervals, faithfulness, copying, compression."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from pipeline.tasks.kiwi import analyser

Tokens = list[str]
RESAMPLES = 10_000


@dataclass(frozen=True, slots=True)
class Rouge:
    """F1 scores, 0 to 1."""

    one: float
    two: float
    longest: float  # ROUGE-L, over the whole summaries

    @property
    def mean(self) -> float:
        return (self.one + self.two + self.longest) / 3


def morphemes(text: str) -> Tokens:
    """All morphemes with a letter or a digit, particles and endings included, as Korean practice has it.

    The common default tokenizer of ROUGE libraries keeps Latin letters and digits only and so drops Korean.
    """
    return [
        token.form.lower()
        for token in analyser().tokenize(text)
        if not token.tag.startswith(("SF", "SP", "SS", "SE", "SO", "SW", "SB"))
    ]


def rouge(candidate: Tokens, reference: Tokens) -> Rouge:
    return Rouge(_overlap(candidate, reference, 1), _overlap(candidate, reference, 2), _longest(candidate, reference))


def _overlap(candidate: Tokens, reference: Tokens, size: int) -> float:
    ours, theirs = _grams(candidate, size), _grams(reference, size)
    return _f1(sum((ours & theirs).values()), sum(ours.values()), sum(theirs.values()))


def _grams(tokens: Tokens, size: int) -> Counter[tuple[str, ...]]:
    return Counter(zip(*(tokens[start:] for start in range(size)), strict=False))


def _longest(candidate: Tokens, reference: Tokens) -> float:
    """F1 of the longest common subsequence."""
    row = [0] * (len(reference) + 1)
    for token in candidate:
        diagonal = 0
        for place, other in enumerate(reference, 1):
            above = row[place]
            row[place] = diagonal + 1 if token == other else max(above, row[place - 1])
            diagonal = above
    return _f1(row[-1], len(candidate), len(reference))


def _f1(common: int, ours: int, theirs: int) -> float:
    return 2 * common / (ours + theirs) if common else 0.0


def copy_rate(summary: Tokens, source: Tokens, size: int = 4) -> float:
    """Share of the summary's runs of ``size`` morphemes that stand in the source; 1.0 is pure extraction."""
    ours, theirs = _grams(summary, size), _grams(source, size)
    total = sum(ours.values())
    return sum(count for gram, count in ours.items() if gram in theirs) / total if total else 1.0


def interval(values: Sequence[float], seed: int = 0) -> tuple[float, float]:
    """95 % bootstrap interval of the mean."""
    means = _resampled_means(np.asarray(values), seed)
    return float(np.quantile(means, 0.025)), float(np.quantile(means, 0.975))


def paired(ours: Sequence[float], theirs: Sequence[float], seed: int = 0) -> tuple[float, float, float]:
    """Paired bootstrap of ours - theirs over the same texts: mean difference and its 95 % interval.

    Ours is better when the interval lies above 0.
    """
    difference = np.asarray(ours) - np.asarray(theirs)
    low, high = interval(difference.tolist(), seed)
    return float(difference.mean()), low, high


def _resampled_means(values: np.ndarray, seed: int) -> np.ndarray:
    choices = np.random.default_rng(seed).integers(0, len(values), (RESAMPLES, len(values)))
    return values[choices].mean(axis=1)
