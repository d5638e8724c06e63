"""Text to sentences: newlines first, then Kiwi; quotes kept whole; each sentence says what kind of line it is."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

from pipeline.tasks.kiwi import analyser
from pipeline.tasks.summaries.cleanup import is_noise, normalise, strip_dateline

if TYPE_CHECKING:
    from kiwipiepy import Sentence as KiwiSentence
    from kiwipiepy import Token

MAX_LINE = 2000  # characters: a longer line is cut at a blank before analysis, whose cost grows faster than its input
MAX_SENTENCE = 400  # characters: what runs on longer is no sentence that a person wants to read in a summary
_CLAUSE_ENDS = {
    "고",
    "며",
    "면서",
    "는데",
    "ᆫ데",
    "은데",
    "지만",
    "니",
    "으니",
    "니까",
    "으니까",
    "어서",
    "아서",
    "다가",
    "으나",
    "나",
    "으며",
    "거나",
}
_MAX_QUOTE = 120  # characters: a quote of several sentences stays one piece up to here
_MAX_ANSWER = 60  # characters: the same where the quote is the whole line, as an interview's answers are

_MARKER = re.compile(
    r"(?:#{1,6}\s+|\[[가-힣]{2,5}\]\s+|[-*+•·▪◦●○■□▶▷◆◇※✔✓☞►–—]+\s+|[-•·▪◦●○■□▶▷◆◇※✔✓☞►](?=[가-힣A-Za-z])|\(?\d{1,2}[.)]\s+(?=\D)|[①-⑳]\s*|[가-하][.)]\s+|(?:첫|둘|셋|넷|다섯)째[,.:]\s+(?=$)|>+\s*)+"
)
_ASKED = re.compile(
    r"(?:[―—–─━]\s*|-\s+(?=.*(?:나|가|까|요|죠)[.?]$)|(?:Q|질문|문|기자|질문자|사회자|진행자)\s*\d{0,2}\s*[.:：)]\s*)"
)
_SPEAKER = re.compile(rf"\A(?:{_ASKED.pattern}|(?:A|답변?)\s*\d{{0,2}}\s*[.:)]\s*(?=\S))")
_EMPHASIS = re.compile(r"(\*\*|__|`)(?=\S)(.+?)(?<=\S)\1")
_LINK = re.compile(r"!?\[([^\]\n]{0,200})\]\([^)\s]{1,500}\)")
_CLOSERS = "\"'”’」』)]》〉"
_PAIRS = {"“": "”", "‘": "’", "「": "」", "『": "』"}
_QUOTES = set(_PAIRS) | set(_PAIRS.values()) | {'"', "'"}
_TERMINATED = re.compile(rf"[.!?…。][{re.escape(_CLOSERS)}]*(?:\s*[\[(][^\[\]()]{{1,20}}[\])])*$")


class Kind(Enum):
    PROSE = "prose"  # a full sentence
    FRAGMENT = "fragment"  # a heading, an item of a list, a cell of a table
    QUESTION = "question"  # an interviewer's or a reader's
    NOISE = "noise"  # caption, byline, mail header: no part of the text


@dataclass(frozen=True, slots=True)
class Sentence:
    """``paragraph`` counts lines of the source, ``place`` sentences in it. ``tokens`` are Kiwi's: a token stands at
    ``text[token.start - offset :][: token.len]``."""

    text: str
    paragraph: int
    place: int
    kind: Kind
    tokens: tuple[Token, ...]
    offset: int = 0


def split(text: str) -> list[Sentence]:
    """Sentences of ``text`` in order. Cost grows linearly."""
    lines = [line for line in _unwrapped(_plain_lines(text)) if line]
    asked_lines = [bool(_ASKED.match(line)) for line in lines]
    lines = [_SPEAKER.sub("", line, count=1) for line in lines]
    pieces = [(number, piece) for number, line in enumerate(lines) for piece in _cut(line)]
    analysed = analyser().split_into_sents([piece for _, piece in pieces], return_tokens=True)
    sentences: list[Sentence] = []
    for (number, piece), found in zip(pieces, analysed, strict=True):
        if is_noise(piece):
            sentences.append(Sentence(piece, number, 0, Kind.NOISE, ()))
            continue
        spans = [span for sentence in found for span in _clauses(piece, sentence)]
        asked = asked_lines[number]
        alone = len(spans) == 1
        place = 0
        for start, end, tokens in _whole_quotes(piece, spans):
            body = piece[start:end].strip()
            if not body:
                continue
            shown, added = _balanced(piece, start, end)
            offset = start + piece[start:end].index(body) - added
            sentences.append(Sentence(shown, number, place, _kind(body, tokens, asked, alone), tokens, offset))
            place += 1
    return sentences


def _plain_lines(text: str) -> list[str]:
    """Lines without markup of Markdown, list markers and a news agency's opening."""
    lines = []
    for line in normalise(text).split("\n"):
        line = _EMPHASIS.sub(r"\2", _LINK.sub(r"\1", line)).strip()
        if line.startswith("|") and line.endswith("|"):
            line = " ".join(cell.strip() for cell in line.strip("|").split("|"))
        lines.append(line)
    first = next((number for number, line in enumerate(lines) if line and not is_noise(line)), None)
    if first is not None:
        lines[first] = strip_dateline(lines[first])
    return lines


def _unwrapped(lines: list[str]) -> list[str]:
    """Join lines that a mail program or a terminal broke at a fixed width, and take list markers off.

    A block of lines counts as wrapped when all but its last nearly fill one width and mostly end in mid-sentence.
    """
    joined: list[str] = []
    block: list[str] = []
    for line in [*lines, ""]:
        if line and not _MARKER.match(line) and not is_noise(line):
            block.append(line)
            continue
        joined += _join_if_wrapped(block)
        block = []
        joined.append(_MARKER.sub("", line, count=1) if _MARKER.match(line) else line)
    return joined


def _join_if_wrapped(block: list[str]) -> list[str]:
    if len(block) < 3:
        return block
    width = max(map(len, block))
    full = [len(line) >= 0.75 * width for line in block[:-1]]
    open_ended = [not _TERMINATED.search(line) for line in block[:-1]]
    if width <= 110 and sum(full) >= 0.8 * len(full) and sum(open_ended) >= 0.6 * len(open_ended):
        return [" ".join(block)]
    return block


def _cut(line: str) -> list[str]:
    """Pieces of at most MAX_LINE characters, cut after a sentence where there is one, else at a blank."""
    pieces = []
    while len(line) > MAX_LINE:
        window = line[:MAX_LINE]
        ends = [found.end() for found in re.finditer(r"[.!?…][\"'”’)]*\s", window)]
        place = ends[-1] if ends and ends[-1] > MAX_LINE // 3 else window.rfind(" ")
        if place <= MAX_LINE // 3:
            place = MAX_LINE
        pieces.append(line[:place].strip())
        line = line[place:].strip()
    return [*pieces, line]


Span = tuple[int, int, tuple["Token", ...]]


def _clauses(line: str, sentence: KiwiSentence) -> list[Span]:
    """The sentence; one that runs on and on in pieces that end where a clause ends or, failing that, at a blank."""
    tokens = tuple(sentence.tokens or ())
    if sentence.end - sentence.start <= MAX_SENTENCE:
        return [(sentence.start, sentence.end, tokens)]
    spans: list[Span] = []
    first, begin = 0, sentence.start
    for number, token in enumerate(tokens):
        end = token.start + token.len
        blank_follows = end < len(line) and line[end].isspace()
        helper_follows = number + 1 < len(tokens) and tokens[number + 1].tag == "VX"
        clause_ends = token.tag in {"EF", "SP"} or (
            token.tag == "EC" and token.form in _CLAUSE_ENDS and not helper_follows
        )
        long_enough = end - begin >= MAX_SENTENCE // 2 and clause_ends
        if blank_follows and (long_enough or end - begin >= MAX_SENTENCE):
            spans.append((begin, end, tokens[first : number + 1]))
            begin, first = end, number + 1
    return [*spans, (begin, sentence.end, tokens[first:])]


def _whole_quotes(line: str, spans: list[Span]) -> list[Span]:
    """Join sentences that share one short quote. A quote that runs on for long stays in its sentences."""
    longest = _MAX_ANSWER if line[:1] in _QUOTES and line[-1:] in _QUOTES else _MAX_QUOTE
    joined: list[Span] = []
    number = 0
    while number < len(spans):
        start, end, tokens = spans[number]
        last = number
        if _open_quote(line[start:end]):
            for later in range(number + 1, len(spans)):
                if spans[later][1] - start > longest:
                    break
                if not _open_quote(line[start : spans[later][1]]):
                    last = later
                    break
        for span in spans[number + 1 : last + 1]:
            end, tokens = span[1], tokens + span[2]
        joined.append((start, end, tokens))
        number = last + 1
    return joined


def _open_quote(text: str) -> str:
    """The closing mark that ``text`` still waits for; empty when its quotes are whole."""
    waiting = ""
    for place, mark in enumerate(text):
        if mark not in _QUOTES:
            continue
        before = text[place - 1] if place else " "
        if waiting:
            if mark == waiting and (mark != "'" or not before.isspace()):
                waiting = ""
        elif mark in _PAIRS:
            waiting = _PAIRS[mark]
        elif mark == '"' or (mark == "'" and not before.isalnum()):  # not the apostrophe of can't or '24
            waiting = mark
    return waiting


def _balanced(line: str, start: int, end: int) -> tuple[str, int]:
    """The sentence as it reads alone: a quote that began before it or ends after it is marked on both sides.

    Also the number of characters put before it.
    """
    body = line[start:end].strip()
    added = 0
    if before := _open_quote(line[:start]):
        opening = next((left for left, right in _PAIRS.items() if right == before), before)
        body, added = opening + body, 1
    if after := _open_quote(body):
        body += after
    return body, added


def _kind(body: str, tokens: tuple[Token, ...], asked: bool, alone: bool) -> Kind:
    if asked or re.search(r"\?[\"'”’)]*$", body):
        return Kind.QUESTION
    if _TERMINATED.search(body):
        return Kind.PROSE if len(body) >= 8 else Kind.FRAGMENT
    tags = [token.tag for token in tokens if not token.tag.startswith("S")]
    # People leave full stops out; a closing ending shows the sentence all the same. A short one by itself is a heading.
    ends = bool(tags) and (tags[-1] == "EF" or tags[-2:] in (["EF", "JX"], ["ETN"], ["EP", "ETN"]))
    return Kind.PROSE if ends and len(body) >= (25 if alone else 8) else Kind.FRAGMENT
