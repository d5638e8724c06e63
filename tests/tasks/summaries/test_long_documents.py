"""Texts beyond a model's context, and models that fail on the way."""

from __future__ import annotations

import threading
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from pipeline.errors import EngineError
from pipeline.serving.gguf_engine import GgufEngine
from pipeline.tasks.summaries.long_documents import MAX_PARTS, Progress
from pipeline.tasks.summaries.summary import Cancelled, summarize
from tests.tasks.summaries.scripted import ScriptedEngine, first_sentences
from tests.tasks.summaries.texts import ARTICLE, long_text

if TYPE_CHECKING:
    from tests.tiny_model import TinyModel

LONG = long_text(50_000)
MIDDLE = long_text(12_000)


def body(prompt: str) -> str:
    return prompt.split("\n", 1)[1].split("\n\n핵심 문장:")[0]


def test_what_fits_goes_in_one_call() -> None:
    engine = ScriptedEngine(first_sentences)
    summary = summarize(ARTICLE, engine=engine)
    assert len(engine.prompts) == 1
    assert summary.engine == engine.identity.label
    assert "핵심 문장" not in engine.prompts[0]


@pytest.mark.parametrize("context", [1024, 8192])
def test_fifty_thousand_characters(context: int) -> None:
    engine = ScriptedEngine(first_sentences, context)
    seen: list[Progress] = []
    summary = summarize(LONG, engine=engine, on_progress=seen.append)
    assert summary.engine == engine.identity.label  # no prompt was refused: each fitted with its answer
    assert summary.sentences
    assert all(sentence.sources for sentence in summary.sentences)
    assert "부분별 요약" in engine.prompts[-1]
    done = [progress.done for progress in seen]
    assert done == sorted(done)
    assert max(done) == len(engine.prompts)
    assert all(progress.done <= progress.total for progress in seen)
    assert any(progress.text for progress in seen)


def test_parts_are_whole_sentences_in_order_with_guidance_from_themselves() -> None:
    engine = ScriptedEngine(first_sentences, 3000)
    summarize(MIDDLE, engine=engine)
    parts = [prompt for prompt in engine.prompts if "부분별 요약" not in prompt]
    assert len(parts) >= 3
    assert "".join(body(part) for part in parts).replace("\n", "").replace(" ", "") == MIDDLE.replace("\n", "").replace(
        " ", ""
    )
    assert all(body(part).endswith(("다.", MIDDLE[-5:])) for part in parts)
    for part in parts:
        guidance = part.split("핵심 문장:\n")[1].split("\n")
        assert guidance
        letters = body(part).replace(" ", "")
        # Without the connective that its opening may have lost.
        assert all(line.removeprefix("- ").rstrip(".").replace(" ", "")[-20:] in letters for line in guidance)


def test_merging_goes_on_until_it_fits() -> None:
    engine = ScriptedEngine(first_sentences, 700)
    summarize(long_text(10_000), engine=engine)
    levels = sum("부분별 요약" in prompt for prompt in engine.prompts)
    assert levels == 1
    assert len(engine.prompts) > len({body(prompt)[:40] for prompt in engine.prompts}) - 1 > 10


@pytest.mark.parametrize(
    "sentence", ["연구팀은 시료를 가열하고 " * 1500 + "마쳤다.", "가" * 10_000 + "다.", "연구, " * 5000]
)
def test_one_sentence_longer_than_the_context(sentence: str) -> None:
    engine = ScriptedEngine(lambda prompt, number: f"{number}번째 시료를 가열했다.", 1024)
    summary = summarize(sentence, engine=engine)
    assert summary.engine == engine.identity.label
    assert len(engine.prompts) <= MAX_PARTS + 10


def test_a_very_long_text_is_reduced_first_and_says_so() -> None:
    engine = ScriptedEngine(first_sentences, 1024)
    summary = summarize(long_text(80_000), engine=engine)
    assert len(engine.prompts) <= MAX_PARTS * 1.5
    assert any("아주 길어서" in warning for warning in summary.warnings)


def test_a_context_too_small_for_anything() -> None:
    engine = ScriptedEngine(first_sentences, 24)
    summary = summarize(ARTICLE, engine=engine)
    assert summary.engine == "offline"
    assert summary.warnings


def test_a_model_that_never_gets_shorter_ends_offline() -> None:
    engine = ScriptedEngine(
        lambda prompt, number: body(prompt)[: len(body(prompt)) - 5].rsplit("다.", 1)[0] + "다.", 2048
    )
    summary = summarize(long_text(20_000), engine=engine)
    assert len(engine.prompts) < 200
    assert summary.sentences


@pytest.mark.parametrize(
    ("text", "reason"),
    [("", "형식"), ("공이 누수를 찾", "끊겼"), ("누수를 찾아 " * 40, "되풀이"), ("�\x00\x01", "형식")],
)
def test_bad_answers_end_offline_with_a_notice(text: str, reason: str) -> None:
    engine = ScriptedEngine(lambda prompt, number: text)
    summary = summarize(ARTICLE, engine=engine)
    assert summary.engine == "offline"
    assert summary.sentences == summarize(ARTICLE).sentences
    assert any(reason in warning and "오프라인" in warning for warning in summary.warnings)
    assert len(engine.prompts) == 2  # one retry


def test_one_bad_part_does_not_spoil_the_others() -> None:
    engine = ScriptedEngine(lambda prompt, number: "" if number in (1, 2) else first_sentences(prompt, number), 3000)
    summary = summarize(MIDDLE, engine=engine)
    assert summary.engine == engine.identity.label
    assert "글의 2번째 부분은 오프라인 요약기가 맡았습니다." in summary.warnings


@pytest.mark.parametrize("dies_at", [0, 2])
def test_a_model_that_dies_ends_offline_with_a_notice(dies_at: int) -> None:
    def die(prompt: str, number: int) -> str:
        if number >= dies_at:
            raise EngineError("모델이 멈췄습니다.", "잠시 뒤 다시 시도해 주세요.")
        return first_sentences(prompt, number)

    engine = ScriptedEngine(die, 2048)
    summary = summarize(MIDDLE, engine=engine)
    assert summary.engine == "offline"
    assert any("모델이 멈췄습니다" in warning for warning in summary.warnings)
    assert len(engine.prompts) <= dies_at + 2


def test_cancelling_stops_at_the_next_piece_and_closes_the_stream() -> None:
    cancel = threading.Event()
    engine = ScriptedEngine(first_sentences, 2048)
    pieces = 0

    def watch(progress: Progress) -> None:
        nonlocal pieces
        pieces += bool(progress.text)
        if progress.done == 2 and progress.text:
            cancel.set()

    with pytest.raises(Cancelled):
        summarize(MIDDLE, engine=engine, on_progress=watch, cancel=cancel)
    assert len(engine.prompts) <= 3
    assert engine.closed == len(engine.prompts)


def test_an_exception_of_the_caller_comes_through() -> None:
    class GoneAway(Exception):
        pass

    def leave(progress: Progress) -> None:
        if progress.text:
            raise GoneAway

    engine = ScriptedEngine(first_sentences)
    with pytest.raises(GoneAway):
        summarize(ARTICLE, engine=engine, on_progress=leave)
    assert engine.closed == 1


def test_inventions_of_a_model_are_marked() -> None:
    engine = ScriptedEngine(lambda prompt, number: "푸른내수도공사가 누수 99곳을 찾았다. 공의 값은 85만 원이다.")
    summary = summarize(ARTICLE, engine=engine)
    assert summary.engine == engine.identity.label
    assert any("99곳" in warning or "99" in warning for warning in summary.warnings)
    assert any("푸른내수도공사" in warning for warning in summary.warnings)
    assert summary.sentences[1].sources


def test_many_visitors_at_once() -> None:
    engine = ScriptedEngine(first_sentences, 4096)
    results: list[str] = []
    threads = [
        threading.Thread(target=lambda: results.append(summarize(MIDDLE, engine=engine).summary)) for _ in range(4)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(results) == 4
    assert len(set(results)) == 1


@pytest.mark.slow
def test_a_real_model_with_its_own_tokenizer(tiny: TinyModel) -> None:
    """It knows four answers and no summaries: every prompt fits, and what it babbles does not reach the person."""
    with closing(GgufEngine(tiny.q8, threads=1)) as engine:
        text = long_text(engine.context_size)  # more tokens than the context holds
        seen: list[Progress] = []
        summary = summarize(text, engine=engine, on_progress=seen.append)
    assert max(progress.total for progress in seen) > 1
    assert not any("한도" in warning for warning in summary.warnings)
    assert summary.sentences
    if summary.engine == "offline":
        assert any("오프라인" in warning for warning in summary.warnings)
