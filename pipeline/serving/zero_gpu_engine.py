"""Merged safetensors through transformers, for ZeroGPU. Off such hardware the same code runs on a CPU or a GPU.

ZeroGPU lends a GPU only inside functions marked ``spaces.GPU``, runs them in a process forked from this one, and wants
the models loaded before. So the models lie in a table of this module and the marked function names one of them.
A JSON schema is held by drawing a token, testing whether it may follow, and drawing again without it when it may not:
the draw is exactly one from the allowed tokens.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import jinja2
import spaces  # before torch: on ZeroGPU it puts itself in CUDA's place
import torch
from transformers import AutoConfig, AutoModelForCausalLM, AutoTokenizer, TopPLogitsWarper
from transformers.convert_slow_tokenizer import bytes_to_unicode

from pipeline.errors import EngineError
from pipeline.serving.engine import Message, ModelIdentity, Options, require_room
from pipeline.serving.json_pattern import JsonPattern
from pipeline.serving.text import TextAssembler, marker_pattern, without_markers

TOKENS_PER_SECOND = 15  # a low guess, for the time that a request asks of ZeroGPU


@dataclass(frozen=True)
class _Loaded:
    model: Any
    pieces: list[bytes]  # what each token adds to the text
    ends: frozenset[int]  # tokens that end an answer


_LOADED: dict[str, _Loaded] = {}  # by folder


class TransformersEngine:
    """An Engine over a folder of merged safetensors, read locally only. Raises EngineError when it cannot be loaded."""

    def __init__(self, folder: Path, identity: ModelIdentity | None = None, *, context_size: int = 4096) -> None:
        self.identity = identity or ModelIdentity("transformers", file=folder.name)
        self._key = str(folder)
        self._tokenizing = threading.Lock()
        try:
            self._tokenizer: Any = AutoTokenizer.from_pretrained(folder, local_files_only=True)
            _LOADED[self._key] = _load(folder, self._tokenizer)
            trained = AutoConfig.from_pretrained(folder, local_files_only=True).get_text_config()
        except (OSError, ValueError, KeyError, RuntimeError) as error:
            raise EngineError(
                f"{folder.name} 폴더의 모델을 읽을 수 없습니다.", "파일이 온전한지, 메모리가 충분한지 확인해 주세요."
            ) from error
        if not self._tokenizer.chat_template:
            raise EngineError(f"{folder.name} 폴더에 대화 템플릿이 없습니다.", "chat_template.jinja를 넣어 주세요.")
        self.context_size = min(context_size, trained.max_position_embeddings)
        added = self._tokenizer.added_tokens_decoder.values()
        self._markers = marker_pattern(token.content for token in added if token.special)

    def stream(self, messages: Sequence[Message], options: Options) -> Iterator[str]:
        prompt = self.prompt_ids(messages)
        require_room(len(prompt), options, self.context_size)
        text = TextAssembler(options.stop)
        try:
            for piece in _generate(self._key, prompt, options):
                if shown := text.feed(piece):
                    yield shown
                if text.finished:
                    return
        except EngineError:
            raise
        except Exception as error:  # out of memory, or whatever way ZeroGPU refuses: a quota, a full queue
            raise EngineError(f"GPU의 모델이 답하지 못했습니다({type(error).__name__}).") from error
        if rest := text.flush():
            yield rest

    def count_tokens(self, messages: Sequence[Message]) -> int:
        return len(self.prompt_ids(messages))

    def prompt_ids(self, messages: Sequence[Message]) -> list[int]:
        """Token ids exactly as ``stream`` feeds them."""
        turns = [dict(message) for message in without_markers(messages, self._markers)]
        try:
            with self._tokenizing:  # a fast tokenizer used by two threads at once fails: "Already borrowed"
                return list(self._tokenizer.apply_chat_template(turns, add_generation_prompt=True, return_dict=False))
        except jinja2.TemplateError as error:  # the template's raise_exception
            raise EngineError(f"모델의 대화 템플릿이 이 요청을 받지 않습니다({error}).") from error


def _load(folder: Path, tokenizer: Any) -> _Loaded:
    config = AutoConfig.from_pretrained(folder, local_files_only=True)
    # Only the eager attention caps its logits, as Gemma 2 was trained to.
    eager = getattr(config.get_text_config(), "attn_logit_softcapping", None) is not None
    model: Any = AutoModelForCausalLM.from_pretrained(
        folder, local_files_only=True, dtype="auto", attn_implementation="eager" if eager else None
    )
    if torch.cuda.is_available():
        model.to("cuda")
    model.eval()
    ends = model.generation_config.eos_token_id
    pieces = _pieces(tokenizer)
    pieces += [b""] * (model.get_input_embeddings().num_embeddings - len(pieces))  # rows that no token uses
    return _Loaded(model, pieces, frozenset([ends] if isinstance(ends, int) else ends))


def _duration(key: str, prompt: list[int], options: Options) -> int:
    return 10 + options.max_tokens // TOKENS_PER_SECOND


@spaces.GPU(duration=_duration)
def _generate(key: str, prompt: list[int], options: Options) -> Iterator[bytes]:
    """Yield the answer's pieces. Everything that it takes and gives can cross to another process."""
    loaded = _LOADED[key]
    draw = _Draw(loaded, options)
    ids, cache = torch.tensor([prompt], device=loaded.model.device), None
    for _ in range(options.max_tokens):
        with torch.inference_mode():  # not around the yield: the mode would leak into the caller's thread
            output = loaded.model(input_ids=ids, past_key_values=cache, use_cache=True, logits_to_keep=1)
            token = draw(output.logits[0, -1].float())
        if token in loaded.ends:
            return
        yield loaded.pieces[token]
        if draw.complete:
            return
        ids, cache = torch.tensor([[token]], device=loaded.model.device), output.past_key_values


class _Draw:
    """Temperature, then top-p, then a draw by the seed; greedy at temperature 0; within the JSON schema, if any."""

    def __init__(self, loaded: _Loaded, options: Options) -> None:
        self._pieces = loaded.pieces
        self._options = options
        self._random = torch.Generator(loaded.model.device).manual_seed(options.seed % 2**63)
        self._pattern = JsonPattern(options.json_schema) if options.json_schema is not None else None
        self._text = b""
        self.complete = False  # the JSON is whole

    def __call__(self, logits: torch.Tensor) -> int:
        if self._options.temperature > 0:
            logits = logits / self._options.temperature
        likely = logits
        if self._options.top_p < 1 and self._options.temperature > 0:
            likely = TopPLogitsWarper(self._options.top_p)(None, logits[None])[0]
        token = self._pick(likely)
        while not self._may_follow(token):
            logits[token] = likely[token] = -torch.inf
            if torch.isinf(likely.max()):  # top-p left only tokens that may not follow
                likely = logits
            token = self._pick(likely)
        if self._pattern:
            self._text += self._pieces[token]
            self.complete = self._pattern.is_complete(self._text)
        return token

    def _pick(self, logits: torch.Tensor) -> int:
        if self._options.temperature <= 0:
            return int(logits.argmax())
        return int(torch.multinomial(logits.softmax(-1), 1, generator=self._random))

    def _may_follow(self, token: int) -> bool:
        if self._pattern is None:
            return True
        piece = self._pieces[token]
        return bool(piece) and self._pattern.may_become(self._text + piece)


def _pieces(tokenizer: Any) -> list[bytes]:
    """The bytes of every token: of a byte-level vocabulary, or of a SentencePiece one with its byte tokens."""
    byte_level = '"ByteLevel"' in json.dumps(json.loads(tokenizer.backend_tokenizer.to_str())["decoder"])
    byte_of = {character: byte for byte, character in bytes_to_unicode().items()}
    special = {number for number, token in tokenizer.added_tokens_decoder.items() if token.special}

    def piece(number: int, text: str) -> bytes:
        if number in special:
            return b""
        if byte_level and all(character in byte_of for character in text):
            return bytes(byte_of[character] for character in text)
        if len(text) == 6 and text.startswith("<0x"):
            return bytes.fromhex(text[3:5])
        return text.replace("\u2581", " ").encode()

    return [piece(number, text) for number, text in enumerate(tokenizer.convert_ids_to_tokens(range(len(tokenizer))))]
