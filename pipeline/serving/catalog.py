"""Which model serves which task, and why. A missing, slow or broken Hub never stops the app from answering.

The sources of a task, in order; the first that gives a working engine serves it:
``HANMADI_<TASK>_ENDPOINT``, ``HANMADI_<TASK>_MODEL``, the release in models.lock, the newest release of
``HANMADI_NAMESPACE``, the starter model beside this file for the tasks that it is good at, and none: then the task's
offline writer answers.
"""

from __future__ import annotations

import json
import logging
import threading
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any

from pipeline.errors import EngineError, HanmadiError
from pipeline.serving import download
from pipeline.serving.engine import Engine
from pipeline.serving.models_lock import LOCK, ModelsLock, TaskPins, read_lock
from pipeline.serving.sources import Opened, Report, Shelf
from pipeline.settings import TASKS, Settings

log = logging.getLogger(__name__)

STARTER = Path(__file__).with_name("starter")
OFFLINE_NOTICE = "모델 없이 오프라인 작성기가 씁니다."
MEANWHILE = "그동안은 오프라인 작성기가 씁니다."


@dataclass(frozen=True, slots=True)
class TaskState:
    """What serves a task now, for the UI and ``/status``.

    ``source`` is endpoint, model, lock, namespace, starter or offline, and ``why`` says in Korean why that one.
    ``progress`` (0 to 1) is there while a model is on its way. ``notice`` is one or two Korean sentences for people:
    who writes, and what went wrong if anything did. Fields that do not apply are empty.
    """

    task: str
    source: str = "offline"
    why: str = ""
    engine: str = "offline"
    repo: str = ""
    revision: str = ""
    file: str = ""
    sha256: str = ""
    progress: float | None = None
    notice: str = OFFLINE_NOTICE

    def as_dict(self) -> dict[str, Any]:
        return asdict(self)


@dataclass(frozen=True, slots=True)
class _Source:
    name: str
    why: str  # a Korean noun phrase
    open: Callable[[Report], Opened]


class Catalog:
    """Answers ``engine`` and ``state`` at once, from memory; ``start`` looks for the models in a thread of its own."""

    def __init__(self, settings: Settings, *, lock_file: Path = LOCK, starter: Path = STARTER) -> None:
        self._settings = settings
        self._starter = starter
        self._lock_file = lock_file
        self._shelf = Shelf(settings)
        self._engines: dict[str, Engine] = {}
        self._states = {task: TaskState(task) for task in TASKS}
        self._started = False
        self._settled = threading.Event()
        if settings.zero_gpu:
            # A ZeroGPU Space refuses to start unless a function is marked for its GPU, model or not.
            from pipeline.serving import zero_gpu_engine  # noqa: F401

    def start(self) -> None:
        """Begin to look for every task's model. On ZeroGPU it returns when all are loaded, as that hardware wants."""
        if self._started:
            return
        self._started = True
        lock, failure = _read_lock(self._lock_file)
        queue = {task: list(self._sources(task, lock.tasks.get(task, TaskPins()))) for task in TASKS}
        for task, sources in queue.items():
            if sources:
                self._set(task, source=sources[0].name, why=sources[0].why, notice=f"모델을 찾고 있습니다. {MEANWHILE}")
        if self._settings.zero_gpu:  # its stand-in for CUDA works in the main thread only
            self._serve_all(queue, failure)
            return
        work = threading.Thread(target=self._serve_all, args=(queue, failure), name="hanmadi-catalog", daemon=True)
        work.start()

    @property
    def settled(self) -> bool:
        """Whether every task has found its engine, or that it has none."""
        return self._settled.is_set()

    def wait(self, seconds: float | None = None) -> bool:
        """Wait until it is settled, at most ``seconds``; returns ``settled``."""
        return self._settled.wait(seconds)

    def engine(self, task: str) -> Engine | None:
        """The task's engine; None when it has none or its model is still on its way. Never waits."""
        return self._engines.get(task)

    def state(self, task: str) -> TaskState:
        return self._states[task]

    def close(self) -> None:
        """Free the models. Requests under way end with an EngineError."""
        self._engines.clear()
        self._shelf.close()

    def _serve_all(self, queue: dict[str, list[_Source]], failure: HanmadiError | None) -> None:
        for task, sources in queue.items():
            self._serve(task, sources, failure)
        self._settled.set()

    def _sources(self, task: str, pins: TaskPins) -> Iterator[_Source]:
        settings, shelf, variable = self._settings, self._shelf, f"HANMADI_{task.upper()}"
        if url := settings.endpoints.get(task):
            yield _Source("endpoint", f"{variable}_ENDPOINT로 정한 서버", lambda report: shelf.remote(url))
        spec = settings.models.get(task, "")
        if spec and spec not in ("starter", "offline"):
            yield _Source("model", f"{variable}_MODEL로 정한 모델", lambda report: shelf.named(spec, report))
        if spec not in ("starter", "offline"):
            yield from self._releases(task, pins)
        if spec != "starter" and task not in default_tasks(self._starter):
            return
        if spec != "offline" and (starter := download.preferred_gguf(map(str, self._starter.glob("*.gguf")))):
            yield _Source("starter", "함께 들어 있는 작은 모델", lambda report: shelf.named(starter, report))

    def _releases(self, task: str, pins: TaskPins) -> Iterator[_Source]:
        shelf, namespace = self._shelf, self._settings.namespace
        pinned, newest = "이 앱에 고정된 모델(models.lock)", "HANMADI_NAMESPACE의 가장 새 모델"
        repo = f"{namespace}/hanmadi-{task}"
        if self._settings.zero_gpu:
            if merged := pins.merged:
                yield _Source("lock", pinned, lambda report: shelf.merged(merged.repo, merged.commit, merged))
            if namespace:
                yield _Source("namespace", newest, lambda report: shelf.merged(repo, "main"))
            return
        if gguf := pins.gguf:
            yield _Source("lock", pinned, lambda report: shelf.pinned(gguf.hub_file(), report))
        if namespace:
            yield _Source("namespace", newest, lambda report: shelf.newest(f"{repo}-GGUF", report))

    def _serve(self, task: str, sources: list[_Source], failure: HanmadiError | None) -> None:
        """Try the sources in order and keep the first engine that opens."""
        for source in sources:
            self._set(task, source=source.name, why=source.why)
            try:
                opened = source.open(partial(self._report, task))
            except EngineError as error:
                failure = error
            except Exception:
                log.exception("%s: the source %s failed", task, source.name)
                failure = EngineError(f"{source.why}을 여는 중에 알 수 없는 문제가 생겼습니다.")
            else:
                self._engines[task] = opened.engine
                self._set_ready(task, opened, failure)
                return
            log.warning("%s: %s: %s", task, source.name, failure)
        chosen = (
            f"HANMADI_{task.upper()}_MODEL로 정함"
            if self._settings.models.get(task) == "offline"
            else "정한 모델이 없음"
        )
        self._states[task] = TaskState(
            task, why="쓸 수 있는 모델이 없음" if failure else chosen, notice=_after(failure, OFFLINE_NOTICE)
        )

    def _report(self, task: str, share: float) -> None:
        doing = "확인하고 여는" if share >= 1 else "내려받는"
        percent = f" ({int(100 * share)} %)" if share < 1 else ""
        self._set(task, progress=min(share, 1.0), notice=f"모델을 {doing} 중입니다{percent}. {MEANWHILE}")

    def _set_ready(self, task: str, opened: Opened, failure: HanmadiError | None) -> None:
        who = opened.engine.identity
        writer = "서버의 모델이" if who.engine == "remote" else "모델이"
        self._set(
            task,
            engine=who.engine,
            repo=who.repo,
            revision=who.revision,
            file=who.file,
            sha256=who.sha256,
            progress=None,
            notice=_after(failure, f"{opened.note} {who.label} {writer} 씁니다.".strip()),
        )

    def _set(self, task: str, **changes: Any) -> None:
        self._states[task] = replace(self._states[task], **changes)


def default_tasks(starter: Path) -> Sequence[str]:
    """The tasks that the starter serves unless told otherwise: those of ``starter.json`` beside it, else every one.

    The file names them under ``default``: the tasks at which it was measured to write better than the offline writer.
    """
    try:
        tasks: list[str] = json.loads((starter / "starter.json").read_text(encoding="utf-8"))["default"]
    except FileNotFoundError:
        return TASKS
    except (OSError, ValueError, KeyError, TypeError) as error:
        log.warning("starter.json cannot be read: %s", error)
        return ()
    return tasks


def _read_lock(path: Path) -> tuple[ModelsLock, HanmadiError | None]:
    try:
        return read_lock(path), None
    except HanmadiError as error:
        log.warning("%s", error)
        return ModelsLock(), error


def _after(failure: HanmadiError | None, notice: str) -> str:
    """``notice``, behind what went wrong before it, if anything did."""
    return f"{failure} 그래서 지금은 {notice}" if failure else notice
