"""An article: what is left of a page, a file or a paste when everything around the text is gone."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import urlsplit

import lxml.html
from lxml.html import HtmlElement

from pipeline.tasks.summaries.addresses import FetchError
from pipeline.tasks.summaries.cleanup import clean_article, normalise
from pipeline.tasks.summaries.decoding import decode
from pipeline.tasks.summaries.fetch import PageFetcher
from pipeline.tasks.summaries.payload import body_in_scripts

_MIN_BODY = 80  # letters: less is no article
_MAX_TREE = 40_000  # elements: a page with more is refused rather than worked on for minutes


@dataclass(frozen=True, slots=True)
class Article:
    """``text`` has one paragraph a line. Empty strings where the page does not say; ``date`` is YYYY-MM-DD."""

    title: str
    text: str
    author: str = ""
    date: str = ""
    site: str = ""
    url: str = ""


def fetch_article(url: str, fetcher: PageFetcher | None = None) -> Article:
    """Fetch the public page at ``url`` and extract its article. Raises FetchError (an InvalidInput), in Korean.

    ``fetcher`` is for tests, which bring their own internet.
    """
    page = (fetcher or PageFetcher()).fetch(url)
    return extract_article(page.html, page.url, charset=page.charset)


def is_link(source: str) -> bool:
    """Whether a person gave a link rather than a text: one word that begins as an address does."""
    source = source.strip()
    return bool(re.fullmatch(r"(?:[a-zA-Z][a-zA-Z0-9+.-]*://|www\.)\S+", source)) or bool(
        re.fullmatch(r"(?:[\w-]+\.)+(?:kr|com|net|org|io|co|한국)(?:/\S*)?", source)
    )


def read_source(source: str, fetcher: PageFetcher | None = None) -> Article:
    """What a person put into the one box: a link's article, or the text itself. Raises FetchError for a link."""
    if not is_link(source):
        return Article("", source)
    source = source.strip()
    return fetch_article(source if "://" in source else f"https://{source}", fetcher)


def extract_article(html: bytes, url: str, *, charset: str = "") -> Article:
    """The article of a page. ``html``: the bytes as they came; ``charset``: what the server said of them, if it did.

    Raises FetchError when the page holds no article.
    """
    import trafilatura  # .35 s to import: only when a page is read

    tree = _parse(decode(html, charset))
    hidden = body_in_scripts(tree)
    _prepare(tree)
    found = trafilatura.bare_extraction(
        tree,
        url=url or None,
        include_comments=False,
        include_tables=False,
        with_metadata=True,
        prune_xpath=_NOT_TEXT,
    )
    visible = clean_article(found.text or "") if found and not isinstance(found, dict) else ""
    hidden = clean_article(hidden)
    # A page that shows its article has it whole; one that streams it shows a menu or the first lines. trafilatura reads
    # JSON-LD too, but loses its paragraphs.
    streamed = len(hidden) > 1.5 * len(visible)
    flattened = "\n" not in visible and "\n" in hidden and len(hidden) > 0.9 * len(visible)
    text = hidden if streamed or flattened else visible
    if len(_letters(text)) < _MIN_BODY:
        raise FetchError("이 웹 문서에서 기사 본문을 찾지 못했습니다.")
    meta = trafilatura.extract_metadata(tree, default_url=url or None)
    site = _one_line(meta.sitename) if meta else ""
    title = _title(tree, _one_line(meta.title) if meta else "", site, url)
    return Article(
        title=title,
        text=_without_headline(text, title),
        author=_author(tree, (meta.author if meta else "") or ""),
        date=(meta.date if meta else "") or "",
        site=site,
        url=url,
    )


def _parse(text: str) -> HtmlElement:
    text = re.sub(r"^\s*<\?xml[^>]*\?>", "", text.replace("\x00", " "))  # lxml refuses text with a declared encoding
    try:
        tree = lxml.html.document_fromstring(text)
    except (lxml.etree.ParserError, ValueError) as error:
        raise FetchError("이 웹 문서는 비어 있거나 HTML이 아닙니다.") from error
    if sum(1 for _ in tree.iter()) > _MAX_TREE:
        raise FetchError("이 웹 문서는 너무 복잡해서 읽을 수 없습니다.")
    return tree


# Parts that are not the article's text, by the names that Korean news systems give them.
_NOT_TEXT = [
    f".//*[{' or '.join(tests)}]"
    for tests in (
        [f"self::{name}" for name in ("figcaption", "figure", "button", "noscript")],
        [
            f"contains(concat(' ', @class, ' '), ' {name} ')"
            for name in ("img_desc", "caption", "wp-caption-text", "photo_caption", "sub_txt", "subhead", "subheading")
        ]
        + [
            f"contains(@class, '{name}')"
            for name in (
                "end_photo",
                "copyright",
                "related",
                "another_category",
                "newsletter",
                "area_reply",
                "adsbygoogle",
            )
        ],
    )
]


def _prepare(tree: HtmlElement) -> None:
    """Tables that only lay out a page become blocks, so that a text inside one is read as text."""
    for table in list(tree.iter("table")):
        if any(len(cell.text_content()) > 400 for cell in table.iter("td")):
            for element in table.iter("table", "tbody", "tr", "td", "th"):
                element.tag = "div"
    for font in list(tree.iter("font")):
        font.drop_tag()


_SEPARATOR = re.compile(r"\s+(?:[-–—|:·<>]|::|\|\|)\s+|\s*(?:::|\|)\s*")


def _title(tree: HtmlElement, title: str, site: str, url: str) -> str:
    """The title without the site's name behind it."""
    headings = {_one_line(element.text_content()) for element in tree.iter("h1", "h2", "h3", "h4", "strong")}
    host = (urlsplit(url).hostname or "").lower()
    for _ in range(3):
        *_, last = [None, *_SEPARATOR.finditer(title)]
        if last is None:
            break
        front, tail = title[: last.start()].strip(), title[last.end() :].strip()
        bare = re.sub(r"\s", "", tail).lower()
        own_name = re.sub(r"\s", "", site).lower()
        is_site = (
            (bool(own_name) and (bare in own_name or own_name in bare))
            or (len(bare) > 2 and bare in host)
            or front in headings
            or (len(tail) <= 20 and last[0].strip() in {"|", "::", "||"})
        )
        if not front or len(tail) > 40 or not is_site:
            break
        title = front
    if len(title) > 2 and title[0] + title[-1] in {'""', "''", "“”"} and not set(title[1:-1]) & set("\"'“”"):
        title = title[1:-1].strip()
    return title


def _author(tree: HtmlElement, found: str) -> str:
    """A reporter's name: what the page's own field says, else a name before 기자; never a mail address."""
    for content in [
        *tree.xpath("//meta[@name='author' or @property='article:author' or @name='dable:author']/@content"),
        found,
    ]:
        content = _one_line(content)
        if named := re.match(
            r"(?:글\s*[=:]?\s*)?([가-힣]{2,4})(?:\s+[가-힣]{0,4}(?:기자|특파원|논설위원|에디터))?(?![가-힣])", content
        ):
            return named[1]
        if content and re.fullmatch(r"[A-Za-z .'-]{3,60}", content) and " " in content:
            return content
    return ""


def _without_headline(text: str, title: str) -> str:
    """Some pages repeat the headline as the text's first line."""
    first, _, rest = text.partition("\n")
    return rest if rest and _letters(first) == _letters(title) else text


def _letters(text: str) -> str:
    return re.sub(r"\W", "", text)


def _one_line(text: str | None) -> str:
    return re.sub(r"\s+", " ", normalise(text or "")).strip()
