"""The Task: how a model is asked, how its answer is read, and when it is refused."""

from __future__ import annotations

import pytest

from pipeline.tasks.summaries.task import SummaryRequest, summaries
from pipeline.tasks.task import AnswerFormatError, answer
from tests.tasks.summaries.scripted import ScriptedEngine
from tests.tasks.summaries.texts import ARTICLE

GOOD = "한빛수도연구원이 상수도관의 누수를 소리로 찾는 공을 만들었다. 누수 57곳 가운데 51곳이 실제로 새고 있었다."


def test_the_prompt_is_instruction_colon_newline_text() -> None:
    messages = summaries.messages(SummaryRequest("글이다."))
    assert [message["role"] for message in messages] == ["user"]
    assert messages[0]["content"] == "다음 글을 요약해주세요:\n글이다."


def test_training_rows_and_served_requests_have_the_same_prompt() -> None:
    from pipeline.tasks.summaries.corpus import own_examples, read_rows

    for row, example in zip(read_rows("train"), own_examples(), strict=True):
        assert list(example.messages) == summaries.messages(SummaryRequest(row["text"]))
        assert example.completion == row["summary"]
        assert summaries.check(SummaryRequest(row["text"]), summaries.parse(example.completion)) == []


def test_lengths_guidance_and_merging_are_said() -> None:
    contents = {
        summaries.messages(SummaryRequest("글이다.", length, merging=merging))[0]["content"]
        for length in ("짧게", "보통", "길게")
        for merging in (False, True)
    }
    assert len(contents) == 6
    guided = summaries.messages(SummaryRequest("글이다.", guidance=("가.", "나.")))[0]["content"]
    assert guided.endswith("글이다.\n\n핵심 문장:\n- 가.\n- 나.")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("요약: 값이 내렸다.", "값이 내렸다."),
        ("**요약문:**\n값이 내렸다.", "값이 내렸다."),
        ("- 값이 내렸다.\n- 양이 늘었다.", "값이 내렸다. 양이 늘었다."),
        ("1. 값이 내렸다.\n\n2. 양이 늘었다.\n", "값이 내렸다. 양이 늘었다."),
        ("3.5배 늘었다.", "3.5배 늘었다."),
    ],
)
def test_parse(text: str, expected: str) -> None:
    assert summaries.parse(text) == expected


@pytest.mark.parametrize("text", ["", "  \n", "요약:", "...", "- \n- "])
def test_an_empty_answer_is_none(text: str) -> None:
    with pytest.raises(AnswerFormatError):
        summaries.parse(text)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("공이 누수를 찾았다. 값은 85만", "cut"),
        ("공이 누수를 찾아 " * 6 + "냈다.", "loop"),
        ("공이 관 속의 누수를 모두 찾아냈다. " * 3, "loop"),
        ("하하하하하하하하하하하하하하하하하하.", "loop"),
        ("The ball found fifty-one leaks in the water pipes.", "language"),
        ("다음 글을 요약해주세요: 공이 누수를 찾았다.", "echo"),
        (ARTICLE.replace("\n", " ") + " 끝이다.", "long"),
    ],
)
def test_refused_answers(text: str, kind: str) -> None:
    problems = summaries.check(SummaryRequest(ARTICLE), text.strip())
    assert kind in {problem.kind for problem in problems}
    assert all(problem.message.endswith("다.") for problem in problems)


def test_a_good_answer_has_no_problem() -> None:
    assert summaries.check(SummaryRequest(ARTICLE), GOOD) == []


def test_answer_takes_the_common_road() -> None:
    engine = ScriptedEngine(lambda prompt, number: "요약: " + GOOD)
    outcome = answer(summaries, SummaryRequest(ARTICLE), engine)
    assert (outcome.answer, outcome.engine, outcome.notes) == (GOOD, engine.identity.label, [])
    assert engine.options[0].temperature <= 0.2


def test_without_a_model_the_sources_own_sentences() -> None:
    outcome = answer(summaries, SummaryRequest(ARTICLE), None)
    assert outcome.engine == "offline"
    assert len(outcome.answer) < len(ARTICLE)
    assert summaries.check(SummaryRequest(ARTICLE), outcome.answer) == []
