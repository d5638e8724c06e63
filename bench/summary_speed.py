"""Time of an offline summary by length of text: python bench/summary_speed.py

Warm, 1,000 characters to 1 MB. Prints milliseconds per 1,000 characters (the wall's and the processor's), what of it is
the splitting (Kiwi's, mostly), and the exponent of growth between neighbouring lengths, beside that of n log n. The
limit is held against the processor's time, which all cores together spend: a busy machine cannot blur it.
"""

from __future__ import annotations

import json
import math
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from pipeline.tasks.summaries import summarize
from pipeline.tasks.summaries.corpus import read_rows
from pipeline.tasks.summaries.sentences import split

LENGTHS = (1_000, 10_000, 100_000, 1_000_000)
LIMIT = 60.0  # milliseconds per 1,000 characters


def text_of(characters: int) -> str:
    """The project's own training texts, one after another. Repeats beyond their length carry a number of their own, so
    that no two sentences are the same."""
    texts = [row["text"] for row in read_rows("train")]
    pieces: list[str] = []
    size = turn = 0
    while size < characters:
        for text in texts:
            marked = text if turn == 0 else text.replace("다. ", f"다({turn}). ")
            pieces.append(marked)
            size += len(marked) + 1
            if size >= characters:
                break
        turn += 1
    return "\n".join(pieces)[:characters]


def measure(text: str, repeats: int) -> tuple[float, float, float]:
    """Best processor seconds and wall seconds of a summary, and processor seconds of its splitting."""
    best_cpu = best_wall = best_split = math.inf
    for _ in range(repeats):
        cpu, wall = time.process_time(), time.perf_counter()
        summarize(text)
        best_cpu = min(best_cpu, time.process_time() - cpu)
        best_wall = min(best_wall, time.perf_counter() - wall)
        cpu = time.process_time()
        split(text)
        best_split = min(best_split, time.process_time() - cpu)
    return best_cpu, best_wall, best_split


def main() -> None:
    start = time.perf_counter()
    summarize(text_of(1_000))
    print(f"first summary, analyser loaded with it: {time.perf_counter() - start:.1f} s\n")
    print("| characters | wall ms per 1,000 | CPU ms per 1,000 | of it splitting | growth exponent | n log n's |")
    print("|---:|---:|---:|---:|---:|---:|")
    results = {}
    before = None
    for length in LENGTHS:
        cpu, wall, kiwi = measure(text_of(length), repeats=3 if length <= 100_000 else 1)
        thousands = length / 1000
        growth = nlogn = ""
        if before:
            ratio = math.log(length / before[0])
            growth = f"{math.log(cpu / before[1]) / ratio:.2f}"
            nlogn = f"{1 + math.log(math.log(length) / math.log(before[0])) / ratio:.2f}"
        print(
            f"| {length:,} | {1000 * wall / thousands:.1f} | {1000 * cpu / thousands:.1f} "
            f"| {kiwi / cpu:.0%} | {growth} | {nlogn} |"
        )
        results[length] = 1000 * cpu / thousands
        before = (length, cpu)
    print(f"\nlimit {LIMIT:.0f} ms per 1,000 characters: {'kept' if max(results.values()) <= LIMIT else 'BROKEN'}")
    print(json.dumps({"cpu_ms_per_1000_characters": results}))


if __name__ == "__main__":
    main()
