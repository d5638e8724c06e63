"""GGUF models through llama.cpp: the default engine, on a CPU or whatever llama.cpp was built for."""

from __future__ import annotations

import os
import queue
import threading
from collections.abc import Iterator, Sequence
from pathlib import Path

from pipeline.errors import EngineError
from pipeline.serving.engine import Message, ModelIdentity, Options, require_room
from pipeline.serving.gguf_batch import BatchDecoder
from pipeline.serving.gguf_batch import Sequence as DecodedSequence
from pipeline.serving.gguf_model import GgufModel
from pipeline.serving.gguf_sampler import Sampler
from pipeline.serving.text import TextAssembler

HEARTBEAT = 0.25  # seconds; how long a waiting request blocks its caller before it may be cancelled


class GgufEngine:
    """An Engine over one GGUF file, loaded once, at ``load()`` or the first request.

    Requests of many threads are decoded together, up to ``parallel`` at once; the others wait in order. While a
    request waits, its stream yields empty strings, so that its caller can stop it then, too.
    """

    def __init__(
        self,
        path: Path,
        identity: ModelIdentity | None = None,
        *,
        context_size: int = 4096,
        parallel: int = 16,
        threads: int = 0,
    ) -> None:
        """``context_size`` is the most tokens of one request, prompt and answer; ``threads`` 0 means one per core."""
        self.path = path
        self.identity = identity or ModelIdentity("gguf", file=path.name)
        self.context_size = context_size
        self._parallel = parallel
        self._threads = threads or os.cpu_count() or 1
        self._model: GgufModel | None = None
        self._decoder: BatchDecoder | None = None
        self._closed = False
        self._lock = threading.Lock()

    def load(self) -> None:
        """Load the model now. Raises EngineError when it cannot be loaded."""
        self._loaded()

    def stream(self, messages: Sequence[Message], options: Options) -> Iterator[str]:
        """See Engine. Empty strings come while the request waits for its turn or its prompt is being read."""
        model, decoder = self._loaded()
        prompt = model.prompt_ids(messages)
        require_room(len(prompt), options, self.context_size)
        sequence = DecodedSequence(prompt, options.max_tokens, Sampler(model, options))
        text = TextAssembler(options.stop)
        try:
            decoder.submit(sequence)
            while not text.finished:
                try:
                    token = sequence.output.get(timeout=HEARTBEAT)
                except queue.Empty:
                    yield ""
                    continue
                if isinstance(token, EngineError):
                    raise token
                if token is None:
                    break
                if piece := text.feed(model.piece(token)):
                    yield piece
            if rest := text.flush():
                yield rest
        finally:
            sequence.cancelled = True

    def count_tokens(self, messages: Sequence[Message]) -> int:
        return len(self.prompt_ids(messages))

    def prompt_ids(self, messages: Sequence[Message]) -> list[int]:
        """Token ids exactly as ``stream`` feeds them."""
        return self._loaded()[0].prompt_ids(messages)

    def close(self) -> None:
        """Free the model. Requests under way fail with an EngineError, and so do later ones."""
        with self._lock:
            self._closed = True
            if self._decoder:
                self._decoder.close()
            # The model frees itself with its last user: a stream may still spell the tokens that it was given.
            self._decoder = self._model = None

    def _loaded(self) -> tuple[GgufModel, BatchDecoder]:
        with self._lock:
            if self._closed:
                raise EngineError("모델이 닫혔습니다.", "앱을 다시 시작해 주세요.")
            if self._model is None or self._decoder is None:
                self._model = GgufModel(self.path)
                self.context_size = min(self.context_size, self._model.trained_context)
                # Sixteen short requests, or one and a half of the longest. A token takes 0.1 MB in a 2B model.
                cells = self.context_size * 3 // 2
                self._decoder = BatchDecoder(self._model, cells=cells, parallel=self._parallel, threads=self._threads)
            return self._model, self._decoder
