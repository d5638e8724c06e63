"""answer(): the one road from a request to an answer, with an engine that does what the test says."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import pytest

from pipeline.errors import EngineError
from pipeline.serving.engine import Message, ModelIdentity, Options
from pipeline.tasks.task import OFFLINE, AnswerFormatError, Example, Problem, answer


class Echo:
    """A task whose right answer to a request is the request itself."""

    name = "echo"
    options = Options(max_tokens=9, seed=5)

    def messages(self, request: str) -> list[Message]:
        return [{"role": "user", "content": request}]

    def parse(self, text: str) -> str:
        if not text.startswith("<") or not text.endswith(">"):
            raise AnswerFormatError("괄호가 없음")
        return text[1:-1]

    def check(self, request: str, answer: str) -> list[Problem]:
        return [] if answer == request else [Problem("fact", "말이 달라졌습니다.")]

    def offline(self, request: str) -> str:
        return f"offline {request}"

    def corpus(self) -> Iterable[Example]:
        return []


class Says:
    """An engine that says its texts one after the other; an exception among them is raised in mid-sentence."""

    identity = ModelIdentity("gguf", repo="me/model", revision="0123456789ab")
    context_size = 100

    def __init__(self, *texts: str | Exception) -> None:
        self.texts = list(texts)
        self.asked: list[Options] = []
        self.closed = 0

    def stream(self, messages: Sequence[Message], options: Options) -> Iterator[str]:
        self.asked.append(options)
        text = self.texts.pop(0)
        try:
            if isinstance(text, Exception):
                yield "<"
                raise text
            yield from text
        finally:
            self.closed += 1

    def count_tokens(self, messages: Sequence[Message]) -> int:
        return 1


def test_without_an_engine_the_offline_writer_answers() -> None:
    outcome = answer(Echo(), "안녕", None)
    assert (outcome.answer, outcome.engine, outcome.notes) == ("offline 안녕", OFFLINE, [])


def test_a_right_answer_is_taken_and_says_who_gave_it() -> None:
    engine = Says("<안녕>")
    outcome = answer(Echo(), "안녕", engine)
    assert outcome.answer == "안녕"
    assert outcome.engine == "me/model@01234567"
    assert engine.asked == [Echo.options]
    assert engine.closed == 1


@pytest.mark.parametrize("first", ["<잘가>", "안녕"])
def test_a_wrong_or_unreadable_answer_is_asked_for_once_more_in_another_way(first: str) -> None:
    engine = Says(first, "<안녕>")
    outcome = answer(Echo(), "안녕", engine)
    assert outcome.answer == "안녕"
    assert len(outcome.problems) == 1
    once, again = engine.asked
    assert again.seed != once.seed
    assert again.temperature > 0, "greedy would say the same again"


def test_two_wrong_answers_and_the_offline_writer_says_why() -> None:
    engine = Says("<잘가>", "엉뚱", "<안녕>")
    outcome = answer(Echo(), "안녕", engine)
    assert (outcome.answer, outcome.engine) == ("offline 안녕", OFFLINE)
    assert len(engine.asked) == 2
    assert "말이 달라졌습니다." in outcome.notes[0]
    assert "괄호가 없음" in outcome.notes[0]


def test_an_engine_that_breaks_off_is_not_asked_again() -> None:
    engine = Says(EngineError("모델이 멈췄습니다."), "<안녕>")
    outcome = answer(Echo(), "안녕", engine)
    assert outcome.engine == OFFLINE
    assert "모델이 멈췄습니다." in outcome.notes[0]
    assert len(engine.asked) == 1


def test_stop_closes_the_stream_and_comes_through() -> None:
    class Stop(Exception):
        pass

    def stop(text: str) -> None:
        if len(text) == 2:
            raise Stop

    engine = Says("<안녕하세요>")
    with pytest.raises(Stop):
        answer(Echo(), "안녕하세요", engine, on_text=stop)
    assert engine.closed == 1
