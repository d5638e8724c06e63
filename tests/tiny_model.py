"""A tiny model that knows a few Korean answers by heart, as safetensors and as GGUF, for tests that need a model."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from pathlib import Path

from filelock import FileLock

from pipeline.serving.engine import Message, Options
from pipeline.tasks.task import Example
from pipeline.training.gguf import convert, quantize
from pipeline.training.tiny import make_tiny

# The shared opening gives the prompts a common prefix, as an instruction does; the answers hold what breaks easily:
# an emoji of several bytes, rare syllables, JSON, several lines.
OPENING = "너는 짧게 답하는 도우미다. 다음 물음에 한국어로 답해라.\n"
ANSWERS = {
    "인사해 줘": "안녕하세요, 만나서 반갑습니다!",
    "축하해 줘": "축하합니다 🎉 정말 뷁 쀍 멋져요 👨‍👩‍👧",
    "세 줄로 답해 줘": "첫째 줄입니다.\n둘째 줄입니다.\n셋째 줄입니다.",
    "JSON으로 답해 줘": '{"제목": "감사상", "점수": 95}',
}

# The schema keeps the model from ending before it has written 400 items.
ENDLESS = Options(max_tokens=900, json_schema={"type": "array", "items": {"type": "boolean"}, "minItems": 400})


def ask(question: str) -> list[Message]:
    return [Message(role="user", content=OPENING + question)]


@dataclass(frozen=True)
class TinyModel:
    """``merged`` is a folder of safetensors; the GGUF files were converted from it."""

    merged: Path
    gguf: Path  # f32: answers exactly as the safetensors do
    q8: Path


def load(folder: Path) -> TinyModel:
    """The model in ``folder``; trained, converted and quantized first if it is not there: 20 s on one core.

    Of several pytest workers one makes it while the others wait.
    """
    folder.parent.mkdir(parents=True, exist_ok=True)
    with FileLock(f"{folder}.lock"):
        if not folder.is_dir():
            _make(folder)
    return _at(folder)


def _make(folder: Path) -> None:
    with tempfile.TemporaryDirectory(dir=folder.parent) as scratch:
        examples = [Example(tuple(ask(question)), answer) for question, answer in ANSWERS.items()]
        made = _at(Path(scratch) / "made")
        make_tiny(made.merged, examples)
        convert(made.merged, made.gguf, outtype="f32")
        quantize(made.gguf, made.q8, "Q8_0")
        made.merged.parent.rename(folder)


def _at(folder: Path) -> TinyModel:
    return TinyModel(folder / "merged", folder / "tiny-F32.gguf", folder / "tiny-Q8_0.gguf")
