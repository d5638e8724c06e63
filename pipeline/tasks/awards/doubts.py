"""Whether the clauses of a reason may be joined, with a subject, or are told one by one: what no rule is sure of."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from pipeline.tasks.awards.clauses import DEED, RESULT, Clause
from pipeline.tasks.awards.conjugate import PRESENT
from pipeline.tasks.awards.counts import ends_in_count, is_long_span
from pipeline.tasks.awards.morphemes import Morpheme, analyse, is_action_noun
from pipeline.tasks.awards.nominal import is_role
from pipeline.tasks.awards.people import Person
from pipeline.tasks.awards.request import AwardRequest

_QUOTED = re.compile(r"['\"‘“].*?['\"’”]")
_FIRST = re.compile(r"(?<![가-힣])(?:나|내|저|제)(?:가|는|를|의|에게|한테|도|랑|보다)?\s")
_UNTURNED = re.compile(
    r"(?<![가-힣])(?:당신(?:의|이|은|을|걸로|에게)?|내|네(?!\s(?:번|명|개|살|분|시|장|마리|켤레|시간|달|가지|권|대|줄|병|잔|해|식구|"
    r"가족|사람|곳|집|바퀴|과목|쌍|끼|채|송이|그릇|차례|배))|니|자기걸로|(\S{1,5})인 \1)(?=\s|$)"
)


def is_better_quoted(request: AwardRequest, person: Person, who: str, mains: Sequence[Clause]) -> bool:
    """Whether ``mains``, told as sentences about ``person``, might say what was not meant.

    ``who`` is the giver as the document names them. A lover speaks in the first person, so that 나 and 내 are no doubt.
    """
    if not mains:
        return False
    if request.tone != "로맨틱" and (_misnames(request, who) or any(is_unturned(clause) for clause in mains)):
        return True
    if person.honoured and _mixes_respect(mains):
        return True
    return _opens_with_another(mains[0]) or any(is_guess(clause) or names_again(clause, person) for clause in mains)


def _misnames(request: AwardRequest, who: str) -> bool:
    """Whether the reason speaks of its giver, and nothing says who that is: 동료 would be a guess."""
    guessed = who == "동료" and "동료" not in f"{request.giver} {request.reason}"
    return guessed and bool(_FIRST.search(_QUOTED.sub("", request.reason)))


def is_unturned(clause: Clause) -> bool:
    """Whether words of the giver's were left in: 제 이름, 자기 as 당신, 담임인 담임."""
    return bool(_UNTURNED.search(_QUOTED.sub("", clause.head)))


def _mixes_respect(mains: Sequence[Clause]) -> bool:
    """Whether a plain present (그 한마디로 살아요) stands among respectful ones: the giver may be meant."""
    if not any(clause.predicate.honorific for clause in mains):
        return False
    return any(
        index and not clause.predicate.honorific and clause.predicate.tense == PRESENT and clause.predicate.is_verb
        for index, clause in enumerate(mains)
        if clause.role == DEED and clause.tense_told and not clause.subject and not clause.predicate.stem.endswith("시")
    )


def is_guess(clause: Clause) -> bool:
    """Whether the clause is a noun phrase without its verb (5년을 하루같이 선생님), or what the giver may know."""
    known = clause.predicate.stem in {"알", "모르"} and not (clause.subject or clause.predicate.honorific)
    if known and re.search(r"(?:거|것|줄|다)\s*\S*\s*$", clause.head):
        return True  # 콩 팔아 모은 돈인 거 다 알아요
    if not clause.predicate.is_copula or clause.tense_told or clause.role not in {DEED, RESULT}:
        return False
    head, tokens = clause.head.strip(), analyse(clause.head)
    if is_long_span(head) and len(tokens) > 2 and tokens[-3].tag in {"NNG", "NNP", "XSN"}:
        return True  # 양복점 52년
    if not tokens or re.search(r"[\d)]$|줄$", head):  # 오타 0, (작게 6pt로), 이럴 줄이야
        return True
    last = tokens[-1]
    if last.tag[0] in "JE" or (last.tag == "NNG" and not last.known and head.endswith(("함", "심", "됨", "줌"))):
        return True
    if any(token.tag == "JKS" for token in tokens):
        return last.tag == "NNG" and is_action_noun(last.form)  # 반 전체가 축가
    if any(token.tag == "JX" and token.form in {"은", "는"} for token in tokens):
        return False
    if any(token.tag in {"JKO", "EC"} and token.form not in {"어", "아", "게", "지"} for token in tokens):
        return True
    counted = sum(token.tag == "SN" for token in tokens) == 1 and ends_in_count(head)
    return not counted and not is_role(head)


def names_again(clause: Clause, person: Person) -> bool:
    """Whether the recipient, whom the opening has named, is named once more: (귀하께서는) 선생님이 …."""
    own = re.sub(r"\s", "", person.text)
    if len(person.name) > 1 and person.name in clause.head:
        return True
    subjects = [before.form.removesuffix("님") for before, token in pairwise(analyse(clause.head)) if _is_topic(token)]
    return any(len(noun) > 1 and noun in own for noun in subjects)


def _is_topic(token: Morpheme) -> bool:
    return token.tag == "JKS" or (token.tag == "JX" and token.form in {"은", "는"})


def _opens_with_another(clause: Clause) -> bool:
    """Whether somebody else acts from the clause's start, so that "위 사람은" cannot stand before it."""
    if clause.role != RESULT or not clause.subject:
        return False
    place = clause.head.find(clause.subject)
    return place >= 0 and not any(token.tag in {"EC", "ETM"} for token in analyse(clause.head[:place]))
