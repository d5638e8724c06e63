"""The authored award rows in numbers (`python -m bench.award_data`): how many, of what, how long, how alike.

It prints the tables that datasets_cards/awards.md shows: rows by split; recipient x kind and recipient x tone; lengths
of request and body; the commonest openings, endings and title heads with their shares; and the share of bodies that
hold four 어절 in a row which stand in another scenario's body too (closing sentence left out).
"""

from __future__ import annotations

import re
import statistics
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from pipeline.tasks.awards.corpus import DATA, as_example, read_rows
from pipeline.tasks.awards.request import KINDS, TONES, AwardRequest

SHOWN = 8  # of the commonest of anything
RUN = 4  # 어절

Row = dict[str, Any]


def table(name: str, rows: Mapping[str, Counter[str]], columns: Sequence[str]) -> Iterable[str]:
    """A Markdown table of counts, the most frequent rows first, empty where there is none."""
    yield f"| {name} | 모두 | " + " | ".join(columns) + " |"
    yield "|---" * (len(columns) + 2) + "|"
    for row, counts in sorted(rows.items(), key=lambda item: -item[1].total()):
        cells = [str(counts[column] or "") for column in columns]
        yield f"| {row} | {counts.total()} | " + " | ".join(cells) + " |"


def spread(name: str, lengths: Sequence[int]) -> str:
    """Quartiles and ends of some lengths in characters."""
    low, middle, high = statistics.quantiles(lengths, n=4)
    return f"| {name} | {min(lengths)} | {low:.0f} | {middle:.0f} | {high:.0f} | {max(lengths)} |"


def commonest(name: str, found: Sequence[str]) -> str:
    """The commonest of ``found`` with their shares, and how many different ones there are."""
    counts = Counter(found)
    shares = ", ".join(f"{text} {count / len(found):.1%}" for text, count in counts.most_common(SHOWN))
    return f"| {name} | {len(counts)} | {shares} |"


def opening(body: str) -> str:
    return " ".join(body.split()[:2])


def ending(body: str) -> str:
    return " ".join(re.split(r"(?<=[.!?])\s", body.strip())[-1].split()[-2:])


def head(title: str) -> str:
    """What a title ends in: its last word."""
    return title.split()[-1]


def overlap(bodies: Mapping[str, Sequence[str]]) -> float:
    """The share of bodies, by scenario, with a run of RUN 어절 that a body of another scenario holds too."""
    where: dict[str, set[str]] = defaultdict(set)
    runs: list[tuple[str, set[str]]] = []
    for scenario, texts in bodies.items():
        for text in texts:
            words = re.findall(r"[^\s.,!?]+", " ".join(re.split(r"(?<=[.!?])\s", text)[:-1]))
            own = {" ".join(words[start : start + RUN]) for start in range(len(words) - RUN + 1)}
            runs.append((scenario, own))
            for run in own:
                where[run].add(scenario)
    shared = sum(any(where[run] - {scenario} for run in own) for scenario, own in runs)
    return shared / len(runs)


def main() -> None:
    rows: list[Row] = [row for _, row in read_rows(DATA)]
    requests = [example.request for example in map(as_example, rows)]
    kinds: dict[str, Counter[str]] = defaultdict(Counter)
    tones: dict[str, Counter[str]] = defaultdict(Counter)
    bodies: dict[str, list[str]] = defaultdict(list)
    for row, request in zip(rows, requests, strict=True):
        assert isinstance(request, AwardRequest)
        kinds[row["group"]][request.kind] += 1
        tones[row["group"]][request.tone] += 1
        bodies[row["scenario"]].append(row["answer"]["body"])
    splits = Counter(row["split"] for row in rows)
    free = sum(not (row["recipient"] or row["giver"] or row["kind"] or row["tone"]) for row in rows)
    print(f"{len(rows)} rows, {len(bodies)} scenarios: train {splits['train']}, test {splits['test']}")
    print(f"free sentences alone: {free / len(rows):.0%}; the others fill at least one field")
    print(f"fields of life: {len({row['field'] for row in rows})}; recipients: {len(kinds)}\n")
    print(*table("받는 사람", kinds, KINDS), "", *table("받는 사람", tones, TONES), "", sep="\n")
    print("| 글자 수 | 가장 짧은 것 | 1/4 | 가운데 | 3/4 | 가장 긴 것 |\n|---|---|---|---|---|---|")
    print(spread("요청", [len(row["request"]) for row in rows]))
    print(spread("상 이름", [len(row["answer"]["title"]) for row in rows]))
    print(spread("본문", [len(row["answer"]["body"]) for row in rows]), "\n")
    print("| 흔한 것 | 서로 다른 것 | 가장 흔한 것과 비율 |\n|---|---|---|")
    answers = [row["answer"] for row in rows]
    print(commonest("본문의 첫 두 어절", [opening(answer["body"]) for answer in answers]))
    print(commonest("본문의 끝 두 어절", [ending(answer["body"]) for answer in answers]))
    print(commonest("상 이름의 끝", [head(answer["title"]) for answer in answers]))
    print(commonest("주는 사람", [answer["giver"] for answer in answers]), "\n")
    print(f"different titles: {len({answer['title'] for answer in answers}) / len(rows):.1%}")
    print(
        f"bodies that share four 어절 in a row with another scenario's (closing sentences apart): {overlap(bodies):.1%}"
    )


if __name__ == "__main__":
    main()
