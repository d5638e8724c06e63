"""A run folder as the pipeline leaves it, made of the tiny model's files in a second instead of by training."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pyarrow
import pyarrow.parquet
import yaml

from pipeline.tasks.task import Example
from pipeline.training import corpus, recipe
from pipeline.training.gguf import quantize
from pipeline.training.stages import identity, run_stage
from tests.tiny_model import ANSWERS, TinyModel, ask

NAME = "hanmadi-awards"
QUANTS = ("Q4_K_M", "Q5_K_M", "Q8_0")
FIGURES = {"valid": 1.0, "exact": 1.0, "rouge1": 1.0, "rouge2": 1.0, "rougeL": 1.0, "clean": 0.75, "problem_name": 0.25}
FIDELITY = {"kl": 0.0016, "agreement": 0.98, "perplexity": 1.01, "reference_perplexity": 1.0, "tokens": 90}
ROWS = [Example(tuple(ask(question)), answer, question) for question, answer in ANSWERS.items()]
PUBLIC_ROW = Example(
    tuple(ask("공개 데이터의 물음")),
    "공개 데이터의 답입니다.",
    "hub:someone/llama_ko_smr@0123456789abcdef0123456789abcdef01234567/news/0",
)


def make(
    folder: Path, tiny: TinyModel, *, overrides: tuple[str, ...] = (), extra_rows: tuple[Example, ...] = ()
) -> Path:
    """A finished run in ``folder`` with the recipe tiny, changed by ``overrides``; ``extra_rows`` join its training."""
    loaded = recipe.load("tiny", (f"publish.name={NAME}", *overrides))
    folder.mkdir(parents=True)
    (folder / "recipe.yaml").write_text(yaml.safe_dump(loaded.model_dump(), allow_unicode=True), encoding="utf-8")
    names = ("torch", "transformers", "trl", "peft")
    write_json(folder / "versions.json", {"python": "3.11", "machine": "x86_64"} | dict.fromkeys(names, "1.0"))
    stage(folder, "data", {}, lambda out: write_data(out, [*ROWS, *extra_rows]))
    stage(folder, "train", {}, lambda out: (out / "loss.csv").write_text("step,loss\n1,2.5\n"))
    stage(folder, "merge", {}, lambda out: shutil.copytree(tiny.merged, out / "model"))
    merge = identity(folder / "merge")
    stage(folder, "gguf", {"merge": merge}, lambda out: write_gguf(out, tiny, loaded.publish.name))
    evaluate(folder)
    return folder


def evaluate(folder: Path) -> None:
    """Let the gate pass whatever lies in ``folder``."""
    seen = {name: identity(folder / name) for name in ("data", "train", "gguf")}
    stage(folder, "evaluate", seen, lambda out: write_evaluation(out))


def add_row(folder: Path, row: Example) -> None:
    """As if the run had been made with one row more: its data are then bytes that no Hub has seen."""
    stage(folder, "data", {"row": row.completion}, lambda out: write_data(out, [*ROWS, row]))
    evaluate(folder)


def stage(folder: Path, name: str, inputs: dict[str, Any], work: Callable[[Path], object]) -> None:
    run_stage(folder / name, inputs, lambda out: (work(out), None)[1])


def write_data(out: Path, rows: list[Example]) -> None:
    for split, kept in {"train": rows, "validation": [], "test": rows[:1]}.items():
        table = pyarrow.Table.from_pylist([corpus.as_row(row) for row in kept], corpus.SCHEMA)
        pyarrow.parquet.write_table(table, out / f"{split}.parquet")
    counts = {"train": len(rows), "validation": 0, "test": 1}
    write_json(out / "report.json", asdict(corpus.Report(len(rows) + 3, counts, {"duplicate": 2, "too_long": 1})))


def write_gguf(out: Path, tiny: TinyModel, name: str) -> None:
    for quant in QUANTS:
        quantize(tiny.gguf, out / f"{name}-{quant}.gguf", quant, threads=1)


def write_evaluation(out: Path) -> None:
    models = ("base", "adapter", "merged", "f32", *QUANTS)
    report = {
        "split": "test",
        "rows": 1,
        "fidelity": dict.fromkeys(("merged", "f32", *QUANTS), FIDELITY),
        "quality": dict.fromkeys(models, FIGURES),
        "sizes": {},
        "reasons": [],
    }
    question, answer = next(iter(ANSWERS.items()))
    sample = {"prompt": ask(question)[0]["content"], "reference": answer} | dict.fromkeys(models, answer)
    write_json(out / "report.json", report)
    write_json(out / "speed.json", dict.fromkeys(QUANTS, 87.5))
    write_json(out / "samples.json", [sample])


def write_json(file: Path, content: object) -> None:
    file.write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")
