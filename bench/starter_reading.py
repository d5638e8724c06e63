"""How a blind reader found the starter's raw answers and the offline writer's (`python -m bench.starter_reading`).

pipeline/serving/starter/reading.jsonl holds 60 authored test requests with both answers, as `bench.starter --pairs`
wrote them: shuffled and unlabelled. The reader, a language model that had seen neither code
nor writers, gave title and body of each 1 (nonsense) to 5 (printed as it is) and said which reads better. The
app's default is whichever reads better.
"""

from __future__ import annotations

import json
from collections import Counter
from statistics import mean

from pipeline.serving.catalog import STARTER

READING = STARTER / "reading.jsonl"


def main() -> None:
    pairs = [json.loads(line) for line in READING.read_text(encoding="utf-8").splitlines()]
    for field in ("title", "body"):
        better = Counter(pair[f"better_{field}"] for pair in pairs)
        scores = {writer: mean(pair[writer][f"{field}_score"] for pair in pairs) for writer in ("starter", "offline")}
        print(
            f"{field}, {len(pairs)} pairs: the starter's reads better in {better['starter']}, the offline writer's in "
            f"{better['offline']}, neither's in {better['equal']}; "
            f"mean score {scores['starter']:.2f} and {scores['offline']:.2f}"
        )


if __name__ == "__main__":
    main()
