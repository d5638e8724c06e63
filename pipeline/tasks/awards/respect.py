"""Respect in a statement: 시 where an elder acts, and where the clause that it holds for ends."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.tasks.awards.morphemes import Morpheme, join

_RESPECTED = {"지만", "는데", "습니다", "ᆸ니다", "어요", "아요", "다", "ᆫ다", "는다", "거든요", "더라고요"}


def respectful(text: str, tokens: tuple[Morpheme, ...], index: int) -> str:
    """``text`` with 시 where the elder at ``index``, whom it names, acts: (형님도) 고생했지만 -> 고생하셨지만."""
    place = next((n for n in range(index + 1, len(tokens)) if ends_clause(tokens, n)), -1)
    if place < 0 or tokens[place].form not in _RESPECTED:
        return text
    stem = place - 1
    while tokens[stem].tag == "EP":
        stem -= 1
    tenses = tokens[stem + 1 : place]
    if tokens[stem].tag not in {"VV", "VX", "XSV"} or any(token.form in {"시", "으시"} for token in tenses):
        return text
    told = [(tokens[stem].form, tokens[stem].kiwi_tag), ("시", "EP"), *((token.form, "EP") for token in tenses)]
    return (
        text[: tokens[stem].start] + join([*told, (tokens[place].form, tokens[place].tag)]) + text[tokens[place].end :]
    )


def ends_clause(tokens: tuple[Morpheme, ...], index: int) -> bool:
    """Whether a clause ends at ``index``; the 어 before 주다 does not end one."""
    if tokens[index].tag in {"EF", "SP"}:
        return True
    return tokens[index].tag == "EC" and tokens[index + 1].tag != "VX" and tokens[index].form not in {"게", "지"}


def has_respect(tokens: Sequence[Morpheme]) -> bool:
    """Whether a predicate among ``tokens`` has 시."""
    return any(token.tag == "EP" and token.form in {"시", "으시"} for token in tokens)
