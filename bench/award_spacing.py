"""Words typed onto one another (`python -m bench.award_spacing`): how many are parted again, and what breaks meanwhile.

The sentences are those of the authored awards, which are spaced correctly. One space is taken out at a time where
people leave them out: before counters, dependent nouns, auxiliary verbs and nouns that a determiner describes, and
between a noun or a short adverb and its verb. Then all of them at once. Verbs of two parts are split instead. The
figures are of the test split; `--train` prints those of the train split and what went wrong there, for mending.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

from bench.award_particles import sentences
from pipeline.tasks.awards.cleaning import plain
from pipeline.tasks.awards.morphemes import Morpheme, analyse, quoted_spans
from pipeline.tasks.awards.spacing import spaced

SPLIT = "split verb"
ALL = "all at once"
_ADVERBS = {"안", "못", "잘", "다", "더", "꼭", "또"}
_SECOND = {"주", "보", "오", "가", "내", "놓", "두", "나가", "나오", "다니"}


def told(text: str) -> str:
    """``text`` as the award writer reads it."""
    return spaced(plain(text))


def slips(sentence: str) -> Iterator[tuple[int, str]]:
    """The spaces of ``sentence`` that people leave out, each with the kind of slip."""
    tokens, quotes = analyse(sentence), quoted_spans(sentence)
    for before, after in pairwise(tokens):
        quoted = any(start < after.start < end for start, end in quotes)
        if not quoted and after.start == before.end + 1 and sentence[before.end] == " ":
            kind = _kind(before, after)
            if kind:
                yield before.end, kind


def _kind(before: Morpheme, after: Morpheme) -> str:
    if before.tag in {"MM", "NR"} and after.tag in {"NNB", "NNG"}:
        return "counter or determiner"
    if before.tag == "NP" and before.form in {"우리", "저희"} and after.tag == "NNG":
        return "counter or determiner"
    if after.tag == "NNB" and before.tag in {"ETM", "NNG", "NP"}:
        return "dependent noun"
    if before.tag == "EC" and after.tag in {"VX", "VV"}:
        return "auxiliary"
    if after.tag in {"VV", "VA"} and (before.tag == "NNG" or before.form in _ADVERBS):
        return "noun or adverb and verb"
    return ""


def splits(sentence: str) -> Iterator[int]:
    """Where verbs of two parts (데려다주다) are typed as two words."""
    quotes = quoted_spans(sentence)
    for token in analyse(sentence):
        second = next((form for form in _SECOND if token.form.endswith(form)), "")
        place = token.start + len(token.form) - len(second)
        quoted = any(start < place < end for start, end in quotes)
        if token.tag == "VV" and second and not quoted and token.form[-len(second) - 1 :][:1] in "어아여다려가워와해":
            yield place


def measure(texts: list[str]) -> tuple[Counter[tuple[str, bool]], list[tuple[str, str]]]:
    """How often each kind of slip was put right or not, and the typed and told forms of those that were not."""
    seen: Counter[tuple[str, bool]] = Counter()
    wrong = []
    for text in texts:
        right, found = told(text), list(slips(text))
        typed = [(kind, text[:place] + text[place + 1 :]) for place, kind in found]
        typed += [(SPLIT, text[:place] + " " + text[place:]) for place in splits(text)]
        for kind, broken in typed:
            seen[kind, told(broken) == right] += 1
            if told(broken) != right:
                wrong.append((kind, told(broken)))
        joined = text
        for place, _ in reversed(found):
            joined = joined[:place] + joined[place + 1 :]
        missing = len(set(_places(right)) - set(_places(told(joined))))
        seen[ALL, False] += missing
        seen[ALL, True] += len(found) - missing
    return seen, wrong


def _places(text: str) -> Iterator[int]:
    """How many characters stand before each space, spaces not counted."""
    letters = 0
    for char in text:
        if char == " ":
            yield letters
        else:
            letters += 1


def changed(texts: list[str]) -> list[tuple[str, str]]:
    """Correct sentences that are told otherwise, before and after."""
    return [(text, told(text)) for text in texts if told(text) != plain(text)]


def share(seen: Counter[tuple[str, bool]], kind: str) -> float:
    """Of the slips of ``kind``, the share that was put right."""
    return seen[kind, True] / max(1, seen[kind, True] + seen[kind, False])


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--train", action="store_true")
    train = arguments.parse_args().train
    texts = sentences("train")[::3] if train else sentences("test")
    seen, wrong = measure(texts)
    for kind in sorted({kind for kind, _ in seen}):
        print(f"{kind}: {share(seen, kind):.1%} of {seen[kind, True] + seen[kind, False]} put right")
    for kind, text in wrong if train else ():
        print(f"  {kind}: {text}")
    otherwise = changed(texts)
    words = sum(len(text.split()) for text in texts)
    print(f"{len(otherwise)} of {len(texts)} correct sentences ({words} words) told otherwise")
    for before, after in otherwise:
        print(f"  {before} -> {after}")


if __name__ == "__main__":
    main()
