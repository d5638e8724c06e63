"""The starter model beside the offline writer (`python -m bench.starter`), on requests that the model has not seen.

Requests: the authored test rows, and the person-like requests of tests/tasks/awards/requests/held_out.yaml. For both
writers, as a person meets them (a model's answer is checked, tried once more, else the offline writer answers):

- accepted: answers that the model itself gave; first: those that passed at the first try
- facts kept: answers that reach a person and pass the fact check
- form: the model's raw answers, without a grammar's help, that can be read at all
- distinct: of three candidates, those whose title and body no other has
- title: titles with a noun of the request in them, a stand-in for sense that a machine can count

`--pairs FOLDER` writes 60 shuffled, unlabelled pairs of the model's raw answer and the offline writer's to pairs.jsonl,
and which is which to key.jsonl, for somebody to read who does not know. `--samples` prints 20 answers, the first ones.
"""

from __future__ import annotations

import argparse
import json
import random
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from bench.award_quality import asked, rows
from pipeline.errors import InvalidInput
from pipeline.serving.catalog import STARTER
from pipeline.serving.engine import Engine, Options
from pipeline.serving.gguf_engine import GgufEngine
from pipeline.tasks.awards.award import Award
from pipeline.tasks.awards.corpus import DATA, as_example, read_rows
from pipeline.tasks.awards.morphemes import analyse
from pipeline.tasks.awards.request import AwardRequest
from pipeline.tasks.awards.task import awards, write_awards
from pipeline.tasks.task import OFFLINE, AnswerFormatError

SETS = ("authored test rows", "person-like requests")
PAIRS, SHOWN, CANDIDATES = 60, 20, 3


@dataclass
class Tally:
    """Counts over some requests; every share is of ``of[name]``."""

    counts: Counter[str] = field(default_factory=Counter)
    of: Counter[str] = field(default_factory=Counter)
    problems: Counter[str] = field(default_factory=Counter)

    def add(self, name: str, good: int, all_: int = 1) -> None:
        self.counts[name] += good
        self.of[name] += all_

    def show(self, title: str) -> None:
        shares = (f"{name} {self.counts[name] / total:.1%}" for name, total in self.of.items())
        print(f"{title}: " + ", ".join(shares))


def requests(most: int) -> Iterator[tuple[str, list[AwardRequest]]]:
    """The two sets of requests, at most so many of each."""
    authored = [as_example(row).request for _, row in read_rows(DATA) if row["split"] == "test"]
    yield SETS[0], [request for request in authored if isinstance(request, AwardRequest)][:most]
    typed = []
    for row in rows("held_out"):
        try:
            typed.append(asked(row))
        except InvalidInput:
            continue  # refused before any writer is asked
    yield SETS[1], typed[:most]


def raw(engine: Engine, request: AwardRequest, options: Options) -> str:
    with closing(engine.stream(awards.messages(request), options)) as pieces:  # type: ignore[type-var]
        return "".join(pieces)


def measure_model(engine: Engine, asked_for: Sequence[AwardRequest], candidates: int) -> Tally:
    tally = Tally()
    greedy = Options(max_tokens=awards.options.max_tokens)  # no grammar
    for request in asked_for:
        try:
            first = awards.parse(raw(engine, request, greedy))
            problems = awards.check(request, first)
            tally.problems.update({problem.kind for problem in problems})
            tally.add("greedy accepted", not problems)
            tally.add("form", 1)
            tally.add("title", names_the_matter(first.title, request))
        except AnswerFormatError:
            tally.add("form", 0)
            tally.add("greedy accepted", 0)
        written: list[Award] = []
        for variant in range(candidates):
            label, (award, *_), _ = write_awards(_variant(request, variant), engine, 1)
            tally.add("accepted", label != OFFLINE)
            tally.add("facts kept", not awards.check(request, award))
            written.append(award)
        tally.add("distinct", distinct(written), len(written))
    return tally


def measure_offline(asked_for: Sequence[AwardRequest], candidates: int) -> Tally:
    tally = Tally()
    for request in asked_for:
        written = write_awards(request, None, candidates)[1]
        tally.add("facts kept", sum(not awards.check(request, award) for award in written), len(written))
        tally.add("title", sum(names_the_matter(award.title, request) for award in written), len(written))
        tally.add("distinct", distinct(written), len(written))
    return tally


def distinct(written: Sequence[Award]) -> int:
    return len({(award.title, award.body) for award in written})


def names_the_matter(title: str, request: AwardRequest) -> bool:
    """Whether the title holds a noun of what the person told."""
    told = {token.form for token in analyse(request.reason) if token.tag in {"NNG", "NNP", "SN"}}
    return any(token.form in told for token in analyse(title))


def write_pairs(engine: Engine, asked_for: Sequence[AwardRequest], folder: Path) -> None:
    """PAIRS requests with the model's raw first answer and the offline writer's, in an order that a coin tosses."""
    chance = random.Random(0)
    pairs: list[dict[str, Any]] = []
    for request in chance.sample(list(asked_for), len(asked_for)):
        if len(pairs) == PAIRS:
            break
        try:
            mine = awards.parse(raw(engine, request, awards.options))
        except AnswerFormatError:
            continue  # nothing that could be read, by a person or a program
        both = [("starter", mine), ("offline", awards.offline(request))]
        chance.shuffle(both)
        pairs.append({"request": _typed(request), "who": [name for name, _ in both], "answers": [a for _, a in both]})
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "pairs.jsonl").open("w", encoding="utf-8") as told, (folder / "key.jsonl").open("w") as key:
        for number, pair in enumerate(pairs):
            answers = [{name: getattr(award, name) for name in ("title", "recipient", "body", "giver")}
                       for award in pair["answers"]]  # fmt: skip
            line = {"pair": number, "request": pair["request"], "A": answers[0], "B": answers[1]}
            told.write(json.dumps(line, ensure_ascii=False) + "\n")
            key.write(json.dumps({"pair": number, "A": pair["who"][0], "B": pair["who"][1]}) + "\n")


def show_samples(engine: Engine, asked_for: Sequence[AwardRequest]) -> None:
    """The first requests with the model's raw answer and whether it would reach a person."""
    for request in asked_for[:SHOWN]:
        text = raw(engine, request, awards.options)
        try:
            award = awards.parse(text)
            found = ", ".join(sorted({problem.kind for problem in awards.check(request, award)})) or "통과"
            text = f"**{award.title}** / {award.recipient} / {award.body} / {award.giver}"
        except AnswerFormatError as error:
            found = str(error)
        told = request.reason.replace("\n", " ")
        print(f"- {told} ({request.recipient}, {request.kind}, {request.tone})\n  → {text}\n  검사: {found}")


def _typed(request: AwardRequest) -> dict[str, str]:
    return {name: getattr(request, name) for name in ("reason", "recipient", "giver", "kind", "tone")}


def _variant(request: AwardRequest, number: int) -> AwardRequest:
    return replace(request, variant=number)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--model", type=Path, default=next(STARTER.glob("*.gguf"), STARTER / "starter-Q8_0.gguf"))
    parser.add_argument("--rows", type=int, default=10**6, help="requests of each set, at most")
    parser.add_argument("--only", choices=SETS, help="one of the two sets of requests")
    parser.add_argument("--candidates", type=int, default=CANDIDATES)
    parser.add_argument("--pairs", type=Path)
    parser.add_argument("--samples", action="store_true")
    options = parser.parse_args()
    engine = GgufEngine(options.model, context_size=1024, parallel=1, threads=1)  # a model this small needs no more
    for name, asked_for in requests(options.rows):
        if options.only not in {None, name}:
            continue
        if options.samples:
            show_samples(engine, asked_for)
            break
        if options.pairs:
            write_pairs(engine, asked_for, options.pairs)
            break
        start = time.perf_counter()
        tally = measure_model(engine, asked_for, options.candidates)
        spent = (time.perf_counter() - start) / len(asked_for)
        tally.show(f"{name} ({len(asked_for)}), starter, {spent:.2f} s a request")
        print("  refused for: " + ", ".join(f"{kind} {count}" for kind, count in tally.problems.most_common()))
        measure_offline(asked_for, options.candidates).show(f"{name} ({len(asked_for)}), offline writer")
    engine.close()


if __name__ == "__main__":
    main()
