"""Which source serves a task, without any Hub."""

from __future__ import annotations

import queue
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from pipeline.errors import EngineError
from pipeline.serving.catalog import Catalog
from pipeline.serving.engine import Options
from pipeline.settings import TASKS, Settings
from tests.tiny_model import ANSWERS, ENDLESS, TinyModel, ask

QUESTION, ANSWER = next(iter(ANSWERS.items()))
NOWHERE = "http://127.0.0.1:9"
OFFLINE = "모델 없이 오프라인 작성기가 씁니다."


@contextmanager
def served(tmp_path: Path, *, starter: Path | None = None, lock: str = "", **environment: str) -> Iterator[Catalog]:
    lock_file, folder = tmp_path / "models.lock", tmp_path / "starter"
    lock_file.write_text(lock)
    folder.mkdir(exist_ok=True)
    if starter:
        (folder / starter.name).symlink_to(starter)
    settings = Settings.from_environment(
        {"HANMADI_CACHE": str(tmp_path / "cache"), "HANMADI_THREADS": "1", **environment}
    )
    catalog = Catalog(settings, lock_file=lock_file, starter=folder)
    catalog.start()
    assert catalog.wait(60)
    yield catalog
    catalog.close()


def test_without_anything_every_task_is_offline(tmp_path: Path) -> None:
    with served(tmp_path) as catalog:
        for task in TASKS:
            state = catalog.state(task)
            assert catalog.engine(task) is None
            assert (state.source, state.engine, state.notice) == ("offline", "offline", OFFLINE)


def test_what_the_repository_ships_needs_no_hub() -> None:
    catalog = Catalog(Settings())
    catalog.start()
    assert catalog.wait(60)
    for task in TASKS:
        assert catalog.state(task).source in ("starter", "offline")
    catalog.close()


def test_before_it_starts_every_task_is_offline() -> None:
    catalog = Catalog(Settings())
    assert not catalog.settled
    assert [catalog.state(task).notice for task in TASKS] == [OFFLINE] * len(TASKS)


def test_an_endpoint_comes_first_then_a_model_then_the_starter(tmp_path: Path, tiny: TinyModel) -> None:
    with served(
        tmp_path,
        starter=tiny.q8,
        HANMADI_AWARDS_ENDPOINT=NOWHERE,
        HANMADI_AWARDS_MODEL=str(tiny.gguf),
        HANMADI_NAMING_MODEL=str(tiny.gguf),
    ) as catalog:
        states = {task: catalog.state(task) for task in TASKS}
        assert [states[task].source for task in TASKS] == ["endpoint", "model", "starter"]
        assert [states[task].engine for task in TASKS] == ["remote", "gguf", "gguf"]
        assert [states[task].file for task in TASKS] == ["", tiny.gguf.name, tiny.q8.name]
        assert states["awards"].notice == "127.0.0.1 서버의 모델이 씁니다."
        assert states["naming"].notice == f"{tiny.gguf.name} 모델이 씁니다."
        engine = catalog.engine("naming")
        assert engine is not None
        assert "".join(engine.stream(ask(QUESTION), Options(max_tokens=80))) == ANSWER


def test_the_words_starter_and_offline_are_orders(tmp_path: Path, tiny: TinyModel) -> None:
    with served(
        tmp_path,
        starter=tiny.q8,
        HANMADI_NAMESPACE="somebody",
        HANMADI_AWARDS_MODEL="offline",
        HANMADI_NAMING_MODEL="starter",
        HANMADI_SUMMARIES_MODEL="starter",
    ) as catalog:
        assert [catalog.state(task).source for task in TASKS] == ["offline", "starter", "starter"]
        assert catalog.state("awards").notice == OFFLINE
        assert "HANMADI_AWARDS_MODEL" in catalog.state("awards").why
        assert catalog.engine("naming") is catalog.engine("summaries")  # one file, one model in memory


@pytest.mark.parametrize(("text", "awards"), [('{"default": ["awards"]}', "starter"), ('{"default"', "offline")])
def test_the_starter_serves_what_it_is_good_at_and_whatever_asks_for_it(
    tmp_path: Path, tiny: TinyModel, text: str, awards: str
) -> None:
    (tmp_path / "starter").mkdir()
    (tmp_path / "starter" / "starter.json").write_text(text)
    with served(tmp_path, starter=tiny.q8, HANMADI_SUMMARIES_MODEL="starter") as catalog:
        found = {task: catalog.state(task).source for task in TASKS}
        assert found == {"awards": awards, "naming": "offline", "summaries": "starter"}


def test_a_source_that_fails_gives_way_and_is_named(tmp_path: Path, tiny: TinyModel) -> None:
    junk = tmp_path / "junk.gguf"
    junk.write_bytes(b"GGUF and no more")
    with served(
        tmp_path,
        starter=tiny.q8,
        HANMADI_AWARDS_ENDPOINT="not an address",
        HANMADI_AWARDS_MODEL=str(junk),
        HANMADI_NAMING_MODEL=str(tmp_path / "missing.gguf"),
    ) as catalog:
        awards, naming = catalog.state("awards"), catalog.state("naming")
        assert awards.source == naming.source == "starter"
        assert "junk.gguf" in awards.notice
        assert "지금은 tiny-Q8_0.gguf 모델이 씁니다." in awards.notice
        assert str(tmp_path) not in naming.notice  # visitors read it


def test_a_folder_means_its_best_file(tmp_path: Path, tiny: TinyModel) -> None:
    folder = tmp_path / "models"
    folder.mkdir()
    (folder / "m-BF16.gguf").write_bytes(b"junk")
    (folder / "m-Q8_0.gguf").symlink_to(tiny.q8)
    with served(tmp_path, HANMADI_AWARDS_MODEL=str(folder), HANMADI_NAMING_MODEL=str(tmp_path / "starter")) as catalog:
        assert catalog.state("awards").file == "m-Q8_0.gguf"
        assert "starter 폴더에" in catalog.state("naming").notice


def test_merged_safetensors_on_a_path_are_served_too(tmp_path: Path, tiny: TinyModel) -> None:
    with served(tmp_path, HANMADI_AWARDS_MODEL=str(tiny.merged)) as catalog:
        assert catalog.state("awards").engine == "transformers"
        engine = catalog.engine("awards")
        assert engine is not None
        assert "".join(engine.stream(ask(QUESTION), Options(max_tokens=80))) == ANSWER


def test_a_broken_lock_stops_nothing(tmp_path: Path, tiny: TinyModel) -> None:
    with served(tmp_path, starter=tiny.q8, lock='{"tasks": {"awards": {"typo": 1}}}') as catalog:
        assert catalog.state("awards").source == "starter"
        assert "typo" in catalog.state("awards").notice


def test_a_closed_catalog_ends_what_is_under_way(tmp_path: Path, tiny: TinyModel) -> None:
    with served(tmp_path, HANMADI_AWARDS_MODEL=str(tiny.gguf)) as catalog:
        engine = catalog.engine("awards")
        assert engine is not None
        begun = threading.Event()
        ends: queue.SimpleQueue[str] = queue.SimpleQueue()

        def work() -> None:
            try:
                for _ in engine.stream(ask(QUESTION), ENDLESS):
                    begun.set()
                ends.put("answered to the end")
            except EngineError as error:
                ends.put(error.what)

        threading.Thread(target=work, daemon=True).start()
        assert begun.wait(10)
        catalog.close()
        assert "닫" in ends.get(timeout=10)
        assert catalog.engine("awards") is None
