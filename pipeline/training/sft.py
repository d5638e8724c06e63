"""The train stage: LoRA on a frozen base, or all weights of a small one, by TRL's trainer, with checkpoints that a
killed run goes on from.

The same code runs on a CPU, on one GPU, and on several through ``accelerate launch``.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline.errors import HanmadiError
from pipeline.training import corpus
from pipeline.training.chat import ChatFormat
from pipeline.training.loading import load_model, load_tokenizer
from pipeline.training.packing import collate, pack
from pipeline.training.recipe import Recipe
from pipeline.training.recipe_sections import Lora, Train

if TYPE_CHECKING:
    from peft import LoraConfig
    from transformers import PreTrainedModel, PreTrainedTokenizerBase
    from trl import SFTConfig, SFTTrainer

Progress = Callable[[int, int, str], None]  # done, total, a note such as the current loss

CHECKPOINT_FILES = ("adapter_model.safetensors", "optimizer.pt", "scheduler.pt", "trainer_state.json")
FULL_CHECKPOINT_FILES = ("model.safetensors", *CHECKPOINT_FILES[1:])
KEPT_FILES = {"adapter_model.safetensors", "adapter_config.json", "model.safetensors", "config.json"}
LOSS_COLUMNS = ("step", "loss", "eval_loss", "learning_rate", "grad_norm")
PROBE_ROWS, PROBE_TOKENS = 4, 64  # answers whose logits are kept, and how many of their tokens in all


def train(recipe: Recipe, base: Path, data: Path, folder: Path, progress: Progress | None = None) -> None:
    """Train on ``data``'s rows and write ``folder``/adapter (or model), loss.csv, loss.png and probe.safetensors.

    ``folder`` may hold the checkpoints of a killed run with the same inputs: training goes on from the newest whole one
    and ends with the same bytes as an uninterrupted run.
    """
    trainer = make_trainer(recipe, base, data, folder / "checkpoints", progress)
    newest = newest_checkpoint(folder / "checkpoints", CHECKPOINT_FILES if recipe.lora else FULL_CHECKPOINT_FILES)
    trainer.train(resume_from_checkpoint=str(newest) if newest else None)
    trained = folder / trained_name(recipe)
    trainer.save_model(str(trained))  # every process takes part where the weights are spread over several
    save_probe(trainer, base, data, folder / "probe.safetensors")
    if trainer.is_world_process_zero():
        _tidy(trained, recipe.base.model)
        history = [entry for entry in trainer.state.log_history if "loss" in entry or "eval_loss" in entry]
        _write_losses(history, folder / "loss.csv")
        _plot_losses(history, folder / "loss.png")
    trainer.accelerator.wait_for_everyone()  # the first process goes on to clear the checkpoints


def trained_name(recipe: Recipe) -> str:
    """The folder of what was trained: ``adapter``, or ``model`` where all weights were."""
    return "adapter" if recipe.lora else "model"


def make_trainer(recipe: Recipe, base: Path, data: Path, folder: Path, progress: Progress | None = None) -> SFTTrainer:
    """TRL's trainer over rows that are tokenized exactly as they will be served, and packed."""
    tokenizer = load_tokenizer(base)
    chat = ChatFormat.of_tokenizer(tokenizer)
    capacity = recipe.data.max_tokens if recipe.train.packing else 0
    train, validation = (
        pack([corpus.tokenize(example, chat) for example in corpus.read(data, name)], capacity, recipe.train.seed)
        for name in ("train", "validation")
    )
    return trainer_over(recipe, load_model(base, recipe.loading), tokenizer, train, validation, folder, progress)


def trainer_over(
    recipe: Recipe,
    model: PreTrainedModel,
    tokenizer: PreTrainedTokenizerBase,
    train: list[dict[str, list[int]]],
    validation: list[dict[str, list[int]]],
    folder: Path,
    progress: Progress | None = None,
) -> SFTTrainer:
    """TRL's trainer over packs that are laid out already."""
    from datasets import Dataset
    from transformers import EarlyStoppingCallback, PrinterCallback

    from pipeline.training.answer_trainer import AnswerTrainer

    callbacks: list[Any] = [_progress_callback(progress)] if progress else []
    if recipe.train.patience:
        callbacks.append(EarlyStoppingCallback(early_stopping_patience=recipe.train.patience))
    try:
        trainer = AnswerTrainer(
            model=model,
            args=_arguments(recipe, folder, watch=bool(validation)),
            train_dataset=Dataset.from_list(train),
            eval_dataset=Dataset.from_list(validation) if validation else None,
            data_collator=collate,
            processing_class=tokenizer,
            peft_config=_lora(recipe.lora) if recipe.lora else None,
            callbacks=callbacks,
            optimizers=(_muon(model, recipe.train) if recipe.train.optimizer == "muon" else None, None),
        )
    except ValueError as error:
        if not recipe.lora or "target modules" not in str(error).lower():
            raise
        raise HanmadiError(
            f"lora.targets({recipe.lora.targets})에 맞는 층이 {recipe.base.model}에 없습니다.",
            "all-linear로 두거나 모델의 층 이름을 적어 주세요.",
        ) from None
    trainer.remove_callback(PrinterCallback)
    return trainer


def _lora(options: Lora) -> LoraConfig:
    from peft import LoraConfig

    return LoraConfig(
        r=options.rank,
        lora_alpha=options.alpha,  # type: ignore[arg-type]  # PEFT takes a float, its annotation says int
        lora_dropout=options.dropout,
        target_modules=options.targets,
        task_type="CAUSAL_LM",
    )


def _muon(model: Any, options: Train) -> Any:
    from pipeline.training.muon import Muon

    return Muon(model, options.learning_rate, options.weight_decay)


def newest_checkpoint(folder: Path, files: Sequence[str] = CHECKPOINT_FILES) -> Path | None:
    """The checkpoint with the highest step whose ``files`` are all there; a half-written one is passed over."""

    def step(path: Path) -> int:
        return int(path.name.partition("-")[2])

    for path in sorted(folder.glob("checkpoint-[0-9]*"), key=step, reverse=True):
        if all((path / name).is_file() for name in files) and _is_json(path / "trainer_state.json"):
            return path
    return None


def save_probe(trainer: SFTTrainer, base: Path, data: Path, file: Path) -> None:
    """Keep what the trained model (quantized base and adapter) says at a few answer tokens, to check the merge against.

    Writes ``input_ids`` and ``logits`` per row: int64 [tokens] and float32 [answer tokens, vocabulary]; the logits are
    those that predict the last ``len(logits)`` tokens.
    """
    import torch
    from safetensors.torch import save_file

    chat = ChatFormat.of_tokenizer(load_tokenizer(base))
    examples = (corpus.read(data, "validation") or corpus.read(data, "train"))[:PROBE_ROWS]
    tensors: dict[str, torch.Tensor] = {}
    model = trainer.model_wrapped.eval()
    for index, example in enumerate(examples):
        row = corpus.tokenize(example, chat)
        answer = sum(label != corpus.IGNORED for label in row["labels"])
        kept = min(answer, PROBE_TOKENS // len(examples))
        ids = torch.tensor(row["input_ids"][: len(row["input_ids"]) - answer + kept])
        with torch.no_grad():
            logits = model(input_ids=ids[None].to(trainer.args.device)).logits[0, -kept - 1 : -1]
        tensors[f"{index}.input_ids"] = ids
        tensors[f"{index}.logits"] = logits.float().cpu().contiguous()
    if trainer.is_world_process_zero():
        save_file(tensors, file)


def _arguments(recipe: Recipe, folder: Path, *, watch: bool) -> SFTConfig:
    """``watch``: there are validation rows to look at during training."""
    import torch
    from trl import SFTConfig

    options: Train = recipe.train
    cuda = torch.cuda.is_available()
    return SFTConfig(
        output_dir=str(folder),
        max_length=recipe.data.max_tokens,
        dataset_kwargs={"skip_prepare_dataset": True},  # tokenized and packed already
        remove_unused_columns=False,
        prediction_loss_only=True,
        max_steps=options.steps or -1,
        num_train_epochs=options.epochs or 1.0,
        per_device_train_batch_size=options.batch_size,
        per_device_eval_batch_size=options.batch_size,
        gradient_accumulation_steps=options.accumulation,
        learning_rate=options.learning_rate,
        lr_scheduler_type=options.schedule,
        warmup_steps=options.warmup,
        optim="adamw_torch" if options.optimizer == "muon" else options.optimizer,  # muon is handed over whole
        weight_decay=options.weight_decay,
        max_grad_norm=options.max_grad_norm,
        activation_checkpointing=options.checkpointing,
        bf16=recipe.loading.dtype == "bfloat16",
        use_cpu=not cuda,
        dataloader_pin_memory=cuda,
        seed=options.seed,
        logging_steps=max(1, min(10, options.save_every // 5)),
        logging_first_step=True,
        save_steps=options.save_every,
        save_total_limit=2,
        eval_strategy="steps" if watch else "no",
        eval_steps=options.evaluate_every,
        load_best_model_at_end=bool(options.patience),
        metric_for_best_model="eval_loss" if options.patience else None,
        greater_is_better=False if options.patience else None,
        report_to="none",
        disable_tqdm=True,
    )


def _progress_callback(progress: Progress) -> Any:
    from transformers import TrainerCallback

    class Report(TrainerCallback):
        def on_log(self, args: Any, state: Any, control: Any, logs: dict[str, float] | None = None, **_: Any) -> None:
            if logs and "loss" in logs and state.is_world_process_zero:
                progress(state.global_step, state.max_steps, f"loss {float(logs['loss']):.3f}")

    return Report()


def _tidy(folder: Path, base: str) -> None:
    """Keep weights and configuration; name an adapter's base by the recipe, and sort what PEFT writes at random."""
    for file in folder.iterdir():
        if file.name not in KEPT_FILES:
            file.unlink()
    path = folder / "adapter_config.json"
    if not path.is_file():
        return
    config = json.loads(path.read_text(encoding="utf-8"))
    config["base_model_name_or_path"] = base
    config["target_modules"] = sorted(config["target_modules"])
    path.write_text(json.dumps(config, indent=2, sort_keys=True), encoding="utf-8")


def _write_losses(history: list[dict[str, Any]], file: Path) -> None:
    with file.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, LOSS_COLUMNS, extrasaction="ignore")
        writer.writeheader()
        writer.writerows(history)


def _plot_losses(history: list[dict[str, Any]], file: Path) -> None:
    from matplotlib.figure import Figure

    figure = Figure(figsize=(8, 4.5), layout="constrained")
    axes = figure.subplots()
    for key, label in (("loss", "training"), ("eval_loss", "validation")):
        points = [(entry["step"], float(entry[key])) for entry in history if key in entry]
        if points:
            axes.plot(*zip(*points, strict=True), label=label, marker="o" if len(points) < 30 else None, markersize=3)
    axes.set(xlabel="step", ylabel="loss (nats per token)", ylim=(0, None))
    axes.legend()
    figure.savefig(file, dpi=120)


def _is_json(file: Path) -> bool:
    try:
        json.loads(file.read_text(encoding="utf-8"))
    except ValueError:
        return False
    return True
