"""A whole run: stages skipped, resumed and repeated to the same bytes; nothing half-made under a final name."""

from __future__ import annotations

import json
import multiprocessing
import os
import resource
import shutil
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from filelock import FileLock

from pipeline.errors import HanmadiError
from pipeline.training import corpus, run, stages
from pipeline.training.evaluate import GateError
from pipeline.training.run import STAGES, Run
from tests.training.conftest import small_recipe
from tests.training.small_task import ANSWERS

pytestmark = pytest.mark.slow

ALL = ("base", *STAGES)


def in_a_fork(work: Callable[[], None]) -> int:
    """Run ``work`` in a forked process, which has everything imported already; its exit code, negative for a signal."""
    process = multiprocessing.get_context("fork").Process(target=work)
    process.start()
    process.join()
    assert process.exitcode is not None
    return process.exitcode


def made(folder: Path) -> dict[str, str]:
    """Every file that a run made, by its hash, but for what measures time."""
    return {
        f"{stage}/{name}": output["sha256"]
        for stage in ALL
        for name, output in stages.hash_files(folder / stage).items()
        if name not in {stages.RECORD, *stages.TIMED}
    }


def test_every_artifact_knows_the_answers_by_heart(finished: Path) -> None:
    report = json.loads((finished / "evaluate" / "report.json").read_text())
    assert report["reasons"] == []
    models = ("adapter", "merged", "f32", "Q4_K_M", "Q5_K_M", "Q8_0")
    assert {name: report["quality"][name]["exact"] for name in models} == dict.fromkeys(models, 1.0)
    assert report["quality"]["base"]["exact"] == 0
    samples = json.loads((finished / "evaluate" / "samples.json").read_text())
    assert [sample["Q4_K_M"] for sample in samples] == list(ANSWERS.values())
    assert [sample["base"] for sample in samples] != list(ANSWERS.values())


def test_the_run_folder_tells_the_whole_story(finished: Path) -> None:
    assert {path.name for path in finished.iterdir()} == {*ALL, "recipe.yaml", "versions.json", ".lock"}
    assert "learning_rate: 0.005" in (finished / "recipe.yaml").read_text()
    assert json.loads((finished / "versions.json").read_text())["torch"]
    assert (finished / "train" / "loss.csv").read_text().splitlines()[
        0
    ] == "step,loss,eval_loss,learning_rate,grad_norm"
    assert "⟦" in (finished / "data" / "preview.txt").read_text()


def test_an_unchanged_stage_is_skipped_and_a_changed_one_repeated(copy: Path) -> None:
    assert Run(small_recipe(), copy, threads=1).until("evaluate") == []
    assert Run(small_recipe("publish.dataset=false"), copy, threads=1).until("evaluate") == []
    assert Run(small_recipe("gguf.quants=[Q8_0]"), copy, threads=1).until("gguf") == ["gguf"]
    assert not list((copy / "gguf").glob("*Q4_K_M*"))
    (copy / "merge" / "model" / "model.safetensors").write_bytes(b"cut off")
    assert Run(small_recipe("gguf.quants=[Q8_0]"), copy, threads=1).until("gguf") == ["merge"], "the same bytes again"


def test_a_run_killed_in_each_stage_ends_with_the_same_bytes(
    finished: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "killed"

    def die_in(stage: str) -> Callable[[], None]:
        def work() -> None:
            def report(told: str, done: int, total: int, note: str) -> None:
                if told == stage and done > total // 2:
                    os.kill(os.getpid(), signal.SIGKILL)

            def run_stage(target: Path, inputs: dict[str, Any], make: Callable[[Path], None], **options: Any) -> bool:
                def make_and_die(out: Path) -> None:
                    make(out)
                    os.kill(os.getpid(), signal.SIGKILL)

                last_moment = target.name == stage and stage in {"base", "data"}  # too quick to report progress
                return stages.run_stage(target, inputs, make_and_die if last_moment else make, **options)

            monkeypatch.setattr(run, "run_stage", run_stage)
            Run(small_recipe(), folder, threads=1, report=report).until("evaluate")

        return work

    for stage in ALL:
        assert in_a_fork(die_in(stage)) == -signal.SIGKILL, stage
        assert not (folder / stage).exists(), stage
        assert (folder / f"{stage}.partial").is_dir(), stage
        if stage == "train":
            checkpoints = folder / "train.partial" / "checkpoints"
            assert list(checkpoints.glob("checkpoint-*/trainer_state.json"))
            (checkpoints / "checkpoint-999").mkdir()  # one that was being written
    Run(small_recipe(), folder, threads=1).until("evaluate")
    assert made(folder) == made(finished)
    assert not list(folder.glob("*.partial"))


@pytest.mark.parametrize("stage", ALL)
def test_a_full_disk_is_told_and_leaves_nothing_behind(stage: str, finished: Path, tmp_path: Path) -> None:
    folder, told = tmp_path / "full", tmp_path / "told"
    folder.mkdir()
    for earlier in ALL[: ALL.index(stage)]:
        shutil.copytree(finished / earlier, folder / earlier)

    def work() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (2500, 2500))  # no file can grow beyond this
        try:
            Run(small_recipe(), folder, threads=1).until("evaluate" if stage == "evaluate" else "gguf")
        except HanmadiError as error:
            told.write_text(error.what)

    assert in_a_fork(work) == 0
    assert told.read_text() == f"{stage} 단계에서 디스크가 가득 찼습니다."
    assert not (folder / stage).exists()
    assert {path.name for path in folder.glob("*.partial")} <= {"train.partial"}, (
        "training goes on from its checkpoints"
    )


def test_nothing_is_published_past_a_failed_gate(copy: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    published: list[Path] = []
    hub = SimpleNamespace(publish=lambda folder, **options: published.append(folder))
    monkeypatch.setitem(sys.modules, "pipeline.publishing.hub", hub)  # type: ignore[arg-type]
    with pytest.raises(GateError, match=r"Q4_K_M의 KL .* 한계 1e-09"):
        Run(small_recipe("evaluate.max_quant_kl=0.000000001"), copy, threads=1).publish("me")
    assert published == []
    assert not (copy / "evaluate").exists()
    assert json.loads((copy / "evaluate-failed" / "report.json").read_text())["reasons"]
    Run(small_recipe(), copy, threads=1).publish("me")
    assert published == [copy]
    assert not (copy / "evaluate-failed").exists()


def test_two_runs_in_one_folder(copy: Path) -> None:
    with FileLock(copy / ".lock"), pytest.raises(HanmadiError, match="다른 실행"):
        Run(small_recipe(), copy, threads=1).until("data")


def test_the_gate_fails_a_model_that_forgot(copy: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Other answers than those that were trained: as if the fine-tune had been lost on the way."""
    rows = [row.completion for row in corpus.read(copy / "data", "train")]
    original = corpus.read

    def read(folder: Path, name: str) -> list[Any]:
        from dataclasses import replace

        return [replace(row, completion=rows[number - 1]) for number, row in enumerate(original(folder, name))]

    monkeypatch.setattr(corpus, "read", read)
    with pytest.raises(GateError, match="외운 답을 그대로 말하지 않습니다"):
        Run(small_recipe("evaluate.rows=3", "evaluate.base_too=false"), copy, threads=1).until("evaluate")
