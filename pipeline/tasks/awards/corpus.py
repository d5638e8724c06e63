"""The authored award rows: requests as people type them, each with an answer as a good writer gives it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from pipeline.errors import InvalidInput
from pipeline.tasks.awards import prompt
from pipeline.tasks.awards.award import Award
from pipeline.tasks.awards.request import AwardRequest, understand
from pipeline.tasks.task import Example

DATA = Path(__file__).with_name("data")
ASKED = ("request", "recipient", "giver", "kind", "tone")  # what a person typed and chose; empty where they did not

Row = dict[str, Any]


def read_corpus(folder: Path) -> Iterator[Example]:
    """The rows of every JSONL file of ``folder`` as training examples; raises what ``read_rows`` raises."""
    for place, row in read_rows(folder):
        try:
            yield as_example(row)
        except (ValueError, KeyError, TypeError, InvalidInput) as error:
            raise ValueError(f"{place}: {type(error).__name__}: {error}") from error


def read_rows(folder: Path) -> Iterator[tuple[str, Row]]:
    """Every row of ``folder`` with its place (file and line).

    A row has request, recipient, giver, kind, tone, scenario, split and answer {title, recipient, body, giver}. Raises
    FileNotFoundError when there is no file, ValueError naming file and line for a row that cannot be read.
    """
    files = sorted(folder.glob("*.jsonl"))
    if not files:
        raise FileNotFoundError(f"no training rows: {folder} holds no .jsonl file")
    for file in files:
        for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), 1):
            if line.strip():
                place = f"{file.name} line {number}"
                try:
                    yield place, json.loads(line)
                except ValueError as error:
                    raise ValueError(f"{place}: {error}") from error


def as_example(row: Row) -> Example:
    """A row as a model is asked and answers. Raises ValueError, KeyError or InvalidInput for a row that cannot be."""
    answer = row["answer"]
    if not isinstance(answer, dict) or not all(str(answer[name]).strip() for name in prompt.FIELDS):
        raise ValueError("answer is not an object of four texts")
    request = _understood({name: str(row.get(name, "")) for name in ASKED}, str(answer["recipient"]))
    if row.get("split", "") not in {"", "train", "test"}:
        raise ValueError(f"split is {row['split']!r}")
    award = Award(kind=request.kind, **{name: str(answer[name]) for name in prompt.FIELDS})
    if row.get("split") == "train":
        request = as_answered(request, award)
    return Example(
        tuple(prompt.messages(request)), prompt.completion(award), str(row["scenario"]), request, row.get("split", "")
    )


def _understood(asked: dict[str, str], recipient: str) -> AwardRequest:
    """The request as the app reads it; who is asked for the recipient in a field of its own fills that in."""
    try:
        return understand(**asked)
    except InvalidInput as error:
        if error.field != "recipient" or asked["recipient"]:
            raise
        return understand(**asked | {"recipient": recipient})


def as_answered(request: AwardRequest, award: Award) -> AwardRequest:
    """``request`` with recipient and giver as the answer prints them, where the reader found any.

    The reader may find another one than the author meant, and an answer that then differs would teach a model not to
    copy. Rows for the test keep what a visitor would get.
    """
    giver = award.giver if request.giver else ""
    return replace(request, recipient=award.recipient, giver=giver)
