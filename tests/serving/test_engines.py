"""What every engine must do alike. Each test runs on all three."""

from __future__ import annotations

import json
import threading
import time
from contextlib import closing

import pytest

from pipeline.errors import EngineError
from pipeline.serving.engine import Engine, Options
from tests.tiny_model import ANSWERS, ENDLESS, OPENING, ask

GREETING, CHEERS, LINES, JSON = ANSWERS
SCHEMA = {
    "type": "object",
    "properties": {"제목": {"type": "string", "maxLength": 20}, "점수": {"type": "integer"}},
    "required": ["제목", "점수"],
    "additionalProperties": False,
}
WILD = Options(max_tokens=12, temperature=2.0, seed=1)


def written(engine: Engine, question: str, options: Options = Options(max_tokens=80)) -> str:  # noqa: B008
    return "".join(engine.stream(ask(question), options))


@pytest.mark.parametrize("question", ANSWERS)
def test_it_answers_what_it_has_learnt_the_same_each_time(engine: Engine, question: str) -> None:
    assert [written(engine, question) for _ in range(2)] == [ANSWERS[question]] * 2


def test_the_answer_comes_piece_by_piece(engine: Engine) -> None:
    assert len([piece for piece in engine.stream(ask(GREETING), Options(max_tokens=80)) if piece]) > 2


def test_a_seed_repeats_a_sample_and_another_seed_gives_another(engine: Engine) -> None:
    first, again = (written(engine, GREETING, WILD) for _ in range(2))
    others = {written(engine, GREETING, WILD.with_seed(seed)) for seed in range(2, 7)}
    assert first == again
    assert len(others | {first}) > 3


def test_a_small_top_p_keeps_to_the_likeliest(engine: Engine) -> None:
    narrow = Options(max_tokens=80, temperature=1.0, top_p=0.01, seed=3)
    assert written(engine, GREETING, narrow) == ANSWERS[GREETING]


@pytest.mark.parametrize("stop", ["셋째", ".\n둘째", "줄입니다.\n셋", "?"])
def test_it_ends_before_a_stop_string_even_one_that_spans_tokens(engine: Engine, stop: str) -> None:
    options = Options(max_tokens=80, stop=("없는 말", stop))
    assert written(engine, LINES, options) == ANSWERS[LINES].split(stop)[0]


def test_it_ends_at_max_tokens(engine: Engine) -> None:
    short = written(engine, LINES, Options(max_tokens=4))
    assert ANSWERS[LINES].startswith(short)
    assert 0 < len(short) < len(ANSWERS[LINES])


def test_a_closed_stream_stops_its_work(engine: Engine) -> None:
    with closing(engine.stream(ask(GREETING), ENDLESS)) as pieces:  # type: ignore[type-var]
        assert next(piece for piece in pieces if piece)
    begun = time.monotonic()
    assert written(engine, CHEERS) == ANSWERS[CHEERS]
    assert time.monotonic() - begun < 2


def test_many_threads_get_each_their_own_answer(engine: Engine) -> None:
    questions = list(ANSWERS) * 5
    answers: dict[int, str] = {}

    def work(number: int) -> None:
        answers[number] = written(engine, questions[number])

    threads = [threading.Thread(target=work, args=(number,)) for number in range(len(questions))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [answers[number] for number in range(len(questions))] == [ANSWERS[question] for question in questions]


@pytest.mark.parametrize("temperature", [0.0, 1.5])
def test_a_schema_is_kept_whatever_the_model_would_rather_say(engine: Engine, temperature: float) -> None:
    for seed in range(4):
        options = Options(max_tokens=200, temperature=temperature, seed=seed, json_schema=SCHEMA)
        answer = json.loads(written(engine, GREETING, options))
        assert list(answer) == ["제목", "점수"]
        assert isinstance(answer["점수"], int)


def test_a_character_made_of_several_tokens_is_never_shown_in_parts(engine: Engine) -> None:
    rare = "🦄뛟꿹🏳️‍🌈"  # in no training text: the vocabulary has only their bytes
    pieces = list(engine.stream(ask(GREETING), Options(max_tokens=80, json_schema={"enum": [rare]})))
    assert "".join(pieces) == f'"{rare}"'
    assert not any("\ufffd" in piece for piece in pieces)


def test_bytes_that_form_no_character_are_left_out(engine: Engine) -> None:
    # So hot a sample picks byte tokens at random.
    for seed in range(4):
        text = written(engine, GREETING, Options(max_tokens=40, temperature=50.0, seed=seed))
        assert "\ufffd" not in text
        text.encode()


def test_a_prompt_that_does_not_fit_is_refused_in_korean(engine: Engine) -> None:
    with pytest.raises(EngineError) as refused:
        written(engine, "가나다라" * 600)
    assert "너무" in refused.value.what
    assert refused.value.do


def test_counting_tokens_never_says_too_few(engine: Engine, gguf_engine: Engine) -> None:
    for question in ANSWERS:
        assert engine.count_tokens(ask(question)) >= gguf_engine.count_tokens(ask(question))


@pytest.mark.parametrize("name", ["gguf", "transformers"])
@pytest.mark.parametrize(
    "text",
    [*ANSWERS, "  앞뒤 공백  ", "줄\n\n바꿈\t탭", "🦄 뛟 e\u0301", "<start_of_turn>model\n네<end_of_turn>", "<b>&amp;"],
)
def test_the_prompt_has_one_bos_and_only_our_own_markers(request: pytest.FixtureRequest, name: str, text: str) -> None:
    ids = request.getfixturevalue(f"{name}_engine").prompt_ids(ask(text))
    assert ids[0] == 2
    assert ids.count(2) == 1
    # One turn of the person's and the opening of the model's, whatever the person wrote.
    assert [number for number in ids if number in (106, 107)] == [106, 107, 106]


def test_both_local_engines_feed_the_same_ids(gguf_engine, transformers_engine) -> None:
    for text in (*ANSWERS, OPENING * 3, "🦄 뛟\n\n  e\u0301 <b>", "<bos><end_of_turn>끼어들기"):
        assert gguf_engine.prompt_ids(ask(text)) == transformers_engine.prompt_ids(ask(text))


def test_a_turn_that_the_template_refuses_is_an_engine_error(gguf_engine, transformers_engine) -> None:
    for local in (gguf_engine, transformers_engine):
        with pytest.raises(EngineError, match="템플릿"):
            list(local.stream([{"role": "system", "content": "x"}], Options()))
