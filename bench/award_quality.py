"""The offline award writer (`python -m bench.award_quality`): quality as read, variety, speed.

Quality: tests/tasks/awards/requests/unseen.yaml holds sixty requests that the writer had not met when it was frozen,
the first candidate that it gave to each, that of the writer before, and what two readers (language models)
found wrong with them, unlabelled. To reach: 90 % without any flaw. The figures are those of the frozen writers: an
answer that changed afterwards was changed by who had seen the request.

Variety: a run is four 어절 in a row of which none belongs to a fixed opening or closing or comes from the
request. To reach: no run shared by candidates of one request; at most 5 % of the bodies of 200 different requests with
a run of another request's body. Speed: <= 60 ms for three candidates, understanding included, warm.
"""

from __future__ import annotations

import re
import statistics
import time
from collections import Counter
from pathlib import Path
from typing import Any

import yaml

from pipeline.errors import InvalidInput
from pipeline.tasks.awards import facts, morphemes, people, writer
from pipeline.tasks.awards.award import Award
from pipeline.tasks.awards.morphemes import analyse
from pipeline.tasks.awards.request import AwardRequest, understand
from pipeline.tasks.awards.task import write_awards

REQUESTS = Path(__file__).parents[1] / "tests" / "tasks" / "awards" / "requests"
READ_WHILE_WRITING = ("development", "more", "held_out", "held_out_2")
FIELDS = ("request", "recipient", "giver", "kind", "tone")
OPENING = re.compile(r"^(?:귀하(?:께서)?|당신|고인(?:께서)?|여러분(?:께서)?|위 \S+?)(?:께서는|는|은) ")
CLOSING = re.compile(
    r"(?:(?:이에|벌 대신|이) )*(?:이 \S+[을를] )?(?:수여합니다|드립니다|줍니다|올립니다|바칩니다|"
    r"임명합니다)\.$"
)
CONTENT = ("N", "V", "MAG", "XR", "SL", "SN", "MM")

Row = dict[str, Any]


def rows(name: str) -> list[Row]:
    data: list[Row] = yaml.safe_load((REQUESTS / f"{name}.yaml").read_text(encoding="utf-8"))
    return data


def asked(row: Row) -> AwardRequest:
    return understand(**{name: row[name] for name in FIELDS if name in row})


def answered(row: Row, count: int = 1) -> list[Award]:
    return write_awards(asked(row), None, count)[1]


def as_text(award: Award) -> str:
    return f"{award.title} | {award.recipient} | {award.body} | {award.giver}"


def first_answer(row: Row) -> str:
    try:
        return as_text(answered(row)[0])
    except InvalidInput as refused:
        return f"refused: {refused}"


def judge(name: str) -> None:
    """Print the share of answers that each reader found without a flaw, before and now, and what was found."""
    answers = rows(name)
    for label, key in (("the writer before", "flaws_before"), ("the writer", "flaws")):
        flawless = [[not flaw for flaw in row[key]] for row in answers]
        each = ", ".join(f"{sum(good)} ({sum(good) / len(answers):.0%})" for good in zip(*flawless, strict=True))
        both = sum(all(good) for good in flawless)
        print(f"{label}: first candidates without a flaw of {len(answers)}, by reader: {each}; by both {both}")
    changed = sum(row["answer"] != first_answer(row) for row in answers)
    print(f"{changed} answers have changed since they were read")
    for row in answers:
        if any(row["flaws"]):
            print(f"  - {row['request'][:40]}…: {' / '.join(flaw or 'nothing' for flaw in row['flaws'])}")


def content(text: str) -> set[str]:
    return {token.form for token in analyse(text) if token.tag.startswith(CONTENT)}


def runs(award: Award, request: AwardRequest, length: int = 4) -> set[str]:
    """Runs of ``length`` 어절 of the body's own making."""
    body = CLOSING.sub("", OPENING.sub("", award.body))
    said = content(f"{request.reason} {request.recipient} {request.giver} {request.topic}")
    words = re.findall(r"[^\s.,]+", body)
    own = [not content(word) <= said for word in words]
    return {
        " ".join(words[index : index + length])
        for index in range(len(words) - length + 1)
        if all(own[index : index + length])
    }


def variety() -> None:
    everything = [row for name in READ_WHILE_WRITING for row in rows(name)][:200]
    requests = [asked(row) for row in everything]
    written = [write_awards(request, None, 3)[1] for request in requests]
    within = sum(
        any(runs(one, request) & runs(other, request) for one, other in ((a, b), (a, c), (b, c)))
        for request, (a, b, c) in zip(requests, written, strict=True)
    )
    print(f"three candidates that share a run of four 어절: {within} of {len(requests)}")
    for place, name in enumerate(("first", "second", "third")):
        found = [runs(awards[place], request) for request, awards in zip(requests, written, strict=True)]
        counts = Counter(run for own in found for run in own)
        sharing = sum(any(counts[run] > 1 for run in own) for own in found)
        share = sharing / len(found)
        print(f"{name} candidates of {len(found)} requests with a run of another's: {sharing} ({share:.1%})")
    titles = Counter(awards[0].title for awards in written)
    print(f"different first titles: {len(titles)} of {len(written)}")
    failed = sum(bool(facts.check(request, award)) for request, a in zip(requests, written, strict=True) for award in a)
    print(f"answers that fail the fact check: {failed} of {3 * len(requests)}")


def speed() -> None:
    """Milliseconds for understanding and three candidates, the text caches emptied before each."""
    answered({"request": "첫 요청은 분석기를 불러와요", "recipient": "이도윤"}, 3)
    spent, worked = [], []
    for row in rows("development"):
        for cache in (morphemes.analyse, morphemes.sentences, people.describe, writer.material_of):
            cache.cache_clear()
        start, begun = time.perf_counter(), time.process_time()
        answered(row, 3)
        spent.append(1000 * (time.perf_counter() - start))
        worked.append(1000 * (time.process_time() - begun))
    print(f"three candidates: median {statistics.median(spent):.0f} ms, slowest {max(spent):.0f} ms", end=" ")
    print(f"(processor {statistics.median(worked):.0f} and {max(worked):.0f} ms)")


def main() -> None:
    judge("unseen")
    variety()
    speed()


if __name__ == "__main__":
    main()
