"""Particles that typing leaves out (`python -m bench.award_particles`): how many come back, and how many of them right.

The sentences are those of the authored awards of the test split, which are correct prose. One particle before a
predicate is taken out at a time, and the sentence is restored. 을, 이 and 에 are what people leave out when they type,
에서 and 으로 hardly ever: these are printed and not counted. To reach: 97 % of what is put back right. What is put into
the untouched sentences is printed to be read: much of it is as good with as without.

`--fit` prints the weights for pipeline/tasks/awards/lexicon/frames.yaml, learnt from the train split the same way.
"""

from __future__ import annotations

import argparse
import re
from collections import Counter
from collections.abc import Iterator

import numpy as np

from pipeline.tasks.awards.corpus import DATA, read_rows
from pipeline.tasks.awards.morphemes import Morpheme, analyse, quoted_spans
from pipeline.tasks.awards.restoring import KINDS, SIGNS, Gap, gaps, restored

LEFT_OUT = ("을", "이", "에")
NONE = ""
_FORMS = {"을": "을", "를": "을", "이": "이", "가": "이", "에": "에", "에서": "에서", "으로": "으로", "로": "으로"}
_SHARES = {NONE: 2.0, "을": 1.0, "이": 1.0, "에": 0.8, "에서": 0.02, "으로": 0.02}  # how often each is left out
_CEREMONY = {"수여하", "드리", "올리", "바치", "표창하", "칭찬하", "임명하", "증명하"}  # the same in every award


def sentences(split: str) -> list[str]:
    """The sentences of the authored awards of ``split``."""
    bodies = (row["answer"]["body"] for _, row in read_rows(DATA) if row["split"] == split)
    return [sentence for body in bodies for sentence in re.split(r"(?<=[.!?])\s+", body) if sentence]


def deletions(sentence: str) -> Iterator[tuple[str, int, str]]:
    """``sentence`` without one particle, where that stood and which it was, for each before a predicate."""
    tokens, quotes = analyse(sentence), quoted_spans(sentence)
    for index in range(1, len(tokens) - 1):
        token, noun = tokens[index], tokens[index - 1]
        plain = token.tag in {"JKO", "JKS", "JKB"} and sentence[token.start : token.end] == token.form
        if not plain or token.form not in _FORMS or noun.tag not in {"NNG", "SL", "NNB", "XSN", "ETN"}:
            continue
        quoted = any(start <= token.start < end for start, end in quotes)
        if not quoted and sentence[token.end : token.end + 1] == " " and _acts(tokens, index + 1):
            yield sentence[: token.start] + sentence[token.end :], token.start, _FORMS[token.form]


def _acts(tokens: tuple[Morpheme, ...], index: int) -> bool:
    """Whether a predicate that is no ceremony begins at ``index``, adverbs before it skipped."""
    while index < len(tokens) - 1 and tokens[index].tag == "MAG":
        index += 1
    verb, after = tokens[index], tokens[index + 1] if index + 1 < len(tokens) else None
    compound = after is not None and after.tag in {"XSV", "XSA"} and after.start == verb.end
    act = verb.form + (after.form if compound and after else "")
    return act not in _CEREMONY and (compound or verb.tag in {"VV", "VA", "VCN"})


def measure(texts: list[str]) -> Counter[tuple[str, str]]:
    """How often a particle (the first of the pair) came back as another (the second, "" for none)."""
    seen: Counter[tuple[str, str]] = Counter()
    for text in texts:
        for typed, place, kind in deletions(text):
            back = restored(typed)
            added = back[place:].split(" ", 1)[0] if back[:place] == typed[:place] else NONE
            seen[kind, _FORMS.get(added, NONE)] += 1
    return seen


def precision(seen: Counter[tuple[str, str]]) -> float:
    """The share of what came back that is right, of what people leave out."""
    back = {pair: count for pair, count in seen.items() if pair[0] in LEFT_OUT and pair[1] != NONE}
    return sum(count for (was, now), count in back.items() if was == now) / max(1, sum(back.values()))


def recall(seen: Counter[tuple[str, str]]) -> float:
    """The share of what people leave out that came back right."""
    out = {pair: count for pair, count in seen.items() if pair[0] in LEFT_OUT}
    return sum(count for (was, now), count in out.items() if was == now) / max(1, sum(out.values()))


def fit(texts: list[str]) -> dict[str, float]:
    """The weights that make the particles of ``texts`` likeliest (multinomial logistic regression)."""
    examples = list(_examples(texts))
    names = ["gain", "other", *(f"{sign} {kind}" for sign in ("always", *SIGNS) for kind in KINDS)]
    signs = np.array([[_row(gap, kind, names) for kind in (NONE, *KINDS)] for gap, _ in examples])
    said = np.array([(NONE, *KINDS).index(kind) for _, kind in examples])
    share = np.array([_SHARES[kind] for _, kind in examples])
    weights, speed = np.zeros(len(names)), np.zeros(len(names))
    for _ in range(800):
        scores = signs @ weights
        chance = np.exp(scores - scores.max(1, keepdims=True))
        chance /= chance.sum(1, keepdims=True)
        chance[np.arange(len(said)), said] -= 1
        slope = np.einsum("ab,abn->n", chance * share[:, None], signs) / share.sum() + 1e-3 * weights
        speed = 0.9 * speed + slope
        weights -= 0.15 * speed
    return {name: round(float(weight), 2) for name, weight in zip(names, weights, strict=True)}


def _examples(texts: list[str]) -> Iterator[tuple[Gap, str]]:
    for text in texts:
        yield from ((gap, NONE) for gap in gaps(text) if gap.act not in _CEREMONY)
        for typed, place, kind in deletions(text):
            yield from ((gap, kind) for gap in gaps(typed) if gap.end == place)


def _row(gap: Gap, kind: str, names: list[str]) -> list[float]:
    if kind == NONE:
        return [0.0] * len(names)
    signs = gap.signs(kind)
    return [signs[name.split()[0]] if name in signs or name.split()[1] == kind else 0.0 for name in names]


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--fit", action="store_true")
    if arguments.parse_args().fit:
        print("\n".join(f"{name}: {weight}" for name, weight in fit(sentences("train")).items()))
        return
    texts = sentences("test")
    seen = measure(texts)
    for kind in KINDS:
        total = sum(count for (was, _), count in seen.items() if was == kind)
        wrong = sum(count for (was, now), count in seen.items() if was == kind and now not in {kind, NONE})
        print(f"{kind}: {total} taken out, {seen[kind, kind] / max(1, total):.0%} put back, {wrong} made another")
    print(f"을, 이, 에 together: {precision(seen):.1%} of what was put back right, {recall(seen):.1%} put back")
    for text in texts:
        if (told := restored(text)) != text:
            print(f"  untouched: {told}")


if __name__ == "__main__":
    main()
