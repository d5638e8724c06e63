"""What only a remote server can do wrong, and what may be sent to it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing

import pytest

from pipeline.errors import EngineError
from pipeline.serving import remote_engine
from pipeline.serving.engine import Options
from pipeline.serving.gguf_engine import GgufEngine
from pipeline.serving.remote_engine import RemoteEngine
from tests.serving.openai_server import OpenAiServer, serving
from tests.tiny_model import ANSWERS, ENDLESS, ask

QUESTION = next(iter(ANSWERS))


@pytest.fixture
def server(gguf_engine: GgufEngine) -> Iterator[OpenAiServer]:
    with serving(gguf_engine) as running:
        yield running


def failure(engine: RemoteEngine) -> str:
    with pytest.raises(EngineError) as raised:
        list(engine.stream(ask(QUESTION), Options(max_tokens=20)))
    return str(raised.value)


def test_the_request_is_openai_s(server: OpenAiServer) -> None:
    schema = {"enum": ["예"]}
    options = Options(max_tokens=20, temperature=0.5, top_p=0.9, seed=7, stop=("끝",), json_schema=schema)
    engine = RemoteEngine(server.url)
    assert "".join(engine.stream(ask(QUESTION), options)) == '"예"'
    (body,) = server.bodies
    assert body["response_format"] == {
        "type": "json_schema",
        "json_schema": {"name": "answer", "schema": schema, "strict": True},
    }
    sent = {name: body[name] for name in ("model", "max_tokens", "temperature", "top_p", "seed", "stop", "stream")}
    assert sent == {
        "model": "tiny",
        "max_tokens": 20,
        "temperature": 0.5,
        "top_p": 0.9,
        "seed": 7,
        "stop": ["끝"],
        "stream": True,
    }
    assert engine.identity.file == "tiny"
    assert engine.context_size == 1024


def test_a_hugging_face_token_goes_to_no_other_host(server: OpenAiServer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HF_TOKEN", "hf_of_this_machine")
    list(RemoteEngine(server.url, "hf_secret").stream(ask(QUESTION), Options(max_tokens=5)))
    assert server.keys
    assert not any("hf_" in key for key in server.keys)


@pytest.mark.parametrize(
    ("url", "sent"),
    [
        ("https://abc.eu-west-1.aws.endpoints.huggingface.cloud", True),
        ("https://router.huggingface.co/v1", True),
        ("http://abc.endpoints.huggingface.cloud", False),
        ("https://huggingface.co.example.com/v1", False),
        ("https://nothuggingface.co", False),
    ],
)
def test_who_gets_the_token(url: str, sent: bool) -> None:
    assert (RemoteEngine(url, "hf_secret")._key == "hf_secret") is sent


@pytest.mark.parametrize(
    ("fault", "words"),
    [
        ("status 503", "503"),
        ("status 500", "500"),
        ("status 401", "접근을 허락하지"),
        ("status 400", "받지 않았습니다"),
        ("status 413", "너무 긴"),
        ("cut", "끊"),
        ("nonsense", "알아볼 수 없습니다"),
    ],
)
def test_a_server_s_fault_is_told_in_korean(server: OpenAiServer, fault: str, words: str) -> None:
    server.fault = fault
    assert words in failure(RemoteEngine(server.url))


def test_a_silent_server_is_given_up(server: OpenAiServer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(remote_engine, "SILENCE", 0.3)
    server.fault = "silence"
    assert "제때" in failure(RemoteEngine(server.url))


def test_nobody_listens() -> None:
    assert "연결" in failure(RemoteEngine("http://127.0.0.1:9"))


@pytest.mark.parametrize("url", ["", "ftp://x", "그냥 말", "http://"])
def test_an_address_that_is_none_is_refused(url: str) -> None:
    with pytest.raises(EngineError, match="주소"):
        RemoteEngine(url)


def test_the_server_sees_that_a_stream_was_closed(server: OpenAiServer) -> None:
    with closing(RemoteEngine(server.url).stream(ask(QUESTION), ENDLESS)) as pieces:  # type: ignore[type-var]
        next(pieces)
    assert server.disconnected.wait(5)
