"""The summary without a model: the source's own sentences, chosen, ordered and mended at their openings."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from pipeline.tasks.summaries.extractive import Terms, choose, score, target_length, terms_of
from pipeline.tasks.summaries.repair import finished, standing_alone
from pipeline.tasks.summaries.sentences import Kind, Sentence, split


@dataclass(frozen=True, slots=True)
class Extract:
    """``sentences``: each sentence of the summary with the number of its source sentence, in source order."""

    sentences: list[tuple[str, int]]
    source: list[Sentence]
    terms: Terms
    scores: np.ndarray


def extract(text: str, length: str = "보통") -> Extract:
    """Summarise ``text`` to about the target length of ``length`` (짧게, 보통, 길게)."""
    source = split(text)
    return extract_from(source, target_length(sum(len(s.text) for s in source if s.kind is not Kind.NOISE), length))


def extract_from(source: list[Sentence], target: float) -> Extract:
    """The same from sentences, to about ``target`` characters."""
    terms = terms_of(source)
    scores = score(source, terms)
    chosen = choose(source, terms, scores, target)
    written: list[tuple[str, int]] = []
    for number in chosen:
        sentence = source[number]
        text = sentence.text
        neighbour = number - 1 in chosen and (number == 0 or source[number - 1].kind is not Kind.NOISE)
        if not neighbour:
            text = standing_alone(text, [earlier for earlier, _ in written])
        written.append((finished(text), number))
    return Extract(written, source, terms, scores)
