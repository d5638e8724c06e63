"""Choosing one sequence's next token from its logits."""

from __future__ import annotations

import ctypes
import json
import math
import re

import llama_cpp
import numpy as np
from llama_cpp.llama_grammar import json_schema_to_gbnf

from pipeline.errors import EngineError
from pipeline.serving.engine import Options
from pipeline.serving.gguf_model import GgufModel

# The converter writes a character beyond U+FFFF (an emoji) as two escapes, which GBNF reads as two broken characters.
SURROGATES = re.compile(r"\\u(d[89ab][0-9a-f]{2})\\u(d[c-f][0-9a-f]{2})")


class Sampler:
    """Temperature, then top-p, then a draw by the seed; greedy at temperature 0; within a grammar if there is a schema.

    Masking a vocabulary of 256k by a grammar costs many times more than a draw, so the drawn token alone is tested
    first and the whole vocabulary masked only when it is refused. Raises EngineError for a schema without a grammar.
    """

    def __init__(self, model: GgufModel, options: Options) -> None:
        self._vocab_size = model.vocab_size
        self._grammar = _grammar(model, options) if options.json_schema is not None else None
        self._chain = llama_cpp.llama_sampler_chain_init(llama_cpp.llama_sampler_chain_default_params())
        for step in _steps(options):
            llama_cpp.llama_sampler_chain_add(self._chain, step)

    def sample(self, context: llama_cpp.llama_context_p, row: int) -> int:
        """The next token after the batch's entry ``row``."""
        token = llama_cpp.llama_sampler_sample(self._chain, context, row)
        if self._grammar is None:
            return token
        if not self._allows(token):
            token = self._masked(context, row)
        llama_cpp.llama_sampler_accept(self._grammar, token)
        return token

    def close(self) -> None:
        if self._chain:
            llama_cpp.llama_sampler_free(self._chain)
            self._chain = None
        if self._grammar:
            llama_cpp.llama_sampler_free(self._grammar)
            self._grammar = None

    def _allows(self, token: int) -> bool:
        entry = (llama_cpp.llama_token_data * 1)(llama_cpp.llama_token_data(token, 0.0, 0.0))
        candidates = llama_cpp.llama_token_data_array(entry, 1, -1, False)
        llama_cpp.llama_sampler_apply(self._grammar, ctypes.byref(candidates))
        return not math.isinf(entry[0].logit)

    def _masked(self, context: llama_cpp.llama_context_p, row: int) -> int:
        logits = np.ctypeslib.as_array(llama_cpp.llama_get_logits_ith(context, row), (self._vocab_size,))
        entries = np.zeros(self._vocab_size, dtype=[("id", np.int32), ("logit", np.float32), ("p", np.float32)])
        entries["id"] = np.arange(self._vocab_size)
        entries["logit"] = logits
        data = entries.ctypes.data_as(ctypes.POINTER(llama_cpp.llama_token_data))
        candidates = llama_cpp.llama_token_data_array(data, self._vocab_size, -1, False)
        llama_cpp.llama_sampler_apply(self._grammar, ctypes.byref(candidates))
        llama_cpp.llama_sampler_apply(self._chain, ctypes.byref(candidates))
        return int(candidates.data[candidates.selected].id)


def _steps(options: Options) -> list[llama_cpp.llama_sampler_p]:
    if options.temperature <= 0:
        return [llama_cpp.llama_sampler_init_greedy()]
    steps = [llama_cpp.llama_sampler_init_temp(options.temperature)]
    if options.top_p < 1:
        steps.append(llama_cpp.llama_sampler_init_top_p(options.top_p, 1))
    return [*steps, llama_cpp.llama_sampler_init_dist(options.seed % 0xFFFFFFFF)]  # 0xFFFFFFFF would mean a random seed


def _grammar(model: GgufModel, options: Options) -> llama_cpp.llama_sampler_p:
    try:
        rules = SURROGATES.sub(_one_character, json_schema_to_gbnf(json.dumps(options.json_schema)))
    except (ValueError, KeyError, AssertionError) as error:
        raise EngineError("답의 형식(JSON 스키마)을 문법으로 바꾸지 못했습니다.", "스키마를 확인해 주세요.") from error
    grammar = llama_cpp.llama_sampler_init_grammar(model.vocab, rules.encode(), b"root")
    if not grammar:
        raise EngineError("답의 형식(JSON 스키마)에서 만든 문법을 쓸 수 없습니다.", "스키마를 확인해 주세요.")
    return grammar


def _one_character(pair: re.Match[str]) -> str:
    high, low = (int(half, 16) for half in pair.groups())
    return f"\\U{0x10000 + ((high - 0xD800) << 10) + (low - 0xDC00):08x}"
