"""Which addresses are refused before or instead of a connection."""

from __future__ import annotations

from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.tasks.summaries.addresses import FetchError, is_public, parse_url

NOT_PUBLIC = {
    "this network": "0.0.0.0",
    "private 10": "10.1.2.3",
    "carrier-grade NAT": "100.64.0.1",
    "carrier-grade NAT, end": "100.127.255.254",
    "loopback": "127.0.0.1",
    "loopback, end": "127.255.255.254",
    "link-local": "169.254.1.1",
    "cloud metadata": "169.254.169.254",
    "cloud host agent": "168.63.129.16",
    "private 172": "172.16.0.1",
    "private 172, end": "172.31.255.255",
    "private 192": "192.168.0.1",
    "protocol assignments": "192.0.0.192",
    "documentation 1": "192.0.2.1",
    "documentation 2": "198.51.100.7",
    "documentation 3": "203.0.113.9",
    "6to4 relay": "192.88.99.1",
    "benchmarking": "198.18.0.1",
    "multicast": "224.0.0.1",
    "multicast, global scope": "233.252.0.1",
    "reserved": "240.0.0.1",
    "broadcast": "255.255.255.255",
    "v6 unspecified": "::",
    "v6 loopback": "::1",
    "v4-mapped loopback": "::ffff:127.0.0.1",
    "v4-mapped public": "::ffff:93.184.216.34",
    "v4-compatible loopback": "::127.0.0.1",
    "v4-compatible public": "::93.184.216.34",
    "NAT64 of loopback": "64:ff9b::7f00:1",
    "NAT64 of a public host": "64:ff9b::5db8:d822",
    "NAT64, local": "64:ff9b:1::1",
    "6to4 of loopback": "2002:7f00:1::",
    "6to4 of a public host": "2002:5db8:d822::1",
    "Teredo": "2001:0:4136:e378:8000:63bf:3fff:fdd2",
    "ORCHID": "2001:20::1",
    "v6 documentation": "2001:db8::1",
    "v6 documentation, new": "3fff::1",
    "unique local": "fd00::1",
    "cloud metadata over v6": "fd00:ec2::254",
    "v6 link-local": "fe80::1",
    "v6 link-local with zone": "fe80::1%eth0",
    "public with zone": "2606:2800:220:1::1%eth0",
    "site-local": "fec0::1",
    "v6 multicast": "ff02::1",
    "v6 multicast, global scope": "ff0e::1",
    "discard": "100::1",
    "segment routing": "5f00::1",
    "a name": "example.com",
    "nothing": "",
}


@pytest.mark.parametrize("address", NOT_PUBLIC.values(), ids=NOT_PUBLIC.keys())
def test_addresses_that_are_not_public(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize(
    "address",
    ["93.184.216.34", "1.1.1.1", "172.32.0.1", "100.128.0.1", "223.130.200.1", "2606:2800:220:1::1", "2400:cb00::1"],
)
def test_public_addresses(address: str) -> None:
    assert is_public(address)


@given(st.integers(0, 2**32 - 1))
def test_every_v4_address_inside_a_v6_form_is_refused(number: int) -> None:
    v4 = IPv4Address(number)
    forms = [
        IPv6Address(number),  # v4-compatible
        IPv6Address((0xFFFF << 32) | number),  # v4-mapped
        IPv6Address((0x64FF9B << 96) | number),  # NAT64
        IPv6Address((0x2002 << 112) | (number << 80)),  # 6to4
        IPv6Address((0x20010000 << 96) | (0xFFFFFFFF ^ number)),  # Teredo
    ]
    assert not any(is_public(str(form)) for form in forms), v4


@given(st.integers(0, 2**32 - 1) | st.integers(0, 2**128 - 1))
def test_nothing_that_python_calls_local_is_public(number: int) -> None:
    ip = ip_address(number)
    if ip.is_private or ip.is_loopback or ip.is_link_local or ip.is_multicast or ip.is_reserved or ip.is_unspecified:
        assert not is_public(str(ip))
    if ip.version == 6 and ip not in ip_network("2000::/3"):
        assert not is_public(str(ip))


@pytest.mark.parametrize(
    "host",
    [
        "127.0.0.1",
        "127.1",
        "127.0.1",
        "0x7f.1",
        "0x7f.0.0.1",
        "0x7f000001",
        "2130706433",
        "017700000001",
        "0177.0.0.1",
        "127.0.0.01",
        "00.0.0.0",
        "0",
        "0x",
        "127.0.0.1.",
        "1.2.3.4.5",
        "93.184.216.0x22",
        "[::1]",
        "[::]",
        "[::ffff:127.0.0.1]",
        "[::ffff:7f00:1]",
        "[::127.0.0.1]",
        "[64:ff9b::7f00:1]",
        "[2002:7f00:1::]",
        "[fec0::1]",
        "[fe80::1%25eth0]",
        "127。0。0。1",
        "１２７.0.0.1",
        "①②⑦.0.0.1",
        "%31%32%37.0.0.1",
        "exa_mple..com",
        "a" * 64 + ".com",
        "",
        "-a.com",
    ],
)
@pytest.mark.parametrize("scheme", ["http", "https"])
def test_hosts_refused_before_any_look_up(scheme: str, host: str) -> None:
    with pytest.raises(FetchError):
        parse_url(f"{scheme}://{host}/news")


@pytest.mark.parametrize(
    "url",
    [
        "file:///etc/passwd",
        "ftp://example.com/a",
        "gopher://example.com/",
        "data:text/html,hello",
        "javascript:alert(1)",
        "unix:///var/run/docker.sock",
        "example.com/news",
        "//example.com/news",
        "http:/example.com",
        "http://",
        "",
    ],
)
def test_only_http_and_https(url: str) -> None:
    with pytest.raises(FetchError):
        parse_url(url)


@pytest.mark.parametrize(
    "url",
    [
        "http://user@example.com/",
        "http://user:secret@example.com/",
        "http://@example.com/",
        "http://:@example.com/",
        "http://93.184.216.34@127.0.0.1/",
        "http://example.com\\@127.0.0.1/",
    ],
)
def test_no_userinfo(url: str) -> None:
    with pytest.raises(FetchError) as caught:
        parse_url(url)
    assert "secret" not in str(caught.value)


def test_what_follows_a_number_sign_is_no_host() -> None:
    assert parse_url("http://example.com#@127.0.0.1:22/").host == "example.com"


@pytest.mark.parametrize("port", [22, 25, 8080, 8443, 6379, 0, 65535, 99999])
def test_other_ports_are_refused(port: int) -> None:
    with pytest.raises(FetchError):
        parse_url(f"http://example.com:{port}/")


@pytest.mark.parametrize(
    ("url", "port", "authority"),
    [
        ("http://example.com", 80, "example.com"),
        ("https://example.com/", 443, "example.com"),
        ("https://example.com:443/", 443, "example.com"),
        ("http://example.com:443/", 443, "example.com:443"),
        ("http://[2606:2800:220:1::1]/", 80, "[2606:2800:220:1::1]"),
    ],
)
def test_ports_80_and_443(url: str, port: int, authority: str) -> None:
    target = parse_url(url)
    assert (target.port, target.authority) == (port, authority)


@pytest.mark.parametrize(
    "url",
    [
        "http://exa mple.com/",
        "http://example.com/a b",
        "http://exa\tmple.com",
        "http://a\x00.com",
        "http://a.com/\r\nX: y",
    ],
)
def test_blanks_and_control_characters(url: str) -> None:
    with pytest.raises(FetchError):
        parse_url(url)


def test_a_korean_address() -> None:
    target = parse_url(" https://한글.kr/기사?번호=1#댓글 ")
    assert target.host == "xn--bj0bj06e.kr"
    assert target.path == "/%EA%B8%B0%EC%82%AC?%EB%B2%88%ED%98%B8=1"


def test_a_very_long_address() -> None:
    with pytest.raises(FetchError):
        parse_url("https://example.com/" + "a" * 3000)


def test_every_refusal_says_what_to_do_in_korean() -> None:
    for url in (
        "ftp://example.com/a",
        "http://127.0.0.1/",
        "http://u@example.com",
        "http://example.com:22/",
        "https://",
    ):
        with pytest.raises(FetchError) as caught:
            parse_url(url)
        assert caught.value.field == "source"
        assert caught.value.what.endswith("다.")
        assert "붙여 넣어" in caught.value.do
