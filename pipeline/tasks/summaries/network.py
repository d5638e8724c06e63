"""Connections to public hosts only: a name is looked up once, every address checked, and exactly that one dialled.

The rule has no switch. Tests put their own resolver and dialler in, which stand for the outside world; what the rule
refuses stays refused there too.
"""

from __future__ import annotations

import queue
import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import Any

import httpcore
import httpx

from pipeline.tasks.summaries.addresses import FetchError, is_public, private_address

CONNECT_SECONDS = 5.0

Resolver = Callable[[str, int], list[str]]  # host, port -> every IP of the name, in text form
Dialler = Callable[[str, int, float], socket.socket]  # IP, port, seconds -> a connected socket


def system_resolver(host: str, port: int) -> list[str]:
    """All addresses that the system knows for ``host``. Raises OSError."""
    return list(dict.fromkeys(str(info[4][0]) for info in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)))


def system_dialler(address: str, port: int, timeout: float) -> socket.socket:
    """Connect to an IP. Nothing is looked up here. Raises OSError."""
    sock = socket.socket(socket.AF_INET6 if ":" in address else socket.AF_INET, socket.SOCK_STREAM)
    try:
        sock.settimeout(timeout)
        sock.connect((address, port))
    except BaseException:
        sock.close()
        raise
    return sock


class Deadline:
    """A moment that ends everything which waits on it. Raises httpcore.ReadTimeout once it has passed."""

    def __init__(self, seconds: float) -> None:
        self._end = time.monotonic() + seconds

    def left(self) -> float:
        """Seconds left, above 0."""
        seconds = self._end - time.monotonic()
        if seconds <= 0:
            raise httpcore.ReadTimeout("deadline")
        return seconds


class PublicBackend(httpcore.NetworkBackend):
    """Network backend of one fetch: the names it has looked up stay as they were seen first."""

    def __init__(self, deadline: Deadline, resolver: Resolver, dialler: Dialler) -> None:
        self._deadline = deadline
        self._resolver = resolver
        self._dialler = dialler
        self._seen: dict[tuple[str, int], list[str]] = {}

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        if (host, port) not in self._seen:
            self._seen[host, port] = self._look_up(host, port)
        addresses = self._seen[host, port]
        if not addresses or not all(is_public(address) for address in addresses):
            raise private_address()
        failure: OSError | None = None
        for address in addresses:
            try:
                return _Stream(
                    self._dialler(address, port, min(CONNECT_SECONDS, self._deadline.left())), self._deadline
                )
            except OSError as error:  # an address of a family that this machine does not have: try the next one
                failure = error
        raise httpcore.ConnectError(str(failure))

    def _look_up(self, host: str, port: int) -> list[str]:
        # The system's resolver cannot be given a time limit, so it runs beside, in a thread that may be left behind.
        answers: queue.Queue[list[str] | Exception] = queue.Queue()

        def work() -> None:
            try:
                answers.put(self._resolver(host, port))
            except (OSError, UnicodeError) as error:
                answers.put(error)

        threading.Thread(target=work, daemon=True).start()
        try:
            answer = answers.get(timeout=self._deadline.left())
        except queue.Empty:
            raise httpcore.ConnectTimeout("look-up") from None
        if isinstance(answer, Exception):
            raise FetchError(
                "그런 이름의 사이트를 찾지 못했습니다.", "주소를 다시 확인하거나, 본문을 복사해 붙여 넣어 주세요."
            )
        return answer


class _Stream(httpcore.NetworkStream):
    """A socket whose every wait ends at the fetch's deadline, however slowly bytes drip in."""

    def __init__(self, sock: socket.socket, deadline: Deadline) -> None:
        self._sock = sock
        self._deadline = deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        self._sock.settimeout(self._deadline.left())
        try:
            return self._sock.recv(max_bytes)
        except TimeoutError as error:
            raise httpcore.ReadTimeout("read") from error
        except OSError as error:
            raise httpcore.ReadError(str(error)) from error

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._sock.settimeout(self._deadline.left())
        try:
            self._sock.sendall(buffer)
        except TimeoutError as error:
            raise httpcore.WriteTimeout("write") from error
        except OSError as error:
            raise httpcore.WriteError(str(error)) from error

    def close(self) -> None:
        self._sock.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        self._sock.settimeout(self._deadline.left())
        try:
            return _Stream(ssl_context.wrap_socket(self._sock, server_hostname=server_hostname), self._deadline)
        except TimeoutError as error:
            raise httpcore.ConnectTimeout("handshake") from error
        except OSError as error:  # ssl.SSLError is one
            self.close()
            raise httpcore.ConnectError(str(error)) from error

    def get_extra_info(self, info: str) -> Any:
        if info == "ssl_object" and isinstance(self._sock, ssl.SSLSocket):
            return self._sock
        return None


@lru_cache(maxsize=1)
def default_tls() -> ssl.SSLContext:
    return httpx.create_ssl_context(trust_env=False)


def connection_pool(backend: PublicBackend, tls: ssl.SSLContext | None) -> httpcore.ConnectionPool:
    """A pool without proxies, cookies or idle connections: each request connects anew to the address seen first."""
    return httpcore.ConnectionPool(
        ssl_context=tls or default_tls(), network_backend=backend, max_keepalive_connections=0, retries=0
    )
