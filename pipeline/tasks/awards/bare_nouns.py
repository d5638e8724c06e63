"""Where a particle may be missing: a predicate, and the noun without a particle that belongs to it.

Adverbs and amounts between the two are skipped: 연말정산 문의 300건 넘게 받으면서 lacks one after 문의.
"""

from __future__ import annotations

from functools import cache

from pipeline.tasks.awards.morphemes import Morpheme
from pipeline.tasks.awards.relations import relations
from pipeline.tasks.awards.wordlists import lexicon, wordlist

Tokens = tuple[Morpheme, ...]

_TIMES = {"번", "회", "차례", "바퀴", "배"}  # how often: 필기에 네 번 떨어지다
_SPANS = {"년", "개월", "달", "주", "주일", "일", "시간", "분", "초", "해", "학기"}  # how long: 세탁소를 27년 하다
_AMOUNT_ENDS = {"이나", "연속", "씩", "째", "이상", "정도", "쯤", "가량", "가까이"}
_NUMERALS = {"한", "두", "세", "네", "다섯", "여섯", "일곱", "여덟", "아홉", "열", "석", "넉", "몇", "스무", "서너",
             "두세", "수십", "수백"}  # fmt: skip
_ADVERBS = {"혼자", "직접", "매일", "이제", "지금", "스스로", "전부", "제일", "가장", "실컷", "절대"}
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
_LASTING = {"버티", "견디", "보내", "지내", "채우", "기다리", "참", "쉬", "새우", "살", "앞두"}  # 석 달을 버티다
_ENDS = "만도은는이가을를에의"  # an unknown noun that ends so may hide a particle
_MEALS = {"아침", "점심", "저녁"}
_EATEN = {"먹", "드시", "차리", "챙기", "거르", "굶", "짓", "준비하", "싸", "사", "쓰", "해결하"}
_NAMED = {"NNG", "NNP", "XSN", "JKO", "JKS", "JX", "MM", "NR", "SN"}
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


def predicate_at(tokens: Tokens, index: int) -> tuple[str, int]:
    """The stem of the predicate at ``index`` and where it begins; "" where none is or where nothing can be missing."""
    verb, first = tokens[index], index
    if verb.tag in {"XSV", "XSA"} and tokens[index - 1].end == verb.start:
        first = index - 1
        act = tokens[first].form + verb.form
    elif verb.tag in {"VV", "VA", "VCN"}:
        act = verb.form
        if index and tokens[index - 1].form in lexicon("frames")["compounds"].get(act, ()):
            first, act = index - 1, tokens[index - 1].form + act
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


def bare_nouns(text: str, tokens: Tokens, first: int, act: str) -> list[int]:
    """Indices of nouns without a particle whose predicate ``act`` begins at ``first``, the likeliest first."""
    place = first - 1
    while (before := _before_adverb(tokens, place)) is not None:
        place = before
    start = _amount_start(tokens, place)
    if start is None:
        meal = place >= 0 and tokens[place].form in _MEALS and act in _EATEN  # 점심 먹다
        number = place > 0 and (tokens[place].tag == "SN" or (tokens[place].form, tokens[place - 1].tag) == ("%", "SN"))
        return (
            [place]
            if place >= 0 and (meal or number or _is_noun(tokens[place])) and _apart(text, tokens, place)
            else []
        )
    found = []
    ended = tokens[place].form in _AMOUNT_ENDS | {"게", "도"}
    unit = next((token.form for token in reversed(tokens[start : place + 1]) if token.tag in {"NNB", "NNG"}), "")
    often = ended or unit in _TIMES
    if (often or unit in _SPANS) and start > 0 and _is_noun(tokens[start - 1]) and _apart(text, tokens, start - 1):
        found.append(start - 1)  # 연말정산 문의 300건 넘게 받다, 운전면허 필기 네 번 떨어지다
    measured = any(
        token.tag == "JKO" and token.end < tokens[start].start for token in tokens[max(0, start - 4) : start]
    )
    if measured or often:  # 된장을 반 통 넣다
        return found
    if (unit not in _SPANS or act in _LASTING) and _apart(text, tokens, place):
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
    if place and token.tag == "JKB" and tokens[place - 1].form in lexicon("frames")["manners"]:
        return place - 2  # 무료로
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
    return token.tag in {"SN", "NR"} or token.form == "반" or (token.tag == "MM" and token.form in _NUMERALS)


def _is_noun(token: Morpheme) -> bool:
    if token.form in wordlist("no_object") or token.form in _ADVERBS | _WITH_NOUN:
        return False
    if token.tag == "NP":
        return token.form in {"그거", "이거", "저거", "그것", "이것"}
    known_name = token.tag == "NNP" and token.known
    somebody = token.tag == "IC" and token.form in people_words()  # 아이 아플 때
    thing = token.tag in {"NNG", "SL", "ETN", "NR"} and (
        token.known or token.tag != "NNG" or token.form[-1] not in _ENDS
    )
    return thing or known_name or somebody or (token.tag == "XSN" and token.form in {"들", "님"})


@cache
def people_words() -> frozenset[str]:
    data = lexicon("people")
    people = {*relations(), *data["titles"], *data["pupils"], *data["children"], *data["animals"], "들", "님"}
    return frozenset(people - _OFTEN_THINGS)
