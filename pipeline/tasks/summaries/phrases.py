"""Key phrases: keywords, and a short title made of one of the text's own noun phrases."""

# ruff: noqa: E501  (lists of words)
from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from pipeline.tasks.summaries.extractive import Terms
from pipeline.tasks.summaries.morphemes import LIGHT_NOUNS, content_key, word_set
from pipeline.tasks.summaries.sentences import Kind, Sentence

if TYPE_CHECKING:
    from kiwipiepy import Token

KEYWORDS = 6
TITLE_MOST = 30  # characters
_TITLE_GOOD = 12  # characters from which a title says enough
_TITLE_LEAST = 0.2  # of the whole text's weight, which has length 1
_KEYWORD_MOST = 20  # characters

_NOUN = {"NNG", "NNP", "SL", "SH", "XR"}
_COMPOUND = _NOUN | {"SN", "XPN", "XSN", "NNB", "NR"}
_VERB = {"VV", "VA", "VX", "XSV", "XSA", "VV-I", "VV-R", "VA-I", "VA-R", "EP"}
# What may stand between the nouns of a title: what modifies them, adnominal clauses with their objects and adverbials.
_MODIFIER = _COMPOUND | _VERB | {"JKG", "JC", "MM", "ETM", "JKO", "JKB", "MAG"}
_CLAUSE_PARTICLE = {"JKO", "JKB", "MAG"}
# Heads that say nothing by themselves, and people: a title names the matter.
_EMPTY_HEADS = word_set(
    "하루 절반 결과 사람 사람들 이유 까닭 방법 점수 상태 값 날 밤 낮 아침 연구 연구진 연구팀 교수 박사 반장 위원 단장 소장 팀장 센터장 실장 회장 사장 의원 학생 남성 여성 환자 주민 "
    "문제 부분 순간 시간 시절 무렵 사실 생각 느낌 의미 모습 자리 크기 숫자 가지 상황 정도 구간 종류 이번 처음 끝 설명 이야기 질문 대답"
)
_ADVERBIAL = word_set("결과 때 뒤 후 동안 만큼 끝 직후 이후 가운데 중")
_TITLE_START = _NOUN | {"MM", "XPN", "SN", "VA"}
_NAMED_AFTER = _COMPOUND | {"XSV", "XSA", "VCP", "JKG", "JC"}  # a noun with one of these behind it is not the head


@dataclass(frozen=True, slots=True)
class _Phrase:
    text: str
    words: frozenset[str]
    sentence: int


def keywords(sentences: Sequence[Sentence], terms: Terms, count: int = KEYWORDS) -> list[str]:
    """The text's main noun phrases, the weightiest first, none inside another."""
    occurrences: dict[str, list[_Phrase]] = {}
    for number, sentence in enumerate(sentences):
        if sentence.kind is not Kind.NOISE:
            for phrase in _noun_runs(sentence, number):
                occurrences.setdefault(phrase.text, []).append(phrase)
    weights = {text: _weight(phrases, terms) for text, phrases in occurrences.items()}
    chosen: list[str] = []
    used: set[str] = set()
    for text in sorted(weights, key=lambda text: (-weights[text], occurrences[text][0].sentence, text)):
        words = occurrences[text][0].words
        if len(chosen) == count:
            break
        if words <= _EMPTY_HEADS:
            continue
        if len(words & used) * 2 > len(words) or any(text in other or other in text for other in chosen):
            continue
        chosen.append(text)
        used |= words
    return chosen


def _weight(phrases: list[_Phrase], terms: Terms) -> float:
    words = phrases[0].words
    weight = float(np.mean([_word_weight(terms, word) for word in words]))
    # Two words name a thing better than one; what is named often and early is what the text is about.
    return weight * min(len(words), 3) ** 0.5 * (1 + np.log(len(phrases))) * (1 + 0.3 / (1 + phrases[0].sentence))


def _word_weight(terms: Terms, word: str) -> float:
    return float(terms.whole[terms.vocabulary[word]]) if word in terms.vocabulary else 0.0


def _noun_runs(sentence: Sentence, number: int) -> Iterator[_Phrase]:
    """Compound nouns and runs of nouns without a particle between them, whole words only."""
    tokens = sentence.tokens
    end = 0
    for start in range(len(tokens)):
        if start < end or tokens[start].tag not in _COMPOUND:
            continue
        end = start + 1
        while end < len(tokens) and tokens[end].tag in _COMPOUND and tokens[end].start <= _end(tokens[end - 1]) + 1:
            end += 1
        if all(token.tag == "SL" for token in tokens[start:end]):  # words of another language: no compound nouns
            yield from _foreign_words(sentence, tokens[start:end], number)
            continue
        run = _trimmed(list(tokens[start:end]))
        if not run or len(run) > 5:
            continue
        text = _surface(sentence, run[0], run[-1])
        words = frozenset(key for token in run if token.tag in _NOUN and (key := content_key(token)))
        # Before a verb's suffix a lone noun is a stem: 증가 of 증가했다.
        stem = (
            len(words) == 1 and end < len(tokens) and tokens[end].tag in {"XSV", "XSA"} and run[-1] is tokens[end - 1]
        )
        starts_word = (
            text[:1] and sentence.text[: run[0].start - sentence.offset][-1:].strip(" \"'“”‘’()[]<>「」『』·,") == ""
        )
        if words and starts_word and not stem and 2 <= len(text) <= _KEYWORD_MOST:
            yield _Phrase(text, words, number)


def _foreign_words(sentence: Sentence, run: Sequence[Token], number: int) -> Iterator[_Phrase]:
    for token in run:
        rest = sentence.text[_end(token) - sentence.offset :]
        if rest[:1].isalnum():  # a piece of a word
            continue
        if 2 <= token.len <= _KEYWORD_MOST and (len(run) == 1 or token.len >= 5):
            yield _Phrase(_surface(sentence, token, token), frozenset({content_key(token)}), number)


def _trimmed(run: list[Token]) -> list[Token]:
    """Without numbers and light nouns at the ends, where those are words by themselves."""
    while (
        run
        and (run[0].tag not in _NOUN | {"XPN"} or run[0].form in LIGHT_NOUNS)
        and not (len(run) > 1 and _glued(run[0], run[1]) and run[0].tag in _NOUN)
    ):
        run = run[1:]
    while (
        run
        and (run[-1].tag in {"SN", "XPN", "NNB", "NR"} or run[-1].form in LIGHT_NOUNS)
        and not (len(run) > 1 and _glued(run[-2], run[-1]) and run[-1].tag in _NOUN)
    ):
        run = run[:-1]
    return run


def _end(token: Token) -> int:
    return int(token.start + token.len)


def _glued(left: Token, right: Token) -> bool:
    return bool(right.start == _end(left))


def _surface(sentence: Sentence, first: Token, last: Token) -> str:
    return sentence.text[first.start - sentence.offset : _end(last) - sentence.offset].strip()


def title(sentences: Sequence[Sentence], terms: Terms, scores: np.ndarray) -> str:
    """A noun phrase of a leading sentence that holds as much of the text's weight as fits a title, else the keywords."""
    order = [int(number) for number in np.argsort(-scores) if sentences[number].kind is Kind.PROSE][:8]
    best, best_value = "", 0.0
    for rank, number in enumerate(order or range(min(3, len(sentences)))):
        for text, weight in _title_spans(sentences[number], terms):
            value = weight * min(len(text), _TITLE_GOOD) / _TITLE_GOOD / (1 + 0.15 * rank)
            if value > best_value:
                best, best_value = text, value
    return best if best_value >= _TITLE_LEAST else ", ".join(keywords(sentences, terms, 3))


def _title_spans(sentence: Sentence, terms: Terms) -> Iterator[tuple[str, float]]:
    """Noun phrases with what modifies them, each ending in its head noun, with the weight of their different words."""
    tokens = sentence.tokens
    for end, head in enumerate(tokens):
        key = content_key(head)
        follows = tokens[end + 1].tag if end + 1 < len(tokens) else ""
        unit = head.tag == "SL" and end > 0 and tokens[end - 1].tag == "SN"  # 수심 5m
        if head.tag not in _NOUN or unit or not key or key in _EMPTY_HEADS or follows in _NAMED_AFTER:
            continue
        words: dict[str, float] = {}
        in_clause = False  # left of a verb's adnominal ending stand its object and adverbials
        for start in range(end, -1, -1):
            token = tokens[start]
            if start < end and token.form in _ADVERBIAL:  # 시험한 결과 낙석을: what follows is another phrase
                break
            if token.tag == "ETM":
                if tokens[start + 1].form in LIGHT_NOUNS:  # 시작할 때: a clause of its own
                    break
                in_clause = any(
                    before.tag in {"VV", "XSV", "VV-I", "VV-R"} for before in tokens[max(0, start - 2) : start]
                )
            if token.tag not in _MODIFIER or (token.tag in _CLAUSE_PARTICLE and not in_clause):
                break
            text = _surface(sentence, token, head)
            if len(text) > TITLE_MOST:
                break
            if token.tag in _NOUN and (word := content_key(token)):
                words[word] = _word_weight(terms, word)
            begins_word = start == 0 or _end(tokens[start - 1]) < token.start
            attached = start > 0 and tokens[start - 1].tag in {"JKG", "JC", "SN", "SP", "SW"}
            pointing = token.form in LIGHT_NOUNS or (
                token.tag == "MM" and token.form in {"이", "그", "저", "이런", "그런"}
            )
            if not re.search("[가-힣]", text):
                continue
            if begins_word and token.tag in _TITLE_START and not (attached or pointing or _unbalanced(text)):
                yield text, sum(words.values()) * (1 + words.get(key, 0.0))


def _unbalanced(text: str) -> bool:
    return '"' in text or any(
        text.count(left) != text.count(right) for left, right in ("()", "[]", "“”", "‘’", "「」", "『』")
    )
