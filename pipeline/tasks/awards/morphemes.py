"""What the award writer asks of Kiwi: morphemes, sentences, joining, fluency. All of it is cached or quick."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from pipeline.tasks.awards.joining_names import names_joined
from pipeline.tasks.awards.mending import mended, notes_read
from pipeline.tasks.awards.morpheme import LAST_UNKNOWN_ID, tokenized
from pipeline.tasks.awards.morpheme import Morpheme as Morpheme  # all who analyse ask for both here
from pipeline.tasks.awards.morpheme import likelihood as likelihood
from pipeline.tasks.kiwi import analyser


@lru_cache(maxsize=4096)
def analyse(text: str) -> tuple[Morpheme, ...]:
    """Morphemes of ``text`` in order. What stands between quotation marks is one noun, marks included."""
    read = notes_read(text, list(_quotes_joined(text, tokenized(text))))
    return tuple(mended(names_joined(text, read)))


def _quotes_joined(text: str, tokens: list[Morpheme]) -> Iterator[Morpheme]:
    spans = quoted_spans(text)
    for token in tokens:
        span = next(((start, end) for start, end in spans if start <= token.start < end), None)
        if span is None:
            yield token
        elif token.start == span[0]:
            yield Morpheme(text[span[0] : span[1]], "NNP", *span)


def quoted_spans(text: str) -> list[tuple[int, int]]:
    """Start and end of every quotation in ``text``, its marks included."""
    return [match.span() for match in _QUOTED.finditer(text)]


_QUOTED = re.compile(r"“[^”]+”|‘[^’]+’|\"[^\"]+\"|'[^']+'|「[^」]+」|『[^』]+』|《[^》]+》|〈[^〉]+〉")


_IN_PAIRS = re.compile(r"[가-힣]+[았었였했졌났갔왔렸]다 [가-힣]+[았었였했졌났갔왔렸]다$")  # 헤어졌다 만났다 (5번 한 것)


@lru_cache(maxsize=1024)
def sentences(text: str) -> tuple[str, ...]:
    """Sentences of ``text``: every line is at least one. What follows a quotation belongs to its sentence."""
    found: list[str] = []
    for line in text.splitlines():
        start = len(found)
        for sentence in analyser().split_into_sents(line) if line.strip() else ():
            said = sentence.text.strip()
            if len(found) > start and _IN_PAIRS.search(found[-1]):
                found[-1] += f" {said}"
            elif len(found) > start and re.search(r"['\"’”]$", found[-1]) and re.match(r"[가-힣]", said):
                joint = "" if line[sentence.start - 1 : sentence.start].strip() else " "  # '깨끗이'를
                found[-1] += joint + said
            elif said:
                found.append(said)
    return tuple(found)


def join(morphemes: Sequence[tuple[str, str]]) -> str:
    """Surface text of ``(form, tag)`` pairs, conjugated (돕 + 았 -> 도왔)."""
    return analyser().join(list(morphemes))


@lru_cache(maxsize=8192)
def is_word(stem: str, tag: str) -> bool:
    """Whether the dictionary holds ``stem`` (of a predicate without 다) as one word, even as an unlikelier reading."""
    written = f"{stem}다" if tag[0] == "V" else stem
    return (stem, tag) in _first_words(written)


@lru_cache(maxsize=1024)
def _first_words(written: str) -> frozenset[tuple[str, str]]:
    """Form and tag of the words of the dictionary with which the likeliest readings of ``written`` begin."""
    firsts = [tokens[0] for tokens, _ in analyser().analyze(written, top_n=4) if tokens]
    return frozenset((token.form, token.tag.split("-")[0]) for token in firsts if token.id > LAST_UNKNOWN_ID)


@lru_cache(maxsize=4096)
def is_action_noun(noun: str) -> bool:
    """Whether ``noun`` takes 하다 (달성, 우승 do; 승리자, 품격 do not): how likely 하 is to follow it."""
    return _takes(noun, "XSV")


@lru_cache(maxsize=4096)
def is_quality_noun(noun: str) -> bool:
    """Whether ``noun`` with 하다 says how something is: 완벽, 충만, 성실."""
    return _takes(noun, "XSA")


def _takes(noun: str, suffix: str) -> bool:
    tokens = analyse(noun)
    if len(tokens) != 1 or not tokens[0].known:  # a compound or a new word acts when its last part does
        if len(tokens) > 1 and (tokens[-1].form, tokens[-1].tag, suffix) == ("질", "XSN", "XSV"):  # 빗자루질
            return True
        return len(tokens) > 1 and tokens[-1].tag == "NNG" and _takes(tokens[-1].form, suffix)
    return _likely_after(noun).get(("하", suffix), -math.inf) > -4.0


@lru_cache(maxsize=1024)
def _likely_after(noun: str) -> dict[tuple[str, str], float]:
    """The twenty morphemes likeliest to follow ``noun``, with their log likelihood."""
    try:
        candidates = analyser().predict_next_morpheme([(noun, "NNG")], top_n=20)
    except ValueError:  # a word that the language model has not learnt
        return {}
    found: dict[tuple[str, str], float] = {}
    for form, tag, *_, score in candidates:
        found.setdefault((form, tag), float(score))
    return found
