"""Award names: from the thing that was done, from what it is about, from the tone; each candidate from another idea."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from pipeline.tasks.awards.clauses import Clause
from pipeline.tasks.awards.morphemes import Morpheme, analyse, is_action_noun
from pipeline.tasks.awards.people import is_person_like
from pipeline.tasks.awards.phrases import Theme, pick, tones

MAX_TOPIC = 12  # characters

_SUFFIX = {"상장": "상", "표창장": " 표창", "감사장": " 감사장", "공로상": " 공로상", "우수상": " 우수상",
           "칭찬장": " 칭찬상", "임명장": " 임명장", "자격증": " 자격증", "벌 대신 상장": "상"}  # fmt: skip


@cache
def _lexicon() -> dict[str, Any]:
    path = Path(__file__).with_name("lexicon") / "titles.yaml"
    data: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return data


def title(kind: str, tone: str, clauses: Sequence[Clause], found: Sequence[Theme], named: str, variant: int) -> str:
    """The award's name for candidate ``variant``. ``named`` is what the person called it, if they did."""
    seed = "".join(clause.text for clause in clauses)
    stems = _ideas(kind, tone, clauses, found, named, seed)
    return with_suffix(stems[variant % len(stems)], kind)


def with_suffix(stem: str, kind: str) -> str:
    """도시락 사랑 -> 도시락 사랑상, 도시락 사랑 감사장; what already is an award's name stays."""
    suffix = _SUFFIX[kind]
    if stem.endswith(suffix.strip()) or (suffix == "상" and stem.endswith("상")):
        return stem
    if stem.endswith("상") and len(stem) > 2 and kind != "상장":
        return stem
    return stem + suffix


def _ideas(kind: str, tone: str, clauses: Sequence[Clause], found: Sequence[Theme], named: str, seed: str) -> list[str]:
    """Names without suffix, best first, no two of one idea next to each other."""
    joking = tone == "유머" or kind in {"자격증", "임명장"}
    themed = [pick(theme.fun if joking else theme.titles, seed, index) for index in range(3) for theme in found[:3]]
    if tone in {"추모", "로맨틱"}:
        themed = []
    general = [pick(tones()[tone]["titles"], seed, index) for index in range(len(tones()[tone]["titles"]))]
    deed = topic(clauses)
    first = [named] if named else [deed] if deed and tone != "추모" else []
    long = _with_span(deed, clauses) if deed and not named else ""
    ideas = first + themed[:1] + (themed[1:2] or general[:1]) + ([long] if long else []) + themed[2:] + general
    if tone == "추모":
        ideas = general
    return list(dict.fromkeys(idea for idea in ideas if idea))


def topic(clauses: Sequence[Clause]) -> str:
    """What was done, as a noun: 서버 장애 복구, 마라톤 완주, 새벽 도시락; "" when nothing makes a decent title."""
    for clause in reversed(clauses):
        text = clause.text
        for pattern, name in _lexicon()["named"].items():
            if re.search(pattern, text):
                return _timed(str(name), text)
        found = _from_predicate(text) or _from_nouns(text)
        if found:
            return _timed(found, text)
    return ""


def _timed(name: str, text: str) -> str:
    """새벽 before a deed of the early morning."""
    if "새벽" in text and "새벽" not in name and len(name) <= 6 and not re.search(r"새벽 \d", text):
        return f"새벽 {name}"
    return name


def _with_span(deed: str, clauses: Sequence[Clause]) -> str:
    """33년 도시락: the deed with how long it lasted."""
    for clause in clauses:
        match = re.search(r"(\d[\d,]*\s?(?:년|개월|일|시간|회|번|권|장))(?:째|간|\s*동안|을|를|이나)", clause.head)
        if match and match[1] not in deed:
            return f"{match[1]} {deed}"
    return ""


def _from_predicate(text: str) -> str:
    tokens = list(analyse(text))
    for index in range(len(tokens) - 1, -1, -1):
        token = tokens[index]
        if token.tag == "XSV" and index and tokens[index - 1].tag == "NNG" and _is_open(tokens[index - 1].form):
            action = _word_at(text, tokens, index - 1)
            before = _noun_before(text, tokens, index - 1)
            name = _join(before, action)
            return name if _is_decent(name) else ""
        if token.tag == "VV":
            obj = _object_of(text, tokens, index)
            if not obj:
                continue
            if token.form == "하":
                return obj if _is_decent(obj) else ""
            act = _lexicon()["verbs"].get(token.form, "")
            name = _join(obj, act)
            if _is_decent(name):
                return name
    return ""


def _is_open(form: str) -> bool:
    return form not in _lexicon()["stop"]


def _join(before: str, after: str) -> str:
    return f"{before} {after}".strip()


def _word_at(text: str, tokens: list[Morpheme], index: int) -> str:
    """The whole word that ends with ``tokens[index]``: never half of a compound."""
    start = text.rfind(" ", 0, tokens[index].start) + 1
    return text[start : tokens[index].end]


def _object_of(text: str, tokens: list[Morpheme], index: int) -> str:
    """The object of the verb at ``index``, with one noun before it when that belongs to it."""
    for place in range(index - 1, 0, -1):
        token = tokens[place]
        if token.tag in {"EC", "ETM", "EF"} and token.form not in {"어", "아", "고", "게", "지"}:
            return ""
        if token.tag == "JKO" and tokens[place - 1].tag in {"NNG", "NNP", "SL", "XSN"}:
            return _phrase_at(text, tokens, place - 1)
    return ""


def _noun_before(text: str, tokens: list[Morpheme], index: int) -> str:
    """The nearest noun before an action that it can be about: 마라톤 (완주), 서버 장애 (복구)."""
    start = text.rfind(" ", 0, tokens[index].start) + 1
    for place in range(index - 1, -1, -1):
        token = tokens[place]
        if token.start >= start:
            continue
        if token.tag in {"NNG", "NNP", "SL"} and token.form not in _lexicon()["stop"]:
            phrase = _phrase_at(text, tokens, place)
            if phrase:
                return phrase
    return ""


def _phrase_at(text: str, tokens: list[Morpheme], index: int) -> str:
    """The word that ends at ``index`` and, when it is short and joined by nothing, the noun before it."""
    word = _word_at(text, tokens, index)
    if not _is_good_word(word):
        return ""
    start = text.rfind(" ", 0, tokens[index].start) + 1
    before = next((token for token in reversed(tokens) if token.end <= start), None)
    if before is not None and before.tag in {"NNG", "NNP", "SL"} and before.end == start - 1:
        place = tokens.index(before)
        other = _word_at(text, tokens, place)
        if _is_good_word(other) and len(other) + len(word) < MAX_TOPIC - 3 and not is_person_like(other):
            return f"{other} {word}"
    return word


def _is_good_word(word: str) -> bool:
    if not word or word in _lexicon()["stop"] or re.search(r"\d", word) or len(word) > MAX_TOPIC:
        return False
    return not word.startswith(("'", '"', "‘", "“")) and not is_person_like(word)


def _from_nouns(text: str) -> str:
    """The best noun of a clause whose predicate names nothing."""
    tokens = list(analyse(text))
    candidates = []
    for index, token in enumerate(tokens):
        if token.tag in {"NNG", "NNP"} and len(token.form) > 1 and token.form not in _lexicon()["stop"]:
            word = _word_at(text, tokens, index)
            ends = index + 1 == len(tokens) or tokens[index + 1].tag not in {"NNG", "NNP", "XSN", "XSV", "XSA"}
            if ends and _is_good_word(word) and _is_decent(word):
                score = 2 * is_action_noun(token.form) + index / len(tokens)
                score += index + 1 < len(tokens) and tokens[index + 1].tag == "JKO"
                candidates.append((score, word))
    return max(candidates)[1] if candidates else ""


def _is_decent(name: str) -> bool:
    """Whether ``name`` honours: not a misfortune alone, not a stop word, short enough."""
    words = name.split()
    if not words or len(name) > MAX_TOPIC or len(name) < 2 or words[-1] in _lexicon()["stop"]:
        return False
    sad, turned = _lexicon()["sad"], _lexicon()["turned"]
    for index, word in enumerate(words):
        if any(word == item or (len(item) > 1 and word.endswith(item)) for item in sad):
            follower = words[index + 1] if index + 1 < len(words) else ""
            if follower not in turned:
                return False
    return True
