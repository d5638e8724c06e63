"""Opening a task's model, wherever it comes from: the Hub, a pinned release, a local path, or a server."""

from __future__ import annotations

import json
import re
import threading
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Protocol

from huggingface_hub import snapshot_download

from pipeline.errors import EngineError
from pipeline.serving import download
from pipeline.serving.download import HubFile
from pipeline.serving.engine import Engine, ModelIdentity
from pipeline.serving.models_lock import MergedPin
from pipeline.settings import Settings

Report = Callable[[float], None]  # share of the download that is done, 0 to 1

SPEC = re.compile(r"(?P<repo>[\w.-]+/[\w.-]+)(?:@(?P<revision>[^:\s]+))?(?::(?P<file>[^\s]+))?")


class _Closable(Protocol):
    def close(self) -> None: ...


@dataclass(frozen=True, slots=True)
class Opened:
    """A working engine, and a Korean sentence if it is not quite the one that was asked for."""

    engine: Engine
    note: str = ""


class Shelf:
    """Opens engines and keeps them: tasks that name the same file share one engine."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._records = settings.cache / "releases.json"
        self._engines: dict[Path, Engine] = {}
        self._closing: list[_Closable] = []
        self._lock = threading.Lock()

    def remote(self, url: str) -> Opened:
        from pipeline.serving.remote_engine import RemoteEngine

        return Opened(RemoteEngine(url, self._settings.token))

    def named(self, spec: str, report: Report) -> Opened:
        """``owner/repo[@revision][:file]`` or a local path. Raises EngineError."""
        path = Path(spec).expanduser()
        if path.exists():
            return self._local(path)
        match = SPEC.fullmatch(spec)
        if spec.startswith((".", "/", "~")) or not match:
            # The value is not repeated: visitors read this, and it may be a path of the server's.
            raise EngineError(
                "정한 모델이 있는 파일도, 저장소 이름도 아닙니다.",
                "'소유자/저장소@리비전:파일' 꼴이나 있는 파일의 경로를 적어 주세요.",
            )
        repo, revision, file = match["repo"], match["revision"] or "main", match["file"] or ""
        if self._settings.zero_gpu and not file:
            return self.merged(repo, revision)
        return self._from_hub(spec, lambda: download.find(repo, revision, file, self._settings.token), report)

    def newest(self, repo: str, report: Report) -> Opened:
        """The preferred GGUF of the repository's newest release. Raises EngineError."""
        token = self._settings.token
        return self._from_hub(
            repo, lambda: download.find(repo, download.newest_release(repo, token), "", token), report
        )

    def pinned(self, target: HubFile, report: Report) -> Opened:
        """A file whose commit and sha256 are known: the Hub is asked only when the cache lacks it."""
        return Opened(self._fetched(target, report))

    def merged(self, repo: str, revision: str, pin: MergedPin | None = None) -> Opened:
        """Merged safetensors through transformers, from the local cache only. Raises EngineError."""
        try:
            folder = Path(snapshot_download(repo, revision=revision, local_files_only=True))
        except (OSError, ValueError) as error:
            raise EngineError(
                f"{repo} 모델이 디스크에 없습니다.", "README의 preload_from_hub에 이 모델을 넣어 다시 빌드해 주세요."
            ) from error
        return Opened(self._transformers(folder, repo, folder.name, pin.sha256 if pin else _cache_hashes(folder)))

    def close(self) -> None:
        with self._lock:
            for engine in self._closing:
                engine.close()
            self._closing.clear()
            self._engines.clear()

    def _from_hub(self, key: str, find: Callable[[], HubFile], report: Report) -> Opened:
        """Find and fetch; when the Hub cannot be asked, what ``key`` meant last time, if the cache still holds it."""
        try:
            target = find()
        except EngineError as error:
            known = self._recorded(key)
            if known is None or download.cached(known) is None:
                raise
            return Opened(self._fetched(known, report), f"{error.what} 전에 받아 둔 모델을 씁니다.")
        engine = self._fetched(target, report)
        self._record(key, target)
        return Opened(engine)

    def _fetched(self, target: HubFile, report: Report) -> Engine:
        report(0.0)
        path = download.fetch(target, self._settings.token, lambda done: report(done / target.size))
        report(1.0)
        release = {"release": target.revision} if target.revision != target.commit else {}
        return self._gguf(path, ModelIdentity("gguf", target.repo, target.commit, target.file, target.sha256, release))

    def _local(self, path: Path) -> Opened:
        if path.is_dir() and (path / "config.json").is_file():
            return Opened(self._transformers(path, "", "", {}))
        if path.is_dir():
            name = download.preferred_gguf(sorted(file.name for file in path.iterdir()))
            if not name:
                raise EngineError(f"{path.name} 폴더에 쓸 수 있는 GGUF 파일이 없습니다.", "파일의 경로를 적어 주세요.")
            path = path / name
        return Opened(self._gguf(path, ModelIdentity("gguf", file=path.name, sha256=download.sha256_of(path))))

    def _gguf(self, path: Path, identity: ModelIdentity) -> Engine:
        from pipeline.serving.gguf_engine import GgufEngine

        known = path.resolve()
        with self._lock:
            if known not in self._engines:
                engine = GgufEngine(path, identity, threads=self._settings.threads)
                engine.load()
                self._engines[known] = engine
                self._closing.append(engine)
            return self._engines[known]

    def _transformers(self, folder: Path, repo: str, commit: str, sha256: Mapping[str, str]) -> Engine:
        from pipeline.serving.zero_gpu_engine import TransformersEngine

        for name, expected in sha256.items():
            download.verify(folder / name, expected)
        file, digest = next(iter(sha256.items()), ("", ""))
        known = folder.resolve()
        with self._lock:
            if known not in self._engines:
                identity = ModelIdentity("transformers", repo, commit, file or folder.name, digest)
                self._engines[known] = TransformersEngine(folder, identity)
            return self._engines[known]

    def _recorded(self, key: str) -> HubFile | None:
        try:
            return HubFile(**json.loads(self._records.read_text(encoding="utf-8"))[key])
        except (OSError, ValueError, KeyError, TypeError):
            return None

    def _record(self, key: str, target: HubFile) -> None:
        """Remember what ``key`` meant, for a start without the Hub. A disk that refuses costs only that."""
        try:
            records = json.loads(self._records.read_text(encoding="utf-8")) if self._records.is_file() else {}
            records[key] = asdict(target)
            self._records.parent.mkdir(parents=True, exist_ok=True)
            partial = self._records.with_name(self._records.name + ".partial")
            partial.write_text(json.dumps(records, ensure_ascii=False, indent=2), encoding="utf-8")
            partial.replace(self._records)
        except (OSError, ValueError):
            self._records.unlink(missing_ok=True)


def _cache_hashes(folder: Path) -> dict[str, str]:
    """The hashes by which the Hub's cache itself names its large files."""
    return {
        file.name: file.resolve().name
        for file in sorted(folder.glob("*.safetensors"))
        if re.fullmatch(r"[0-9a-f]{64}", file.resolve().name)
    }
