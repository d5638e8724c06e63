"""Texts longer than a model's context: packed by whole sentences, summarised, and merged recursively.

The budget is counted with the model's own tokenizer. Each part goes to the model with the sentences that the extractive
summary chose from it, which keeps the merged summary close to the source.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np

from pipeline.serving.engine import Engine, Options
from pipeline.tasks.summaries.extractive import score, target_length, terms_of
from pipeline.tasks.summaries.offline import extract_from
from pipeline.tasks.summaries.sentences import Kind, Sentence, split
from pipeline.tasks.summaries.task import MAX_TOKENS, SummaryRequest, SummaryTask
from pipeline.tasks.task import OFFLINE, answer

MAX_PARTS = 40  # a text of more parts is first reduced to its main sentences: nobody waits for hundreds of answers
_MARGIN = 16  # tokens left free beside prompt and answer
_MAX_LEVELS = 6
_GUIDANCE_SHARE = 6  # guidance is about a sixth of the shortest part
_FAILURES = 2  # this many parts in a row that the model could not do: it will not do the others


@dataclass(frozen=True, slots=True)
class Progress:
    """``done`` of ``total`` calls are finished; ``text`` is what the present one has written so far. ``total`` may
    grow by the merging calls once it is known how long the parts' summaries are."""

    done: int
    total: int
    text: str = ""


OnProgress = Callable[[Progress], None]


@dataclass(frozen=True, slots=True)
class Written:
    """A model's summary, empty when it could not do it; ``notes`` say why, in Korean."""

    text: str
    engine: str
    notes: list[str]


class _Failed(Exception):
    """The model cannot summarise this text; ``str(error)`` is the Korean reason."""


class Writer:
    """One text's way through a model."""

    def __init__(self, engine: Engine, length: str, on_progress: OnProgress) -> None:
        self._engine = engine
        self._length = length
        self._report = on_progress
        self._task = SummaryTask()
        self._done = 0
        self._total = 1
        self._failed_in_a_row = 0
        self._notes: list[str] = []

    def write(self, sentences: Sequence[Sentence]) -> Written:
        sentences = [sentence for sentence in sentences if sentence.kind is not Kind.NOISE]
        try:
            request = SummaryRequest(_text(sentences), self._length)
            fits = self._fits(request)
            text = self._ask(request, last=True) if fits else self._in_parts(sentences)
            return Written(text, self._engine.identity.label, self._notes)
        except _Failed as failure:
            return Written("", OFFLINE, [str(failure)])

    def _in_parts(self, sentences: Sequence[Sentence]) -> str:
        parts = self._packed(sentences)
        if len(parts) > MAX_PARTS:
            parts = self._packed(_main_ones(sentences, 0.9 * MAX_PARTS / len(parts)))
            self._notes.append("글이 아주 길어서 주요 문장을 먼저 골라 모델에 맡겼습니다.")
        for _ in range(_MAX_LEVELS):
            self._total = self._done + len(parts) + 1
            summaries = [self._part(part) for part in parts]
            merged = SummaryRequest("\n".join(summaries), self._length, merging=True)
            written = split(merged.text)
            if self._fits(merged):
                return self._ask(replace(merged, guidance=self._guidance(merged, written)), last=True)
            if len(merged.text) >= 0.9 * sum(len(_text(part)) for part in parts):
                break
            parts = self._packed(written)
        raise _Failed("모델의 부분별 요약이 짧아지지 않아 합칠 수 없었습니다.")

    def _part(self, sentences: Sequence[Sentence]) -> str:
        request = SummaryRequest(_text(sentences), "보통")
        return self._ask(replace(request, guidance=self._guidance(request, sentences)), last=False)

    def _ask(self, request: SummaryRequest, *, last: bool) -> str:
        self._report(Progress(self._done, self._total))
        outcome = answer(
            self._task,
            request,
            self._engine,
            options=self._options(request.length),
            on_text=lambda text: self._report(Progress(self._done, self._total, text)),
        )
        self._done += 1
        self._report(Progress(self._done, self._total, outcome.answer))
        if outcome.engine != OFFLINE:
            self._failed_in_a_row = 0
            return outcome.answer
        reason = outcome.notes[0]
        self._failed_in_a_row += 1
        if last or self._failed_in_a_row >= _FAILURES:
            raise _Failed(reason)
        self._notes.append(f"글의 {self._done}번째 부분은 오프라인 요약기가 맡았습니다.")
        return outcome.answer

    def _options(self, length: str) -> Options:
        return replace(self._task.options, max_tokens=self._answer_room(length))

    def _answer_room(self, length: str) -> int:
        return min(MAX_TOKENS[length], self._engine.context_size // 3)

    def _fits(self, request: SummaryRequest) -> bool:
        room = self._engine.context_size - self._answer_room(request.length) - _MARGIN
        return self._engine.count_tokens(self._task.messages(request)) <= room

    def _guidance(self, request: SummaryRequest, sentences: Sequence[Sentence]) -> tuple[str, ...]:
        """The extractive summary's sentences, as many as still fit beside the text."""
        target = target_length(len(request.text), "짧게")
        chosen = tuple(sentence for sentence, _ in extract_from(list(sentences), target).sentences)
        while chosen and not self._fits(replace(request, guidance=chosen)):
            chosen = chosen[:-1]
        return chosen

    def _packed(self, sentences: Sequence[Sentence]) -> list[list[Sentence]]:
        """Runs of whole sentences that fit, in order; one that is too long by itself is cut at blanks."""
        units = [unit for sentence in sentences for unit in self._units(sentence)]
        parts: list[list[Sentence]] = []
        start = 0
        while start < len(units):
            size = self._most(units, start)
            parts.append(units[start : start + size])
            start += size
        return parts

    def _most(self, units: Sequence[Sentence], start: int) -> int:
        """How many units from ``start`` fit together, at least one. Doubling, then halving: few counts of tokens."""
        low, high, left = 1, 2, len(units) - start
        while high <= left and self._part_fits(_text(units[start : start + high])):
            low, high = high, high * 2
        high = min(high, left + 1)
        while high - low > 1:
            middle = (low + high) // 2
            if self._part_fits(_text(units[start : start + middle])):
                low = middle
            else:
                high = middle
        return low

    def _part_fits(self, text: str) -> bool:
        # Room for the guidance is kept free: a share of the text itself.
        return self._fits(SummaryRequest(text + text[: len(text) // _GUIDANCE_SHARE], "보통"))

    def _units(self, sentence: Sentence) -> list[Sentence]:
        if self._part_fits(sentence.text):
            return [sentence]
        middle = len(sentence.text) // 2
        if middle == 0:
            raise _Failed("모델이 한 번에 읽을 수 있는 길이가 너무 짧습니다.")
        blank = sentence.text.rfind(" ", 1, middle + 1)
        cut = blank if blank > 0 else middle
        halves = (sentence.text[:cut].strip(), sentence.text[cut:].strip())
        return [unit for half in halves if half for unit in self._units(replace(sentence, text=half, tokens=()))]


def _text(sentences: Sequence[Sentence]) -> str:
    """The sentences in their paragraphs."""
    paragraphs: dict[int, list[str]] = {}
    for sentence in sentences:
        paragraphs.setdefault(sentence.paragraph, []).append(sentence.text)
    return "\n".join(" ".join(texts) for texts in paragraphs.values())


def _main_ones(sentences: Sequence[Sentence], share: float) -> list[Sentence]:
    """The best sentences, in order, about ``share`` of all the text."""
    scores = score(sentences, terms_of(sentences))
    room = share * sum(len(sentence.text) for sentence in sentences)
    chosen = []
    for number in np.argsort(-scores, kind="stable"):
        room -= len(sentences[number].text)
        if room < 0:
            break
        chosen.append(int(number))
    return [sentences[number] for number in sorted(chosen)]
