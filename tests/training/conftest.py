"""One finished run of the tiny recipe over the small task, which the tests of every stage look at or start from."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from pipeline.training import recipe
from pipeline.training.recipe import Recipe
from tests.training import small_task

SMALL = ("task=small", "publish.name=hanmadi-small", "evaluate.max_tokens=48")


@pytest.fixture(autouse=True, scope="session")
def _one_thread() -> None:
    """The machine has few cores, and one thread gives the same bytes every time."""
    import torch

    torch.set_num_threads(1)
    small_task.install()


def small_recipe(*overrides: str) -> Recipe:
    """The tiny recipe over the small task."""
    return recipe.load("tiny", (*SMALL, *overrides))


@pytest.fixture(scope="session")
def finished(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The run folder of a whole run. Look, do not touch."""
    from pipeline.training.run import Run

    folder = tmp_path_factory.mktemp("runs") / "small"
    Run(small_recipe(), folder, threads=1).until("evaluate")
    return folder


@pytest.fixture
def copy(finished: Path, tmp_path: Path) -> Path:
    """The same run folder, to change."""
    return Path(shutil.copytree(finished, tmp_path / "run"))
