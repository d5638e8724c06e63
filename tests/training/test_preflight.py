"""Before any work: everything that stands in the way is told at once, each with what to do."""

from __future__ import annotations

import shutil
from collections import namedtuple
from pathlib import Path
from typing import Any

import pytest

from pipeline.errors import HanmadiError
from pipeline.training import preflight, recipe
from pipeline.training.recipe import Recipe
from tests.training.conftest import small_recipe

GIB = preflight.GIB
GEMMA_2_2B = 5_228_717_512  # bytes of its 16-bit weights


def test_what_a_real_model_needs(tmp_path: Path) -> None:
    needs = preflight.estimate(recipe.load("summaries-gemma-2-2b"), tmp_path, GEMMA_2_2B)
    assert needs.disk["base"] == needs.disk["merge"] == GEMMA_2_2B
    assert needs.disk["gguf"] == pytest.approx(GEMMA_2_2B * (1 + 0.32 + 0.37 + 0.54), rel=0.01)
    assert 11 * GIB < needs.memory < 13 * GIB, "the reference of the gate is in float32"
    assert 3 * GIB < needs.gpu < 5 * GIB


def test_a_finished_stage_needs_no_more_room(tmp_path: Path, finished: Path) -> None:
    needs = preflight.estimate(small_recipe(), finished, GEMMA_2_2B)
    assert needs.disk == {}


def test_everything_in_the_way_is_told_at_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    usage = namedtuple("usage", "total used free")
    monkeypatch.setattr(shutil, "disk_usage", lambda path: usage(1, 1, 1000))
    monkeypatch.setattr(preflight, "base_bytes", lambda base, token: 20 * GEMMA_2_2B)
    monkeypatch.setattr(preflight, "_gpu_bytes", lambda: 0)
    with pytest.raises(HanmadiError) as caught:
        preflight.check(recipe.load("summaries-gemma-2-2b"), tmp_path / "run", None, namespace="me")
    for words in ("디스크가 모자랍니다", "메모리가 모자랍니다", "쓸 수 있는 GPU가 없습니다", "토큰이 없습니다"):
        assert words in caught.value.what
    assert all(f"({number})" in caught.value.do for number in (1, 2, 3, 4))
    assert not (tmp_path / "run").exists()


def test_a_gpu_that_is_too_small_and_training_without_one(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(preflight, "base_bytes", lambda base, token: GEMMA_2_2B)
    monkeypatch.setattr(preflight, "_gpu_bytes", lambda: 2 * GIB)
    chosen = recipe.load("summaries-gemma-2-2b")
    with pytest.raises(HanmadiError, match=r"비어 있는 GPU 메모리는 2\.0GiB"):
        preflight.check(chosen, tmp_path, None)
    preflight.check(chosen, tmp_path, None, cpu=True)


def test_a_tiny_run_needs_neither_gpu_nor_hub(tmp_path: Path) -> None:
    needs = preflight.check(small_recipe(), tmp_path, None)
    assert needs.gpu == 0
    assert sum(needs.disk.values()) < GIB


def test_a_local_folder_that_holds_no_model(tmp_path: Path) -> None:
    with pytest.raises(HanmadiError, match=r"config\.json"):
        preflight.check(small_recipe(f"base.model={tmp_path}"), tmp_path, None)


def test_a_local_base_is_known_by_its_bytes(finished: Path, tmp_path: Path) -> None:
    folder = tmp_path / "base"
    shutil.copytree(finished / "base", folder)
    before = preflight.identify_base(folder)
    (folder / "config.json").write_text((folder / "config.json").read_text().replace("32", "64", 1))
    assert preflight.identify_base(folder) != before
    assert preflight.fetch_base(local(folder).base, None) == folder


def local(folder: Path) -> Recipe:
    return small_recipe(f"base.model={folder}")


class Hub:
    """Answers as huggingface_hub's client does, or raises what it raises."""

    def __init__(self, error: Exception | None = None, who: dict[str, Any] | None = None) -> None:
        self.error, self.who = error, who or {}

    def __call__(self, token: str | None = None) -> Hub:
        return self

    def auth_check(self, repository: str) -> None:
        if self.error:
            raise self.error

    def whoami(self) -> dict[str, Any]:
        return self.who


def hub_error(kind: str) -> Exception:
    import httpx2
    from huggingface_hub import errors

    response = httpx2.Response(403, request=httpx2.Request("GET", "https://huggingface.co/x"))
    if kind == "ConnectError":
        return httpx2.ConnectError("no route")
    error: Exception = getattr(errors, kind)("no", response=response)
    return error


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        ("GatedRepoError", "사용 조건에 아직 동의하지 않았습니다"),
        ("RepositoryNotFoundError", "없거나 볼 수 없습니다"),
        ("HfHubHTTPError", "받지 못했습니다"),
        ("ConnectError", "받지 못했습니다"),
    ],
)
def test_a_base_that_cannot_be_had(kind: str, words: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("huggingface_hub.HfApi", Hub(hub_error(kind)))
    with pytest.raises(HanmadiError, match=words):
        preflight.check(recipe.load("awards-gemma-2b"), tmp_path, "hf_x", cpu=True)


@pytest.mark.parametrize(
    ("role", "namespace", "words"),
    [
        ("write", "me", ""),
        ("write", "team", ""),
        ("write", "other", "other에 올릴 수 없습니다"),
        ("read", "me", "쓰기 권한"),
    ],
)
def test_a_token_must_be_able_to_write(
    role: str, namespace: str, words: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    who = {"name": "me", "orgs": [{"name": "team"}], "auth": {"accessToken": {"role": role}}}
    monkeypatch.setattr("huggingface_hub.HfApi", Hub(who=who))
    if words:
        with pytest.raises(HanmadiError, match=words) as caught:
            preflight.check(small_recipe(), tmp_path, "hf_secret", namespace=namespace)
        assert "hf_secret" not in str(caught.value)
    else:
        preflight.check(small_recipe(), tmp_path, "hf_secret", namespace=namespace)
