"""The evaluate stage, the gate before publishing: is every artifact the trained model, and does it do its task?

Nothing is published past a failed gate. Its report says what was measured and why it failed.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline.errors import HanmadiError
from pipeline.serving.gguf_model import GgufModel
from pipeline.tasks.task import Example, Task
from pipeline.training import corpus
from pipeline.training.chat import ChatFormat
from pipeline.training.fidelity import Reference, check_master, check_tokens
from pipeline.training.loading import load_model
from pipeline.training.quality import Answers, answers_of, engine_for, gguf_writer, measure, transformers_writer
from pipeline.training.recipe import Recipe

if TYPE_CHECKING:
    from pipeline.training.sft import Progress

SAMPLES = 4  # rows whose answers are shown side by side
SPLIT_ORDER = ("test", "validation", "train")  # the first that has rows is evaluated


class GateError(HanmadiError):
    """An artifact is not what was trained, or does not do its task. ``reasons`` are Korean sentences."""

    def __init__(self, reasons: Sequence[str]) -> None:
        self.reasons = list(reasons)
        super().__init__(
            "공개 전 검사를 통과하지 못했습니다: " + " / ".join(self.reasons),
            "evaluate-failed/report.json을 보고 원인을 고친 뒤 다시 실행해 주세요. 이 검사는 건너뛸 수 없습니다.",
        )


@dataclass
class Report:
    """What ``evaluate`` found. ``fidelity`` holds a divergence by file, ``quality`` the task's metrics by model."""

    split: str = ""
    rows: int = 0
    fidelity: dict[str, dict[str, float]] = field(default_factory=dict)
    quality: dict[str, dict[str, float]] = field(default_factory=dict)
    sizes: dict[str, int] = field(default_factory=dict)  # bytes
    reasons: list[str] = field(default_factory=list)  # why the gate failed; empty when it passed


@dataclass(frozen=True)
class Artifacts:
    """What a run has made so far."""

    base: Path
    data: Path
    adapter: Path
    probe: Path
    merged: Path
    master: Path
    quants: dict[str, Path]


def evaluate(
    recipe: Recipe,
    task: Task[Any, Any],
    made: Artifacts,
    folder: Path,
    threads: int = 0,
    progress: Progress | None = None,
) -> Report:
    """Compare, let every model answer, and write ``folder``/report.json, speed.json and samples.json.

    Raises GateError, the files written, when an artifact fails.
    """
    report = Report()
    report.split, examples = _rows_to_answer(made.data, recipe.evaluate.rows)
    report.rows = len(examples)
    files = {recipe.gguf.master: made.master, **made.quants}
    report.sizes = {name: path.stat().st_size for name, path in files.items()}
    reference = Reference.load(made.merged, examples)
    _check_fidelity(report, recipe, made, reference, examples, threads)
    answers: dict[str, Answers] = {}
    if not report.reasons:  # a file that is not the model need not answer
        answers = _answer(recipe, made, reference, examples, threads, progress)
        _check_quality(report, recipe, task, examples, answers)
    folder.mkdir(parents=True, exist_ok=True)
    _write(folder / "report.json", asdict(report))
    _write(folder / "speed.json", {name: round(given.tokens_per_second, 1) for name, given in answers.items()})
    _write(folder / "samples.json", _samples(examples, answers))
    if report.reasons:
        raise GateError(report.reasons)
    return report


def _rows_to_answer(data: Path, limit: int) -> tuple[str, list[Example]]:
    """The split that is evaluated and its first rows: the test rows, unless a recipe keeps none."""
    for name in SPLIT_ORDER:
        if examples := corpus.read(data, name):
            return name, examples[:limit]
    raise HanmadiError("평가할 행이 없습니다.", "data 단계를 다시 실행해 주세요.")


def _check_fidelity(
    report: Report, recipe: Recipe, made: Artifacts, reference: Reference, examples: Sequence[Example], threads: int
) -> None:
    merged = reference.merge_divergence(made.probe)
    report.fidelity["merged"] = asdict(merged)
    if not merged.kl <= recipe.merge.kl_limit:
        report.reasons.append(
            f"병합된 모델이 학습된 모델과 다릅니다(KL {merged.kl:.3g}, 한계 {recipe.merge.kl_limit:g})."
        )
    with closing(GgufModel(made.master)) as model:
        report.reasons += check_tokens(reference, model, [example.messages for example in examples])
    if report.reasons:
        return
    master = reference.divergence(made.master, threads)
    report.fidelity[recipe.gguf.master] = asdict(master)
    report.reasons += check_master(master, recipe.gguf.master)
    for name, path in made.quants.items():
        found = reference.divergence(path, threads)
        report.fidelity[name] = asdict(found)
        if not found.kl <= recipe.evaluate.max_quant_kl:
            report.reasons.append(f"{name}의 KL {found.kl:.3g}이(가) 한계 {recipe.evaluate.max_quant_kl:g}를 넘습니다.")


def _answer(
    recipe: Recipe,
    made: Artifacts,
    reference: Reference,
    examples: Sequence[Example],
    threads: int,
    progress: Progress | None,
) -> dict[str, Answers]:
    """Every model's answers: base, adapter on it, merged, master and quants. The slow ones answer the samples only."""
    limit, chat = recipe.evaluate.max_tokens, reference.chat
    everything = list(examples)
    shown = everything if recipe.evaluate.memorised else everything[:SAMPLES]
    answers: dict[str, Answers] = {}

    def run(name: str, write: Any, rows: list[Example]) -> None:
        answers[name] = answers_of(write, rows, lambda done: progress and progress(done, len(rows), name))

    with _base(recipe, made) as (model, base_chat):
        if recipe.evaluate.base_too:
            run("base", transformers_writer(model, base_chat, limit), everything)
        if recipe.lora:
            from peft import PeftModel

            trained = PeftModel.from_pretrained(model, made.adapter).eval()
            run("adapter", transformers_writer(trained, base_chat, limit), shown)
    run("merged", transformers_writer(reference.model, chat, limit), shown)
    context = max(len(chat.prompt_ids(example.messages)) for example in examples) + limit
    for name, path in {recipe.gguf.master: made.master, **made.quants}.items():
        with closing(engine_for(path, context, threads)) as engine:
            run(name, gguf_writer(engine, chat, limit), everything)
    return answers


@contextmanager
def _base(recipe: Recipe, made: Artifacts) -> Iterator[tuple[Any, ChatFormat]]:
    """The base as it was loaded for training; freed when the block ends."""
    from pipeline.training.loading import load_tokenizer

    model = load_model(made.base, recipe.loading).eval()
    yield model, ChatFormat.of_tokenizer(load_tokenizer(made.base))
    del model


def _check_quality(
    report: Report, recipe: Recipe, task: Task[Any, Any], examples: Sequence[Example], answers: dict[str, Answers]
) -> None:
    requests = {corpus.digest(row): row.request for row in task.corpus() if row.request is not None}
    for name, given in answers.items():
        report.quality[name] = measure(task, examples[: len(given.texts)], given.texts, requests)
    for name in (recipe.gguf.master, *recipe.gguf.quants):
        valid = report.quality[name]["valid"]
        if valid < recipe.evaluate.min_valid:
            report.reasons.append(
                f"{name}의 답 가운데 {valid:.0%}만 형식에 맞습니다(한계 {recipe.evaluate.min_valid:.0%})."
            )
    if recipe.evaluate.memorised:
        for name in set(answers) - {"base"}:
            if report.quality[name]["exact"] < 1:
                report.reasons.append(
                    f"{name}이(가) 외운 답을 그대로 말하지 않습니다({report.quality[name]['exact']:.0%})."
                )


def _samples(examples: Sequence[Example], answers: dict[str, Answers]) -> list[dict[str, Any]]:
    """The first rows with what each model answered, the reference first."""
    return [
        {
            "prompt": example.messages[-1]["content"],
            "reference": example.completion,
            **{name: given.texts[index] for name, given in answers.items() if index < len(given.texts)},
        }
        for index, example in enumerate(examples[:SAMPLES])
    ]


def _write(file: Path, content: object) -> None:
    file.write_text(json.dumps(content, ensure_ascii=False, indent=2), encoding="utf-8")
