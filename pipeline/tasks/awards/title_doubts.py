"""Whether a deed cut down for a title would say something wrong: another's, a plan, a misfortune, a fragment."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.tasks.awards.clauses import Clause
from pipeline.tasks.awards.morphemes import Morpheme, analyse, is_action_noun
from pipeline.tasks.awards.people import is_person_like
from pipeline.tasks.awards.title_phrases import NOUNS, Phrase
from pipeline.tasks.awards.title_words import pattern
from pipeline.tasks.awards.wordlists import lexicon


def is_doubtful(said: str, clause: Clause) -> bool:
    """Whether ``said``, which is to stand before 상, had better not: the award itself, a plan, something quoted."""
    return any(pattern(told).search(said) for told in lexicon("titles")["doubts"]) or _is_bare_misfortune(clause)


def tells_amiss(phrases: Sequence[Phrase], clause: Clause, stem: str) -> bool:
    """Whether ``phrases``, with the predicate ``stem``, tell no deed of the recipient."""
    found = (_says_so(phrases), _is_twofold(phrases), _is_no_doing(phrases, clause), _somebody_else_acts(phrases, stem))
    return any(found)


def _says_so(phrases: Sequence[Phrase]) -> bool:
    """Whether it is something said: (비밀이라고, 가르쳤다고) 하다; or the award itself: 상으로 바꿔 주다."""
    words = [word for phrase in phrases for word in phrase.words]
    quotes = any(
        token.tag in {"EC", "JKQ"} and re.search(r"[다라냐자]고$", token.form) for word in words for token in word
    )
    return quotes or any(word[0].form in _PAPERS for word in words)


def _is_twofold(phrases: Sequence[Phrase]) -> bool:
    """Whether there are two objects, one of which must belong to another verb."""
    ends = [phrase.words[-1][-1].tag for phrase in phrases if phrase.role == "object"]
    return ends.count("JKO") > 1 or ("JKO" in ends and any(tag in NOUNS for tag in ends))


_PAPERS = {"상", "상장", "감사장", "표창장", "임명장", "자격증", "칭찬장", "공로상", "우수상", "문구", "증서"}


def _is_no_doing(phrases: Sequence[Phrase], clause: Clause) -> bool:
    """Whether 하다 has an object that nobody can do (복사기를 하다), which tells of a slip and not of a deed."""
    objects = [phrase.words[-1] for phrase in phrases if phrase.role == "object"]
    if clause.predicate.stem != "하" or not clause.predicate.tag.startswith("VV"):
        return False
    if not objects:
        return True  # 월요일에도 하다
    if re.search(r"\d|년|째|동안", clause.head):
        return False
    nouns = [token for token in objects[-1] if token.tag in NOUNS]
    known = {*lexicon("titles")["done"], *lexicon("titles")["slight"], *lexicon("titles")["light"]}
    return bool(nouns) and nouns[-1].form not in known and not is_action_noun(nouns[-1].form)


def _somebody_else_acts(phrases: Sequence[Phrase], stem: str) -> bool:
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
    return noun in lexicon("titles")["hurts"] and not pattern(lexicon("titles")["mends"]).search(clause.text)


def _object_before(tokens: Sequence[Morpheme], verb: int) -> str:
    """짜증 of 짜증만 내다, 수술 of 수술하다."""
    place = verb - 1
    while place and tokens[place].tag in {"JKO", "JX", "MAG"}:
        place -= 1
    counts = place and tokens[place - 1].tag in {"SN", "MM", "NR"}  # 김장 40포기를
    return "" if counts else tokens[place].form
