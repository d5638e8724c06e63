"""Statements without the words that only name the recipient, whom the document's opening names already."""

from __future__ import annotations

import re

from pipeline.tasks.awards.clauses import parse_clause
from pipeline.tasks.awards.morphemes import Morpheme, analyse
from pipeline.tasks.awards.particles import attach
from pipeline.tasks.awards.people import GROUP, Person
from pipeline.tasks.awards.respect import ends_clause, respectful
from pipeline.tasks.awards.subjects import means, phrase_before

_FILLER = re.compile(r"(?:(?<=[가-힣](?:이|가|은|는))|(?<=는데|은데|인데|던데))요(?=,? )")  # 시아버지가요 제가 …
# No name, though one may begin with it: 손쓸 수가 없다, said of 수다쟁이.
_BOUND = {
    ("NP", "그것"),
    ("NP", "이것"),
    ("NP", "저것"),
    *(("NNB", noun) for noun in ("수", "줄", "리", "적", "것", "데")),
}
_SOMEBODY = {(which, who) for which in ("어떤", "어느", "웬") for who in ("분", "사람", "아저씨", "아주머니", "학생")}


def about(text: str, person: Person) -> list[str]:
    """``text`` without the words that only name the recipient, as one statement or two.

    They go as a subject (엄마가), when called (엄마,), at the start without a particle, and before 덕분에. What
    modified the subject at length becomes a statement of its own: "간식을 챙겨 주시던 간호사님이 퇴직하십니다".
    """
    if person.noun.startswith("두 "):
        text = re.sub(r"^(?:\S+\s)?두 (?:분|사람|친구)(?:이|은|께서|께서는)\s", "", text)
    text = _FILLER.sub("", text)
    tokens = analyse(text)
    for index, token in enumerate(tokens):
        if index and (token.tag in {"JKV", "SP"} or (token.tag, token.form) == ("EF", "야")):
            phrase, start = phrase_before(text, tokens, index)
            if start == 0 and person.is_named_by(phrase):
                return about(_cut(text, tokens[0].start, token.end), person)
        if index and (tokens[index - 1].tag, tokens[index - 1].form) in _BOUND:
            continue
        subject = token.tag == "JKS" or (token.tag == "JX" and token.form in {"은", "는", "도"})
        if 0 < index < len(tokens) - 1 and (subject or _is_companion(tokens, index)):
            phrase, start = phrase_before(text, tokens, index)
            if person.is_human and _is_helper(tokens, index):
                return _without_subject(text, tokens, index - 2, token.end)
            if means(phrase, person):
                if token.tag == "JKS" and _is_makers(tokens, index):
                    return [text]
                if person.honoured and subject:
                    return _without_subject(respectful(text, tokens, index), tokens, start, token.end)
                return _without_subject(text, tokens, start, token.end)
    return _told_of_group(text, person) or _thanked(text, person) or [_without_name(text, person)]


def _told_of_group(text: str, person: Person) -> list[str]:
    """부녀회에서 장바구니를 만들다: a group that acts may be named by 에서; [] where none is."""
    where = re.match(r"(\S+(?:\s\S+)?)에서\s", text)
    if where and person.category == GROUP and re.sub(r"\s|우리|저희", "", where[1]) in re.sub(r"\s", "", person.text):
        return [text[where.end() :]]
    if where and person.category == GROUP and where[1].split()[-1] == person.text.split()[-1]:
        return [f"{attach(where[1], '으로')}, {text[where.end() :]}"]  # 뜨개질 모임에서, told of 한코두코 모임
    return []


def _thanked(text: str, person: Person) -> list[str]:
    """엄마 덕분에 …: thanks to whom it was, who is told of anyway; [] where nobody is thanked so."""
    helped = re.match(r"(?P<all>우리(?: 다| 모두)? )?(?P<who>.{1,20}?)\s(?=덕분에|덕에|덕택에)", text)
    if helped and means(helped["who"], person):
        everyone = "모두가 " if helped["all"] else ""
        return [f"덕분에 {everyone}{text[helped.end() :].split(' ', 1)[-1]}"]
    return []


def _is_helper(tokens: tuple[Morpheme, ...], index: int) -> bool:
    """Whether an unnamed person at ``index`` helps, who is the one thanked: 어떤 분이 두 시간을 같이 있어 주셨다."""
    if index < 2 or (tokens[index - 2].form, tokens[index - 1].form) not in _SOMEBODY:
        return False
    return any((token.form, token.tag) == ("주", "VX") for token in tokens[-4:])


def _is_makers(tokens: tuple[Morpheme, ...], index: int) -> bool:
    """Whether the subject at ``index`` only made what acts: 은별솔이 만든 챗봇이 …."""
    place = next((n for n in range(index + 1, len(tokens)) if tokens[n].tag in {"EC", "EF", "ETM", "ETN"}), -1)
    if place < 0 or tokens[place].tag != "ETM" or place - index > 4:
        return False
    after = next((token for token in tokens[place + 1 :] if token.tag[0] not in "NXM"), None)
    return after is not None and after.tag == "JKS"


def _without_name(text: str, person: Person) -> str:
    """박서준 대리 프로젝트 야근하면서도 …: the name stands at the start and has no particle."""
    own = re.sub(r"\s", "", person.text)
    words = text.split()
    for count in range(min(4, len(words) - 1), 0, -1):
        phrase = " ".join(words[:count])
        inside = all(word in own or own in word or word in {"우리", "저희", "내", "제"} for word in phrase.split())
        bare = not any(token.tag[0] in "JVE" for token in analyse(phrase))
        if inside and bare and person.is_named_by(phrase) and phrase not in {"우리", "저희"}:
            return " ".join(words[count:])
    return text


def _is_companion(tokens: tuple[Morpheme, ...], index: int) -> bool:
    """여자친구랑 만난 지: the one with whom something is done."""
    if tokens[index].form not in {"랑", "이랑", "와", "과", "하고"} or index + 1 == len(tokens):
        return False
    return tokens[index + 1].form in {"만나", "사귀", "결혼", "연애", "함께", "같이"}


def _without_subject(text: str, tokens: tuple[Morpheme, ...], start: int, end: int) -> list[str]:
    """``text`` without its subject from ``start`` to ``end``; what modified it becomes a clause or a statement."""
    before = tokens[start - 1] if start else None
    if before is None or before.tag not in {"ETM", "EC"}:
        return [_cut(text, tokens[start].start, end)]
    if before.tag == "EC":
        if before.form not in {"는데", "ᆫ데", "은데"}:
            return [_cut(text, tokens[start].start, end)]
        return [_when(text[: tokens[start].start], text[end:])]
    first = start - 1
    while first and not ends_clause(tokens, first - 1):
        first -= 1
    modifier = text[tokens[first].start : tokens[start].start].strip()
    rest = _cut(text, tokens[first].start, end)
    if modifier.endswith("중인"):  # 군 복무 중인 동생이 -> 군 복무 중에
        return [rest[: tokens[first].start] + modifier.removesuffix("인") + "에 " + rest[tokens[first].start :]]
    if modifier.endswith("던") and not modifier.endswith(("주던", "시던")):  # 만년 지각생이던 내가, 늘 떨던 지훈이가
        clause = parse_clause(modifier).ending("지만")
        return [f"{rest[: tokens[first].start]}{clause} {rest[tokens[first].start :]}"]
    if len(modifier.split()) < 3 and not re.search(r"\d", modifier):
        plight = first and tokens[first - 1].tag == "EC" and tokens[first - 1].form in {"는데", "ᆫ데", "은데"}
        return [_when(text[: tokens[first].start], text[end:])] if plight else [rest]
    return [parse_clause(modifier).ending("습니다"), rest]


def _when(before: str, rest: str) -> str:
    """What stands before is somebody else's plight: 우산이 없어 난감했는데 (학생이) … -> 난감했을 때 …."""
    clause = parse_clause(before)
    if clause.predicate.is_copula:
        return f"{before.strip()} {rest.strip()}"
    return f"{clause.ending('때')} {rest.strip()}"


def _cut(text: str, start: int, end: int) -> str:
    """``text`` without what stands from ``start`` to ``end``, and without the comma after it."""
    return re.sub(r"\s{2,}", " ", f"{text[:start].rstrip()} {text[end:].lstrip(' ,')}").strip()
