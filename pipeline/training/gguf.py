"""Merged safetensors -> a 16- or 32-bit GGUF master -> quantized GGUF files, each read back and checked.

The converter runs as a subprocess, because it puts its own ``gguf`` package on ``sys.path``. Quantization runs in
process through llama.cpp's C API. Every file appears under its final name only when it is complete.
"""

from __future__ import annotations

import ctypes
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Literal

import llama_cpp
from llama_cpp import _ggml, _logger

from pipeline.errors import HanmadiError
from pipeline.training.converter import converter_folder

MasterType = Literal["f32", "f16", "bf16"]
QuantType = Literal["Q4_K_M", "Q5_K_M", "Q6_K", "Q8_0"]

# file type of llama.cpp, and the tensor types that a file of it may hold for its matrices (the first is the rule, the
# second is what the "_M" mixes use for the tensors that suffer most).
QUANT_TYPES: dict[str, tuple[int, tuple[str, ...]]] = {
    "Q4_K_M": (llama_cpp.LLAMA_FTYPE_MOSTLY_Q4_K_M, ("q4_K", "q6_K")),
    "Q5_K_M": (llama_cpp.LLAMA_FTYPE_MOSTLY_Q5_K_M, ("q5_K", "q6_K")),
    "Q6_K": (llama_cpp.LLAMA_FTYPE_MOSTLY_Q6_K, ("q6_K",)),
    "Q8_0": (llama_cpp.LLAMA_FTYPE_MOSTLY_Q8_0, ("q8_0",)),
}
UNQUANTIZED = ("f32", "f16", "bf16")
NEVER_QUANTIZED = ("_norm.weight", "per_layer_model_proj", "rope_freqs")  # llama.cpp leaves these matrices as they are
MAX_BUFFER = 1 << 30  # bytes of tensor rows that the quantizer holds at once; its own default is 8 GiB


def convert(
    model: Path, out: Path, *, outtype: MasterType = "bf16", base: Path | None = None, cache: Path | None = None
) -> Path:
    """Convert the safetensors model in ``model`` to one GGUF file ``out``.

    ``base`` is the folder of the model that was fine-tuned: Gemma's ``tokenizer.model`` is taken from there when
    ``model`` lacks it. Raises HanmadiError with the converter's last lines when it fails.
    """
    script = converter_folder(cache) / "convert_hf_to_gguf.py"
    out.parent.mkdir(parents=True, exist_ok=True)
    partial = _partial(out)
    with tempfile.TemporaryDirectory(dir=out.parent, prefix=".staging-") as scratch:
        staged = stage(model, Path(scratch) / model.name, base)
        command = [sys.executable, str(script), str(staged), "--outfile", str(partial), "--outtype", outtype]
        done = subprocess.run(command, capture_output=True, text=True, env=_offline_environment())
    if done.returncode != 0 or not partial.is_file():
        partial.unlink(missing_ok=True)
        lines = (done.stderr or done.stdout).strip().splitlines()
        raise HanmadiError(
            f"GGUF 변환에 실패했습니다: {' / '.join(lines[-2:])}",
            "병합된 모델 폴더와 디스크 공간을 확인한 뒤 gguf 단계를 다시 실행해 주세요.",
        )
    _require_types(partial, UNQUANTIZED, outtype)
    partial.replace(out)
    return out


def stage(model: Path, folder: Path, base: Path | None = None) -> Path:
    """Link ``model``'s files into ``folder`` and give back what the converter reads and transformers 5 does not write.

    For a SentencePiece family that is ``tokenizer.model`` and ``added_tokens_decoder``: without the latter the turn
    markers become plain text and the conversion still "succeeds". The published model folder stays untouched.
    """
    folder.mkdir(parents=True)
    for file in sorted(model.iterdir()):
        if file.is_file() and file.name != "tokenizer_config.json":
            (folder / file.name).symlink_to(file.resolve())
    if not _uses_sentencepiece(model):
        _copy_if_there(model / "tokenizer_config.json", folder)
        return folder
    if not (folder / "tokenizer.model").exists():
        if base is None or not (base / "tokenizer.model").is_file():
            raise HanmadiError(
                f"{model}에도 바탕 모델에도 tokenizer.model이 없습니다.",
                "이 계열의 GGUF 변환에는 SentencePiece 파일이 필요합니다. 바탕 모델 폴더를 다시 받아 주세요.",
            )
        shutil.copy2(base / "tokenizer.model", folder)
    config = json.loads((model / "tokenizer_config.json").read_text(encoding="utf-8"))
    config["added_tokens_decoder"] = added_tokens_decoder(model)
    config |= {"add_bos_token": True, "add_eos_token": False}
    text = json.dumps(config, ensure_ascii=False, indent=2)
    (folder / "tokenizer_config.json").write_text(text, encoding="utf-8")
    return folder


def added_tokens_decoder(model: Path) -> dict[str, dict[str, Any]]:
    """``tokenizer_config.json``'s table of added tokens, rebuilt from ``tokenizer.json``."""
    added = json.loads((model / "tokenizer.json").read_text(encoding="utf-8"))["added_tokens"]
    keys = ("content", "lstrip", "normalized", "rstrip", "single_word", "special")
    return {str(token["id"]): {key: token[key] for key in keys} for token in added}


def quantize(
    master: Path,
    out: Path,
    quant: QuantType,
    *,
    threads: int = 0,
    imatrix: Mapping[str, Sequence[float]] | None = None,
) -> Path:
    """Quantize a GGUF ``master`` into ``out`` and assert the tensor types that came out.

    ``threads`` 0 means one per core. ``imatrix`` maps a tensor's name to the mean squared activation of each of its
    columns. Raises HanmadiError with llama.cpp's own last message when it refuses, or when a tensor fell back to
    another type (row lengths that are not multiples of 256).
    """
    file_type, allowed = QUANT_TYPES[quant]
    out.parent.mkdir(parents=True, exist_ok=True)
    partial = _partial(out)
    parameters = llama_cpp.llama_model_quantize_default_params()
    parameters.ftype = file_type
    parameters.nthread = threads or os.cpu_count() or 1
    parameters.max_buf_size = MAX_BUFFER
    if imatrix:
        parameters.imatrix = _imatrix_array(imatrix)  # ctypes turns the array into a pointer and keeps it
    messages: list[str] = []
    # The callback must outlive the call: llama.cpp keeps only its address.
    callback = llama_cpp.llama_log_callback(lambda level, text, data: messages.append(text.decode("utf-8", "replace")))
    llama_cpp.llama_log_set(callback, ctypes.c_void_p(0))
    try:
        code = llama_cpp.llama_model_quantize(str(master).encode(), str(partial).encode(), ctypes.byref(parameters))
    finally:
        llama_cpp.llama_log_set(_logger.llama_log_callback, ctypes.c_void_p(0))
    if code != 0:
        partial.unlink(missing_ok=True)
        reason = " ".join("".join(messages).strip().splitlines()[-2:])
        raise HanmadiError(f"{quant} 양자화에 실패했습니다: {reason}", "마스터 GGUF와 디스크 공간을 확인해 주세요.")
    _require_types(partial, allowed, allowed[0])
    partial.replace(out)
    return out


def tensor_types(path: Path) -> dict[str, str]:
    """Each tensor's name and type ("f32", "bf16", "q4_K"…) as written in the file's header."""
    library = _gguf_library()
    handle = library.gguf_init_from_file(str(path).encode(), _InitParameters(no_alloc=True, ctx=None))
    if not handle:
        raise HanmadiError(f"{path.name}은(는) 읽을 수 있는 GGUF 파일이 아닙니다.", "파일을 지우고 다시 만들어 주세요.")
    try:
        count = library.gguf_get_n_tensors(handle)
        return {
            library.gguf_get_tensor_name(handle, index).decode(): library.ggml_type_name(
                library.gguf_get_tensor_type(handle, index)
            ).decode()
            for index in range(count)
        }
    finally:
        library.gguf_free(handle)


def _require_types(path: Path, allowed: tuple[str, ...], main: str) -> None:
    """Every matrix has an allowed type and most have the main one; a one-dimensional tensor stays as it was."""
    matrices = {
        name: kind
        for name, kind in tensor_types(path).items()
        if name.endswith(".weight") and not any(part in name for part in NEVER_QUANTIZED) and kind != "f32"
    }
    wrong = {name: kind for name, kind in matrices.items() if kind not in allowed}
    counts = Counter(matrices.values())
    if wrong or (main != "f32" and counts.most_common(1)[0][0] != main):
        path.unlink()
        found = ", ".join(f"{kind} {count}개" for kind, count in counts.items())
        raise HanmadiError(
            f"{path.name}의 텐서 형식이 예상({main})과 다릅니다: {found}.",
            "행 길이가 256의 배수가 아닌 모델은 K 양자화를 할 수 없습니다. 레시피에서 그 형식을 빼 주세요.",
        )


def _uses_sentencepiece(model: Path) -> bool:
    """Gemma 1 to 3 are converted from their SentencePiece model; Gemma 4 and the byte-level families are not."""
    model_type = json.loads((model / "config.json").read_text(encoding="utf-8"))["model_type"]
    return model_type in {"gemma", "gemma2", "gemma3", "gemma3_text"}


def _copy_if_there(file: Path, folder: Path) -> None:
    if file.is_file():
        shutil.copy2(file, folder)


def _partial(out: Path) -> Path:
    """Where ``out`` is written until it is complete; a leftover of a killed run is removed."""
    partial = out.with_name(out.name + ".partial")
    partial.unlink(missing_ok=True)
    return partial


def _offline_environment() -> dict[str, str]:
    """The converter reads local files only; nothing of it may reach for the Hub or spread over all cores."""
    return os.environ | {"HF_HUB_OFFLINE": "1", "TRANSFORMERS_OFFLINE": "1", "TOKENIZERS_PARALLELISM": "false"}


def _imatrix_array(imatrix: Mapping[str, Sequence[float]]) -> Any:
    """A null-terminated C array of {name, values, length}. ctypes keeps what its entries point to alive."""
    array: Any = (llama_cpp.llama_model_imatrix_data * (len(imatrix) + 1))()
    for entry, (name, values) in zip(array, imatrix.items(), strict=False):
        entry.name, entry.data, entry.size = name.encode(), (ctypes.c_float * len(values))(*values), len(values)
    return array


class _InitParameters(ctypes.Structure):
    _fields_ = [("no_alloc", ctypes.c_bool), ("ctx", ctypes.c_void_p)]  # ctypes wants a plain list


def _gguf_library() -> ctypes.CDLL:
    """ggml's own GGUF header reader, which llama-cpp-python loads but does not wrap."""
    library: ctypes.CDLL = _ggml.libggml
    library.gguf_init_from_file.argtypes = [ctypes.c_char_p, _InitParameters]
    library.gguf_init_from_file.restype = ctypes.c_void_p
    library.gguf_free.argtypes = [ctypes.c_void_p]
    library.gguf_get_n_tensors.argtypes = [ctypes.c_void_p]
    library.gguf_get_n_tensors.restype = ctypes.c_int64
    library.gguf_get_tensor_name.argtypes = [ctypes.c_void_p, ctypes.c_int64]
    library.gguf_get_tensor_name.restype = ctypes.c_char_p
    library.gguf_get_tensor_type.argtypes = [ctypes.c_void_p, ctypes.c_int64]
    library.gguf_get_tensor_type.restype = ctypes.c_int
    library.ggml_type_name.argtypes = [ctypes.c_int]
    library.ggml_type_name.restype = ctypes.c_char_p
    return library
