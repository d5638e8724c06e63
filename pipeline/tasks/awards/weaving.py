"""Clauses of one reason brought together: asides into the clause they belong to, one tense, respect where it is due."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from pipeline.tasks.awards.clauses import DEED, RESULT, Clause
from pipeline.tasks.awards.conjugate import PAST, PRESENT, Predicate
from pipeline.tasks.awards.morphemes import Morpheme, analyse, is_action_noun
from pipeline.tasks.awards.nominal import ADJUNCT, ends_in_count, is_role
from pipeline.tasks.awards.particles import attach
from pipeline.tasks.awards.people import Person
from pipeline.tasks.awards.wordlists import wordlist

_TOOK = re.compile(
    r"^(?:딱\s|꼬박\s|무려\s)?(?P<span>(?:\d+|한|두|세|네|석|넉)\s?(?:일|주|달|개월|년|시간|주일|분))(?:이|가|나|밖에|이나)?\s*(?:안\s)?$"
)
# These lead their clause (겨울에도 …, 넘어지면서 …); others stand right before what is done (몰래 주고받다).
_LEADS = re.compile(
    r"(?:면서|면서도|어도|아도|해도|고서|느라|려고|도록|데도|데|라고|다고|고|며|도|위해|위해서|위하여|부터|마저|조차|나이로|동안|매번|항상|늘|언제나|자주|가끔|날마다)$|\d"
)


def woven(clauses: Sequence[Clause]) -> list[Clause]:
    """``clauses`` without those that only tell more of another one: how, when, how long it took."""
    return _with_span(_with_adjuncts(clauses))


def _with_adjuncts(clauses: Sequence[Clause]) -> list[Clause]:
    rest: list[Clause] = []
    waiting = ""
    for clause in clauses:
        if clause.role != ADJUNCT:
            rest.append(_led(clause, waiting) if waiting else clause)
            waiting = ""
        elif rest and clause.head.rstrip().endswith("데") and re.search(r"(?:는데|은데|인데|지만) ", rest[-1].head):
            rest.append(replace(clause, role=RESULT, tense_told=False))  # 는데 …는데: no sentence holds two
        elif rest:
            rest[-1] = _with_adjunct(rest[-1], clause.head.strip(" ,."))
        else:
            waiting = f"{waiting} {clause.head.strip(' ,.')}".strip()
    if waiting and not rest:
        rest.append(Clause(waiting, Predicate("이", "VCP", PRESENT), RESULT, tense_told=False))
    return rest


def _with_adjunct(clause: Clause, adjunct: str) -> Clause:
    """겨울에도 before the clause, 학생들 몰래 before what is done."""
    if _LEADS.search(adjunct) or len(adjunct.split()) > 3:
        return _led(clause, adjunct)
    words = clause.head.rstrip().split(" ")
    plain = clause.head.endswith(" ") and clause.predicate.tag[:2] in {"VV", "VA"}
    place = len(words) if plain else len(words) - 1
    if place and words[place - 1] in {"안", "못", "다"}:
        place -= 1
    head = " ".join([*words[:place], adjunct, *words[place:]])
    return replace(clause, head=head + (" " if clause.head.endswith(" ") else ""))


def _led(clause: Clause, adjunct: str) -> Clause:
    return replace(clause, head=f"{adjunct} {clause.head}")


def _with_span(clauses: list[Clause]) -> list[Clause]:
    """구구단을 외웠어요. 2주 걸렸어요: what a deed took goes into it, 2주 만에 구구단을 외웠다."""
    for index, clause in enumerate(clauses[1:], 1):
        took = _TOOK.match(clause.head) if clause.predicate.stem == "걸리" else None
        if took:
            told = _led(clauses[index - 1], f"{took['span']} 만에")
            return [*clauses[: index - 1], told, *clauses[index + 1 :]]
    return clauses


def of_one_tense(clauses: Sequence[Clause]) -> list[Clause]:
    """Give a clause without a tense of its own (양보하고요, 웃음) that of the other deeds."""
    told = [clause.predicate.tense for clause in clauses if clause.tense_told and clause.predicate.is_verb]
    if not told:
        return list(clauses)
    return [
        clause
        if clause.tense_told or not clause.predicate.is_verb
        else replace(clause, predicate=replace(clause.predicate, tense=told[0]))
        for clause in clauses
    ]


def respected(clauses: Sequence[Clause]) -> list[Clause]:
    """The clauses with 시 where the recipient, one to be looked up to, acts; not where a thing does (맛있다)."""
    return [_respected(clause) if _may_respect(clause) else clause for clause in clauses]


def _respected(clause: Clause) -> Clause:
    if clause.predicate.stem == "하" and re.search(r"(?:^|\s)말$", clause.head):
        clause = replace(clause, head=clause.head + "씀")
    return clause.respectful()


def _may_respect(clause: Clause) -> bool:
    if clause.role != DEED or clause.subject:
        return False
    predicate = clause.predicate
    if predicate.is_copula:
        return clause.predicate.honorific or is_role(clause.head.strip())
    if predicate.stem in {"있", "없"} and predicate.tag.startswith("VA"):
        return False
    return predicate.stem not in wordlist("of_things")


def by_giver(clauses: Sequence[Clause], who: str) -> list[Clause]:
    """Clauses without 시 among ones with it are what the giver did: (귀하께서는) 받아 주셨어요. 이름을 넣었어요.

    ``who`` becomes their subject.
    """
    if not any(clause.predicate.honorific for clause in clauses):
        return list(clauses)
    told = []
    for index, clause in enumerate(clauses):
        predicate = clause.predicate
        own = predicate.honorific or predicate.stem.endswith(("시", "계시")) or not clause.tense_told
        other = own or index == 0 or clause.role != DEED or clause.subject or not predicate.is_verb
        if other or predicate.tense != PAST:
            told.append(clause)
            continue
        named = re.match(r"\S+(?:도|은|는|이|가|께서) ", clause.head) is not None
        head = clause.head if named else f"{attach(who, '은')} {clause.head}"
        told.append(replace(clause, head=head, role=RESULT, subject=who))
    return told


def is_cause(clause: Clause) -> bool:
    """Whether "…였기에" reads well: something the recipient did, and no thought, state or twist."""
    predicate = clause.predicate
    if clause.role == RESULT or clause.subject or predicate.is_copula or not predicate.is_verb:
        return False
    tokens = analyse(clause.head)
    if predicate.stem != "되" and any(token.tag == "JKS" for token in tokens[_last_part(tokens) :]):
        return False  # 목소리가 다 나갔다
    if re.search(r"(?:는데|ᆫ데|은데|지만|줄|까|거|것)\s*$", clause.head):
        return False
    return predicate.stem not in wordlist("no_cause")


def _last_part(tokens: Sequence[Morpheme]) -> int:
    """Index of the first token after the last clause that ended before the predicate."""
    ends = [
        i
        for i, token in enumerate(tokens)
        if token.tag in {"ETM"} or (token.tag == "EC" and token.form not in {"어", "아", "게", "지"})
    ]
    return ends[-1] + 1 if ends else 0


_UNTURNED = re.compile(
    r"(?<![가-힣])(?:당신(?:의|이|은|을|걸로|에게)?|제|저|저희|내|네|니|자기걸로|(\S{1,5})인 \1)(?=\s|$)"
)


def is_doubtful(clause: Clause) -> bool:
    """Whether the clause is a guess: a noun phrase without its verb (5년을 하루같이 선생님), or the giver's words left
    in (제 이름, 자기 as 당신)."""
    if _UNTURNED.search(re.sub(r"['\"‘“].*?['\"’”]", "", clause.head)):
        return True
    known = clause.predicate.stem in {"알", "모르"} and not clause.subject
    if known and re.search(r"(?:거|것|줄|다)\s*\S*\s*$", clause.head):
        return True  # 콩 팔아 모은 돈인 거 다 알아요: the giver knows
    if not clause.predicate.is_copula or clause.tense_told or clause.role not in {DEED, RESULT}:
        return False
    tokens = analyse(clause.head)
    if re.search(r"[\d)]$", clause.head.strip()):  # 오타 0, (작게 6pt로)
        return True
    if tokens and tokens[-1].tag[0] in "JE":
        return True
    if any(token.tag == "JKS" for token in tokens):
        return tokens[-1].tag == "NNG" and is_action_noun(tokens[-1].form)  # 반 전체가 축가
    if any(token.tag == "JX" and token.form in {"은", "는"} for token in tokens):
        return False
    if any(token.tag in {"JKO", "EC"} and token.form not in {"어", "아", "게", "지"} for token in tokens):
        return True
    counted = sum(token.tag == "SN" for token in tokens) == 1 and ends_in_count(clause.head.strip())
    return not counted and not is_role(clause.head.strip())


def names_again(clause: Clause, person: Person) -> bool:
    """Whether the recipient, whom the opening has named, is named once more: (귀하께서는) 선생님이 ….."""
    own = re.sub(r"\s", "", person.text)
    if len(person.name) > 1 and person.name in clause.head:
        return True
    tokens = analyse(clause.head)
    subjects = [
        before.form.removesuffix("님")
        for before, token in pairwise(tokens)
        if token.tag == "JKS" or (token.tag == "JX" and token.form in {"은", "는"})
    ]
    return any(len(noun) > 1 and noun in own for noun in subjects)


def opens_with_another(clause: Clause) -> bool:
    """Whether somebody else acts from the clause's start, so that "위 사람은" cannot stand before it."""
    if clause.role != RESULT or not clause.subject:
        return False
    place = clause.head.find(clause.subject)
    return place >= 0 and not any(token.tag in {"EC", "ETM"} for token in analyse(clause.head[:place]))
