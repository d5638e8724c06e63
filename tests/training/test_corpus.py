"""The data stage: rows are kept whole or left out with a reason, and what is trained is what is served."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from pipeline.errors import HanmadiError, InvalidInput
from pipeline.serving.engine import Message
from pipeline.tasks.task import Example
from pipeline.training import corpus
from pipeline.training.chat import ChatFormat
from pipeline.training.recipe import Data
from pipeline.training.tiny import make_tokenizer
from tests.training.small_task import small

ROWS = list(small.corpus())
DATA = Data(max_tokens=1024, validation=0.0, test=0.0, near_duplicate=1.0)


@pytest.fixture(scope="module", params=["gemma2", "gemma4"])
def chat(request: pytest.FixtureRequest) -> ChatFormat:
    return ChatFormat.of_tokenizer(make_tokenizer(ROWS, request.param)[0])


@pytest.fixture(scope="module")
def gemma2() -> ChatFormat:
    return ChatFormat.of_tokenizer(make_tokenizer(ROWS, "gemma2")[0])


def example(prompt: str, answer: str, scenario: str = "") -> Example:
    return Example((Message(role="user", content=prompt),), answer, scenario)


def test_a_row_is_the_served_prompt_then_the_answer_with_its_end_of_turn(chat: ChatFormat) -> None:
    row = corpus.tokenize(ROWS[0], chat)
    prompt = chat.prompt_ids(ROWS[0].messages)
    assert row["input_ids"][: len(prompt)] == prompt
    assert row["labels"][: len(prompt)] == [corpus.IGNORED] * len(prompt)
    trained = [label for label in row["labels"] if label != corpus.IGNORED]
    assert row["input_ids"][len(prompt) :] == trained
    assert chat.decode(trained) == ROWS[0].completion + chat.end_of_turn
    assert len(chat.encode(chat.end_of_turn)) == 1
    assert row["input_ids"].count(chat.bos_id) == 1
    assert row["input_ids"][0] == chat.bos_id


def test_gemma_4s_generation_prompt_is_trained_as_it_is_served() -> None:
    """Its template opens an empty thinking channel for a new answer, but not in a finished conversation."""
    tokenizer = make_tokenizer(ROWS, "gemma4")[0]
    chat = ChatFormat.of_tokenizer(tokenizer)
    trained = chat.decode(corpus.tokenize(ROWS[0], chat)["input_ids"])
    assert f"<|turn>model\n<|channel>thought\n<channel|>{ROWS[0].completion}<turn|>" in trained
    finished = [*ROWS[0].messages, Message(role="assistant", content=ROWS[0].completion)]
    assert trained != chat.render(finished, False).rstrip("\n"), "the trap that this guards against is gone"


def test_what_becomes_of_bad_rows(gemma2: ChatFormat, tmp_path: Path) -> None:
    rows = [
        *ROWS,
        ROWS[0],
        example("", "답"),
        example("물음", " \n"),
        example("긴 물음 " * 400, "답"),
        example("아주 긴 물음 " * 200_000, "답"),
        example("<bos>끼워 넣은 표시", "답"),
        example("물음", "답<end_of_turn>또 답"),
    ]
    report = corpus.build(rows, gemma2, DATA, 0, tmp_path)
    assert report.rows_in == len(rows)
    assert report.dropped == {
        "duplicate": 1,
        "empty_prompt": 1,
        "empty_answer": 1,
        "too_long": 2,
        "marker_in_text": 2,
    }
    assert report.rows_in == sum(report.rows.values()) + sum(report.dropped.values())
    assert [row.completion for row in corpus.read(tmp_path, "train")] == [row.completion for row in ROWS]
    assert json.loads((tmp_path / "report.json").read_text())["examples"]["too_long"][0].endswith("tokens)")


def test_near_duplicates_are_left_out(gemma2: ChatFormat, tmp_path: Path) -> None:
    long = "위 사람은 맡은 일을 성실히 하여 모두에게 본보기가 되었으므로 이 상장을 수여합니다. " * 3
    rows = [
        example("상장을 써 줘", long),
        example("상장을 써  줘", long + "끝"),
        example("상장을 써 줘", "전혀 다른 답"),
    ]
    report = corpus.build(rows, gemma2, DATA.model_copy(update={"near_duplicate": 0.9}), 0, tmp_path)
    assert report.dropped == {"near_duplicate": 1}
    assert report.rows["train"] == 2


def test_a_scenario_is_never_split(gemma2: ChatFormat) -> None:
    rows = [example(f"물음 {number}", f"답 {number}", f"장면 {number % 10}") for number in range(50)]
    data = Data(max_tokens=1024, validation=0.2, test=0.3)
    splits = corpus.split(rows, data, seed=1)
    scenarios = {name: {row.scenario for row in part} for name, part in splits.items()}
    assert {name: len(found) for name, found in scenarios.items()} == {"train": 5, "validation": 2, "test": 3}
    assert not scenarios["train"] & (scenarios["test"] | scenarios["validation"])
    assert splits == corpus.split(rows, data, seed=1)
    assert splits != corpus.split(rows, data, seed=2)


def test_the_preview_marks_the_trained_span(chat: ChatFormat, tmp_path: Path) -> None:
    corpus.build(ROWS, chat, DATA, 0, tmp_path)
    first = (tmp_path / "preview.txt").read_text(encoding="utf-8").split("\n\n")[0]
    shown = first[first.index("⟦") + 1 : first.index("⟧")].replace("│", "")
    assert shown == ROWS[0].completion + chat.end_of_turn
    assert first.count("<bos>") == 1


def test_the_files_are_the_same_for_the_same_rows(gemma2: ChatFormat, tmp_path: Path) -> None:
    for name in ("one", "two"):
        corpus.build(ROWS, gemma2, DATA, 0, tmp_path / name)
    for file in (tmp_path / "one").iterdir():
        assert file.read_bytes() == (tmp_path / "two" / file.name).read_bytes()


def test_a_template_with_two_bos_is_refused(gemma2: ChatFormat, tmp_path: Path) -> None:
    doubled = replace(gemma2, render=lambda messages, generate: "<bos>" + gemma2.render(messages, generate))
    with pytest.raises(HanmadiError, match="BOS"):
        corpus.build(ROWS, doubled, DATA, 0, tmp_path)


def test_no_row_left_says_why(gemma2: ChatFormat, tmp_path: Path) -> None:
    with pytest.raises(HanmadiError, match="too_long"):
        corpus.build(ROWS, gemma2, DATA.model_copy(update={"max_tokens": 5}), 0, tmp_path)
    assert not list(tmp_path.iterdir())


def test_an_unknown_task_is_named() -> None:
    with pytest.raises(InvalidInput, match="poems"):
        corpus.load_task("poems")


def test_authored_test_rows_are_neither_trained_nor_watched() -> None:
    rows = [
        replace(example(f"사연 {number}", "답" * 9, f"s{number // 2}"), split="test" if number in {4, 9} else "train")
        for number in range(40)
    ]
    splits = corpus.split(rows, Data(max_tokens=9, validation=0.25, test=0.5), 0)
    assert {row.scenario for row in splits["test"]} == {"s2", "s4"}, (
        "whole scenarios, and no other however much is asked"
    )
    assert len({row.scenario for row in splits["validation"]}) == 5
    assert not {row.scenario for row in splits["train"]} & {
        row.scenario for row in splits["test"] + splits["validation"]
    }


def test_chance_decides_only_over_rows_that_no_author_placed() -> None:
    free = [example(f"사연 {number}", "답", f"f{number}") for number in range(20)]
    placed = [replace(example(f"글 {number}", "답", f"p{number}"), split="train") for number in range(20)]
    splits = corpus.split([*free, *placed], Data(max_tokens=9, validation=0.0, test=0.25), 0)
    assert len(splits["test"]) == 5
    assert all(row.split == "" for row in splits["test"])
