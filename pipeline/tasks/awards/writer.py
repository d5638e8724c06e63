"""The offline writer: an award made of the person's own clauses, without a model."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from pipeline.tasks.awards import titles
from pipeline.tasks.awards.acting import GIVER, opening_place, with_givers
from pipeline.tasks.awards.award import Award
from pipeline.tasks.awards.clauses import DEED, OCCASION, RESULT, WISH, Clause, parse_clause
from pipeline.tasks.awards.cleaning import written
from pipeline.tasks.awards.conjugate import PAST, Predicate
from pipeline.tasks.awards.default_givers import default_giver
from pipeline.tasks.awards.doers import with_doers
from pipeline.tasks.awards.doubts import is_better_quoted
from pipeline.tasks.awards.formal import formal
from pipeline.tasks.awards.forms import closing, opening
from pipeline.tasks.awards.fragments import completed, ended
from pipeline.tasks.awards.leaving_out import without_remarks
from pipeline.tasks.awards.morphemes import analyse, is_action_noun, quoted_spans
from pipeline.tasks.awards.nominal import nominal
from pipeline.tasks.awards.particles import attach
from pipeline.tasks.awards.people import Person, describe, has_title
from pipeline.tasks.awards.perspective import MYSELF, as_kin, group, neutral, speaker
from pipeline.tasks.awards.phrases import EFFORT, PLAIN, fill, manners_of, phrase
from pipeline.tasks.awards.plainly import keeping_facts
from pipeline.tasks.awards.posts import post_told
from pipeline.tasks.awards.request import AwardRequest
from pipeline.tasks.awards.subjects import other_subject
from pipeline.tasks.awards.things import with_things
from pipeline.tasks.awards.turns import parted
from pipeline.tasks.awards.unnaming import about
from pipeline.tasks.awards.weaving import (
    is_cause,
    of_one_tense,
    respected,
    spoken_of,
    woven,
)

_THANKS_TO = re.compile(r"(?:덕분에|덕에|덕택에)\s")
_AFTERTHOUGHT = re.compile(r"(?<=[가-힣])는데요?[.!?~]*$")  # 저는 실패했는데요
LONG = 95  # characters of a reason that still read well as one sentence


@dataclass(frozen=True, slots=True)
class Material:
    """A request taken apart: what every candidate is made of."""

    person: Person
    mains: tuple[Clause, ...]
    occasions: tuple[Clause, ...]
    wishes: tuple[Clause, ...]
    manners: tuple[str, ...]
    doubtful: bool  # whether the clauses are better told one by one than joined
    left_out: tuple[Clause, ...]  # side remarks that the award is better without


def write(request: AwardRequest) -> Award:
    """The award that ``request`` asks for; ``request.variant`` chooses the wording."""
    if request.kind == "임명장":
        request = _with_post(request)
    material = material_of(replace(request, variant=0, part="전체", notes=()))
    title_variant = 0 if request.part == "본문" else request.variant
    body_variant = 0 if request.part == "제목" else request.variant
    title = titles.title(request.kind, request.tone, material.mains, material.manners, _named(request), title_variant)
    body = _body(request, material, body_variant)
    giver = request.giver or default_giver(request, material.person)
    return keeping_facts(request, Award(request.kind, title, request.recipient, body, giver), material.person)


def _with_post(request: AwardRequest) -> AwardRequest:
    """The request with the post that its reason names (우리 집 모기잡이 대장), as a document names it."""
    post, reason = request.topic, request.reason
    if not post:
        post, reason = post_told(reason)
    person = describe(request.recipient)
    who = speaker(request.giver, person, reason)
    if who != MYSELF:
        post = re.sub(r"^(?:제|내|저의)\s", f"{who}의 ", post)
    post = neutral(re.sub(r"(?<=\S)(?:으로|로)$", "", post), who, group(request.giver, who), person)
    return replace(request, topic=post, reason=reason)


def left_out_note(request: AwardRequest) -> list[str]:
    """What to tell the person of their words that the award does without; nothing when it holds all of them."""
    out = material_of(replace(request, variant=0, part="전체", notes=())).left_out
    return ["글에 넣지 않은 말이 있습니다: " + " ".join(f"{clause.ending('습니다')}." for clause in out)] if out else []


@lru_cache(maxsize=256)
def material_of(request: AwardRequest) -> Material:
    person = describe(request.recipient, f"{request.reason}\n{request.tone if request.tone == '추모' else ''}")
    person = as_kin(person, request.giver, request.reason)
    if request.tone == "추모" and not person.late:
        person = replace(person, late=True)
    bare_name = person.category == "person" and not person.relation and len(request.recipient.split()) == 1
    if request.tone == "귀여움" and bare_name and not person.honoured and not has_title(request.recipient):
        person = replace(person, category="child", noun="어린이")
    who = speaker(request.giver, person, request.reason)
    ours = group(request.giver, who)
    if request.tone == "로맨틱":  # 당신은 내가 힘들 때 …: here the giver speaks
        who, ours = "나", "우리"
    lines = with_doers(_sentences_of(request.reason), person)
    statements = [part for line in lines for part in about(ended(line), person)]
    statements = [told for told in statements if told and not _only_names(told, person)]
    statements = [part for told in statements for part in parted(told, person)]
    clauses = [_clause(told, person, who, ours) for told in completed(statements, person)]
    clauses = [clause for clause in clauses if not (person.late and re.search(r"무지개\s*다리", clause.head))]
    clauses = woven(clauses)
    if any(clause.role == DEED and clause.predicate.honorific for clause in clauses):
        person, clauses = spoken_of(person, clauses)
    mains = [clause for clause in clauses if clause.role in {DEED, RESULT}]
    occasions = [clause for clause in clauses if clause.role == OCCASION]
    if not mains:
        mains, occasions = [_as_deed(clause) for clause in occasions], []
    mains, occasions = [*mains, *occasions[1:]], occasions[:1]
    mains = sorted(of_one_tense(mains), key=lambda clause: _THANKS_TO.match(clause.head) is not None)
    mains, left_out = without_remarks(with_givers(mains, person, who), person)
    if request.kind == "임명장":
        mains = [_with_duty_time(clause) for clause in mains]
    doubtful = is_better_quoted(request, person, who, mains)
    manners = manners_of(mains, person)
    mains = respected(mains) if person.honoured else mains
    return Material(
        person,
        tuple(mains),
        tuple(occasions),
        tuple(clause for clause in clauses if clause.role == WISH),
        (PLAIN,) if doubtful and EFFORT in manners else manners,
        doubtful,
        tuple(left_out),
    )


_DUTY_TIME = re.compile(r"(?:매주|매일|매달|매월|평일|주말|날마다|[월화수목금토일]요일)(?:마다)?(?: [가-힣\d]+){0,3}$")


def _with_duty_time(clause: Clause) -> Clause:
    """매주 수요일 저녁이다, of a post: when it is held."""
    timed = clause.predicate.is_copula and _DUTY_TIME.match(clause.head.strip())
    return replace(clause, head=f"활동 시간은 {clause.head}", role=RESULT, subject="활동 시간") if timed else clause


def _as_deed(clause: Clause) -> Clause:
    """An occasion that is all there is to tell: 기저귀 졸업 -> 기저귀를 졸업하였다, 칠순 -> 칠순을 맞이하였다."""
    head = clause.head.strip()
    noun = analyse(head)
    if clause.predicate.is_copula and noun and is_action_noun(noun[-1].form):
        told, predicate, _ = nominal(head, list(noun))
        return Clause(told, predicate, noted=True)
    if clause.predicate.is_copula:
        return Clause(attach(head, "을") + " ", Predicate("맞이하", "VV-R", PAST), noted=True)
    return clause


def _sentences_of(reason: str) -> list[str]:
    """The statements of ``reason``; a full stop after a number or a unit parts them too (27km. 손에 땀이 흥건)."""
    parts: list[str] = []
    for line in reason.splitlines():
        quotes, place = quoted_spans(line), 0
        for stop in _STOP.finditer(line):
            if not any(start < stop.start() < end for start, end in quotes):
                parts.append(line[place : stop.start()])
                place = stop.end()
        parts.append(line[place:])
    return [part for part in parts if part.strip()]


_STOP = re.compile(r"(?<=[\w%'\"’”])\.\s+(?=\S)")


def _named(request: AwardRequest) -> str:
    """What the person called the award; the recipient's own name is none."""
    return "" if request.topic and request.topic in request.recipient else request.topic


def _only_names(text: str, person: Person) -> bool:
    """우즈베키스탄에서 온 딜노자., 반려 거북이 느림보.: the recipient once more."""
    bare = text.strip(" .,!~")
    if re.search(r"(?:음|다|요|임)$", bare):  # 총무팀 유대리님이었음
        clause = parse_clause(bare)
        bare = clause.head.strip() if clause.predicate.is_copula else bare
    if re.sub(r"\s", "", bare) in re.sub(r"\s", "", person.text):  # 5반, of 2학년 5반
        return True
    return len(bare.split()) <= 4 and not re.search(r"\d", bare) and person.is_named_by(bare)


def _clause(text: str, person: Person, who: str, ours: str) -> Clause:
    told = written(formal(with_things(neutral(text, who, ours, person))))
    subject = other_subject(_AFTERTHOUGHT.sub("다", told), person)
    clause = parse_clause(told, whole=True)
    if subject not in clause.head and subject not in {"나", "저", "내", "제", "우리", "저희", "아무"}:
        subject = ""  # it belonged to what was cut off: 닦아 주셔서 기분이 (좋아요)
    if subject and clause.role == DEED:
        return replace(clause, subject=subject, role=RESULT)
    return replace(clause, subject=subject)


def _body(request: AwardRequest, material: Material, variant: int) -> str:
    seed = f"{request.reason}|{request.recipient}|{request.kind}"
    start = opening(request.kind, request.tone, material.person)
    if material.mains and _THANKS_TO.match(material.mains[0].head):  # nothing else is told: 귀하 덕분에 …
        start = re.sub(r"(?:께서는|께서|은|는)$", "", start)
    reason, finished = _reason(request, material, variant, start)
    openings = (start, _acting_first(start))
    named = any(reason.startswith(words) or f" {words} " in reason for words in openings)
    occasion = "".join(f"{_occasion(clause)} " for clause in material.occasions[:1])
    wish = "".join(f"{clause.ending('기')}를 바라며 " for clause in material.wishes[:1])
    end = closing(request, material.person, named)
    adverb = phrase(request.tone, "adverbs", material.manners, material.person, seed, variant) + " "
    if wish and variant % 3 == 2:
        adverb += wish.replace("바라며", "바라는 마음으로")
    elif wish:
        adverb = wish
    if not finished:
        return _polished(f"{reason}, {occasion}{adverb}{end}")
    line = ""
    if request.length == "길게" or (request.length == "보통" and variant % 3 == 1):
        line = f" {phrase(request.tone, 'lines', material.manners, material.person, seed, variant)}."
        adverb = adverb if request.length == "길게" or wish else ""
    joint = "이에 " if occasion or not adverb or request.kind == "임명장" else ""
    if f"{occasion}{adverb}".startswith("이"):  # 이에 이를 …
        joint = ""
    return _polished(f"{reason}{line} {joint}{occasion}{adverb}{end}")


def _reason(request: AwardRequest, material: Material, variant: int, start: str) -> tuple[str, bool]:
    """The reason as a text, and whether it is whole sentences or one clause that waits for its main clause."""
    mains = material.mains
    if not mains:
        return (
            f"{start} {'있는 그대로 소중하시기에' if material.person.honoured else '있는 그대로 소중한 존재이기에'}",
            False,
        )
    total = sum(len(clause.text) for clause in mains)
    one_sentence = len(mains) <= 2 and total <= LONG and all(is_cause(clause) for clause in mains)
    if request.length == "길게" or material.doubtful:
        one_sentence = False
    if one_sentence and variant % 3 == 0:
        because = "으므로" if request.tone == "격식" or _sounds_wrong(mains[-1]) else "기에"
        parts = [clause.ending("으며") for clause in mains[:-1]] + [mains[-1].ending(because)]
        return _opened(", ".join(parts), opening_place(mains[0], material.person) or 0, start), False
    return _sentences(mains, start, material.person, joining=not material.doubtful), True


def _sounds_wrong(clause: Clause) -> bool:
    """웃기에 would be taken for 웃기다."""
    return clause.ending("기에").endswith((" 웃기에", " 숨기에", " 남기에"))


def _sentences(mains: Sequence[Clause], start: str, person: Person, joining: bool) -> str:
    """The clauses as sentences; ``start`` stands before the first that tells what the recipient did or is.

    Two short ones of the recipient's make one where ``joining`` is safe.
    """
    parts: list[str] = []
    index = 0
    while index < len(mains):
        clause = mains[index]
        follower = mains[index + 1] if index + 1 < len(mains) else None
        short = follower is not None and len(clause.text) + len(follower.text) <= 60
        if joining and follower is not None and short and is_cause(clause) and is_cause(follower):
            parts.append(f"{clause.ending('으며')}, {follower.ending('습니다')}.")
            index += 2
        else:
            parts.append(f"{clause.ending('습니다')}.")
            index += 1
        place = opening_place(clause, person) if start else None
        if place is not None:
            parts[-1], start = _opened(parts[-1], place, _named_in(clause, start)), ""
    return " ".join(parts)


def _named_in(clause: Clause, start: str) -> str:
    """The opening ``start`` as it names the recipient in ``clause``, which another's act may end."""
    return _acting_first(start) if clause.subject not in {"", GIVER} else start


def _opened(text: str, place: int, start: str) -> str:
    """``text`` with the opening ``start`` at ``place``."""
    return f"{text[:place]}{start} {text[place:]}"


def _acting_first(start: str) -> str:
    """위 사람은 -> 위 사람이: they begin what ends in somebody else's (매크로를 짜 놔서 야근이 없어졌다)."""
    if start.endswith("께서는"):
        return start.removesuffix("는")
    return attach(start[:-1], "이") if start.endswith(("은", "는")) else start


def _occasion(clause: Clause) -> str:
    what = re.sub(r"(?<=[가-힣])(?:에서|에|을|를) (?=\S+$)", " ", clause.head.strip())
    what = re.sub(r"^(?:이제|벌써|(?:올해|오늘|내일|이번)[가이은는])\s|(?:을|를|이|가)?\s*$", "", what)
    return fill("{을} 맞아", what)


_JOINED = (  # words that one typing apart is wrong of: 도와주다, 해내다, 행복해하다
    (re.compile(r"(?<![가-힣])(도와|물어|가져|데려|알아|들여다) (?=[주준줄줍줄보본봅볼봤오온옵와왔가간갑갔])"), r"\1"),
    (re.compile(r"(?<=[해혀아겨뎌]) (?=(?:냈|내었|내셨|내시|내십|내기에|내며|내고|낸다|냅니다))"), ""),
    (re.compile(r"(?<=[가-힣]워) 하(?=[가-힣])"), "하"),
    (re.compile(r"(?<=[가-힣][해파퍼빠]) 하(?=[였셨십시고며기여는])"), "하"),
)


def _polished(text: str) -> str:
    text = re.sub(r"\s+", " ", text).strip()
    for pattern, right in _JOINED:
        text = pattern.sub(right, text)
    return re.sub(r"\s+([,.])", r"\1", text).replace(",,", ",")
