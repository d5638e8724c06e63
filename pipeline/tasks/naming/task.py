"""The naming task: a model words what has been computed, its answer is checked, the offline writer stands behind it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from pipeline.serving.engine import Engine, Message, Options
from pipeline.tasks.naming import corpus, fact_check, prompt, reading
from pipeline.tasks.naming.chart import Chart
from pipeline.tasks.naming.facts import facts_of
from pipeline.tasks.naming.prompt import Reading, ReadingRequest
from pipeline.tasks.naming.scored_name import ScoredName
from pipeline.tasks.task import Example, Outcome, Problem, answer


class NamingTask:
    """The Task protocol for readings; see pipeline.tasks.task."""

    name = "naming"
    options: Options = prompt.OPTIONS

    def messages(self, request: ReadingRequest) -> list[Message]:
        return prompt.messages(request.facts)

    def plain_messages(self, text: str) -> list[Message]:
        return prompt.plain_messages(text)

    def parse(self, text: str) -> Reading:
        return prompt.parse(text)

    def check(self, request: ReadingRequest, answer: Reading) -> list[Problem]:
        return fact_check.check(request.facts, answer)

    def offline(self, request: ReadingRequest) -> Reading:
        return reading.write(request.facts, request.variant)

    def corpus(self) -> Iterator[Example]:
        return corpus.examples()


naming = NamingTask()


def read_names(
    chart: Chart,
    names: Sequence[ScoredName],
    engine: Engine | None,
    *,
    variant: int = 0,
    on_text: Callable[[str], None] | None = None,
) -> Outcome[Reading]:
    """A paragraph on the chart and a sentence on each of the first names that have hanja (at most MOST_NAMES)."""
    request = ReadingRequest(facts_of(chart, names), variant)
    options = naming.options.with_seed(2 * variant)  # a retry takes the odd seed between
    return answer(naming, request, engine, options=options, on_text=on_text)
