"""How well a model does its task: the task's own parse and check, and ROUGE on morphemes, over greedy answers."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline.serving.engine import Message, Options
from pipeline.serving.gguf_engine import GgufEngine
from pipeline.tasks.task import AnswerFormatError, Example, Task
from pipeline.training.chat import ChatFormat

if TYPE_CHECKING:
    from kiwipiepy import Kiwi

Writer = Callable[[Sequence[Message]], tuple[str, int]]  # a greedy answer and its length in tokens


@dataclass(frozen=True)
class Answers:
    """One model's greedy answers to the test rows, and how fast they came (tokens per second, prompt included)."""

    texts: list[str]
    tokens_per_second: float


def answers_of(write: Writer, examples: Sequence[Example], progress: Callable[[int], None]) -> Answers:
    """Let a model answer each example's prompt."""
    texts, tokens, start = [], 0, time.perf_counter()
    for done, example in enumerate(examples, 1):
        text, count = write(example.messages)
        texts.append(text)
        tokens += count
        progress(done)
    return Answers(texts, tokens / (time.perf_counter() - start))


def gguf_writer(engine: GgufEngine, chat: ChatFormat, max_tokens: int) -> Writer:
    """Answers through the app's own engine; free of a grammar, so that a broken form shows."""

    def write(messages: Sequence[Message]) -> tuple[str, int]:
        text = "".join(engine.stream(messages, Options(max_tokens=max_tokens)))
        return text, len(chat.encode(text))

    return write


def transformers_writer(model: Any, chat: ChatFormat, max_tokens: int) -> Writer:
    """Answers of a model in transformers (the base, the adapter on it, the merged model)."""
    import torch

    end = chat.encode(chat.end_of_turn)

    def write(messages: Sequence[Message]) -> tuple[str, int]:
        ids = torch.tensor([chat.prompt_ids(messages)], device=model.device)
        with torch.inference_mode():
            output = model.generate(
                input_ids=ids,
                attention_mask=torch.ones_like(ids),
                max_new_tokens=max_tokens,
                do_sample=False,
                eos_token_id=end,
                pad_token_id=0,
            )
        answer = [int(token) for token in output[0, ids.shape[1] :] if int(token) not in end]
        return chat.decode(answer), len(answer)

    return write


def measure(
    task: Task[Any, Any], examples: Sequence[Example], texts: Sequence[str], requests: Mapping[str, object]
) -> dict[str, float]:
    """Shares and means over all examples.

    ``valid``: the task could read the answer; ``exact``: it is the reference word by word; ``clean``: of the rows whose
    request is known (``requests`` by row digest), those that the task's check found nothing wrong with, and
    ``problem_<kind>`` the share with such a problem; ``rouge1``, ``rouge2``, ``rougeL``: F1 on morphemes.
    """
    from pipeline.training.corpus import digest

    counts: Counter[str] = Counter()
    checked = 0
    for example, text in zip(examples, texts, strict=True):
        counts["exact"] += text == example.completion
        for name, value in rouge(text, example.completion).items():
            counts[name] += value  # type: ignore[assignment]  # a Counter adds up floats as well
        request = requests.get(digest(example))
        checked += request is not None
        try:
            answer = task.parse(text)
        except AnswerFormatError:
            continue
        counts["valid"] += 1
        if request is not None:
            kinds = {problem.kind for problem in task.check(request, answer)}
            counts["clean"] += not kinds
            counts.update(f"problem_{kind}" for kind in kinds)
    of_checked = {"clean"} | {name for name in counts if name.startswith("problem_")}
    names = ["valid", "exact", "rouge1", "rouge2", "rougeL", *sorted(of_checked if checked else ())]
    return {name: round(counts[name] / (checked if name in of_checked else len(examples)), 4) for name in names}


def rouge(text: str, reference: str) -> dict[str, float]:
    """ROUGE-1, -2 and -L, F1 from 0 to 1, on Kiwi's morphemes: the usual way to score Korean."""
    found, wanted = _morphemes(text), _morphemes(reference)
    scores = {}
    for size in (1, 2):
        left = Counter(zip(*(found[start:] for start in range(size)), strict=False))
        right = Counter(zip(*(wanted[start:] for start in range(size)), strict=False))
        scores[f"rouge{size}"] = _f1((left & right).total(), left.total(), right.total())
    return scores | {"rougeL": _f1(_longest_common(found, wanted), len(found), len(wanted))}


def _f1(shared: int, found: int, wanted: int) -> float:
    return 2 * shared / (found + wanted) if found + wanted else 1.0


def _longest_common(left: Sequence[str], right: Sequence[str]) -> int:
    """Length of the longest common subsequence."""
    row = [0] * (len(right) + 1)
    for item in left:
        diagonal = 0
        for index, other in enumerate(right, 1):
            diagonal, row[index] = row[index], diagonal + 1 if item == other else max(row[index], row[index - 1])
    return row[-1]


def _morphemes(text: str) -> list[str]:
    return [token.form for token in _kiwi().tokenize(text)]


@cache
def _kiwi() -> Kiwi:
    from kiwipiepy import Kiwi

    return Kiwi(num_workers=1)


def engine_for(file: Path, context: int, threads: int) -> GgufEngine:
    """The app's engine over ``file``, one request at a time."""
    return GgufEngine(file, context_size=context, parallel=1, threads=threads)
