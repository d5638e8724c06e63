"""The Engine protocol: how a model answers, whoever runs it. It knows no task."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Protocol, TypedDict

from pipeline.errors import EngineError


class Message(TypedDict):
    """One turn of a chat. The model's own template renders it; a prompt's wording stands in the ``user`` turn."""

    role: str  # "user" or "assistant": Gemma 2 refuses a system turn, so none of our prompts has one
    content: str


@dataclass(frozen=True, slots=True)
class Options:
    """How to generate. ``max_tokens`` in tokens of the model; ``temperature`` 0 is greedy; ``seed`` repeats a sample.

    ``json_schema``: the answer is constrained to JSON of this schema (grammar, response format or the like).
    """

    max_tokens: int = 512
    temperature: float = 0.0
    top_p: float = 1.0
    seed: int = 0
    stop: tuple[str, ...] = ()
    json_schema: dict[str, Any] | None = None

    def with_seed(self, seed: int, temperature: float | None = None) -> Options:
        return replace(self, seed=seed, temperature=self.temperature if temperature is None else temperature)


@dataclass(frozen=True, slots=True)
class ModelIdentity:
    """Where an engine's model comes from, as shown in the UI and by ``/status``. Empty strings: not applicable."""

    engine: str  # "gguf", "transformers" or "remote"
    repo: str = ""
    revision: str = ""
    file: str = ""
    sha256: str = ""
    details: dict[str, str] = field(default_factory=dict)

    @property
    def label(self) -> str:
        """One line for people: the repository or file, and the revision's first digits."""
        name = self.repo or self.file or self.engine
        return f"{name}@{self.revision[:8]}" if self.revision else name


class Engine(Protocol):
    """A model that answers. Safe to call from many threads at once."""

    identity: ModelIdentity
    context_size: int  # tokens of prompt and answer together

    def stream(self, messages: Sequence[Message], options: Options) -> Iterator[str]:
        """Yield the answer's text piece by piece. Closing the iterator stops the work at the next token.

        Empty pieces may come while a request waits for its turn, so that its caller can stop it then, too. Raises
        EngineError, at the first piece, when the prompt does not fit, and at any when the model breaks off.
        """
        ...

    def count_tokens(self, messages: Sequence[Message]) -> int:
        """Number of prompt tokens of ``messages`` as ``stream`` would feed them, generation prompt included."""
        ...


def require_room(prompt_tokens: int, options: Options, context_size: int) -> None:
    """Raise EngineError when prompt and answer together may not fit the model's context."""
    if prompt_tokens + options.max_tokens > context_size:
        raise EngineError(
            f"요청이 너무 깁니다(입력 {prompt_tokens}토큰과 답 {options.max_tokens}토큰, "
            f"모델의 한도는 {context_size}토큰).",
            "입력을 줄여 주세요.",
        )
