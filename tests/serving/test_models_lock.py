"""models.lock: strict to read, whole to write."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.errors import HanmadiError
from pipeline.serving.models_lock import LOCK, GgufPin, MergedPin, ModelsLock, TaskPins, read_lock, write_lock

PIN = GgufPin(repo="a/b-GGUF", revision="v1", commit="0" * 40, file="b-Q5_K_M.gguf", sha256="f" * 64, size=10)
MERGED = MergedPin(repo="a/b", revision="v1", commit="1" * 40, sha256={"model.safetensors": "e" * 64})


def test_the_shipped_lock_is_valid() -> None:
    assert LOCK.is_file()
    read_lock()


@pytest.mark.parametrize("text", [None, "", " \n", "{}", '{"tasks": {}}'])
def test_nothing_pinned(tmp_path: Path, text: str | None) -> None:
    file = tmp_path / "models.lock"
    if text is not None:
        file.write_text(text)
    assert read_lock(file) == ModelsLock()


def test_what_is_written_is_read(tmp_path: Path) -> None:
    lock = ModelsLock(tasks={"awards": TaskPins(gguf=PIN, merged=MERGED), "naming": TaskPins(gguf=PIN)})
    write_lock(lock, tmp_path / "models.lock")
    assert read_lock(tmp_path / "models.lock") == lock
    assert [file.name for file in tmp_path.iterdir()] == ["models.lock"]


@pytest.mark.parametrize(
    ("text", "where"),
    [
        ("not json", "파일"),
        ('{"task": {}}', "task"),
        ('{"tasks": {"awards": {"ggfu": {}}}}', "ggfu"),
        (ModelsLock(tasks={"awards": TaskPins(gguf=PIN)}).model_dump_json().replace("0" * 40, "main"), "commit"),
        (ModelsLock(tasks={"awards": TaskPins(gguf=PIN)}).model_dump_json().replace("f" * 64, "f" * 63), "sha256"),
    ],
)
def test_a_mistake_is_named(tmp_path: Path, text: str, where: str) -> None:
    file = tmp_path / "models.lock"
    file.write_text(text)
    with pytest.raises(HanmadiError, match=where):
        read_lock(file)
