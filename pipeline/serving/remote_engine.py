"""Any server that speaks OpenAI's chat protocol: vLLM, TGI, llama-server, an Inference Endpoint."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, cast
from urllib.parse import urlsplit

import httpx2  # the HTTP library of huggingface_hub 2
from huggingface_hub import InferenceClient
from huggingface_hub.errors import HfHubHTTPError, InferenceTimeoutError
from huggingface_hub.utils import build_hf_headers, get_session, hf_raise_for_status

from pipeline.errors import EngineError
from pipeline.serving.engine import Message, ModelIdentity, Options

CONNECT = 5.0  # seconds to reach the server
SILENCE = 120.0  # seconds between two pieces; a busy server may queue a request before its first
HF_HOSTS = ("huggingface.co", "huggingface.cloud", "hf.space")  # the only ones that a Hugging Face token is sent to
NO_KEY = "none"  # without a key the client would send the token saved on this machine, to whatever server it is


class RemoteEngine:
    """An Engine over ``url`` (``https://host[:port][/v1]``). The first model that the server lists answers.

    ``token`` is sent only to Hugging Face's own hosts over https. ``context_size`` is a guess until the server's list
    of models says more (vLLM does); a prompt too long for the server comes back as an EngineError.
    """

    def __init__(self, url: str, token: str | None = None, *, context_size: int = 4096) -> None:
        parts = urlsplit(url)
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise EngineError("모델 서버의 주소가 올바르지 않습니다.", "https://서버주소 꼴로 적어 주세요.")
        self._url = url.rstrip("/")
        self._key = token if token and _is_hugging_face(parts.scheme, parts.hostname) else NO_KEY
        self._model = ""
        self.identity = ModelIdentity("remote", repo=parts.hostname)
        self.context_size = context_size

    def stream(self, messages: Sequence[Message], options: Options) -> Iterator[str]:
        # A client for each request: closing it closes the connection, which is how the server learns of a Stop.
        client = InferenceClient(base_url=self._url, api_key=self._key, timeout=cast(float, _timeout()))
        try:
            with client:
                yield from _texts(client.chat_completion([dict(m) for m in messages], **self._arguments(options)))
        except (httpx2.HTTPError, OSError, ValueError, LookupError, TypeError, AttributeError) as error:
            raise _explain(error) from error

    def count_tokens(self, messages: Sequence[Message]) -> int:
        """An upper estimate, since the server's tokenizer is not here: a token for every two bytes, and the markers."""
        return sum(len(message["content"].encode()) // 2 + 8 for message in messages)

    def _arguments(self, options: Options) -> dict[str, Any]:
        arguments: dict[str, Any] = {
            "model": self._served_model(),
            "stream": True,
            "max_tokens": options.max_tokens,
            "temperature": options.temperature,
            "top_p": options.top_p,
            "seed": options.seed,
        }
        if options.stop:
            arguments["stop"] = list(options.stop)
        if options.json_schema is not None:
            arguments["response_format"] = _StandardFormat(
                type="json_schema", json_schema={"name": "answer", "schema": options.json_schema, "strict": True}
            )
        return arguments

    def _served_model(self) -> str:
        """The server's name for its model: vLLM answers to no other."""
        if not self._model:
            base = self._url if self._url.endswith("/v1") else f"{self._url}/v1"
            headers = build_hf_headers(token=self._key)
            response = get_session().get(f"{base}/models", headers=headers, timeout=_timeout())
            if response.status_code == 404:  # a server of one model need not list it
                return "default"
            hf_raise_for_status(response)
            first = response.json()["data"][0]
            self._model = first["id"]
            self.context_size = int(first.get("max_model_len") or self.context_size)
            self.identity = ModelIdentity("remote", repo=self.identity.repo, file=self._model)
        return self._model


class _StandardFormat(dict[str, Any]):
    """A response format that reaches the server as written.

    InferenceClient turns OpenAI's ``json_schema`` into an older TGI dialect that vLLM and llama-server read as "any
    JSON"; it looks for the type through ``get``.
    """

    def get(self, key: str, default: Any = None) -> Any:
        return default


def _texts(chunks: Any) -> Iterator[str]:
    finished = False
    for chunk in chunks:
        for choice in chunk.choices:
            if text := choice.delta.content:
                yield text
            finished = finished or choice.finish_reason is not None
    if not finished:
        raise EngineError("모델 서버가 답을 끝내지 않고 연결을 끊었습니다.", "잠시 뒤에 다시 해 주세요.")


def _timeout() -> httpx2.Timeout:
    return httpx2.Timeout(SILENCE, connect=CONNECT)


def _is_hugging_face(scheme: str, host: str) -> bool:
    return scheme == "https" and any(host == name or host.endswith(f".{name}") for name in HF_HOSTS)


def _explain(error: Exception) -> EngineError:
    """What happened, without the server's own text: it may repeat the person's."""
    if isinstance(error, InferenceTimeoutError | httpx2.TimeoutException):
        return EngineError("모델 서버가 제때 답하지 않았습니다.", "잠시 뒤에 다시 해 주세요.")
    if isinstance(error, HfHubHTTPError):
        status = error.response.status_code
        if status in (401, 403):
            return EngineError(f"모델 서버가 접근을 허락하지 않았습니다({status}).", "HF_TOKEN을 확인해 주세요.")
        if status in (400, 413, 422):
            return EngineError(
                f"모델 서버가 요청을 받지 않았습니다({status}). 너무 긴 요청일 수 있습니다.", "입력을 줄여 주세요."
            )
        return EngineError(f"모델 서버가 지금 답하지 못합니다({status}).", "잠시 뒤에 다시 해 주세요.")
    if isinstance(error, httpx2.HTTPError | OSError):
        return EngineError("모델 서버에 연결되지 않거나 연결이 끊겼습니다.", "주소와 서버를 확인해 주세요.")
    return EngineError("모델 서버의 답을 알아볼 수 없습니다.", "OpenAI 호환 서버인지 확인해 주세요.")
