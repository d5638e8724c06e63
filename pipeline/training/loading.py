"""Loading models: the base as the recipe wants it, and folders of safetensors for comparison."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline.errors import HanmadiError
from pipeline.training.recipe import Loading

if TYPE_CHECKING:
    from transformers import PretrainedConfig, PreTrainedModel, PreTrainedTokenizerBase


def text_config(folder: Path) -> PretrainedConfig:
    """The configuration of the model's text part; a multimodal model's towers are neither trained nor published."""
    from transformers import AutoConfig

    try:
        config = AutoConfig.from_pretrained(folder, local_files_only=True)
    except (OSError, ValueError) as error:
        raise HanmadiError(
            f"{folder}에서 모델 설정을 읽을 수 없습니다: {error}", "모델 폴더를 확인해 주세요."
        ) from None
    text = config.get_text_config()
    text.architectures = [text_class(text).__name__]
    return text


def load_tokenizer(folder: Path) -> PreTrainedTokenizerBase:
    from transformers import AutoTokenizer

    return AutoTokenizer.from_pretrained(folder, local_files_only=True)


def load_model(folder: Path, loading: Loading) -> PreTrainedModel:
    """The base with its weights quantized as ``loading`` says, on the GPU where there is one."""
    import torch

    options: dict[str, Any] = {"dtype": getattr(torch, loading.dtype), "attn_implementation": loading.attention}
    quantization = quantization_config(loading)
    if quantization:
        options["quantization_config"] = quantization
    if torch.cuda.is_available():
        options["device_map"] = {"": torch.cuda.current_device()}
    return _load(folder, options)


def load_float32(folder: Path) -> PreTrainedModel:
    """A merged model in full precision on the CPU: the reference that GGUF files are compared with."""
    import torch

    return _load(folder, {"dtype": torch.float32, "attn_implementation": "eager"}).eval()


def quantization_config(loading: Loading) -> Any:
    """The bitsandbytes configuration, or None for a base in 16 or 32 bits."""
    import torch
    from transformers import BitsAndBytesConfig

    if loading.quantization == "nf4":
        return BitsAndBytesConfig(
            load_in_4bit=True,
            bnb_4bit_quant_type="nf4",
            bnb_4bit_compute_dtype=getattr(torch, loading.dtype),
            bnb_4bit_use_double_quant=loading.double_quantization,
        )
    return BitsAndBytesConfig(load_in_8bit=True) if loading.quantization == "8bit" else None


def _load(folder: Path, options: dict[str, Any]) -> PreTrainedModel:
    """Load the text model; a broken file or a shape that does not fit is an error, never a random weight."""
    from safetensors import SafetensorError
    from transformers.utils import logging

    logging.disable_progress_bar()  # a bar of its own among ours
    config = text_config(folder)
    try:
        model, info = text_class(config).from_pretrained(
            folder, config=config, local_files_only=True, output_loading_info=True, **options
        )
    except (SafetensorError, OSError, RuntimeError, ValueError) as error:
        raise HanmadiError(
            f"{folder.name}의 가중치를 읽을 수 없습니다: {str(error).splitlines()[0][:200]}",
            "파일이 깨졌을 수 있습니다. 폴더를 지우고 다시 받거나 앞 단계를 다시 실행해 주세요.",
        ) from None
    missing = sorted(set(info["missing_keys"]) | {str(key) for key in info["mismatched_keys"]})
    if missing:
        raise HanmadiError(
            f"{folder.name}에 가중치 {len(missing)}개가 없거나 모양이 다릅니다(예: {missing[0]}).",
            "모델 폴더와 설정이 같은 모델의 것인지 확인해 주세요.",
        )
    return model


def text_class(config: PretrainedConfig) -> Any:
    """The causal language model class of a text configuration."""
    from transformers import AutoModelForCausalLM

    return AutoModelForCausalLM._model_mapping[type(config)]
