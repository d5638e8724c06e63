"""Publishing a run: what arrives on the Hub, under which tag, and that the same run again changes nothing."""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from pipeline.training.stages import hash_files
from tests.hub_server import TOKEN
from tests.publishing import finished_run
from tests.publishing.conftest import ROOT, Maintainer
from tests.tiny_model import ANSWERS, OPENING, TinyModel

READ = """
import json, sys
from datasets import load_dataset

rows = {split: table.to_list() for split, table in load_dataset(sys.argv[1], revision="v1.0.0").items()}
print(json.dumps(rows, ensure_ascii=False))
"""


@pytest.fixture
def name(maintainer: Maintainer) -> str:
    return f"{maintainer.namespace}/hanmadi-awards"


def python(maintainer: Maintainer, home: Path, arguments: list[str], **environment: str) -> str:
    """The output of Python with ``arguments`` on a visitor's machine whose cache is ``home``."""
    inherited = {key: value for key, value in os.environ.items() if not key.startswith(("HF_", "HANMADI_"))}
    settings = {**maintainer.hub.environment(home), "PYTHONPATH": str(ROOT), "HANMADI_CACHE": str(home), **environment}
    if maintainer.transport == "xet":
        del settings["HF_HUB_DISABLE_XET"]
    program = [sys.executable, *arguments]
    done = subprocess.run(program, env=inherited | settings, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.mark.over_xet_too
def test_a_release_is_on_three_repositories_and_the_same_run_again_changes_nothing(
    maintainer: Maintainer, run: Path, name: str
) -> None:
    release = maintainer.published(run)
    assert release["tag"] == "v1.0.0"
    assert maintainer.tags() == {repo: {"v1.0.0": commit} for repo, commit in release["commits"].items()}
    assert set(release["commits"]) == {name, f"{name}-GGUF", f"{name}-data"}
    maintainer.hub.clear()
    assert maintainer.published(run) == release
    assert not [request for request in maintainer.hub.requests() if request.startswith(("POST", "PUT"))]
    assert maintainer.history(name) == ["Release v1.0.0", "initial commit"]


@pytest.mark.over_xet_too
def test_what_is_downloaded_is_what_the_run_made(maintainer: Maintainer, run: Path, name: str, tmp_path: Path) -> None:
    maintainer.published(run)
    home = tmp_path / "home"
    hf = [str(Path(sys.executable).with_name("hf")), "download", "--revision", "v1.0.0"]
    script = f"import subprocess; [subprocess.run([*{hf}, repo, '--local-dir', repo], check=True) for repo in "
    python(maintainer, home, ["-c", f"import os; os.chdir({str(tmp_path)!r}); {script}{[name, name + '-GGUF']}]"])
    made = hash_files(run / "merge" / "model")
    got = hash_files(tmp_path / name)
    assert {path: got[path] for path in made} == made
    assert set(got) - set(made) - {path for path in got if path.startswith(".cache")} == {
        ".gitattributes",
        "README.md",
        "LICENSE",
        "recipe.yaml",
    }
    quants = {path: digest for path, digest in hash_files(tmp_path / f"{name}-GGUF").items() if path.endswith(".gguf")}
    assert quants == {path: digest for path, digest in hash_files(run / "gguf").items() if path.endswith(".gguf")}

    rows = json.loads(python(maintainer, home, ["-c", READ, f"{name}-data"]))
    assert set(rows) == {"train", "test"}, "the empty validation split is left out"
    assert [row["completion"][0]["content"] for row in rows["train"]] == list(ANSWERS.values())
    assert rows["train"][0]["prompt"] == [{"role": "user", "content": OPENING + next(iter(ANSWERS))}]


def test_the_app_serves_the_release_of_a_namespace(
    maintainer: Maintainer, run: Path, name: str, tmp_path: Path
) -> None:
    release = maintainer.published(run)
    probe = ROOT / "tests" / "serving" / "catalog_probe.py"
    question, answer = next(iter(ANSWERS.items()))
    arguments = [str(probe), OPENING + question]
    told = python(maintainer, tmp_path / "home", arguments, HANMADI_NAMESPACE=maintainer.namespace, HANMADI_THREADS="1")
    report: dict[str, Any] = json.loads(told)
    state = report["states"]["awards"]
    assert report["answers"]["awards"] == answer
    assert (state["source"], state["repo"]) == ("namespace", f"{name}-GGUF")
    assert state["revision"] == release["commits"][f"{name}-GGUF"]
    assert state["sha256"] == hashlib.sha256((run / "gguf" / state["file"]).read_bytes()).hexdigest()


def test_the_examples_of_the_cards_run(maintainer: Maintainer, run: Path, name: str, tmp_path: Path) -> None:
    """Copied from the cards as a visitor would: llama.cpp, transformers and datasets read what was published."""
    maintainer.published(run)
    cards = [(run / "publish" / folder / "README.md").read_text(encoding="utf-8") for folder in ("gguf", "data")]
    examples = [code for card in cards for code in re.findall(r"```python\n(.*?)```", card, re.DOTALL)]
    assert len(examples) == 3
    with ThreadPoolExecutor() as pool:
        homes = [tmp_path / str(number) for number in range(len(examples))]
        told = list(pool.map(lambda code, home: python(maintainer, home, ["-c", code]), examples, homes))
    by_llama_cpp, by_transformers, rows = told
    assert by_llama_cpp == by_transformers, "the same greedy answer to the same prompt"
    assert by_llama_cpp.strip()
    question, answer = next(iter(ANSWERS.items()))
    assert rows == f"{OPENING}{question}\n{answer}\n"


def test_another_model_is_the_next_release_and_takes_old_files_away(
    maintainer: Maintainer, tiny: TinyModel, run: Path, name: str, tmp_path: Path
) -> None:
    first = maintainer.published(run)
    fewer = finished_run.make(tmp_path / "fewer", tiny, overrides=("gguf.quants=[Q5_K_M]",))
    second = maintainer.published(fewer)
    assert second["tag"] == "v1.1.0"
    files = maintainer.hub.api.list_repo_files
    assert [file for file in files(f"{name}-GGUF") if file.endswith(".gguf")] == ["hanmadi-awards-Q5_K_M.gguf"]
    assert len([file for file in files(f"{name}-GGUF", revision="v1.0.0") if file.endswith(".gguf")]) == 3
    tags = maintainer.tags()
    assert tags[f"{name}-GGUF"] == {
        "v1.0.0": first["commits"][f"{name}-GGUF"],
        "v1.1.0": second["commits"][f"{name}-GGUF"],
    }
    assert all(set(named) == {"v1.0.0", "v1.1.0"} for named in tags.values())


def test_rows_of_a_public_set_are_named_and_not_published_again(
    maintainer: Maintainer, tiny: TinyModel, name: str, tmp_path: Path
) -> None:
    public = finished_run.PUBLIC_ROW
    folder = finished_run.make(tmp_path / "mixed", tiny, extra_rows=(public,))
    maintainer.published(folder)
    rows = json.loads(python(maintainer, tmp_path / "home", ["-c", READ, f"{name}-data"]))
    assert [row["scenario"] for row in rows["train"]] == list(ANSWERS)
    card = Path(maintainer.hub.api.hf_hub_download(name, "README.md", cache_dir=tmp_path / "cache")).read_text()
    assert "someone/llama_ko_smr" in card
    assert "0123456789abcdef0123456789abcdef01234567" in card
    assert public.completion not in card


def test_a_dry_run_shows_every_file_and_byte_and_uploads_nothing(maintainer: Maintainer, run: Path, name: str) -> None:
    shown = maintainer.publish(run, token=None, dry_run=True)
    assert shown["error"] is None
    size = (run / "gguf" / "hanmadi-awards-Q5_K_M.gguf").stat().st_size
    assert f"{name}-GGUF" in shown["shown"]
    line = next(line for line in shown["shown"].splitlines() if "hanmadi-awards-Q5_K_M.gguf" in line)
    assert f"{size:,}" in line
    assert "새 파일" in line
    assert "v1.0.0" in shown["shown"]
    assert maintainer.tags() == {}

    maintainer.published(run)
    shown = maintainer.publish(run, dry_run=True)
    assert "올릴 것은 모두 0바이트" in shown["shown"]
    assert "새 파일" not in shown["shown"]


def test_a_dataset_can_be_kept_private(maintainer: Maintainer, tiny: TinyModel, name: str, tmp_path: Path) -> None:
    release = maintainer.published(finished_run.make(tmp_path / "own", tiny, overrides=("publish.dataset=false",)))
    assert set(release["commits"]) == {name, f"{name}-GGUF"}


def test_a_named_release(maintainer: Maintainer, run: Path, tiny: TinyModel, tmp_path: Path) -> None:
    assert maintainer.published(run, release="v2.0.0")["tag"] == "v2.0.0"
    assert maintainer.published(run, release="v2.0.0")["tag"] == "v2.0.0"
    other = finished_run.make(tmp_path / "other", tiny, overrides=("gguf.quants=[Q5_K_M]",))
    assert "v2.0.0에는 이미 다른 내용이" in maintainer.refused(other, release="v2.0.0")
    assert "판 번호가 아닙니다" in maintainer.refused(run, release="새것")
    assert maintainer.published(other)["tag"] == "v2.1.0"


def test_what_stands_in_the_way_is_told_before_anything_is_created(maintainer: Maintainer, run: Path) -> None:
    team = maintainer.namespace
    assert "HF_TOKEN" in maintainer.refused(run, token=None)
    assert "토큰을 받아 주지 않습니다(401" in maintainer.refused(run, token="hf_nobody")
    assert f"{team}에 올릴 수 없습니다" in maintainer.refused(run, token="hf_bob")
    assert "쓰기 권한이 없습니다" in maintainer.refused(run, token="hf_carol", namespace="carol")
    (run / "publish").mkdir(exist_ok=True)
    shutil.copy(run / "recipe.yaml", run / "recipe.before")
    with (run / "recipe.yaml").open("a") as file:
        file.write(f"# {TOKEN}\n")
    assert "토큰이 들어 있습니다" in maintainer.refused(run)
    (run / "recipe.before").replace(run / "recipe.yaml")
    weights = run / "merge" / "model" / "model.safetensors"
    damaged = bytearray(weights.read_bytes())
    damaged[-1] ^= 1
    weights.write_bytes(damaged)
    assert "검사 뒤에 바뀌었습니다" in maintainer.refused(run)
    shutil.rmtree(run / "evaluate")
    assert "evaluate 단계가 끝나지 않았습니다" in maintainer.refused(run)
    assert maintainer.tags() == {}


def test_a_gate_that_saw_other_files_does_not_count(maintainer: Maintainer, run: Path, tiny: TinyModel) -> None:
    shutil.rmtree(run / "gguf")
    merge = finished_run.identity(run / "merge")
    finished_run.stage(
        run, "gguf", {"merge": merge}, lambda out: shutil.copy(tiny.q8, out / "hanmadi-awards-Q8_0.gguf")
    )
    assert "검사를 통과한 것이 아닙니다" in maintainer.refused(run)
