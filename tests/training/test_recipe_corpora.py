"""Every shipped recipe's data stage on its task's real corpus, counted with the real vocabulary of Gemma 4.

The vocabulary comes with the converter (llama.cpp tests itself with it); no weights are needed.
"""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

import llama_cpp
import pytest

from pipeline.tasks.task import Example
from pipeline.training import corpus, recipe
from pipeline.training.chat import ChatFormat
from pipeline.training.converter import converter_folder

pytestmark = pytest.mark.slow

LONGEST, EVERY = 100, 20  # the longest rows and every so manieth of the others: nothing left out is longer


@pytest.fixture(scope="module")
def gemma4() -> ChatFormat:
    vocabulary = converter_folder() / "models" / "ggml-vocab-gemma-4.gguf"
    llama = llama_cpp.Llama(str(vocabulary), vocab_only=True, verbose=False)
    assert llama.n_vocab() == 262_144
    return ChatFormat.of_gguf(llama)


@pytest.fixture(autouse=True)
def _own_rows_only(monkeypatch: pytest.MonkeyPatch) -> None:
    """A corpus may add a public set from the Hub; the tests read what the repository holds."""
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")


@cache
def rows_of(task: str) -> list[Example]:
    rows = list(corpus.load_task(task).corpus())
    by_length = sorted(rows, key=lambda row: -len(row.messages[0]["content"]) - len(row.completion))
    return by_length[:LONGEST] + by_length[LONGEST::EVERY]


@pytest.mark.parametrize("name", recipe.names())
def test_no_row_is_cut_or_lost(name: str, gemma4: ChatFormat, tmp_path: Path) -> None:
    chosen = recipe.load(name)
    rows = rows_of(chosen.task)
    report = corpus.build(rows, gemma4, chosen.data, chosen.train.seed, tmp_path)
    assert set(report.dropped) <= {"near_duplicate"}
    assert report.rows_in == len(rows) == sum(report.rows.values()) + sum(report.dropped.values())
    assert report.rows["train"] >= 4
    assert report.tokens["longest"] <= chosen.data.max_tokens
    if not chosen.base.tiny:
        assert report.rows["test"] >= 5
        assert report.rows["validation"] >= 2
    first = corpus.read(tmp_path, "train")[0]
    ids = corpus.tokenize(first, gemma4)["input_ids"]
    assert ids.count(gemma4.bos_id) == 1
    assert gemma4.decode(ids[-1:]) == gemma4.end_of_turn == "<turn|>"
    assert json.loads((tmp_path / "report.json").read_text())["rows"] == report.rows


@pytest.mark.parametrize("task", ["awards", "naming", "summaries"])
def test_a_tasks_own_answers_are_valid(task: str) -> None:
    """What a model is trained on must be what the task can read, and its check finds next to nothing wrong with it.

    A check made of rules doubts a good paraphrase now and then. Test rows keep the request as the app reads it.
    """
    job = corpus.load_task(task)
    rows = [(row.request, job.parse(row.completion)) for row in rows_of(task) if row.request and row.split != "test"]
    doubted = [(answer, problems) for request, answer in rows if (problems := job.check(request, answer))]
    assert len(doubted) <= 0.05 * len(rows), doubted[:5]
