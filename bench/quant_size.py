"""Size of a Q5_K_M file of Gemma 2B's shape (`python -m bench.quant_size [folder]`). To reach: -63.3 %.

Sizes and tensor types do not depend on the weights, so the 16-bit file is sparse: five gigabytes of zeros that take no
room. The quantized file does (1.8 GB). It is quantized as the pipeline does it, its tensor types read back.
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections import Counter
from importlib import import_module
from pathlib import Path

from pipeline.training.converter import converter_folder
from pipeline.training.gguf import quantize, tensor_types

VOCABULARY, HIDDEN, FFN, LAYERS, HEADS, KV_HEADS, HEAD = 256_000, 2048, 16_384, 18, 8, 1, 256


def shapes() -> dict[str, tuple[int, ...]]:
    """Every tensor of google/gemma-2b: its embedding is its output head as well."""
    layer = {
        "attn_norm": (HIDDEN,),
        "attn_q": (HEADS * HEAD, HIDDEN),
        "attn_k": (KV_HEADS * HEAD, HIDDEN),
        "attn_v": (KV_HEADS * HEAD, HIDDEN),
        "attn_output": (HIDDEN, HEADS * HEAD),
        "ffn_norm": (HIDDEN,),
        "ffn_gate": (FFN, HIDDEN),
        "ffn_up": (FFN, HIDDEN),
        "ffn_down": (HIDDEN, FFN),
    }
    tensors: dict[str, tuple[int, ...]] = {"token_embd.weight": (VOCABULARY, HIDDEN)}
    for number in range(LAYERS):
        tensors |= {f"blk.{number}.{name}.weight": shape for name, shape in layer.items()}
    return tensors | {"output_norm.weight": (HIDDEN,)}


def write_sparse(file: Path) -> None:
    """A GGUF file with everything but the weights, which are a hole."""
    sys.path.insert(0, str(converter_folder() / "gguf-py"))
    gguf = import_module("gguf")
    numpy = import_module("numpy")
    writer = gguf.GGUFWriter(file, "gemma")
    writer.add_context_length(8192)
    writer.add_embedding_length(HIDDEN)
    writer.add_block_count(LAYERS)
    writer.add_feed_forward_length(FFN)
    writer.add_head_count(HEADS)
    writer.add_head_count_kv(KV_HEADS)
    writer.add_key_length(HEAD)
    writer.add_value_length(HEAD)
    writer.add_layer_norm_rms_eps(1e-6)
    writer.add_file_type(int(gguf.LlamaFileType.MOSTLY_F16))
    total = 0
    for name, shape in shapes().items():
        kind = numpy.float32 if len(shape) == 1 else numpy.float16
        size = int(numpy.prod(shape)) * kind().itemsize
        writer.add_tensor_info(name, shape, numpy.dtype(kind), size)
        total += -(-size // writer.data_alignment) * writer.data_alignment
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_ti_data_to_file()
    writer.close()
    header = -(-file.stat().st_size // writer.data_alignment) * writer.data_alignment
    with file.open("r+b") as stream:
        stream.truncate(header + total)


def main() -> None:
    with tempfile.TemporaryDirectory(dir=sys.argv[1] if len(sys.argv) > 1 else None) as scratch:
        master = Path(scratch) / "gemma-2b-F16.gguf"
        write_sparse(master)
        started = time.monotonic()
        quantized = quantize(master, Path(scratch) / "gemma-2b-Q5_K_M.gguf", "Q5_K_M")
        seconds = time.monotonic() - started
        before, after = master.stat().st_size, quantized.stat().st_size
        kinds = Counter(tensor_types(quantized).values())
    print(f"16-bit {before / 2**20:.2f} MiB, Q5_K_M {after / 2**20:.2f} MiB, quantized in {seconds:.0f} s")
    print(f"tensor types: {', '.join(f'{kind} {count}' for kind, count in kinds.most_common())}")
    print(f"size reduction: {1 - after / before:.2%} (to reach: 63.3 %)")


if __name__ == "__main__":
    main()
