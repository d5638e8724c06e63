"""Particles that typing leaves out, put back for formal prose: 첫 월급 탔다 -> 첫 월급을 탔다.

A gap is a noun without a particle whose predicate follows, adverbs and amounts between them skipped. For each particle
the language model of the analyser says how much likelier the words become; this and a few signs of grammar, weighted
as authored prose taught (lexicon/frames.yaml), make a probability. Without a clear winner the words stay as typed.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from pipeline.tasks.awards import morphemes
from pipeline.tasks.awards.morphemes import Morpheme, analyse, quoted_spans
from pipeline.tasks.awards.particles import attach, particle
from pipeline.tasks.awards.relations import relations
from pipeline.tasks.awards.wordlists import lexicon, wordlist

Tokens = tuple[Morpheme, ...]

KINDS = ("을", "이", "에", "에서", "으로")
SIGNS = ("adjective", "person", "relative")  # that weigh differently by particle
SURE = 0.85  # how probable the best particle must be if there is one
SURE_OF_PEOPLE = 0.92  # the same after a person, who may do as well as be done to
BARE = 0.6  # how probable none at all may be
_MOST = 6.0  # gains beyond this say no more
LEAST = -5.0  # a smaller gain tells that the noun is not the predicate's

_TIMES = {"번", "회", "차례", "바퀴", "배"}  # how often: 필기에 네 번 떨어지다
_SPANS = {"년", "개월", "달", "주", "주일", "일", "시간", "분", "초", "해", "학기"}  # how long: 세탁소를 27년 하다
_AMOUNT_ENDS = {"씩", "째", "이상", "정도", "쯤", "가량", "가까이"}
_NUMERALS = {"한", "두", "세", "네", "다섯", "여섯", "일곱", "여덟", "아홉", "열", "석", "넉", "몇", "스무", "서너",
             "두세", "수십", "수백"}  # fmt: skip
_ADVERBS = {"혼자", "직접", "매일", "이제", "지금", "스스로", "전부", "제일", "가장", "실컷"}
_WITH_NOUN = {
    "없이",
    "같이",
    "함께",
    "몰래",
    "대신",
    "먼저",
    "또한",
    "역시",
    "모두",
}  # 엄마 몰래: the noun belongs to the adverb
_NO_PREDICATES = {"되", "같", "말", "만하", "듯하", "틀리"}  # what stands before these is no part that lacks a particle
_PERSON_GIVES = {"주", "드리", "올리", "수여하"}  # 엄마 드리려고, 회장 주는 상
_LASTING = {"버티", "견디", "보내", "지내", "채우", "기다리", "참", "쉬", "새우", "살", "앞두"}  # 석 달을 버티다
_OFTEN_THINGS = {
    "이사",
    "시장",
    "기사",
    "책임",
    "프로",
    "대리",
    "주장",
    "기장",
    "양",
    "군",
    "상사",
    "새",
    "소",
    "말",
    "벗",
    "짝",
}
_ENDS = "만도은는이가을를에의"  # an unknown noun that ends so may hide a particle
_MEALS = {"아침", "점심", "저녁"}
_EATEN = {"먹", "드시", "차리", "챙기", "거르", "굶", "짓", "준비하", "싸", "사", "쓰", "해결하"}
_NAMED = {"NNG", "NNP", "XSN", "JKO", "JKS", "JX", "MM", "NR", "SN"}


@dataclass(frozen=True, slots=True)
class Gap:
    """A place for a particle: ``end`` of the noun, where the ``verb`` begins, and what the signs need to know."""

    end: int
    verb: int
    act: str  # the predicate's stem: 준비하
    before: str  # what the language model is shown up to the noun, and after it
    after: str
    fitting: tuple[str, ...]  # what the predicate takes; () when it is not listed
    sure: bool  # whether it hardly takes anything else
    paired: bool  # whether this noun goes with it in one way only
    taken: tuple[str, ...]
    adjective: bool
    person: bool
    relative: bool

    @property
    def gains(self) -> dict[str, float]:
        """By particle, how much likelier the words become with it."""
        return _gains(self.before, self.after)

    def signs(self, kind: str) -> dict[str, float]:
        """What speaks for or against ``kind``, by the names of the weights."""
        shown = dict(zip(SIGNS, (self.adjective, self.person, self.relative), strict=True))
        gain = max(-_MOST, min(_MOST, self.gains[kind]))
        other = bool(self.fitting) and kind not in self.fitting
        return {"gain": gain, "other": other, "always": 1.0} | {sign: float(is_so) for sign, is_so in shown.items()}


def restored(text: str) -> str:
    """``text`` with the particles that it surely lacks; what stands between quotation marks stays as it is."""
    places: dict[int, str] = {}
    filled = set()
    for gap in gaps(text):
        if gap.verb not in filled and (kind := choice(gap)):
            places[gap.end] = kind
            filled.add(gap.verb)
    for end in sorted(places, reverse=True):
        text = text[:end] + particle(text[:end], places[end]) + text[end:]
    return text


def choice(gap: Gap) -> str:
    """The particle that is missing; "" when unsure."""
    if gap.person and gap.act in _PERSON_GIVES:
        return ""
    if gap.paired:
        return gap.fitting[0]
    odds = {kind: math.exp(score(gap, kind)) for kind in KINDS if kind not in gap.taken}
    best = max(odds, key=lambda kind: odds[kind])
    if gap.fitting and best not in gap.fitting and not (gap.person and best == "이"):
        return ""
    some = sum(odds.values())
    as_good = lexicon("frames")["either"].get(gap.act, [best])
    good = sum(odds.get(kind, 0.0) for kind in as_good) if best in as_good else odds[best]
    return best if good / some >= (SURE_OF_PEOPLE if gap.person else SURE) and 1 / (1 + some) <= BARE else ""


def score(gap: Gap, kind: str) -> float:
    """Log odds of ``kind`` against no particle."""
    weights = lexicon("frames")["weights"]
    total = sum(
        weight * (weights[sign][kind] if isinstance(weights[sign], dict) else weights[sign])
        for sign, weight in gap.signs(kind).items()
    )
    least = 0.0 if gap.relative else LEAST
    return float(total + weights["sure"] * (gap.sure and kind in gap.fitting and gap.gains[kind] > least))


def gaps(text: str) -> Iterator[Gap]:
    """Places of ``text`` where a particle may have been left out, from left to right."""
    tokens, quotes = analyse(text), quoted_spans(text)
    seen = set()
    for index in range(1, len(tokens)):
        act, first = _predicate(tokens, index)
        for noun in _bare_nouns(text, tokens, first, act) if act else ():
            quoted = any(start < tokens[noun].end <= end for start, end in quotes)
            if noun not in seen and not quoted:
                seen.add(noun)
                yield _gap(text, tokens, noun, index, act)


def _gap(text: str, tokens: Tokens, noun: int, verb: int, act: str) -> Gap:
    adjective = tokens[verb].tag in {"VA", "XSA", "VCN"}
    after = tokens[verb + 1 : verb + 3]
    relative = bool(after) and after[0].tag == "ETM" and after[0].form not in {"ᆯ", "을"}
    passive = [token.form for token in after if token.tag in {"EC", "VX"}] in (["어", "지"], ["아", "지"])
    taken = {token.form for token in _same_clause(tokens, noun) if token.tag in {"JKO", "JKS"}}
    before, rest = _window(text, tokens, noun, verb)
    if after and act + after[0].form in _frames()["을"]:
        act += after[0].form  # 들고 오다
    person = tokens[noun].tag != "NNB" and tokens[noun].form in _people()
    served = person and act in lexicon("frames")["of_people"]
    fitting = ("이",) if passive else _fitting(act, tokens[noun].form)
    return Gap(
        end=tokens[noun].end,
        verb=tokens[verb].start,
        act=act,
        before=before,
        after=rest,
        fitting=fitting,
        sure=len(fitting) == 1 and (served if person else act in _sure()),
        paired=tokens[noun].form in _paired(act) or (not person and "" in _paired(act)),
        taken=("을",) * bool(taken & {"을", "를"}) + ("이",) * (bool(taken & {"이", "가"}) and not adjective),
        adjective=adjective,
        person=person and not served,
        relative=relative and not served,
    )


def _fitting(act: str, noun: str) -> tuple[str, ...]:
    """The particles that ``act`` takes after ``noun``; () when it is not listed."""
    paired = _paired(act).get(noun) or _paired(act).get("")
    return (paired,) if paired else tuple(kind for kind, acts in _frames().items() if act in acts)


@cache
def _paired(act: str) -> dict[str, str]:
    """Nouns that go with ``act`` in one way only, and in which; "" stands for every noun."""
    pairs = lexicon("frames")["pairs"].get(act, {})
    return {noun: kind for kind, nouns in pairs.items() for noun in nouns}


def _predicate(tokens: Tokens, index: int) -> tuple[str, int]:
    """The stem of the predicate at ``index`` and where it begins; "" where none is or where nothing can be missing."""
    verb, first = tokens[index], index
    if verb.tag in {"XSV", "XSA"} and tokens[index - 1].end == verb.start:
        first = index - 1
        act = tokens[first].form + verb.form
    elif verb.tag in {"VV", "VA", "VCN"}:
        act = verb.form
    else:
        return "", index
    after = tokens[index + 1 : index + 3]
    if act in _NO_PREDICATES or (act == "넘" and after and after[0].form == "게"):
        return "", index
    if len(after) == 2 and after[0].tag == "ETN" and after[1].tag in _NAMED:
        return "", index  # 읽기 프로젝트, 종이 걸림을: the verb is part of a name, and so is what stands before it
    if after and (after[0].form, after[0].tag) == ("기", "ETN"):
        return "", index  # 콩 20개 옮기기에 성공하다
    if verb.tag in {"VA", "XSA"} and after and after[0].form == "게":
        return "", index  # 입 크게 벌리다: the noun is the verb's
    return act, first


def _bare_nouns(text: str, tokens: Tokens, first: int, act: str) -> list[int]:
    """Indices of nouns without a particle whose predicate ``act`` begins at ``first``, the likeliest first."""
    place = first - 1
    while (before := _before_adverb(tokens, place)) is not None:
        place = before
    start = _amount_start(tokens, place)
    if start is None:
        meal = place >= 0 and tokens[place].form in _MEALS and act in _EATEN  # 점심 먹다
        return [place] if place >= 0 and (meal or _is_noun(tokens[place])) and _apart(text, tokens, place) else []
    found = []
    ended = tokens[place].form in _AMOUNT_ENDS | {"게", "도"}
    unit = next((token.form for token in reversed(tokens[start : place + 1]) if token.tag in {"NNB", "NNG"}), "")
    often = ended or unit in _TIMES
    if (often or unit in _SPANS) and start > 0 and _is_noun(tokens[start - 1]) and _apart(text, tokens, start - 1):
        found.append(start - 1)  # 연말정산 문의 300건 넘게 받다, 운전면허 필기 네 번 떨어지다
    if not often and (unit not in _SPANS or act in _LASTING) and _apart(text, tokens, place):
        found.append(place)  # 콩 20개 옮기다, 석 달 버티다
    return found


def _apart(text: str, tokens: Tokens, place: int) -> bool:
    """Whether one space stands between the token at ``place`` and the next."""
    end = tokens[place].end
    return text[end : end + 1] == " " and place + 1 < len(tokens) and tokens[place + 1].start == end + 1


def _before_adverb(tokens: Tokens, place: int) -> int | None:
    """Index before the adverb that ends at ``place``; None where no adverb ends there."""
    if place < 0 or tokens[place].form in _WITH_NOUN:
        return None
    token = tokens[place]
    if place and token.form == "다" and tokens[place - 1].tag == "NR":
        return None  # 둘 다 버티다
    if token.tag == "MAG" or (token.tag in {"NNG", "NP", "NR"} and token.form in _ADVERBS):
        return place - 1
    if (token.form, token.tag) == ("게", "EC") and place > 0 and tokens[place - 1].tag in {"VA", "XSA"}:
        return place - (3 if tokens[place - 1].tag == "XSA" else 2)
    return None


def _amount_start(tokens: Tokens, place: int) -> int | None:
    """Index of the numeral of the amount (300건 넘게, 네 번, 20개씩) that ends at ``place``; None for no amount."""
    if place > 1 and (tokens[place].form, tokens[place].tag) == ("도", "JX") and tokens[place - 1].form in _TIMES:
        place -= 1  # 지각 한 번도 안 하다
    elif place > 1 and tokens[place].form == "게" and tokens[place - 1].form == "넘":
        place -= 2
    elif place > 0 and tokens[place].form in _AMOUNT_ENDS:
        place -= 1
    if place < 1 or tokens[place].tag not in {"NNB", "NNG"} or not _is_numeral(tokens[place - 1]):
        return None
    place -= 1
    while place > 0 and tokens[place - 1].tag in {"SN", "NR", "SP"} and tokens[place - 1].end == tokens[place].start:
        place -= 1
    return place


def _is_numeral(token: Morpheme) -> bool:
    return token.tag in {"SN", "NR"} or (token.tag == "MM" and token.form in _NUMERALS)


def _is_noun(token: Morpheme) -> bool:
    if token.form in wordlist("no_object") or token.form in _ADVERBS | _WITH_NOUN:
        return False
    known_name = token.tag == "NNP" and token.known
    somebody = token.tag == "IC" and token.form in _people()  # 아이 아플 때
    thing = token.tag in {"NNG", "SL", "ETN", "NR"} and (
        token.known or token.tag != "NNG" or token.form[-1] not in _ENDS
    )
    return thing or known_name or somebody or (token.tag == "XSN" and token.form in {"들", "님"})


@cache
def _sure() -> frozenset[str]:
    data = lexicon("frames")
    return frozenset({*data["sure"], *data["pairs"]})


@cache
def _frames() -> dict[str, frozenset[str]]:
    return {kind: frozenset(acts) for kind, acts in lexicon("frames")["frames"].items()}


@cache
def _people() -> frozenset[str]:
    data = lexicon("people")
    people = {*relations(), *data["titles"], *data["pupils"], *data["children"], *data["animals"], "들", "님"}
    return frozenset(people - _OFTEN_THINGS)


def _same_clause(tokens: Tokens, place: int) -> list[Morpheme]:
    before: list[Morpheme] = []
    for token in reversed(tokens[:place]):
        if token.tag in {"EC", "EF", "ETM"}:
            break
        before.append(token)
    return before


_STOP = re.compile(r"[.,!?\n“”\"]")


def _window(text: str, tokens: Tokens, noun: int, verb: int) -> tuple[str, str]:
    """What the language model is shown: five words up to the noun, and from there to a word after the predicate."""
    end = tokens[noun].end
    before = _STOP.split(text[:end])[-1].split()[-5:]
    between = len(text[end : tokens[verb].end].split())
    after = _STOP.split(text[end:])[0].split()[: between + 1]
    return " ".join(before), " ".join(after)


@lru_cache(maxsize=4096)
def _gains(before: str, after: str) -> dict[str, float]:
    bare = morphemes.likelihood(f"{before} {after}")
    return {kind: morphemes.likelihood(f"{attach(before, kind)} {after}") - bare for kind in KINDS}
