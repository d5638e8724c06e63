"""Whether a deed cut down to a title's length still says something: a thing, a place or a number."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.tasks.awards.clauses import Clause
from pipeline.tasks.awards.morphemes import Morpheme
from pipeline.tasks.awards.people import is_person_like
from pipeline.tasks.awards.title_phrases import NOUNS, Phrase
from pipeline.tasks.awards.title_words import pattern
from pipeline.tasks.awards.wordlists import lexicon


def says_enough(phrases: Sequence[Phrase], clause: Clause) -> bool:
    """Whether there is a thing, a place or a number in it, and not 잘 해 준, 같이 가 준, 손을 씻은 alone."""
    told = [word for phrase in phrases for word in phrase.words]
    tokens = [token for word in told for token in word]
    if not _object_says(phrases, told, clause):
        return False
    first = phrases[0].words
    if (
        phrases[0].role == "object"
        and len(first) == 1
        and first[0][-1].tag in {"NNG", "NNP"}
        and is_person_like(first[0][-1].form)
    ):
        return False  # 부부 관중석에서 울다: who acts, its particle left out
    strong = pattern(lexicon("titles")["strong"])
    if (
        len(told) > 1
        and not clause.predicate.is_copula
        and any(strong.search(token.form) for token in tokens if token.tag in {"MAG", "NNG"})
    ):
        return True  # 처음으로 혼자 잔
    glued = phrases[-1].role == "verb" and clause.predicate.stem in {"하", "되", "시키"}
    things = tokens[:-1] if glued else tokens
    if not any(token.tag in NOUNS and token.form not in lexicon("titles")["units"] for token in things):
        return False  # 25장을 돌린, 스무 분을 대접한: of what?
    said = [
        token for token in tokens if token.tag in NOUNS | {"SN", "MM"} and token.form not in lexicon("titles")["vague"]
    ]
    if phrases[-1].role == "verb" and clause.predicate.stem in {"하", "되", "시키"}:
        said = [token for token in said if token is not tokens[-1]]
    return bool(said)


def _object_says(phrases: Sequence[Phrase], told: Sequence[Sequence[Morpheme]], clause: Clause) -> bool:
    """Whether the object, if there is one, is something: not 말 한마디를 하지 않은, 손을 씻은, 스무 분을 대접한."""
    objects = [token for phrase in phrases if phrase.role == "object" for word in phrase.words for token in word]
    if not objects:
        return True
    nouns = {token.form for token in objects if token.tag in NOUNS}
    if nouns - {*lexicon("titles")["slight"], *lexicon("titles")["units"], "마디", "한마디"}:
        return True
    if nouns & {"말", "한마디"} and clause.predicate.stem in {"하", "않"}:
        return False
    others = [token for phrase in phrases if phrase.role == "complement" for word in phrase.words for token in word]
    if not nouns - set(lexicon("titles")["units"]):
        return any(token.tag in NOUNS for token in others)
    return len(told) > 1
