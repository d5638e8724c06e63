"""Model files from the Hugging Face Hub: found, pinned to a commit, fetched into the standard cache and checked.

The Hub's client notices a file of the wrong size but not a flipped byte, so every file is compared with its sha256.
Whatever goes wrong becomes an EngineError whose Korean text says what happened and what to do.
"""

from __future__ import annotations

import errno
import hashlib
import io
import re
import shutil
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

import httpx2  # the HTTP library of huggingface_hub 2
from huggingface_hub import HfApi, hf_hub_download, try_to_load_from_cache
from huggingface_hub.constants import HF_HUB_CACHE
from huggingface_hub.errors import (
    EntryNotFoundError,
    GatedRepoError,
    HfHubHTTPError,
    HFValidationError,
    OfflineModeIsEnabled,
    RepositoryNotFoundError,
    RevisionNotFoundError,
)
from huggingface_hub.utils import build_hf_headers, get_session, hf_raise_for_status
from packaging.version import InvalidVersion, Version
from tqdm import tqdm

from pipeline.errors import EngineError

PREFERRED = ("Q5_K_M", "Q4_K_M", "Q8_0")  # best answer for its size first
SPARE = 256 * 2**20  # bytes that must stay free on the disk after a download
TIMEOUT = 10.0  # seconds for a question to the Hub

Progress = Callable[[int], None]  # bytes so far


@dataclass(frozen=True, slots=True)
class HubFile:
    """One file of one commit. ``revision`` is what was asked for (tag, branch or the commit itself)."""

    repo: str
    revision: str
    commit: str
    file: str
    sha256: str
    size: int  # bytes


def newest_release(repo: str, token: str | None) -> str:
    """The repository's highest version tag, or ``main`` when it has none. Raises EngineError."""
    try:
        headers = build_hf_headers(token=token)
        # HfApi.list_repo_refs takes no timeout, and a Hub that accepts but never answers would hold the thread forever.
        response = get_session().get(f"{HfApi().endpoint}/api/models/{repo}/refs", headers=headers, timeout=TIMEOUT)
        hf_raise_for_status(response)
        tags = [tag["name"] for tag in response.json()["tags"]]
    except (httpx2.HTTPError, OSError, ValueError) as error:
        raise explain(error, repo) from error
    versions = {version: tag for tag in tags if (version := _version(tag))}
    return versions[max(versions)] if versions else "main"


def list_large_files(repo: str, revision: str, token: str | None) -> dict[str, HubFile]:
    """Every file of ``revision`` that has a sha256 (weights are stored so), by name. Raises EngineError."""
    try:
        info = HfApi().model_info(repo, revision=revision, files_metadata=True, token=token, timeout=TIMEOUT)
    except (httpx2.HTTPError, OSError, ValueError) as error:
        raise explain(error, repo) from error
    return {
        sibling.rfilename: HubFile(
            repo, revision, str(info.sha), sibling.rfilename, sibling.lfs.sha256, sibling.lfs.size
        )
        for sibling in info.siblings or []
        if sibling.lfs
    }


def find(repo: str, revision: str, file: str, token: str | None) -> HubFile:
    """Pin ``revision`` of ``repo`` to its commit; an empty ``file`` means the preferred GGUF. Raises EngineError."""
    files = list_large_files(repo, revision, token)
    name = file or preferred_gguf(files)
    if name not in files:
        wanted = f"{name} 파일" if name else "쓸 수 있는 GGUF 파일"
        raise EngineError(f"{repo}@{revision}에 {wanted}이 없습니다.", "저장소와 파일 이름을 확인해 주세요.")
    return files[name]


def preferred_gguf(names: Iterable[str]) -> str:
    """The GGUF to take when none is named: by PREFERRED, else the only one there is, else an empty string."""
    whole = [name for name in names if name.endswith(".gguf") and not re.search(r"-\d{5}-of-\d{5}\.gguf$", name)]
    for quant in PREFERRED:
        for name in sorted(whole):
            if quant.lower() in name.lower():
                return name
    return whole[0] if len(whole) == 1 else ""


def cached(target: HubFile) -> Path | None:
    """Where the file lies in the cache, without asking the Hub; None when it is not there."""
    path = try_to_load_from_cache(target.repo, target.file, revision=target.commit)
    return Path(path) if isinstance(path, str) else None


def fetch(target: HubFile, token: str | None, on_progress: Progress | None = None) -> Path:
    """Download the file unless the cache holds it, compare its sha256 and return its path.

    A file that differs is deleted. Raises EngineError.
    """
    try:
        path = cached(target)
        if path is None:
            _require_space(target)
            downloaded = hf_hub_download(
                target.repo,
                target.file,
                revision=target.commit,
                token=token,
                etag_timeout=TIMEOUT,
                tqdm_class=_silent_bar(on_progress) if on_progress else None,
            )
            path = Path(downloaded)
        verify(path, target.sha256)
    except (httpx2.HTTPError, OSError, ValueError) as error:
        raise explain(error, target.repo) from error
    return path


def verify(path: Path, sha256: str) -> None:
    """Compare a cached file with ``sha256``; delete it and raise EngineError when it differs."""
    if sha256_of(path) == sha256:
        return
    blob = path.resolve()
    path.unlink()
    blob.unlink(missing_ok=True)
    raise EngineError(
        f"{path.name} 파일이 손상되었습니다(sha256이 다릅니다). 파일을 지웠습니다.", "다시 시작하면 새로 받습니다."
    )


def sha256_of(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def explain(error: Exception, repo: str) -> EngineError:
    """What happened, for people. Holds the repository's name, never a token or an address with one."""
    if isinstance(error, GatedRepoError):
        return EngineError(
            f"{repo}은(는) 사용 허가가 필요한 저장소입니다.",
            "모델 페이지에서 약관에 동의하고 그 계정의 HF_TOKEN을 넣어 주세요.",
        )
    if isinstance(error, RepositoryNotFoundError):
        return EngineError(
            f"Hugging Face Hub에 {repo} 저장소가 없거나 볼 권한이 없습니다.",
            "이름을 확인하고, 비공개 저장소이면 HF_TOKEN을 넣어 주세요.",
        )
    if isinstance(error, RevisionNotFoundError):
        return EngineError(f"{repo}에 그런 리비전(태그, 브랜치, 커밋)이 없습니다.", "리비전 이름을 확인해 주세요.")
    if isinstance(error, HfHubHTTPError):
        return _explain_status(error.response.status_code, repo)
    if isinstance(error, HFValidationError):
        return EngineError(f"{repo}은(는) 저장소 이름으로 쓸 수 없습니다.", "'소유자/이름' 꼴로 적어 주세요.")
    if isinstance(error, OSError) and error.errno in (errno.ENOSPC, errno.EDQUOT):
        return EngineError("디스크 공간이 모자라 모델을 저장하지 못했습니다.", "공간을 비우고 다시 시작해 주세요.")
    if isinstance(error, OfflineModeIsEnabled):
        return EngineError("오프라인 모드라서 Hugging Face Hub에 묻지 않았습니다.", "HF_HUB_OFFLINE을 확인해 주세요.")
    if isinstance(error, EntryNotFoundError) and isinstance(error.__cause__, HfHubHTTPError):
        return _explain_status(error.__cause__.response.status_code, repo)
    if isinstance(error, OSError) and error.errno is not None and not isinstance(error, ConnectionError):
        return EngineError("모델 캐시 폴더에 쓸 수 없습니다.", "HF_HOME 폴더와 그 권한을 확인해 주세요.")
    return EngineError("Hugging Face Hub에 연결되지 않거나 연결이 끊겼습니다.", "네트워크를 확인해 주세요.")


def _explain_status(status: int, repo: str) -> EngineError:
    if status in (401, 403):
        return EngineError(f"HF_TOKEN이 올바르지 않거나 {repo}을(를) 볼 권한이 없습니다.", "토큰을 다시 확인해 주세요.")
    if status == 404:
        return EngineError(f"{repo}에서 파일을 찾지 못했습니다.", "저장소와 파일 이름을 확인해 주세요.")
    if status == 429:
        return EngineError("Hugging Face Hub가 요청이 너무 많다고 답했습니다(429).", "잠시 뒤에 다시 시작해 주세요.")
    return EngineError(f"Hugging Face Hub가 지금 답하지 못합니다({status}).", "잠시 뒤에 다시 시작해 주세요.")


def _require_space(target: HubFile) -> None:
    folder = Path(HF_HUB_CACHE)
    while not folder.exists():
        folder = folder.parent
    free = shutil.disk_usage(folder).free
    if free < target.size + SPARE:
        raise EngineError(
            f"디스크 공간이 모자랍니다(모델 {target.size / 1e9:.1f} GB, 남은 공간 {free / 1e9:.1f} GB).",
            "공간을 비우고 다시 시작해 주세요.",
        )


def _silent_bar(report: Progress) -> type[tqdm]:
    """A progress bar that tells ``report`` instead of the terminal.

    The client makes one bar for HTTP and two (received, written) for Xet; the one that is further ahead counts.
    """
    best = 0

    class Bar(tqdm):
        monitor_interval = 0

        def __init__(self, *args: object, **kwargs: object) -> None:
            super().__init__(*args, **{**kwargs, "file": io.StringIO()})

        def update(self, n: float | None = 1) -> bool | None:
            nonlocal best
            shown = super().update(n)
            if self.n > best:
                best = int(self.n)
                report(best)
            return shown

    return Bar


def _version(tag: str) -> Version | None:
    try:
        return Version(tag)
    except InvalidVersion:
        return None
