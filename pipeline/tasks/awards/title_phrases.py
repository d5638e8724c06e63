"""A clause's words in phrases that stand or fall together: 알레르기 있는 아이 26명을, 보건실까지, 업고."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipeline.tasks.awards.morphemes import Morpheme
from pipeline.tasks.awards.wordlists import lexicon

NOUNS = {"NNG", "NNP", "SL", "SH", "XSN", "NR"}


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words that stand or fall together. ``role``: object, subject, topic, verb, or whatever else (aside)."""

    words: tuple[tuple[Morpheme, ...], ...]
    text: str
    role: str


def ends_part(tokens: Sequence[Morpheme], index: int) -> bool:
    """Whether an earlier clause ends at ``tokens[index]``."""
    token = tokens[index]
    follower = tokens[index + 1] if index + 1 < len(tokens) else None
    if token.tag == "JX" and index and tokens[index - 1].tag == "EC":  # 받으면서도
        return follower is not None and follower.tag != "VX"
    if token.tag == "EC" and follower is not None and follower.tag == "JX":
        return False
    if token.tag != "EC" or follower is None or follower.tag == "VX" or token.form in {"게", "지"}:
        return False
    return not (token.form in {"어", "아"} and follower.tag == "VV")


def phrases_of(head: str, tokens: Sequence[Morpheme]) -> Iterator[Phrase]:
    words: list[list[Morpheme]] = []
    for token in tokens:
        if words and token.start <= words[-1][-1].end:
            words[-1].append(token)
        else:
            words.append([token])
    inside = _of_descriptions(words)
    open_words: list[tuple[Morpheme, ...]] = []
    for place, word in enumerate(words):
        open_words.append(tuple(word))
        follower = words[place + 1] if place + 1 < len(words) else None
        if follower is not None and (place in inside or _leans_on(word, follower)):
            continue
        last = follower is None
        text = head[open_words[0][0].start : max(token.end for token in word)].strip(" ,")
        yield Phrase(tuple(open_words), text, _role(word, last))
        open_words = []


def _of_descriptions(words: Sequence[Sequence[Morpheme]]) -> set[int]:
    """Places of words that belong to a verb before a noun: 길을 of 길을 잃은 할아버지를."""
    inside: set[int] = set()
    for place, word in enumerate(words):
        if word[-1].tag != "ETM" or not any(token.tag in {"VV", "XSV", "VX", "VA", "XSA"} for token in word):
            continue
        before = place - 1
        while before >= 0 and (
            words[before][-1].tag in {"JKO", "JKS", "JKB", "JKC", "EC", "MAG", "JX"}
            or words[before][-1].form in lexicon("titles")["times"]
            or (before == place - 1 and words[before][-1].tag in NOUNS)  # 길 잃은 할아버지를
        ):
            particle = words[before][-1]
            if particle.tag == "JX" and particle.form in {"은", "는"}:
                break
            inside.add(before)
            if particle.tag in {"JKS", "JKC"} and before and words[before - 1][-1].tag == "JKB":
                inside.add(before - 1)  # 9층에 불이 났을 때
            if particle.tag in {"JKS", "JKC"} or (particle.tag in {"JKB", "JX"} and before < place - 1):
                break
            before -= 1
    return inside


def _leans_on(word: Sequence[Morpheme], follower: Sequence[Morpheme]) -> bool:
    """Whether ``word`` makes one phrase with the word after it: 아이 34명, 첫 편지, 눈이 (올) 때, 발라 (주고)."""
    last, next_one = word[-1], follower[0]
    if last.tag in {"ETM", "MM", "JKG", "JC", "XPN"}:
        return True
    if last.tag == "EC":
        return last.form in {"어", "아", "지", "고", "게"} and next_one.tag in {"VX", "VV"}
    if last.tag == "MAG":
        return last.form in lexicon("titles")["degrees"]
    if last.tag == "ETN":
        return next_one.form in _AFTER_NOUNS
    if last.tag == "JX" and last.form == "도" and len(word) > 1 and word[-2].form in _NOT_EVEN:
        return True  # 한 번도 (빠짐없이), 하루도 (거르지 않다)
    if last.tag == "NP":  # 우리 아이
        return next_one.tag[0] == "N"
    if last.form in _SHARES:
        return False
    if last.tag in {"NNG", "NNP", "SL", "XSN", "SN", "NR", "NNB"}:
        if next_one.form in _AFTER_NOUNS:
            return True
        if last.form in _AFTER_NOUNS and last.tag != "NR":
            return False
        if next_one.form in lexicon("titles")["times"] or next_one.form == "끝":
            return False
        if word[0].form in lexicon("titles")["times"] and len(word) == 1:
            return next_one.tag in {"SN", "MM", "NR"}  # 하루 30분만, 밤 두 시에
        if last.tag == "NNB" and any(token.tag in {"SN", "MM", "NR"} for token in word):
            return next_one.tag in {"NNG", "NNP", "SN"}  # 59분 58초, 두 명 구조
        return next_one.tag in {"NNG", "NNP", "SN", "NR", "SL", "MM", "NNB", "XPN"}
    return False


_NOT_EVEN = {"하루", "번", "하나", "방울", "명", "개", "마디", "분", "초", "줄", "톨", "푼"}
_SHARES = {"째", "씩", "쯤", "짜리", "끼리", "마다"}  # after a number: 11년째, 2장씩
_AFTER_NOUNS = {"없이", "같이", "대신", "동안", "내내", "중", "때", "후", "뒤", "전", "만", "만에", "몰래", "덕분"}


def _role(word: Sequence[Morpheme], last: bool) -> str:
    token = word[-1]
    if token.tag == "JKO":
        return "object"
    if token.tag in {"JKS", "JKC"}:
        return "aside" if token.form == "서" else "subject"  # 혼자서
    if token.form in _SHARES:
        return "aside"
    if token.tag == "JX" and token.form in {"은", "는"}:
        return "topic" if len(word) > 1 and word[-2].tag in NOUNS | {"NNB", "NP"} else "aside"
    if token.tag == "JX" and token.form in {"도", "만", "조차", "마저"} and word[-2:][0].tag in NOUNS:
        return "object"
    if token.tag == "EC" and last:
        return "verb"
    if token.tag in {"NNG", "NNP", "SL", "XSN"} and not _is_when(word):
        return "object"  # its particle is left out: 초등학생 두 명 구조
    if token.tag in {"XR", "MAG"} and last:
        return "verb" if token.tag == "XR" or token.form in lexicon("titles")["degrees"] else "aside"
    return "aside"


def _is_when(word: Sequence[Morpheme]) -> bool:
    return word[-1].form in {*lexicon("titles")["times"], "때", "동안", "후", "뒤", "전", "중", "내내", "채", "시간"}
