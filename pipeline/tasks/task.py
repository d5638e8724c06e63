"""The Task protocol, and answer(): the one road from a request to an answer, whichever model answers or none."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable
from contextlib import closing
from dataclasses import dataclass, field
from typing import Generic, Protocol, TypeVar

from pipeline.errors import EngineError
from pipeline.serving.engine import Engine, Message, Options

RequestT = TypeVar("RequestT", contravariant=True)
AnswerT = TypeVar("AnswerT")

log = logging.getLogger(__name__)

OFFLINE = "offline"  # what Outcome.engine says when the offline writer answered


@dataclass(frozen=True, slots=True)
class Problem:
    """A fact or form that an answer got wrong. ``message`` is Korean, for people; ``kind`` is for counting."""

    kind: str
    message: str


@dataclass(frozen=True, slots=True)
class Example:
    """One training row: the prompt's messages and the answer that follows. ``scenario`` groups rows for the split.

    ``request`` is what ``messages`` were made of, where there is one: with it ``check`` can judge a model's answer.
    ``split`` is where the row's author put its scenario, "train" or "test"; empty where chance may decide.
    """

    messages: tuple[Message, ...]
    completion: str
    scenario: str = ""
    request: object | None = None
    split: str = ""


class AnswerFormatError(ValueError):
    """``Task.parse`` could not read a model's text as an answer. ``str(error)`` names the form that is missing."""


class Task(Protocol[RequestT, AnswerT]):
    """What is written. ``messages`` and the completions of ``corpus`` are the only places where a prompt is worded."""

    name: str
    options: Options  # how a model is asked: length, temperature, schema

    def messages(self, request: RequestT) -> list[Message]: ...

    def plain_messages(self, text: str) -> list[Message]:
        """The prompt for a person's bare words, nothing else known: for programs that send only those, like Ollama.

        ``text`` stands in it once, unchanged.
        """
        ...

    def parse(self, text: str) -> AnswerT:
        """Read a model's text. Raises AnswerFormatError."""
        ...

    def check(self, request: RequestT, answer: AnswerT) -> list[Problem]:
        """Facts and form of an answer against its request; empty when nothing is wrong."""
        ...

    def offline(self, request: RequestT) -> AnswerT:
        """Answer without a model."""
        ...

    def corpus(self) -> Iterable[Example]: ...


@dataclass(frozen=True, slots=True)
class Outcome(Generic[AnswerT]):
    """An answer and who gave it. ``engine`` is a model's label or ``offline``; ``notes`` are Korean, for people."""

    answer: AnswerT
    engine: str
    notes: list[str] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)  # why a model's answers were refused; for evaluation


def answer(
    task: Task[RequestT, AnswerT],
    request: RequestT,
    engine: Engine | None,
    *,
    options: Options | None = None,
    on_text: Callable[[str], None] | None = None,
) -> Outcome[AnswerT]:
    """Generate, parse, check, retry once with another seed, else answer offline; the outcome says which it was.

    ``options`` replaces the task's own. ``on_text`` receives the text so far at each piece of a model's answer, so
    that a caller can show it; an exception that it raises (a person's Stop) closes the stream and comes through.
    Never raises for a model's fault.
    """
    if engine is None:
        return Outcome(task.offline(request), OFFLINE)
    options = options or task.options
    messages = task.messages(request)
    refused: list[Problem] = []
    # A retry at temperature 0 would say the same words again.
    for attempt in (options, options.with_seed(options.seed + 1, max(options.temperature, 0.2))):
        try:
            text = _generate(engine, messages, attempt, on_text)
            candidate = task.parse(text)
        except EngineError as error:
            log.warning("%s: the engine failed: %s", task.name, type(error).__name__)
            return Outcome(
                task.offline(request), OFFLINE, [f"{error.what} 그래서 오프라인 작성기가 썼습니다."], refused
            )
        except AnswerFormatError as error:
            refused.append(Problem("form", f"모델의 답이 형식에 맞지 않습니다 ({error})."))
            continue
        problems = task.check(request, candidate)
        if not problems:
            return Outcome(candidate, engine.identity.label, [], refused)
        refused.extend(problems)
    reasons = "; ".join(dict.fromkeys(problem.message for problem in refused))
    note = f"모델의 답을 쓰지 않고 오프라인 작성기가 썼습니다. 이유: {reasons}"
    return Outcome(task.offline(request), OFFLINE, [note], refused)


def _generate(engine: Engine, messages: list[Message], options: Options, on_text: Callable[[str], None] | None) -> str:
    text = ""
    with closing(engine.stream(messages, options)) as pieces:  # type: ignore[type-var]  # streams are generators
        for piece in pieces:
            text += piece
            if on_text:
                on_text(text)
    return text
