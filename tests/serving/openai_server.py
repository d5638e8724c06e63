"""A small OpenAI-compatible server over an Engine, as vLLM or llama-server would be, with faults on request."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from pipeline.errors import EngineError
from pipeline.serving.engine import Engine, Options


class OpenAiServer(ThreadingHTTPServer):
    """``bodies`` and ``keys`` hold what came; ``fault`` is "status NNN", "cut", "silence", "nonsense" or empty."""

    daemon_threads = True

    def __init__(self, engine: Engine) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.engine = engine
        self.bodies: list[dict[str, Any]] = []
        self.keys: list[str] = []
        self.fault = ""
        self.disconnected = threading.Event()
        self.url = f"http://127.0.0.1:{self.server_port}/v1"


@contextmanager
def serving(engine: Engine) -> Iterator[OpenAiServer]:
    server = OpenAiServer(engine)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server
    server.shutdown()
    server.server_close()


class _Handler(BaseHTTPRequestHandler):
    server: OpenAiServer

    def log_message(self, format: str, *args: object) -> None:
        pass

    def do_GET(self) -> None:
        self.server.keys.append(self.headers.get("Authorization", ""))
        self._answer(200, {"data": [{"id": "tiny", "max_model_len": self.server.engine.context_size}]})

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.server.bodies.append(body)
        self.server.keys.append(self.headers.get("Authorization", ""))
        if self.server.fault.startswith("status"):
            return self._answer(int(self.server.fault.split()[1]), {"error": "no"})
        if self.server.fault == "silence":
            self.server.disconnected.wait(10)
            return None
        return self._stream(body)

    def _stream(self, body: dict[str, Any]) -> None:
        schema = body.get("response_format", {}).get("json_schema", {}).get("schema")
        options = Options(
            body["max_tokens"], body["temperature"], body["top_p"], body["seed"], tuple(body.get("stop", ())), schema
        )
        pieces = self.server.engine.stream(body["messages"], options)
        try:
            first = next(pieces, "")
        except EngineError as error:
            return self._answer(400, {"error": error.what})
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.end_headers()
        if self.server.fault == "nonsense":
            self.wfile.write(b"data: [1, 2]\n\n")
            return None
        try:
            self._event({"content": first}, None)
            if self.server.fault == "cut":
                return None
            for piece in pieces:
                self._event({"content": piece}, None)
            self._event({}, "stop")
            self.wfile.write(b"data: [DONE]\n\n")
        except OSError:
            self.server.disconnected.set()
        finally:
            pieces.close()  # type: ignore[attr-defined]
        return None

    def _event(self, delta: dict[str, str], reason: str | None) -> None:
        choice = {"index": 0, "delta": {"role": "assistant", **delta}, "finish_reason": reason}
        chunk = {"id": "1", "created": 0, "model": "tiny", "system_fingerprint": "", "choices": [choice]}
        self.wfile.write(f"data: {json.dumps(chunk)}\n\n".encode())
        self.wfile.flush()

    def _answer(self, status: int, body: dict[str, Any]) -> None:
        data = json.dumps(body).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)
