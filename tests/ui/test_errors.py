"""What a person reads when something goes wrong, and what the log keeps of it."""

from __future__ import annotations

import logging
from collections.abc import Iterator

import gradio as gr
import pytest

from pipeline.errors import HanmadiError, InvalidInput
from pipeline.ui.errors import first_problem, guarded

SECRET = "어머니 박영순의 비밀"


def test_our_own_errors_are_shown_word_for_word() -> None:
    @guarded
    def handler() -> None:
        raise HanmadiError("글꼴이 없습니다.", "설치해 주세요.")

    with pytest.raises(gr.Error) as shown:
        handler()
    assert shown.value.message == "글꼴이 없습니다. 설치해 주세요."


def test_a_defect_shows_a_number_and_logs_the_place_but_no_text(caplog: pytest.LogCaptureFixture) -> None:
    @guarded
    def handler(text: str) -> None:
        raise RuntimeError(text)

    with caplog.at_level(logging.DEBUG), pytest.raises(gr.Error) as shown:
        handler(SECRET)
    assert "쓰신 내용은 그대로" in shown.value.message
    number = shown.value.message.split("오류 번호 ")[1].rstrip(")")
    assert number in caplog.text
    assert "RuntimeError" in caplog.text
    assert "handler" in caplog.text
    assert SECRET not in caplog.text + shown.value.message


def test_a_generator_is_guarded_to_its_last_step() -> None:
    @guarded
    def handler() -> Iterator[int]:
        yield 1
        raise HanmadiError("끊겼습니다.")

    steps = handler()
    assert next(steps) == 1
    with pytest.raises(gr.Error, match="끊겼습니다"):
        next(steps)


def test_a_validator_marks_the_field_that_is_wrong() -> None:
    def check() -> None:
        raise InvalidInput("recipient", "비어 있습니다.")

    problems = first_problem(["request", "recipient"], check)
    assert [problem["is_valid"] for problem in problems] == [True, False]
    assert problems[1]["message"] == "비어 있습니다."


def test_a_validator_leaves_defects_to_the_handler_and_prints_nothing(
    capsys: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    def check() -> None:
        raise KeyError(SECRET)

    assert all(problem["is_valid"] for problem in first_problem(["request"], check))
    printed = capsys.readouterr()
    assert SECRET not in printed.out + printed.err + caplog.text
