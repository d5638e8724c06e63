"""Statements, and ends of statements, that name somebody or something and tell nothing else of it."""

from __future__ import annotations

import re

from pipeline.tasks.awards import wishes
from pipeline.tasks.awards.finding import has_predicate
from pipeline.tasks.awards.morphemes import Morpheme, is_action_noun
from pipeline.tasks.awards.names import times
from pipeline.tasks.awards.people import is_known_thing, is_person_like
from pipeline.tasks.awards.relations import relation_of


def thing_presented(text: str, tokens: tuple[Morpheme, ...]) -> str:
    """할머니 재봉틀 in "할머니 재봉틀입니다", a sentence that says nothing else; "" for none."""
    is_it = len(tokens) > 2 and tokens[-2].tag == "VCP" and tokens[-1].tag == "EF"
    phrase = text[: tokens[-2].start].strip() if is_it else ""
    whole = bool(phrase) and all(token.tag in {"NNG", "NNP", "NP", "JKG", "XSN"} for token in tokens[:-2])
    return phrase if whole and is_known_thing(phrase.split()[-1]) else ""


def feast_of(text: str) -> tuple[str, str] | None:
    """Who and what in "엄마 아빠 결혼 33주년": the longest name of somebody before an occasion; None for neither."""
    feast = wishes.FEAST.match(text)
    if feast is None:
        return None
    words = text[: feast.end("what")].split()
    for count in range(len(words) - 1, max(0, len(words) - 4), -1):
        who, what = " ".join(words[:count]), " ".join(words[count:])
        is_somebody = (
            is_person_like(who) and not has_predicate(who) and not who.endswith(("결혼", "재혼", "입사", "창립"))
        )
        if is_somebody and wishes.FEAST.match(f"{words[0]} {what}"):
            return who, what
    return None


def is_call(tokens: tuple[Morpheme, ...]) -> bool:
    """공기청정기야, 민수야: somebody is called, and nothing else is said."""
    last = tokens[-1]
    if last.tag == "JKV":
        return True
    return len(tokens) > 1 and (last.form, last.tag) == ("야", "EF") and tokens[-2].tag == "VCP"


def is_relation_and_name(phrase: str) -> bool:
    """친구 마루: a relation, and a short noun that tells no deed and no time, is how somebody is called."""
    words = phrase.split()
    if len(words) < 2 or relation_of(words[-2]) != words[-2] or not re.fullmatch(r"[가-힣]{2,3}", words[-1]):
        return False
    return words[-1] not in times() and not words[-1].endswith(("식", "회", "날")) and not is_action_noun(words[-1])


def is_deed(token: Morpheme) -> bool:
    """Whether ``token``, the last of a note, names something done: (첫 심부름) 성공, 비상제동."""
    return token.tag == "NNG" and is_action_noun(token.form if token.known else token.form[-2:])
