"""robots.txt: groups, longest rule, wildcards."""

from __future__ import annotations

import time

import pytest

from pipeline.tasks.summaries.robots import allows


@pytest.mark.parametrize(
    ("text", "path", "expected"),
    [
        ("", "/a", True),
        ("User-agent: *\nDisallow:", "/a", True),
        ("User-agent: *\nDisallow: /", "/a", False),
        ("User-agent: *\nDisallow: /\nAllow: /news/", "/news/1", True),
        ("User-agent: *\nAllow: /\nDisallow: /private/", "/private/1", False),
        ("User-agent: *\nDisallow: /a\nAllow: /a", "/a", True),
        ("User-agent: *\nDisallow: /*.pdf$", "/x/y.pdf", False),
        ("User-agent: *\nDisallow: /*.pdf$", "/x/y.pdf?1", True),
        ("User-agent: *\nDisallow: /*/print", "/news/12/print?x", False),
        ("User-agent: *\nDisallow: /search?*q=", "/search?p=1&q=2", False),
        ("User-agent: *\nDisallow: /$", "/", False),
        ("User-agent: *\nDisallow: /$", "/a", True),
        ("User-agent: Googlebot\nDisallow: /\n\nUser-agent: *\nAllow: /", "/a", True),
        ("User-agent: *\nDisallow: /\n\nUser-agent: Hanmadi\nDisallow: /x", "/a", True),
        ("User-agent: *\nAllow: /\n\nuser-agent: HANMADI/2.0\ndisallow: /", "/a", False),
        ("User-agent: Other\nUser-agent: Hanmadi\nDisallow: /a\nDisallow: /b", "/b", False),
        ("User-agent: Hanmadi\nDisallow: /a\n\nUser-agent: Hanmadi\nDisallow: /b", "/a", False),
        ("Disallow: /", "/a", True),
        ("User-agent: * # all\nDisallow: /a # no", "/a", False),
        ("\ufeffUser-agent: *\r\nDisallow: /a\r\n", "/a", False),
        ("User-agent: *\nDisallow: /기사", "/%EA%B8%B0%EC%82%AC/1", False),
        ("User-agent: *\nCrawl-delay: 5\nSitemap: https://a/b\nDisallow: /a", "/a", False),
        ("<html>not found</html>", "/a", True),
    ],
)
def test_rules(text: str, path: str, expected: bool) -> None:
    assert allows(text.encode(), "Hanmadi", path) is expected


def test_bytes_that_are_no_text() -> None:
    assert allows(bytes(range(256)), "Hanmadi", "/a")


def test_many_stars_stay_fast() -> None:
    rules = ("User-agent: *\n" + "Disallow: /" + "*a" * 2000 + "b$\n") * 20
    start = time.process_time()
    assert allows(rules.encode(), "Hanmadi", "/" + "a" * 2000)
    assert time.process_time() - start < 1
