"""Whether a deed cut down for a title would say something wrong: another's, a plan, a misfortune, a fragment."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.tasks.awards.clauses import Clause
from pipeline.tasks.awards.morphemes import Morpheme, analyse
from pipeline.tasks.awards.people import is_person_like
from pipeline.tasks.awards.title_phrases import NOUNS, Phrase
from pipeline.tasks.awards.wordlists import lexicon


def is_doubtful(said: str, clause: Clause) -> bool:
    """Whether ``said``, which is to stand before 상, had better not: the award itself, a plan, something quoted."""
    return any(re.search(pattern, said) for pattern in lexicon("titles")["doubts"]) or _is_bare_misfortune(clause)


def somebody_else_acts(phrases: Sequence[Phrase], stem: str) -> bool:
    """Whether somebody is named who must be the one who acts: 목사님도 웃다, 딸 빼다, 이제 아빠 혼자 걷다."""
    to_people = stem in lexicon("titles")["done_to_people"]
    nobody_done_to = not to_people and not any(phrase.words[-1][-1].tag == "JKO" for phrase in phrases)
    return any(_is_actor(phrase, nobody_done_to) for phrase in phrases)


def _is_actor(phrase: Phrase, nobody_done_to: bool) -> bool:
    """Whether ``phrase`` names a person without a particle (딸 빼다), or with 도 where nothing else is the object."""
    word = phrase.words[-1]
    noun = next((token for token in reversed(word) if token.tag in NOUNS), None)
    if noun is None or phrase.role == "verb":
        return False
    name = phrase.text.removesuffix(word[-1].form) if word[-1].tag == "JX" else phrase.text
    bare, also = word[-1] is noun, word[-1].tag == "JX" and word[-1].form in {"도", "만"}
    return (bare or (also and nobody_done_to)) and is_person_like(name.split()[-1])


def _is_bare_misfortune(clause: Clause) -> bool:
    """Whether the deed is done to something sad that it does not mend: 짜증만 내다, 무릎을 수술하다."""
    tokens = analyse(clause.text)
    verb = max((index for index, token in enumerate(tokens) if token.tag in {"VV", "XSV"}), default=-1)
    if verb < 1:
        return False
    noun = _object_before(tokens, verb)
    return noun in lexicon("titles")["hurts"] and not re.search(lexicon("titles")["mends"], clause.text)


def _object_before(tokens: Sequence[Morpheme], verb: int) -> str:
    """짜증 of 짜증만 내다, 수술 of 수술하다."""
    place = verb - 1
    while place and tokens[place].tag in {"JKO", "JX", "MAG"}:
        place -= 1
    return tokens[place].form
