"""Training: the right tokens, rows that do not see each other, early stopping, and errors that say what to do."""

from __future__ import annotations

import csv
import os
import subprocess
import sys
from pathlib import Path

import pytest

from pipeline.errors import HanmadiError
from pipeline.training import corpus, sft
from pipeline.training.chat import ChatFormat
from pipeline.training.loading import load_tokenizer
from pipeline.training.recipe import FOLDER
from tests.training.conftest import SMALL, small_recipe
from tests.training.small_task import small

ROWS = list(small.corpus())


@pytest.mark.slow
def test_a_batch_trains_each_answer_with_its_end_of_turn_and_nothing_else(finished: Path, tmp_path: Path) -> None:
    trainer = sft.make_trainer(small_recipe(), finished / "base", finished / "data", tmp_path)
    tokenizer = load_tokenizer(finished / "base")
    batch = next(iter(trainer.get_train_dataloader()))
    trained = {tokenizer.decode(row[row != corpus.IGNORED]) for row in batch["labels"]}
    assert trained == {row.completion + "<end_of_turn>" for row in ROWS}
    assert all(row.tolist().count(tokenizer.bos_token_id) == 1 for row in batch["input_ids"])


@pytest.mark.slow
def test_validation_loss_stops_training_and_the_best_checkpoint_is_kept(finished: Path, tmp_path: Path) -> None:
    recipe = small_recipe(
        "data.validation=0.25", "train.patience=1", "train.save_every=2", "train.evaluate_every=2", "train.steps=30"
    )
    chat = ChatFormat.of_tokenizer(load_tokenizer(finished / "base"))
    report = corpus.build(ROWS, chat, recipe.data, 0, tmp_path / "data")
    assert report.rows == {"train": 3, "validation": 1, "test": 0}
    sft.train(recipe, finished / "base", tmp_path / "data", tmp_path / "train")
    with (tmp_path / "train" / "loss.csv").open(encoding="utf-8") as file:
        losses = [(int(row["step"]), float(row["eval_loss"])) for row in csv.DictReader(file) if row["eval_loss"]]
    assert losses[-1][0] < 30, "a row that cannot be guessed from three others ends training early"
    assert losses[-1][1] >= losses[-2][1]
    assert (tmp_path / "train" / "loss.png").read_bytes().startswith(b"\x89PNG")


@pytest.mark.slow
def test_adapter_targets_that_the_base_does_not_have(finished: Path, tmp_path: Path) -> None:
    with pytest.raises(HanmadiError, match="query_key_value"):
        sft.make_trainer(small_recipe("lora.targets=[query_key_value]"), finished / "base", finished / "data", tmp_path)


SCRIPT = """
import os, pathlib, sys
from tests.training import small_task
from pipeline.cli import main

small_task.install()
pathlib.Path(sys.argv[1], "rank" + os.environ.get("RANK", "alone")).touch()
del sys.argv[1]
main()
"""


@pytest.mark.slow
def test_two_processes_train_together(tmp_path: Path) -> None:
    (tmp_path / "script.py").write_text(SCRIPT)
    overrides = [*SMALL, "train.steps=2", "train.save_every=2", "train.evaluate_every=2"]
    verb = ["tiny", "--runs", str(tmp_path), *(part for text in overrides for part in ("--set", text))]
    launch = [sys.executable, "-m", "torch.distributed.run", "--nproc_per_node", "2", "--standalone"]
    environment = os.environ | {"PYTHONPATH": str(Path.cwd())}

    def call(*command: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(command, capture_output=True, text=True, env=environment)

    script = [str(tmp_path / "script.py"), str(tmp_path)]
    early = call(*launch, *script, "train", *verb)
    assert early.returncode != 0
    assert "pipeline data" in early.stderr
    assert call(sys.executable, *script, "data", *verb).returncode == 0
    together = call(*launch, *script, "train", *verb)
    assert together.returncode == 0, together.stderr
    assert {path.name for path in tmp_path.glob("rank*")} == {"rank0", "rank1", "rankalone"}
    assert (tmp_path / "tiny" / "train" / "adapter" / "adapter_model.safetensors").is_file()
    assert not list((tmp_path / "tiny").glob("*.partial"))


@pytest.mark.parametrize("name", ["ddp", "fsdp", "deepspeed"])
def test_accelerate_reads_its_configurations(name: str) -> None:
    from accelerate.commands.config.config_args import load_config_from_file

    config = load_config_from_file(str(FOLDER / "accelerate" / f"{name}.yaml"))
    assert config.num_processes == 2


def test_the_newest_whole_checkpoint_is_chosen(tmp_path: Path) -> None:
    for step, state in ((20, "{}"), (100, "{}"), (120, '{"half'), (140, None)):
        folder = tmp_path / f"checkpoint-{step}"
        folder.mkdir()
        for name in sft.CHECKPOINT_FILES:
            (folder / name).write_text("{}")
        (folder / "trainer_state.json").unlink()
        if state is not None:
            (folder / "trainer_state.json").write_text(state)
    assert sft.newest_checkpoint(tmp_path) == tmp_path / "checkpoint-100"
    assert sft.newest_checkpoint(tmp_path / "nowhere") is None
