"""Clauses of one reason brought together: asides into the clause they belong to, one tense, respect where it is due."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from pipeline.tasks.awards.clauses import DEED, RESULT, Clause, parse_clause
from pipeline.tasks.awards.conjugate import PAST, PRESENT, Predicate
from pipeline.tasks.awards.morphemes import Morpheme, analyse, join
from pipeline.tasks.awards.nominal import ADJUNCT, ends_in_count, is_role
from pipeline.tasks.awards.particles import attach
from pipeline.tasks.awards.people import PEOPLE, PERSON, Person
from pipeline.tasks.awards.perspective import MYSELF
from pipeline.tasks.awards.subjects import other_subject
from pipeline.tasks.awards.wordlists import wordlist

_TOOK = re.compile(
    r"^(?:딱\s|꼬박\s|무려\s)?(?P<span>(?:\d+|한|두|세|네|석|넉)\s?(?:일|주|달|개월|년|시간|주일|분))(?:이|가|나|밖에|이나)?\s*(?:안\s)?$"
)
# These lead their clause (겨울에도 …, 넘어지면서 …); others stand right before what is done (몰래 주고받다).
_LEADS = re.compile(
    r"(?:면서도?|어도|아도|해도|고서|느라|려고|도록|데도?|까 ?봐서?|라고|다고|고|며|도|위해서?|위하여|부터|마저|조차|"
    r"나이로|동안|매번|항상|늘|언제나|자주|가끔|날마다)$|\d"
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
        elif rest and rest[-1].role == RESULT and re.search(r"[고며]$", clause.head.rstrip()):
            rest.append(_as_sentence(clause.head.strip(" ,.")))  # what somebody else did stands apart
        elif rest:
            rest[-1] = _with_adjunct(rest[-1], clause.head.strip(" ,."))
        else:
            waiting = f"{waiting} {clause.head.strip(' ,.')}".strip()
    return rest or ([_as_sentence(waiting)] if waiting else [])


def _as_sentence(adjunct: str) -> Clause:
    """An afterthought that has nothing to belong to: 완주했는데 -> 완주했다; what cannot be told so is quoted."""
    said = re.sub(r"(?<=[가-힣])(?:는데|고|으며|며)$", "다", adjunct)
    if said != adjunct:
        return parse_clause(said)
    return Clause(adjunct, Predicate("이", "VCP", PRESENT), RESULT, tense_told=False)


def _with_adjunct(clause: Clause, adjunct: str) -> Clause:
    """겨울에도 before the clause, 학생들 몰래 before what is done."""
    words = clause.head.rstrip().split(" ")
    if re.fullmatch(r"\d+\s?대\s?\d+(?:으로|로)", adjunct) and words[-1].endswith(("을", "를")):
        place = len(words) - (2 if len(words) > 1 and words[-2] in {"첫", "두", "세"} else 1)  # 1대0으로 첫 승을
        return replace(clause, head=" ".join([*words[:place], adjunct, *words[place:], ""]))
    if _LEADS.search(adjunct) or len(adjunct.split()) > 3:
        return _led(clause, adjunct)
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
        if clause.tense_told or clause.role != DEED or not clause.predicate.is_verb
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


def is_of_recipient(clause: Clause, person: Person) -> bool:
    """Whether the clause's first words are surely the recipient's: they did it, or are it (도서부 막내이다).

    Another may act at its end: (위 햄스터는) 밤마다 쳇바퀴를 돌려서 온 가족이 잠을 못 잔다.
    """
    if clause.subject:
        said = _SUBJECTS.get(clause.subject, rf"{re.escape(clause.subject)}(?:이|가|께서|은|는|도)")
        found = list(re.finditer(rf"(?<![가-힣])(?:{said})(?![가-힣])", clause.head))
        place = found[-1].start() if found else 0
        ends = [token.end for token in analyse(clause.head) if token.tag == "EC" and token.end <= place]
        return bool(ends) and not other_subject(clause.head[: ends[0]], person)
    if clause.role != DEED:
        return False
    head = clause.head.strip()
    stem, named = clause.predicate.stem, any(token.tag in {"JKS", "JKC"} for token in analyse(head))
    if stem in wordlist("of_things") and stem != "되" and not clause.predicate.honorific and not named:
        return False  # 진짜 7초 늘어났다
    if re.search(r"[가-힣]지 \S+$", head):  # 엄마의 다리가 되어 드린 지 8년이다
        return True
    return not clause.predicate.is_copula or clause.predicate.honorific or is_role(head) or is_said_of(clause)


_SUBJECTS = {"나": "내가|나는|나도", "저": "제가|저는|저도"}


def is_said_of(clause: Clause) -> bool:
    """Whether the person typed the clause as a sentence that says what somebody is (전교 1등이에요), and no count."""
    return clause.tense_told and not ends_in_count(clause.head.strip())


def spoken_of(person: Person, clauses: Sequence[Clause]) -> tuple[Person, list[Clause]]:
    """One way of speaking for the whole body, when the request respects what the recipient did (챙기셨어요).

    A person or a couple is then honoured throughout; a team, a pet or a child is not, and 시 goes.
    """
    if person.category in {PERSON, PEOPLE} or person.noun == "부부":
        return replace(person, honoured=True), list(clauses)
    return person, [_plain(clause) if clause.role == DEED and not clause.subject else clause for clause in clauses]


def _plain(clause: Clause) -> Clause:
    """The clause without 시: 받으시면서도 답해 주셨다 -> 받으면서도 답해 주었다."""
    head = clause.head
    tokens = analyse(head)
    for index in range(len(tokens) - 2, 0, -1):
        stem, respect, ending = tokens[index - 1 : index + 2]
        if respect.form in {"시", "으시"} and respect.tag == "EP" and ending.tag == "EC" and stem.tag[0] in "VX":
            head = head[: stem.start] + join([(stem.form, stem.kiwi_tag), (ending.form, "EC")]) + head[ending.end :]
    return replace(clause, head=head, predicate=replace(clause.predicate, honorific=False))


def by_giver(clauses: Sequence[Clause], who: str) -> list[Clause]:
    """Clauses without 시 among ones with it are what the giver did: (귀하께서는) 받아 주셨어요. 이름을 넣었어요.

    ``who`` becomes their subject.
    """
    if not any(clause.predicate.honorific for clause in clauses):
        return list(clauses)
    told = []
    for index, clause in enumerate(clauses):
        predicate = clause.predicate
        own = clause.noted or predicate.honorific or predicate.stem.endswith(("시", "계시")) or not clause.tense_told
        other = own or who == MYSELF or index == 0 or clause.role != DEED or clause.subject or not predicate.is_verb
        if other or predicate.tense != PAST:
            told.append(clause)
            continue
        named = who in clause.head or re.search(r"(?<=[가-힣])(?:도|은|는|이|가|께서) ", clause.head) is not None
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
