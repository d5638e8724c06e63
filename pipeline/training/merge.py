"""The merge stage: LoRA into the base's weights, tensor by tensor, from memory-mapped files into new shards.

Never more than one shard and one matrix lie in memory, so the peak does not grow with the model.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline.errors import HanmadiError
from pipeline.training.loading import text_class, text_config
from pipeline.training.recipe import Loading, Merge

if TYPE_CHECKING:
    from torch import Tensor

    from pipeline.training.sft import Progress

SHARD_BYTES = 1 << 30
COPIED = (
    "tokenizer.json",
    "tokenizer.model",
    "tokenizer_config.json",
    "special_tokens_map.json",
    "added_tokens.json",
    "chat_template.jinja",
    "generation_config.json",
)
MULTIMODAL_PREFIX = "model.language_model."  # where a multimodal checkpoint keeps its text model


@dataclass(frozen=True)
class Place:
    """Where a tensor of the base lies."""

    file: Path
    key: str


def merge(
    base: Path, adapter: Path, folder: Path, loading: Loading, options: Merge, progress: Progress | None = None
) -> None:
    """Write the merged text model with its tokenizer to ``folder``.

    Where all weights were trained, ``adapter`` holds them and there is nothing to add. ``options.base`` "original" adds
    the adapter to the base's own weights; "dequantized" to what the quantized base held during training. Tied
    embeddings stay tied (no second copy is written). Raises HanmadiError when a file is broken or the adapter is of
    another model.
    """
    import torch
    from safetensors.torch import save_file

    dtype = getattr(torch, loading.dtype)
    config = text_config(base)
    model = _meta_model(config)
    shapes = _stored_shapes(model, config)
    whole = not (adapter / "adapter_config.json").is_file()
    places = find_tensors(adapter if whole else base, set(shapes))
    deltas = Deltas({}, 0.0) if whole else Deltas.read(adapter, shapes)
    quantized = _linear_weights(model) if options.base == "dequantized" else set()
    folder.mkdir(parents=True, exist_ok=True)
    shards = _plan_shards(shapes, torch.empty((), dtype=dtype).element_size())
    weight_map: dict[str, str] = {}
    done = 0
    for number, names in enumerate(shards, 1):
        file = "model.safetensors" if len(shards) == 1 else f"model-{number:05d}-of-{len(shards):05d}.safetensors"
        tensors: dict[str, Tensor] = {}
        for name, tensor in _read(places, names):
            if tuple(tensor.shape) != shapes[name]:
                raise HanmadiError(
                    f"바탕 모델의 {name} 모양이 설정과 다릅니다.", "바탕 모델 폴더를 지우고 다시 받아 주세요."
                )
            weight = tensor.to(dtype)
            if name in quantized:
                weight = _as_quantized(weight, loading)
            tensors[name] = deltas.add_to(name, weight)
            done += 1
            if progress:
                progress(done, len(shapes), name)
        save_file(tensors, folder / file, metadata={"format": "pt"})
        weight_map |= dict.fromkeys(names, file)
    if len(shards) > 1:
        index = {"metadata": {"total_size": sum(_bytes(folder / file) for file in set(weight_map.values()))}}
        text = json.dumps(index | {"weight_map": weight_map}, indent=2, sort_keys=True)
        (folder / "model.safetensors.index.json").write_text(text, encoding="utf-8")
    config.dtype = dtype
    config.save_pretrained(folder)
    for copied in COPIED:
        if (base / copied).is_file():
            shutil.copyfile(base / copied, folder / copied)


def find_tensors(base: Path, wanted: set[str]) -> dict[str, Place]:
    """Where each wanted tensor lies in ``base``'s safetensors. Raises HanmadiError for a missing or broken one."""
    from safetensors import SafetensorError, safe_open

    places: dict[str, Place] = {}
    for file in sorted(base.glob("*.safetensors")):
        try:
            with safe_open(file, framework="pt") as opened:
                for key in opened.keys():  # noqa: SIM118  # not a mapping
                    places[key.replace(MULTIMODAL_PREFIX, "model.", 1)] = Place(file, key)
        except SafetensorError as error:
            raise HanmadiError(
                f"{file.name}이(가) 깨졌습니다: {error}", "바탕 모델 폴더를 지우고 다시 받아 주세요."
            ) from None
    missing = sorted(wanted - places.keys())
    if missing:
        raise HanmadiError(
            f"바탕 모델에 가중치 {len(missing)}개가 없습니다(예: {missing[0]}).", "바탕 모델 폴더를 다시 받아 주세요."
        )
    return {name: places[name] for name in wanted}


@dataclass(frozen=True)
class Deltas:
    """A LoRA adapter: per weight the factors A [rank, in] and B [out, rank], and what their product is scaled by."""

    factors: Mapping[str, tuple[Tensor, Tensor]]
    scale: float

    @classmethod
    def read(cls, adapter: Path, shapes: Mapping[str, tuple[int, ...]]) -> Deltas:
        """Read PEFT's files. Raises HanmadiError when a factor fits no weight of ``shapes``."""
        from safetensors import SafetensorError
        from safetensors.torch import load_file

        config = json.loads((adapter / "adapter_config.json").read_text(encoding="utf-8"))
        try:
            tensors = load_file(adapter / "adapter_model.safetensors")
        except SafetensorError as error:
            raise HanmadiError(f"어댑터 파일이 깨졌습니다: {error}", "train 단계를 다시 실행해 주세요.") from None
        factors = {}
        for key in sorted(tensors):
            module, is_a, _ = key.removeprefix("base_model.model.").partition(".lora_A.weight")
            if not is_a:
                continue
            a, b = tensors[key], tensors[key.replace(".lora_A.", ".lora_B.")]
            name = f"{module}.weight"
            if shapes.get(name) != (b.shape[0], a.shape[1]):
                raise HanmadiError(
                    f"어댑터의 {module}이(가) 바탕 모델에 맞지 않습니다"
                    f"(어댑터 {b.shape[0]}×{a.shape[1]}, 바탕 {shapes.get(name, '없음')}).",
                    "어댑터를 학습한 바로 그 바탕 모델을 레시피에 적어 주세요.",
                )
            factors[name] = (a, b)
        if 2 * len(factors) != len(tensors):
            raise HanmadiError(
                "LoRA가 아닌 텐서가 어댑터에 있습니다.", "이 파이프라인이 만든 어댑터만 병합할 수 있습니다."
            )
        return cls(factors, config["lora_alpha"] / config["r"])

    def add_to(self, name: str, weight: Tensor) -> Tensor:
        """``weight`` [out, in] plus the scaled product, computed in float32 and rounded once."""
        if name not in self.factors:
            return weight
        a, b = self.factors[name]
        return (weight.float() + (b.float() @ a.float()) * self.scale).to(weight.dtype)


def _meta_model(config: Any) -> Any:
    """The model's modules and shapes without its weights."""
    import torch

    with torch.device("meta"):
        return text_class(config)(config)


def _stored_shapes(model: Any, config: Any) -> dict[str, tuple[int, ...]]:
    """The tensors that a checkpoint of the model holds, in the model's order: tied ones once."""
    tied = set(model._tied_weights_keys or ()) if config.tie_word_embeddings else set()
    return {name: tuple(tensor.shape) for name, tensor in model.state_dict().items() if name not in tied}


def _linear_weights(model: Any) -> set[str]:
    """The weights that bitsandbytes quantizes: every linear layer but the output head."""
    import torch

    head = model.get_output_embeddings()
    return {
        f"{name}.weight"
        for name, module in model.named_modules()
        if isinstance(module, torch.nn.Linear) and module is not head
    }


def _as_quantized(weight: Tensor, loading: Loading) -> Tensor:
    """``weight`` [out, in] after bitsandbytes' quantization and back: what the frozen base held in training."""
    from bitsandbytes import functional

    if loading.quantization == "8bit":
        codes, scales, _ = functional.int8_vectorwise_quant(weight.half())
        return functional.int8_vectorwise_dequant(codes, scales).to(weight.dtype)
    codes, state = functional.quantize_4bit(weight, quant_type="nf4", compress_statistics=loading.double_quantization)
    return functional.dequantize_4bit(codes, state).to(weight.dtype)


def _plan_shards(shapes: Mapping[str, tuple[int, ...]], item_bytes: int) -> list[list[str]]:
    """Consecutive tensors, as many as fit SHARD_BYTES; a larger one alone."""
    shards: list[list[str]] = [[]]
    filled = 0
    for name, shape in shapes.items():
        size = item_bytes
        for length in shape:
            size *= length
        if shards[-1] and filled + size > SHARD_BYTES:
            shards.append([])
            filled = 0
        shards[-1].append(name)
        filled += size
    return shards


def _read(places: Mapping[str, Place], names: list[str]) -> Iterator[tuple[str, Tensor]]:
    """Each named tensor, its file opened anew so that the pages of the one before can be given back."""
    from safetensors import safe_open

    for name in names:
        with safe_open(places[name].file, framework="pt") as opened:
            yield name, opened.get_tensor(places[name].key)


def _bytes(file: Path) -> int:
    return file.stat().st_size
