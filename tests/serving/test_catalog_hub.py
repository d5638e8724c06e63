"""The catalog with the real Hub client on a loopback Hub: whatever that does, the app starts and says what happened."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.hub_server import TOKEN, HubServer
from tests.tiny_model import ANSWERS, OPENING, TinyModel

ROOT = Path(__file__).parents[2]
PROBE = Path(__file__).with_name("catalog_probe.py")
QUESTION, ANSWER = next(iter(ANSWERS.items()))
REPO = "alice/hanmadi-awards-GGUF"
FILE = "hanmadi-awards-Q5_K_M.gguf"


class Machine:
    """One machine's cache; ``run`` starts the app's catalog on it."""

    def __init__(self, hub: HubServer, home: Path) -> None:
        self.hub, self.home = hub, home

    def run(self, *arguments: str, **environment: str) -> dict[str, Any]:
        """What catalog_probe.py reports of an app started with ``environment``."""
        report: dict[str, Any] = json.loads(self.python([str(PROBE), OPENING + QUESTION, *arguments], **environment))
        return report

    def python(self, arguments: list[str], **environment: str) -> str:
        """The output of Python with ``arguments`` on this machine."""
        inherited = {name: value for name, value in os.environ.items() if not name.startswith(("HF_", "HANMADI_"))}
        settings = {
            **self.hub.environment(self.home / "hf"),
            "HANMADI_CACHE": str(self.home / "hanmadi"),
            "HANMADI_THREADS": "1",
            "PYTHONPATH": str(ROOT),
            **environment,
        }
        program = [sys.executable, *arguments]
        done = subprocess.run(program, env=inherited | settings, capture_output=True, text=True, timeout=120)
        assert done.returncode == 0, done.stderr
        self.log = done.stderr
        return done.stdout

    def awards(self, spec: str = REPO, **environment: str) -> tuple[dict[str, Any], str | None]:
        """The state of awards served from ``spec``, and its answer."""
        report = self.run(HANMADI_AWARDS_MODEL=spec, **environment)
        return report["states"]["awards"], report["answers"]["awards"]


@pytest.fixture(scope="module")
def shared_hub(tmp_path_factory: pytest.TempPathFactory) -> Iterator[HubServer]:
    with HubServer(tmp_path_factory.mktemp("hub")) as server:
        yield server


@pytest.fixture(scope="module")
def model(tiny: TinyModel) -> bytes:
    """The tiny model, grown to the size of several chunks by zeros behind its tensors."""
    return tiny.q8.read_bytes().ljust(25_000_000, b"\0")


@pytest.fixture
def machine(shared_hub: HubServer, tmp_path: Path) -> Iterator[Machine]:
    shared_hub.clear()
    yield Machine(shared_hub, tmp_path)
    shared_hub.start()


@pytest.fixture(scope="module")
def released(shared_hub: HubServer, model: bytes) -> str:
    """The commit of a release with one good file."""
    return shared_hub.publish(REPO, {FILE: model, "README.md": b"---\nlicense: gemma\n---\n"}, tag="v1.0.0")


def test_a_model_is_pulled_with_progress_and_served_from_the_cache_when_the_hub_is_gone(
    machine: Machine, released: str, model: bytes
) -> None:
    machine.hub.fault("GET /_cdn", "delay", seconds=0.5)
    report = machine.run(HANMADI_AWARDS_MODEL=REPO)
    state = report["states"]["awards"]
    assert report["answers"]["awards"] == ANSWER
    assert (state["source"], state["engine"], state["repo"]) == ("model", "gguf", REPO)
    assert (state["revision"], state["file"]) == (released, FILE)
    assert state["sha256"] == hashlib.sha256(model).hexdigest()
    assert state["progress"] is None
    assert "모델을 내려받는 중입니다 (0 %). 그동안은 오프라인 작성기가 씁니다." in report["notices"]
    assert not report["engine_meanwhile"]
    assert report["started"] < 0.5
    assert not report["torch"]

    machine.hub.stop()
    state, answer = machine.awards()
    assert answer == ANSWER
    assert state["revision"] == released
    assert "연결되지 않" in state["notice"]
    assert "전에 받아 둔 모델" in state["notice"]


def test_a_pinned_commit_asks_the_hub_for_nothing_the_second_time(machine: Machine, released: str) -> None:
    spec = f"{REPO}@{released}:{FILE}"
    assert machine.awards(spec)[1] == ANSWER
    machine.hub.stop()
    state, answer = machine.awards(spec)
    assert (state["revision"], answer) == (released, ANSWER)


def test_a_flipped_byte_is_noticed_and_the_file_deleted(machine: Machine, released: str) -> None:
    machine.hub.fault("GET /_cdn", "corrupt", after=1_000_000)
    state, answer = machine.awards()
    assert answer is None
    assert "손상" in state["notice"]
    assert "오프라인 작성기" in state["notice"]
    assert not list((machine.home / "hf").rglob("*.gguf"))
    assert not [file for file in (machine.home / "hf").rglob("blobs/*") if file.stat().st_size > 10**6]
    assert machine.awards()[1] == ANSWER  # the next start takes a good copy


def test_a_slow_hub_delays_the_model_and_nothing_else(machine: Machine, released: str) -> None:
    machine.hub.fault("GET /api/models", "delay", seconds=1.5)
    report = machine.run(HANMADI_AWARDS_MODEL=REPO)
    assert report["started"] < 0.5
    assert report["notices"][0] == "모델을 찾고 있습니다. 그동안은 오프라인 작성기가 씁니다."
    assert report["answers"]["awards"] == ANSWER


def test_a_cut_connection_is_resumed(machine: Machine, released: str) -> None:
    machine.hub.fault("GET /_cdn", "drop", after=12_000_000)
    state, answer = machine.awards()
    assert (state["revision"], answer) == (released, ANSWER)


def test_a_hub_that_cuts_every_connection_leaves_the_offline_writer(machine: Machine, released: str) -> None:
    machine.hub.fault("GET /_cdn", "drop", after=0, times=99)
    state, answer = machine.awards()
    assert answer is None
    assert "끊" in state["notice"]
    assert "오프라인 작성기" in state["notice"]


@pytest.mark.parametrize(
    ("match", "status", "words"),
    [("GET /api/models", 503, "503"), ("GET /api/models", 429, "429"), ("GET /_cdn", 500, "500")],
)
def test_a_hub_that_fails_is_told(machine: Machine, released: str, match: str, status: int, words: str) -> None:
    machine.hub.fault(match, "status", status=status, times=99)
    state, answer = machine.awards()
    assert (state["source"], answer) == ("offline", None)
    assert words in state["notice"]


@pytest.mark.parametrize(
    ("spec", "words"),
    [
        (f"{REPO}:없는파일.gguf", "없는파일.gguf"),
        (f"{REPO}@v9.9.9", "리비전"),
        ("alice/no-such-model", "권한이 없습니다"),
        ("alice", "저장소 이름도 아닙니다"),
        ("https://user:hunter2@example.com/model.gguf", "저장소 이름도 아닙니다"),
    ],
)
def test_a_name_that_leads_nowhere_is_told(machine: Machine, released: str, spec: str, words: str) -> None:
    state, answer = machine.awards(spec)
    assert (state["source"], answer) == ("offline", None)
    assert words in state["notice"]
    assert "hunter2" not in state["notice"] + machine.log


def test_a_wrong_token_is_told_and_never_shown(machine: Machine, released: str) -> None:
    state, answer = machine.awards(HF_TOKEN="hf_wrongwrongwrong")
    assert answer is None
    assert "HF_TOKEN" in state["notice"]
    assert "wrongwrong" not in state["notice"] + machine.log


def test_a_private_model_needs_its_token(machine: Machine, tiny: TinyModel) -> None:
    repo = "alice/private-GGUF"
    machine.hub.publish(repo, {FILE: tiny.q8.read_bytes()})
    machine.hub.api.update_repo_settings(repo, private=True)
    assert machine.awards(repo)[1] is None
    assert machine.awards(repo, HF_TOKEN=TOKEN)[1] == ANSWER


def test_a_namespace_means_the_newest_release_and_its_best_file(machine: Machine, tiny: TinyModel) -> None:
    good, bad = tiny.q8.read_bytes(), b"not a model"
    repo = "alice/hanmadi-naming-GGUF"
    machine.hub.publish(repo, {"m-Q8_0.gguf": bad}, tag="v1.9.0")
    newest = machine.hub.publish(repo, {"m-Q4_K_M.gguf": bad, "m-Q5_K_M.gguf": good, "m-BF16.gguf": bad}, tag="v1.10.0")
    machine.hub.publish(repo, {"m-Q5_K_M.gguf": bad}, tag="nightly")
    report = machine.run(HANMADI_NAMESPACE="alice", HANMADI_AWARDS_MODEL="offline")
    state = report["states"]["naming"]
    assert (state["source"], state["revision"], state["file"]) == ("namespace", newest, "m-Q5_K_M.gguf")
    assert report["answers"]["naming"] == ANSWER
    assert report["states"]["summaries"]["source"] == "offline"
    assert "hanmadi-summaries-GGUF" in report["states"]["summaries"]["notice"]
    assert report["states"]["awards"]["notice"] == "모델 없이 오프라인 작성기가 씁니다."


def test_a_file_that_is_no_model_leaves_the_offline_writer(machine: Machine) -> None:
    machine.hub.publish("alice/junk-GGUF", {"m-Q5_K_M.gguf": b"GGUF" + b"\0" * 1000})
    state, answer = machine.awards("alice/junk-GGUF")
    assert answer is None
    assert "읽을 수 없습니다" in state["notice"]


def test_a_cache_that_cannot_be_written_is_told(machine: Machine, released: str) -> None:
    (machine.home / "hf").write_text("a file where the cache's folder should be")
    state, answer = machine.awards()
    assert answer is None
    assert "캐시" in state["notice"]


PIN = """
import os, sys
from pathlib import Path
from huggingface_hub import snapshot_download
from pipeline.serving.models_lock import pin_release, write_lock

lock = pin_release("alice", ["awards"], "v2.0.0", None)
write_lock(lock, Path(sys.argv[1]))
pin = lock.tasks["awards"].merged
print(snapshot_download(pin.repo, revision=pin.commit))  # as a Space's preload_from_hub does
"""


@pytest.fixture
def pinned(machine: Machine, tiny: TinyModel) -> Path:
    """A release of both repositories, pinned in a lock, its safetensors preloaded; the Hub is gone afterwards."""
    weights = {file.name: file.read_bytes() for file in tiny.merged.iterdir()}
    machine.hub.publish("alice/hanmadi-awards", weights)
    machine.hub.publish(REPO, {FILE: tiny.q8.read_bytes()})
    for repo in ("alice/hanmadi-awards", REPO):
        machine.hub.api.create_tag(repo, tag="v2.0.0", exist_ok=True)
    lock = machine.home / "models.lock"
    folder = machine.python(["-c", PIN, str(lock)]).strip()
    machine.hub.stop()
    return Path(folder)


def test_zero_gpu_serves_the_pinned_safetensors_from_the_disk_alone(machine: Machine, pinned: Path) -> None:
    report = machine.run("zero-gpu", LOCK=str(machine.home / "models.lock"), HANMADI_NAMESPACE="alice")
    state = report["states"]["awards"]
    assert (state["source"], state["engine"], state["repo"]) == ("lock", "transformers", "alice/hanmadi-awards")
    assert (state["revision"], state["file"]) == (pinned.name, "model.safetensors")
    assert report["answers"]["awards"] == ANSWER
    assert report["notices"] == []  # all models are loaded before the app starts
    assert "preload_from_hub" in report["states"]["naming"]["notice"]

    weights = pinned / "model.safetensors"
    damaged = bytearray(weights.read_bytes())
    damaged[-1] ^= 1
    weights.resolve().write_bytes(damaged)
    report = machine.run("zero-gpu", LOCK=str(machine.home / "models.lock"))
    assert report["answers"]["awards"] is None
    assert "손상" in report["states"]["awards"]["notice"]


def test_a_lock_s_file_is_pulled_as_pinned(machine: Machine, pinned: Path) -> None:
    machine.hub.start()
    report = machine.run(LOCK=str(machine.home / "models.lock"), HANMADI_NAMESPACE="nobody")
    assert report["states"]["awards"]["source"] == "lock"
    assert report["answers"]["awards"] == ANSWER
    machine.hub.stop()
    assert machine.run(LOCK=str(machine.home / "models.lock"))["answers"]["awards"] == ANSWER
