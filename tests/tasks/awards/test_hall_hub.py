"""The hall of fame in a Hub dataset, with the real client: one commit a change, and no failure reaches the page."""

from __future__ import annotations

import base64
import io
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from tests.hub_server import TOKEN, HubServer

ROOT = Path(__file__).parents[3]
REPO = "alice/hall"
AWARD = {"kind": "상장", "recipient": "이○○", "body": "끝까지 배웠으므로 이 상장을 드립니다.", "giver": "아빠"}


class Gallery:
    """An app's hall; ``hub`` is this test's own."""

    def __init__(self, hub: HubServer, process: subprocess.Popen[str]) -> None:
        self.hub, self._process = hub, process

    def call(self, name: str, **arguments: Any) -> dict[str, Any]:
        assert self._process.stdin
        assert self._process.stdout
        self._process.stdin.write(json.dumps({"call": name, "arguments": arguments}) + "\n")
        self._process.stdin.flush()
        line = self._process.stdout.readline()
        assert line, "the worker died; its traceback is in the captured stderr"
        reply: dict[str, Any] = json.loads(line)
        return reply

    def show(self, title: str) -> dict[str, Any]:
        picture = io.BytesIO()
        Image.new("RGB", (1080, 1080), "white").save(picture, "PNG")
        return self.call("show", award={**AWARD, "title": title}, picture=base64.b64encode(picture.getvalue()).decode())

    def shown(self, title: str) -> str:
        """The id of what must be shown."""
        reply = self.show(title)
        assert reply["error"] is None, reply
        return str(reply["result"])

    def titles(self) -> list[str]:
        reply = self.call("list")
        assert all(there for _, _, there in reply["result"]["shown"])
        return [title for _, title, _ in reply["result"]["shown"]]

    def notice(self) -> str:
        return str(self.call("list")["result"]["notice"])

    def files(self) -> list[str]:
        return [file for file in self.hub.api.list_repo_files(REPO, repo_type="dataset") if file.startswith("entries/")]

    def commits(self) -> list[str]:
        return [commit.title for commit in self.hub.api.list_repo_commits(REPO, repo_type="dataset")]


@pytest.fixture
def gallery(hub: HubServer, tmp_path: Path) -> Iterator[Gallery]:
    inherited = {name: value for name, value in os.environ.items() if not name.startswith(("HF_", "HANMADI_"))}
    settings = {**hub.environment(tmp_path / "home"), "PYTHONPATH": str(ROOT)}
    process = subprocess.Popen(
        [sys.executable, str(Path(__file__).with_name("hall_worker.py"))],
        env=inherited | settings,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    opened = Gallery(hub, process)
    opened.call("open", place=f"datasets/{REPO}", token=TOKEN)
    yield opened
    process.terminate()
    process.wait()


def test_the_first_makes_a_private_dataset_and_each_is_one_commit(gallery: Gallery) -> None:
    assert "아직 걸린 상장이 없습니다" in gallery.notice()
    first, second = gallery.shown("첫째 상"), gallery.shown("둘째 상")
    gallery.call("open", place=f"datasets/{REPO}", token=TOKEN)  # as after a restart
    assert gallery.titles() == ["둘째 상", "첫째 상"]
    assert gallery.notice() == ""
    assert gallery.hub.api.dataset_info(REPO).private
    names = [f"entries/{id}/{name}" for id in (first, second) for name in ("certificate.png", "entry.json")]
    assert sorted(gallery.files()) == sorted(names)
    assert gallery.commits() == [f"Show {second}", f"Show {first}", "initial commit"]


def test_what_the_owner_removes_is_gone_from_the_history_too(gallery: Gallery) -> None:
    first, second = gallery.shown("첫째 상"), gallery.shown("둘째 상")
    before = gallery.hub.api.dataset_info(REPO).sha
    assert gallery.call("remove", id=first)["error"] is None
    assert gallery.titles() == ["둘째 상"]
    assert all(second in name for name in gallery.files())
    assert len(gallery.commits()) == 1, f"{before} is no longer in the history"
    assert first in gallery.call("remove", id=first)["error"]


def test_a_folder_deleted_on_the_hub_is_no_longer_listed(gallery: Gallery) -> None:
    first = gallery.shown("첫째 상")
    assert gallery.titles() == ["첫째 상"]
    gallery.hub.api.delete_folder(f"entries/{first}", REPO, repo_type="dataset")
    assert gallery.titles() == []


def test_the_oldest_goes_in_the_commit_of_the_newest(gallery: Gallery) -> None:
    gallery.call("limit", kept=1)
    gallery.shown("첫째 상")
    newest = gallery.shown("둘째 상")
    assert gallery.titles() == ["둘째 상"]
    assert len(gallery.files()) == 2
    assert gallery.commits()[0] == f"Show {newest}"
    assert len(gallery.commits()) == 3


@pytest.mark.parametrize("match", ["GET /api/datasets", "POST /api/datasets/.*/commit", "GET /datasets/.*/resolve"])
def test_a_broken_hub_is_told_and_forgotten(gallery: Gallery, match: str) -> None:
    gallery.shown("첫째 상")
    gallery.call("open", place=f"datasets/{REPO}", token=TOKEN)
    gallery.hub.fault(match, "status", status=503, times=99)
    reply = gallery.call("list")
    if "commit" in match:
        error = gallery.show("둘째 상")["error"]
        assert "Hub" in error
        assert "잠시 뒤" in error
    else:
        assert "불러올 수 없습니다" in reply["result"]["notice"]
    gallery.hub.clear()
    assert gallery.titles() == ["첫째 상"]
    gallery.shown("셋째 상")
    assert gallery.notice() == ""


def test_a_hub_that_never_answers_holds_nobody_up(gallery: Gallery) -> None:
    gallery.shown("첫째 상")
    gallery.hub.fault("GET /api/datasets", "delay", seconds=5, times=99)
    reply = gallery.call("list", patience=0.5)
    assert reply["seconds"] < 2
    assert [title for _, title, _ in reply["result"]["shown"]] == ["첫째 상"], "what was seen last"
    reply = gallery.show("둘째 상")
    assert "제때 답하지 않습니다" in reply["error"]
    assert reply["seconds"] < 6


def test_a_hub_that_is_gone_is_told(gallery: Gallery) -> None:
    gallery.hub.stop()
    assert "불러올 수 없습니다" in gallery.notice()
    assert "연결이 끊겼습니다" in gallery.show("첫째 상")["error"]


def test_a_wrong_token_is_told_and_never_shown(gallery: Gallery) -> None:
    gallery.call("open", place=f"datasets/{REPO}", token="hf_wrongwrong")
    error = gallery.show("첫째 상")["error"]
    assert "HF_TOKEN" in error
    assert "wrongwrong" not in error
