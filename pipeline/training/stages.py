"""A stage is a folder: written beside its final name, recorded with the hash of its inputs, renamed when complete.

A stage whose inputs are unchanged is not run again. A killed one leaves only a ``.partial`` folder, which the next run
clears or, where the stage can resume, goes on from.
"""

from __future__ import annotations

import errno
import hashlib
import json
import shutil
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from pipeline.errors import HanmadiError

RECORD = "stage.json"
TIMED = {"speed.json"}  # measures time, so it differs from run to run: recorded, but no part of a stage's identity
BLOCK = 1 << 20


def run_stage(
    folder: Path,
    inputs: dict[str, Any],
    work: Callable[[Path], None],
    *,
    resumable: bool = False,
    leads: bool = True,
) -> bool:
    """Make ``folder`` by ``work(partial folder)`` unless it already is what ``inputs`` give; True when work was done.

    ``resumable``: ``work`` goes on from what a killed run left. ``leads`` False: only take part in the work of another
    process, which keeps the folder.
    Raises HanmadiError for a full disk; whatever ``work`` raises comes through with nothing under the final name.
    """
    key = digest(inputs)
    if is_complete(folder, key):
        return False
    partial = folder.with_name(f"{folder.name}.partial")
    if not leads:
        work(partial)
        return True
    marker = partial / "inputs"
    if not (resumable and marker.is_file() and marker.read_text() == key):
        shutil.rmtree(partial, ignore_errors=True)
    start = time.monotonic()
    try:
        partial.mkdir(parents=True, exist_ok=True)
        marker.write_text(key)
        work(partial)
        marker.unlink()
        record = {
            "key": key,
            "inputs": inputs,
            "outputs": hash_files(partial),
            "seconds": round(time.monotonic() - start, 1),
        }
        (partial / RECORD).write_text(json.dumps(record, ensure_ascii=False, indent=2), encoding="utf-8")
    except Exception as error:
        if not is_disk_full(error):
            raise
        if not resumable:
            shutil.rmtree(partial, ignore_errors=True)
        raise HanmadiError(
            f"{folder.name} 단계에서 디스크가 가득 찼습니다.",
            f"{folder.parent}가 있는 디스크를 비우거나 --runs로 다른 디스크를 고른 뒤 다시 실행해 주세요.",
        ) from error
    shutil.rmtree(folder, ignore_errors=True)
    partial.rename(folder)
    return True


def is_complete(folder: Path, key: str | None = None) -> bool:
    """Whether ``folder`` was finished (for the inputs with this digest) and its files still have their sizes."""
    if not (folder / RECORD).is_file():
        return False
    record = read_record(folder)
    return (key is None or record["key"] == key) and all(
        (folder / name).is_file() and (folder / name).stat().st_size == output["bytes"]
        for name, output in record["outputs"].items()
    )


def read_record(folder: Path) -> dict[str, Any]:
    """``stage.json`` of a finished stage."""
    record: dict[str, Any] = json.loads((folder / RECORD).read_text(encoding="utf-8"))
    return record


def identity(folder: Path) -> str:
    """A digest of everything that a finished stage made, the same for the same bytes."""
    outputs = read_record(folder)["outputs"]
    return digest({name: output["sha256"] for name, output in outputs.items() if name not in TIMED})


def hash_files(folder: Path) -> dict[str, dict[str, Any]]:
    """sha256 and size of every file below ``folder``, by its relative path."""
    return {
        file.relative_to(folder).as_posix(): {"sha256": sha256(file), "bytes": file.stat().st_size}
        for file in sorted(folder.rglob("*"))
        if file.is_file()
    }


def sha256(file: Path) -> str:
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def digest(value: object) -> str:
    """A digest of anything that JSON can hold, independent of the order of keys."""
    text = json.dumps(value, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()


def is_disk_full(error: BaseException) -> bool:
    """Whether an error, or one behind it, says that a disk or quota is full; native code only says so in words."""
    seen: BaseException | None = error
    while seen is not None:
        if isinstance(seen, OSError) and seen.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
            return True
        if any(words in str(seen) for words in ("No space left", "File too large", "Disk quota exceeded")):
            return True
        seen = seen.__cause__ or seen.__context__
    return False
