"""Where each sentence of a summary comes from, and what in it the source does not hold."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

import numpy as np

from pipeline.tasks.kiwi import analyser
from pipeline.tasks.summaries.extractive import Terms
from pipeline.tasks.summaries.morphemes import content_key
from pipeline.tasks.summaries.numbers import unseen
from pipeline.tasks.summaries.sentences import Sentence

MAX_SOURCES = 3
_LEAST = 0.15  # of a summary sentence's weight that a source sentence must hold to count as its source
# Written both ways by everyone; neither form is an invention.
_SAME = ({"ai", "인공지능"}, {"kt", "케이티"}, {"미국", "美"}, {"중국", "中"}, {"일본", "日"}, {"it", "정보기술"})


def sources_of(sentence: str, source: Sequence[Sentence], terms: Terms) -> list[int]:
    """Numbers of at most MAX_SOURCES source sentences that hold what ``sentence`` says, in source order.

    The first is the one that holds most; each next one must add words that those before do not hold.
    """
    wanted = np.zeros(len(terms.whole))
    weights = _rarity(terms)
    for token in analyser().tokenize(sentence):
        if (key := content_key(token)) and key in terms.vocabulary:
            wanted[terms.vocabulary[key]] = weights[terms.vocabulary[key]]
    total = wanted.sum()
    chosen: list[int] = []
    while total and len(chosen) < MAX_SOURCES:
        held = np.bincount(terms.rows, wanted[terms.columns], minlength=terms.count)
        # Among sentences that hold the same, the shorter one says it.
        covered = held / (1 + 0.002 * np.array([len(other.text) for other in source]))
        best = int(np.argmax(covered))
        if covered[best] < _LEAST * total:
            break
        chosen.append(best)
        wanted[terms.columns[terms.rows == best]] = 0
    return sorted(chosen)


def _rarity(terms: Terms) -> np.ndarray:
    return np.log1p(terms.count / np.maximum(np.bincount(terms.columns, minlength=len(terms.whole)), 1))


def warnings_for(summary: str, source: str) -> list[str]:
    """Korean sentences about numbers, dates and names of ``summary`` that ``source`` does not hold."""
    found = []
    if figures := unseen(summary, source):
        found.append(f"원문에서 찾지 못한 숫자나 날짜가 있습니다: {', '.join(figures)}")
    if names := unseen_names(summary, source):
        found.append(f"원문에서 찾지 못한 이름이 있습니다: {', '.join(names)}")
    return found


def unseen_names(summary: str, source: str) -> list[str]:
    """Proper nouns and Latin words of ``summary`` that ``source`` does not hold in any spacing or case."""
    held = _letters(source)
    missing = []
    for name in names(summary):
        bare = _letters(name)
        others = next((same for same in _SAME if bare in same), set())
        if bare not in held and not any(other in held for other in others):
            missing.append(name)
    return list(dict.fromkeys(missing))


def _letters(text: str) -> str:
    """Without blanks and capitals; ㎞ as km."""
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", text)).lower()


def names(text: str) -> list[str]:
    """Proper nouns and Latin words of at least two letters, neighbours joined (새솔 + 나노 + 기술원 as written)."""
    found: list[str] = []
    start = end = -1
    proper = False

    def close() -> None:
        if proper and len(word := text[start:end]) >= 2:
            found.append(word)

    for token in analyser().tokenize(text):
        glued = token.start == end
        if token.tag in {"NNP", "SL"} or (glued and token.tag in {"NNG", "XSN", "SN"}):
            if not glued:
                close()
                start, proper = token.start, False
            end = token.start + token.len
            proper = proper or token.tag in {"NNP", "SL"}
        else:
            close()
            # A common noun may open a name that is written as one word.
            opens = token.tag in {"NNG", "XPN"}
            start, end, proper = (token.start, token.start + token.len, False) if opens else (-1, -1, False)
    close()
    return found
