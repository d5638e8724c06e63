"""The small model that ships with the repository: it is there, it is small, it opens, and it invents nothing."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from pipeline.serving.catalog import STARTER, Catalog
from pipeline.settings import TASKS, Settings
from pipeline.tasks.awards.request import understand
from pipeline.tasks.awards.task import awards, write_awards
from pipeline.tasks.task import AnswerFormatError

REQUESTS = (
    "우리 엄마가 33년 동안 새벽마다 도시락을 싸 주셨어요. 딸이 드리는 감사장",
    "3학년 2반 이서준이 줄넘기를 412번 해냈어요",
    "김도윤 대리가 밤새 서버를 고쳤습니다. 개발팀이 주는 웃긴 상장",
)


def test_it_fits_and_says_what_it_serves() -> None:
    files = [file for file in STARTER.rglob("*") if file.is_file()]
    assert sum(file.stat().st_size for file in files) <= 40_000_000
    assert len(list(STARTER.glob("*.gguf"))) == 1
    assert set(json.loads((STARTER / "starter.json").read_text())["default"]) <= set(TASKS)


def _reads(text: str) -> bool:
    try:
        return all(awards.parse(text).as_dict().values())
    except AnswerFormatError:
        return False


@pytest.mark.slow
def test_whoever_asks_for_it_gets_it_and_no_fact_is_lost(tmp_path: Path) -> None:
    settings = Settings.from_environment(
        {"HANMADI_CACHE": str(tmp_path), "HANMADI_THREADS": "1", "HANMADI_AWARDS_MODEL": "starter"}
    )
    catalog = Catalog(settings, lock_file=tmp_path / "models.lock")
    catalog.start()
    assert catalog.wait(60)
    try:
        state, engine = catalog.state("awards"), catalog.engine("awards")
        assert state.source == "starter"
        assert engine
        for text in REQUESTS:
            request = understand(text)
            _, written, _ = write_awards(request, engine, 3)
            assert [awards.check(request, award) for award in written] == [[], [], []]
        raw = ("".join(engine.stream(awards.messages(understand(text)), awards.options)) for text in REQUESTS)
        assert any(_reads(text) for text in raw)
    finally:
        catalog.close()
