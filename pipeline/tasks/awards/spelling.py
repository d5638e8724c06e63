"""Spelling put right: what people always mistype (됬, 설겆이, 날라가다), from lexicon/typing.yaml."""

from __future__ import annotations

import re
from functools import cache

from pipeline.tasks.awards.morphemes import quoted_spans
from pipeline.tasks.awards.wordlists import lexicon

_HASHTAG = re.compile(r"#\S+")


def corrected(text: str) -> str:
    """``text`` spelt right; what stands between quotation marks and hashtags stay as they are."""
    kept = sorted(quoted_spans(text) + [match.span() for match in _HASHTAG.finditer(text)])
    pieces, place = [], 0
    for start, end in kept:
        if start < place:  # a hashtag within a quotation
            continue
        pieces += [_corrected(text[place:start]), text[start:end]]
        place = end
    return "".join(pieces) + _corrected(text[place:])


def _corrected(text: str) -> str:
    for wrong, right in _misspelt():
        if wrong in text:
            text = text.replace(wrong, right)
    for wrong, right in lexicon("typing")["misspelt_words"].items():
        if wrong in text:
            text = re.sub(rf"(?<![가-힣]){re.escape(wrong)}", right, text)
    for slip, mended in _slips():
        text = slip.sub(mended, text)
    return text


@cache
def _misspelt() -> list[tuple[str, str]]:
    """What is wrong wherever it stands, with what is right; the longest first."""
    table: dict[str, str] = lexicon("typing")["misspelt"]
    return sorted(table.items(), key=lambda pair: -len(pair[0]))


@cache
def _slips() -> list[tuple[re.Pattern[str], str]]:
    """Slips that need a look around, with what is right, in order."""
    return [(re.compile(slip), right) for slip, right in lexicon("typing")["slips"]]
