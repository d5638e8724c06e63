"""What a card says in tables: figures of a run as rows of text, with the Korean word for each."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from pipeline.publishing.finished import FinishedRun
from pipeline.training.recipe_sections import Lora

# Metric -> its name for the model index, what it means.
METRICS = {
    "valid": ("Valid form", "형식에 맞는 답의 비율"),
    "clean": ("Passes the task's own check", "작업의 사실·형식 검사에서 흠이 없는 답의 비율"),
    "exact": ("Exact match", "참조 답과 글자 하나까지 같은 답의 비율"),
    "rouge1": ("ROUGE-1 F1 (Kiwi morphemes)", "형태소 ROUGE-1 F1"),
    "rouge2": ("ROUGE-2 F1 (Kiwi morphemes)", "형태소 ROUGE-2 F1"),
    "rougeL": ("ROUGE-L F1 (Kiwi morphemes)", "형태소 ROUGE-L F1"),
}
DROPPED = {
    "empty_prompt": "입력이 빔",
    "empty_answer": "답이 빔",
    "duplicate": "똑같은 행",
    "near_duplicate": "거의 같은 행",
    "marker_in_text": "대화 표시가 글에 섞임",
    "too_long": "너무 긴 행",
    "over_limit": "레시피가 정한 행 수를 넘음",
}
SIZES = ((1_000, "n<1K"), (10_000, "1K<n<10K"), (100_000, "10K<n<100K"), (1_000_000, "100K<n<1M"))
LOADING = {
    "nf4": "4비트 NormalFloat (QLoRA)",
    "8bit": "8비트",
    "none": "양자화 없음",
}
LONGEST_SHOWN = 1200  # characters of a sample's prompt or answer that a card shows


@dataclass(frozen=True)
class FileRow:
    """One file of the GGUF repository. ``kl`` in nats against the merged model, ``speed`` in tokens per second."""

    quant: str
    name: str
    megabytes: str
    kl: str
    perplexity: str
    speed: str


@dataclass(frozen=True)
class Quality:
    """``rows``: a metric's name and its value for each of ``models``."""

    models: list[str]
    rows: list[tuple[str, list[str]]]


def shown_metrics(run: FinishedRun) -> list[str]:
    """The metrics that a card shows: exact answers only where learning by heart was the aim."""
    return [metric for metric in METRICS if metric != "exact" or run.recipe.evaluate.memorised]


def quality(run: FinishedRun) -> Quality:
    """The task's metrics by model, of the models that answered every row."""
    measured = run.evaluation["quality"]
    names = {"base": "바탕 모델", run.recipe.gguf.master: f"이 모델 ({run.recipe.gguf.master})"}
    shown = [name for name in ("base", run.recipe.gguf.master, *run.recipe.gguf.quants) if name in measured]
    kinds = [metric for metric in shown_metrics(run) if any(metric in measured[name] for name in shown)]
    rows = [
        (METRICS[metric][1], [f"{measured[name][metric]:.3f}" if metric in measured[name] else "" for name in shown])
        for metric in kinds
    ]
    return Quality([names.get(name, name) for name in shown], rows)


def files(run: FinishedRun) -> list[FileRow]:
    """The GGUF files with what quantization cost them."""
    rows = []
    for quant, file in run.quants.items():
        fidelity = run.evaluation["fidelity"][quant]
        rows.append(
            FileRow(
                quant=quant,
                name=file.path,
                megabytes=f"{file.size / 1e6:,.1f}",
                kl=f"{fidelity['kl']:.2g}",
                perplexity=f"{fidelity['perplexity']:.2f}",
                speed=f"{run.speed[quant]:.1f}" if quant in run.speed else "",
            )
        )
    return rows


def training(run: FinishedRun) -> list[tuple[str, str]]:
    """The hyperparameters, named as people of the field do."""
    recipe = run.recipe
    train, lora, loading = recipe.train, recipe.lora, recipe.loading
    length = f"{train.steps}스텝" if train.steps else f"{train.epochs:g}에포크"
    if train.patience:
        length += f" (검증 손실이 {train.patience}번 나아지지 않으면 멈춤)"
    quantized = LOADING[loading.quantization] + (", 이중 양자화" if loading.double_quantization else "")
    adapter = [("LoRA", _lora(lora))] if lora else []
    return [
        ("방법", f"{'LoRA' if lora else '모든 가중치'} 지도 미세조정(SFT), 답에만 손실"),
        ("바탕 모델을 올린 방식", f"{quantized}, {loading.dtype}"),
        *adapter,
        ("길이", length),
        ("배치", f"{train.batch_size} × 누적 {train.accumulation}" + (", 패킹" if train.packing else "")),
        ("학습률", f"{train.learning_rate:g}, {train.schedule}, 예열 {train.warmup:.0%}"),
        ("최적화기", f"{train.optimizer}, weight decay {train.weight_decay:g}, 기울기 자르기 {train.max_grad_norm:g}"),
        ("가장 긴 행", f"{recipe.data.max_tokens:,}토큰"),
        ("병합", "원래 가중치에" if recipe.merge.base == "original" else "역양자화한 가중치에"),
        ("난수 씨앗", str(train.seed)),
        ("학습 시간", _duration(run.seconds["train"])),
        ("버전", ", ".join(f"{name} {run.versions[name]}" for name in ("torch", "transformers", "trl", "peft"))),
    ]


def _lora(lora: Lora) -> str:
    return f"rank {lora.rank}, alpha {lora.alpha:g}, dropout {lora.dropout:g}, {_targets(lora.targets)}"


def dropped(run: FinishedRun) -> list[tuple[str, int]]:
    """Why rows of the corpus were left out, and how many."""
    return [(DROPPED[reason], count) for reason, count in run.data["dropped"].items()]


def samples(run: FinishedRun) -> list[dict[str, str]]:
    """The first rows that were evaluated, unselected: prompt, reference, and the 16-bit model's answer."""
    return [
        {
            "prompt": _shown(sample["prompt"]),
            "reference": _shown(sample["reference"]),
            "answer": _shown(sample[run.recipe.gguf.master]),
        }
        for sample in run.samples
    ]


def statistics(run: FinishedRun) -> list[tuple[str, int, int, str, str]]:
    """By split: rows, scenarios, mean length of prompt and of answer in characters."""
    found = []
    for split, table in run.splits.items():
        rows = table.to_pylist()
        prompts = [sum(len(turn["content"]) for turn in row["prompt"]) for row in rows]
        answers = [len(row["completion"][0]["content"]) for row in rows]
        scenarios = len({row["scenario"] for row in rows})
        found.append((split, len(rows), scenarios, _mean(prompts), _mean(answers)))
    return found


def example_row(run: FinishedRun) -> str:
    """The first row of the dataset as JSON."""
    table = next(iter(run.splits.values()))
    row: dict[str, Any] = table.slice(0, 1).to_pylist()[0]
    for turn in (*row["prompt"], *row["completion"]):
        turn["content"] = _shown(turn["content"])
    return json.dumps(row, ensure_ascii=False, indent=2)


def size_category(rows: int) -> str:
    """The Hub's name for a dataset of so many rows."""
    return next((name for limit, name in SIZES if rows < limit), "1M<n<10M")


def _shown(text: str) -> str:
    return text if len(text) <= LONGEST_SHOWN else f"{text[:LONGEST_SHOWN].rstrip()} … (줄임)"


def _targets(targets: str | list[str]) -> str:
    return "모든 선형 층" if targets == "all-linear" else ", ".join(targets)


def _duration(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return (
        " ".join(f"{count}{unit}" for count, unit in ((hours, "시간"), (minutes, "분"), (rest, "초")) if count)
        or "1초 미만"
    )


def _mean(lengths: list[int]) -> str:
    return f"{sum(lengths) / len(lengths):,.0f}"
