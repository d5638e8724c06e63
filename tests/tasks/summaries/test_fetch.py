"""Fetching: every limit on its own, over real sockets."""

from __future__ import annotations

import gzip
import logging
import socket
import ssl
import threading
import time
import zlib
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler
from pathlib import Path

import pytest

from pipeline.tasks.summaries.addresses import FetchError
from pipeline.tasks.summaries.fetch import MAX_BYTES, MAX_REDIRECTS, PageFetcher, fetch_page
from tests.tasks.summaries.internet import OTHER_PUBLIC, PUBLIC, Handler, Internet, reply

HTML = "<html><body><p>본문입니다.</p></body></html>".encode()
URL = "http://news.example/a"


@pytest.fixture
def internet() -> Iterator[Internet]:
    with Internet(pages={"/a": lambda request: reply(request, HTML)}, names={"news.example": [[PUBLIC]]}) as world:
        yield world


def fetcher(internet: Internet, seconds: float = 10.0, tls: ssl.SSLContext | None = None) -> PageFetcher:
    return PageFetcher(internet.resolve, internet.dial, tls, seconds)


def refusal(internet: Internet, url: str = URL, seconds: float = 10.0) -> FetchError:
    with pytest.raises(FetchError) as caught:
        fetcher(internet, seconds).fetch(url)
    assert caught.value.what.endswith("다.")
    assert "붙여 넣어" in caught.value.do
    return caught.value


def serve(internet: Internet, handler: Handler, path: str = "/a") -> None:
    internet.pages[path] = handler


def redirect_to(location: str, status: int = 302) -> Handler:
    return lambda request: reply(request, b"", status, {"Location": location})


def page_requests(internet: Internet) -> list[str]:
    return [host + path for host, path, _ in internet.requests if path != "/robots.txt"]


def test_a_page_comes_back_as_raw_bytes(internet: Internet) -> None:
    body = "<p>한글</p>".encode("cp949")
    serve(internet, lambda request: reply(request, body, content_type="text/html; charset=EUC-KR"))
    page = fetcher(internet).fetch(URL)
    assert (page.html, page.charset, page.url) == (body, "euc-kr", URL)


def test_own_user_agent_and_no_cookies(internet: Internet) -> None:
    serve(internet, lambda request: reply(request, b"", 302, {"Location": "/b", "Set-Cookie": "id=1; Path=/"}))
    serve(internet, lambda request: reply(request, HTML, headers={"Set-Cookie": "id=2"}), "/b")
    fetcher(internet).fetch(URL)
    for _, _, headers in internet.requests:
        assert headers["User-Agent"].startswith("Hanmadi/")
        assert "Cookie" not in headers
        assert "Referer" not in headers
        assert "Authorization" not in headers


def test_the_name_is_looked_up_once_and_that_address_is_dialled(internet: Internet) -> None:
    fetcher(internet).fetch(URL)
    assert internet.look_ups == ["news.example"]
    assert set(internet.dialled) == {(PUBLIC, 80)}


def test_a_name_whose_address_changes_between_look_ups(internet: Internet) -> None:
    """DNS rebinding: public at the check, loopback at the connection. There is no second look-up to answer."""
    internet.names["news.example"] = [[PUBLIC], ["127.0.0.1"]]
    serve(internet, redirect_to("/b"))
    serve(internet, lambda request: reply(request, HTML), "/b")
    assert fetcher(internet).fetch(URL).html == HTML
    assert internet.look_ups == ["news.example"]
    assert set(internet.dialled) == {(PUBLIC, 80)}


def test_rebinding_through_the_system_resolver(internet: Internet, monkeypatch: pytest.MonkeyPatch) -> None:
    answers = [PUBLIC, "127.0.0.1"]

    def getaddrinfo(host: str, port: int, *_: object, **__: object) -> list[tuple[object, ...]]:
        address = answers.pop(0)
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port))]

    monkeypatch.setattr(socket, "getaddrinfo", getaddrinfo)
    dialled = []

    def dial(address: str, port: int, timeout: float) -> socket.socket:
        dialled.append(address)
        raise ConnectionRefusedError

    with pytest.raises(FetchError):
        PageFetcher(dialler=dial).fetch(URL)
    assert dialled == [PUBLIC]
    assert answers == ["127.0.0.1"]


def test_the_real_dialler_looks_nothing_up(monkeypatch: pytest.MonkeyPatch) -> None:
    from pipeline.tasks.summaries.network import system_dialler

    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: pytest.fail("looked up"))
        with system_dialler("127.0.0.1", port, 2.0) as sock:
            assert sock.getpeername() == ("127.0.0.1", port)


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1",
        "10.0.0.1",
        "169.254.169.254",
        "100.64.0.1",
        "224.0.0.1",
        "::1",
        "::ffff:127.0.0.1",
        "::127.0.0.1",
        "64:ff9b::7f00:1",
        "2002:7f00:1::",
        "2001::1",
        "fec0::1",
        "fe80::1%eth0",
        "fd00::1",
    ],
)
@pytest.mark.parametrize("place", ["alone", "first", "last"])
def test_a_name_with_any_address_that_is_not_public(internet: Internet, address: str, place: str) -> None:
    answers = {"alone": [address], "first": [address, PUBLIC], "last": [PUBLIC, address]}[place]
    internet.names["news.example"] = [answers]
    assert "공개" in refusal(internet).what
    assert internet.dialled == []


def test_literal_addresses_never_reach_the_network() -> None:
    with pytest.raises(FetchError):
        fetch_page("http://127.0.0.1/")
    with pytest.raises(FetchError):
        fetch_page("http://0x7f.1/")


def test_localhost_with_the_system_resolver() -> None:
    with pytest.raises(FetchError) as caught:
        fetch_page("http://localhost/")
    assert "공개" in caught.value.what


def test_the_next_address_of_a_name_when_the_first_is_unreachable(internet: Internet) -> None:
    internet.names["news.example"] = [["2606:2800:220:1::1", PUBLIC]]

    def dial(address: str, port: int, timeout: float) -> socket.socket:
        if ":" in address:
            raise OSError("network is unreachable")
        return internet.dial(address, port, timeout)

    assert PageFetcher(internet.resolve, dial).fetch(URL).html == HTML


def test_an_unknown_name(internet: Internet) -> None:
    assert "찾지 못했" in refusal(internet, "http://unknown.example/").what


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_redirects_are_followed(internet: Internet, status: int) -> None:
    internet.names["other.example"] = [[OTHER_PUBLIC]]
    serve(internet, redirect_to("http://other.example/기사".encode().decode("latin-1"), status))
    serve(internet, lambda request: reply(request, HTML), "/%EA%B8%B0%EC%82%AC")
    assert fetcher(internet).fetch(URL).url == "http://other.example/%EA%B8%B0%EC%82%AC"
    assert (OTHER_PUBLIC, 80) in internet.dialled


@pytest.mark.parametrize(
    "location",
    [
        "http://127.0.0.1/",
        "http://[::1]/",
        "http://0x7f.1/",
        "//169.254.169.254/latest/meta-data/",
        "file:///etc/passwd",
        "ftp://news.example/",
        "http://news.example:8080/",
        "http://user:pw@news.example/b",
        "http://inside.example/",
        "",
    ],
)
def test_every_hop_is_checked(internet: Internet, location: str) -> None:
    internet.names["inside.example"] = [["10.0.0.5"]]
    serve(internet, redirect_to("/hop"))
    serve(internet, redirect_to(location), "/hop")
    refusal(internet)
    assert set(internet.dialled) == {(PUBLIC, 80)}
    assert page_requests(internet) == ["news.example/a", "news.example/hop"]


def test_five_hops_and_no_more(internet: Internet) -> None:
    for number in range(MAX_REDIRECTS):
        serve(internet, redirect_to(f"/{number + 1}"), f"/{number}")
    serve(internet, lambda request: reply(request, HTML), f"/{MAX_REDIRECTS}")
    assert fetcher(internet).fetch("http://news.example/0").html == HTML
    serve(internet, redirect_to("/0"), f"/{MAX_REDIRECTS}")
    assert "5번" in refusal(internet, "http://news.example/0").what
    assert len(page_requests(internet)) == 2 * (MAX_REDIRECTS + 1)


def test_a_page_of_exactly_the_limit_and_one_byte_more(internet: Internet) -> None:
    serve(internet, lambda request: reply(request, b"a" * MAX_BYTES))
    assert len(fetcher(internet).fetch(URL).html) == MAX_BYTES
    serve(internet, lambda request: reply(request, b"a" * (MAX_BYTES + 1)))
    assert "너무 큽니다" in refusal(internet).what


def test_an_endless_page(internet: Internet) -> None:
    def endless(request: BaseHTTPRequestHandler) -> None:
        request.send_response(200)
        request.send_header("Content-Type", "text/html")
        request.end_headers()
        while True:
            request.wfile.write(b"a" * 65536)

    serve(internet, endless)
    assert "너무 큽니다" in refusal(internet).what


@pytest.mark.parametrize("encoding", ["gzip", "x-gzip", "deflate", "raw deflate"])
def test_compressed_pages(internet: Internet, encoding: str) -> None:
    packed = {"deflate": zlib.compress(HTML), "raw deflate": zlib.compress(HTML)[2:-4]}.get(
        encoding, gzip.compress(HTML)
    )
    serve(internet, lambda request: reply(request, packed, headers={"Content-Encoding": encoding.split()[-1]}))
    assert fetcher(internet).fetch(URL).html == HTML


def test_a_decompression_bomb(internet: Internet) -> None:
    bomb = gzip.compress(bytes(200 * 1024 * 1024), 9)
    assert len(bomb) < 300_000
    serve(internet, lambda request: reply(request, bomb, headers={"Content-Encoding": "gzip"}))
    assert "너무 큽니다" in refusal(internet).what


@pytest.mark.parametrize(
    ("body", "encoding"),
    [(b"no gzip at all", "gzip"), (gzip.compress(HTML, mtime=0)[:-12], "gzip"), (HTML, "br"), (HTML, "gzip, gzip")],
)
def test_garbage_instead_of_compression(internet: Internet, body: bytes, encoding: str) -> None:
    serve(internet, lambda request: reply(request, body, headers={"Content-Encoding": encoding}))
    refusal(internet)


@pytest.mark.parametrize(
    "kind", ["application/json", "application/pdf", "image/png", "text/plain", "text/html-evil", ""]
)
def test_html_types_only(internet: Internet, kind: str) -> None:
    serve(internet, lambda request: reply(request, HTML, content_type=kind))
    assert "HTML" in refusal(internet).what


def test_xhtml(internet: Internet) -> None:
    serve(internet, lambda request: reply(request, HTML, content_type="application/xhtml+xml"))
    assert fetcher(internet).fetch(URL).html == HTML


def drip(piece: bytes, start: bytes = b"") -> Handler:
    def handler(request: BaseHTTPRequestHandler) -> None:
        request.wfile.write(start)
        while True:
            request.wfile.write(piece)
            time.sleep(0.05)

    return handler


@pytest.mark.parametrize(
    "handler",
    [
        lambda request: time.sleep(20),
        drip(b"X-A: b\r\n", b"HTTP/1.1 200 OK\r\n"),
        drip(b"a", b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n"),
    ],
    ids=["silence", "dripping headers", "dripping body"],
)
@pytest.mark.parametrize("path", ["/a", "/robots.txt"])
def test_everything_ends_at_the_deadline(internet: Internet, handler: Handler, path: str) -> None:
    serve(internet, handler, path)
    start = time.monotonic()
    assert "안에 답하지" in refusal(internet, seconds=0.8).what
    assert time.monotonic() - start < 2


def test_redirects_share_one_deadline(internet: Internet) -> None:
    def slow(request: BaseHTTPRequestHandler) -> None:
        time.sleep(0.3)
        reply(request, b"", 302, {"Location": "/a"})

    serve(internet, slow)
    start = time.monotonic()
    refusal(internet, seconds=0.8)
    assert time.monotonic() - start < 1.5


def test_a_resolver_that_hangs(internet: Internet) -> None:
    release = threading.Event()

    def resolve(host: str, port: int) -> list[str]:
        release.wait(10)
        return [PUBLIC]

    start = time.monotonic()
    with pytest.raises(FetchError):
        PageFetcher(resolve, internet.dial, seconds=0.5).fetch(URL)
    assert time.monotonic() - start < 2
    release.set()


def test_the_deadline_is_fifteen_seconds() -> None:
    from pipeline.tasks.summaries import fetch

    assert fetch.SECONDS == 15


@pytest.mark.parametrize("status", [400, 401, 403, 404, 410, 429, 500, 503, 204, 206])
def test_other_answers(internet: Internet, status: int) -> None:
    serve(internet, lambda request: reply(request, HTML, status))
    refusal(internet)


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"\x00\xff garbage\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 100\r\n\r\nshort",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nContent-Type: text/html\r\n\r\nzz\r\n",
        b"HTTP/1.1 200 OK\r\nX: " + b"a" * 300_000,
    ],
    ids=["hangs up", "garbage", "cut body", "bad chunk", "endless header"],
)
def test_garbage_on_the_wire(internet: Internet, raw: bytes) -> None:
    def handler(request: BaseHTTPRequestHandler) -> None:
        request.wfile.write(raw)
        request.wfile.flush()
        request.connection.shutdown(socket.SHUT_RDWR)

    serve(internet, handler)
    refusal(internet)


def test_robots_txt_is_honoured_through_the_same_client(internet: Internet) -> None:
    serve(
        internet,
        lambda request: reply(request, b"User-agent: *\nDisallow: /a", content_type="text/plain"),
        "/robots.txt",
    )
    assert "robots.txt" in refusal(internet).what
    assert page_requests(internet) == []
    assert internet.requests[0][2]["User-Agent"].startswith("Hanmadi/")


def test_robots_txt_of_every_site_on_the_way(internet: Internet) -> None:
    internet.names["other.example"] = [[OTHER_PUBLIC]]
    serve(internet, redirect_to("http://other.example/b"))
    serve(internet, lambda request: reply(request, b"User-agent: *\nDisallow: /b"), "other.example/robots.txt")
    assert "robots.txt" in refusal(internet).what
    assert page_requests(internet) == ["news.example/a"]


@pytest.mark.parametrize("status", [400, 401, 403, 404, 410])
def test_a_site_without_robots_txt_is_open(internet: Internet, status: int) -> None:
    serve(internet, lambda request: reply(request, b"Disallow: /", status), "/robots.txt")
    assert fetcher(internet).fetch(URL).html == HTML


def test_a_site_that_cannot_tell_is_closed(internet: Internet) -> None:
    serve(internet, lambda request: reply(request, b"", 503), "/robots.txt")
    refusal(internet)
    assert page_requests(internet) == []


def test_a_huge_robots_txt_is_read_in_part(internet: Internet) -> None:
    rules = b"User-agent: *\nDisallow: /a\n" + b"# filler\n" * 200_000
    serve(internet, lambda request: reply(request, rules), "/robots.txt")
    assert "robots.txt" in refusal(internet).what


def test_a_robots_txt_that_points_inside(internet: Internet) -> None:
    serve(internet, redirect_to("http://127.0.0.1/"), "/robots.txt")
    refusal(internet)
    assert set(internet.dialled) == {(PUBLIC, 80)}


def test_proxy_settings_of_the_environment_are_not_used(internet: Internet, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    assert fetcher(internet).fetch(URL).html == HTML
    assert set(internet.dialled) == {(PUBLIC, 80)}


def test_https_checks_the_certificate_for_the_name(internet: Internet) -> None:
    certificate = Path(__file__).parent / "certificate_for_tests.pem"
    server_side = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    server_side.load_cert_chain(certificate)
    internet.server.socket = server_side.wrap_socket(internet.server.socket, server_side=True)
    internet.names["wrong.example"] = [[PUBLIC]]
    trusting = ssl.create_default_context(cafile=certificate)
    assert fetcher(internet, tls=trusting).fetch("https://news.example/a").html == HTML
    assert set(internet.dialled) == {(PUBLIC, 443)}
    with pytest.raises(FetchError):  # the certificate is for another name
        fetcher(internet, tls=trusting).fetch("https://wrong.example/a")
    with pytest.raises(FetchError):  # nobody that we know vouches for it
        fetcher(internet).fetch("https://news.example/a")


def test_nothing_of_the_address_is_logged(internet: Internet, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
    internet.pages["/secret-path"] = internet.pages["/a"]
    fetcher(internet).fetch("http://news.example/secret-path")
    refusal(internet, "http://127.0.0.1/secret-path")
    assert "secret-path" not in caplog.text
