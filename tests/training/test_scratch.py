"""A model from nothing: its tokenizer, its optimizer, all of its weights trained, and the gate at the end."""

from __future__ import annotations

import json
import os
import signal
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
from tests.training.test_run import in_a_fork

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
def test_all_weights_go_on_from_a_checkpoint_to_the_same_bytes(tmp_path: Path) -> None:
    from pipeline.training import stages
    from pipeline.training.run import Run

    chosen = small_recipe(*SCRATCH, "train.steps=12", "train.save_every=4")

    def die_after_a_checkpoint() -> None:
        def report(stage: str, done: int, total: int, note: str) -> None:
            if stage == "train" and done > 6:
                os.kill(os.getpid(), signal.SIGKILL)

        Run(chosen, tmp_path / "killed", threads=1, report=report).until("train")

    assert in_a_fork(die_after_a_checkpoint) == -signal.SIGKILL
    assert list((tmp_path / "killed").glob("train.partial/checkpoints/checkpoint-*/model.safetensors"))
    for name in ("killed", "whole"):
        Run(chosen, tmp_path / name, threads=1).until("train")
    killed, whole = (stages.hash_files(tmp_path / name / "train" / "model") for name in ("killed", "whole"))
    assert "model.safetensors" in whole
    assert killed == whole


@pytest.mark.slow
def test_syllables_are_pieces_and_so_is_what_every_row_says() -> None:
    from pipeline.training import scratch

    rows = [Example((Message(role="user", content=f"늘 같은 말로 묻는다.\n이름: ({name})"),), f"{name}에게", name)
            for name in ("김하늘", "이바다", "박나무")]  # fmt: skip
    tokenizer, _ = scratch.make_tokenizer(rows, SIZE)
    chat = ChatFormat.of_tokenizer(tokenizer)
    shown = [chat.decode([number]) for number in chat.encode("늘 같은 말로 묻는다.\n이름: (하늘나무)")]
    assert shown == ["늘 같은 말로 묻는다.", "\n", "이름:", " ", "(", "하", "늘", "나", "무", ")"]
    rare = chat.encode("뷁")
    assert len(rare) == 3, "spelt in its three bytes"
    assert chat.decode(rare) == "뷁"


@pytest.mark.slow
def test_a_space_belongs_to_the_syllable_after_it_and_keys_come_with_their_quotes() -> None:
    from pipeline.training import scratch

    texts = [f'사연: {name} 씨가 다시 왔다\n{{"title": "{name}상", "body": "다시 온 {name}"}}' for name in "김이박최"]
    assert scratch.common_wording(texts) == [
        "user", "model", "사연:", '", "body": "', '{"title": "', " 다시", " 씨가", " 왔다", " 다", " 씨", " 온",
        " 왔", " 김", " 박", " 이", " 최",
    ]  # fmt: skip


@pytest.mark.slow
def test_a_new_model_copies_what_it_never_saw() -> None:
    import torch

    from pipeline.training import scratch

    def share_copied(copying: bool) -> float:
        model = scratch.new_model(SIZE.model_copy(update={"copying": copying}), 1000, seed=0)
        told = torch.randint(110, 1000, (4, 60), generator=torch.Generator().manual_seed(1))
        begin, again = torch.full((4, 1), 2), torch.full((4, 1), 5)
        with torch.no_grad():
            logits = model(torch.cat([begin, told, again, told], 1)).logits[:, 62:-1]
        return float((logits.argmax(-1) == told[:, 1:]).float().mean())

    assert share_copied(copying=True) > 0.9
    assert share_copied(copying=False) < 0.1


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

        def drills(self, count: int, seed: int) -> list[Example]:
            return [replace(self.row, completion=f"drill {number}") for number in range(count)]

        def augmented(self, count: int, seed: int) -> list[Example]:
            return [replace(self.row, completion=f"{seed} {number}") for number in range(min(count, 5))]

    task = Making()
    rows = corpus.gather(task, Data(max_tokens=9, augment=3), 7)  # type: ignore[arg-type]
    assert [row.completion for row in rows] == ["답", "7 0", "7 1", "7 2"]
    only_made = corpus.gather(task, Data(max_tokens=9, drills=2, authored=False), 7)  # type: ignore[arg-type]
    assert [row.completion for row in only_made] == ["drill 0", "drill 1"]
    with pytest.raises(InvalidInput, match="6개가 아니라 5개"):
        corpus.gather(task, Data(max_tokens=9, augment=6), 0)  # type: ignore[arg-type]
    with pytest.raises(InvalidInput, match="0개"):
        corpus.gather(small, Data(max_tokens=9, augment=1), 0)


@pytest.mark.parametrize(
    ("overrides", "words"),
    [
        (["base.model=scratch:gemma2"], "base.scratch"),
        (["base.scratch={layers: 2, hidden: 256, ffn: 256, context: 512, pieces: 1024}"], "base.scratch"),
        (
            [
                "base.model=scratch:gemma2",
                "base.scratch={layers: 1, hidden: 256, ffn: 256, context: 512, pieces: 1024}",
            ],
            "copying",
        ),
        (["train.optimizer=muon"], "lora: null"),
        (["lora=null", "loading.quantization=nf4"], "quantization이 none"),
    ],
)
def test_an_impossible_combination_is_named(overrides: list[str], words: str) -> None:
    with pytest.raises(InvalidInput) as caught:
        recipe.load("tiny", overrides)
    assert words in caught.value.what
