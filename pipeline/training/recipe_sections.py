"""The sections of a recipe. Each field says its effect; an unknown one is an error."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

Fraction = Annotated[float, Field(ge=0, le=1)]
Count = Annotated[int, Field(ge=1)]


class Section(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class Scratch(Section):
    """The size of a new model with random weights, and of its tokenizer of syllables."""

    layers: Count = Field(description="Transformer layers.")
    hidden: Count = Field(description="Width of the model: a multiple of 256 for K-quants, of 64 for its heads.")
    ffn: Count = Field(description="Width of the feed-forward layers: a multiple of 256 for K-quants.")
    context: Count = Field(description="Longest conversation in tokens, prompt and answer together.")
    pieces: Count = Field(description="Most pieces of the tokenizer: syllables, words, signs, bytes and markers.")
    copying: bool = Field(
        default=True,
        description="First weights that copy from the prompt (training.first_weights) instead of random ones alone: "
        "spares some millions of tokens. Needs two layers and a hidden of a multiple of 128.",
    )

    @model_validator(mode="after")
    def _heads_fit(self) -> Scratch:
        if self.hidden % 64:
            raise ValueError("hidden은 64의 배수여야 합니다")
        if self.copying and (self.hidden % 128 or self.layers < 2):
            raise ValueError("copying: true는 layers가 2 이상이고 hidden이 128의 배수여야 합니다")
        return self


class Base(Section):
    """The model to start from."""

    model: str = Field(
        description="Hub repository (owner/name), a local folder, scratch:gemma2: a new model with random weights, or "
        "tiny:gemma2 / tiny:gemma4: a 2.5 M parameter model made on the spot, which proves the way and nothing else."
    )
    scratch: Scratch | None = Field(default=None, description="How large a model made from scratch is.")
    revision: str = Field(
        default="main", description="Branch, tag or commit. A commit makes the run repeatable for ever."
    )
    license: str = Field(
        description="Licence id of the base as the Hub writes it (gemma, apache-2.0): goes into the cards."
    )

    @property
    def tiny(self) -> str | None:
        """The tiny family to make, or None for a real model."""
        return self.model.removeprefix("tiny:") if self.model.startswith("tiny:") else None

    @property
    def is_made(self) -> bool:
        """Whether the model is made on the spot, by the run itself."""
        return bool(self.tiny or self.scratch)

    @model_validator(mode="after")
    def _size_of_what_is_new(self) -> Base:
        if (self.model == "scratch:gemma2") != (self.scratch is not None):
            raise ValueError("model: scratch:gemma2와 크기(base.scratch)는 함께 적어야 합니다")
        return self


class Loading(Section):
    """How the frozen base lies in memory during training."""

    quantization: Literal["nf4", "8bit", "none"] = Field(
        default="nf4", description="nf4: a quarter of the memory (QLoRA). 8bit: half. none: 16 bits, the most exact."
    )
    double_quantization: bool = Field(
        default=False, description="nf4 only: quantize the scales as well; saves another 0.4 bit a parameter."
    )
    dtype: Literal["bfloat16", "float32"] = Field(
        default="bfloat16", description="Arithmetic. float16 is not offered: Gemma 2 overflows in it."
    )
    attention: Literal["eager", "sdpa"] = Field(
        default="sdpa",
        description="Attention kernel. Gemma 2 caps its attention logits, which only eager does.",
    )

    @model_validator(mode="after")
    def _double_needs_nf4(self) -> Loading:
        if self.double_quantization and self.quantization != "nf4":
            raise ValueError("double_quantization은 quantization: nf4에서만 쓸 수 있습니다")
        return self


class Lora(Section):
    """The low-rank adapter that is trained."""

    rank: Count = Field(default=16, description="Width r of the adapter matrices: capacity and memory grow with it.")
    alpha: Annotated[float, Field(gt=0)] = Field(
        default=32, description="The adapter's output is scaled by alpha / rank."
    )
    dropout: Annotated[float, Field(ge=0, lt=1)] = Field(default=0.0, description="Dropout on the adapter's input.")
    targets: Literal["all-linear"] | list[str] = Field(
        default="all-linear", description="Layers that get an adapter: all linear layers but the output head, or names."
    )


class Also(Section):
    """Rows of another task that are trained as well. Its test rows are left out, and none is evaluated."""

    task: str = Field(description="Folder under pipeline/tasks.")
    scenarios: str = Field(default="", description="Only rows whose scenario begins like this; empty for all.")
    rows: Count | None = Field(default=None, description="So many of them, spread evenly; null for all.")


class Data(Section):
    """Which rows of the task's corpus are used, and how they are split."""

    max_tokens: Count = Field(
        description="Longest row, prompt and answer together. A longer row is left out and reported, never cut."
    )
    authored: bool = Field(
        default=True, description="Train the authored rows as they stand; false: only rows made from them."
    )
    augment: int = Field(
        default=0, ge=0, description="Rows that the task makes from its authored training rows, beside those."
    )
    written: int = Field(
        default=0,
        ge=0,
        description="Rows with the authors' requests, as they are and varied, that the task's offline writer answers: "
        "what a model too small to tell a story anew can learn.",
    )
    drills: int = Field(default=0, ge=0, description="Rows that the task makes to practise copying alone.")
    also: list[Also] = Field(default=[], description="Other tasks whose rows are trained as well.")
    limit: Count | None = Field(default=None, description="Use only the first rows of the corpus; null for all.")
    validation: Fraction = Field(
        default=0.05, description="Share of scenarios watched during training (early stopping)."
    )
    test: Fraction = Field(default=0.1, description="Share of scenarios that training never sees, for evaluation.")
    near_duplicate: Annotated[float, Field(gt=0, le=1)] = Field(
        default=0.9,
        description="Rows whose prompts and answers share more than this share of 5-character runs count as one.",
    )

    @model_validator(mode="after")
    def _something_is_left(self) -> Data:
        if self.validation + self.test >= 1:
            raise ValueError("validation과 test를 더한 값은 1보다 작아야 학습할 행이 남습니다")
        return self


class Train(Section):
    """Optimization. Either ``steps`` or ``epochs``."""

    steps: Count | None = Field(default=None, description="Optimizer steps.")
    epochs: Annotated[float, Field(gt=0)] | None = Field(default=None, description="Passes over the training rows.")
    batch_size: Count = Field(default=1, description="Rows (or packs of rows) a device handles at once.")
    accumulation: Count = Field(default=4, description="Batches whose gradients are added up before a step.")
    learning_rate: Annotated[float, Field(gt=0, lt=1)] = Field(default=2e-4, description="Peak learning rate.")
    schedule: Literal["linear", "cosine", "constant", "constant_with_warmup"] = Field(
        default="cosine", description="How the learning rate goes on after warm-up."
    )
    warmup: Fraction = Field(default=0.03, description="Share of the steps over which the learning rate rises from 0.")
    optimizer: Literal["paged_adamw_8bit", "adamw_torch", "muon"] = Field(
        default="paged_adamw_8bit",
        description="8-bit Adam states that can leave the GPU under pressure; plain AdamW; or Muon, for a model from "
        "scratch whose every weight is trained.",
    )
    weight_decay: Annotated[float, Field(ge=0)] = Field(default=0.0, description="Decay of the adapter weights.")
    max_grad_norm: Annotated[float, Field(gt=0)] = Field(default=1.0, description="Gradients are clipped to this norm.")
    packing: bool = Field(
        default=True,
        description="Lay several rows in one sequence of data.max_tokens, their common beginning once.",
    )
    checkpointing: bool = Field(
        default=True, description="Recompute activations in the backward pass: less memory, slower."
    )
    save_every: Count = Field(
        default=50, description="Steps between checkpoints; a killed run goes on from the newest."
    )
    evaluate_every: Count = Field(default=50, description="Steps between looks at the validation loss.")
    patience: Count | None = Field(
        default=None,
        description="Stop after so many looks without a better validation loss and keep the best; null: never.",
    )
    seed: int = Field(default=0, description="Fixes the split, the order of rows and the adapter's first weights.")

    @model_validator(mode="after")
    def _steps_or_epochs(self) -> Train:
        if (self.steps is None) == (self.epochs is None):
            raise ValueError("steps와 epochs 가운데 하나만 적어야 합니다")
        if self.patience and self.save_every % self.evaluate_every:
            raise ValueError("조기 종료(patience)를 쓰려면 save_every가 evaluate_every의 배수여야 합니다")
        return self


class Merge(Section):
    """How the adapter becomes part of the weights."""

    base: Literal["original", "dequantized"] = Field(
        default="original",
        description="original: into the 16-bit base. dequantized: into what the quantized base really held in "
        "training, which reproduces the trained model almost exactly.",
    )
    kl_limit: Annotated[float, Field(gt=0)] = Field(
        default=0.1,
        description="Largest mean KL divergence (nats) between trained and merged model. nf4 training merged "
        "into the original base showed 0.02; well above that something broke.",
    )


class Gguf(Section):
    """Files for llama.cpp and Ollama."""

    master: Literal["bf16", "f16", "f32"] = Field(
        default="bf16", description="Type of the file that all others come from."
    )
    quants: list[Literal["Q4_K_M", "Q5_K_M", "Q6_K", "Q8_0"]] = Field(
        default=["Q4_K_M", "Q5_K_M", "Q8_0"], min_length=1, description="Quantized files to make, smallest first."
    )
    imatrix: bool = Field(
        default=False, description="Weigh columns by how strongly the training rows use them. Helps below 4 bits."
    )


class Evaluate(Section):
    """The gate before publishing."""

    rows: Count = Field(default=50, description="Test rows that each model answers.")
    max_tokens: Count = Field(default=512, description="Longest answer in tokens.")
    base_too: bool = Field(default=True, description="Let the base model answer as well, to see what training gained.")
    memorised: bool = Field(
        default=False,
        description="Demand every training answer word by word from every artifact: for over-fitted tiny runs.",
    )
    min_valid: Fraction = Field(default=0.9, description="Share of answers that the task must be able to read.")
    max_quant_kl: Annotated[float, Field(gt=0)] = Field(
        default=0.5, description="Largest mean KL divergence (nats) of a quantized file to the merged model."
    )


class Publish(Section):
    """What goes to the Hub."""

    name: str = Field(description="Repository name; the namespace is given on the command line.")
    dataset: bool = Field(default=True, description="Publish the training rows as well.")
