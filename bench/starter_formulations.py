"""What a model as small as the starter should be taught (`python -m bench.starter_formulations BASE`).

BASE is a folder of safetensors, as starter-base made it. An adapter is trained on it for the same time, with the
starter's recipe at a constant rate, on the same authored training rows told in three ways:

- anew: the authors' answers as they stand, which tell the story in other words
- carried: the author's title over the offline writer's body, which carries the person's own clauses
- slots: the authors' answers with recipient, giver, quoted words and numbers as <1>, <2>… in prompt and answer; they
  are put back into what the model says, and the particles after them made to agree

For each, on the first authored test rows, which no adapter has seen: the loss of the answers told in that way (nats a
token; the tokens differ), and of what the model says by itself (greedy, no grammar): form (can be read), facts (no
name, number or quotation lost or added) and accepted (passes the whole fact check).
"""

from __future__ import annotations

import argparse
import re
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import torch
from torch.nn.functional import cross_entropy
from transformers import TrainerCallback

from pipeline.tasks.awards import augment, augment_written, prompt
from pipeline.tasks.awards.award import Award
from pipeline.tasks.awards.request import AwardRequest
from pipeline.tasks.awards.task import awards
from pipeline.tasks.task import AnswerFormatError, Example
from pipeline.training import corpus, recipe, sft
from pipeline.training.chat import ChatFormat
from pipeline.training.loading import load_model, load_tokenizer
from pipeline.training.packing import pack

ROWS, MINUTES, CONTEXT = 60, 4.0, 1024
FACTS = {f"{what} {how}" for what in ("name", "number", "quote") for how in ("lost", "added")}
_QUOTED = re.compile(r"[\"'“‘]([^\"'“”‘’\n]{2,})[\"'”’]")
_NUMBER = re.compile(r"(?<![\d.,])\d[\d,]*(?:\.\d+)?")


@dataclass(frozen=True)
class Slots:
    """What of a request stands in slots; ``words[0]`` is <1>."""

    words: tuple[str, ...]

    @classmethod
    def of(cls, request: AwardRequest) -> Slots:
        found = [request.recipient, request.giver, *_QUOTED.findall(request.reason), *_NUMBER.findall(request.reason)]
        return cls(tuple(dict.fromkeys(word for word in found if word)))

    def hide(self, text: str) -> str:
        numbers = {word: f"<{number}>" for number, word in enumerate(self.words, 1)}
        longest_first = "|".join(re.escape(word) for word in sorted(self.words, key=len, reverse=True))
        if not numbers:
            return text
        return re.sub(rf"(?<!\d)(?:{longest_first})(?!\d)", lambda match: numbers[match[0]], text)

    def show(self, text: str) -> str:
        return augment.swap(text, {f"<{number}>": word for number, word in enumerate(self.words, 1)})


def hidden(request: AwardRequest) -> AwardRequest:
    slots = Slots.of(request)
    recipient, giver = slots.hide(request.recipient), slots.hide(request.giver)
    return replace(request, reason=slots.hide(request.reason), recipient=recipient, giver=giver)


def in_slots(row: Example) -> Example:
    request = _request(row)
    slots, award = Slots.of(request), prompt.parse(row.completion, request.kind)
    answer = replace(award, **{name: slots.hide(getattr(award, name)) for name in prompt.FIELDS})
    return replace(row, messages=tuple(prompt.messages(hidden(request))), completion=prompt.completion(answer))


def carried(rows: Sequence[Example]) -> list[Example]:
    as_trained = [replace(row, split="train") for row in rows]  # the test rows are told in the same way
    return list(augment_written.written(as_trained, awards.offline, awards.check, len(rows)))


def whole(text: str, request: AwardRequest) -> Award:
    return awards.parse(text)


def filled(text: str, request: AwardRequest) -> Award:
    slots, award = Slots.of(request), awards.parse(text)
    return replace(award, **{name: slots.show(getattr(award, name)) for name in prompt.FIELDS})


class Until(TrainerCallback):
    """Ends training when the time is up."""

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds

    def on_train_begin(self, args: Any, state: Any, control: Any, **_: Any) -> None:
        self.end = time.monotonic() + self.seconds

    def on_step_end(self, args: Any, state: Any, control: Any, **_: Any) -> Any:
        control.should_training_stop = time.monotonic() > self.end
        return control


def trained(base: Path, rows: Sequence[Example], minutes: float) -> tuple[Any, int]:
    """The base with an adapter trained on ``rows`` for so long, and the number of steps that it took."""
    chosen = recipe.load(
        "starter", ["train.schedule=constant_with_warmup", "train.steps=100000", "train.save_every=100000"]
    )
    tokenizer = load_tokenizer(base)
    chat = ChatFormat.of_tokenizer(tokenizer)
    tokenized = [corpus.tokenize(row, chat) for row in rows]
    packs = pack([row for row in tokenized if len(row["input_ids"]) <= CONTEXT], chosen.data.max_tokens, 0)
    with tempfile.TemporaryDirectory() as scratch:
        model = load_model(base, chosen.loading)
        trainer = sft.trainer_over(chosen, model, tokenizer, packs, [], Path(scratch))
        trainer.add_callback(Until(minutes * 60))
        trainer.train()
        return model_of(trainer), trainer.state.global_step


def model_of(trainer: Any) -> Any:
    """The model with its adapter, ready to answer."""
    return trainer.model.eval()


@torch.no_grad()
def answer_loss(model: Any, rows: Sequence[Example], chat: ChatFormat) -> float:
    total, tokens = 0.0, 0
    for row in rows:
        prompt_ids, answer = chat.prompt_ids(row.messages), torch.tensor(chat.answer_ids(row.completion))
        ids = torch.cat([torch.tensor(prompt_ids), answer])[None]
        logits = model(input_ids=ids).logits[0, len(prompt_ids) - 1 : -1]
        total += float(cross_entropy(logits.float(), answer, reduction="sum"))
        tokens += len(answer)
    return total / tokens


@torch.no_grad()
def say(model: Any, row: Example, chat: ChatFormat) -> str:
    ids = chat.prompt_ids(row.messages)
    ends = model.generation_config.eos_token_id
    said = model.generate(torch.tensor([ids]), max_new_tokens=300, do_sample=False, eos_token_id=ends)[0, len(ids) :]
    return chat.decode(said.tolist()).removesuffix(chat.end_of_turn)


def measure(
    model: Any,
    rows: Sequence[Example],
    told: Sequence[Example],
    chat: ChatFormat,
    read: Callable[[str, AwardRequest], Award],
) -> str:
    """``rows`` as they stand, which the check goes by, and ``told`` as the model is asked."""
    counts: Counter[str] = Counter()
    for row, asked in zip(rows, told, strict=True):
        request = _request(row)
        try:
            award = read(say(model, asked, chat), request)
        except AnswerFormatError:
            continue
        problems = {problem.kind for problem in awards.check(request, award)}
        counts.update(form=1, facts=not problems & FACTS, accepted=not problems)
    return ", ".join(f"{name} {counts[name] / len(rows):.1%}" for name in ("form", "facts", "accepted"))


def _request(row: Example) -> AwardRequest:
    if not isinstance(row.request, AwardRequest):
        raise TypeError("an award row without its request")
    return row.request


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("base", type=Path)
    parser.add_argument("--rows", type=int, default=ROWS, help="authored test rows")
    parser.add_argument("--minutes", type=float, default=MINUTES, help="of training, for each")
    parser.add_argument("--only", choices=("anew", "carried", "slots"), nargs="*", default=("anew", "carried", "slots"))
    options = parser.parse_args()
    authored = list(awards.corpus())
    train = [row for row in authored if row.split != "test"]
    test = [row for row in authored if row.split == "test"][: options.rows]
    chat = ChatFormat.of_tokenizer(load_tokenizer(options.base))
    ways: dict[str, tuple[Callable[[Sequence[Example]], list[Example]], Callable[[str, AwardRequest], Award]]] = {
        "anew": (list, whole),
        "carried": (carried, whole),
        "slots": (lambda rows: [in_slots(row) for row in rows], filled),
    }
    for name in options.only:
        tell, read = ways[name]
        model, steps = trained(options.base, tell(train), options.minutes)
        asked = [in_slots(row) for row in test] if name == "slots" else test
        loss = answer_loss(model, tell(test), chat)
        print(f"{name}: {steps} steps, loss {loss:.3f}, {measure(model, test, asked, chat, read)}", flush=True)


if __name__ == "__main__":
    main()
