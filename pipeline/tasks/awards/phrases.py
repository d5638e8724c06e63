"""The phrase banks: what a reason is about (themes.yaml), how each tone speaks (tones.yaml), and how to choose."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

import yaml

from pipeline.tasks.awards.morphemes import Morpheme, analyse
from pipeline.tasks.awards.particles import attach
from pipeline.tasks.awards.people import Person
from pipeline.tasks.awards.wordlists import wordlist

BANK = Path(__file__).with_name("phrases")
_SLOT = re.compile(r"\{(\S+?)\}")
_CLASSES = {"감동": "warm", "추모": "warm", "로맨틱": "warm", "유머": "joke", "격식": "formal", "귀여움": "cute"}
_CATEGORY_THEMES = {"animal": "반려", "plant": "식물", "thing": "기계"}
T = TypeVar("T")
_VERBS = {"VV", "VA"}
_NOUNS = {"NNG", "NNP", "NNB"}
_WORDS = _VERBS | {"NNG", "NNP", "XR", "SL", "MAG"}


@dataclass(frozen=True, slots=True)
class Theme:
    """One subject of reasons. The lists are noun phrases by class of tone; ``titles`` and ``fun`` are award names."""

    name: str
    words: frozenset[str]
    phrases: dict[str, tuple[str, ...]]
    titles: tuple[str, ...]
    fun: tuple[str, ...]
    patterns: tuple[re.Pattern[str], ...] = ()


@cache
def themes() -> tuple[Theme, ...]:
    rows: list[dict[str, Any]] = yaml.safe_load((BANK / "themes.yaml").read_text(encoding="utf-8"))
    return tuple(
        Theme(
            row["name"],
            frozenset(row["words"]),
            {name: tuple(row[name]) for name in ("warm", "joke", "formal", "cute")},
            tuple(row["titles"]),
            tuple(row["fun"]),
            tuple(re.compile(pattern) for pattern in row.get("patterns", ())),
        )
        for row in rows
    )


@cache
def tones() -> dict[str, dict[str, list[str]]]:
    data: dict[str, dict[str, list[str]]] = yaml.safe_load((BANK / "tones.yaml").read_text(encoding="utf-8"))
    return data


def themes_of(clauses: Sequence[str], person: Person, skipped: frozenset[str] = frozenset()) -> list[Theme]:
    """Themes of a reason, the most telling first. ``skipped`` are words that say nothing of the deed (the giver).

    What is done counts most, then what is done besides; what is only said in passing (제가 야근하고 들어가도) hardly.
    """
    scores: dict[str, float] = {}
    for index, clause in enumerate(clauses):
        factor = 1.0 if index == len(clauses) - 1 else 0.75
        weights = _word_weights(clause)
        for theme in themes():
            hits = sum(weight for word, weight in weights.items() if word in theme.words and word not in skipped)
            told = _core(clause) if theme.name == "꾸준함" else clause
            hits += 2.0 * any(pattern.search(told) for pattern in theme.patterns)
            if hits:
                scores[theme.name] = scores.get(theme.name, 0) + factor * hits
    for category, name in _CATEGORY_THEMES.items():
        if category == person.category:
            scores[name] = scores.get(name, 0) + ENOUGH
        else:
            scores.pop(name, None)
    if person.reciprocal not in _CHILDREN:
        scores.pop("부모", None)
    if "협동" in scores and person.category not in {"group", "people"}:
        scores.pop("협동")
    telling = [theme for theme in themes() if scores.get(theme.name, 0) >= ENOUGH]
    own = [theme for theme in telling if theme.name != "꾸준함"]  # said when nothing else is
    return sorted(own or telling, key=lambda theme: -scores[theme.name])


_CHILDREN = {"자녀", "손주", "조카", "며느리", "사위"}
ENOUGH = 1.5  # a theme below this would speak of what was only mentioned
_DENIALS = {("안", "MAG"), ("못", "MAG"), ("않", "VX"), ("못하", "VX"), ("말", "VX")}
_PASSING = wordlist("passing")


def _core(clause: str) -> str:
    """The last part of ``clause``: what is done, without what is only said in passing."""
    tokens = analyse(clause)
    ends = [token.end for token in tokens if token.tag == "EC" and token.form in _PASSING]
    return clause[ends[-1] :] if ends else clause


def _word_weights(clause: str) -> dict[str, float]:
    """Words of ``clause`` in their dictionary forms, weighed by how near they stand to what is done."""
    tokens = analyse(clause)
    weights: dict[str, float] = {}
    # 드라마 한 편 못 봤다: what was not done is no theme.
    weight = inner = 0.3 if any((token.form, token.tag) in _DENIALS for token in tokens[-6:]) else 2.0
    for index in range(len(tokens) - 1, -1, -1):
        token = tokens[index]
        follower = tokens[index + 1] if index + 1 < len(tokens) else None
        if token.tag == "EC" and not (follower is not None and follower.tag == "VX"):
            weight = inner = 0.3 if token.form in _PASSING else min(weight, 1.0)
        elif token.tag == "ETM":
            weight = 0.3
        elif token.tag in {"JKS", "JKO", "JKB", "JX"} and weight == 0.3:
            weight = inner  # the noun phrase before a relative clause is the clause's own again
        if token.tag in _WORDS and not _is_denied(tokens, index):
            word = token.form + ("다" if token.tag in _VERBS else "")
            share = 1.0
            if follower is not None and follower.tag in {"JKB", "JKS"}:  # where, with what, who
                share = 0.6
            elif token.tag in _NOUNS and follower is not None and follower.tag in _NOUNS:  # 점심 in 점심 메뉴
                share = 0.4
            weights[word] = max(weights.get(word, 0), share * weight)
    return weights


def _is_denied(tokens: tuple[Morpheme, ...], index: int) -> bool:
    """Whether the verb at ``index`` was not done: 안 넘어졌다, 울지 않았다."""
    if tokens[index].tag not in _VERBS:
        return False
    before = tokens[index - 1] if index else None
    after = [token.form for token in tokens[index + 1 : index + 4]]
    return (before is not None and before.form in {"안", "못"}) or (
        after[:1] == ["지"] and bool({"않", "못하", "말"} & set(after))
    )


def noun_phrases(tone: str, found: Sequence[Theme], person: Person) -> list[str]:
    """Noun phrases for ``tone``: those of the two foremost themes, or those for any reason when there is no theme."""
    own = [phrase for theme in found[:2] for phrase in theme.phrases[_CLASSES[tone]]]
    if not person.is_human:
        own = [phrase for phrase in own if not _OF_PEOPLE.search(phrase)]
    return own if len(own) > 1 and tone not in {"추모", "로맨틱"} else general_nouns(tone, person)


def deed_nouns(tone: str, deed: str) -> list[str]:
    """Noun phrases made of the deed's own name: 새벽 도시락에 담긴 정성."""
    return [phrase.replace("~", deed) for phrase in tones()[tone]["deeds"]] if deed else []


def general_nouns(tone: str, person: Person) -> list[str]:
    """Noun phrases of ``tone`` for any reason."""
    bank = tones()[tone]
    return bank["pet_nouns"] if not person.is_human and "pet_nouns" in bank else bank["nouns"]


# What an animal or a machine has not.
_OF_PEOPLE = re.compile(r"손|주름|청춘|어깨|책상|미소|걸음|다리|땀|목소리|동료|이름|자리|무릎|키보드|연필")


def phrase(
    tone: str, bank: str, nouns: Sequence[str], person: Person, seed: str, variant: int, before: str = ""
) -> str:
    """A frame of ``tone`` with a noun phrase in it. ``bank`` is adverbs or lines; other variants get other ones.

    ``before`` is what the phrase follows, so that no word is heard twice.
    """
    frames = [frame.lstrip("^") for frame in tones()[tone][bank] if frame[0] != "^" or person.honoured]
    if before.endswith("므로"):
        frames = [frame for frame in frames if "므로" not in frame]
    frame = pick(frames, seed + bank, variant)
    fitting = [noun for noun in nouns if not _repeats(frame, noun)]
    return fill(frame, pick(fitting or nouns, seed, variant))


def _repeats(frame: str, noun: str) -> bool:
    """Whether a word would be heard twice: 따뜻한 …은 마음을 따뜻하게."""
    heard = set(re.findall(r"마음|힘|따뜻|아름답|오래|빛|온기|사랑|박수|조용|고이|귀|위대|전설|역사|감사", frame))
    return any(word in noun for word in heard)


def fill(frame: str, phrase: str) -> str:
    """``frame`` with ``phrase`` in its braces, and the particle there made to agree."""
    return _SLOT.sub(lambda match: attach_any(phrase, match[1]), frame)


def attach_any(phrase: str, kind: str) -> str:
    """Like particles.attach, and for 에는, 앞에, 만큼 and the like, which never change."""
    if kind == "앞에" or kind == "앞에서는":
        return f"{phrase} {kind}"
    return attach(phrase, kind)


def pick(choices: Sequence[T], seed: str, index: int = 0) -> T:
    """A choice that the same ``seed`` always gets; other indices get others until all have been had."""
    start = int.from_bytes(hashlib.blake2s(seed.encode(), digest_size=8).digest(), "big")
    step = next(step for step in (7, 5, 3, 11, 13, 1) if len(choices) % step or step == 1)
    return choices[(start + index * step) % len(choices)]
