"""Clauses of one reason brought together: asides into the clause they belong to, one tense, respect where it is due."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from pipeline.tasks.awards.adjuncts import ADJUNCT
from pipeline.tasks.awards.clauses import DEED, HABIT, RESULT, Clause, parse_clause
from pipeline.tasks.awards.conjugate import PAST, PRESENT, Predicate
from pipeline.tasks.awards.morphemes import Morpheme, analyse, join
from pipeline.tasks.awards.nominal import is_role
from pipeline.tasks.awards.people import PEOPLE, PERSON, Person
from pipeline.tasks.awards.wordlists import wordlist

_TOOK = re.compile(
    r"^(?:딱\s|꼬박\s|무려\s)?(?P<span>(?:\d+|한|두|세|네|석|넉)\s?(?:일|주|달|개월|년|시간|주일|분))(?:이|가|나|밖에|이나)?\s*(?:안\s)?$"
)
# These lead their clause (겨울에도 …, 넘어지면서 …); others stand right before what is done (몰래 주고받다).
_LEADS = re.compile(
    r"(?:지만|면서도?|어도|아도|해도|고서|느라|려고|도록|데도?|까 ?봐서?|라고|다고|고|며|도|위해서?|위하여|부터|마저|"
    r"조차|까지|(?<!혼자)(?<!이)(?<!에)서|나이로|동안|매번|항상|늘|언제나|자주|가끔|날마다)$|\d"
)


def woven(clauses: Sequence[Clause]) -> list[Clause]:
    """``clauses`` without those that only tell more of another one: how, when, how long it took."""
    return _with_befores(_without_repetition(_with_span(_with_adjuncts(clauses))))


_AT_FIRST = re.compile(r"(?:처음에는|처음엔|원래|예전엔|예전에는)\s")


def _with_befores(clauses: list[Clause]) -> list[Clause]:
    """50개에 성공했다. 처음엔 2개밖에 못 했다: what was before comes before, 처음엔 2개밖에 못 했지만 50개에 …."""
    told: list[Clause] = []
    for clause in clauses:
        last = told[-1] if told else None
        done = last is not None and last.role == DEED and not last.subject and last.predicate.tense == PAST
        plain = clause.role == DEED and not clause.subject and clause.predicate.tense == PAST
        before = _AT_FIRST.match(clause.head) and not any(token.tag == "EC" for token in analyse(clause.head))
        if last is not None and done and plain and before and not _AT_FIRST.match(last.head):
            told[-1] = _led(last, clause.ending("지만"))
        else:
            told.append(clause)
    return told


def _with_adjuncts(clauses: Sequence[Clause]) -> list[Clause]:
    rest: list[Clause] = []
    waiting = ""
    for clause in clauses:
        if clause.role == ADJUNCT and _is_feeling(clause.head):
            continue  # 죄송하고 감사하고: what the award itself says
        if clause.role != ADJUNCT:
            rest.append(_led(clause, waiting) if waiting else clause)
            waiting = ""
        elif rest and clause.head.rstrip().endswith("데") and re.search(r"(?:는데|은데|인데|지만) ", rest[-1].head):
            told = _as_sentence(clause.head.strip(" ,."))
            rest.append(replace(told, role=RESULT, subject=clause.subject))  # 는데 …는데: no sentence holds two
        elif rest and rest[-1].role == RESULT and re.search(r"[고며]$", clause.head.rstrip()):
            rest.append(_as_sentence(clause.head.strip(" ,.")))  # what somebody else did stands apart
        elif rest and _says_again(clause.head, rest[-1]):
            rest.append(replace(rest[-1], head=clause.head.strip(" ,.") + " "))
        elif rest:
            rest[-1] = _with_adjunct(rest[-1], clause.head.strip(" ,."))
        else:
            waiting = f"{waiting} {clause.head.strip(' ,.')}".strip()
    return rest or ([_as_sentence(waiting)] if waiting else [])


def _is_feeling(adjunct: str) -> bool:
    """Whether ``adjunct`` says only what the giver feels."""
    felt = tuple(feeling.removesuffix("하") for feeling in wordlist("feelings"))
    words = [
        word for word in adjunct.strip(" ,.").split() if word not in {"너무", "정말", "참", "늘", "항상", "진심으로"}
    ]
    return bool(words) and all(word.startswith(felt) for word in words)


def _says_again(adjunct: str, clause: Clause) -> bool:
    """Whether an afterthought takes up the verb of the clause: (… 오십니다.) 오실 때마다 오징어를 들고요."""
    verb = clause.predicate.stem
    return clause.predicate.tag[:2] in {"VV", "VX"} and any((t.form, t.tag) == (verb, "VV") for t in analyse(adjunct))


def _without_repetition(clauses: list[Clause]) -> list[Clause]:
    """(일기를) 다 썼어요. 한 줄 쓴 날도 많지만 어쨌든 다 썼다: the second says only more of the first."""
    told: list[Clause] = []
    for clause in clauses:
        before = told[-1] if told else None
        if before is not None and before.predicate.stem == clause.predicate.stem and clause.role == before.role:
            tokens = analyse(clause.head)
            ends = [
                index for index, token in enumerate(tokens) if token.tag == "EC" and token.form in wordlist("breaks")
            ]
            last = ends[-1] if ends else -1
            if last >= 0 and clause.predicate.is_verb and all(token.tag == "MAG" for token in tokens[last + 1 :]):
                lead = clause.head[: tokens[last].end]
                adverbs = [t.form for t in tokens[last + 1 :] if t.form not in before.head.split()]
                told[-1] = _led(before, " ".join([lead, *adverbs]))
                continue
        told.append(clause)
    return told


def _as_sentence(adjunct: str) -> Clause:
    """An afterthought that has nothing to belong to: 완주했는데 -> 완주했다; what cannot be told so is quoted."""
    if re.search(r"(?:데|(?<![라다자냐])고|며|지만)$", adjunct):
        return parse_clause(adjunct)
    return Clause(adjunct, Predicate("이", "VCP", PRESENT), RESULT, tense_told=False)


def _with_adjunct(clause: Clause, adjunct: str) -> Clause:
    """겨울에도 before the clause, 학생들 몰래 before what is done."""
    if HABIT.search(adjunct) and not clause.tense_told and clause.predicate.is_verb:  # 벗어 놓음. 9년째
        clause = replace(clause, predicate=replace(clause.predicate, tense=PRESENT), tense_told=True)
    words = clause.head.rstrip().split(" ")
    if re.fullmatch(r"\d+\s?대\s?\d+(?:으로|로)", adjunct) and words[-1].endswith(("을", "를")):
        place = len(words) - (2 if len(words) > 1 and words[-2] in {"첫", "두", "세"} else 1)  # 1대0으로 첫 승을
        return replace(clause, head=" ".join([*words[:place], adjunct, *words[place:], ""]))
    topic = re.match(r"\S+[은는] ", clause.head) if clause.predicate.is_copula and clause.subject else None
    if topic:  # 방법은 (제 돈으로) 떡볶이를 사 주기였다
        return replace(clause, head=f"{topic[0]}{adjunct} {clause.head[topic.end() :]}")
    if _LEADS.search(adjunct) or len(adjunct.split()) > 5:
        return _led(clause, adjunct)
    place = _verb_place(clause)
    head, verb = clause.head[:place].rstrip(), clause.head[place:]
    for adverb in (" 안", " 못", " 다"):
        if f" {head}".endswith(adverb):
            head, verb = f" {head}".removesuffix(adverb).strip(), f"{adverb.strip()} {verb}"
    return replace(clause, head=f"{head} {adjunct} {verb}".lstrip())


def _verb_place(clause: Clause) -> int:
    """Where the verb begins in the head, helped verbs and the noun of 하다 with it: (11년째) 참아 주고 (있다)."""
    tokens = analyse(clause.text)
    index = len(tokens) - 1
    while index and (tokens[index].tag[0] == "E" or tokens[index].tag in {"VX", "XSV"}):
        index -= 1
    start = tokens[index].start
    return min(len(clause.head), clause.text.rfind(" ", 0, start + 1) + 1)


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


_NOW = re.compile(r"(?:이제|이젠|지금|요즘|요새|현재|오늘|이번)")  # what is otherwise than it was


def of_one_tense(clauses: Sequence[Clause]) -> list[Clause]:
    """Give a clause without a tense of its own (양보하고요, 웃음) that of the other deeds."""
    told = [
        clause.predicate.tense
        for clause in clauses
        if clause.tense_told and clause.predicate.is_verb and not _NOW.match(clause.head)
    ]
    told = [tense for tense in told if tense in {PAST, PRESENT}]
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
    if clause.predicate.stem in _RESPECTFUL:
        return replace(clause, predicate=replace(clause.predicate, honorific=False))
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
    if predicate.stem in {"듯하", "같", "싶"} or re.search(r"듯\s*$", clause.head):
        return False
    passive = predicate.tag.startswith("VX") and (predicate.stem == "지" or _IN_STATE.search(clause.text))  # 지워지다
    return predicate.stem not in wordlist("of_things") and not passive


_RESPECTFUL = {"계시", "주무시", "드시", "잡수시"}  # these hold 시
_IN_STATE = re.compile(r"[혀려켜겨여져펴] 있[가-힣]+$")  # 적혀 있다


def spoken_of(person: Person, clauses: Sequence[Clause]) -> tuple[Person, list[Clause]]:
    """One way of speaking for the whole body, when the request respects what the recipient did (챙기셨어요).

    A person or a couple is then honoured throughout; a team, a pet or a child is not, and 시 goes.
    """
    if person.category in {PERSON, PEOPLE} or person.noun == "부부":
        return replace(person, honoured=True), list(clauses)
    return person, [_plain(clause) for clause in clauses]


def _plain(clause: Clause) -> Clause:
    """The clause without 시: 받으시면서도 답해 주셨다 -> 받으면서도 답해 주었다."""
    head = clause.head
    tokens = analyse(head)
    for index in range(len(tokens) - 2, 0, -1):
        stem, respect, ending = tokens[index - 1 : index + 2]
        if respect.form in {"시", "으시"} and respect.tag == "EP" and ending.tag == "EC" and stem.tag[0] in "VX":
            head = head[: stem.start] + join([(stem.form, stem.kiwi_tag), (ending.form, "EC")]) + head[ending.end :]
    own = clause.role == DEED and not clause.subject
    return replace(clause, head=head, predicate=replace(clause.predicate, honorific=False) if own else clause.predicate)


def is_cause(clause: Clause) -> bool:
    """Whether "…였기에" reads well: something the recipient did, and no thought, state or twist."""
    predicate = clause.predicate
    if clause.role == RESULT or clause.subject or predicate.is_copula or not predicate.is_verb:
        return False
    if _DEATH.search(clause.text):
        return False
    tokens = analyse(clause.head)
    if predicate.stem != "되" and any(token.tag == "JKS" for token in tokens[_last_part(tokens) :]):
        return False  # 목소리가 다 나갔다
    if re.search(r"(?:는데|ᆫ데|은데|지만|줄|까|거|것)\s*$", clause.head) or _BEFORE.match(clause.head):
        return False
    return predicate.stem not in wordlist("no_cause")


_DEATH = re.compile(
    r"(?:별이 되|무지개\s?다리를? 건너|하늘나라로 (?:가|떠나)|세상을 (?:뜨|떠나)|곁을 떠나|살다 (?:가|갔)|잠들)\S*$"
)
_BEFORE = re.compile(r"(?:처음에는|처음엔|원래|예전엔|예전에는|작년엔|작년에는|그땐|그때는|전에는)\s")


def _last_part(tokens: Sequence[Morpheme]) -> int:
    """Index of the first token after the last clause that ended before the predicate."""
    ends = [
        i
        for i, token in enumerate(tokens)
        if token.tag in {"ETM"} or (token.tag == "EC" and token.form not in {"어", "아", "게", "지"})
    ]
    return ends[-1] + 1 if ends else 0
