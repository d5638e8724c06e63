"""models.lock: which file of which commit serves each task in this release of the app."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from pipeline.errors import EngineError, HanmadiError
from pipeline.serving.download import HubFile, find, list_large_files

LOCK = Path(__file__).with_name("models.lock")


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class GgufPin(_Strict):
    """One GGUF file. ``revision`` is the release's tag, for people; ``commit`` is what is fetched."""

    repo: str
    revision: str
    commit: str = Field(pattern=r"^[0-9a-f]{40}$")
    file: str
    sha256: str = Field(pattern=r"^[0-9a-f]{64}$")
    size: int = Field(gt=0)  # bytes

    def hub_file(self) -> HubFile:
        return HubFile(self.repo, self.revision, self.commit, self.file, self.sha256, self.size)


class MergedPin(_Strict):
    """The merged safetensors, for ZeroGPU. ``sha256`` maps each weight file's name to its hash."""

    repo: str
    revision: str
    commit: str = Field(pattern=r"^[0-9a-f]{40}$")
    sha256: dict[str, str]


class TaskPins(_Strict):
    gguf: GgufPin | None = None
    merged: MergedPin | None = None


class ModelsLock(_Strict):
    """Pins by task name. Without a task's pin, the next source of the catalog serves it."""

    tasks: dict[str, TaskPins] = {}


def read_lock(path: Path = LOCK) -> ModelsLock:
    """Read the lock; a missing or empty file pins nothing. Raises HanmadiError naming what is wrong in it."""
    text = path.read_text(encoding="utf-8") if path.is_file() else ""
    if not text.strip():
        return ModelsLock()
    try:
        return ModelsLock.model_validate_json(text)
    except ValidationError as error:
        problems = "; ".join(f"{'.'.join(map(str, e['loc'])) or '파일'}: {e['msg']}" for e in error.errors())
        raise HanmadiError(
            f"{path.name}을(를) 읽을 수 없습니다({problems}).", "`python -m pipeline space pin`으로 다시 만들어 주세요."
        ) from error


def write_lock(lock: ModelsLock, path: Path = LOCK) -> None:
    """Write ``lock`` as JSON, whole or not at all."""
    partial = path.with_name(path.name + ".partial")
    text = json.dumps(lock.model_dump(exclude_none=True), ensure_ascii=False, indent=2, sort_keys=True)
    partial.write_text(text + "\n", encoding="utf-8")
    partial.replace(path)


def pin_release(namespace: str, tasks: Iterable[str], revision: str, token: str | None) -> ModelsLock:
    """Ask the Hub for ``<namespace>/hanmadi-<task>[-GGUF]`` at ``revision`` (a release tag). Raises EngineError."""
    pins = {}
    for task in tasks:
        repo = f"{namespace}/hanmadi-{task}"
        gguf = find(f"{repo}-GGUF", revision, "", token)
        weights = [
            file for name, file in list_large_files(repo, revision, token).items() if name.endswith(".safetensors")
        ]
        if not weights:
            raise EngineError(f"{repo}@{revision}에 safetensors 파일이 없습니다.", "발행이 끝났는지 확인해 주세요.")
        pins[task] = TaskPins(
            gguf=GgufPin(**asdict(gguf)),
            merged=MergedPin(
                repo=repo,
                revision=revision,
                commit=weights[0].commit,
                sha256={file.file: file.sha256 for file in weights},
            ),
        )
    return ModelsLock(tasks=pins)
