"""The whole way: a recipe becomes a model, the model goes to the Hub, and the app pulls it and writes with it."""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from huggingface_hub.hf_api import RepoFile

from tests.end_to_end.running import ROOT, App, client_of, running_app
from tests.hub_server import TOKEN, HubServer

pytestmark = [pytest.mark.slow, pytest.mark.timeout(400)]

OWNER = "me"
LIMIT = 90  # seconds on 2 cores: this much processor time on each


class Published(NamedTuple):
    hub: HubServer
    run: Path
    environment: Mapping[str, str]
    processor_time: float


@pytest.fixture(scope="module", params=["http", "xet"])
def published(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Published]:
    """``pipeline run tiny --push`` by the command line; over Xet the run made over HTTP is published anew."""
    folder = tmp_path_factory.mktemp(request.param)
    runs = tmp_path_factory.getbasetemp() / "tiny-run"
    with HubServer(
        folder / "hub", "--org", f"{OWNER}=alice", "--xet", "local" if request.param == "xet" else "off"
    ) as hub:
        environment = {**hub.environment(folder / "home"), "HF_TOKEN": TOKEN}
        if request.param == "xet":
            del environment["HF_HUB_DISABLE_XET"]
        before = _children_time()
        _run(
            "-m",
            "pipeline",
            "run",
            "tiny",
            "--push",
            "--namespace",
            OWNER,
            "--runs",
            str(runs),
            environment=environment,
        )
        yield Published(hub, runs / "tiny", environment, _children_time() - before)


@pytest.fixture(scope="module")
def app(published: Published, tmp_path_factory: pytest.TempPathFactory) -> Iterator[App]:
    """The app of somebody who names that namespace and has no token."""
    settings = {name: value for name, value in published.environment.items() if name != "HF_TOKEN"}
    settings["HF_HOME"] = str(tmp_path_factory.mktemp("visitor-home"))
    with running_app(tmp_path_factory.mktemp("app"), **settings, HANMADI_NAMESPACE=OWNER) as running:
        yield running


def test_the_app_writes_with_the_published_model(published: Published, app: App) -> None:
    client = client_of(app)
    deadline = time.monotonic() + 60
    while (state := client.predict(api_name="/status")["tasks"]["awards"])["engine"] == "offline":
        assert time.monotonic() < deadline, state
        time.sleep(0.3)
    (file,) = published.hub.api.get_paths_info(f"{OWNER}/hanmadi-awards-GGUF", [state["file"]])
    assert isinstance(file, RepoFile)
    assert file.lfs
    assert state["source"] == "namespace"
    assert state["sha256"] == file.lfs.sha256

    learnt = _learnt_rows(published.run)[0]
    request = {name: learnt[name] for name in ("request", "recipient", "giver", "kind", "tone")}
    result = client.predict(**request, count=1, api_name="/write_award")
    assert result["engine"] != "offline"
    assert {name: result["awards"][0][name] for name in learnt["answer"]} == learnt["answer"]


def test_hf_download_reads_what_was_published(published: Published, tmp_path: Path) -> None:
    hf = Path(sys.executable).with_name("hf")
    for repository in ("hanmadi-awards", "hanmadi-awards-GGUF"):
        target = tmp_path / repository
        subprocess.run(
            [hf, "download", f"{OWNER}/{repository}", "--local-dir", target],
            check=True,
            capture_output=True,
            env=os.environ | published.environment,
        )
        assert (target / "README.md").read_text(encoding="utf-8").startswith("---\n")
    assert (tmp_path / "hanmadi-awards" / "model.safetensors").stat().st_size > 1_000_000


def test_load_dataset_reads_what_was_published(published: Published) -> None:
    code = (
        "import json, datasets;"
        f"rows = datasets.load_dataset('{OWNER}/hanmadi-awards-data', split='train');"
        "print(json.dumps([row['completion'][0]['content'] for row in rows], ensure_ascii=False))"
    )
    printed = _run("-c", code, environment=published.environment)
    answers = [json.loads(completion) for completion in json.loads(printed)]
    assert answers == [row["answer"] for row in _learnt_rows(published.run)]


def test_a_second_run_changes_nothing(published: Published) -> None:
    before = published.hub.api.list_repo_refs(f"{OWNER}/hanmadi-awards-GGUF")
    arguments = ("run", "tiny", "--push", "--namespace", OWNER, "--runs", str(published.run.parent))
    _run("-m", "pipeline", *arguments, environment=published.environment)
    assert published.hub.api.list_repo_refs(f"{OWNER}/hanmadi-awards-GGUF") == before


def test_the_whole_way_is_short(published: Published) -> None:
    assert published.processor_time <= 2 * LIMIT


def _learnt_rows(run: Path) -> list[dict[str, Any]]:
    """The authored rows whose answers the run was trained on, in its order."""
    import pyarrow.parquet

    data = ROOT / "pipeline" / "tasks" / "awards" / "data"
    rows = [json.loads(line) for file in data.glob("*.jsonl") for line in file.read_text(encoding="utf-8").splitlines()]
    by_scenario = {row["scenario"]: row for row in rows}
    return [
        by_scenario[row["scenario"]] for row in pyarrow.parquet.read_table(run / "data" / "train.parquet").to_pylist()
    ]


def _run(*arguments: str, environment: Mapping[str, str]) -> str:
    """What Python prints with these arguments; on failure the test shows all that it said."""
    done = subprocess.run(
        [sys.executable, *arguments],
        cwd=ROOT,
        env={**os.environ, "OMP_NUM_THREADS": "1", **environment},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-4000:]
    return done.stdout


def _children_time() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime
