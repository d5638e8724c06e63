"""Spoken words for a thing or a fact written out, with the particle that they lack: 막힌 거 뚫었다, 그게, 건데."""

from __future__ import annotations

import re
from functools import lru_cache

from pipeline.tasks.awards import morphemes
from pipeline.tasks.awards.morphemes import Morpheme, analyse, quoted_spans
from pipeline.tasks.awards.restoring import restored

_POINTED = re.compile(r"(?<![가-힣])([그이저])(?:(게)|(걸)|(건))(?=\s)")
_BARE = re.compile(r"(?<![가-힣])([그이저])거(?=\s(?!\s*(?:같|아니|말고)))")
_WRITTEN = (
    (re.compile(r"(?<=[은는을인한런던난린쓴된간온] )거(?=(?:잖아|죠)\S{0,2}$)"), "것이"),
    (re.compile(r"(?<=[은는을인한런던난린쓴된간온] )거긴(?= [하한했])"), "것이긴"),
    (re.compile(r"(?<=[이그저]번) ?거는"), " 것은"),
    (re.compile(r"(?<=[가-힣\d])꺼를"), " 것을"),
    (re.compile(r"(?<=[가-힣\d])꺼는"), " 것은"),
    (re.compile(r"(?<=[가-힣\d])꺼가"), " 것이"),
    (re.compile(r"(?<=[가-힣\d])꺼(?=[도만]|보다|까지|\s)"), " 것"),
    (re.compile(r"(?<=[가-힣] )건데(?=[\s,]|$)"), "것인데"),
    (re.compile(r"(?<=[가-힣] )걸로(?=[\s,]|$)"), "것으로"),
    (re.compile(r"(?<=[가-힣] )거라고"), "것이라고"),
    (re.compile(r"(?<=[은는던쁜한인난간준본쓴탄큰싼된] )건(?=\s)"), "것은"),
    (re.compile(r"(?<=[은는던쁜한인난간준본쓴탄큰싼된] )걸(?=\s)"), "것을"),
)
_THING = "물건"  # stands for 것 where its particle is looked up


def with_things(text: str) -> str:
    """``text`` with 것 for every 거 outside quotations."""
    quotes = quoted_spans(text)
    if quotes:
        parts, place = [], 0
        for start, end in quotes:
            parts += [_with_things(text[place:start], ends=False), text[start:end]]
            place = end
        return "".join([*parts, _with_things(text[place:], ends=True)])
    return _with_things(text, ends=True)


def _with_things(text: str, ends: bool) -> str:
    for pattern, right in _WRITTEN:
        text = pattern.sub(right, text)
    text = _BARE.sub(lambda match: f"{match[1]}것{_lacking(match.string, *match.span())}", text)
    text = _POINTED.sub(lambda match: f"{match[1]}것" + ("이" if match[2] else "을" if match[3] else "은"), text)
    if not re.search(r"[가-힣] 거 ", text) or not ends:
        return text
    tokens = analyse(text)
    for index in range(len(tokens) - 2, 0, -1):
        token = tokens[index]
        bare = text[token.start : token.end + 1] == "거 " and token.tag == "NNB" and tokens[index - 1].tag == "ETM"
        if bare and tokens[index + 1].form == "자체":
            text = f"{text[: token.start]}것{text[token.end :]}"
        elif bare and tokens[index + 1].form not in {"같", "아니", "때문", "말"}:
            text = f"{text[: token.start]}것{_particle(text, tokens, index)}{text[token.end :]}"
    return text


def _lacking(text: str, start: int, end: int) -> str:
    """The particle that any thing would have from ``start`` to ``end``; "" for none."""
    thing = re.search(rf"{_THING}(을|이|에)(?=\s)", restored(f"{text[:start]}{_THING}{text[end:]}"))
    return thing[1] if thing else ""


def _particle(text: str, tokens: tuple[Morpheme, ...], index: int) -> str:
    """What 것 at ``index`` lacks before its verb: what any thing would have there, 을 where somebody else acts."""
    start, end = tokens[index].start, tokens[index].end
    lacking = _lacking(text, start, end)
    if lacking:
        return lacking
    place = index + 1
    while place < len(tokens) - 1 and tokens[place].tag not in {"JKS", "JKO"} and tokens[place].tag[0] in "MNXJS":
        if tokens[place + 1].tag == "XSV":
            break
        place += 1
    if tokens[place].tag == "JKS":
        return "을"  # 5번 한 것을 친구들이 지켜보았다
    verb = re.compile(r"\S*").match(text, tokens[place].start)
    return _likelier(verb[0]) if verb and tokens[place].tag[0] in "VN" else ""


@lru_cache(maxsize=2048)
def _likelier(verb: str) -> str:
    return max("을", "이", key=lambda kind: morphemes.likelihood(f"그것{kind} {verb}"))
