"""Training rows: ours, and those of a public set in the same columns."""

from __future__ import annotations

import json
import logging
import os
import subprocess
import sys
from itertools import islice
from pathlib import Path

import pytest

from pipeline.errors import HanmadiError
from pipeline.tasks.summaries import corpus
from pipeline.tasks.summaries.task import summaries


def public_set(folder: Path, subsets: dict[str, list[dict[str, str | None]]]) -> Path:
    """A data set of several subsets, as the Hub lays them out."""
    configs = []
    for name, rows in subsets.items():
        (folder / f"{name}.jsonl").write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows))
        configs.append(f"- config_name: {name}\n  data_files:\n  - split: train\n    path: {name}.jsonl\n")
    (folder / "README.md").write_text("---\nconfigs:\n" + "".join(configs) + "---\n")
    return folder


def row(number: int, **other: str | None) -> dict[str, str | None]:
    return {
        "instruction": "다음 글을 요약하시오",
        "input": f"{number}번 글이다.",
        "output": f"{number}번 요약이다.",
    } | other


def test_our_rows_are_whole() -> None:
    rows = list(corpus.own_examples())
    assert len({example.scenario for example in rows}) == len(rows) >= 40
    for example in rows:
        assert example.messages[0]["content"].startswith("다음 글을 요약해주세요:\n")
        assert 60 < len(example.completion) < len(example.messages[0]["content"])


def test_no_test_text_is_trained_on() -> None:
    trained = {example.messages[0]["content"].split("\n", 1)[1] for example in corpus.own_examples()}
    tested = {row["text"] for name in ("test_a", "test_b", "test_c") for row in corpus.read_rows(name)}
    assert len(tested) == 150
    assert not trained & tested


def test_subsets_take_turns_and_rows_stay_as_they_are(tmp_path: Path) -> None:
    repo = str(public_set(tmp_path, {"one": [row(1), row(2)], "two": [row(3)]}))
    rows = list(corpus.public_examples(repo))
    assert [example.completion for example in rows] == ["1번 요약이다.", "3번 요약이다.", "2번 요약이다."]
    assert rows[0].messages[0]["content"] == "다음 글을 요약하시오:\n1번 글이다."
    assert all(example.scenario.startswith(corpus.PUBLIC_SCENARIO) for example in rows)
    assert len({example.scenario for example in rows}) == 3


def test_empty_rows_are_left_out_and_instructions_mended(tmp_path: Path) -> None:
    rows = [row(1, output=""), row(2, input=None), row(3, instruction="요약:"), row(4, instruction=None)]
    found = list(corpus.public_examples(str(public_set(tmp_path, {"one": rows}))))
    assert [example.messages[0]["content"] for example in found] == [
        "요약:\n3번 글이다.",
        "다음 글을 요약해주세요:\n4번 글이다.",
    ]


def test_so_many_of_each_subset(tmp_path: Path) -> None:
    repo = str(public_set(tmp_path, {"one": [row(n) for n in range(9)], "two": [row(n) for n in range(50, 52)]}))
    assert len(list(corpus.public_examples(repo, per_subset=3))) == 5


def test_a_set_that_cannot_be_read_stops_the_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("HF_HUB_OFFLINE", raising=False)
    monkeypatch.setattr(corpus, "PUBLIC", str(tmp_path / "nowhere"))
    rows = summaries.corpus()
    ours = len(list(corpus.own_examples()))
    assert len(list(islice(iter(rows), ours))) == ours
    with pytest.raises(HanmadiError) as caught:
        list(corpus.public_examples(str(tmp_path)))
    assert "HF_HUB_OFFLINE" in caught.value.do


def test_no_network_is_told_in_korean() -> None:
    """In a process of its own: huggingface_hub reads its address when it is imported."""
    code = (
        "from pipeline.errors import HanmadiError\n"
        "from pipeline.tasks.summaries import corpus\n"
        "try:\n    list(corpus.public_examples())\n"
        "except HanmadiError as error:\n    print(error)"
    )
    nobody = {name: value for name, value in os.environ.items() if name != "HF_HUB_OFFLINE"}
    nobody["HF_ENDPOINT"] = "http://127.0.0.1:9"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, env=nobody)
    assert done.returncode == 0, done.stderr[-2000:]
    assert corpus.PUBLIC in done.stdout
    assert "인터넷 연결을 확인해 주세요" in done.stdout


def test_offline_only_our_own_and_it_is_said(monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture) -> None:
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    with caplog.at_level(logging.WARNING):
        rows = list(summaries.corpus())
    assert len(rows) == len(list(corpus.own_examples()))
    assert corpus.PUBLIC in caplog.text
