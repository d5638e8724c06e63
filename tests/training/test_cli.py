"""The command line, as a maintainer types it."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from pipeline import cli
from pipeline.training.run import Run
from tests.training.conftest import SMALL

runner = CliRunner()


def test_the_verbs_and_recipes_are_listed() -> None:
    help_text = runner.invoke(cli.app, ["--help"]).output
    for verb in ("run", "data", "train", "merge", "gguf", "evaluate", "publish", "recipes", "schema"):
        assert f" {verb} " in help_text
    listed = runner.invoke(cli.app, ["recipes"]).output
    assert "tiny" in listed
    assert "google/gemma" in listed


def test_the_schema_explains_every_field() -> None:
    schema = json.loads(runner.invoke(cli.app, ["schema"]).output)
    for section in schema["$defs"].values():
        for name, field in section["properties"].items():
            assert field.get("description"), name


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["run", "tinny"], "'tinny' 레시피가 없습니다"),
        (["run", "tiny", "--set", "train.stepz=1"], "train.stepz: 모르는 항목입니다"),
        (["run", "tiny", "--push"], "--namespace"),
        (["data", "tiny", "--set", "task=poems"], "'poems' 작업이 없습니다"),
    ],
)
def test_a_mistake_ends_in_one_sentence(arguments: list[str], words: str, tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "pipeline", *arguments, "--runs", str(tmp_path)], capture_output=True, text=True
    )
    assert done.returncode == 1
    assert words in done.stderr.replace("\n", " ")
    assert "Traceback" not in done.stderr
    assert "할 일:" in done.stderr
    assert not list(tmp_path.rglob("*.parquet"))


@pytest.mark.slow
def test_a_verb_runs_its_stages_and_shows_what_came_out(tmp_path: Path) -> None:
    overrides = [part for text in SMALL for part in ("--set", text)]
    done = runner.invoke(cli.app, ["data", "tiny", *overrides, "--runs", str(tmp_path)])
    assert done.exit_code == 0, done.output
    assert "들어온 행 4" in done.output
    assert "⟦" in done.output
    assert Path(tmp_path / "tiny" / "data" / "train.parquet").is_file()
    assert not (tmp_path / "tiny" / "train").exists()


@pytest.mark.slow
def test_the_evaluation_is_a_table(finished: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Run, "until", lambda self, last: [])
    overrides = [part for text in SMALL for part in ("--set", text)]
    (finished.parent / "tiny").symlink_to(finished)
    done = runner.invoke(cli.app, ["evaluate", "tiny", *overrides, "--runs", str(finished.parent)])
    assert done.exit_code == 0, done.output
    row = next(line for line in done.output.splitlines() if "Q5_K_M" in line)
    assert "100%" in row
