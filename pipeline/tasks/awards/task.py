"""The awards task: what a model is asked, how its answer is checked, and who answers when there is no model."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from pipeline.errors import InvalidInput
from pipeline.serving.engine import Engine, Message, Options
from pipeline.tasks.awards import augment, augment_drills, augment_written, corpus, facts, prompt, writer
from pipeline.tasks.awards.award import Award
from pipeline.tasks.awards.request import KINDS, AwardRequest
from pipeline.tasks.task import OFFLINE, Example, Problem, answer

MAX_COUNT = 5


class AwardsTask:
    """The Task protocol for awards; see pipeline.tasks.task."""

    name = "awards"
    options: Options = prompt.OPTIONS

    def messages(self, request: AwardRequest) -> list[Message]:
        return prompt.messages(request)

    def plain_messages(self, text: str) -> list[Message]:
        return prompt.messages(AwardRequest(reason=text))

    def parse(self, text: str) -> Award:
        return prompt.parse(text, KINDS[0])

    def check(self, request: AwardRequest, answer: Award) -> list[Problem]:
        return facts.check(request, answer)

    def offline(self, request: AwardRequest) -> Award:
        return writer.write(request)

    def corpus(self) -> Iterator[Example]:
        return corpus.read_corpus(corpus.DATA)

    def augmented(self, count: int, seed: int) -> Iterator[Example]:
        """``count`` training rows made from the authored ones; see pipeline.tasks.awards.augment."""
        return augment.augmented(corpus.read_corpus(corpus.DATA), count, seed)

    def written(self, count: int, seed: int) -> Iterator[Example]:
        """``count`` rows with an author's title and the offline writer's body; see awards.augment_written."""
        rows = corpus.read_corpus(corpus.DATA)
        return augment_written.written(rows, self.offline, self.check, count, seed)

    def drills(self, count: int, seed: int) -> Iterator[Example]:
        """``count`` rows of made-up words to practise copying on; see pipeline.tasks.awards.augment_drills."""
        rows = [row for row in self.corpus() if row.split != "test"]
        return augment_drills.drills(augment_drills.syllables_of(rows), count, seed)


awards = AwardsTask()


def write_awards(
    request: AwardRequest,
    engine: Engine | None,
    count: int = 3,
    on_text: Callable[[str], None] | None = None,
) -> tuple[str, list[Award], list[str]]:
    """``count`` different awards (1 to 5) for ``request``: who wrote them, the awards, and notes for the person.

    ``on_text`` is called as in pipeline.tasks.task.answer. Raises InvalidInput("count", …).
    """
    if not 1 <= count <= MAX_COUNT:
        raise InvalidInput("count", f"후보 수 {count}은(는) 쓸 수 없습니다.", f"1에서 {MAX_COUNT} 사이로 골라 주세요.")
    written: list[Award] = []
    labels: list[str] = []
    notes: list[str] = list(request.notes)
    for index in range(count):
        variant = request.variant + index
        asked = replace(request, variant=variant)
        options = awards.options.with_seed(awards.options.seed + 2 * variant)  # a retry takes the odd seed between
        outcome = answer(awards, asked, engine, options=options, on_text=on_text)
        written.append(replace(outcome.answer, kind=request.kind))
        labels.append(outcome.engine)
        notes.extend(outcome.notes)
    if OFFLINE in labels:
        notes.extend(writer.left_out_note(request))
    models = [label for label in labels if label != OFFLINE]
    return models[0] if models else OFFLINE, written, list(dict.fromkeys(notes))
