"""Engines over the tiny model."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing

import pytest

from pipeline.serving.engine import Engine
from pipeline.serving.gguf_engine import GgufEngine
from tests.serving.openai_server import serving
from tests.tiny_model import TinyModel


@pytest.fixture(scope="session")
def gguf_engine(tiny: TinyModel) -> Iterator[GgufEngine]:
    with closing(GgufEngine(tiny.gguf, threads=1)) as engine:
        engine.load()
        yield engine


@pytest.fixture(scope="session")
def transformers_engine(tiny: TinyModel) -> Engine:
    from pipeline.serving.zero_gpu_engine import TransformersEngine

    return TransformersEngine(tiny.merged)


@pytest.fixture(scope="session")
def remote_engine(gguf_engine: GgufEngine) -> Iterator[Engine]:
    from pipeline.serving.remote_engine import RemoteEngine

    with serving(gguf_engine) as server:
        yield RemoteEngine(server.url)


@pytest.fixture(params=["gguf", "transformers", "remote"])
def engine(request: pytest.FixtureRequest) -> Engine:
    engine: Engine = request.getfixturevalue(f"{request.param}_engine")
    return engine
