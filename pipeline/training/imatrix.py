"""Importance matrix: how strongly the training rows use each column of each matrix, for the quantizer to weigh."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

from pipeline.training import corpus
from pipeline.training.chat import ChatFormat
from pipeline.training.loading import load_model, load_tokenizer
from pipeline.training.recipe import Loading

ROWS = 64
# The last part of a linear layer's name in transformers -> its name in a GGUF file, for the Gemma families.
GGUF_NAMES = {
    "q_proj": "attn_q",
    "k_proj": "attn_k",
    "v_proj": "attn_v",
    "o_proj": "attn_output",
    "gate_proj": "ffn_gate",
    "up_proj": "ffn_up",
    "down_proj": "ffn_down",
    "per_layer_input_gate": "inp_gate",
    "per_layer_projection": "proj",
}
LAYER = re.compile(r"model\.layers\.(\d+)\.(?:\w+\.)?(\w+)")


def collect(merged: Path, data: Path, loading: Loading) -> dict[str, list[float]]:
    """Mean squared activation of each column, by GGUF tensor name, over up to 64 training rows."""
    import torch

    unquantized = loading.model_copy(update={"quantization": "none", "double_quantization": False})
    model = load_model(merged, unquantized).eval()
    chat = ChatFormat.of_tokenizer(load_tokenizer(merged))
    sums: dict[str, torch.Tensor] = {}
    tokens = 0

    def watch(name: str) -> Callable[[Any, tuple[Any, ...]], None]:
        def add(_module: Any, inputs: tuple[Any, ...]) -> None:
            squares = inputs[0].detach().float().square().sum(dim=(0, 1)).cpu()
            sums[name] = sums.get(name, 0) + squares

        return add

    for name, module in model.named_modules():
        match = LAYER.fullmatch(name)
        if isinstance(module, torch.nn.Linear) and match and match[2] in GGUF_NAMES:
            module.register_forward_pre_hook(watch(f"blk.{match[1]}.{GGUF_NAMES[match[2]]}.weight"))
    for example in corpus.read(data, "train")[:ROWS]:
        ids = corpus.tokenize(example, chat)["input_ids"]
        tokens += len(ids)
        with torch.inference_mode():
            model(input_ids=torch.tensor([ids], device=model.device), logits_to_keep=1)
    return {name: (total / tokens).tolist() for name, total in sums.items()}
