"""The offline writer: an award made of the person's own clauses, without a model."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from pipeline.tasks.awards import titles
from pipeline.tasks.awards.award import Award
from pipeline.tasks.awards.clauses import DEED, OCCASION, RESULT, WISH, Clause, parse_clause
from pipeline.tasks.awards.cleaning import written
from pipeline.tasks.awards.formal import formal
from pipeline.tasks.awards.forms import closing, giver_of, opening
from pipeline.tasks.awards.people import Person, describe
from pipeline.tasks.awards.perspective import group, neutral, speaker
from pipeline.tasks.awards.phrases import Theme, deed_nouns, fill, noun_phrases, phrase, themes_of
from pipeline.tasks.awards.request import AwardRequest
from pipeline.tasks.awards.subjects import about, other_subject

_THANKS_TO = re.compile(r"(?:덕분에|덕에|덕택에)\s")
LONG = 95  # characters of a reason that still read well as one sentence


@dataclass(frozen=True, slots=True)
class Material:
    """A request taken apart: what every candidate is made of."""

    person: Person
    mains: tuple[Clause, ...]
    occasions: tuple[Clause, ...]
    wishes: tuple[Clause, ...]
    themes: tuple[Theme, ...]


def write(request: AwardRequest) -> Award:
    """The award that ``request`` asks for; ``request.variant`` chooses the wording."""
    material = material_of(replace(request, variant=0, part="전체", notes=()))
    title_variant = 0 if request.part == "본문" else request.variant
    body_variant = 0 if request.part == "제목" else request.variant
    return Award(
        kind=request.kind,
        title=titles.title(request.kind, request.tone, material.mains, material.themes, request.topic, title_variant),
        recipient=request.recipient,
        body=_body(request, material, body_variant),
        giver=giver_of(request.giver, material.person, request.tone),
    )


@lru_cache(maxsize=256)
def material_of(request: AwardRequest) -> Material:
    person = describe(request.recipient, f"{request.reason}\n{request.tone if request.tone == '추모' else ''}")
    if request.tone == "추모" and not person.late:
        person = replace(person, late=True)
    if request.tone == "귀여움" and person.category == "person" and not person.relation and not person.honoured:
        person = replace(person, category="child", noun="어린이")
    who = speaker(request.giver, person)
    ours = group(request.giver, who)
    if request.tone == "로맨틱":  # 당신은 내가 힘들 때 …: here the giver speaks
        who, ours = "나", "우리"
    statements = [part for line in request.reason.splitlines() for part in about(line, person)]
    clauses = [_clause(statement, person, who, ours) for statement in statements if statement]
    clauses = [clause for clause in clauses if not (person.late and re.search(r"무지개\s*다리", clause.head))]
    clauses = _with_span(clauses)
    mains = [clause for clause in clauses if clause.role in {DEED, RESULT}]
    occasions = [clause for clause in clauses if clause.role == OCCASION]
    if not mains:
        mains, occasions = occasions, []
    mains, occasions = [*mains, *occasions[1:]], occasions[:1]
    mains = sorted(_of_one_tense(mains), key=lambda clause: _THANKS_TO.match(clause.head) is not None)
    if person.honoured:
        mains = [clause.respectful() if clause.role == DEED and not clause.subject else clause for clause in mains]
    return Material(
        person,
        tuple(mains),
        tuple(occasions),
        tuple(clause for clause in clauses if clause.role == WISH),
        tuple(
            themes_of(
                [*filter(None, [request.topic]), *(c.text for c in mains if c.role == DEED or len(mains) == 1)],
                person,
                frozenset({who, ours}),
            )
        ),
    )


def _clause(text: str, person: Person, who: str, ours: str) -> Clause:
    subject = other_subject(text, person)
    clause = parse_clause(written(formal(neutral(text, who, ours, person))))
    if subject not in clause.head and subject not in {"나", "저", "우리", "아무"}:
        subject = ""  # it belonged to what was cut off: 닦아 주셔서 기분이 (좋아요)
    if subject and clause.role == DEED:
        return replace(clause, subject=subject, role=RESULT)
    return replace(clause, subject=subject)


_TOOK = re.compile(
    r"^(?:딱\s|꼬박\s|무려\s)?(?P<span>(?:\d+|한|두|세|네|석|넉)\s?(?:일|주|달|개월|년|시간|주일|분))(?:이|가|나|밖에|이나)?\s*(?:안\s)?$"
)


def _with_span(clauses: list[Clause]) -> list[Clause]:
    """구구단을 외웠어요. 2주 걸렸어요: what a deed took goes into it, 2주 만에 구구단을 외웠다."""
    for index, clause in enumerate(clauses[1:], 1):
        took = _TOOK.match(clause.head) if clause.predicate.stem == "걸리" else None
        if took:
            before = clauses[index - 1]
            told = replace(before, head=f"{took['span']} 만에 {before.head}")
            return [*clauses[: index - 1], told, *clauses[index + 1 :]]
    return clauses


def _of_one_tense(clauses: Sequence[Clause]) -> list[Clause]:
    """Give a clause without a tense of its own (양보하고요, 웃음) that of the others."""
    told = [clause.predicate.tense for clause in clauses if clause.tense_told]
    if not told:
        return list(clauses)
    return [
        clause if clause.tense_told else replace(clause, predicate=replace(clause.predicate, tense=told[0]))
        for clause in clauses
    ]


def _body(request: AwardRequest, material: Material, variant: int) -> str:
    seed = f"{request.reason}|{request.recipient}|{request.kind}"
    start = opening(request.kind, request.tone, material.person)
    if material.mains and _THANKS_TO.match(material.mains[0].head):  # nothing else is told: 귀하 덕분에 …
        start = re.sub(r"(?:께서는|께서|은|는)$", "", start)
    reason, finished = _reason(request, material, variant)
    occasion = "".join(f"{_occasion(clause)} " for clause in material.occasions[:1])
    wish = "".join(f"{clause.ending('기')}를 바라며 " for clause in material.wishes[:1])
    end = closing(request, material.person)
    adverb = wish or _phrase(request, material, "adverbs", seed, variant, reason) + " "
    if not finished:
        return _polished(f"{start} {reason}, {occasion}{adverb}{end}")
    line = ""
    if request.length == "길게" or (request.length == "보통" and variant % 3 == 1):
        line = f" {_phrase(request, material, 'lines', seed, variant)}."
        adverb = adverb if request.length == "길게" or wish else ""
    joint = "이에 " if occasion or not adverb or request.kind == "임명장" else ""
    return _polished(f"{start} {reason}{line} {joint}{occasion}{adverb}{end}")


def _reason(request: AwardRequest, material: Material, variant: int) -> tuple[str, bool]:
    """The reason as a text, and whether it is whole sentences or one clause that waits for its main clause."""
    mains = material.mains
    if not mains:
        return "있는 그대로 소중한 존재이기에", False
    total = sum(len(clause.text) for clause in mains)
    one_sentence = len(mains) <= 2 and total <= LONG and not any(clause.role == RESULT for clause in mains)
    if request.length == "길게":
        one_sentence = False
    if one_sentence and variant % 3 == 0:
        because = "으므로" if request.tone == "격식" or _sounds_wrong(mains[-1]) else "기에"
        parts = [clause.ending("으며") for clause in mains[:-1]] + [mains[-1].ending(because)]
        return ", ".join(parts), False
    return _sentences(mains), True


def _sounds_wrong(clause: Clause) -> bool:
    """학생이기에 is stiff, and 웃기에 would be taken for 웃기다."""
    return clause.predicate.is_copula or clause.ending("기에").endswith((" 웃기에", " 숨기에", " 남기에"))


def _sentences(mains: Sequence[Clause]) -> str:
    """The clauses as sentences; two short ones of the recipient's make one."""
    parts: list[str] = []
    index = 0
    while index < len(mains):
        clause = mains[index]
        follower = mains[index + 1] if index + 1 < len(mains) else None
        short = follower is not None and len(clause.text) + len(follower.text) <= 60
        if follower is not None and short and clause.role == DEED and follower.role == DEED:
            parts.append(f"{clause.ending('으며')}, {follower.ending('습니다')}.")
            index += 2
        else:
            parts.append(f"{clause.ending('습니다')}.")
            index += 1
    return " ".join(parts)


def _occasion(clause: Clause) -> str:
    what = re.sub(r"(?<=[가-힣])(?:에서|에|을|를) (?=\S+$)", " ", clause.head.strip())
    what = re.sub(r"(?:을|를|이|가)?\s*$", "", what)
    return fill("{을} 맞아", what)


def _phrase(request: AwardRequest, material: Material, bank: str, seed: str, variant: int, before: str = "") -> str:
    nouns = noun_phrases(request.tone, material.themes, material.person)
    deed = titles.topic(material.mains)
    own = deed_nouns(request.tone, deed) if request.tone != "추모" and titles.is_action(deed) else []
    if own and (not material.themes or variant % 3 == 1):
        nouns = own
    return phrase(request.tone, bank, nouns, material.person, seed, variant, before)


def _polished(text: str) -> str:
    text = re.sub(r"\s+", " ", text).strip()
    return re.sub(r"\s+([,.])", r"\1", text).replace(",,", ",")
