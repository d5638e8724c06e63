"""The offline summary: sentences ranked by TextRank and their likeness to the whole, chosen without repeating.

All comparisons are sparse. A word links a sentence only to the nearest other sentences that hold it, a fixed number of
them, so the cost grows as n log n (a sort) with the number of sentences.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from pipeline.tasks.summaries.morphemes import content_key
from pipeline.tasks.summaries.repair import Opening, opening
from pipeline.tasks.summaries.sentences import Kind, Sentence

LENGTHS = ("짧게", "보통", "길게")
# Target length in characters: base + share of the source, between a least and a most.
_TARGETS = {"짧게": (90, 0.03, 100, 180), "보통": (150, 0.08, 180, 400), "길게": (260, 0.16, 320, 900)}
_OVER, _UNDER = 1.12, 0.88  # how far a summary may pass its target, and when it is long enough

# Weights, tuned on the development half of the test texts and the training rows; the other half took no part in it.
_TEXTRANK, _CENTRE, _NUMBERS, _FINDING, _OUTLOOK, _CONTRAST = 0.5, 1.0, 0.5, 0.3, 0.3, 0.1
_LEAD, _END = 0.3, 0.5
_DANGLING, _QUOTE, _EXAMPLE, _SHORT, _LONG, _FRAGMENT = 0.3, 0.1, 0.1, 0.3, 0.1, 1.0
_POINTING = 0.2  # for 이, 그 inside a sentence, which a reader of the summary may not be able to follow
_POINTERS = {"이", "그", "이런", "그런", "이러한", "그러한"}
_REDUNDANCY = 0.8
_HEADLINE = range(6, 81)  # characters
_SECTION = re.compile(
    r"^.{0,8}(?:개요|배경|요약|서론|목적|목차|머리말|들어가며|소개|방법)$"
)  # heads a part, not the text
_REACH = 24  # a word links a sentence to so many next ones that hold it
_DAMPING = 0.85
_ROUNDS = 30

_FINDING_WORDS = re.compile(
    r"결과|나타났|확인(?:했|됐|되)|밝혀|줄었|줄어들|늘었|늘어났|낮아|높아|높았|낮았|그쳤|달했|이르렀|보였"
)
_OUTLOOK_WORDS = re.compile(
    r"계획|예정|제안|권고|권했|권한다|해야 (?:한다|합니다)|필요(?:하다|합니다)"
    r"|과제|숙제|목표|방침|전망|촉구|검토"
)
_CONTRAST_WORDS = re.compile(r"[\"“]?(?:다만|그러나|하지만|반면|그런데|그럼에도)")
_EXAMPLE_WORDS = re.compile(r"[\"“]?(?:예를 들|예컨대|가령|이를테면|실제로)")


@dataclass(frozen=True, slots=True)
class Terms:
    """Weighted content words of n sentences, a sparse n x m matrix with rows of length 1, and of the whole text."""

    rows: np.ndarray  # sentence of each entry
    columns: np.ndarray  # word of each entry
    values: np.ndarray
    count: int  # n
    whole: np.ndarray  # weight of each word in the whole text, length 1
    vocabulary: dict[str, int]

    def similarity_to(self, vector: np.ndarray) -> np.ndarray:
        """Cosine of every sentence with ``vector`` (m weights)."""
        return np.bincount(self.rows, self.values * vector[self.columns], minlength=self.count)

    def vector_of(self, sentence: int) -> np.ndarray:
        vector = np.zeros(len(self.whole))
        inside = self.rows == sentence
        vector[self.columns[inside]] = self.values[inside]
        return vector


def target_length(source: int, length: str) -> float:
    """Characters that a summary of ``source`` characters should have."""
    base, share, least, most = _TARGETS[length]
    return min(max(base + share * source, least), most)


def terms_of(sentences: Sequence[Sentence]) -> Terms:
    vocabulary: dict[str, int] = {}
    entries: dict[tuple[int, int], int] = {}
    for number, sentence in enumerate(sentences):
        if sentence.kind is Kind.NOISE:
            continue
        for token in sentence.tokens:
            if key := content_key(token):
                place = number, vocabulary.setdefault(key, len(vocabulary))
                entries[place] = entries.get(place, 0) + 1
    count, words = len(sentences), len(vocabulary)
    pairs = np.array(list(entries), dtype=np.int64).reshape(-1, 2)
    rows, columns = pairs[:, 0], pairs[:, 1]
    frequency = np.fromiter(entries.values(), dtype=float, count=len(entries))
    rarity = np.log1p(count / np.maximum(np.bincount(columns, minlength=words), 1))
    values = frequency * rarity[columns]
    norms = np.sqrt(np.bincount(rows, values**2, minlength=count))
    whole = np.bincount(columns, frequency, minlength=words) * rarity
    norm = np.linalg.norm(whole)
    return Terms(rows, columns, values / norms[rows], count, whole / norm if norm else whole, vocabulary)


def textrank(terms: Terms) -> np.ndarray:
    """PageRank of the sentences over their cosine similarities; the highest is 1."""
    left, right, weights = _links(terms)
    degree = np.bincount(left, weights, minlength=terms.count) + np.bincount(right, weights, minlength=terms.count)
    share = 1 / np.maximum(degree, 1e-12)
    rank = np.full(terms.count, 1 / max(terms.count, 1))
    for _ in range(_ROUNDS):
        flow = rank * share
        moved = np.bincount(right, weights * flow[left], minlength=terms.count)
        moved += np.bincount(left, weights * flow[right], minlength=terms.count)
        rank = _DAMPING * moved + (1 - _DAMPING) / terms.count
        rank /= rank.sum()
    return rank / rank.max() if terms.count else rank


def _links(terms: Terms) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Similarities as (left sentence, right sentence, cosine over the words that link them), left < right."""
    order = np.lexsort((terms.rows, terms.columns))
    rows, columns, values = terms.rows[order], terms.columns[order], terms.values[order]
    keys, weights = [], []
    for step in range(1, _REACH + 1):
        same = columns[:-step] == columns[step:]
        if not same.any():
            break
        keys.append(rows[:-step][same] * terms.count + rows[step:][same])
        weights.append(values[:-step][same] * values[step:][same])
    if not keys:
        return np.zeros(0, np.int64), np.zeros(0, np.int64), np.zeros(0)
    pairs, place = np.unique(np.concatenate(keys), return_inverse=True)
    summed = np.bincount(place, np.concatenate(weights), minlength=len(pairs))
    return pairs // terms.count, pairs % terms.count, summed


def score(sentences: Sequence[Sentence], terms: Terms) -> np.ndarray:
    """How much each sentence belongs into a summary; higher is better."""
    centre = terms.similarity_to(terms.whole)
    places = np.arange(terms.count)
    lengths = np.array([len(sentence.text) for sentence in sentences])
    result = _TEXTRANK * textrank(terms) + _CENTRE * centre / max(centre.max(initial=0), 1e-9)
    result += _LEAD * np.exp(-places) + _END * np.exp(-(terms.count - 1 - places) / 3)
    result -= _SHORT * np.maximum(0, (35 - lengths) / 35) + _LONG * np.maximum(0, (lengths - 80) / 50)
    for number, sentence in enumerate(sentences):
        result[number] += _signs(sentence)
    return result


def _signs(sentence: Sentence) -> float:
    """What a sentence's wording says of its part in the text."""
    text = sentence.text
    value = _NUMBERS * min(sum(token.tag == "SN" for token in sentence.tokens), 3) / 3
    value += _FINDING * bool(_FINDING_WORDS.search(text)) + _OUTLOOK * bool(_OUTLOOK_WORDS.search(text))
    value += _CONTRAST * bool(_CONTRAST_WORDS.match(text)) - _EXAMPLE * bool(_EXAMPLE_WORDS.match(text))
    value -= _QUOTE * text.startswith(('"', "“")) + _FRAGMENT * (sentence.kind is Kind.FRAGMENT)
    value -= _POINTING * any(token.tag == "MM" and token.form in _POINTERS for token in sentence.tokens[2:])
    return value - _DANGLING * (opening(text) is Opening.PRONOUN)


def headline(sentences: Sequence[Sentence]) -> int | None:
    """Number of the headline that was pasted above its text: a short line alone that is no sentence."""
    first = next((number for number, sentence in enumerate(sentences) if sentence.kind is not Kind.NOISE), None)
    if first is None or first + 1 >= len(sentences):
        return None
    line, after = sentences[first], sentences[first + 1]
    is_one = line.kind in (Kind.FRAGMENT, Kind.QUESTION) and after.paragraph != line.paragraph
    return first if is_one and len(line.text) in _HEADLINE and not _SECTION.search(line.text) else None


def choose(sentences: Sequence[Sentence], terms: Terms, scores: np.ndarray, target: float) -> list[int]:
    """Numbers of the sentences of a summary of about ``target`` characters, in source order.

    Each next one is the best after what it repeats of those taken is counted against it (maximal marginal relevance).
    A sentence that opens with a pronoun comes with the sentence before it or not at all.
    """
    lengths = np.array([len(sentence.text) for sentence in sentences])
    possible = _candidates(sentences)
    taken: list[int] = []
    repeated = np.zeros(terms.count)
    used = 0
    while used < _UNDER * target and possible.any():
        fits = possible & (used + lengths <= _OVER * target)
        if not fits.any():
            if taken:
                break
            fits = possible & (lengths == lengths[possible].min())
        best = int(np.argmax(np.where(fits, scores - _REDUNDANCY * repeated, -np.inf)))
        possible[best] = False
        group = _with_what_it_leans_on(sentences, best, taken)
        if group is None or (taken and used + lengths[group].sum() > _OVER * target):
            continue
        for number in group:
            possible[number] = False
            taken.append(number)
            used += int(lengths[number])
            repeated = np.maximum(repeated, terms.similarity_to(terms.vector_of(number)))
    return sorted(taken) or _fallback(sentences)


def _candidates(sentences: Sequence[Sentence]) -> np.ndarray:
    """Full sentences; fragments too where the text is mostly a list."""
    prose = np.array([s.kind is Kind.PROSE and len(s.text) >= 12 for s in sentences], dtype=bool)
    fragments = np.array([s.kind is Kind.FRAGMENT and len(s.text) >= 8 for s in sentences], dtype=bool)
    lengths = np.array([len(s.text) for s in sentences])
    if (title := headline(sentences)) is not None:
        fragments[title] = False
    if lengths[prose].sum() < lengths[fragments].sum():
        return prose | fragments
    return prose


def _with_what_it_leans_on(sentences: Sequence[Sentence], number: int, taken: list[int]) -> list[int] | None:
    if opening(sentences[number].text) is not Opening.PRONOUN or number - 1 in taken:
        return [number]
    before = sentences[number - 1] if number else None
    if before is None or before.kind is not Kind.PROSE or opening(before.text) is Opening.PRONOUN:
        return None
    return [number - 1, number]


def _fallback(sentences: Sequence[Sentence]) -> list[int]:
    """For a text in which nothing is fit: its first line that is no noise, whatever it is."""
    found = [number for number, sentence in enumerate(sentences) if sentence.kind is not Kind.NOISE]
    return found[:1] or ([0] if sentences else [])
