"""Clauses of a reason: what stands before the predicate, word for word, and the predicate, to be re-conjugated."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.tasks.awards.conjugate import FUTURE, PAST, PRESENT, Predicate, conjugate
from pipeline.tasks.awards.morphemes import Morpheme, analyse, is_action_noun

_STEMS = {"VV", "VA", "VX", "XSV", "XSA", "VCP", "VCN"}
_TRAILING = {"SF", "SP", "SE", "SO", "SW", "W_EMOJI", "W_EMOTICON", "Z_CODA", "IC", "W_HASHTAG"}


@dataclass(frozen=True, slots=True)
class Clause:
    """``head`` is the text before the predicate; ``predicate`` None when the clause is a bare noun phrase."""

    head: str
    predicate: Predicate | None

    def ending(self, name: str) -> str:
        """The clause with ``name`` as its ending (see conjugate.conjugate)."""
        if self.predicate is None:
            return self.head
        return self.head + conjugate(self.predicate, name, self.head)


def parse_clause(text: str) -> Clause:
    """The clause of one sentence, its last predicate split off."""
    tokens = list(analyse(text))
    while tokens and tokens[-1].tag in _TRAILING:
        tokens.pop()
    if tokens and (tokens[-1].form, tokens[-1].tag) == ("요", "JX"):
        tokens.pop()
    if not tokens:
        return Clause(text.strip(), None)
    last = tokens[-1]
    if last.tag in {"EF", "EC", "ETN", "ETM"}:
        return _predicate_clause(text, tokens)
    end = last.end
    if last.tag in {"NNG", "NNP"} and is_action_noun(last.form):
        return Clause(text[:end], Predicate("하", "XSV", PAST))
    return Clause(text[:end], None)


def _predicate_clause(text: str, tokens: list[Morpheme]) -> Clause:
    index = len(tokens) - 2
    tense, honorific = PRESENT, False
    while index >= 0 and tokens[index].tag == "EP":
        form = tokens[index].form
        tense = {"었": PAST, "았": PAST, "겠": FUTURE}.get(form, tense)
        honorific = honorific or form in {"시", "으시"}
        index -= 1
    if index < 0 or tokens[index].tag not in _STEMS:
        return Clause(text[: tokens[-1].end], None)
    stem, last = tokens[index], tokens[-1]
    if last.form in {"음", "ᆷ", "어서", "고", "면서"} and tense == PRESENT:
        tense = PAST
    honorific = honorific or last.form in {"세요", "으세요"}
    return Clause(text[: stem.start], Predicate(stem.form, stem.kiwi_tag, tense, honorific))
