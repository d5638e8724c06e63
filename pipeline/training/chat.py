"""How a conversation becomes token ids: one rendering for training, evaluation, GGUF and serving.

Markers are never written by hand: the model's own chat template renders. A training row is the prompt exactly as
serving renders it (generation prompt included), then the answer, then what the template writes after an answer.
Rendering prompt and answer together would differ: Gemma 4's generation prompt ends in an empty thinking channel that
its rendering of a finished answer leaves out.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from pipeline.errors import HanmadiError
from pipeline.serving.engine import Message

if TYPE_CHECKING:
    from llama_cpp import Llama
    from transformers import PreTrainedTokenizerBase

PROBE = "답이여기에온다"  # stands for an answer while the template's text after an answer is looked up


@dataclass(frozen=True)
class ChatFormat:
    """A chat template with its vocabulary.

    ``render(messages, generate)`` gives text, with the generation prompt when ``generate``; ``encode`` gives the ids
    of a text whose markers count as markers, adding nothing; ``decode`` gives the text of ids, markers shown.
    """

    render: Callable[[Sequence[Message], bool], str]
    encode: Callable[[str], list[int]]
    decode: Callable[[Sequence[int]], str]
    bos_id: int

    @classmethod
    def of_tokenizer(cls, tokenizer: PreTrainedTokenizerBase) -> ChatFormat:
        """From a transformers tokenizer with a chat template."""

        def render(messages: Sequence[Message], generate: bool) -> str:
            turns = [{"role": turn["role"], "content": turn["content"]} for turn in messages]
            return str(tokenizer.apply_chat_template(turns, tokenize=False, add_generation_prompt=generate))

        def encode(text: str) -> list[int]:
            return list(tokenizer(text, add_special_tokens=False)["input_ids"])

        if not tokenizer.chat_template:
            raise HanmadiError(
                "바탕 모델에 대화 템플릿(chat template)이 없습니다.", "지시 조정된(-it) 모델을 골라 주세요."
            )
        return cls(render, encode, lambda ids: str(tokenizer.decode(list(ids))), int(tokenizer.bos_token_id or 0))

    @classmethod
    def of_gguf(cls, llama: Llama) -> ChatFormat:
        """From a loaded GGUF file (its vocabulary is enough) and the template in its metadata."""
        from llama_cpp.llama_chat_format import Jinja2ChatFormatter

        formatters = {
            generate: Jinja2ChatFormatter(
                template=llama.metadata["tokenizer.chat_template"],
                eos_token=llama.detokenize([llama.token_eos()], special=True).decode(),
                bos_token=llama.detokenize([llama.token_bos()], special=True).decode(),
                add_generation_prompt=generate,
            )
            for generate in (False, True)
        }

        def render(messages: Sequence[Message], generate: bool) -> str:
            turns: Any = [{"role": turn["role"], "content": turn["content"]} for turn in messages]
            return str(formatters[generate](messages=turns).prompt)

        def encode(text: str) -> list[int]:
            return list(llama.tokenize(text.encode(), add_bos=False, special=True))

        def decode(ids: Sequence[int]) -> str:
            return llama.detokenize(list(ids), special=True).decode("utf-8", "replace")

        return cls(render, encode, decode, llama.token_bos())

    def prompt_ids(self, messages: Sequence[Message]) -> list[int]:
        """The ids that serving feeds for ``messages``: one BOS, the turns, the generation prompt."""
        return self.encode(self.render(messages, True))

    def answer_ids(self, answer: str) -> list[int]:
        """The ids of an answer and its end of turn, as a model shall generate them."""
        return self.encode(answer + self.end_of_turn)

    @cached_property
    def end_of_turn(self) -> str:
        """The marker that the template writes after an answer, such as ``<end_of_turn>`` or ``<turn|>``."""
        conversation = [Message(role="user", content=PROBE[::-1]), Message(role="assistant", content=PROBE)]
        return self.render(conversation, False).rpartition(PROBE)[2].strip()
