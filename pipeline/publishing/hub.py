"""Publishing a finished run: three repositories, one commit each, every file checked, then one tag over all of them.

A release's number is found, not kept: the newest release of the namespace stays open until the Space carries its tag,
and a task whose repositories do not have it yet joins it. Whatever breaks off, the same command goes on from there.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from huggingface_hub.utils import logging as hub_logging
from packaging.version import InvalidVersion, Version

from pipeline.errors import HanmadiError, InvalidInput
from pipeline.publishing.account import require_write
from pipeline.publishing.cards import Names
from pipeline.publishing.files import Change, Repository, compare, refuse_secrets
from pipeline.publishing.finished import read_run
from pipeline.publishing.release import of_run
from pipeline.publishing.remote import Remote
from pipeline.publishing.show import show_plan, show_release
from pipeline.settings import TASKS

FIRST = "v1.0.0"


@dataclass(frozen=True)
class Release:
    """``commits`` by repository id."""

    tag: str
    commits: dict[str, str]


def publish(
    folder: Path, *, namespace: str, token: str | None, dry_run: bool = False, release: str = ""
) -> Release | None:
    """Publish the run in ``folder`` under ``namespace`` and return the release; a dry run shows it and returns None.

    ``release`` is the tag; empty: the one that this run already has, else the open one, else the next. Raises
    HanmadiError, with no tag on anything incomplete.
    """
    if release:
        require_version(release)
    run = read_run(folder)
    if not dry_run:
        require_write(namespace, token)
    repositories = of_run(run, namespace)
    refuse_secrets((file for repository in repositories for file in repository.files), token)
    remote = Remote(token)
    with quiet_hub():
        tags = {repository.id: remote.tags(repository) for repository in repositories}
        tag = release or _find_tag(remote, repositories, tags, namespace)
        if dry_run:
            show_plan({repository: _change(remote, repository, tags) for repository in repositories}, tag)
            return None
        commits = {repository.id: _upload(remote, repository, tag, tags) for repository in repositories}
        for repository in repositories:
            remote.tag(repository, tag, commits[repository.id])
    is_new = any(tag not in (named or {}) for named in tags.values())
    show_release(tag, {repository: commits[repository.id] for repository in repositories}, is_new=is_new)
    return Release(tag, commits)


def next_tag(tags: Iterable[str]) -> str:
    """The tag after the newest of ``tags``: its minor version plus one."""
    newest = newest_tag(tags)
    if newest is None:
        return FIRST
    version = Version(newest)
    return f"v{version.major}.{version.minor + 1}.0"


def newest_tag(tags: Iterable[str]) -> str | None:
    """The highest version among ``tags``; those that are no versions do not count."""
    versions = {version: tag for tag in tags if (version := _version(tag))}
    return versions[max(versions)] if versions else None


def family(namespace: str) -> list[Repository]:
    """Every repository that a release of ``namespace`` can be on, the Space last."""
    names = [Names.of(f"hanmadi-{task}", namespace) for task in TASKS]
    models = [Repository(name, "model", ()) for each in names for name in (each.model, each.gguf)]
    data = [Repository(each.data, "dataset", ()) for each in names]
    return [*models, *data, Repository(names[0].space, "space", ())]


def require_version(release: str) -> None:
    """Raise InvalidInput unless ``release`` can be a release's tag."""
    if _version(release) is None:
        raise InvalidInput("release", f"{release!r}은(는) 판 번호가 아닙니다.", "v1.2.0처럼 적어 주세요.")


@contextmanager
def quiet_hub() -> Iterator[None]:
    """Keep the client from printing addresses while it tries again: an upload's address is signed, so a secret."""
    before = hub_logging.get_verbosity()
    hub_logging.set_verbosity_error()
    try:
        yield
    finally:
        hub_logging.set_verbosity(before)


def _find_tag(
    remote: Remote, repositories: list[Repository], tags: Mapping[str, dict[str, str] | None], namespace: str
) -> str:
    """The tag of this very release if it is already there, in part or whole; else the open release, else the next."""
    own = {tag for named in tags.values() for tag in named or {}}
    newest = newest_tag(own)
    if newest and all(
        not remote.difference(repository, newest)
        for repository in repositories
        if newest in (tags[repository.id] or {})
    ):
        return newest
    *others, space = family(namespace)
    everywhere = own | {tag for repository in others for tag in remote.tags(repository) or {}}
    closed = set(remote.tags(space) or {})
    open_release = newest_tag(everywhere | closed)
    if open_release and open_release not in own | closed:
        return open_release
    return next_tag(everywhere | closed)


def _upload(remote: Remote, repository: Repository, tag: str, tags: Mapping[str, dict[str, str] | None]) -> str:
    """Make the repository hold its files and return the commit; the tagged one if it already does."""
    named = tags[repository.id]
    if named is None:
        remote.create(repository)
    elif tag in named:
        if remote.difference(repository, named[tag]):
            raise HanmadiError(
                f"{repository.address}의 태그 {tag}에는 이미 다른 내용이 있습니다.",
                "--release로 다음 번호를 골라 주세요.",
            )
        return named[tag]
    return remote.bring(repository, f"Release {tag}")


def _change(remote: Remote, repository: Repository, tags: Mapping[str, dict[str, str] | None]) -> Change:
    """What an upload would do to main."""
    return compare(repository.files, {}) if tags[repository.id] is None else remote.difference(repository)


def _version(tag: str) -> Version | None:
    try:
        return Version(tag)
    except InvalidVersion:
        return None
