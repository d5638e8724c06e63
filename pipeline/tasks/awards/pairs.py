"""Noun phrases that name two people: 엄마와 아빠, 오빠랑 새언니."""

from __future__ import annotations

from pipeline.tasks.awards.morphemes import Morpheme, analyse
from pipeline.tasks.awards.people import describe, is_person_like, phrase_start


def subject_start(tokens: tuple[Morpheme, ...], end: int) -> int:
    """Index of the first token of the subject that ends with ``tokens[end]``: 온 in 온 가족, 딸 in 딸과 사위."""
    start = pair_start(tokens, end)
    return start - 1 if start and tokens[start - 1].tag == "MM" else start


def pair_start(tokens: tuple[Morpheme, ...], end: int) -> int:
    """Index of the first token of the phrase that ends with ``tokens[end]``, both people of a pair (엄마와 아빠)."""
    start = phrase_start(tokens, end)
    if start > 1 and tokens[start - 1].form in _AND and tokens[start - 1].tag in {"JC", "JKB"}:
        first = phrase_start(tokens, start - 2)
        one, other = (_joined(tokens[a:b]) for a, b in ((first, start - 1), (start, end + 1)))
        if is_person_like(other) and (is_person_like(one) or (len(one) in {2, 3} and describe(other).name)):
            return first
    return start


_AND = {"와", "과", "랑", "이랑", "하고"}


def _joined(tokens: tuple[Morpheme, ...]) -> str:
    text = ""
    for index, token in enumerate(tokens):
        text += (" " if index and token.start > tokens[index - 1].end else "") + token.form
    return text


def whole_pair(text: str, who: str) -> str:
    """``who``, or the pair that the text names with them: 엄마와 아빠 for 아빠 in "엄마와 아빠가"."""
    end = text.find(who) + len(who)
    tokens = analyse(text)
    last = next((index for index, token in enumerate(tokens) if token.end == end), None)
    if last is None:
        return who
    start = pair_start(tokens, last)
    return text[tokens[start].start : end] if tokens[start].start < text.find(who) else who
