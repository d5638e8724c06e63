"""How good offline summaries are: python bench/summaries.py [--half a|b|c]

ROUGE F1 on morphemes with 95 % bootstrap intervals, faithfulness, copying and compression, for the texts written for
this project. Half a and the training rows were used to tune the summarizer; half b's scores were printed twice with
tuning in between; half c, written after that, is untouched and gives the final table, so it is the default. Baselines:
the first sentences, plain TextRank (word overlap, no weights, no positions) with three sentences and at the length of
ours, and an oracle that picks sentences by the reference itself. Then extraction: F1 of the fixture pages of the tests.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

sys.path.insert(0, str(Path(__file__).parent.parent))

from pipeline.tasks.summaries.article import extract_article
from pipeline.tasks.summaries.corpus import read_rows
from pipeline.tasks.summaries.extractive import target_length
from pipeline.tasks.summaries.grounding import names, unseen_names
from pipeline.tasks.summaries.metrics import Rouge, Tokens, copy_rate, interval, morphemes, paired, rouge
from pipeline.tasks.summaries.morphemes import content_key
from pipeline.tasks.summaries.numbers import numbers, unseen
from pipeline.tasks.summaries.offline import extract_from
from pipeline.tasks.summaries.sentences import Kind, Sentence, split
from tests.tasks.summaries.news_pages import ENCODINGS, LAYOUTS, STORIES, encode


@dataclass(frozen=True)
class Document:
    text: str
    source: list[Sentence]
    tokens: list[Tokens]  # of each source sentence
    reference: Tokens
    ours: str

    @property
    def prose(self) -> list[int]:
        return [number for number, sentence in enumerate(self.source) if sentence.kind is Kind.PROSE]


def load(half: str) -> list[Document]:
    documents = []
    for row in read_rows(f"test_{half}"):
        source = split(row["text"])
        readable = sum(len(sentence.text) for sentence in source if sentence.kind is not Kind.NOISE)
        ours = " ".join(text for text, _ in extract_from(source, target_length(readable, "보통")).sentences)
        tokens = [morphemes(sentence.text) for sentence in source]
        documents.append(Document(row["text"], source, tokens, morphemes(row["summary"]), ours))
    return documents


def joined(document: Document, numbers: list[int]) -> str:
    return " ".join(document.source[number].text for number in sorted(numbers))


def lead(count: int) -> Callable[[Document], str]:
    return lambda document: joined(document, document.prose[:count])


def as_long_as_ours(order: Callable[[Document], list[int]]) -> Callable[[Document], str]:
    """Sentences in ``order`` until they are as long as our summary, the last one only if that brings it nearer."""

    def write(document: Document) -> str:
        chosen: list[int] = []
        size = 0
        for number in order(document):
            longer = size + len(document.source[number].text)
            if chosen and abs(longer - len(document.ours)) > abs(size - len(document.ours)):
                break
            chosen.append(number)
            size = longer
        return joined(document, chosen)

    return write


def textrank_order(document: Document) -> list[int]:
    """Mihalcea and Tarau's TextRank: shared words over the logarithms of the lengths, then PageRank."""
    words = [{key for token in sentence.tokens if (key := content_key(token))} for sentence in document.source]
    count = len(words)
    similar = np.zeros((count, count))
    for left in range(count):
        for right in range(left):
            if min(len(words[left]), len(words[right])) > 1:
                shared = len(words[left] & words[right])
                similar[left, right] = similar[right, left] = shared / (
                    np.log(len(words[left])) + np.log(len(words[right]))
                )
    totals = similar.sum(axis=1, keepdims=True)
    step = np.divide(similar, totals, out=np.zeros_like(similar), where=totals > 0)
    rank = np.full(count, 1 / count)
    for _ in range(50):
        rank = 0.15 / count + 0.85 * rank @ step
    return [int(number) for number in np.argsort(-rank) if document.source[number].kind is Kind.PROSE]


def oracle(document: Document) -> str:
    """Adds the sentence that raises the score most until none does."""
    chosen: list[int] = []
    best = 0.0
    while True:
        gains = {
            number: rouge(
                [token for place in sorted([*chosen, number]) for token in document.tokens[place]], document.reference
            ).mean
            for number in range(len(document.source))
            if number not in chosen
        }
        number = max(gains, key=gains.__getitem__, default=-1)
        if number < 0 or gains[number] <= best:
            return joined(document, chosen)
        best = gains[number]
        chosen.append(number)


SYSTEMS: dict[str, Callable[[Document], str]] = {
    "lead-1": lead(1),
    "lead-2": lead(2),
    "lead-3": lead(3),
    "lead, as long as ours": as_long_as_ours(lambda document: document.prose),
    "TextRank-3": lambda document: joined(document, textrank_order(document)[:3]),
    "TextRank, as long as ours": as_long_as_ours(textrank_order),
    "**ours, offline**": lambda document: document.ours,
    "oracle": oracle,
}
RIVALS = ("lead-3", "lead, as long as ours", "TextRank-3", "TextRank, as long as ours")


def precision(found: int, missing: int) -> float:
    return 1 - missing / found if found else 1.0


def faithfulness(summary: str, source: str) -> tuple[float, float]:
    """Share of the summary's numbers, and of its names, that stand in the source."""
    figures, people = numbers(summary), names(summary)
    return precision(len(figures), len(unseen(summary, source))), precision(
        len(people), len(unseen_names(summary, source))
    )


def quality(half: str) -> None:
    documents = load(half)
    print(f"\n### Half {half}: {len(documents)} texts\n")
    print("| system | ROUGE-1 | ROUGE-2 | ROUGE-L | numbers kept | names kept | copied | length of source |")
    print("|---|---|---|---|---:|---:|---:|---:|")
    scores: dict[str, list[Rouge]] = {}
    for name, write in SYSTEMS.items():
        summaries = [write(document) for document in documents]
        tokens = [morphemes(summary) for summary in summaries]
        scores[name] = [rouge(ours, document.reference) for ours, document in zip(tokens, documents, strict=True)]
        columns = [
            with_interval([getattr(score, kind) for score in scores[name]]) for kind in ("one", "two", "longest")
        ]
        kept = np.array([faithfulness(s, document.text) for s, document in zip(summaries, documents, strict=True)])
        copied = np.mean([copy_rate(t, morphemes(d.text)) for t, d in zip(tokens, documents, strict=True)])
        share = np.mean([len(s) / len(d.text) for s, d in zip(summaries, documents, strict=True)])
        columns += [f"{kept[:, 0].mean():.1%}", f"{kept[:, 1].mean():.1%}", f"{copied:.0%}", f"{share:.0%}"]
        print(f"| {name} | {' | '.join(columns)} |")
    print("\n| ours minus | ROUGE-1 | ROUGE-2 | ROUGE-L | better in all |\n|---|---|---|---|---|")
    for rival in RIVALS:
        differences = [
            paired([getattr(s, kind) for s in scores["**ours, offline**"]], [getattr(s, kind) for s in scores[rival]])
            for kind in ("one", "two", "longest")
        ]
        cells = " | ".join(
            f"{100 * mean:+.1f} [{100 * low:+.1f}, {100 * high:+.1f}]" for mean, low, high in differences
        )
        print(f"| {rival} | {cells} | {'yes' if all(low > 0 for _, low, _ in differences) else 'no'} |")


def with_interval(values: list[float]) -> str:
    low, high = interval(values)
    return f"{100 * np.mean(values):.1f} [{100 * low:.1f}, {100 * high:.1f}]"


def extraction() -> None:
    print(f"\n### Extraction: F1 of eojeol over {len(STORIES)} articles in {len(ENCODINGS)} encodings each\n")
    print("| layout | mean | worst |\n|---|---:|---:|")
    for name, build in LAYOUTS.items():
        values = [
            f1(extract_article(encode(build(story), encoding), "https://news.example/1").text, story.gold)
            for story in STORIES
            for encoding in ENCODINGS
        ]
        print(f"| {name} | {np.mean(values):.3f} | {min(values):.3f} |")


def f1(found: str, gold: str) -> float:
    ours, theirs = Counter(found.split()), Counter(gold.split())
    return 2 * sum((ours & theirs).values()) / (sum(ours.values()) + sum(theirs.values()))


def main(arguments: Any = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--half", choices=("a", "b", "c"), default="c", help="which texts (default: c)")
    quality(parser.parse_args(arguments).half)
    extraction()


if __name__ == "__main__":
    main()
