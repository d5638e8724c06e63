"""Starting and steering tests/mini_hub.py."""

from __future__ import annotations

import io
import socket
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Self

import httpx
from huggingface_hub import CommitOperationAdd, HfApi

TOKEN = "hf_alice"


class HubServer:
    """A Hub in a process of its own. It keeps its port and contents over ``stop`` and ``start``."""

    def __init__(self, root: Path, *arguments: str) -> None:
        self._root = root
        self._arguments = arguments
        self._port = _free_port()
        self._process: subprocess.Popen[bytes] | None = None
        self.url = f"http://127.0.0.1:{self._port}"
        self.api = HfApi(endpoint=self.url, token=TOKEN)

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def start(self) -> None:
        if self._process:
            return
        program = [sys.executable, str(Path(__file__).with_name("mini_hub.py")), "--root", str(self._root)]
        options = ["--port", str(self._port), "--token", f"alice:{TOKEN}", *self._arguments]
        self._process = subprocess.Popen([*program, *options])
        deadline = time.monotonic() + 30
        while time.monotonic() < deadline:
            try:
                httpx.get(f"{self.url}/health")
                return
            except httpx.ConnectError:
                time.sleep(0.05)
        raise RuntimeError("the loopback Hub did not start")

    def stop(self) -> None:
        if self._process:
            self._process.terminate()
            self._process.wait()
            self._process = None

    def environment(self, home: Path) -> dict[str, str]:
        """What a process needs to take this server for the Hub and ``home`` for its cache."""
        return {
            "HF_ENDPOINT": self.url,
            "HF_HOME": str(home),
            "HF_HUB_DISABLE_XET": "1",
            "HF_HUB_DISABLE_TELEMETRY": "1",
        }

    def publish(self, repo: str, files: Mapping[str, bytes], tag: str = "") -> str:
        """Commit ``files`` to a model repository, tag the commit if asked, and return the commit."""
        self.api.create_repo(repo, exist_ok=True)
        operations = [CommitOperationAdd(name, io.BytesIO(data)) for name, data in files.items()]
        commit = self.api.create_commit(repo, operations, commit_message="files").oid
        if tag:
            self.api.create_tag(repo, tag=tag, revision=commit)
        return commit

    def fault(self, match: str, action: str, **details: Any) -> None:
        """Make requests that match ``match`` ("METHOD /path") fail; see mini_hub.py for the actions."""
        httpx.post(f"{self.url}/_admin/faults", json={"match": match, "action": action, **details}).raise_for_status()

    def clear(self) -> None:
        """Forget the faults and the requests so far."""
        httpx.delete(f"{self.url}/_admin/faults").raise_for_status()
        httpx.delete(f"{self.url}/_admin/log").raise_for_status()

    def requests(self) -> list[str]:
        """The requests so far, as "METHOD /path"."""
        return [entry["req"] for entry in httpx.get(f"{self.url}/_admin/log").json()]


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
