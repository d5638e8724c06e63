"""The data stage: a task's examples become training rows, checked, counted, split and shown.

A row is kept whole or left out with a reason; nothing is cut silently.
"""

from __future__ import annotations

import hashlib
import importlib
import json
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, field, replace
from itertools import islice
from pathlib import Path
from typing import Any

import pyarrow
import pyarrow.parquet

from pipeline.errors import HanmadiError, InvalidInput
from pipeline.serving.engine import Message
from pipeline.tasks.task import Example, Task
from pipeline.training.chat import ChatFormat
from pipeline.training.duplicates import near_duplicates
from pipeline.training.recipe import Data

SPLITS = ("train", "validation", "test")
IGNORED = -100  # label of a token that the loss leaves out
SHOWN = 3  # rows in the preview
LISTED = 20  # dropped rows listed per reason

TURN = pyarrow.struct([("role", pyarrow.string()), ("content", pyarrow.string())])
SCHEMA = pyarrow.schema(
    [("prompt", pyarrow.list_(TURN)), ("completion", pyarrow.list_(TURN)), ("scenario", pyarrow.string())]
)


@dataclass
class Report:
    """What became of the corpus. ``dropped`` counts by reason; ``examples`` names some of each reason."""

    rows_in: int = 0
    rows: dict[str, int] = field(default_factory=dict)
    dropped: dict[str, int] = field(default_factory=dict)
    examples: dict[str, list[str]] = field(default_factory=dict)
    tokens: dict[str, int] = field(default_factory=dict)  # longest, mean, total, trained

    def drop(self, reason: str, example: Example, note: str = "") -> None:
        self.dropped[reason] = self.dropped.get(reason, 0) + 1
        listed = self.examples.setdefault(reason, [])
        if len(listed) < LISTED:
            listed.append(f"{example.scenario or '-'}: {example.completion[:60]!r}{note}")


def load_task(name: str) -> Task[Any, Any]:
    """The task of folder ``pipeline/tasks/<name>``: the instance called ``name`` in its ``task.py``."""
    try:
        module = importlib.import_module(f"pipeline.tasks.{name}.task")
        task: Task[Any, Any] = getattr(module, name)
    except (ModuleNotFoundError, AttributeError) as error:
        raise InvalidInput("task", f"'{name}' 작업이 없습니다 ({error}).", "레시피의 task를 확인해 주세요.") from None
    return task


def gather(task: Task[Any, Any], data: Data, seed: int) -> list[Example]:
    """The rows that a recipe asks for: the task's own, those made from them, and those of other tasks."""
    own = list(islice(task.corpus(), data.limit))
    rows = [row for row in own if data.authored or row.split == "test"] + others(data)
    for how, count in (("augmented", data.augment), ("written", data.written), ("drills", data.drills)):
        if count:
            rows += made(task, how, count, seed)
    return rows


def authored(task: Task[Any, Any], data: Data) -> list[Example]:
    """The rows that are not made from others: the task's own, and those of other tasks."""
    return list(islice(task.corpus(), data.limit)) + others(data)


def others(data: Data) -> list[Example]:
    """The rows of other tasks that a recipe asks for."""
    rows: list[Example] = []
    for also in data.also:
        found = [
            row
            for row in load_task(also.task).corpus()
            if row.scenario.startswith(also.scenarios) and row.split != "test"
        ]
        every = max(1, len(found) // (also.rows or len(found) or 1))
        rows += [replace(row, split="train") for row in found[::every][: also.rows]]
    return rows


def made(task: Task[Any, Any], how: str, count: int, seed: int) -> list[Example]:
    """``count`` rows that the task's method ``how`` makes. Raises InvalidInput where it cannot make so many."""
    make = getattr(task, how, None)
    rows: list[Example] = list(make(count, seed)) if make else []
    if len(rows) < count:
        raise InvalidInput(
            "data",
            f"{task.name} 작업은 {how} 행을 {count}개가 아니라 {len(rows)}개까지 만들 수 있습니다.",
            "레시피의 data.augment, data.written, data.drills를 줄여 주세요.",
        )
    return rows


def build(examples: Iterable[Example], chat: ChatFormat, data: Data, seed: int, folder: Path) -> Report:
    """Write ``folder``/{train,validation,test}.parquet, report.json and preview.txt.

    Raises HanmadiError when the chat template does not give exactly one BOS, or when no row is left to train on.
    """
    _require_one_bos(chat)
    report = Report()
    kept = _filter(examples, chat, data, report)
    splits = split(kept, data, seed)
    if not splits["train"]:
        raise HanmadiError(
            f"학습할 행이 없습니다 (들어온 행 {report.rows_in}개, 빠진 까닭 {report.dropped or '없음'}).",
            "말뭉치를 확인하거나 data.max_tokens를 늘려 주세요.",
        )
    folder.mkdir(parents=True, exist_ok=True)
    for name in SPLITS:
        rows = [as_row(example) for example in splits[name]]
        pyarrow.parquet.write_table(pyarrow.Table.from_pylist(rows, SCHEMA), folder / f"{name}.parquet")
        report.rows[name] = len(rows)
    report.tokens = _count_tokens(kept, chat)
    (folder / "report.json").write_text(json.dumps(asdict(report), ensure_ascii=False, indent=2), encoding="utf-8")
    preview = "\n\n".join(show(example, chat) for example in splits["train"][:SHOWN])
    (folder / "preview.txt").write_text(preview + "\n", encoding="utf-8")
    return report


def read(folder: Path, name: str) -> list[Example]:
    """The examples of one split as ``build`` wrote them (without their requests)."""
    rows = pyarrow.parquet.read_table(folder / f"{name}.parquet").to_pylist()
    return [
        Example(
            tuple(Message(role=turn["role"], content=turn["content"]) for turn in row["prompt"]),
            row["completion"][0]["content"],
            row["scenario"],
        )
        for row in rows
    ]


def as_row(example: Example) -> dict[str, Any]:
    """The conversational prompt-completion form that TRL reads and that is published."""
    return {
        "prompt": list(example.messages),
        "completion": [{"role": "assistant", "content": example.completion}],
        "scenario": example.scenario,
    }


def tokenize(example: Example, chat: ChatFormat) -> dict[str, list[int]]:
    """``input_ids``: the prompt as it is served, then answer and end of turn. ``labels``: the answer alone."""
    prompt, answer = chat.prompt_ids(example.messages), chat.answer_ids(example.completion)
    return {"input_ids": prompt + answer, "labels": [IGNORED] * len(prompt) + answer}


def split(examples: Sequence[Example], data: Data, seed: int) -> dict[str, list[Example]]:
    """Whole scenarios go to one split, in an order that the seed fixes; the rows keep their order within it.

    What its author put in the test split stays there, with every row of its scenario; what they put in the train split
    never gets there. ``data.test`` is the share of the others.
    """
    by_scenario: dict[str, list[Example]] = defaultdict(list)
    for example in examples:
        by_scenario[example.scenario or digest(example)].append(example)
    order = sorted(by_scenario, key=lambda scenario: hashlib.sha256(f"{seed}:{scenario}".encode()).digest())
    authored = {name: {row.split for row in rows} for name, rows in by_scenario.items()}
    test = [name for name in order if "test" in authored[name]]
    free = [name for name in order if authored[name] == {""}]
    test += free[: _share(len(free), data.test)]
    left = [name for name in order if name not in set(test)]
    validation = left[: _share(len(order), data.validation)]
    where = dict.fromkeys(left, "train") | dict.fromkeys(validation, "validation") | dict.fromkeys(test, "test")
    result: dict[str, list[Example]] = {name: [] for name in SPLITS}
    for scenario, rows in by_scenario.items():
        result[where[scenario]].extend(rows)
    return result


def digest(example: Example) -> str:
    """The same for two rows with the same prompt and answer."""
    row = json.dumps([list(example.messages), example.completion], ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(row.encode()).hexdigest()


def show(example: Example, chat: ChatFormat) -> str:
    """A row as the model sees it: tokens parted by │, the trained span between ⟦ and ⟧."""
    prompt, answer = chat.prompt_ids(example.messages), chat.answer_ids(example.completion)
    parts = ["│".join(chat.decode([number]) for number in ids) for ids in (prompt, answer)]
    return f"{parts[0]}⟦{parts[1]}⟧ ({len(prompt)} + {len(answer)} tokens)"


def _filter(examples: Iterable[Example], chat: ChatFormat, data: Data, report: Report) -> list[Example]:
    """The rows that are whole, fit and do not repeat each other; ``report`` says what became of the others."""
    sound: list[Example] = []
    seen: set[str] = set()
    for example in examples:
        report.rows_in += 1
        if not example.messages or not all(turn["content"].strip() for turn in example.messages):
            report.drop("empty_prompt", example)
        elif not example.completion.strip():
            report.drop("empty_answer", example)
        elif digest(example) in seen:
            report.drop("duplicate", example)
        elif (problem := _problem(example, chat, data.max_tokens)) is not None:
            report.drop(problem[0], example, problem[1])
        else:
            seen.add(digest(example))
            sound.append(example)
    if data.near_duplicate < 1:
        texts = [("\n".join(turn["content"] for turn in row.messages), row.completion) for row in sound]
        twins = near_duplicates(texts, data.near_duplicate)
        for row, twin in zip(sound, twins, strict=True):
            if twin is not None:
                report.drop("near_duplicate", row)
        sound = [row for row, twin in zip(sound, twins, strict=True) if twin is None]
    return sound


def _problem(example: Example, chat: ChatFormat, max_tokens: int) -> tuple[str, str] | None:
    """Why a row cannot be used as it stands, or None."""
    characters = sum(len(turn["content"]) for turn in example.messages) + len(example.completion)
    if characters > max_tokens * 16:  # no tokenizer packs Korean tighter; spares tokenizing an enormous row
        return "too_long", f" ({characters} characters)"
    ids = tokenize(example, chat)["input_ids"]
    if ids.count(chat.bos_id) > 1:
        return "marker_in_text", " (a second BOS)"
    if chat.end_of_turn in example.completion:
        return "marker_in_text", f" ({chat.end_of_turn})"
    if len(ids) > max_tokens:
        return "too_long", f" ({len(ids)} tokens)"
    return None


def _require_one_bos(chat: ChatFormat) -> None:
    ids = chat.prompt_ids([Message(role="user", content="안녕하세요")])
    if ids[:1] != [chat.bos_id] or ids.count(chat.bos_id) != 1:
        raise HanmadiError(
            f"대화 템플릿이 시작 표시(BOS)를 하나가 아니라 {ids.count(chat.bos_id)}개 넣습니다.",
            "bos_token 하나로 시작하는 템플릿을 가진 모델을 골라 주세요.",
        )


def _share(count: int, fraction: float) -> int:
    """At least one of three or more when a share is asked for at all."""
    return max(round(count * fraction), 1 if fraction and count >= 3 else 0)


def _count_tokens(examples: Sequence[Example], chat: ChatFormat) -> dict[str, int]:
    rows = [tokenize(example, chat) for example in examples]
    lengths = [len(row["input_ids"]) for row in rows]
    trained = sum(label != IGNORED for row in rows for label in row["labels"])
    return {
        "longest": max(lengths),
        "mean": round(sum(lengths) / len(lengths)),
        "total": sum(lengths),
        "trained": trained,
    }
