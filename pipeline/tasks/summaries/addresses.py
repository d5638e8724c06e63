"""Which web addresses (URLs) and network addresses (IPs) a public server may fetch for a stranger."""

from __future__ import annotations

import re
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

import httpx

from pipeline.errors import InvalidInput

PASTE = "기사 본문을 복사해 입력란에 붙여 넣어 주세요."
DEFAULT_PORTS = {"http": 80, "https": 443}
PORTS = {80, 443}
MAX_URL = 2048  # characters

# Everything here is refused even where Python calls it global: ``is_global`` differs between Python versions and lets
# multicast, 6to4 and some cloud-internal addresses through. Source: IANA special-purpose address registries.
_REFUSED_V4 = tuple(
    ip_network(block)
    for block in (
        "0.0.0.0/8",  # this network
        "10.0.0.0/8",  # private
        "100.64.0.0/10",  # carrier-grade NAT
        "127.0.0.0/8",  # loopback
        "168.63.129.16/32",  # a cloud provider's host agent, public by number only
        "169.254.0.0/16",  # link-local, cloud metadata
        "172.16.0.0/12",  # private
        "192.0.0.0/24",  # protocol assignments
        "192.0.2.0/24",  # documentation
        "192.88.99.0/24",  # 6to4 relays
        "192.168.0.0/16",  # private
        "198.18.0.0/15",  # benchmarking
        "198.51.100.0/24",  # documentation
        "203.0.113.0/24",  # documentation
        "224.0.0.0/4",  # multicast
        "240.0.0.0/4",  # reserved, broadcast
    )
)
# Of IPv6 only global unicast is open; that already leaves out v4-mapped and v4-compatible addresses, NAT64, unique
# local, link-local, site-local and multicast ones.
_GLOBAL_UNICAST_V6 = ip_network("2000::/3")
_REFUSED_V6 = tuple(
    ip_network(block)
    for block in (
        "2001::/23",  # protocol assignments: Teredo, ORCHID, benchmarking
        "2001:db8::/32",  # documentation
        "2002::/16",  # 6to4
        "3fff::/20",  # documentation
    )
)

_LABEL = re.compile(r"(?!-)[a-z0-9_-]{1,63}(?<!-)")
_NUMERIC_LABEL = re.compile(r"\d+|0x[0-9a-f]*")


class FetchError(InvalidInput):
    """A page cannot be fetched or used. Always offers another way: pasting the text."""

    def __init__(self, what: str, do: str = PASTE) -> None:
        super().__init__("source", what, do)


@dataclass(frozen=True, slots=True)
class Target:
    """A checked URL, taken apart. ``host`` is an ASCII name or an IP; ``path`` starts with "/" and holds the query."""

    scheme: str
    host: str
    port: int
    path: str

    @property
    def authority(self) -> str:
        """Host and, where it is not the scheme's own, port; as the Host header says it."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == DEFAULT_PORTS[self.scheme] else f"{host}:{self.port}"

    @property
    def url(self) -> str:
        return f"{self.scheme}://{self.authority}{self.path}"


def is_public(address: str) -> bool:
    """Whether ``address`` (an IP in text form) is a host of the public internet. Zone identifiers are not."""
    try:
        ip: IPv4Address | IPv6Address = ip_address(address)
    except ValueError:
        return False
    if not ip.is_global:
        return False
    if isinstance(ip, IPv4Address):
        return not any(ip in block for block in _REFUSED_V4)
    return ip.scope_id is None and ip in _GLOBAL_UNICAST_V6 and not any(ip in block for block in _REFUSED_V6)


def parse_url(text: str) -> Target:
    """Check a URL that a stranger or a redirect gave, before anything is looked up. Raises FetchError."""
    text = text.strip()
    if len(text) > MAX_URL:
        raise FetchError(f"주소가 {MAX_URL:,}자보다 깁니다.")
    if re.search(r"[\s\\\x00-\x1f\x7f]", text):
        raise FetchError("주소에 빈칸이나 쓸 수 없는 문자가 들어 있습니다.")
    try:
        url = httpx.URL(text)
        host = url.raw_host.decode("ascii").rstrip(".")
    except (httpx.InvalidURL, ValueError) as error:
        raise FetchError("주소의 형식이 올바르지 않습니다.", f"주소를 다시 확인하거나, {PASTE}") from error
    if url.scheme not in DEFAULT_PORTS:
        raise FetchError("http와 https 주소만 읽을 수 있습니다.")
    if "@" in re.split(r"[/?#]", text.partition("://")[2], maxsplit=1)[0]:
        raise FetchError("아이디나 비밀번호가 든 주소는 읽지 않습니다.")
    port = DEFAULT_PORTS[url.scheme] if url.port is None else url.port
    if port not in PORTS:
        raise FetchError("80번과 443번 포트의 주소만 읽을 수 있습니다.")
    _check_host(host)
    return Target(url.scheme, host, port, url.raw_path.decode("ascii"))


def _check_host(host: str) -> None:
    if ":" in host:
        if not is_public(host):
            raise private_address()
        return
    labels = host.split(".")
    if len(host) > 253 or not all(_LABEL.fullmatch(label) for label in labels):
        raise FetchError("주소의 사이트 이름이 올바르지 않습니다.", f"주소를 다시 확인하거나, {PASTE}")
    # A last label that is a number makes the whole an IPv4 address to system resolvers, in spellings such as
    # 0x7f.1, 017700000001 or 2130706433. Only the plain form of four decimal numbers is read.
    if _NUMERIC_LABEL.fullmatch(labels[-1]) and not is_public(host):
        raise private_address()


def private_address() -> FetchError:
    return FetchError("누구나 볼 수 있는 공개 웹 주소가 아니어서 읽지 않았습니다.")
