"""Article bodies that a page carries only inside its scripts: JSON-LD, Next.js (both routers), and state assigned to a
global variable. Nothing is executed; only JSON and strings are read."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from typing import Any

import lxml.html
from lxml.html import HtmlElement

_NEXT_PUSH = re.compile(r'self\.__next_f\.push\(\[1,\s*("(?:[^"\\]|\\.)*")\s*\]\)')
_NEXT_ROW = re.compile(r"^[0-9a-f]+:(?=[\[{\"])", re.MULTILINE)
_ASSIGNMENT = re.compile(r"=\s*(?=[{\[])")
_PARSED = re.compile(r'JSON\.parse\(\s*("(?:[^"\\]|\\.)*")\s*\)')
_MAX_ASSIGNMENTS = 50  # per script: each try reads on from its place, so their number bounds the work
_FOREIGN = re.compile(
    r"comment|reply|related|recommend|ranking|popular|terms|policy|footer|banner|caption|notice", re.I
)
_PARAGRAPH = re.compile(r"<p[ >].*?</p>", re.DOTALL)
_MAX_GAP = 2000  # characters between paragraphs of one body: pictures and advertisements
_BLOCKS = {"p", "div", "br", "li", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "section", "article", "tr"}
_DROPPED = ("script", "style", "figure", "figcaption", "iframe", "button", "table")
_MIN_BODY = 150  # characters: less than this is a summary or a notice, not a body


def body_in_scripts(tree: HtmlElement) -> str:
    """The longest article body found in the scripts of ``tree``, one paragraph a line; empty when there is none."""
    scripts = [(script.get("type") or "", script.text or "") for script in tree.iter("script")]
    for kind, code in scripts:
        if kind == "application/ld+json":
            for text in _strings_of_key(_json(code), "articleBody"):
                if len(text) >= _MIN_BODY:
                    return paragraphs(text)
    bodies = [body for value in _values(scripts) for body in _bodies(value)]
    stream = "".join(_string(push[1]) for _, code in scripts for push in _NEXT_PUSH.finditer(code))
    bodies += _html_runs(stream)
    return max(bodies, key=_hangul, default="")


def _html_runs(stream: str) -> list[str]:
    """The texts of runs of <p> elements that stand close together."""
    runs: list[list[str]] = []
    end = -_MAX_GAP
    for found in _PARAGRAPH.finditer(stream):
        if found.start() - end >= _MAX_GAP:
            runs.append([])
        runs[-1].append(found[0])
        end = found.end()
    return [paragraphs("".join(run)) for run in runs]


def paragraphs(text: str) -> str:
    """Plain text of a string that may hold HTML: one paragraph a line, without pictures, captions and tables."""
    if "<" in text and re.search(r"<\w+[^>]*>", text):
        root = lxml.html.fragment_fromstring(text, create_parent="div")
        for element in list(root.iter(*_DROPPED)):
            element.drop_tree()
        for element in root.iter(*_BLOCKS):
            element.tail = "\n" + (element.tail or "")
            element.text = "\n" + (element.text or "")
        text = root.text_content()
    lines = (re.sub(r"\s+", " ", line).strip() for line in text.splitlines())
    return "\n".join(line for line in lines if line)


def _values(scripts: Iterable[tuple[str, str]]) -> Iterator[Any]:
    """Every JSON value that the scripts hold."""
    stream = []
    for kind, code in scripts:
        if "json" in kind:
            yield _json(code)
            continue
        stream += [_string(push[1]) for push in _NEXT_PUSH.finditer(code)]
        for found in _PARSED.finditer(code):
            yield _json(_string(found[1]))
        end = 0
        for count, found in enumerate(_ASSIGNMENT.finditer(code)):
            if count == _MAX_ASSIGNMENTS:
                break
            if found.end() >= end:  # not inside a value that was already read
                value, end = _json_at(code, found.end())
                yield value
    rows = "".join(stream)
    for found in _NEXT_ROW.finditer(rows):
        yield _json_at(rows, found.end())[0]


def _bodies(value: Any, name: str = "") -> Iterator[str]:
    """Texts in a JSON value that could be an article's body: one long string, or the paragraphs of one list."""
    if _FOREIGN.search(name):
        return
    if isinstance(value, str):
        text = paragraphs(value)
        if _hangul(text) >= _MIN_BODY and _is_prose(text):
            yield text
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield from _bodies(inner, str(key))
    elif isinstance(value, list):
        for inner in value:
            yield from _bodies(inner, name)
        columns: dict[str, list[str]] = {}
        for key, text in _column_texts(value):
            columns.setdefault(key, []).append(text)
        for key, texts in columns.items():
            if not _FOREIGN.search(key) and sum(map(_hangul, texts)) >= _MIN_BODY:
                yield "\n".join(texts)


def _column_texts(items: list[Any]) -> Iterator[tuple[str, str]]:
    """Paragraph-like strings of a list's items, under the key that holds them; React elements by their children."""
    for item in items:
        fields: Iterable[tuple[str, Any]] = ()
        if isinstance(item, str):
            fields = [("", item)]
        elif isinstance(item, dict):
            fields = item.items()
        elif isinstance(item, list) and len(item) == 4 and item[:2] == ["$", "p"] and isinstance(item[3], dict):
            fields = [("children", _children(item[3].get("children")))]
        for key, value in fields:
            if isinstance(value, str) and _is_prose(text := paragraphs(value)):
                yield str(key), text


def _children(value: Any) -> str:
    if isinstance(value, list):
        if len(value) == 4 and value[0] == "$" and isinstance(value[3], dict):
            return _children(value[3].get("children"))
        return "".join(_children(inner) for inner in value)
    return value if isinstance(value, str) else ""


def _strings_of_key(value: Any, key: str) -> Iterator[str]:
    if isinstance(value, dict):
        if isinstance(value.get(key), str):
            yield value[key]
        value = list(value.values())
    if isinstance(value, list):
        for inner in value:
            yield from _strings_of_key(inner, key)


def _is_prose(text: str) -> bool:
    return _hangul(text) >= 10 and bool(re.search(r"[다요죠까][.!?]|[.!?]$|[다요][”\"']", text))


def _hangul(text: str) -> int:
    return len(re.findall("[가-힣]", text))


def _string(literal: str) -> str:
    value = _json(literal)
    return value if isinstance(value, str) else ""


def _json(text: str) -> Any:
    try:
        return json.loads(text, strict=False)
    except (ValueError, RecursionError):  # a page's broken script is no reason to fail: there is then no body in it
        return None


def _json_at(text: str, start: int) -> tuple[Any, int]:
    try:
        return json.JSONDecoder(strict=False).raw_decode(text, start)
    except (ValueError, RecursionError):
        return None, start
