"""Statements parted where somebody else begins to act, so that each sentence has one doer.

"교육 과정을 만드셨고 이직률이 줄었습니다" tells of the recipient and then of something else; "보내시는데 귀찮았어요" of
the recipient and then of the giver. Asides in parentheses that say something are sentences of their own too.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from pipeline.tasks.awards.clauses import finite, parse_clause
from pipeline.tasks.awards.morphemes import Morpheme, analyse, quoted_spans
from pipeline.tasks.awards.people import SELF, Person, is_person_like, phrase_start
from pipeline.tasks.awards.subjects import named_subject, other_subject
from pipeline.tasks.awards.wordlists import wordlist

_ONESELF = {"나", "저", "내", "제", "우리", "저희"}
_JOINS = {"고", "으며", "며"}
_TURNS = {"는데", "은데", "ᆫ데", "지만"}
_CAUSES = {"어서", "아서", "여서", "길래", "니까", "으니까"}
_PARTING = _JOINS | _TURNS | _CAUSES
_ASIDE = re.compile(r"\s*\((?P<said>[^()]{4,})\)(?=[\s.!?~]*$)")


def parted(text: str, person: Person) -> list[str]:
    """``text`` as one statement or several, in their order."""
    aside = _ASIDE.search(text)
    if aside and analyse(aside["said"])[-1].tag in {"EF", "ETN"}:
        rest = text[: aside.start()].strip()
        return [*(parted(rest, person) if rest else []), *parted(aside["said"], person)]
    text = _UNFORGOTTEN.sub(lambda found: f"{found[1].replace('거', '것')}을 ", _without_wish(text))
    meant = _met(text, person)
    if meant:
        return [part for told in meant for part in parted(told, person)]
    tokens, quotes = analyse(text), quoted_spans(text)
    for index, token in enumerate(tokens[:-1]):
        if token.tag != "EC" or token.form not in _PARTING or text[token.end : token.end + 1] not in {" ", ","}:
            continue
        quoted = any(start <= token.start < end for start, end in quotes)
        if quoted or tokens[index + 1].tag == "VX":
            continue
        left, right = text[: token.end], text[token.end :].strip(" ,")
        if _giver_answers(tokens, index, right, person):
            if token.form in _TURNS - {"지만"}:
                return [finite(left), *parted(f"저는 {right}", person)]
            since = re.sub(r"^(이제|지금)는 ", r"\1 ", right)
            return [f"{left} 저는 {since}"]
        if token.form in _CAUSES:
            continue
        if token.form == "고" and len(left.split()) <= 2 and _stem_form(tokens, index) in _MOVES:
            if not person.honoured and left.endswith("시고"):
                return parted(f"{left.removesuffix('시고')}고 {right}", person)
            continue  # 이사 오고 층간소음이 사라졌다: since then
        if _begins_with_another(tokens, index, right, left, person) or _loses_respect(tokens, index):
            return [finite(left), *parted(right, person)]
        if _ends_anothers(tokens, index, text[: token.start], right, person):
            return [finite(left), *parted(right, person)]
    return [text]


_OF_GIVERS = r"(?:용서|인정|리스펙|존경|응원)(?:하\S*|해\S*|함|합니다|한다)"
_INTENDED = re.compile(
    r"(?P<who>\S+?)(?:을|를|한테|에게)? (?:혼내|벌주|야단치|잔소리하|뭐라 하|따지|화내|말리)려다가?\s"
)
_MET = re.compile(r"^(?P<did>.+[가-힣]) (?:애|아이|학생|친구|사람|녀석|분)(?:이|가)? 있는데 ")
_FORGIVEN = re.compile(rf"^(?P<did>.+지만) (?P<said>(?:다 |모두 |그래도 |전부 )*{_OF_GIVERS})$")
_FELT = re.compile(
    r"^(?P<did>.+[가-힣]) (?:거|것|모습|점)(?:이|을|은|는)? (?:진심(?:으로)? |정말 |진짜 )*"
    r"(?:리스펙|존경|인정)(?:하\S*|해\S*|함|합니다|한다)$"
)
_SORRY = re.compile(r"^(?P<did>.+[가-힣]) (?:거|것|건|점)(?:은|을|이)? (?:정말 |진짜 |너무 )?(?:죄송|미안|송구)\S*$")
_REMEMBERED = re.compile(
    r"^(?P<did>.+[가-힣]) (?:거|것)(?:이|가)? (?P<still>(?:아직도|지금도|여전히|늘) (?:생각|기억)(?:이 )?나\S*|생각남)$"
)
_UNFORGOTTEN = re.compile(r"(것|거|일|날) (?=(?:평생|절대|영원히|아직도)? ?(?:못 ?잊|안 ?잊|잊지))")


def _met(text: str, person: Person) -> list[str]:
    """What the recipient did, told apart from how the giver met or took it; [] where there is nothing to part.

    자꾸 자는 애 있는데 …; 게임만 하는 남편 혼내려다가 …; 양말도 먹었지만 다 용서함; 레슨 봐주셨던 거 아직도 생각나요.
    """
    awarded = _awarded(text, person)
    if awarded or quoted_spans(text):
        return awarded
    intended = _INTENDED.search(text)
    if intended:
        before, rest = text[: intended.start()].strip(), text[intended.end() :]
        return _undone(before, re.sub(r"^(?:그래도|근데|그런데)\s", "", rest), person, intended["who"])
    met = _MET.match(text)
    if met and _modifies(met["did"]) and not other_subject(met["did"], person):
        rest = re.sub(r"^\S+기도 (?:그렇|뭐하|애매하)\S*\s?", "", text[met.end() :])
        return [finite(f"{met['did']} 사람"), *([rest] if rest else [])]
    sorry = _SORRY.match(text)
    if sorry and _modifies(sorry["did"]) and "시" not in _forms(analyse(sorry["did"])):
        told = finite(f"{sorry['did']} 사람")
        return [told if other_subject(told, person) else f"제가 {told}"]
    return _taken(text, person)


def _undone(before: str, rest: str, person: Person, who: str) -> list[str]:
    """What is told around what the giver meant to do to ``who`` and did not: 게임만 하는 (남편 혼내려다가) …."""
    if not person.is_named_by(who):
        return []
    if not before:
        return [rest]
    return [f"{parse_clause(f'{before} 사람').ending('지만')} {rest}"] if _modifies(before) else []


def _taken(text: str, person: Person) -> list[str]:
    """What was done, and that the giver forgives or remembers it; [] where they say nothing of that kind."""
    forgiven = _FORGIVEN.match(text)
    if forgiven and not other_subject(forgiven["did"], person):
        return [finite(forgiven["did"]), f"그래도 {_now(forgiven['said'])}"]
    felt, remembered = _FELT.match(text), _REMEMBERED.match(text)
    if felt and _modifies(felt["did"], "것"):
        return [finite(f"{felt['did']} 사람")]
    if remembered and _modifies(remembered["did"], "것"):
        return [finite(f"{remembered['did']} 사람"), f"그 모습이 {remembered['still']}"]
    return []


def _modifies(text: str, noun: str = "사람") -> bool:
    """Whether ``text`` is a clause that modifies a noun: 게임만 하는 (사람)."""
    return analyse(f"{text} {noun}")[-2].tag == "ETM"


def _awarded(text: str, person: Person) -> list[str]:
    """What was done by whom the giver names as whoever gets the award: 무료로 지도해 주신 관장님께 드리는 것입니다."""
    tokens = analyse(text)
    for index, token in enumerate(tokens[1:], 1):
        if token.tag not in {"JKB", "JKO"} or token.form not in {"께", "에게", "한테", "을", "를"}:
            continue
        start = phrase_start(tokens, index - 1)
        who, rest = text[tokens[start].start : token.start].strip(), tokens[index + 1 :]
        if not start or tokens[start - 1].tag != "ETM" or not _is_recipient(who, person):
            continue
        met = re.match(r"[ ,]*(?P<what>\S+(?: \S+)?[을를] 맞)", text[token.end :])
        verbs = [later for later in rest if later.tag in {"VV", "XSV", "VX"}]
        if met or (verbs and {verb.form for verb in verbs} <= _GIVING):
            feast = [f"{met['what']}았습니다"] if met else []
            return [finite(f"{text[: tokens[start].start].strip()} 사람"), *feast]
    return []


_GIVING = {"드리", "주", "기리", "바치", "올리", "전하", "보내", "맞", "하", "치하하", "칭찬하"}


def _is_recipient(who: str, person: Person) -> bool:
    """Whether whoever is given the award is the recipient, by name or by the noun that their name ends with."""
    return who in {"당신", "그대", "너"} or person.is_named_by(who) or who.split()[-1] == person.text.split()[-1]


def _now(said: str) -> str:
    """다 용서함 -> 다 용서한다: what the giver does by saying so."""
    return re.sub(r"(?<=[가-힣])함$", "한다", said)


def _ends_anothers(tokens: tuple[Morpheme, ...], index: int, left: str, right: str, person: Person) -> bool:
    """Whether somebody else's act ends here: 제가 알람을 맞춰 드렸는데 (이젠 할머니가) 챙겨 주세요."""
    if tokens[index].form not in _TURNS or tokens[index - 1].tag != "EP" or other_subject(right, person):
        return False
    subject = other_subject(left, person)
    return bool(subject) and (subject in _ONESELF or is_person_like(subject)) and "주" in _forms(tokens[index:])


def _giver_answers(tokens: tuple[Morpheme, ...], index: int, right: str, person: Person) -> bool:
    """Whether the giver, unnamed, acts after the ending at ``index``: 붙여 놨는데 (저는) 빈방을 보고 한참 울었다.

    They are moved by what was done for them; 길래 tells what its speaker then did; and after 지만 the missing 시 does.
    """
    if person.category == SELF or other_subject(right, person) or _FIRST.search(right):
        return False
    if tokens[index].form == "길래":
        return "시" not in _forms(tokens[index:])
    if tokens[index].form == "지만":
        return person.honoured and _loses_respect(tokens, index)
    done = _before_ending(tokens, index)
    for_others = "시" in _forms(done) or (done[0].tag == "VX" and done[0].form in {"놓", "두", "주"})
    return tokens[index].form not in _JOINS and for_others and _is_moved(tokens[index + 1 :])


def _is_moved(tokens: Sequence[Morpheme]) -> bool:
    """Whether ``tokens`` tell how somebody was moved, without 시: 울다, 웃음이 터지다."""
    if "시" in _forms(tokens):
        return False
    told = {f"{before.form}{token.form}" for before, token in pairwise(tokens)} | {token.form for token in tokens}
    return bool(told & wordlist("moved")) or any(
        (noun.form, verb.form) in _MOVED for noun, _, verb in zip(tokens, tokens[1:], tokens[2:], strict=False)
    )


_FIRST = re.compile(r"(?<![가-힣])(?:나|내|저|제|저희|우리)(?:가|는|도)?\s")
_MOVED = {
    (noun, verb) for noun in ("웃음", "눈물", "울음", "코끝") for verb in ("터지", "나", "쏟아지", "찡하", "나오")
}
_MOVES = {"오", "이사오", "들어오", "전학오", "부임하", "입사하"}
_WISH = re.compile(r"(?:드리고|주고|전하고|표현하고) 싶")


def _without_wish(text: str) -> str:
    """첫 월급을 탔는데 뭐라도 드리고 싶은데 …: what the giver wants to do now is no part of the story."""
    wish = _WISH.search(text)
    if not wish or quoted_spans(text):
        return text
    parts = {"는데", "은데", "ᆫ데", "고", "어서", "아서", "지만"}
    ends = [token.end for token in analyse(text) if token.form in parts and token.end < wish.start()]
    return finite(text[: ends[-1]]) if ends else text


def _begins_with_another(tokens: tuple[Morpheme, ...], index: int, right: str, left: str, person: Person) -> bool:
    """Whether a subject of its own opens what follows 고: 이직률이 절반으로 줄었습니다."""
    if tokens[index].form not in _JOINS or other_subject(left, person):
        return False
    subject = other_subject(right, person)
    return bool(subject) and named_subject(right) == subject


def _stem_form(tokens: tuple[Morpheme, ...], index: int) -> str:
    """The verb that the ending at ``index`` ends: 오 of 이사 오고."""
    return _before_ending(tokens, index)[0].form if index else ""


def _loses_respect(tokens: tuple[Morpheme, ...], index: int) -> bool:
    """Whether 시 stands before the ending at ``index`` and not at the statement's end: 보내시는데 … 못 버텼어요."""
    last = tokens[-1] if tokens[-1].tag != "SF" else tokens[-2]
    if last.form in {"음", "ᆷ", "기", "세요", "으세요", "셔요"} or last.tag not in {"EF", "EC"}:
        return False
    final = _before_ending(tokens, len(tokens) - (1 if last is tokens[-1] else 2))
    helped = any(token.form in {"주", "드리", "계시"} for token in final)
    nouny = any(token.tag == "VCP" or token.form in {"있", "없", "같"} for token in final)
    return "시" in _forms(_before_ending(tokens, index)) and not helped and not nouny and "시" not in _forms(final)


def _before_ending(tokens: tuple[Morpheme, ...], index: int) -> tuple[Morpheme, ...]:
    """The predicate that the ending at ``index`` ends: its pre-final endings and its stem."""
    start = index
    while start and tokens[start - 1].tag == "EP":
        start -= 1
    return tokens[max(0, start - 1) : index]


def _forms(tokens: Sequence[Morpheme]) -> set[str]:
    """The forms of ``tokens``, those with 으 as those without it: 시 for 으시."""
    return {token.form.removeprefix("으") for token in tokens}
