"""Fetch one public web page for a stranger, safely."""

from __future__ import annotations

import ssl
import zlib
from collections.abc import Iterable
from dataclasses import dataclass, replace
from urllib.parse import urljoin

import httpcore

from pipeline.tasks.summaries import robots
from pipeline.tasks.summaries.addresses import FetchError, Target, parse_url
from pipeline.tasks.summaries.network import (
    Deadline,
    Dialler,
    PublicBackend,
    Resolver,
    connection_pool,
    system_dialler,
    system_resolver,
)

AGENT = "Hanmadi"
USER_AGENT = f"{AGENT}/1.0 (reads one article when a person asks for its summary)"
MAX_BYTES = 5 * 1024 * 1024  # of the page, decompressed
MAX_REDIRECTS = 5
SECONDS = 15.0  # for everything together: look-ups, robots.txt, redirects, the page
HTML_TYPES = {"text/html", "application/xhtml+xml"}
REDIRECTS = {301, 302, 303, 307, 308}


@dataclass(frozen=True, slots=True)
class Page:
    """A fetched page: its last address, its bytes as sent (decompressed), and the charset that the server claims."""

    url: str
    html: bytes
    charset: str


class PageFetcher:
    """Fetches pages. The arguments stand for the outside world and are for tests; production passes none."""

    def __init__(
        self,
        resolver: Resolver = system_resolver,
        dialler: Dialler = system_dialler,
        tls: ssl.SSLContext | None = None,
        seconds: float = SECONDS,
    ) -> None:
        self._resolver = resolver
        self._dialler = dialler
        self._tls = tls
        self._seconds = seconds

    def fetch(self, url: str) -> Page:
        """Fetch ``url`` as HTML. Raises FetchError, in Korean, for everything that can go wrong."""
        target = parse_url(url)
        deadline = Deadline(self._seconds)
        backend = PublicBackend(deadline, self._resolver, self._dialler)
        try:
            with connection_pool(backend, self._tls) as pool:
                return _follow(pool, deadline, target)
        except httpcore.TimeoutException as error:
            raise FetchError(f"사이트가 {self._seconds:.0f}초 안에 답하지 않았습니다.", _LATER) from error
        except (httpcore.NetworkError, httpcore.ProtocolError, httpcore.UnsupportedProtocol) as error:
            raise FetchError("사이트에 연결하지 못했거나 연결이 도중에 끊겼습니다.", _LATER) from error


_LATER = "잠시 뒤 다시 시도하거나, 기사 본문을 복사해 붙여 넣어 주세요."


def fetch_page(url: str) -> Page:
    """Fetch the public page at ``url``. Raises FetchError."""
    return PageFetcher().fetch(url)


def _follow(pool: httpcore.ConnectionPool, deadline: Deadline, target: Target) -> Page:
    rules: dict[tuple[str, str, int], bytes] = {}
    for _ in range(MAX_REDIRECTS + 1):
        site = (target.scheme, target.host, target.port)
        if site not in rules:
            rules[site] = _robots(pool, deadline, target)
        if not robots.allows(rules[site], AGENT, target.path):
            raise FetchError("이 사이트는 프로그램이 이 글을 읽는 것을 robots.txt로 막아 두었습니다.")
        with pool.stream("GET", target.url, headers=_headers(target)) as response:
            if response.status in REDIRECTS:
                target = _next_hop(target, response)
                continue
            _check_status(response.status)
            charset = _html_charset(_header(response, b"content-type"))
            return Page(target.url, _body(response, deadline, MAX_BYTES), charset)
    raise FetchError(f"주소가 다른 주소로 {MAX_REDIRECTS}번 넘게 이어져 멈췄습니다.")


def _robots(pool: httpcore.ConnectionPool, deadline: Deadline, target: Target) -> bytes:
    """The site's robots.txt; empty where it has none, and a ban on everything where the site fails to say."""
    target = replace(target, path="/robots.txt")
    for _ in range(MAX_REDIRECTS + 1):
        with pool.stream("GET", target.url, headers=_headers(target)) as response:
            if response.status in REDIRECTS:
                target = _next_hop(target, response)
                continue
            if response.status >= 500:
                raise FetchError("사이트에 문제가 생겨 읽어도 되는지 확인하지 못했습니다.", _LATER)
            if response.status != 200:
                return b""
            return _body(response, deadline, robots.MAX_BYTES, cut=True)
    return b""


def _headers(target: Target) -> list[tuple[str, str]]:
    return [
        ("Host", target.authority),
        ("User-Agent", USER_AGENT),
        ("Accept", "text/html, application/xhtml+xml;q=0.9, text/plain;q=0.5"),
        ("Accept-Language", "ko, en;q=0.5"),
        ("Accept-Encoding", "gzip, deflate"),
        ("Connection", "close"),
    ]


def _header(response: httpcore.Response, name: bytes) -> str:
    return next((value.decode("latin-1").strip() for key, value in response.headers if key.lower() == name), "")


def _next_hop(target: Target, response: httpcore.Response) -> Target:
    # Servers send Korean letters in Location as raw UTF-8 now and then.
    location = _header(response, b"location").encode("latin-1").decode("utf-8", "replace")
    if not location:
        raise FetchError("사이트가 다른 주소로 보내면서 그 주소를 알려 주지 않았습니다.")
    return parse_url(urljoin(target.url, location))


def _check_status(status: int) -> None:
    if status == 200:
        return
    if status in {401, 402, 403, 451}:
        raise FetchError("로그인이나 구독이 필요하거나, 사이트가 막아 둔 글입니다.")
    if status in {404, 410}:
        raise FetchError("그 주소에 글이 없습니다.", "주소를 다시 확인하거나, 본문을 복사해 붙여 넣어 주세요.")
    if status == 429:
        raise FetchError("사이트가 요청이 너무 많다고 답했습니다.", _LATER)
    raise FetchError(f"사이트가 상태 {status}번으로 답하며 글을 보내지 않았습니다.", _LATER)


def _html_charset(content_type: str) -> str:
    kind, *parameters = (part.strip() for part in content_type.split(";"))
    if kind.lower() not in HTML_TYPES:
        raise FetchError(
            "그 주소는 웹 문서(HTML)가 아닙니다.", "파일이라면 내려받아 올리거나, 본문을 복사해 붙여 넣어 주세요."
        )
    named = (value for name, _, value in (p.partition("=") for p in parameters) if name.strip().lower() == "charset")
    return next(named, "").strip(" \"'").lower()


def _body(response: httpcore.Response, deadline: Deadline, limit: int, *, cut: bool = False) -> bytes:
    """Read and decompress at most ``limit`` bytes; more is refused, or left out where ``cut``."""
    body = bytearray()
    for piece in _decompressed(_timed(response, deadline), _header(response, b"content-encoding").lower(), limit):
        body += piece
        if len(body) > limit:
            if cut:
                return bytes(body[:limit])
            raise FetchError(f"문서가 너무 큽니다. {limit // 1024 // 1024} MB까지 읽습니다.")
    return bytes(body)


def _timed(response: httpcore.Response, deadline: Deadline) -> Iterable[bytes]:
    for piece in response.iter_stream():
        deadline.left()
        yield piece


def _decompressed(pieces: Iterable[bytes], encoding: str, limit: int) -> Iterable[bytes]:
    """Decompress piece by piece. No step makes more than ``limit`` + 1 bytes, however tightly they were packed."""
    if encoding in {"", "identity"}:
        yield from pieces
        return
    if encoding not in {"gzip", "x-gzip", "deflate"}:
        raise FetchError("사이트가 요청하지 않은 방식으로 압축해 보냈습니다.")
    decoder = None
    for piece in pieces:
        if decoder is None:
            # "deflate" is zlib's format by the standard and bare deflate by custom; zlib's first byte is 0x?8.
            bare = encoding == "deflate" and piece[:1] and piece[0] & 0x0F != 8
            decoder = zlib.decompressobj(-zlib.MAX_WBITS if bare else zlib.MAX_WBITS | 32)
        try:
            yield decoder.decompress(piece, limit + 1)
        except zlib.error as error:
            raise FetchError("사이트가 보낸 문서의 압축이 깨져 있습니다.", _LATER) from error
    if decoder is not None and not decoder.eof:
        raise FetchError("문서가 도중에 끊겼습니다.", _LATER)
