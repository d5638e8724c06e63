"""The Space: what goes to it, which models are pinned in it, and going back to an earlier release."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
import yaml

from pipeline.publishing import front_matter
from pipeline.serving.models_lock import ModelsLock, read_lock
from tests.hub_server import TOKEN
from tests.publishing import finished_run
from tests.publishing.conftest import ROOT, Maintainer
from tests.tiny_model import TinyModel

LOCK = "pipeline/serving/models.lock"
SECRET = "this stays at home"


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A small git checkout with this repository's own README."""
    folder = tmp_path / "checkout"
    (folder / LOCK).parent.mkdir(parents=True)
    (folder / "README.md").write_bytes((ROOT / "README.md").read_bytes())
    (folder / "app.py").write_text("print('한마디')\n", encoding="utf-8")
    (folder / "picture.png").write_bytes(b"\x89PNG\0\1\2\3" * 100)
    (folder / LOCK).write_text('{"tasks": {}}\n')
    git(folder, "init", "-q")
    git(folder, "add", ".")
    (folder / ".env").write_text(SECRET)
    return folder


def git(folder: Path, *arguments: str) -> None:
    subprocess.run(["git", "-C", str(folder), *arguments], check=True, capture_output=True)


class Desk:
    """A maintainer with a checkout."""

    def __init__(self, maintainer: Maintainer, checkout: Path) -> None:
        self.maintainer, self.checkout = maintainer, checkout
        self.space = f"{maintainer.namespace}/hanmadi"

    def ask(self, call: str, **arguments: Any) -> dict[str, Any]:
        arguments = {"namespace": self.maintainer.namespace, "token": TOKEN, **arguments}
        return self.maintainer.call(call, checkout=str(self.checkout), **arguments)

    def do(self, call: str, **arguments: Any) -> Any:
        """The call's result; it must succeed."""
        reply = self.ask(call, **arguments)
        assert reply["error"] is None, reply
        return reply["result"]

    def refused(self, call: str, **arguments: Any) -> str:
        reply = self.ask(call, **arguments)
        assert reply["error"], reply
        return f"{reply['error']['what']} {reply['error']['do']}"

    def files(self, revision: str = "main") -> set[str]:
        return set(self.maintainer.hub.api.list_repo_files(self.space, repo_type="space", revision=revision))

    def head(self) -> dict[str, Any]:
        """README's front matter in the checkout."""
        return front_matter.read((self.checkout / "README.md").read_text(encoding="utf-8"))

    def lock(self, tmp_path: Path, revision: str = "main") -> ModelsLock:
        """models.lock as the Space has it."""
        got = self.maintainer.hub.api.hf_hub_download(
            self.space, LOCK, repo_type="space", revision=revision, cache_dir=tmp_path / "cache"
        )
        return read_lock(Path(got))


@pytest.fixture
def desk(maintainer: Maintainer, checkout: Path) -> Desk:
    return Desk(maintainer, checkout)


def another(tiny: TinyModel, folder: Path, task: str, *overrides: str) -> Path:
    return finished_run.make(folder, tiny, overrides=(f"task={task}", f"publish.name=hanmadi-{task}", *overrides))


@pytest.mark.over_xet_too
def test_only_tracked_files_go_to_a_new_space_on_zero_gpu_and_once(desk: Desk) -> None:
    desk.do("push")
    assert desk.files() == {".gitattributes", "README.md", "app.py", "picture.png", LOCK}
    runtime = desk.maintainer.hub.api.get_space_runtime(desk.space)
    assert runtime.requested_hardware == "zero-a10g"
    desk.do("push")
    assert desk.maintainer.history(desk.space, "space") == ["Update", "initial commit"]
    assert desk.maintainer.tags() == {desk.space: {}}


def test_a_file_that_is_no_longer_tracked_leaves_the_space(desk: Desk) -> None:
    desk.do("push")
    git(desk.checkout, "rm", "-q", "--cached", "picture.png")
    (desk.checkout / "app.py").unlink()
    desk.do("push")
    assert desk.files() == {".gitattributes", "README.md", LOCK}


def test_a_dry_run_shows_the_space_and_creates_nothing(desk: Desk) -> None:
    reply = desk.ask("push", dry_run=True, token=None)
    assert reply["error"] is None
    assert "picture.png" in reply["shown"]
    assert ".env" not in reply["shown"]
    assert SECRET not in reply["shown"]
    assert desk.maintainer.repositories() == []


def test_a_release_is_pinned_pushed_closed_and_gone_back_to(
    desk: Desk, run: Path, tiny: TinyModel, tmp_path: Path
) -> None:
    maintainer, name = desk.maintainer, f"{desk.maintainer.namespace}/hanmadi"
    first = maintainer.published(run)
    joined = maintainer.published(another(tiny, tmp_path / "naming", "naming"))
    assert joined["tag"] == first["tag"] == "v1.0.0", "a release is open until the Space carries it"
    desk.do("pin")
    pinned = read_lock(desk.checkout / LOCK)
    assert set(pinned.tasks) == {"awards", "naming"}
    gguf = pinned.tasks["awards"].gguf
    assert gguf
    assert (gguf.revision, gguf.commit) == ("v1.0.0", first["commits"][f"{name}-awards-GGUF"])
    assert gguf.file == "hanmadi-awards-Q5_K_M.gguf"
    desk.do("push")
    assert set(maintainer.tags()[desk.space]) == {"v1.0.0"}

    second = maintainer.published(another(tiny, tmp_path / "awards", "awards", "gguf.quants=[Q8_0]"))
    assert second["tag"] == "v1.1.0", "the Space closed v1.0.0"
    desk.do("pin")
    desk.do("push")
    tags = maintainer.tags()
    assert all(set(named) == {"v1.0.0", "v1.1.0"} for named in tags.values()), "one tag over all of them"
    assert len(tags) == 7
    for repository, commit in joined["commits"].items():
        assert tags[repository]["v1.1.0"] == commit, "unchanged since v1.0.0"

    desk.do("pin", release="v1.0.0")
    desk.do("push")
    assert desk.lock(tmp_path) == pinned
    assert maintainer.tags() == tags, "going back moves no tag"
    newer = desk.lock(tmp_path, "v1.1.0").tasks["awards"].gguf
    assert newer
    assert newer.file == "hanmadi-awards-Q8_0.gguf"
    assert "v3.0.0 판이 없습니다" in desk.refused("pin", release="v3.0.0")


def test_what_zero_gpu_preloads_is_enough_to_start_without_the_hub(desk: Desk, run: Path, tmp_path: Path) -> None:
    release = desk.maintainer.published(run)
    desk.do("pin")
    head = desk.head()
    assert head["suggested_hardware"] == "zero-a10g"
    (entry,) = head["preload_from_hub"]
    repository, files, commit = entry.split(" ")
    assert (repository, commit) == (f"{desk.maintainer.namespace}/hanmadi-awards", release["commits"][repository])
    inherited = {key: value for key, value in os.environ.items() if not key.startswith("HF_")}
    environment = inherited | desk.maintainer.hub.environment(tmp_path / "home")
    hf = str(Path(sys.executable).with_name("hf"))
    download = [hf, "download", repository, *files.split(","), "--revision", commit]
    subprocess.run(download, env=environment, check=True, capture_output=True)
    found = (
        "from huggingface_hub import snapshot_download; "
        f"print(snapshot_download({repository!r}, revision={commit!r}, local_files_only=True))"
    )
    done = subprocess.run(
        [sys.executable, "-c", found], env=environment | {"HF_HUB_OFFLINE": "1"}, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    assert {"config.json", "model.safetensors", "tokenizer.json"} <= {
        file.name for file in Path(done.stdout.strip()).iterdir()
    }


def test_a_cpu_space_preloads_the_gguf_alone(desk: Desk, run: Path) -> None:
    release = desk.maintainer.published(run)
    desk.do("pin", hardware="cpu-basic")
    name = f"{desk.maintainer.namespace}/hanmadi-awards-GGUF"
    assert desk.head()["suggested_hardware"] == "cpu-basic"
    assert desk.head()["preload_from_hub"] == [f"{name} hanmadi-awards-Q5_K_M.gguf {release['commits'][name]}"]
    desk.do("push")
    assert desk.maintainer.hub.api.get_space_runtime(desk.space).requested_hardware == "cpu-basic"
    desk.do("push", hardware="zero-a10g")
    assert desk.maintainer.hub.api.get_space_runtime(desk.space).requested_hardware == "zero-a10g"
    assert desk.head()["suggested_hardware"] == "zero-a10g"


def test_a_private_model_cannot_be_preloaded(desk: Desk, run: Path) -> None:
    desk.maintainer.published(run)
    before = (desk.checkout / "README.md").read_bytes(), (desk.checkout / LOCK).read_bytes()
    name = f"{desk.maintainer.namespace}/hanmadi-awards"
    desk.maintainer.hub.api.update_repo_settings(name, private=True)
    assert "비공개" in desk.refused("pin")
    assert ((desk.checkout / "README.md").read_bytes(), (desk.checkout / LOCK).read_bytes()) == before


def test_without_a_release_nothing_is_pinned(desk: Desk) -> None:
    desk.do("pin", hardware="cpu-basic")
    assert read_lock(desk.checkout / LOCK) == ModelsLock()
    assert "preload_from_hub" not in desk.head()


def test_an_account_that_may_create_no_space_is_told(desk: Desk) -> None:
    desk.maintainer.hub.fault("POST /api/repos/create", "status", status=402, times=99)
    told = desk.refused("push")
    assert "유료 계정이 필요하다고 합니다(402" in told
    assert "ZeroGPU" in told


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        ({"token": None}, "HF_TOKEN"),
        ({"token": "hf_bob"}, "올릴 수 없습니다"),
        ({"hardware": "abacus"}, "Space 하드웨어가 아닙니다"),
        ({"release": "newest"}, "판 번호가 아닙니다"),
    ],
)
def test_a_wrong_request_is_told_and_nothing_is_created(desk: Desk, arguments: dict[str, Any], told: str) -> None:
    assert told in desk.refused("push", **arguments)
    assert desk.maintainer.repositories() == []


def test_a_front_matter_that_the_hub_refuses_is_told(desk: Desk) -> None:
    readme = desk.checkout / "README.md"
    text = readme.read_text(encoding="utf-8")
    readme.write_text(text.replace("colorFrom: red", "colorFrom: mauve"), encoding="utf-8")
    told = desk.refused("push")
    assert "머리말을 받지 않습니다" in told
    assert "colorFrom" in told


def test_a_folder_that_is_no_checkout_is_told(desk: Desk, tmp_path: Path) -> None:
    desk.checkout = tmp_path / "elsewhere"
    (desk.checkout / LOCK).parent.mkdir(parents=True)
    (desk.checkout / "README.md").write_text("---\nsdk: gradio\n---\n")
    assert "git 저장소가 아닙니다" in desk.refused("push")


def test_a_token_in_a_tracked_file_never_leaves(desk: Desk) -> None:
    (desk.checkout / "app.py").write_text(f"token = {TOKEN!r}\n")
    assert "app.py에 토큰이 들어 있습니다" in desk.refused("push")
    assert desk.maintainer.repositories() == []


def command(maintainer: Maintainer, home: Path, arguments: Sequence[str]) -> subprocess.CompletedProcess[str]:
    inherited = {key: value for key, value in os.environ.items() if not key.startswith(("HF_", "HANMADI_"))}
    settings = maintainer.hub.environment(home) | {"HF_TOKEN": TOKEN, "PYTHONPATH": str(ROOT), "COLUMNS": "200"}
    program = [sys.executable, "-m", "pipeline", *arguments]
    return subprocess.run(program, env=inherited | settings, capture_output=True, text=True, timeout=120)


def test_going_back_is_one_command(desk: Desk, run: Path, tiny: TinyModel, tmp_path: Path) -> None:
    maintainer = desk.maintainer
    maintainer.published(run)
    maintainer.published(another(tiny, tmp_path / "awards", "awards", "gguf.quants=[Q8_0]"))
    options = ["--namespace", maintainer.namespace, "--checkout", str(desk.checkout)]
    done = command(maintainer, tmp_path / "home", ["space", "pin", "v1.0.0", "--push", *options])
    assert done.returncode == 0, done.stderr
    assert "v1.0.0" in done.stdout
    pinned = desk.lock(tmp_path).tasks["awards"].gguf
    assert pinned
    assert (pinned.revision, pinned.file) == ("v1.0.0", "hanmadi-awards-Q5_K_M.gguf")
    failed = command(maintainer, tmp_path / "home", ["space", "pin", "v9.0.0", *options])
    assert failed.returncode == 1
    assert "v9.0.0 판이 없습니다" in failed.stderr
    assert "Traceback" not in failed.stderr
    assert TOKEN not in done.stdout + done.stderr + failed.stderr


def test_the_shipped_front_matter_is_one_that_zero_gpu_starts() -> None:
    head = front_matter.read((ROOT / "README.md").read_text(encoding="utf-8"))
    assert head["sdk"] == "gradio"
    assert head["python_version"] == "3.12.12"
    assert head["suggested_hardware"] == "zero-a10g"
    assert len(head["short_description"]) <= 60
    colours = {"red", "yellow", "green", "blue", "indigo", "purple", "pink", "gray"}
    assert {head["colorFrom"], head["colorTo"]} <= colours
    assert (ROOT / head["app_file"]).is_file()
    gradio = next(
        line for line in (ROOT / "requirements-app.txt").read_text().splitlines() if line.startswith("gradio")
    )
    assert gradio.endswith(f"=={head['sdk_version']}")


def test_a_head_is_changed_key_by_key() -> None:
    head = "title: 한마디\npreload_from_hub:\n- old a b\n- older\nsdk: gradio # why\n"
    text = f"---\n{head}---\n\n# Body\n---\npreload_from_hub: x\n"
    changed = front_matter.update(text, {"preload_from_hub": ["me/a b,c 0123"], "suggested_hardware": "cpu-basic"})
    assert yaml.safe_load(changed.split("---\n")[1]) == {
        "title": "한마디",
        "preload_from_hub": ["me/a b,c 0123"],
        "sdk": "gradio",
        "suggested_hardware": "cpu-basic",
    }
    assert "sdk: gradio # why\n" in changed
    assert changed.endswith("---\n\n# Body\n---\npreload_from_hub: x\n")
    assert front_matter.update(changed, {"preload_from_hub": ["me/a b,c 0123"]}) == changed
    assert "preload_from_hub" not in front_matter.read(front_matter.update(changed, {"preload_from_hub": []}))
