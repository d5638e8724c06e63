"""A Hub that fails: each failure is waited out or told, nothing half-published is tagged, and a rerun finishes."""

from __future__ import annotations

import hashlib
import os
import signal
import threading
import time
from pathlib import Path
from typing import Any

import pytest

from pipeline.tasks.task import Example
from tests.hub_server import TOKEN
from tests.publishing import finished_run
from tests.publishing.conftest import Maintainer, worker
from tests.tiny_model import ask

UPLOAD = {"http": "PUT /_lfs/", "xet": "GET /api/.*/xet-write-token/"}  # where the bytes of a large file go out
COMMIT, TAG = "POST /api/.*/commit/", "POST /api/.*/tag/"

IN_TRANSFER: dict[str, tuple[str, dict[str, Any]]] = {
    "the upload is limited": ("upload", {"action": "status", "status": 429, "headers": {"Retry-After": "1"}}),
    "the upload meets an error": ("upload", {"action": "status", "status": 503}),
    "the upload breaks off": ("upload", {"action": "drop", "after": 1000}),
    "the answer to a commit is lost": (COMMIT, {"action": "drop_after_commit"}),
}
PASSING: dict[str, tuple[str, dict[str, Any]]] = {
    "whoami is limited": ("GET /api/whoami", {"action": "status", "status": 429, "headers": {"Retry-After": "1"}}),
    "the refs are out of order": ("GET /api/.*/refs", {"action": "status", "status": 500}),
    "the answer to a new repository is lost": ("POST /api/repos/create", {"action": "drop_after_commit"}),
    "the listing breaks off": ("GET /api/.*/tree/", {"action": "drop", "after": 20}),
    "the commit breaks off": (COMMIT, {"action": "drop", "after": 100}),
    "the commit is limited": (COMMIT, {"action": "status", "status": 429, "headers": {"Retry-After": "1"}}),
    "the commit meets an error": (COMMIT, {"action": "status", "status": 500}),
    "the commit meets another": (COMMIT, {"action": "status", "status": 409}),
    "the tag meets an error": (TAG, {"action": "status", "status": 503}),
    "the answer to a tag is lost": (TAG, {"action": "drop_after_commit"}),
}


@pytest.fixture
def run(run: Path, maintainer: Maintainer) -> Path:
    """A run whose data are new to the Hub, so that something has to be uploaded."""
    finished_run.add_row(run, Example(tuple(ask("새 물음")), maintainer.namespace, "새 물음"))
    return run


@pytest.mark.over_xet_too
@pytest.mark.parametrize("fault", PASSING.values(), ids=PASSING.keys())
def test_a_failure_that_passes_is_waited_out(
    maintainer: Maintainer, run: Path, fault: tuple[str, dict[str, Any]]
) -> None:
    match, details = fault
    maintainer.hub.fault(UPLOAD[maintainer.transport] if match == "upload" else match, **details)
    release = maintainer.published(run)
    assert maintainer.tags() == {repo: {"v1.0.0": commit} for repo, commit in release["commits"].items()}
    for repository, kind in maintainer.repositories():
        titles = maintainer.history(repository, kind)
        assert titles == ["Release v1.0.0", "initial commit"], "a lost answer makes no second commit"
    assert [fault["hits"] for fault in maintainer.faults()] == [1]


@pytest.mark.over_xet_too
@pytest.mark.parametrize("fault", IN_TRANSFER.values(), ids=IN_TRANSFER.keys())
def test_a_failure_in_transfer_is_waited_out(
    maintainer: Maintainer, run: Path, fault: tuple[str, dict[str, Any]]
) -> None:
    test_a_failure_that_passes_is_waited_out(maintainer, run, fault)


LASTING: dict[str, tuple[str, dict[str, Any], str]] = {
    "no right to create": ("POST /api/repos/create", {"status": 403}, "쓸 권한이 없습니다(403"),
    "the token ends": (COMMIT, {"status": 401}, "토큰을 받아 주지 않습니다(401"),
    "the rights end": (COMMIT, {"status": 403}, "쓸 권한이 없습니다(403"),
    "somebody else writes": (COMMIT, {"status": 412}, "다른 작업이"),
    "a conflict": (TAG, {"status": 409}, "다른 작업이"),
    "too many requests": (COMMIT, {"status": 429, "headers": {"Retry-After": "9999"}}, "요청이 너무 많다고 합니다(429"),
    "out of order": (COMMIT, {"status": 500}, "지금 답하지 못합니다(500"),
    "gone": (COMMIT, {"action": "drop", "after": 0}, "연결이 끊겼습니다"),
    "a tag that fails": (TAG, {"status": 500}, "지금 답하지 못합니다(500"),
}


@pytest.mark.over_xet_too
@pytest.mark.parametrize(("match", "details", "told"), LASTING.values(), ids=LASTING.keys())
def test_a_failure_that_lasts_is_told_and_a_rerun_finishes(
    maintainer: Maintainer, run: Path, match: str, details: dict[str, Any], told: str
) -> None:
    maintainer.hub.fault(match, **{"action": "status", "times": 99} | details)
    reason = maintainer.refused(run)
    assert told in reason
    assert not any(maintainer.tags().values()), "nothing incomplete has a tag"
    maintainer.check_hub()
    maintainer.hub.clear()
    release = maintainer.published(run)
    assert maintainer.tags() == {repo: {"v1.0.0": commit} for repo, commit in release["commits"].items()}
    for repository, kind in maintainer.repositories():
        assert maintainer.history(repository, kind) == ["Release v1.0.0", "initial commit"]


def test_a_release_that_broke_off_between_two_tags_keeps_its_number(maintainer: Maintainer, run: Path) -> None:
    maintainer.hub.fault(TAG, "status", status=500, skip=1, times=99)
    assert "지금 답하지 못합니다(500" in maintainer.refused(run)
    tagged = [repo for repo, tags in maintainer.tags().items() if tags]
    assert tagged == [f"{maintainer.namespace}/hanmadi-awards-data"], "what the app looks at is tagged last"
    maintainer.hub.clear()
    release = maintainer.published(run)
    assert maintainer.tags() == {repo: {"v1.0.0": commit} for repo, commit in release["commits"].items()}


def test_a_hub_that_lists_another_hash_gets_no_tag(maintainer: Maintainer, run: Path) -> None:
    recorded = next(iter((run / "gguf").glob("*Q8_0.gguf")))
    digest = hashlib.sha256(recorded.read_bytes()).hexdigest()
    maintainer.hub.fault("GET /api/models/.*-GGUF/tree/", "replace", find=digest, times=99, **{"with": "0" * 64})
    assert "올라간 파일이 이곳의 파일과 다릅니다: hanmadi-awards-Q8_0.gguf" in maintainer.refused(run)
    assert not any(maintainer.tags().values())


def test_somebody_else_s_commit_in_between_is_seen_and_replaced(maintainer: Maintainer, run: Path) -> None:
    name = f"{maintainer.namespace}/hanmadi-awards"
    maintainer.hub.fault(f"POST /api/models/{name}/commit/", "delay", seconds=2)

    def interfere() -> None:
        while not any(f"models/{name}/commit" in request for request in maintainer.hub.requests()):
            time.sleep(0.05)
        api = maintainer.hub.api
        api.upload_file(path_or_fileobj=b"mine", path_in_repo="theirs.txt", repo_id=name)

    other = threading.Thread(target=interfere)
    other.start()
    release = maintainer.published(run)
    other.join()
    assert maintainer.history(name)[0] == "Release v1.0.0"
    assert len(maintainer.history(name)) == 3
    assert "theirs.txt" not in maintainer.hub.api.list_repo_files(name, revision=release["tag"])


@pytest.mark.over_xet_too
@pytest.mark.parametrize("moment", ["upload", TAG])
def test_a_killed_publication_is_finished_by_the_next(
    maintainer: Maintainer, run: Path, tmp_path: Path, moment: str
) -> None:
    match = UPLOAD[maintainer.transport] if moment == "upload" else moment
    maintainer.hub.fault(match, "delay", seconds=6)
    with worker(maintainer.hub, tmp_path / "home", maintainer.transport) as process:
        doomed = Maintainer(maintainer.hub, process, maintainer.namespace, maintainer.transport)
        doomed.begin("publish", folder=str(run), namespace=maintainer.namespace, token=TOKEN)
        deadline = time.monotonic() + 60
        while not any(fault["hits"] for fault in maintainer.faults()):
            assert time.monotonic() < deadline
            time.sleep(0.05)
        os.kill(process.pid, signal.SIGKILL)
        process.wait()
    maintainer.hub.clear()
    maintainer.check_hub()
    release = maintainer.published(run)
    assert maintainer.tags() == {repo: {"v1.0.0": commit} for repo, commit in release["commits"].items()}
    for repository, kind in maintainer.repositories():
        assert maintainer.history(repository, kind) == ["Release v1.0.0", "initial commit"]


def test_no_signed_address_and_no_token_reaches_the_terminal_or_the_log(maintainer: Maintainer, run: Path) -> None:
    maintainer.hub.fault(UPLOAD[maintainer.transport], "status", status=500)
    maintainer.hub.fault(COMMIT, "status", status=500)
    reply = maintainer.publish(run)
    assert reply["error"] is None
    everything = reply["shown"] + reply["warned"] + reply["log"]
    assert TOKEN not in everything
    assert "/_lfs/" not in everything
    assert "초 뒤에 다시 합니다" in reply["log"]
