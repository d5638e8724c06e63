"""A small internet on loopback: names, public addresses and servers that the tests decide on.

Only what lies outside the program is replaced (the answer of the name service, and the wire behind an address);
every rule of the fetcher stays as it is in production.
"""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType

PUBLIC = "93.184.216.34"
OTHER_PUBLIC = "151.101.1.140"

Handler = Callable[[BaseHTTPRequestHandler], None]


def reply(
    request: BaseHTTPRequestHandler,
    body: bytes = b"",
    status: int = 200,
    headers: dict[str, str] | None = None,
    content_type: str = "text/html; charset=utf-8",
) -> None:
    request.send_response(status)
    if content_type:
        request.send_header("Content-Type", content_type)
    request.send_header("Content-Length", str(len(body)))
    for name, value in (headers or {}).items():
        request.send_header(name, value)
    request.end_headers()
    request.wfile.write(body)


@dataclass
class Internet:
    """``pages`` maps a path to a handler; ``names`` a host to its answers, one list of addresses per look-up."""

    pages: dict[str, Handler] = field(default_factory=dict)
    names: dict[str, list[list[str]]] = field(default_factory=dict)
    look_ups: list[str] = field(default_factory=list)
    dialled: list[tuple[str, int]] = field(default_factory=list)
    requests: list[tuple[str, str, dict[str, str]]] = field(default_factory=list)  # host, path, headers

    def __enter__(self) -> Internet:
        internet = self

        class _Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                host = self.headers.get("Host", "")
                internet.requests.append((host, self.path, dict(self.headers)))
                handler = internet.pages.get(host + self.path) or internet.pages.get(self.path)
                if handler is None:
                    reply(self, b"", 404)
                else:
                    handler(self)

            def log_message(self, format: str, *args: object) -> None:
                pass

        class _Server(ThreadingHTTPServer):
            def handle_error(self, request: object, client_address: object) -> None:
                pass  # a fetcher that hangs up in the middle is what several tests ask for

        self.server = _Server(("127.0.0.1", 0), _Handler)
        self.server.daemon_threads = True
        threading.Thread(target=self.server.serve_forever, daemon=True, kwargs={"poll_interval": 0.02}).start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.server.shutdown()
        self.server.server_close()

    def resolve(self, host: str, port: int) -> list[str]:
        self.look_ups.append(host)
        answers = self.names.get(host)
        if not answers:
            raise socket.gaierror(socket.EAI_NONAME, "unknown")
        return answers.pop(0) if len(answers) > 1 else answers[0]

    def dial(self, address: str, port: int, timeout: float) -> socket.socket:
        self.dialled.append((address, port))
        return socket.create_connection(self.server.server_address[:2], timeout=timeout)
