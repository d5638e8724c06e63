"""Files on their way to the Hub, and how they compare with what a repository holds."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Literal

from huggingface_hub import CommitOperationAdd, CommitOperationDelete

from pipeline.errors import HanmadiError

Kind = Literal["model", "dataset", "space"]
KEPT = ".gitattributes"  # the Hub writes it when a repository is made; it says which files are large
PREFIX = {"model": "", "dataset": "datasets/", "space": "spaces/"}


@dataclass(frozen=True)
class File:
    """``path`` in the repository, ``source`` on this disk."""

    path: str
    source: Path

    @cached_property
    def size(self) -> int:
        return self.source.stat().st_size

    @cached_property
    def sha256(self) -> str:
        with self.source.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()

    @cached_property
    def git_sha1(self) -> str:
        """How git, and so the Hub, names a file that is not stored as a large one."""
        return hashlib.sha1(b"blob %d\0" % self.size + self.source.read_bytes(), usedforsecurity=False).hexdigest()

    def is_held(self, held: Held | None) -> bool:
        """Whether the Hub's file is this one: by sha256 for a large file, by git's own hash for another."""
        if held is None or held.size != self.size:
            return False
        return held.digest == (self.sha256 if held.large else self.git_sha1)


@dataclass(frozen=True)
class Held:
    """A file as the Hub lists it. ``digest`` is the sha256 of a large file, git's SHA-1 of another."""

    digest: str
    size: int
    large: bool


@dataclass(frozen=True)
class Repository:
    """A repository and everything that it shall hold. ``id`` is ``owner/name``."""

    id: str
    kind: Kind
    files: tuple[File, ...]

    @property
    def address(self) -> str:
        """As in a Hub address, such as ``datasets/owner/name``."""
        return PREFIX[self.kind] + self.id

    @property
    def size(self) -> int:
        return sum(file.size for file in self.files)


@dataclass(frozen=True)
class Change:
    """What makes a repository hold exactly some files."""

    new: tuple[File, ...]
    changed: tuple[File, ...]
    unchanged: tuple[File, ...]
    gone: tuple[str, ...]

    def __bool__(self) -> bool:
        return bool(self.new or self.changed or self.gone)

    def operations(self) -> list[CommitOperationAdd | CommitOperationDelete]:
        """The commit that does it. A commit's operations cannot be used twice."""
        return [
            *(CommitOperationAdd(file.path, str(file.source)) for file in (*self.new, *self.changed)),
            *(CommitOperationDelete(path) for path in self.gone),
        ]


def compare(files: Iterable[File], held: Mapping[str, Held]) -> Change:
    """``held`` is what the repository lists now, by path."""
    wanted = {file.path: file for file in files}
    return Change(
        new=tuple(file for path, file in wanted.items() if path not in held),
        changed=tuple(file for path, file in wanted.items() if path in held and not file.is_held(held[path])),
        unchanged=tuple(file for path, file in wanted.items() if path in held and file.is_held(held[path])),
        gone=tuple(path for path in sorted(held) if path not in wanted and path != KEPT),
    )


def refuse_secrets(files: Iterable[File], token: str | None) -> None:
    """Raise HanmadiError when a small file holds the token with which it would be uploaded."""
    if not token:
        return
    for file in files:
        if file.size < 1 << 20 and token.encode() in file.source.read_bytes():
            raise HanmadiError(
                f"올리려는 파일 {file.path}에 토큰이 들어 있습니다.",
                "그 파일에서 토큰을 지우고, 이미 드러난 토큰은 Hub에서 폐기해 주세요.",
            )
