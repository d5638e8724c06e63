"""What a model says at each token: logits of GGUF files through llama.cpp, and how far two models' logits lie apart."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType

import llama_cpp
import numpy as np
import numpy.typing as npt

from pipeline.errors import HanmadiError
from pipeline.serving.gguf_model import GgufModel

Logits = npt.NDArray[np.float32]  # [tokens, vocabulary]
BATCH = 512


class GgufLogits:
    """A GGUF file opened to look at its logits, its cache in float32 so that only the weights make a difference."""

    def __init__(self, file: Path, context: int, threads: int) -> None:
        self.model = GgufModel(file)
        parameters = llama_cpp.llama_context_default_params()
        parameters.n_ctx = context
        parameters.n_batch = parameters.n_ubatch = BATCH
        parameters.n_threads = parameters.n_threads_batch = threads
        parameters.type_k = parameters.type_v = llama_cpp.GGML_TYPE_F32
        parameters.flash_attn_type = llama_cpp.LLAMA_FLASH_ATTN_TYPE_DISABLED
        self._context = llama_cpp.llama_init_from_model(self.model.pointer, parameters)
        if not self._context:
            self.model.close()
            raise HanmadiError(
                f"{file.name}을(를) 비교할 메모리가 모자랍니다.", "다른 프로그램을 닫고 다시 실행해 주세요."
            )
        self._batch = llama_cpp.llama_batch_init(BATCH, 0, 1)

    def __enter__(self) -> GgufLogits:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        llama_cpp.llama_batch_free(self._batch)
        llama_cpp.llama_free(self._context)
        self.model.close()

    def last(self, ids: Sequence[int], count: int) -> Logits:
        """The logits after each of the last ``count`` tokens of ``ids``: [count, vocabulary]."""
        llama_cpp.llama_memory_clear(llama_cpp.llama_get_memory(self._context), True)
        rows: list[Logits] = []
        for start in range(0, len(ids), BATCH):
            part = ids[start : start + BATCH]
            wanted = [start + index >= len(ids) - count for index in range(len(part))]
            for index, token in enumerate(part):
                self._batch.token[index] = token
                self._batch.pos[index] = start + index
                self._batch.n_seq_id[index] = 1
                self._batch.seq_id[index][0] = 0
                self._batch.logits[index] = wanted[index]
            self._batch.n_tokens = len(part)
            if llama_cpp.llama_decode(self._context, self._batch) != 0:
                raise HanmadiError("llama.cpp가 비교할 글을 처리하지 못했습니다.", "GGUF 파일을 다시 만들어 주세요.")
            for index in (index for index, want in enumerate(wanted) if want):
                pointer = llama_cpp.llama_get_logits_ith(self._context, index)
                rows.append(np.ctypeslib.as_array(pointer, (self.model.vocab_size,)).copy())
        return np.stack(rows)


@dataclass(frozen=True)
class Divergence:
    """How far a model lies from its reference over ``tokens`` predictions.

    ``kl``: mean KL divergence of the reference to the model, in nats. ``agreement``: share of predictions whose most
    likely token is the same. ``perplexity`` and ``reference_perplexity``: of the tokens that really followed.
    """

    kl: float
    agreement: float
    perplexity: float
    reference_perplexity: float
    tokens: int


def compare(reference: Sequence[Logits], model: Sequence[Logits], following: Sequence[Sequence[int]]) -> Divergence:
    """Compare logits row by row; ``following[i][t]`` is the token that really followed prediction ``t`` of row ``i``.

    A vocabulary that one of them pads at its end is compared over the shared part.
    """
    shared = min(reference[0].shape[1], model[0].shape[1])
    expected = _log_softmax(np.concatenate(reference)[:, :shared])
    found = _log_softmax(np.concatenate(model)[:, :shared])
    tokens = np.concatenate([np.asarray(row) for row in following])
    at = np.arange(len(tokens))
    return Divergence(
        kl=float((np.exp(expected) * (expected - found)).sum(axis=1).mean()),
        agreement=float((expected.argmax(axis=1) == found.argmax(axis=1)).mean()),
        perplexity=float(np.exp(-found[at, tokens].mean())),
        reference_perplexity=float(np.exp(-expected[at, tokens].mean())),
        tokens=len(tokens),
    )


def _log_softmax(logits: Logits) -> npt.NDArray[np.float64]:
    wide = logits.astype(np.float64)
    wide -= wide.max(axis=1, keepdims=True)
    result: npt.NDArray[np.float64] = wide - np.log(np.exp(wide).sum(axis=1, keepdims=True))
    return result
