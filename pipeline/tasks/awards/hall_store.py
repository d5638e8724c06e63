"""Where the hall of fame is kept: a folder, or a dataset on the Hugging Face Hub. An entry is a folder of two files."""

from __future__ import annotations

import logging
import queue
import re
import shutil
import threading
import uuid
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, TypeVar

from pipeline.errors import HanmadiError

if TYPE_CHECKING:
    from huggingface_hub import HfApi

TEXT, PICTURE = "entry.json", "certificate.png"
MOST_BYTES = {TEXT: 16_384, PICTURE: 4_000_000}
ID = r"\d{8}-\d{6}-\d{6}"  # date, time and microseconds in UTC: ids sort by age
ANSWER_LIMIT = 30.0  # seconds for a whole request of the Hub; most of its client's calls have no limit of their own
READ_LIMIT = 10.0  # seconds of silence while a file comes
CARD = b"""---
viewer: false
---

# Hanmadi hall of fame

Certificates that visitors of a Hanmadi app chose to show to everyone, one folder each under `entries/`.
To take one down: `python -m pipeline hall remove ID`, or delete its folder.
"""
T = TypeVar("T")


class Store(Protocol):
    """Raises HanmadiError when the place cannot be used."""

    def versions(self) -> dict[str, str]:
        """The complete entries: id to something that changes when the entry's content does."""

    def read(self, entry: str) -> dict[str, bytes]:
        """The entry's files by name. Raises FileNotFoundError for one that is gone, ValueError for one too large."""

    def change(self, add: Mapping[str, Mapping[str, bytes]], remove: Sequence[str]) -> None:
        """Put the entries of ``add`` (files by name, by id) in place, whole or not at all, and drop ``remove``."""

    def forget(self, entry: str) -> None:
        """Drop an entry for good, from any history too. Raises FileNotFoundError when there is none."""


def open_store(place: str, token: str | None) -> Store:
    """The store that HANMADI_HALL names; nothing is touched yet. Raises HanmadiError for a malformed name."""
    if not place.startswith("datasets/"):
        return Folder(Path(place).expanduser())
    repo = place.removeprefix("datasets/")
    if not re.fullmatch(r"[\w.-]+/[\w.-]+", repo, re.ASCII):
        raise HanmadiError(
            f"HANMADI_HALL의 {place!r}은(는) 데이터셋의 이름이 아닙니다.", "datasets/소유자/이름 꼴로 적어 주세요."
        )
    return Dataset(repo, token)


class Folder:
    """Each entry is a folder named by its id in ``root``, which is made when the first one comes."""

    def __init__(self, root: Path) -> None:
        self._root = root

    def versions(self) -> dict[str, str]:
        try:
            found = [path for path in self._root.iterdir() if re.fullmatch(ID, path.name) and not path.is_symlink()]
        except FileNotFoundError:
            return {}
        except OSError as error:
            raise _cannot_use(error) from error
        return {path.name: version for path in found if (version := _version(path))}

    def read(self, entry: str) -> dict[str, bytes]:
        return {name: _limited(name, self._read(entry, name)) for name in MOST_BYTES}

    def change(self, add: Mapping[str, Mapping[str, bytes]], remove: Sequence[str]) -> None:
        try:
            for entry, files in add.items():
                self._put(entry, files)
            for entry in remove:
                self._drop(entry)
        except OSError as error:
            raise _cannot_use(error) from error

    def forget(self, entry: str) -> None:
        if entry not in self.versions():
            raise FileNotFoundError(entry)
        self.change({}, [entry])

    def _read(self, entry: str, name: str) -> bytes:
        with (self._root / entry / name).open("rb") as file:
            return file.read(MOST_BYTES[name] + 1)

    def _put(self, entry: str, files: Mapping[str, bytes]) -> None:
        partial = self._root / f".{uuid.uuid4().hex}.partial"
        partial.mkdir(parents=True)
        try:
            for name, content in files.items():
                (partial / name).write_bytes(content)
            partial.rename(self._root / entry)
        finally:
            shutil.rmtree(partial, ignore_errors=True)

    def _drop(self, entry: str) -> None:
        """Out of sight in one step, then deleted. One that is gone already is fine."""
        doomed = self._root / f".{uuid.uuid4().hex}.removed"
        try:
            (self._root / entry).rename(doomed)
        except FileNotFoundError:
            return
        shutil.rmtree(doomed)


class Dataset:
    """Each entry is a folder under ``entries/`` on the main branch; a change is one commit.

    A dataset that does not exist is made, private, with the first entry.
    """

    def __init__(self, repo: str, token: str | None) -> None:
        self._repo, self._token = repo, token
        # It prints addresses while it tries again, and those of uploads are signed, so secrets.
        logging.getLogger("huggingface_hub.utils._http").setLevel(logging.ERROR)

    def versions(self) -> dict[str, str]:
        from huggingface_hub.errors import RepositoryNotFoundError

        def ask() -> dict[str, str]:
            try:
                info = self._api().dataset_info(self._repo, files_metadata=True, timeout=READ_LIMIT)
            except RepositoryNotFoundError:
                return {}  # the first entry makes it
            return {file.rfilename: str(file.blob_id) for file in info.siblings or []}

        blobs = self._within_limit(ask)
        entries = {match[1] for path in blobs if (match := re.fullmatch(rf"entries/({ID})/.+", path))}
        named = {entry: [f"entries/{entry}/{name}" for name in MOST_BYTES] for entry in entries}
        return {
            entry: " ".join(blobs[path] for path in paths)
            for entry, paths in named.items()
            if all(path in blobs for path in paths)
        }

    def read(self, entry: str) -> dict[str, bytes]:
        return self._within_limit(lambda: {name: self._read(entry, name) for name in MOST_BYTES})

    def change(self, add: Mapping[str, Mapping[str, bytes]], remove: Sequence[str]) -> None:
        from huggingface_hub import CommitOperationAdd, CommitOperationDelete

        operations: list[CommitOperationAdd | CommitOperationDelete] = [
            CommitOperationAdd(f"entries/{entry}/{name}", content)
            for entry, files in add.items()
            for name, content in files.items()
        ]
        operations += [CommitOperationDelete(f"entries/{entry}/") for entry in remove]

        def commit() -> None:
            api = self._api()
            if not api.repo_exists(self._repo, repo_type="dataset"):
                api.create_repo(self._repo, repo_type="dataset", private=True, exist_ok=True)
                operations.append(CommitOperationAdd("README.md", CARD))
            told = f"Show {', '.join(add)}" if add else f"Remove {', '.join(remove)}"
            api.create_commit(self._repo, operations, commit_message=told, repo_type="dataset")

        self._within_limit(commit)

    def forget(self, entry: str) -> None:
        if entry not in self.versions():
            raise FileNotFoundError(entry)
        self.change({}, [entry])
        # What was removed could still be seen in the history.
        self._within_limit(lambda: self._api().super_squash_history(self._repo, repo_type="dataset"))

    def _api(self) -> HfApi:
        from huggingface_hub import HfApi

        return HfApi(token=self._token)

    def _read(self, entry: str, name: str) -> bytes:
        from huggingface_hub import hf_hub_url
        from huggingface_hub.errors import EntryNotFoundError
        from huggingface_hub.utils import build_hf_headers, get_session, hf_raise_for_status

        address = hf_hub_url(self._repo, f"entries/{entry}/{name}", repo_type="dataset")
        headers = build_hf_headers(token=self._token)
        content = b""
        with get_session().stream("GET", address, headers=headers, timeout=READ_LIMIT) as response:
            try:
                hf_raise_for_status(response)
            except EntryNotFoundError:
                raise FileNotFoundError(entry) from None
            for part in response.iter_bytes():
                content = _limited(name, content + part)
        return content

    def _within_limit(self, work: Callable[[], T]) -> T:
        """Do ``work`` with the Hub and wait ANSWER_LIMIT for it. FileNotFoundError comes through as it is."""
        import httpx2  # the HTTP library of huggingface_hub 2

        answers: queue.Queue[tuple[T | None, Exception | None]] = queue.Queue()

        def run() -> None:
            try:
                answers.put((work(), None))
            except Exception as error:  # noqa: BLE001  # handed over to the caller's thread
                answers.put((None, error))

        threading.Thread(target=run, name="hanmadi-hall", daemon=True).start()
        try:
            result, error = answers.get(timeout=ANSWER_LIMIT)
        except queue.Empty:
            raise HanmadiError(
                "명예의 전당이 있는 Hub가 제때 답하지 않습니다.", "잠시 뒤에 목록을 확인하고 다시 해 주세요."
            ) from None
        if isinstance(error, FileNotFoundError):
            raise error
        if isinstance(error, httpx2.HTTPError | OSError | RuntimeError):  # an upload's error is a RuntimeError
            raise _explain(error) from error
        if error:
            raise error
        return result  # type: ignore[return-value]


def _version(folder: Path) -> str:
    """Sizes and times of an entry's files; "" when one is missing."""
    try:
        stats = [(folder / name).stat() for name in MOST_BYTES]
    except OSError:
        return ""
    return " ".join(f"{stat.st_mtime_ns}:{stat.st_size}" for stat in stats)


def _limited(name: str, content: bytes) -> bytes:
    if len(content) > MOST_BYTES[name]:
        raise ValueError(f"{name} is larger than {MOST_BYTES[name]} bytes")
    return content


def _cannot_use(error: OSError) -> HanmadiError:
    return HanmadiError(
        f"명예의 전당 폴더를 쓸 수 없습니다({error.strerror}).",
        "이 앱을 연 사람이 HANMADI_HALL 폴더와 그 권한, 남은 공간을 확인해야 합니다.",
    )


def _explain(error: Exception) -> HanmadiError:
    """What happened, for people; never holds a token or an address."""
    seen: BaseException | None = error
    while seen is not None and not hasattr(seen, "response"):
        seen = seen.__cause__
    status = getattr(getattr(seen, "response", None), "status_code", None)
    if status in (401, 403, 404):
        return HanmadiError(
            f"Hub가 명예의 전당 데이터셋을 쓰게 해 주지 않습니다({status}).",
            "이 앱을 연 사람이 HF_TOKEN의 쓰기 권한과 HANMADI_HALL을 확인해야 합니다.",
        )
    if status in (409, 412):
        return HanmadiError(f"방금 다른 사람이 명예의 전당을 바꾸었습니다({status}).", "다시 한 번 눌러 주세요.")
    what = f"명예의 전당이 있는 Hub가 지금 답하지 못합니다({status})." if status else "Hub와의 연결이 끊겼습니다."
    return HanmadiError(what, "잠시 뒤에 다시 해 주세요.")
