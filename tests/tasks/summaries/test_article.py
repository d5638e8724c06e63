"""Extraction from pages in the layouts and encodings of Korean news systems, and from pages that are none."""

from __future__ import annotations

import time
from collections import Counter
from contextlib import suppress

import pytest

from pipeline.tasks.summaries.addresses import FetchError
from pipeline.tasks.summaries.article import extract_article, fetch_article
from pipeline.tasks.summaries.decoding import decode
from pipeline.tasks.summaries.fetch import PageFetcher
from tests.tasks.summaries.internet import PUBLIC, Internet, reply
from tests.tasks.summaries.news_pages import ENCODINGS, LAYOUTS, STORIES, Story, encode, page

URL = "https://news.example/view/1"


def f1(found: str, gold: str) -> float:
    """Of the multisets of eojeol (blank-separated words)."""
    ours, theirs = Counter(found.split()), Counter(gold.split())
    common = sum((ours & theirs).values())
    return 2 * common / (sum(ours.values()) + sum(theirs.values()))


@pytest.mark.parametrize("story", STORIES, ids=["film", "cable", "pulse"])
@pytest.mark.parametrize("layout", LAYOUTS)
def test_the_text_and_nothing_else(layout: str, story: Story) -> None:
    article = extract_article(LAYOUTS[layout](story).encode(), URL)
    assert f1(article.text, story.gold) >= 0.95
    assert [line for line in article.text.split("\n") if line in story.paragraphs] == list(story.paragraphs)
    assert article.title == story.title
    assert article.date == story.date
    for foreign in (
        "관련기사",
        "많이 본",
        "무단",
        "Copyright",
        "@dawn.example",
        "광고",
        "ADVERTISEMENT",
        "구독",
        story.caption,
    ):
        assert foreign not in article.text


@pytest.mark.parametrize("layout", [name for name in LAYOUTS if name != "old_table"])
def test_the_author(layout: str) -> None:
    assert extract_article(LAYOUTS[layout](STORIES[0]).encode(), URL).author == STORIES[0].author


@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize("number", range(len(LAYOUTS)))
def test_every_encoding(number: int, encoding: str) -> None:
    story = STORIES[number % len(STORIES)]
    article = extract_article(encode(list(LAYOUTS.values())[number](story), encoding), URL)
    assert f1(article.text, story.gold) >= 0.95
    assert article.title == story.title


@pytest.mark.parametrize("said", ["", "utf-8", "euc-kr", "iso-8859-1", "ks_c_5601-1987", "no-such-charset"])
@pytest.mark.parametrize("codec", ["utf-8", "cp949"])
def test_the_header_may_say_what_it_likes(codec: str, said: str) -> None:
    html = LAYOUTS["wire"](STORIES[1]).replace('<meta charset="utf-8">', "")
    article = extract_article(html.encode(codec, "xmlcharrefreplace"), URL, charset=said)
    assert f1(article.text, STORIES[1].gold) >= 0.95


def test_a_page_cut_in_the_middle_of_a_letter() -> None:
    for codec in ("utf-8", "cp949"):
        raw = LAYOUTS["ndsoft"](STORIES[0]).encode(codec, "xmlcharrefreplace")
        cut = raw[: raw.index("내년 봄".encode(codec)) + 1]
        assert STORIES[0].paragraphs[2] in extract_article(cut, URL).text


def test_other_languages_are_read_as_they_declare() -> None:
    assert decode("<meta charset=shift_jis>テスト".encode("shift_jis")) == "<meta charset=shift_jis>テスト"
    assert decode("Füße".encode("latin-1") + b" " * 9).endswith(" ")


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("새 전지 나왔다 - 새벽과학", "새 전지 나왔다"),
        ("새 전지 나왔다 | 과학 | 새벽과학", "새 전지 나왔다"),
        ("새 전지 나왔다 :: 문화가 있는 날", "새 전지 나왔다"),
        ("달 탐사선 다누리 - 그날의 기록", "달 탐사선 다누리 - 그날의 기록"),
        ("A-B 검사의 힘", "A-B 검사의 힘"),
        ("“새 전지 나왔다”", "새 전지 나왔다"),
        ("“새 전지” 나왔다…“놀랍다”", "“새 전지” 나왔다…“놀랍다”"),
        ("1:1 상담 &amp; 교육", "1:1 상담 & 교육"),
    ],
)
def test_the_site_is_no_part_of_the_title(title: str, expected: str) -> None:
    story = STORIES[0]
    html = page(story, "".join(f"<p>{text}</p>" for text in story.paragraphs), suffix="").replace(story.title, title)
    assert extract_article(html.encode(), URL).title == expected


@pytest.mark.parametrize(
    "html",
    [
        b"",
        b"   ",
        b"\x00\x01\x02" * 100,
        b"%PDF-1.7 garbage",
        b"<html></html>",
        b"<html><body><script>var a = {</script></body></html>",
        b"<?xml version='1.0' encoding='euc-kr'?><html><body><p>a</p></body></html>",
        "<html><body><p>짧은 글이다.</p></body></html>".encode(),
        b"<div>" * 50_000,
        b'<script type="application/ld+json">{"articleBody": ["a"]}</script>',
        b'<script type="application/ld+json">' + b"[" * 100_000 + b"</script>",
        b"<script>self.__next_f.push([1,\"\\ud800\"])</script>",
    ],
    ids=range(12),
)  # fmt: skip
def test_pages_without_an_article(html: bytes) -> None:
    with pytest.raises(FetchError) as caught:
        extract_article(html, URL)
    assert caught.value.what.endswith("다.")
    assert "붙여 넣어" in caught.value.do


def test_hostile_pages_take_no_more_than_seconds() -> None:
    start = time.process_time()
    for html in (
        "<p>" + "가" * 500_000,
        "<table>" * 3000 + "<td>" + "가나다 " * 1000,
        "<script>" + "a={" * 300_000 + "</script>",
        "<script>" + 'self.__next_f.push([1,"<p>' * 30_000 + "</script>",
        "<p>" + "김철수 " * 30_000,
        "<p>가</p>" * 8_000,
    ):
        with suppress(FetchError):
            extract_article(html.encode(), URL)
    assert time.process_time() - start < 30


def test_fetched_and_extracted_with_the_servers_charset() -> None:
    raw = LAYOUTS["portal"](STORIES[2]).encode("cp949", "xmlcharrefreplace")
    with Internet(
        pages={"/view/1": lambda request: reply(request, raw, content_type="text/html; charset=EUC-KR")},
        names={"news.example": [[PUBLIC]]},
    ) as world:
        article = fetch_article("http://news.example/view/1", PageFetcher(world.resolve, world.dial))
    assert article.title == STORIES[2].title
    assert f1(article.text, STORIES[2].gold) >= 0.95
    assert article.url == "http://news.example/view/1"
