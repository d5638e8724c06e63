"""Useful trained tokens per second, ours against the predecessors' recipe (`python -m bench.train_speed [rounds]`).

A useful token is one of an answer, which is what a model is to learn. Both learn the same rows of the awards corpus on
the same randomly initialised model in nf4 with the same adapter and optimizer. What differs:

predecessors: TRL's trainer, batch 1 x 4, one row a sequence, loss on prompt and answer
ours:         rows packed into sequences of up to 1,024 tokens, the instruction that they share laid once, and only the
              tokens that predict an answer finished

Two models: one in the proportions of Gemma 4 E2B, the base of the recommended recipes, and one in those of Gemma 2 2B.
To reach: >= 2x. The two take turns, so that a busy machine slows both; processor time is told as well.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
from itertools import islice
from pathlib import Path

import torch
from datasets import Dataset
from peft import LoraConfig
from trl import SFTConfig, SFTTrainer

from pipeline.tasks.task import Example
from pipeline.training import corpus, recipe, sft
from pipeline.training.chat import ChatFormat
from pipeline.training.loading import load_model, load_tokenizer
from pipeline.training.recipe import Recipe
from pipeline.training.tiny import Family, make_tokenizer

ROWS = 16  # of the awards corpus, which are trained
TOKENIZER_ROWS = 60  # from which the tokenizer learns its pieces; all of them have more characters than it has room for
VOCABULARY = 12_288  # the output head then takes about the share of the arithmetic that it takes in the real models
OVERRIDES = (
    "loading.quantization=nf4",
    "train.optimizer=paged_adamw_8bit",
    "train.epochs=1",
    "train.steps=null",
    "lora.rank=8",
    "lora.alpha=16",
    "train.batch_size=1",
    "train.accumulation=1",
    "train.packing=true",
    f"data.limit={ROWS}",
)


def make_base(folder: Path, examples: list[Example], family: Family) -> Path:
    """A model of some 40 million parameters in the proportions of its family, with a tokenizer of the corpus."""
    from transformers import Gemma2Config, Gemma2ForCausalLM, Gemma4ForCausalLM, Gemma4TextConfig

    tokenizer, _ = make_tokenizer(examples, family)
    torch.manual_seed(0)
    if family == "gemma2":
        config = Gemma2Config(
            vocab_size=VOCABULARY,
            hidden_size=512,
            intermediate_size=2048,
            num_hidden_layers=8,
            num_attention_heads=4,
            num_key_value_heads=2,
            head_dim=128,
            query_pre_attn_scalar=128,
        )
        Gemma2ForCausalLM(config).save_pretrained(folder)
    else:
        config4 = Gemma4TextConfig(
            vocab_size=VOCABULARY,
            vocab_size_per_layer_input=VOCABULARY,
            hidden_size=384,
            hidden_size_per_layer_input=64,
            intermediate_size=1536,
            use_double_wide_mlp=True,  # the upper 4/7 of the layers share keys and values and are twice as wide inside
            num_hidden_layers=14,
            num_kv_shared_layers=8,
            layer_types=(["sliding_attention"] * 2 + ["full_attention"]) * 4 + ["sliding_attention", "full_attention"],
            num_attention_heads=8,
            num_key_value_heads=1,
            head_dim=64,
            global_head_dim=128,  # type: ignore[call-arg]  # read by the configuration's own post-init
        )
        Gemma4ForCausalLM(config4).save_pretrained(folder)
    tokenizer.save_pretrained(folder)
    return folder


def our_trainer(chosen: Recipe, base: Path, data: Path, folder: Path) -> SFTTrainer:
    return sft.make_trainer(chosen, base, data, folder)


def predecessors_trainer(chosen: Recipe, base: Path, data: Path, folder: Path) -> SFTTrainer:
    """What TRL does with rows of plain text: every token is predicted, the prompt's as well."""
    chat = ChatFormat.of_tokenizer(load_tokenizer(base))
    rows = [corpus.tokenize(example, chat)["input_ids"] for example in corpus.read(data, "train")]
    arguments = SFTConfig(
        output_dir=str(folder),
        num_train_epochs=1,
        per_device_train_batch_size=1,
        gradient_accumulation_steps=4,
        learning_rate=chosen.train.learning_rate,
        optim=chosen.train.optimizer,
        activation_checkpointing=chosen.train.checkpointing,
        bf16=False,
        use_cpu=not torch.cuda.is_available(),
        report_to="none",
        disable_tqdm=True,
    )
    lora = LoraConfig(r=8, lora_alpha=16, target_modules="all-linear", task_type="CAUSAL_LM")
    return SFTTrainer(
        model=load_model(base, chosen.loading),
        args=arguments,
        train_dataset=Dataset.from_dict({"input_ids": rows, "labels": rows}),
        processing_class=load_tokenizer(base),
        peft_config=lora,
    )


def compare(family: Family, examples: list[Example], rounds: int, folder: Path) -> None:
    makers = {"predecessors": predecessors_trainer, "ours": our_trainer}
    by_clock: dict[str, list[float]] = {name: [] for name in makers}
    by_processor: dict[str, list[float]] = {name: [] for name in makers}
    base = make_base(folder / "base", examples, family)
    attention = "eager" if family == "gemma2" else "sdpa"
    chosen = recipe.load("tiny", [*OVERRIDES, f"loading.attention={attention}"])
    report = corpus.build(examples, ChatFormat.of_tokenizer(load_tokenizer(base)), chosen.data, 0, folder / "data")
    tokens = report.tokens
    print(f"{family}: {ROWS} rows of {tokens['mean']} tokens, of which {tokens['trained'] // ROWS} are useful")
    for number in range(rounds):
        for name, make in makers.items():
            trainer = make(chosen, base, folder / "data", folder / f"{name}{number}")
            clock, processor = time.perf_counter(), time.process_time()
            trainer.train()
            by_clock[name].append(tokens["trained"] / (time.perf_counter() - clock))
            by_processor[name].append(tokens["trained"] / (time.process_time() - processor))
    for name, rates in by_clock.items():
        print(f"  {name}: {statistics.median(rates):.1f} useful tokens/s")
    for what, measured in (("the clock", by_clock), ("processor time", by_processor)):
        pairs = zip(measured["predecessors"], measured["ours"], strict=True)
        print(f"  ours / predecessors by {what}: {statistics.median(b / a for a, b in pairs):.2f}x (to reach: >= 2x)")


def main() -> None:
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 3
    examples = list(islice(corpus.load_task("awards").corpus(), TOKENIZER_ROWS))
    for family in ("gemma4", "gemma2"):
        with tempfile.TemporaryDirectory() as scratch:
            compare(family, examples, rounds, Path(scratch))


if __name__ == "__main__":
    main()
