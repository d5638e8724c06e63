"""Is the GGUF file the model that was trained? Token ids, marker types, prompts and logits, against the merged model.

Each check returns Korean sentences that say what is wrong; an empty list passes.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import llama_cpp
import numpy as np

from pipeline.serving.engine import Message
from pipeline.serving.gguf_model import GgufModel
from pipeline.tasks.task import Example
from pipeline.training import corpus
from pipeline.training.chat import ChatFormat
from pipeline.training.loading import load_float32, load_tokenizer
from pipeline.training.logits import Divergence, GgufLogits, Logits, compare

if TYPE_CHECKING:
    from transformers import PreTrainedModel, PreTrainedTokenizerBase

HARD_TEXTS = (
    "가나다라 마바사, 뷁쀍 꿹 ㄱㅏㄱ",
    "김철수(金哲秀)는 3월 14일에 1,234.5원을 냈다.",
    "漢字와 한글, ひらがな, 汉字, ﷽ ½ ⅷ Å",
    "👨‍👩‍👧‍👦 🇰🇷 🎉🏽 emoji",
    "줄\n\n바꿈\n\n\n셋\t탭  두 칸   세 칸",
    '{"제목": "상", "본문": "\\"따옴표\\""}',
    "  앞 빈칸과 뒤 빈칸  ",
    "\u200b\u00a0\u3000보이지 않는 칸",
    "https://example.org/?q=한글#1 <b>태그</b>",
)

# Gemma 4's converter keeps these visible on purpose, for chat parsers to read; all others are control tokens.
VISIBLE_MARKERS = frozenset(
    {"<|channel>", "<channel|>", "<|tool_call>", "<tool_call|>", "<|tool_response>", "<tool_response|>", '<|"|>'}
)

# Mean KL (nats) and agreement that a sound conversion keeps, with room above what was measured on over-fitted
# Gemma-2- and Gemma-4-shaped models: f32 2e-7, f16 2e-6, bf16 1e-4 (its arithmetic is coarser as well), agreement 1.
# Each of the mutations in tests/training/test_mutations.py lies far beyond.
MASTER_LIMITS = {"f32": (1e-5, 0.99), "f16": (1e-4, 0.99), "bf16": (2e-3, 0.97)}

ROWS, TOKENS = 6, 32  # conversations compared, and how many predictions at the end of each answer
LONGEST = 8192  # tokens; a conversation longer than the sliding window is made up to this length


@dataclass(frozen=True)
class Reference:
    """The merged model in float32 and what it says at the end of each row of ``ids``: the truth for every GGUF file.

    ``logits[i]`` predict the last ``len(logits[i])`` tokens of ``ids[i]``.
    """

    tokenizer: PreTrainedTokenizerBase
    chat: ChatFormat
    model: PreTrainedModel
    ids: list[list[int]]
    logits: list[Logits]

    @classmethod
    def load(cls, merged: Path, examples: Sequence[Example]) -> Reference:
        tokenizer = load_tokenizer(merged)
        chat = ChatFormat.of_tokenizer(tokenizer)
        model = load_float32(merged)
        rows = [corpus.tokenize(example, chat) for example in examples[:ROWS]]
        counts = [min(TOKENS, sum(label != corpus.IGNORED for label in row["labels"])) for row in rows]
        ids = [row["input_ids"] for row in rows]
        if long := _longer_than_window(ids, model):
            ids.append(long)
            counts.append(TOKENS)
        logits = [_last_logits(model, row, count) for row, count in zip(ids, counts, strict=True)]
        return cls(tokenizer, chat, model, ids, logits)

    def divergence(self, file: Path, threads: int) -> Divergence:
        """How far a GGUF file lies from the merged model."""
        with GgufLogits(file, max(map(len, self.ids)), threads) as gguf:
            logits = [gguf.last(row[:-1], len(mine)) for row, mine in zip(self.ids, self.logits, strict=True)]
        return compare(self.logits, logits, self._following())

    def merge_divergence(self, probe: Path) -> Divergence:
        """How far the merged model lies from the trained one (quantized base and adapter), at its kept logits."""
        from safetensors.numpy import load_file

        tensors = load_file(probe)
        rows = range(len(tensors) // 2)
        ids = [tensors[f"{row}.input_ids"].tolist() for row in rows]
        trained = [tensors[f"{row}.logits"] for row in rows]
        merged = [_last_logits(self.model, row, len(logits)) for row, logits in zip(ids, trained, strict=True)]
        return compare(trained, merged, [row[-len(logits) :] for row, logits in zip(ids, trained, strict=True)])

    def _following(self) -> list[list[int]]:
        return [row[-len(logits) :] for row, logits in zip(self.ids, self.logits, strict=True)]


def check_tokens(reference: Reference, model: GgufModel, conversations: Sequence[Sequence[Message]]) -> list[str]:
    """Ids of hard texts, of the template's markers and of whole prompts as the app feeds them; types of markers."""
    problems = []
    chat = reference.chat
    for text in HARD_TEXTS:
        if chat.encode(text) != model.tokenize(text):
            problems.append(f"토큰 번호가 다릅니다: {text!r}")
    for marker, number in template_markers(reference.tokenizer).items():
        if model.tokenize(marker) != [number]:
            problems.append(f"표시 {marker}가 GGUF에서 한 토큰({number})이 아닙니다: {model.tokenize(marker)}")
            continue
        attributes = llama_cpp.llama_vocab_get_attr(model.vocab, number)
        visible = marker in VISIBLE_MARKERS
        wanted = llama_cpp.LLAMA_TOKEN_ATTR_USER_DEFINED if visible else llama_cpp.LLAMA_TOKEN_ATTR_CONTROL
        if not attributes & wanted:
            problems.append(
                f"표시 {marker}의 종류가 다릅니다({'사용자 정의' if visible else '제어'} 토큰이어야 합니다)."
            )
    end = chat.encode(chat.end_of_turn)
    if len(end) != 1 or not model.is_end(end[0]):
        problems.append(f"차례의 끝 표시 {chat.end_of_turn}에서 GGUF가 멈추지 않습니다.")
    for messages in conversations:
        served, trained = model.prompt_ids(messages), chat.prompt_ids(messages)
        if served.count(chat.bos_id) != 1:
            problems.append(f"앱이 넣는 시작 표시(BOS)가 하나가 아니라 {served.count(chat.bos_id)}개입니다.")
        if served != trained:
            where = next((i for i, (a, b) in enumerate(zip(served, trained, strict=False)) if a != b), len(trained))
            problems.append(f"앱이 넣는 입력이 학습한 입력과 {where}번째 토큰부터 다릅니다.")
    return list(dict.fromkeys(problems))


def check_master(divergence: Divergence, kind: str) -> list[str]:
    """The 16- or 32-bit GGUF must say what the merged model says."""
    kl, agreement = MASTER_LIMITS[kind]
    problems = []
    if not divergence.kl <= kl:  # also when it is not a number
        problems.append(f"마스터 GGUF({kind})의 KL {divergence.kl:.2g}이(가) 한계 {kl:g}를 넘습니다.")
    if not divergence.agreement >= agreement:
        problems.append(f"마스터 GGUF({kind})와 같은 토큰을 고른 비율이 {divergence.agreement:.1%}뿐입니다.")
    return problems


def template_markers(tokenizer: PreTrainedTokenizerBase) -> dict[str, int]:
    """The added tokens that the chat template writes, and BOS and EOS, with their ids."""
    template = (
        tokenizer.chat_template if isinstance(tokenizer.chat_template, str) else json.dumps(tokenizer.chat_template)
    )
    own = {str(tokenizer.bos_token), str(tokenizer.eos_token)}
    return {
        token.content: number
        for number, token in tokenizer.added_tokens_decoder.items()
        if token.content.strip() and (token.content in own or (token.special and token.content in template))
    }


def _longer_than_window(rows: Sequence[list[int]], model: PreTrainedModel) -> list[int]:
    """Several conversations as one row that outgrows the sliding window; empty where the model has none."""
    window = getattr(model.config, "sliding_window", None)
    if not window or window + TOKENS >= min(LONGEST, model.config.max_position_embeddings):
        return []
    joined: list[int] = []
    while len(joined) < window + 2 * TOKENS:
        for row in rows:
            joined += row
    return joined[: window + 2 * TOKENS]


def _last_logits(model: PreTrainedModel, row: list[int], count: int) -> Logits:
    """The logits that predict the last ``count`` tokens of ``row``: float32 [count, vocabulary]."""
    import torch

    with torch.inference_mode():
        output = model(input_ids=torch.tensor([row[:-1]], device=model.device), logits_to_keep=count)
    logits: Logits = output.logits[0].float().cpu().numpy()
    return np.ascontiguousarray(logits)
