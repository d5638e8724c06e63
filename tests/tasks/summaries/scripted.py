"""A model that answers as a test tells it to, within the bounds of the Engine protocol."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Sequence

from pipeline.errors import EngineError
from pipeline.serving.engine import Message, ModelIdentity, Options

CHARACTERS_PER_TOKEN = 2
TEMPLATE_TOKENS = 10


class ScriptedEngine:
    """``answer`` gets the prompt's content and the number of the call. Refuses what does not fit, as engines do."""

    identity = ModelIdentity("gguf", "test/summaries", "abcdef0123")

    def __init__(self, answer: Callable[[str, int], str], context_size: int = 4096) -> None:
        self.context_size = context_size
        self.prompts: list[str] = []
        self.options: list[Options] = []
        self.closed = 0
        self._answer = answer
        self._lock = threading.Lock()

    def count_tokens(self, messages: Sequence[Message]) -> int:
        return TEMPLATE_TOKENS + -(-sum(len(message["content"]) for message in messages) // CHARACTERS_PER_TOKEN)

    def stream(self, messages: Sequence[Message], options: Options) -> Iterator[str]:
        if self.count_tokens(messages) + options.max_tokens > self.context_size:
            raise EngineError("글이 모델의 한도를 넘습니다.", "줄여 주세요.")
        with self._lock:
            number = len(self.prompts)
            self.prompts.append(messages[0]["content"])
            self.options.append(options)
        text = self._answer(messages[0]["content"], number)[: options.max_tokens * CHARACTERS_PER_TOKEN]
        try:
            for start in range(0, len(text), 5):
                yield text[start : start + 5]
        finally:
            self.closed += 1


def first_sentences(prompt: str, number: int) -> str:
    """A faithful little model: the first two sentences of what it is given."""
    body = prompt.split("\n", 1)[1]
    sentences = [sentence.strip() for sentence in body.replace("\n", " ").split("다. ")]
    return (
        " ".join(dict.fromkeys(f"{sentence}다." for sentence in sentences[:2] if sentence))[:180].rsplit("다.", 1)[0]
        + "다."
    )
