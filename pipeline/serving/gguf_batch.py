"""Continuous batching: many requests decoded together in one llama.cpp context, by one thread.

Reading the weights is what a token costs on a CPU, and a batch reads them once for all its sequences. A sequence joins
between two steps and leaves when it is done. Prompts that begin alike (the same task's instruction) are computed once
and shared. Each sequence keeps a sampler of its own.
"""

from __future__ import annotations

import logging
import queue
import threading
from collections import deque
from dataclasses import dataclass, field

import llama_cpp

from pipeline.errors import EngineError
from pipeline.serving.gguf_model import GgufModel
from pipeline.serving.gguf_sampler import Sampler

log = logging.getLogger(__name__)

SHARE = 32  # tokens; prefixes are shared in whole blocks, so that a prompt is always computed in the same portions
PREFILL = 512  # prompt tokens in a step when nobody waits for a next token
PREFILL_BESIDE = 128  # and when somebody does
NO_ROOM = 1  # llama_decode: the cache is full


@dataclass(eq=False)
class Sequence:
    """One request on its way. ``output`` receives its tokens, then None, or an EngineError."""

    tokens: list[int]  # the prompt; the answer grows behind it
    max_tokens: int
    sampler: Sampler
    output: queue.SimpleQueue[int | EngineError | None] = field(default_factory=queue.SimpleQueue)
    cancelled: bool = False  # set by the caller's thread; the next step drops the sequence
    generated: int = 0
    reserved: int = 0  # cells that it will likely need beyond those it shares
    slot: Slot | None = None
    row: int = -1  # its entry in the current batch whose logits are wanted

    @property
    def pending(self) -> int:
        """Tokens that the cache does not hold yet; one, while answering."""
        return len(self.tokens) - (self.slot.cached if self.slot else 0)


@dataclass(eq=False)
class Slot:
    """A sequence id of the cache: whose it is and which tokens' keys and values it holds."""

    number: int
    tokens: list[int] = field(default_factory=list)
    owner: Sequence | None = None
    used_at: int = 0  # step of the last use

    @property
    def cached(self) -> int:
        return len(self.tokens)


class BatchDecoder:
    """Owns a context of ``cells`` tokens that up to ``parallel`` sequences share, and the thread that works on it."""

    def __init__(self, model: GgufModel, *, cells: int, parallel: int, threads: int) -> None:
        self._model = model
        self._cells = cells
        self._context = _new_context(model, cells, parallel, threads)
        self._memory = llama_cpp.llama_get_memory(self._context)
        self._capacity = llama_cpp.llama_n_batch(self._context)  # entries of a batch; llama.cpp aborts at one more
        self._batch = llama_cpp.llama_batch_init(self._capacity, 0, 1)
        self._slots = [Slot(number) for number in range(parallel)]
        self._waiting: deque[Sequence] = deque()
        self._active: list[Sequence] = []  # in order of arrival
        self._step_number = 0
        self._full = False  # the cache overflowed: nobody joins until somebody leaves
        self._closing = False
        self._changed = threading.Condition()
        self._thread = threading.Thread(target=self._run, name="hanmadi-gguf", daemon=True)
        self._thread.start()

    def submit(self, sequence: Sequence) -> None:
        with self._changed:
            if self._closing:
                sequence.sampler.close()
                raise EngineError("모델이 닫혔습니다.", "앱을 다시 시작해 주세요.")
            self._waiting.append(sequence)
            self._changed.notify()

    def close(self) -> None:
        """Stop after the current step, fail what is still under way and free the context."""
        with self._changed:
            if self._closing:
                return
            self._closing = True
            self._changed.notify()
        self._thread.join()
        llama_cpp.llama_batch_free(self._batch)
        llama_cpp.llama_free(self._context)

    def _run(self) -> None:
        while True:
            with self._changed:
                while not (self._waiting or self._active or self._closing):
                    self._changed.wait()
                if self._closing:
                    break
            try:
                with self._changed:
                    self._drop_cancelled()
                    self._admit()
                self._step()
            except Exception as error:  # the thread must outlive any request's failure
                log.exception("a decoding step failed")
                self._fail_active(f"모델이 답하다가 멈췄습니다({type(error).__name__}).")
        with self._changed:
            self._active += self._waiting
            self._waiting.clear()
        self._fail_active("앱이 모델을 닫고 있습니다.")

    # ---- who takes part

    def _drop_cancelled(self) -> None:
        for sequence in [sequence for sequence in self._active if sequence.cancelled]:
            self._finish(sequence)
        for sequence in [sequence for sequence in self._waiting if sequence.cancelled]:
            self._waiting.remove(sequence)
            sequence.sampler.close()

    def _admit(self) -> None:
        """Give free slots to those who wait, in order, as far as the cache can hold their answers."""
        while self._waiting and not self._full:
            free = [slot for slot in self._slots if slot.owner is None]
            sequence = self._waiting[0]
            source, shared = self._best_source(sequence)
            # Few answers are as long as they may be; if the guess proves too low, the last to come steps back.
            answer = (sequence.max_tokens - sequence.generated) // 2
            sequence.reserved = len(sequence.tokens) + answer - shared
            room = self._cells - sum(other.reserved for other in self._active)
            if not free or (self._active and sequence.reserved > room) or self._is_being_read(sequence, shared):
                return
            self._waiting.popleft()
            self._occupy(sequence, free, source, shared)

    def _best_source(self, sequence: Sequence) -> tuple[Slot, int]:
        """The slot whose cache begins most like ``sequence``, and how many tokens of it can be taken over."""
        if not self._model.can_share_prefix:
            return self._slots[0], 0
        return max(((slot, _shared(sequence.tokens, slot.tokens)) for slot in self._slots), key=lambda pair: pair[1])

    def _is_being_read(self, sequence: Sequence, shared: int) -> bool:
        """Whether another sequence is just computing more of this prompt's beginning: then waiting saves the work."""
        return self._model.can_share_prefix and any(
            _shared(sequence.tokens, other.tokens) > shared for other in self._active
        )

    def _occupy(self, sequence: Sequence, free: list[Slot], source: Slot, shared: int) -> None:
        # The least recently used slot, so that what others may share stays; the source itself only as the last one.
        slot = min(free, key=lambda slot: (slot is source, slot.cached > 0, slot.used_at))
        if slot is source:
            llama_cpp.llama_memory_seq_rm(self._memory, slot.number, shared, -1)
        else:
            llama_cpp.llama_memory_seq_rm(self._memory, slot.number, -1, -1)
            if shared:
                llama_cpp.llama_memory_seq_cp(self._memory, source.number, slot.number, 0, shared)
        slot.tokens = sequence.tokens[:shared]
        slot.owner, sequence.slot = sequence, slot
        self._active.append(sequence)

    def _finish(self, sequence: Sequence, last: EngineError | None = None) -> None:
        """Take ``sequence`` out; what its slot holds stays there for others to share."""
        self._active.remove(sequence)
        self._full = False
        if sequence.slot:
            sequence.slot.owner = None
        sequence.sampler.close()
        sequence.output.put(last)

    def _fail_active(self, what: str) -> None:
        for sequence in list(self._active):
            self._finish(sequence, EngineError(what))
        llama_cpp.llama_memory_clear(self._memory, True)
        for slot in self._slots:
            slot.tokens = []

    # ---- one step

    def _step(self) -> None:
        taken = self._fill_batch()
        if not taken:
            return
        self._step_number += 1
        code = llama_cpp.llama_decode(self._context, self._batch)
        if code == NO_ROOM:
            self._make_room()
            return
        if code != 0:
            self._fail_active(f"모델이 답하다가 멈췄습니다(llama_decode {code}).")
            return
        for sequence, count in taken:
            slot = sequence.slot
            assert slot is not None
            slot.tokens += sequence.tokens[slot.cached : slot.cached + count]
            slot.used_at = self._step_number
            if sequence.pending == 0:
                self._next_token(sequence)

    def _fill_batch(self) -> list[tuple[Sequence, int]]:
        """Everybody's next token first, then as much of the prompts as a step may take, in order of arrival."""
        answering = [sequence for sequence in self._active if sequence.pending == 1]
        reading = [sequence for sequence in self._active if sequence.pending > 1]
        self._batch.n_tokens = 0
        room = min(PREFILL_BESIDE if answering else PREFILL, self._capacity - len(answering))
        taken = []
        for sequence in answering + reading:
            count = 1 if sequence.pending == 1 else min(sequence.pending, room)
            if count == 0:
                break
            if sequence.pending > 1:
                room -= count
            self._append(sequence, count)
            taken.append((sequence, count))
        return taken

    def _append(self, sequence: Sequence, count: int) -> None:
        slot, batch = sequence.slot, self._batch
        assert slot is not None
        for position in range(slot.cached, slot.cached + count):
            entry = batch.n_tokens
            batch.token[entry] = sequence.tokens[position]
            batch.pos[entry] = position
            batch.n_seq_id[entry] = 1
            batch.seq_id[entry][0] = slot.number
            batch.logits[entry] = position == len(sequence.tokens) - 1
            batch.n_tokens += 1
        sequence.row = batch.n_tokens - 1

    def _next_token(self, sequence: Sequence) -> None:
        token = sequence.sampler.sample(self._context, sequence.row)
        if self._model.is_end(token):
            self._finish(sequence)
            return
        sequence.tokens.append(token)
        sequence.generated += 1
        sequence.output.put(token)
        if sequence.generated >= sequence.max_tokens:
            self._finish(sequence)

    def _make_room(self) -> None:
        """Forget a finished sequence's cache; if there is none, let the last to come begin again later."""
        idle = [slot for slot in self._slots if slot.owner is None and slot.tokens]
        if idle:
            self._forget(min(idle, key=lambda slot: slot.used_at))
            return
        last = self._active[-1]
        if len(self._active) == 1:
            self._finish(last, EngineError("모델의 기억 공간에 요청이 들어가지 않습니다.", "입력을 줄여 주세요."))
            return
        self._active.remove(last)
        assert last.slot is not None
        self._forget(last.slot)
        last.slot.owner = None
        last.slot = None
        self._full = True
        with self._changed:
            self._waiting.appendleft(last)

    def _forget(self, slot: Slot) -> None:
        llama_cpp.llama_memory_seq_rm(self._memory, slot.number, -1, -1)
        slot.tokens = []


def _shared(left: list[int], right: list[int]) -> int:
    """Tokens at the beginning of both, in whole blocks of SHARE, leaving at least one of ``left`` to compute."""
    limit = min(len(left) - 1, len(right))
    same = next((index for index in range(limit) if left[index] != right[index]), limit)
    return same - same % SHARE


def _new_context(model: GgufModel, cells: int, parallel: int, threads: int) -> llama_cpp.llama_context_p:
    params = llama_cpp.llama_context_default_params()
    params.n_ctx = cells
    params.n_batch = PREFILL + parallel
    params.n_ubatch = PREFILL
    params.n_seq_max = parallel
    params.n_threads = params.n_threads_batch = threads
    params.kv_unified = True  # one pool of cells, so that a shared beginning is stored once
    params.swa_full = True  # a sliding-window cache that forgets cannot be cut back to a shared beginning
    context = llama_cpp.llama_init_from_model(model.pointer, params)
    if not context:
        raise EngineError("모델을 쓸 메모리를 얻지 못했습니다.", "더 작은 모델을 쓰거나 메모리를 늘려 주세요.")
    return context
