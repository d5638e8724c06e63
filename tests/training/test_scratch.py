"""A model from nothing: its tokenizer, its optimizer, all of its weights trained, and the gate at the end."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from pipeline.errors import InvalidInput
from pipeline.serving.engine import Message
from pipeline.tasks.task import Example
from pipeline.training import corpus, recipe
from pipeline.training.chat import ChatFormat
from pipeline.training.recipe_sections import Also, Data, Scratch
from tests.training.conftest import small_recipe
from tests.training.small_task import ANSWERS, small

SIZE = Scratch(layers=2, hidden=256, ffn=256, context=512, pieces=1024)
SCRATCH = (
    "base.model=scratch:gemma2",
    "base.scratch={layers: 2, hidden: 256, ffn: 256, context: 512, pieces: 1024}",
    "lora=null",
    "train.optimizer=muon",
    "train.learning_rate=0.003",
    "gguf.quants=[Q8_0]",
)


@pytest.mark.slow
def test_a_new_model_learns_and_passes_the_gate(tmp_path: Path) -> None:
    from pipeline.training.run import Run

    Run(small_recipe(*SCRATCH), tmp_path / "run", threads=1).until("evaluate")
    report = json.loads((tmp_path / "run" / "evaluate" / "report.json").read_text())
    assert report["reasons"] == []
    assert {report["quality"][name]["exact"] for name in ("merged", "f32", "Q8_0")} == {1.0}
    assert report["quality"]["base"]["exact"] == 0
    samples = json.loads((tmp_path / "run" / "evaluate" / "samples.json").read_text())
    assert [sample["Q8_0"] for sample in samples] == list(ANSWERS.values())


@pytest.mark.slow
def test_syllables_are_pieces_and_so_is_what_every_row_says() -> None:
    from pipeline.training import scratch

    rows = [Example((Message(role="user", content=f"늘 같은 말로 묻는다.\n이름: {name}"),), f"{name}에게", name)
            for name in ("김하늘", "이바다", "박나무")]  # fmt: skip
    tokenizer, _ = scratch.make_tokenizer(rows, SIZE)
    chat = ChatFormat.of_tokenizer(tokenizer)
    shown = [chat.decode([number]) for number in chat.encode("늘 같은 말로 묻는다.\n이름: 하늘나무")]
    assert shown == ["늘 같은 말로 묻는다.", "\n", "이름: ", "하", "늘", "나", "무"]
    rare = chat.encode("뷁")
    assert len(rare) == 3, "spelt in its three bytes"
    assert chat.decode(rare) == "뷁"


@pytest.mark.slow
def test_the_optimizer_steps_equally_far_in_every_direction() -> None:
    import torch

    from pipeline.training import muon, scratch

    matrix = torch.randn(64, 32, generator=torch.Generator().manual_seed(0)) * torch.logspace(0, -2, 32)
    values = torch.linalg.svdvals(muon.orthogonalized(matrix))
    assert values.min() > 0.5, "from a hundredth of the largest"
    assert values.max() < 1.5
    model = scratch.new_model(SIZE, 300, seed=0)
    optimizer = muon.Muon(model, 0.001, 0.0)
    orthogonal, others = (group["params"] for group in optimizer.param_groups)
    assert all(parameter.ndim == 2 and 300 not in parameter.shape for parameter in orthogonal)
    assert len(orthogonal) + len(others) == len(list(model.parameters()))
    assert len(orthogonal) == 7 * SIZE.layers


def test_rows_of_another_task_are_trained_but_never_tested(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = [
        Example((), f"{number}", f"reading:{number}" if number % 2 else "other", None, "test" if number == 3 else "")
        for number in range(20)
    ]
    another = type("Another", (), {"corpus": lambda self: iter(rows)})()
    monkeypatch.setattr(corpus, "load_task", lambda name: another)
    also = [Also(task="another", scenarios="reading:", rows=4)]
    found = corpus.gather(small, Data(max_tokens=9, also=also), 0)[len(ANSWERS) :]
    assert [row.completion for row in found] == ["1", "7", "11", "15"]
    assert {row.split for row in found} == {"train"}


def test_a_task_gives_the_rows_it_is_asked_to_make() -> None:
    class Making:
        name = "making"
        row = Example((Message(role="user", content="사연"),), "답")

        def corpus(self) -> list[Example]:
            return [self.row]

        def augmented(self, count: int, seed: int) -> list[Example]:
            return [replace(self.row, completion=f"{seed} {number}") for number in range(min(count, 5))]

    task = Making()
    rows = corpus.gather(task, Data(max_tokens=9, augment=3), 7)  # type: ignore[arg-type]
    assert [row.completion for row in rows] == ["답", "7 0", "7 1", "7 2"]
    with pytest.raises(InvalidInput, match="6개가 아니라 5개"):
        corpus.gather(task, Data(max_tokens=9, augment=6), 0)  # type: ignore[arg-type]
    with pytest.raises(InvalidInput, match="0개"):
        corpus.gather(small, Data(max_tokens=9, augment=1), 0)


@pytest.mark.parametrize(
    ("overrides", "words"),
    [
        (["base.model=scratch:gemma2"], "base.scratch"),
        (["base.scratch={layers: 2, hidden: 256, ffn: 256, context: 512, pieces: 1024}"], "base.scratch"),
        (["train.optimizer=muon"], "lora: null"),
        (["lora=null", "loading.quantization=nf4"], "quantization이 none"),
    ],
)
def test_an_impossible_combination_is_named(overrides: list[str], words: str) -> None:
    with pytest.raises(InvalidInput) as caught:
        recipe.load("tiny", overrides)
    assert words in caught.value.what
