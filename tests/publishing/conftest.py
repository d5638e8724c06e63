"""A finished run, and a maintainer's machine that publishes it to a loopback Hub over plain HTTP or over Xet."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.hub_server import TOKEN, HubServer
from tests.publishing import finished_run
from tests.tiny_model import TinyModel

ROOT = Path(__file__).parents[2]
TEAMS = [f"team{number}" for number in range(100)]  # a namespace for each test, so that none sees another's releases
NUMBERS = count()


@pytest.fixture(scope="session")
def finished(tiny: TinyModel, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A finished run of the task awards. Look, do not touch."""
    return finished_run.make(tmp_path_factory.mktemp("runs") / "tiny", tiny)


@pytest.fixture
def run(finished: Path, tmp_path: Path) -> Path:
    """The same, to publish and to change."""
    return Path(shutil.copytree(finished, tmp_path / "tiny"))


class Maintainer:
    """Publishes from a process of its own. ``namespace`` is this test's own; ``hub`` is shared."""

    def __init__(self, hub: HubServer, process: subprocess.Popen[str], namespace: str, transport: str) -> None:
        self.hub, self._process, self.namespace, self.transport = hub, process, namespace, transport

    def begin(self, name: str, **arguments: Any) -> None:
        """Ask worker.py for a call without waiting for its answer."""
        assert self._process.stdin
        self._process.stdin.write(json.dumps({"call": name, "arguments": arguments}) + "\n")
        self._process.stdin.flush()

    def call(self, name: str, **arguments: Any) -> dict[str, Any]:
        """What worker.py answers."""
        self.begin(name, **arguments)
        assert self._process.stdout
        line = self._process.stdout.readline()
        assert line, "the worker died; its traceback is in the captured stderr"
        reply: dict[str, Any] = json.loads(line)
        return reply

    def publish(self, folder: Path, token: str | None = TOKEN, **arguments: Any) -> dict[str, Any]:
        arguments = {"namespace": self.namespace, "token": token, **arguments}
        return self.call("publish", folder=str(folder), **arguments)

    def published(self, folder: Path, **arguments: Any) -> dict[str, Any]:
        """The release, which must succeed."""
        reply = self.publish(folder, **arguments)
        assert reply["error"] is None, reply
        release: dict[str, Any] = reply["result"]
        return release

    def refused(self, folder: Path, **arguments: Any) -> str:
        """Why it was not published, which must be told."""
        reply = self.publish(folder, **arguments)
        assert reply["error"], reply
        assert TOKEN not in json.dumps(reply)
        return f"{reply['error']['what']} {reply['error']['do']}"

    def history(self, repository: str, kind: str = "model") -> list[str]:
        """The titles of main's commits, newest first."""
        return [commit.title for commit in self.hub.api.list_repo_commits(repository, repo_type=kind)]

    def tags(self) -> dict[str, dict[str, str]]:
        """Commit by tag of every repository of the namespace."""
        refs = {repo: self.hub.api.list_repo_refs(repo, repo_type=kind) for repo, kind in self.repositories()}
        return {repo: {tag.name: tag.target_commit for tag in ref.tags} for repo, ref in refs.items()}

    def repositories(self) -> list[tuple[str, str]]:
        """Name and kind of every repository of the namespace."""
        api = self.hub.api
        found = [(model.id, "model") for model in api.list_models(author=self.namespace)]
        found += [(data.id, "dataset") for data in api.list_datasets(author=self.namespace)]
        return found + [(space.id, "space") for space in api.list_spaces(author=self.namespace)]

    def faults(self) -> list[dict[str, Any]]:
        """The faults that were asked for, with how often each was met."""
        found: list[dict[str, Any]] = httpx.get(f"{self.hub.url}/_admin/faults").json()
        return found

    def check_hub(self) -> None:
        """Every ref of the namespace is complete and every hash right."""
        found = httpx.get(f"{self.hub.url}/_admin/fsck", params={"owner": self.namespace}, timeout=60).json()
        assert found["bad"] == []


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "over_xet_too: run over the Xet protocol as well as over plain HTTP")


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "transport" in metafunc.fixturenames:
        kinds = ["http", "xet"] if metafunc.definition.get_closest_marker("over_xet_too") else ["http"]
        metafunc.parametrize("transport", kinds, indirect=True, scope="session")


@pytest.fixture(scope="session")
def transport(request: pytest.FixtureRequest) -> str:
    """How large files travel: http (Git LFS) or xet."""
    return str(request.param)


@pytest.fixture(scope="session")
def shared(
    transport: str, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[HubServer, subprocess.Popen[str]]]:
    """A Hub and a worker that speaks to it over ``transport``."""
    arguments = [
        "--token",
        "bob:hf_bob",
        "--token",
        "carol:hf_carol:read",
        "--xet",
        "local" if transport == "xet" else "off",
    ]
    for team in TEAMS:
        arguments += ["--org", f"{team}=alice"]
    folder = tmp_path_factory.mktemp(transport)
    with HubServer(folder / "hub", *arguments) as server, worker(server, folder / "home", transport) as process:
        yield server, process


@pytest.fixture
def maintainer(shared: tuple[HubServer, subprocess.Popen[str]], transport: str) -> Iterator[Maintainer]:
    server, process = shared
    server.clear()
    found = Maintainer(server, process, TEAMS[next(NUMBERS)], transport)
    yield found
    found.check_hub()


@contextmanager
def worker(server: HubServer, home: Path, transport: str) -> Iterator[subprocess.Popen[str]]:
    inherited = {name: value for name, value in os.environ.items() if not name.startswith(("HF_", "HANMADI_"))}
    settings = {**server.environment(home), "PYTHONPATH": str(ROOT), "COLUMNS": "200"}
    if transport == "xet":
        del settings["HF_HUB_DISABLE_XET"]
    program = [sys.executable, str(Path(__file__).with_name("worker.py"))]
    process = subprocess.Popen(
        program, env=inherited | settings, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    try:
        yield process
    finally:
        process.terminate()
        process.wait()
