"""Choosing and checking files; pulling them is tested with the catalog."""

from __future__ import annotations

import shutil
from collections import namedtuple
from pathlib import Path

import pytest

from pipeline.errors import EngineError
from pipeline.serving import download
from pipeline.serving.download import HubFile, preferred_gguf, verify


@pytest.mark.parametrize(
    ("names", "chosen"),
    [
        (["m-Q8_0.gguf", "m-Q4_K_M.gguf", "m-Q5_K_M.gguf"], "m-Q5_K_M.gguf"),
        (["m-Q8_0.gguf", "m-q4_k_m.gguf", "m-F16.gguf"], "m-q4_k_m.gguf"),
        (["m-F16.gguf", "README.md"], "m-F16.gguf"),
        (["m-F16.gguf", "m-BF16.gguf"], ""),
        (["m-Q5_K_M-00001-of-00002.gguf", "m-Q8_0.gguf"], "m-Q8_0.gguf"),
        (["model.safetensors"], ""),
        ([], ""),
    ],
)
def test_the_best_file_for_its_size_is_taken(names: list[str], chosen: str) -> None:
    assert preferred_gguf(names) == chosen


def test_a_disk_without_room_is_told_before_the_download(monkeypatch: pytest.MonkeyPatch) -> None:
    usage = namedtuple("usage", "total used free")
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage(10**10, 10**10, 10**9))
    with pytest.raises(EngineError, match=r"모델 2\.0 GB, 남은 공간 1\.0 GB"):
        download.fetch(HubFile("a/b", "v1", "0" * 40, "m.gguf", "f" * 64, 2 * 10**9), None)


def test_a_file_that_differs_is_deleted_with_its_blob(tmp_path: Path) -> None:
    blob, pointer = tmp_path / "blob", tmp_path / "m.gguf"
    blob.write_bytes(b"model")
    pointer.symlink_to(blob)
    verify(pointer, download.sha256_of(blob))
    with pytest.raises(EngineError, match="손상"):
        verify(pointer, "0" * 64)
    assert list(tmp_path.iterdir()) == []
