"""Phrases without a predicate that only say how, when or with what something was done: 겨울에도, 62세의 나이로."""

from __future__ import annotations

import re

from pipeline.tasks.awards.counts import NUMBER, SPAN, TIMES
from pipeline.tasks.awards.morphemes import Morpheme
from pipeline.tasks.awards.names import times
from pipeline.tasks.awards.particles import attach

ADJUNCT = "adjunct"  # role of what only belongs to the clause before it: 겨울에도요, 그것도 혼자서

_AGE = re.compile(rf"^(?:올해\s|만\s)?{NUMBER}(?:세|살)$")
_ADVERBIAL = {"JKB", "MAG", "JC"}
_LOOSE = {"JX"}


def adjunct_of(phrase: str, tokens: list[Morpheme]) -> str:
    """``phrase`` when it has no predicate and only says how, when or with what: 겨울에도, 62세의 나이로; else ""."""
    last = tokens[-1]
    if _AGE.match(phrase):
        return f"{phrase}의 나이로"
    if last.tag == "JKO":  # (다 넣어 주셨어요.) 58명 것을
        return phrase
    if re.fullmatch(r"\d+\s?대\s?\d+", phrase):
        return attach(phrase, "으로")
    if SPAN.fullmatch(phrase):
        return f"{phrase} 동안"
    if re.fullmatch(
        rf"(?:무려\s|벌써\s)?{NUMBER}(?:년|개월|달|주|일|시간)째|벌써\s{NUMBER}(?:년|개월|달)", phrase
    ) or TIMES.fullmatch(phrase):
        return phrase
    if len(tokens) == 1 and (last.form in times() or last.tag == "MAG"):  # 사람들이 와요 요즘
        return phrase
    if is_topical(tokens) or any(token.tag == "ETN" for token in tokens[-2:]):
        return ""
    if last.tag in _ADVERBIAL or phrase.endswith((" 몰래", " 없이", "마다", " 동안", " 내내")):
        return phrase
    if last.tag in _LOOSE and last.form in {"도", "만", "마저", "조차", "부터", "마다"} and len(tokens) > 1:
        return phrase
    if last.form == "까지" and (len(tokens) > 1 and tokens[-2].tag == "EC"):  # 도망가면서까지
        return phrase
    if last.form == "까지" and any(token.form == "부터" for token in tokens):  # 새벽 3시부터 아침까지
        return phrase
    return ""


def is_topical(tokens: list[Morpheme]) -> bool:
    """Whether the phrase says what it is about: 글씨는 삐뚤빼뚤, 교실이 울음바다; 비가 오면 설거지 does not."""
    start = max((index for index, token in enumerate(tokens) if token.tag in {"EC", "ETM"}), default=0)
    return any(
        (token.tag == "JKS" or (token.tag == "JX" and token.form in {"은", "는"})) and start < index < len(tokens) - 1
        for index, token in enumerate(tokens)
    )
