"""Training rows for summaries: our own texts, and a public set that is read from the Hub when a model is trained.

Only our own rows are ever published again. Rows of the public set carry a scenario that begins with PUBLIC_SCENARIO,
by which whoever publishes leaves them out; the card names the set, its revision and its licence instead (``source()``).
"""

from __future__ import annotations

import json
import logging
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipeline.errors import HanmadiError
from pipeline.tasks.summaries import prompt
from pipeline.tasks.task import Example

PUBLIC = "wisenut-nlp-team/llama_ko_smr"  # columns instruction, input, output; 38 subsets
PUBLIC_REVISION = "main"  # resolved to its commit when it is read; source() says which
PUBLIC_SCENARIO = "hub:"  # then owner/name@commit/subset/number: the card reads set and commit from it
PER_SUBSET = 1000  # rows of each subset: 38,000 in all, three times what the predecessor's training saw

_DATA = Path(__file__).with_name("data")

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Source:
    """Where public rows come from, for the card. ``licence`` is what the set's own card says, or "not stated"."""

    repo: str
    revision: str
    licence: str


def examples() -> Iterator[Example]:
    """Our own rows, then the public ones, one of each subset in turn.

    With HF_HUB_OFFLINE set only our own. Raises HanmadiError when the public set cannot be read: a training run on
    sixty rows must not pass for one on thousands.
    """
    yield from own_examples()
    if os.environ.get("HF_HUB_OFFLINE", "").lower() in {"1", "true", "yes", "on"}:
        log.warning("HF_HUB_OFFLINE is set: %s is left out, only our own rows are used", PUBLIC)
        return
    yield from public_examples()


def own_examples() -> Iterator[Example]:
    """Rows written for this project. The answers are of ordinary length, so they carry the ordinary instruction."""
    for row in read_rows("train"):
        yield Example(
            tuple(prompt.prompt(prompt.INSTRUCTIONS["보통"], row["text"])), row["summary"], scenario=f"own:{row['id']}"
        )


def read_rows(name: str) -> list[dict[str, Any]]:
    """Rows of data/``name``.jsonl: id, field, form, title, text, summary."""
    with (_DATA / f"{name}.jsonl").open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines if line.strip()]


def public_examples(repo: str = PUBLIC, revision: str | None = None, per_subset: int = PER_SUBSET) -> Iterator[Example]:
    """Rows of the public set as they are, streamed; empty ones are left out. ``repo`` may be a local folder."""
    import httpx2  # the HTTP library of huggingface_hub 2
    from datasets import get_dataset_config_names, load_dataset

    try:
        revision = revision or (None if Path(repo).is_dir() else source(repo).revision)
        subsets = {
            name: iter(load_dataset(repo, name, split="train", revision=revision, streaming=True))
            for name in get_dataset_config_names(repo, revision=revision)
        }
        origin = f"{PUBLIC_SCENARIO}{repo}@{revision}" if revision else f"{PUBLIC_SCENARIO}{repo}"
        for count in range(per_subset):
            for name in list(subsets):
                row = next(subsets[name], None)
                if row is None:
                    del subsets[name]
                elif example := _example(row, f"{origin}/{name}/{count}"):
                    yield example
    except (OSError, ValueError, httpx2.HTTPError) as error:  # what both libraries raise for networks and wrong names
        raise HanmadiError(
            f"공개 말뭉치 {repo}를 읽지 못했습니다({type(error).__name__}).",
            "인터넷 연결을 확인해 주세요. 직접 쓴 행만으로 학습하려면 HF_HUB_OFFLINE=1을 설정해 주세요.",
        ) from error


def source(repo: str = PUBLIC, revision: str = PUBLIC_REVISION) -> Source:
    """The public set's commit and licence, asked of the Hub. Raises OSError or httpx2.HTTPError."""
    from huggingface_hub import HfApi

    info = HfApi().dataset_info(repo, revision=revision)
    licence = info.card_data.get("license") if info.card_data else None
    return Source(repo, info.sha or revision, str(licence or "not stated"))


def _example(row: dict[str, Any], scenario: str) -> Example | None:
    instruction, text, summary = (str(row.get(name) or "").strip() for name in ("instruction", "input", "output"))
    if not (text and summary):
        return None
    # Some rows' instructions end in a colon of their own.
    instruction = instruction.rstrip(" :") or prompt.INSTRUCTIONS["보통"]
    return Example(tuple(prompt.prompt(instruction, text)), summary, scenario=scenario)
