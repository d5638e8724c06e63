"""Memory and time of merge, GGUF and quantization (`python -m bench.merge_memory [folder]`). To reach: 9B within 8 GiB.

A randomly initialised model of Gemma 2 2B's shape (5.2 GB in 16 bits) and a random adapter. Each step is a process of
its own; its peak is told twice: all resident pages, and those that the kernel cannot drop (mapped file pages it can).
Needs 20 GB of disk, which are given back.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

from pipeline.tasks.task import Example

HIDDEN, FFN, LAYERS, HEADS, KV_HEADS, HEAD, VOCABULARY = 2304, 9216, 26, 8, 4, 256, 256_000
RANK = 16
GIB = 1 << 30
# Gemma 2 9B: what a step holds at once is a shard and a few copies of the largest matrix, the embedding.
EMBEDDING_9B, EMBEDDING_2B = 256_000 * 3584 * 2, VOCABULARY * HIDDEN * 2  # bytes in 16 bits
PARAMETERS_9B, PARAMETERS_2B = 9.24e9, 2.61e9
POLL = 0.02  # seconds


def make_base(folder: Path) -> None:
    import torch
    from transformers import Gemma2Config, Gemma2ForCausalLM

    from pipeline.training.tiny import make_tokenizer

    row = Example(({"role": "user", "content": "상장을 써 줘"},), "위 사람은 이 상장을 받습니다.")
    tokenizer, sentencepiece = make_tokenizer([row], "gemma2")
    config = Gemma2Config(
        vocab_size=VOCABULARY,
        hidden_size=HIDDEN,
        intermediate_size=FFN,
        num_hidden_layers=LAYERS,
        num_attention_heads=HEADS,
        num_key_value_heads=KV_HEADS,
        head_dim=HEAD,
    )
    torch.set_default_dtype(torch.bfloat16)
    Gemma2ForCausalLM(config).save_pretrained(folder)
    tokenizer.save_pretrained(folder)
    (folder / "tokenizer.model").write_bytes(sentencepiece)


def make_adapter(folder: Path) -> None:
    """Random factors for every linear layer, in PEFT's form."""
    import torch
    from safetensors.torch import save_file

    queries, keys = HEADS * HEAD, KV_HEADS * HEAD
    sizes = {
        "self_attn.q_proj": (HIDDEN, queries),
        "self_attn.k_proj": (HIDDEN, keys),
        "self_attn.v_proj": (HIDDEN, keys),
        "self_attn.o_proj": (queries, HIDDEN),
        "mlp.gate_proj": (HIDDEN, FFN),
        "mlp.up_proj": (HIDDEN, FFN),
        "mlp.down_proj": (FFN, HIDDEN),
    }
    tensors = {}
    for layer in range(LAYERS):
        for name, (inputs, outputs) in sizes.items():
            key = f"base_model.model.model.layers.{layer}.{name}"
            tensors[f"{key}.lora_A.weight"] = torch.randn(RANK, inputs) * 0.01
            tensors[f"{key}.lora_B.weight"] = torch.randn(outputs, RANK) * 0.01
    folder.mkdir()
    save_file(tensors, folder / "adapter_model.safetensors")
    (folder / "adapter_config.json").write_text(json.dumps({"r": RANK, "lora_alpha": 2 * RANK}))


def do(step: str, folder: Path) -> None:
    """One step, in this process."""
    from pipeline.training import gguf
    from pipeline.training.merge import merge
    from pipeline.training.recipe import Loading, Merge

    base, merged, master = folder / "base", folder / "merged", folder / "model-BF16.gguf"
    if step == "make":
        make_base(base)
        make_adapter(folder / "adapter")
    elif step == "merge":
        merge(base, folder / "adapter", merged, Loading(quantization="none"), Merge())
    elif step == "gguf":
        gguf.convert(merged, master, base=base)
    else:
        gguf.quantize(master, folder / f"model-{step}.gguf", step)  # type: ignore[arg-type]


def measure(step: str, folder: Path) -> tuple[float, float, float]:
    """Seconds, peak GiB resident, and peak GiB that are not mapped files, of a step and the processes it starts."""
    started = time.monotonic()
    process = subprocess.Popen([sys.executable, "-m", "bench.merge_memory", "--step", step, str(folder)])
    peaks = [0.0, 0.0]

    def watch() -> None:
        while process.poll() is None:
            resident, anonymous = memory_of(process.pid)
            peaks[0], peaks[1] = max(peaks[0], resident), max(peaks[1], anonymous)
            time.sleep(POLL)

    thread = threading.Thread(target=watch)
    thread.start()
    thread.join()
    if process.returncode:
        sys.exit(f"{step} failed")
    return time.monotonic() - started, peaks[0] / GIB, peaks[1] / GIB


def memory_of(pid: int) -> tuple[int, int]:
    """Bytes resident and bytes anonymous of a process and its children."""
    resident = anonymous = 0
    try:
        for line in Path(f"/proc/{pid}/status").read_text().splitlines():
            if line.startswith("VmRSS:"):
                resident = int(line.split()[1]) * 1024
            elif line.startswith("RssAnon:"):
                anonymous = int(line.split()[1]) * 1024
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    except (FileNotFoundError, ProcessLookupError):  # it has just ended
        return resident, anonymous
    below = [memory_of(int(child)) for child in children]
    return resident + sum(one[0] for one in below), anonymous + sum(one[1] for one in below)


def main() -> None:
    if sys.argv[1:2] == ["--step"]:
        do(sys.argv[2], Path(sys.argv[3]))
        return
    with tempfile.TemporaryDirectory(dir=sys.argv[1] if len(sys.argv) > 1 else None) as scratch:
        folder = Path(scratch)
        measure("make", folder)
        print(f"Gemma 2 2B's shape, {os.cpu_count()} cores; 9B: peak and what the larger embedding adds, time by size")
        for step, copies in (("merge", 1), ("gguf", 3), ("Q5_K_M", 0)):
            seconds, resident, anonymous = measure(step, folder)
            larger = anonymous + copies * (EMBEDDING_9B - EMBEDDING_2B) / GIB
            minutes = seconds * PARAMETERS_9B / PARAMETERS_2B / 60
            print(
                f"{step}: {seconds:.0f} s, peak {resident:.2f} GiB resident, {anonymous:.2f} GiB of its own; "
                f"9B: {minutes:.1f} min, {larger:.2f} GiB (to reach: <= 8)"
            )


if __name__ == "__main__":
    main()
