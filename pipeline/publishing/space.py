"""The Space: this checkout's tracked files, with the models of a release pinned in them.

``pin`` writes which files of which commits serve each task into models.lock and README's front matter; ``push`` makes
the Space hold the checkout and closes the release: its tag is then on every repository that it uses. Going back to an
earlier release is pinning it and pushing.
"""

from __future__ import annotations

import subprocess
from pathlib import Path

from huggingface_hub import SpaceHardware

from pipeline.errors import HanmadiError, InvalidInput
from pipeline.publishing import front_matter
from pipeline.publishing.account import require_write
from pipeline.publishing.cards import Names
from pipeline.publishing.files import File, Repository, compare, refuse_secrets
from pipeline.publishing.hub import Release, newest_tag, quiet_hub, require_version
from pipeline.publishing.remote import Remote
from pipeline.publishing.show import show_plan, show_release
from pipeline.serving.models_lock import ModelsLock, TaskPins, pin_release, read_lock, write_lock
from pipeline.settings import TASKS

LOCK, README = "pipeline/serving/models.lock", "README.md"
DEFAULT_HARDWARE = SpaceHardware.ZERO_A10G.value  # what a free account may create
ZERO = "zero"  # hardware whose name begins so serves the merged weights, which must be there before the app starts


def pin(checkout: Path, *, namespace: str, token: str | None, release: str = "", hardware: str = "") -> ModelsLock:
    """Pin ``release`` (empty: the newest) of ``namespace`` in the checkout and return what was pinned.

    A task that is not on the newest release yet keeps its own newest one; for a named release it is left out, as it
    was then. ``hardware``: what the Space shall run on, if that changes. Raises HanmadiError, nothing written.
    """
    remote = Remote(token)
    with quiet_hub():
        revisions = _revisions(remote, namespace, release)
        pins: dict[str, TaskPins] = {}
        for task, revision in revisions.items():
            pins |= pin_release(namespace, [task], revision, token).tasks
        lock = ModelsLock(tasks=pins)
        text = _with_models(checkout, lock, hardware, remote)
    write_lock(lock, checkout / LOCK)
    (checkout / README).write_text(text, encoding="utf-8")
    return lock


def push(
    checkout: Path, *, namespace: str, token: str | None, dry_run: bool = False, release: str = "", hardware: str = ""
) -> Release | None:
    """Make ``<namespace>/hanmadi`` hold the checkout's tracked files, and tag it; a dry run shows it and returns None.

    The tag is ``release``; empty: the newest release that models.lock names, unless the Space has that tag already.
    ``hardware`` moves the Space; without it a new one gets what README suggests and one that is there stays.
    """
    if release:
        require_version(release)
    if not dry_run:
        require_write(namespace, token)
    remote = Remote(token)
    lock = read_lock(checkout / LOCK)
    with quiet_hub():
        if hardware and not dry_run:
            text = _with_models(checkout, lock, hardware, remote)
            (checkout / README).write_text(text, encoding="utf-8")
        space = Repository(Names.of("hanmadi", namespace).space, "space", tuple(_tracked(checkout)))
        refuse_secrets(space.files, token)
        tags = remote.tags(space)
        tag = release or newest_tag(_revisions_of(lock)) or ""
        if dry_run:
            change = compare(space.files, {}) if tags is None else remote.difference(space)
            show_plan({space: change}, tag)
            return None
        if tags is None:
            remote.create(space, _hardware(checkout))
        elif hardware:
            remote.move(space, hardware)
        commit = remote.bring(space, f"Release {tag}" if tag else "Update")
        if tag and (release or tag not in (tags or {})):
            _tag_models(remote, lock, namespace, tag)
            remote.tag(space, tag, commit)
    show_release(tag, {space: commit}, is_new=True)
    return Release(tag, {space.id: commit})


def _revisions(remote: Remote, namespace: str, release: str) -> dict[str, str]:
    """The tag to pin for each task that has one on both of its model repositories."""
    names = {task: Names.of(f"hanmadi-{task}", namespace) for task in TASKS}
    common = {
        task: set(remote.tags(Repository(each.model, "model", ())) or {})
        & set(remote.tags(Repository(each.gguf, "model", ())) or {})
        for task, each in names.items()
    }
    if not release:
        return {task: newest for task, tags in common.items() if (newest := newest_tag(tags))}
    if not any(release in tags for tags in common.values()):
        known = sorted(set().union(*common.values())) or ["없음"]
        raise InvalidInput(
            "release", f"{namespace}에 {release} 판이 없습니다.", f"있는 판 가운데서 골라 주세요: {', '.join(known)}."
        )
    return {task: release for task, tags in common.items() if release in tags}


def _with_models(checkout: Path, lock: ModelsLock, hardware: str, remote: Remote) -> str:
    """README with the hardware and what must be on its disk before the app starts."""
    hardware = hardware or _hardware(checkout)
    _require_hardware(hardware)
    preload = []
    for pins in lock.tasks.values():
        if hardware.startswith(ZERO) and pins.merged:
            files = ",".join(sorted(remote.public_files(pins.merged.repo, pins.merged.commit)))
            preload.append(f"{pins.merged.repo} {files} {pins.merged.commit}")
        elif pins.gguf and not hardware.startswith(ZERO):
            preload.append(f"{pins.gguf.repo} {pins.gguf.file} {pins.gguf.commit}")
    text = (checkout / README).read_text(encoding="utf-8")
    return front_matter.update(text, {"suggested_hardware": hardware, "preload_from_hub": preload})


def _tag_models(remote: Remote, lock: ModelsLock, namespace: str, tag: str) -> None:
    """Put the release's tag on the repositories that it takes over unchanged from an earlier one."""
    for task, pins in lock.tasks.items():
        names = Names.of(f"hanmadi-{task}", namespace)
        if not pins.gguf or pins.gguf.repo != names.gguf:
            continue  # pinned from somebody else's namespace
        data, model, gguf = (
            Repository(names.data, "dataset", ()),
            Repository(names.model, "model", ()),
            Repository(names.gguf, "model", ()),
        )
        for repository in (data, model, gguf):
            tags = remote.tags(repository) or {}
            if tag not in tags and pins.gguf.revision in tags:
                remote.tag(repository, tag, tags[pins.gguf.revision])


def _tracked(checkout: Path) -> list[File]:
    """The files that git tracks, as they lie in the checkout; nothing else ever goes to the Space."""
    command = ["git", "-C", str(checkout), "ls-files", "-z"]
    done = subprocess.run(command, capture_output=True, text=True)
    names = [name for name in done.stdout.split("\0") if name]
    if done.returncode != 0 or README not in names:
        raise HanmadiError(
            f"{checkout}은(는) 한마디의 git 저장소가 아닙니다.", "저장소의 맨 위 폴더에서 실행해 주세요."
        )
    files = [File(name, checkout / name) for name in names]
    return [file for file in files if file.source.is_file() and not file.source.is_symlink()]


def _revisions_of(lock: ModelsLock) -> list[str]:
    return [pins.gguf.revision for pins in lock.tasks.values() if pins.gguf]


def _hardware(checkout: Path) -> str:
    values = front_matter.read((checkout / README).read_text(encoding="utf-8"))
    return str(values.get("suggested_hardware") or DEFAULT_HARDWARE)


def _require_hardware(hardware: str) -> None:
    known = [choice.value for choice in SpaceHardware]
    if hardware not in known:
        raise InvalidInput(
            "hardware", f"{hardware}은(는) Space 하드웨어가 아닙니다.", f"{', '.join(known)} 중에서 골라 주세요."
        )
