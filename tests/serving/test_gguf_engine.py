"""Many requests in one context: sharing, waiting, leaving, and a cache that is too small."""

from __future__ import annotations

import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from pipeline.errors import EngineError
from pipeline.serving import gguf_engine as gguf_engine_module
from pipeline.serving.engine import Options
from pipeline.serving.gguf_batch import BatchDecoder, Sequence
from pipeline.serving.gguf_engine import GgufEngine
from pipeline.serving.gguf_model import GgufModel
from pipeline.serving.gguf_sampler import Sampler
from tests.tiny_model import ANSWERS, ENDLESS, OPENING, TinyModel, ask

GREETING, CHEERS, *_ = ANSWERS
HOT = Options(max_tokens=100, temperature=3.0)
GREEDY = Options(max_tokens=80)


def written(engine: GgufEngine, question: str, options: Options = GREEDY) -> str:
    return "".join(engine.stream(ask(question), options))


@pytest.fixture
def narrow(tiny: TinyModel, monkeypatch: pytest.MonkeyPatch) -> Iterator[GgufEngine]:
    """An engine for one request at a time."""
    monkeypatch.setattr(gguf_engine_module, "HEARTBEAT", 0.02)
    with closing(GgufEngine(tiny.gguf, threads=1, parallel=1)) as engine:
        yield engine


def test_who_waits_hears_so_and_may_leave(narrow: GgufEngine) -> None:
    with closing(narrow.stream(ask(GREETING), ENDLESS)) as busy:  # type: ignore[type-var]
        next(piece for piece in busy if piece)
        waiting = narrow.stream(ask(CHEERS), GREEDY)
        begun = time.monotonic()
        assert next(waiting) == ""
        assert time.monotonic() - begun < 1
        waiting.close()  # type: ignore[attr-defined]
        third = narrow.stream(ask(CHEERS), GREEDY)
        assert next(third) == ""
        busy.close()  # type: ignore[attr-defined]
        assert "".join(third) == ANSWERS[CHEERS]


def test_those_who_wait_are_served_in_order(narrow: GgufEngine) -> None:
    served: list[int] = []

    def work(number: int) -> None:
        stream = narrow.stream(ask(CHEERS), GREEDY)
        assert next(stream) == ""  # in the queue
        queued.set()
        "".join(stream)
        served.append(number)

    with closing(narrow.stream(ask(GREETING), ENDLESS)) as busy:  # type: ignore[type-var]
        next(piece for piece in busy if piece)
        threads = []
        for number in range(4):
            queued = threading.Event()
            threads.append(threading.Thread(target=work, args=(number,)))
            threads[-1].start()
            assert queued.wait(10)
    for thread in threads:
        thread.join(20)
    assert served == [0, 1, 2, 3]


def test_what_others_left_in_the_cache_changes_no_answer(tiny: TinyModel) -> None:
    sample = Options(max_tokens=30, temperature=1.5, seed=5)
    question = OPENING * 4 + GREETING  # long enough for blocks to be shared
    with closing(GgufEngine(tiny.gguf, threads=1)) as engine:
        fresh = written(engine, question, sample)
        for other in (OPENING * 4 + CHEERS, OPENING * 2 + "다른 말", CHEERS, question):
            written(engine, other, HOT if other == CHEERS else GREEDY)
        assert written(engine, question, sample) == fresh


def test_the_beginning_that_prompts_share_is_read_once(tiny: TinyModel) -> None:
    with closing(GgufEngine(tiny.gguf, threads=1)) as engine:
        engine.load()
        decoded = count_decoded(engine)
        first = engine.count_tokens(ask(OPENING * 8 + GREETING))
        written(engine, OPENING * 8 + GREETING, Options(max_tokens=1))
        assert sum(decoded) == first
        decoded.clear()
        second = engine.count_tokens(ask(OPENING * 8 + CHEERS))
        written(engine, OPENING * 8 + CHEERS, Options(max_tokens=1))
        assert sum(decoded) < second / 3


def count_decoded(engine: GgufEngine) -> list[int]:
    """The number of tokens of each batch from now on."""
    decoder, sizes = engine._decoder, []
    assert decoder is not None
    fill = decoder._fill_batch

    def counted() -> list[tuple[Sequence, int]]:
        taken = fill()
        sizes.append(sum(count for _, count in taken))
        return taken

    decoder._fill_batch = counted  # type: ignore[method-assign]
    return sizes


def test_visitors_who_come_together_are_decoded_together(tiny: TinyModel) -> None:
    with closing(GgufEngine(tiny.gguf, threads=1)) as engine:
        engine.load()
        decoded = count_decoded(engine)
        threads = [threading.Thread(target=written, args=(engine, CHEERS, HOT)) for _ in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert decoded.count(8) > 20  # steps that gave each of them a token


def test_a_cache_that_is_too_small_makes_them_take_turns(tiny: TinyModel) -> None:
    model = GgufModel(tiny.gguf)
    decoder = BatchDecoder(model, cells=256, parallel=8, threads=1)
    prompt = model.prompt_ids(ask(GREETING))
    with closing(decoder):
        # Four begin, as half an answer each would fit; when all write more, the cache overflows.
        sequences = [Sequence(list(prompt), 120, Sampler(model, HOT.with_seed(seed))) for seed in range(6)]
        for sequence in sequences:
            decoder.submit(sequence)
        counts = []
        for sequence in sequences:
            tokens = list(iter(lambda: sequence.output.get(timeout=30), None))  # noqa: B023
            assert all(isinstance(token, int) for token in tokens)
            counts.append(len(tokens))
    assert all(0 < count <= 120 for count in counts)


def test_a_request_larger_than_the_cache_fails_alone(tiny: TinyModel) -> None:
    model = GgufModel(tiny.gguf)
    decoder = BatchDecoder(model, cells=256, parallel=4, threads=1)
    with closing(decoder):
        large = Sequence([2] * 400, 10, Sampler(model, GREEDY))
        small = Sequence(model.prompt_ids(ask(GREETING)), 20, Sampler(model, GREEDY))
        for sequence in (large, small):
            decoder.submit(sequence)
        assert isinstance(large.output.get(timeout=10), EngineError)
        tokens = list(iter(lambda: small.output.get(timeout=10), None))
        assert b"".join(model.piece(token) for token in tokens if isinstance(token, int)).decode() == ANSWERS[GREETING]


@pytest.mark.parametrize("content", [b"", b"GGUF", b"not a model at all" * 100])
def test_a_file_that_is_no_model_is_an_engine_error(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "broken.gguf"
    file.write_bytes(content)
    with pytest.raises(EngineError, match=r"broken\.gguf"):
        GgufEngine(file).load()
    with pytest.raises(EngineError, match=r"missing\.gguf"):
        list(GgufEngine(tmp_path / "missing.gguf").stream(ask(GREETING), GREEDY))


def test_a_half_file_is_an_engine_error(tmp_path: Path, tiny: TinyModel) -> None:
    file = tmp_path / "half.gguf"
    file.write_bytes(tiny.q8.read_bytes()[:1_000_000])
    with pytest.raises(EngineError, match=r"half\.gguf"):
        GgufEngine(file).load()


def test_a_schema_without_a_grammar_is_an_engine_error(gguf_engine: GgufEngine) -> None:
    with pytest.raises(EngineError, match="스키마"):
        list(gguf_engine.stream(ask(GREETING), Options(json_schema={"type": "nothing known"})))
    assert written(gguf_engine, GREETING) == ANSWERS[GREETING]


def test_a_closed_engine_says_so(tiny: TinyModel) -> None:
    engine = GgufEngine(tiny.gguf, threads=1)
    assert written(engine, GREETING) == ANSWERS[GREETING]
    engine.close()
    engine.close()
    with pytest.raises(EngineError, match="닫"):
        written(engine, GREETING)


def test_the_quantized_model_says_the_same(tiny: TinyModel) -> None:
    with closing(GgufEngine(tiny.q8, threads=1)) as engine:
        assert [written(engine, question) for question in ANSWERS] == list(ANSWERS.values())


EXIT = """
import sys, threading
from pathlib import Path
from pipeline.serving.gguf_engine import GgufEngine
from tests.tiny_model import ENDLESS, ask

engine = GgufEngine(Path(sys.argv[1]), threads=1)
begun = threading.Event()
threading.Thread(target=lambda: [begun.set() for _ in engine.stream(ask("인사해 줘"), ENDLESS)], daemon=True).start()
begun.wait()
"""


def test_a_process_ends_cleanly_while_a_model_writes(tiny: TinyModel) -> None:
    done = subprocess.run([sys.executable, "-c", EXIT, str(tiny.gguf)], capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr
