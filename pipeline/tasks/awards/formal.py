"""The form of an official document: openings and closings by kind, recipient and giver, and written particles."""

from __future__ import annotations

import re
from functools import lru_cache

from pipeline.tasks.awards import morphemes
from pipeline.tasks.awards.conjugate import Predicate, conjugate
from pipeline.tasks.awards.morphemes import Morpheme, analyse, quoted_spans
from pipeline.tasks.awards.particles import attach, particle
from pipeline.tasks.awards.people import ANIMAL, GROUP, PEOPLE, PLANT, SELF, THING, Person
from pipeline.tasks.awards.request import AwardRequest
from pipeline.tasks.awards.wordlists import wordlist

# What the document calls itself in its last sentence.
_PAPER = {"상장": "상장", "표창장": "표창장", "감사장": "감사장", "공로상": "상", "우수상": "상", "칭찬장": "칭찬장",
          "임명장": "임명장", "자격증": "자격증", "벌 대신 상장": "상장"}  # fmt: skip


def opening(kind: str, tone: str, person: Person) -> str:
    """위 사람은, 귀하께서는, 위 학급은, 위 고양이는, 당신은, 고인께서는: the first words of a body."""
    if person.late and person.is_human:
        return "고인께서는" if person.honoured else "고인은"
    if person.late:
        return attach(person.name or person.text, "은")
    if tone == "로맨틱" and person.category not in {GROUP, PEOPLE}:
        return "당신은"
    if person.category in {ANIMAL, PLANT, THING, GROUP}:
        return "위 " + attach(person.noun, "은")
    if person.category == PEOPLE:
        return "여러분께서는" if person.honoured and kind == "감사장" else f"위 {_plural(person)}"
    if person.honoured:
        return "귀하께서는"
    if kind == "감사장" and person.category != SELF:
        return "귀하는"
    return "위 " + attach(person.noun, "은")


def _plural(person: Person) -> str:
    return f"{person.noun}께서는" if person.honoured else attach(person.noun, "은")


_UNKNOWN_GIVERS = {"감동": "당신을 아끼는 사람들", "유머": "엄숙한 시상 위원회", "격식": "시상자 일동",
                   "귀여움": "너를 응원하는 사람들", "로맨틱": "당신의 사람", "추모": "그리워하는 이들"}  # fmt: skip


def closing(request: AwardRequest, person: Person) -> str:
    """이 상장을 수여합니다 and its like: the last words of a body."""
    paper = attach(_PAPER[request.kind], "을")
    if person.late:
        return f"이 {paper} {'올립니다' if person.honoured else '바칩니다'}."
    if request.kind == "임명장":
        post = attach(request.topic, "으로") if request.topic else ""
        return f"{post} 임명합니다." if post else f"이 {paper} 수여합니다."
    if request.kind == "벌 대신 상장":
        return f"벌 대신 이 {paper} {'드립니다' if person.honoured else '수여합니다'}."
    if request.kind == "자격증":
        return f"이 {paper} {'드립니다' if person.honoured else '수여합니다'}."
    gives = person.honoured or request.kind == "감사장" or request.tone == "로맨틱"
    if request.tone == "귀여움" and not person.honoured:
        return f"이 {paper} 줍니다." if person.category in {"child", "pupil"} else f"이 {paper} 수여합니다."
    return f"이 {paper} {'드립니다' if gives else '수여합니다'}."


_DEFAULT_GIVERS = {"자녀": "사랑하는 자녀", "손주": "사랑하는 손주", "아내": "사랑하는 아내", "남편": "사랑하는 남편",
                   "연인": "당신의 연인", "부모": "사랑하는 부모", "제자": "제자 일동", "동료": "동료 일동",
                   "친구": "영원한 친구", "가족": "가족 일동", "며느리": "며느리", "사위": "사위", "동생": "동생",
                   "조부모": "할머니 할아버지", "조카": "조카", "선생님": "선생님", "동기": "동기 일동",
                   "이웃": "이웃 일동", "후배": "후배 일동", "선배": "선배 일동"}  # fmt: skip


def giver_of(giver: str, person: Person, tone: str) -> str:
    """The giver as printed: as given, else what they are to the recipient, else a neutral signature."""
    if giver:
        return giver
    if person.category == SELF:
        return "나 자신"
    if person.category == THING:
        return "늘 고마워하는 이들"
    return _DEFAULT_GIVERS.get(person.reciprocal, _UNKNOWN_GIVERS[tone])


_NO_OBJECT = wordlist("no_object")
_UNITS = wordlist("units")


def formal(text: str) -> str:
    """``text`` with the particles that speech drops or shortens: 교통정리 해 -> 교통정리를 해, 친구한테 -> 친구에게."""
    tokens, quotes = analyse(text), quoted_spans(text)
    edits: list[tuple[int, int, str]] = []
    for index, token in enumerate(tokens[1:], 1):
        before = tokens[index - 1]
        if any(start <= token.start < end for start, end in quotes):
            continue
        if token.tag in {"JKB", "JC"} and token.form in {"한테", "한테서", "이랑", "랑"}:
            new = {"한테": "에게", "한테서": "에게서"}.get(token.form) or particle(text[: before.end], "와")
            edits.append((token.start, token.end, new))
        elif token.tag == "XSV" and token.form == "하" and token.start == before.end + 1 and before.tag == "NNG":
            edits.append((before.end, before.end, particle(text[: before.end], "을")))
        elif (
            token.tag == "JKS" and (before.form, before.tag) == ("것", "NNB") and text[before.start : token.end] == "게"
        ):
            edits.append((before.start, token.end, "것이"))
        elif token.tag in {"VV", "VX"} and token.form in {"되", "나"} and _is_counted(tokens, index):
            edits.append((before.end, before.end, particle(text[: before.end], "이")))
        elif (
            token.form == "점"
            and token.tag == "NNB"
            and _raises(tokens)
            and index > 1
            and tokens[index - 2].tag == "NNG"
        ):
            noun = tokens[index - 2]
            if not any(other.tag == "JKO" for other in tokens) and noun.form != "점수":
                edits.append((noun.end, noun.end, " 점수를"))
        elif token.tag == "EC" and token.form in {"는데", "은데", "ᆫ데"} and _CONTRAST.search(text[token.end :]):
            edits.append((token.start, token.end, "지만"))
        elif _is_contraction(text, before, token) and not (index > 1 and tokens[index - 2].form in _GUESSES):
            edits.append((before.start, token.end, _opened(text, before, token)))
        elif found := _missing(text, tokens, index):
            edits.append((found[0], found[0], found[1]))
    for match in _IN_A_ROW.finditer(text):  # 트로트 12곡 연속으로
        edits.append((match.end(1), match.end(1), particle(match[1], "을")))
    for start, end, new in sorted(edits, reverse=True):
        text = text[:start] + new + text[end:]
    return text


_IN_A_ROW = re.compile(
    r"(\d\s?(?:곡|개|권|장|판|병|잔|그릇|골|경기|편|마리))(?= (?:연속으로|내리|한꺼번에|몰아서|연달아) )"
)
# What follows a 는데 that means 지만.
_CONTRAST = re.compile(
    r"^,? (?:그래도|다시|끝까지|끝내|오히려|결국|씩씩|한 번도|한번도|\S+ (?:한번|한 번)|포기하지|아무|절대|용감)"
)


def _is_counted(tokens: tuple[Morpheme, ...], index: int) -> bool:
    """1년 됐어요: a span of time without its particle before 되다."""
    noun, number = tokens[index - 1], tokens[index - 2] if index > 1 else None
    return (
        noun.tag == "NNB"
        and noun.form in _SPANS
        and number is not None
        and number.tag in {"SN", "MM", "NR"}
        and (tokens[index].form == "되")
    )


_GUESSES = {"ᆯ까", "을까", "나", "는가", "ᆫ가"}  # 젖을까 봐 stays
_SPANS = {"년", "일", "개월", "주년", "달", "주", "시간", "살", "세"}


def _raises(tokens: tuple[Morpheme, ...]) -> bool:
    return any(token.tag == "VV" and token.form in {"올리", "끌어올리", "높이"} for token in tokens)


def _is_contraction(text: str, stem: Morpheme, ending: Morpheme) -> bool:
    """줘서, 줬는데, 됐고 in the middle of a sentence; a document says 주어서, 주었는데, 되었고."""
    return (
        stem.tag in {"VX", "VV", "XSV"}
        and stem.form in {"주", "되", "두", "보"}
        and ending.form in {"어", "어서", "었", "아서", "았"}
        and ending.start == stem.start
        and ending.end - stem.start <= len(ending.form)
    )


def _opened(text: str, stem: Morpheme, ending: Morpheme) -> str:
    return stem.form + ("아" if stem.form == "보" and ending.form[0] == "어" else ending.form[0]) + ending.form[1:]


def _missing(text: str, tokens: tuple[Morpheme, ...], index: int) -> tuple[int, str] | None:
    """Where before the verb at ``index`` a particle is missing, and which: 리모컨 던져서 lacks 을 after 리모컨."""
    verb = tokens[index]
    if verb.tag == "XSV" and tokens[index - 1].tag == "NNG" and tokens[index - 1].end == verb.start:
        place, act = index - 2, tokens[index - 1].form + verb.form
        start = tokens[index - 1].start
    elif verb.tag in {"VV", "VA"} and verb.form not in {"되", "같", "만하", "듯하"}:
        place, act, start = index - 1, verb.form, verb.start
    else:
        return None
    while place > 0 and (
        tokens[place].tag == "MAG" or tokens[place].form in {"이제", "직접", "혼자", "모두", "매일", "지금"}
    ):
        start = tokens[place].start
        place -= 1
    if place > 1 and tokens[place].form in {"번", "회", "차례"} and tokens[place - 1].tag in {"SN", "MM"}:
        start = tokens[place - 1].start  # 음이탈 3번 났다: 음이탈이 3번 났다
        place -= 2
    noun = tokens[place] if place >= 0 else None
    if noun is None or noun.end + 1 != start or text[noun.end] != " " or not _may_take_particle(tokens, place):
        return None
    taken = {token.form for token in _same_clause(tokens, place) if token.tag in {"JKO", "JKS"}}
    kind = _likeliest(noun.form if noun.tag != "NNB" else "100" + noun.form, act, verb.kiwi_tag)
    kind = "을" if act == "하" and verb.tag == "VV" else kind
    if not kind or (kind == "을" and taken & {"을", "를"}) or (kind == "이" and taken & {"이", "가"}):
        return None
    return noun.end, particle(text[: noun.end], kind)


def _may_take_particle(tokens: tuple[Morpheme, ...], place: int) -> bool:
    noun = tokens[place]
    if noun.form in _NO_OBJECT:
        return False
    counted = noun.tag == "NNB" and noun.form in _UNITS and place > 0 and tokens[place - 1].tag in {"SN", "MM", "NR"}
    return noun.tag in {"NNG", "SL"} or counted or (noun.tag == "XSN" and noun.form == "들")


def _same_clause(tokens: tuple[Morpheme, ...], place: int) -> list[Morpheme]:
    before: list[Morpheme] = []
    for token in reversed(tokens[:place]):
        if token.tag in {"EC", "EF", "ETM"}:
            break
        before.append(token)
    return before


@lru_cache(maxsize=4096)
def _likeliest(noun: str, act: str, tag: str) -> str:
    """The particle that the language model expects between ``noun`` and ``act``; "" when it is as well without one."""
    done = conjugate(Predicate(act, "VV-R" if tag == "XSV" else tag), "다")
    bare = morphemes.likelihood(f"{noun} {done}")
    scores = {kind: morphemes.likelihood(f"{attach(noun, kind)} {done}") for kind in ("을", "이", "에", "에서")}
    best = max(scores, key=lambda kind: scores[kind])
    return best if scores[best] - bare > MIN_GAIN else ""


MIN_GAIN = 0.5  # in the language model's log likelihood; measured on pairs of which a person knew the particle
