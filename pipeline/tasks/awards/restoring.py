"""Particles that typing leaves out, put back for formal prose: 첫 월급 탔다 -> 첫 월급을 탔다.

A gap is a noun without a particle whose predicate follows, adverbs and amounts between them skipped. For each particle
the language model of the analyser says how much likelier the words become; this and a few signs of grammar, weighted
as authored prose taught (lexicon/frames.yaml), make a probability. Without a clear winner the words stay as typed.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from pipeline.tasks.awards import morphemes
from pipeline.tasks.awards.bare_nouns import bare_nouns, people_words, predicate_at
from pipeline.tasks.awards.morphemes import Morpheme, analyse, quoted_spans
from pipeline.tasks.awards.particles import attach, particle
from pipeline.tasks.awards.wordlists import lexicon

Tokens = tuple[Morpheme, ...]

KINDS = ("을", "이", "에", "에서", "으로")
SIGNS = ("adjective", "person", "relative")  # that weigh differently by particle
SURE = 0.85  # how probable the best particle must be if there is one
SURE_OF_PEOPLE = 0.92  # the same after a person, who may do as well as be done to
BARE = 0.6  # how probable none at all may be
_MOST = 6.0  # gains beyond this say no more
LEAST = -5.0  # a smaller gain tells that the noun is not the predicate's

_PERSON_GIVES = {"주", "드리", "올리", "수여하"}  # 엄마 드리려고, 회장 주는 상


@dataclass(frozen=True, slots=True)
class Gap:
    """A place for a particle: ``end`` of the noun, where the ``verb`` begins, and what the signs need to know."""

    end: int
    verb: int
    act: str  # the predicate's stem: 준비하
    before: str  # what the language model is shown up to the noun, and after it
    after: str
    fitting: tuple[str, ...]  # what the predicate takes; () when it is not listed
    sure: bool  # whether it hardly takes anything else
    paired: bool  # whether this noun goes with it in one way only
    taken: tuple[str, ...]
    adjective: bool
    person: bool
    relative: bool

    @property
    def gains(self) -> dict[str, float]:
        """By particle, how much likelier the words become with it."""
        return _gains(self.before, self.after)

    def signs(self, kind: str) -> dict[str, float]:
        """What speaks for or against ``kind``, by the names of the weights."""
        shown = dict(zip(SIGNS, (self.adjective, self.person, self.relative), strict=True))
        gain = max(-_MOST, min(_MOST, self.gains[kind]))
        other = bool(self.fitting) and kind not in self.fitting
        return {"gain": gain, "other": other, "always": 1.0} | {sign: float(is_so) for sign, is_so in shown.items()}


def restored(text: str) -> str:
    """``text`` with the particles that it surely lacks; what stands between quotation marks stays as it is."""
    places: dict[int, str] = {}
    filled = set()
    for gap in gaps(text):
        if gap.verb not in filled and (kind := choice(gap)):
            places[gap.end] = kind
            filled.add(gap.verb)
    for end in sorted(places, reverse=True):
        text = text[:end] + particle(text[:end], places[end]) + text[end:]
    return text


def choice(gap: Gap) -> str:
    """The particle that is missing; "" when unsure."""
    if gap.person and gap.act in _PERSON_GIVES:
        return ""
    if gap.paired:
        return gap.fitting[0]
    odds = {kind: math.exp(score(gap, kind)) for kind in KINDS if kind not in gap.taken}
    best = max(odds, key=lambda kind: odds[kind])
    if gap.fitting and best not in gap.fitting and not (gap.person and best == "이"):
        return ""
    some = sum(odds.values())
    as_good = lexicon("frames")["either"].get(gap.act, [best])
    good = sum(odds.get(kind, 0.0) for kind in as_good) if best in as_good else odds[best]
    return best if good / some >= (SURE_OF_PEOPLE if gap.person else SURE) and 1 / (1 + some) <= BARE else ""


def score(gap: Gap, kind: str) -> float:
    """Log odds of ``kind`` against no particle."""
    weights = lexicon("frames")["weights"]
    total = sum(
        weight * (weights[sign][kind] if isinstance(weights[sign], dict) else weights[sign])
        for sign, weight in gap.signs(kind).items()
    )
    least = 0.0 if gap.relative else LEAST
    return float(total + weights["sure"] * (gap.sure and kind in gap.fitting and gap.gains[kind] > least))


def gaps(text: str) -> Iterator[Gap]:
    """Places of ``text`` where a particle may have been left out, from left to right."""
    tokens = analyse(text)
    quotes = quoted_spans(text) + [aside.span() for aside in _ASIDE.finditer(text)]
    seen = set()
    for index in range(1, len(tokens)):
        act, first = predicate_at(tokens, index)
        for noun in bare_nouns(text, tokens, first, act) if act else ():
            quoted = any(start < tokens[noun].end <= end for start, end in quotes)
            if noun not in seen and not quoted:
                seen.add(noun)
                yield _gap(text, tokens, noun, index, act)


def _gap(text: str, tokens: Tokens, noun: int, verb: int, act: str) -> Gap:
    adjective = tokens[verb].tag in {"VA", "XSA", "VCN"}
    after = tokens[verb + 1 : verb + 3]
    relative = bool(after) and after[0].tag == "ETM" and after[0].form not in {"ᆯ", "을"}
    passive = [token.form for token in after if token.tag in {"EC", "VX"}] in (["어", "지"], ["아", "지"])
    taken = {token.form for token in _same_clause(tokens, noun) if token.tag in {"JKO", "JKS"}}
    before, rest = _window(text, tokens, noun, verb)
    if after and act + after[0].form in _frames()["을"]:
        act += after[0].form  # 들고 오다
    person = tokens[noun].tag != "NNB" and tokens[noun].form in people_words()
    served = person and act in lexicon("frames")["of_people"]
    fitting = ("이",) if passive else _fitting(act, tokens[noun].form)
    return Gap(
        end=tokens[noun].end,
        verb=tokens[verb].start,
        act=act,
        before=before,
        after=rest,
        fitting=fitting,
        sure=len(fitting) == 1 and (served if person else act in _sure()),
        paired=tokens[noun].form in _paired(act) or (not person and "" in _paired(act)),
        taken=("을",) * bool(taken & {"을", "를"}) + ("이",) * (bool(taken & {"이", "가"}) and not adjective),
        adjective=adjective,
        person=person and not served,
        relative=relative and not served,
    )


def _fitting(act: str, noun: str) -> tuple[str, ...]:
    """The particles that ``act`` takes after ``noun``; () when it is not listed."""
    paired = _paired(act).get(noun) or _paired(act).get("")
    return (paired,) if paired else tuple(kind for kind, acts in _frames().items() if act in acts)


@cache
def _paired(act: str) -> dict[str, str]:
    """Nouns that go with ``act`` in one way only, and in which; "" stands for every noun."""
    pairs = lexicon("frames")["pairs"].get(act, {})
    return {noun: kind for kind, nouns in pairs.items() for noun in nouns}


@cache
def _sure() -> frozenset[str]:
    data = lexicon("frames")
    return frozenset({*data["sure"], *data["pairs"]})


@cache
def _frames() -> dict[str, frozenset[str]]:
    return {kind: frozenset(acts) for kind, acts in lexicon("frames")["frames"].items()}


def _same_clause(tokens: Tokens, place: int) -> list[Morpheme]:
    before: list[Morpheme] = []
    for token in reversed(tokens[:place]):
        if token.tag in {"EC", "EF", "ETM"}:
            break
        before.append(token)
    return before


_ASIDE = re.compile(r"\([^)]*\)")
_STOP = re.compile(r"[.,!?\n“”\"]")


def _window(text: str, tokens: Tokens, noun: int, verb: int) -> tuple[str, str]:
    """What the language model is shown: five words up to the noun, and from there to a word after the predicate."""
    end = tokens[noun].end
    before = _STOP.split(text[:end])[-1].split()[-5:]
    between = len(text[end : tokens[verb].end].split())
    after = _STOP.split(text[end:])[0].split()[: between + 1]
    return " ".join(before), " ".join(after)


@lru_cache(maxsize=4096)
def _gains(before: str, after: str) -> dict[str, float]:
    bare = morphemes.likelihood(f"{before} {after}")
    return {kind: morphemes.likelihood(f"{attach(before, kind)} {after}") - bare for kind in KINDS}
