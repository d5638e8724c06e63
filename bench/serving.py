"""Serving (`python -m bench.serving`), the same GGUF and the same 16 requests in every row of one run. To reach:

- 16 visitors at once / one at a time: >= 3.5x tokens per second in total
- the predecessor's way (load the model for each request) / ours: >= 4x the time to the first token

The model has random weights in the shape of a small Gemma 2 (0.25 billion parameters, Q5_K_M), which costs what a
trained one costs; it is made once in the cache. It never ends an answer by itself, so that each has its full length.
Visitors share an instruction and differ in what they ask. CPU seconds are printed beside the wall's: on a busy machine
only they compare.
"""

from __future__ import annotations

import argparse
import statistics
import tempfile
import threading
import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from llama_cpp import Llama

from pipeline.serving.engine import Message, Options
from pipeline.serving.gguf_engine import GgufEngine
from pipeline.settings import Settings
from pipeline.tasks.task import Example

VISITORS = 16
ANSWER = 64  # tokens
INSTRUCTION = (
    "너는 한국어 상장 문구를 짓는 작가다. 아래의 사실만 써서 상장의 제목과 본문을 지어라. 이름과 숫자는 그대로 옮기고, "
    "없는 사실을 지어내지 마라. 본문은 두세 문장으로, 받는 사람이 자랑스러워할 만큼 따뜻하게 써라. 첫 문장은 "
    "'위 사람은'으로 시작하고, 마지막 문장은 '이 상장을 드립니다.'로 끝내라. 반말과 영어는 쓰지 마라.\n"
)


def prompt(visitor: int) -> list[Message]:
    facts = f"받는 사람: 방문자 {visitor}\n이유: {visitor + 1}년 동안 아침마다 골목을 쓸고 이웃의 안부를 물었다.\n"
    return [Message(role="user", content=INSTRUCTION + facts)]


def model_file(cache: Path) -> Path:
    """The random model, made on first use (about a minute; needs torch). A syllable is a token of it."""
    file = cache / "bench" / "gemma2-0.25b-Q5_K_M.gguf"
    if not file.is_file():
        import torch
        from transformers import Gemma2Config, Gemma2ForCausalLM

        from pipeline.training.gguf import convert, quantize
        from pipeline.training.tiny import make_tokenizer

        syllables = "\n".join(sorted(set(prompt(0)[0]["content"] + "0123456789")))
        tokenizer, sentencepiece = make_tokenizer([Example((Message(role="user", content=syllables),), "")])
        config = Gemma2Config(
            vocab_size=32768,
            hidden_size=1024,
            intermediate_size=4096,
            num_hidden_layers=16,
            num_attention_heads=8,
            num_key_value_heads=4,
            head_dim=128,
        )
        torch.manual_seed(0)
        model: Any = Gemma2ForCausalLM(config)
        cache.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=cache) as scratch:
            folder = Path(scratch) / "model"
            model.to(torch.bfloat16).save_pretrained(folder)
            tokenizer.save_pretrained(folder)
            (folder / "tokenizer.model").write_bytes(sentencepiece)
            quantize(convert(folder, Path(scratch) / "master.gguf"), file, "Q5_K_M")
    return file


@dataclass
class Took:
    """What a way of serving took."""

    tokens: int = 0
    wall: float = 0.0
    cpu: float = 0.0
    firsts: list[float] = field(default_factory=list)  # seconds to each visitor's first token

    @property
    def first(self) -> float:
        return statistics.mean(self.firsts)

    def show(self, name: str) -> None:
        print(
            f"{name:<44} {self.tokens / self.wall:6.1f} tok/s {self.tokens / self.cpu:6.1f} tok/CPU-s"
            f"   first token {self.first:6.2f} s"
        )


def timed(work: Callable[[Took], None]) -> Took:
    took, wall, cpu = Took(), time.perf_counter(), time.process_time()
    work(took)
    took.wall, took.cpu = time.perf_counter() - wall, time.process_time() - cpu
    return took


def loading_for_each(file: Path, threads: int, visitors: int = 3) -> Took:
    """As the predecessor served: a request loads the model and frees it."""

    def work(took: Took) -> None:
        for visitor in range(visitors):
            started = time.perf_counter()
            with closing(Llama(str(file), n_ctx=4096, n_threads=threads, verbose=False)) as model:
                _chat(model, visitor, took, started)

    return timed(work)


def llama_one_at_a_time(file: Path, threads: int) -> Took:
    """llama-cpp-python's own chat call, the model loaded once."""
    with closing(Llama(str(file), n_ctx=4096, n_threads=threads, verbose=False)) as model:

        def work(took: Took) -> None:
            for visitor in range(VISITORS):
                _chat(model, visitor, took, time.perf_counter())

        return timed(work)


def _chat(model: Llama, visitor: int, took: Took, started: float) -> None:
    messages: Any = prompt(visitor)
    chunks = iter(model.create_chat_completion(messages, stream=True, max_tokens=ANSWER, temperature=0.0))
    next(chunks)  # the role, before any token
    next(chunks)
    took.firsts.append(time.perf_counter() - started)
    for _ in chunks:
        pass
    took.tokens += ANSWER


def ours(file: Path, threads: int, *, together: bool) -> Took:
    with closing(GgufEngine(file, threads=threads)) as engine:
        model, _ = engine._loaded()
        piece, visit = model.piece, threading.local()

        def work(took: Took) -> None:
            def counted(token: int) -> bytes:
                if not visit.tokens:
                    took.firsts.append(time.perf_counter() - visit.started)
                visit.tokens += 1
                return piece(token)

            def ask(visitor: int) -> None:
                visit.tokens, visit.started = 0, time.perf_counter()
                for _ in engine.stream(prompt(visitor), Options(max_tokens=ANSWER)):
                    pass
                took.tokens += visit.tokens

            model.piece = counted  # type: ignore[method-assign]
            if not together:
                for visitor in range(VISITORS):
                    ask(visitor)
                return
            threads = [threading.Thread(target=ask, args=(visitor,)) for visitor in range(VISITORS)]
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join()

        return timed(work)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--model", type=Path, help="a GGUF file of yours instead of the random one")
    parser.add_argument("--threads", type=int, default=2)
    arguments = parser.parse_args()
    file = arguments.model or model_file(Settings.from_environment().cache)
    with closing(GgufEngine(file)) as engine:
        print(f"{file.name}: {engine.count_tokens(prompt(0))} prompt tokens, {ANSWER} to write, {VISITORS} visitors")
    predecessor = loading_for_each(file, arguments.threads)
    predecessor.show("the model loaded for each request")
    llama_one_at_a_time(file, arguments.threads).show("llama-cpp-python's chat call, one at a time")
    single = ours(file, arguments.threads, together=False)
    single.show("ours, one at a time")
    together = ours(file, arguments.threads, together=True)
    together.show("ours, 16 at once")
    print(f"time to first token, loaded for each / ours: {predecessor.first / single.first:.1f} (to reach: >= 4)")
    by_wall = together.tokens / together.wall / (single.tokens / single.wall)
    by_cpu = together.tokens / together.cpu / (single.tokens / single.cpu)
    print(f"16 at once / one at a time: {by_wall:.2f} by the clock, {by_cpu:.2f} by CPU seconds (to reach: >= 3.5)")


if __name__ == "__main__":
    main()
