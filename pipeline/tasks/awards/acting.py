"""Whose deed a clause without a named subject tells: the recipient's, as an award expects, or the giver's.

The giver is known by what only they can do: know of it, remember it, speak humbly, wear the recipient's jacket; and by
the missing 시 among clauses that have it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from pipeline.tasks.awards.clauses import DEED, RESULT, Clause
from pipeline.tasks.awards.conjugate import PAST, PRESENT, PRESUMED
from pipeline.tasks.awards.counts import ends_in_count
from pipeline.tasks.awards.morphemes import Morpheme, analyse, quoted_spans
from pipeline.tasks.awards.names import times
from pipeline.tasks.awards.nominal import is_role
from pipeline.tasks.awards.particles import attach
from pipeline.tasks.awards.people import SELF, Person, is_person_like
from pipeline.tasks.awards.respect import has_respect
from pipeline.tasks.awards.subjects import SAID, other_subject
from pipeline.tasks.awards.wordlists import wordlist

GIVER = "주는 이"  # subject of a clause whose doer nobody named
_KNOWN = re.compile(
    r"(?:거|것|건|줄|다)\S*(?:\s\S+)?\s*$|[가-힣]지(?: \S+){0,3}\s*$"
)  # 콩 팔아 모은 돈인 것을 다 (안다)
_BECAUSE_OF = re.compile(r"주(?:셔서|어서|시어서) (?:\S+ ){0,4}\S*\s?$|줘서 (?:\S+ ){0,4}\S*\s?$")
_SUBJECTS = {"나": "내가|나는|나도", "저": "제가|저는|저도", "저희": "저희가|저희는|저희도"}
_SINCE_THEN = re.compile(r"(?:이제|다시|이번에|덕분에|그\S*\s|아직도|지금도|드디어)")
_SAYS_WHAT = {"ᆫ데", "은데", "고", "으며", "며", "지만"}


def with_givers(clauses: Sequence[Clause], person: Person, who: str) -> list[Clause]:
    """``clauses`` with the giver, who is called ``who``, as the subject of what they did."""
    if person.category == SELF:
        return list(clauses)
    told: list[Clause] = []
    for clause in clauses:
        before = told[-1] if told else None
        respected = before is not None and (
            (before.predicate.honorific and before.predicate.is_verb) or before.subject in {GIVER, who}
        )
        respectful = person.honoured and respected and (who not in _SUBJECTS or _SINCE_THEN.match(clause.head))
        told.append(_of_giver(clause, who) if _is_givers(clause, person, bool(respectful)) else clause)
    return told


def _is_givers(clause: Clause, person: Person, respectful: bool) -> bool:
    """Whether the giver did what ``clause`` tells; ``respectful``: a clause before it has the 시 that it lacks."""
    predicate = clause.predicate
    if clause.role != DEED or clause.subject or clause.noted or predicate.is_copula or predicate.honorific:
        return False
    if predicate.stem.endswith(("시", "계시")) or (predicate.stem in {"주", "드리"} and predicate.tag.startswith("VX")):
        return False
    if _BECAUSE_OF.search(clause.head) and not re.search(r"(?:이|가) \S*\s?$", clause.head):
        return True  # 잘라 주셔서 다 먹었다
    stem = _main_stem(clause)
    if stem == "잊" and re.search(r"(?:못|안) \S*|지 (?:못|않)\S*", clause.text):
        return True  # 평생 못 잊는다
    if stem in {"알", "모르", "잊"} and _KNOWN.search(re.sub(r"(?:알고|잊고)\s*$", "", clause.head)):
        return True
    if stem == "듣" and re.search(r"(?:다고|라고)\s*$", clause.head):
        return True
    if stem in wordlist("of_giver") or stem.startswith(("여쭤", "여쭈")):
        return True
    if person.honoured and predicate.tense == PRESUMED:
        return True  # 아까워서 못 쓰겠다
    if person.late and person.is_human and predicate.is_verb and predicate.tense == PRESENT and clause.tense_told:
        return True  # 지금 소설을 쓰고 산다
    if respectful and clause.tense_told and (predicate.is_verb or re.search(r"듯\s*$", clause.head)):
        return True
    return _mentions(clause.head, person)


def _main_stem(clause: Clause) -> str:
    """The verb that is helped by the predicate: 알 of 알고 있다."""
    supposed = re.search(r"\S+ (?:것|거)\s?$", clause.head)
    if supposed and clause.predicate.stem in {"같", "이"}:  # 못 잊을 것 같다
        return next(
            (token.form for token in reversed(analyse(clause.head)) if token.tag == "VV"), clause.predicate.stem
        )
    if clause.predicate.tag in {"XSV", "XSA"} and clause.head.strip():  # 용서하다
        return clause.head.split()[-1] + clause.predicate.stem
    if not clause.predicate.tag.startswith("VX"):
        return clause.predicate.stem
    verbs = [token for token in analyse(clause.text) if token.tag in {"VV", "VA"}]
    return verbs[-1].form if verbs else clause.predicate.stem


def _mentions(head: str, person: Person) -> bool:
    """Whether the recipient is spoken of and does not act: (면접 때) 언니의 재킷을 빌려 입고 (붙었다)."""
    if person.relation not in wordlist("kin"):
        return bool(re.search(r"(?<![가-힣])(?:당신|고인)(?:의|을|에게|한테| 때문에| 덕분에)?(?=\s)", head))
    quotes, tokens = quoted_spans(head), analyse(head)
    for index, token in enumerate(tokens):
        if token.form != person.relation or any(start <= token.start < end for start, end in quotes):
            continue
        follower = tokens[index + 1] if index + 1 < len(tokens) else None
        before = tokens[index - 1] if index else None
        modified = (
            before is not None and before.tag in {"ETM", "NNG", "JKG", "MM", "NNP"} and before.form not in times()
        )
        if not modified and follower is not None and follower.tag in {"NNG", "JKG", "JKO", "JKB"}:
            return True
    return False


def _of_giver(clause: Clause, who: str) -> Clause:
    """``clause`` with the giver as its subject, named where its own words do not show that already."""
    place = _after_relative(clause.head)
    rest = clause.head[place:]
    named = re.search(rf"(?<![가-힣])(?:{_SUBJECTS.get(who, re.escape(who) + '(?:이|가|은|는|도)')})", rest)
    mentioned = re.search(r"(?<![가-힣])(?:제|저의|내)\s", rest)
    if _BECAUSE_OF.search(clause.head):
        return replace(clause, role=RESULT, subject=GIVER)
    if named:
        return replace(clause, role=RESULT, subject=who)
    told = bool(re.search(r"(?<=[가-힣])(?:도|은|는|이|가|께서) ", rest)) and clause.predicate.tense == PAST
    understood = clause.predicate.tense != PAST and _main_stem(clause) not in {"알", "모르"}
    if mentioned or (not place and (told or understood)):
        return replace(clause, role=RESULT, subject=GIVER)
    return replace(clause, head=f"{clause.head[:place]}{attach(who, '은')} {rest}", role=RESULT, subject=who)


def _after_relative(head: str) -> int:
    """Where the giver begins to act: after what tells of the recipient, 적어 주신 한 줄로 (제자는) 소설을 쓰고."""
    tokens, place = analyse(head), 0
    for index, token in enumerate(tokens[2:], 2):
        if token.tag == "ETM" and has_respect(tokens[index - 2 : index]):
            ends = (
                after.end for after in tokens[index:] if after.tag[0] == "J" and head[after.end : after.end + 1] == " "
            )
            place = next(ends, place - 1) + 1
    return place


def opening_place(clause: Clause, person: Person) -> int | None:
    """Where in the clause's head the recipient begins to act, the place for the document's opening; None for nowhere.

    What others do before stays before it: 바지가 찢어졌는데 (귀하께서는) 셔터를 다시 올리고 고쳐 주셨다. Another may
    act at the clause's end: (위 햄스터는) 밤마다 쳇바퀴를 돌려서 온 가족이 잠을 못 잔다.
    """
    place = _led_by_others(clause, person)
    rest = replace(clause, head=clause.head[place:]) if place else clause
    return place if _begins_with_recipient(rest, person) else None


def is_of_recipient(clause: Clause, person: Person) -> bool:
    """Whether the clause surely tells what the recipient did, or what they are (도서부 막내이다)."""
    return opening_place(clause, person) is not None


def _led_by_others(clause: Clause, person: Person) -> int:
    """Where what others did, or what befell the recipient, ends in the clause's head; 0 where it tells of no others."""
    if person.category == SELF:
        return 0
    head, place, begun = clause.head, 0, 0
    for end, ending, tokens in _parts(head):
        last = next(token for token in reversed(tokens) if token.tag in {"EC", "ETM"})
        subject = other_subject(f"{head[begun : last.start]}다", person)
        after_others = bool(subject and begun) and ending not in _LISTS
        if after_others or (
            _is_others(tokens, ending, subject) and _may_turn(ending, subject, clause, head[end:], person)
        ):
            place = end + 1
        elif not (subject and ending in _LISTS):
            break
        begun = end + 1
    return place if place < len(head) else 0


_SCENES = {"는데", "은데", "ᆫ데"}
_LISTS = {"고", "며", "으며"}
_MAY_DIFFER = {"면", "으면", "때", "동안"}  # 힘들 때 안아 주셨다: whoever was helped was tired


def _is_others(tokens: Sequence[Morpheme], ending: str, subject: str) -> bool:
    """Whether somebody else may act in ``tokens``, of which ``subject`` is told: 바지가 찢어졌는데, 보건실에 갔는데."""
    if has_respect(tokens) or any(token.tag in {"VCP", "VCN"} for token in tokens[-3:]):
        return False
    if ending in _MAY_DIFFER:
        return not subject
    past = any(token.tag == "EP" and token.form in {"었", "았"} for token in tokens[-3:])
    named = bool(subject) and _acts(subject, tokens) and ending in _SCENES | {"지만"}
    return named or (past and not subject and ending in _SCENES | {"더니"})


def _acts(subject: str, tokens: Sequence[Morpheme]) -> bool:
    """Whether ``tokens`` tell what ``subject`` does (바지가 찢어지다), not how it is felt (발표가 무섭다)."""
    stem = next((token for token in reversed(tokens) if token.tag[0] == "V" or token.tag in {"XSV", "XSA"}), tokens[0])
    return stem.tag in {"VV", "VX", "XSV"} or subject in {*_SUBJECTS, "내", "제"} or is_person_like(subject)


def _may_turn(ending: str, subject: str, clause: Clause, rest: str, person: Person) -> bool:
    """Whether the recipient acts in what follows ``ending``: for somebody's good, or with the respect due to them."""
    if ending in _MAY_DIFFER:
        return clause.predicate.stem == "주" and clause.predicate.tag[:2] in {"VX", "VV"}
    if not person.honoured:
        return bool(subject)
    return clause.predicate.honorific or has_respect(analyse(rest))


def _parts(head: str) -> list[tuple[int, str, Sequence[Morpheme]]]:
    """The clauses in ``head``: where each ends, its ending and its tokens; 때 and 동안 end one as an ending does."""
    tokens = analyse(f"{head} 있다")
    found: list[tuple[int, str, Sequence[Morpheme]]] = []
    begun = 0
    for index, (token, follower) in enumerate(pairwise(tokens)):
        spaced = token.end < len(head) and head[token.end] == " "
        if token.tag == "EC" and follower.tag != "VX" and spaced and not token.form.endswith(SAID):
            found.append((token.end, token.form, tokens[begun : index + 1]))
            begun = index + 1
        elif token.form in {"때", "동안"} and any(before.tag == "ETM" for before in tokens[begun:index][-4:]):
            end = follower.end if follower.tag == "JX" else token.end  # 때마다, 때면
            if head[end : end + 1] == " ":
                found.append((end, token.form, tokens[begun : index + 1]))
                begun = index + 1
    return found


def _begins_with_recipient(clause: Clause, person: Person) -> bool:
    """Whether the clause's first words are the recipient's."""
    head = clause.head.strip()
    if _THOUGHT.search(head):
        return False
    if clause.subject == "것":
        return False  # 털어놓은 것이 한 번도 안 샜다
    if clause.subject:
        place = len(head) if clause.subject == GIVER else _place_of(clause.subject, head)
        ends = _clause_ends(head, place)
        return (
            bool(ends) and not other_subject(head[: ends[0]], person) and not _mentions(head[: ends[0]] + " ", person)
        )
    if clause.role != DEED or _says_what_is(head):
        return False
    stem, words = clause.predicate.stem, head.split()
    named = re.search(r"[가-힣](?:이|가)(?: |$)", head) is not None or words[-1:] == ["고생"]  # 고생 많았다
    simple = not any(token.tag == "EC" for token in analyse(head))
    if simple and stem in wordlist("of_things") and stem != "되" and not clause.predicate.honorific and not named:
        return False  # 진짜 7초 늘어났다
    if re.search(r"[가-힣]지 \S+$", head):  # 엄마의 다리가 되어 드린 지 8년이다
        return True
    return not clause.predicate.is_copula or clause.predicate.honorific or is_role(head) or _is_said_of(clause)


_THOUGHT = re.compile(r"생각해 ?보니|벌을? 주려")  # the giver's, who thought of a punishment first


def _clause_ends(head: str, place: int) -> list[int]:
    """Where clauses of ``head`` end before ``place``, and what is told of an elder before a noun (적어 주신 한 줄).

    The 고 of 알고 있다 ends none, nor does what somebody says.
    """
    tokens = analyse(f"{head} 있다")
    return [
        token.end
        for index, (token, follower) in enumerate(pairwise(tokens))
        if token.end <= place and token.end < len(head) and _ends_clause(tokens, index, follower)
    ]


def _ends_clause(tokens: Sequence[Morpheme], index: int, follower: Morpheme) -> bool:
    """Whether the ending at ``index``, with ``follower`` after it, ends a clause as _clause_ends counts them."""
    token = tokens[index]
    if token.tag == "ETM":
        return has_respect(tokens[max(0, index - 2) : index])
    return token.tag == "EC" and follower.tag != "VX" and token.form != "게" and not token.form.endswith(SAID)


def _place_of(subject: str, head: str) -> int:
    """Where ``head`` names its ``subject`` last; 0 where it does not."""
    said = _SUBJECTS.get(subject, rf"{re.escape(subject)}(?:이|가|께서|은|는|도)")
    found = list(re.finditer(rf"(?<![가-힣])(?:{said})(?![가-힣])", head))
    return found[-1].start() if found else 0


def _says_what_is(head: str) -> bool:
    """Whether the clause begins with what something is (보낸 반찬이 장조림인데 …), of which nobody is the doer."""
    tokens = analyse(head)
    for index, token in enumerate(tokens[1:], 1):
        if token.tag == "EC":
            subject = any(before.tag == "JKS" for before in tokens[:index])
            return subject and tokens[index - 1].tag == "VCP" and token.form in _SAYS_WHAT
    return False


def _is_said_of(clause: Clause) -> bool:
    """Whether the clause was typed as a sentence that says what somebody is (전교 1등이에요): no count, no time."""
    head = clause.head.strip()
    if not clause.tense_told or not head or ends_in_count(head) or head.split()[-1] in times():
        return False
    topical = any(token.tag == "JKS" or (token.tag, token.form) == ("JX", "는") for token in analyse(head))
    return topical or re.search(r"\d\s?[등위]$|꼴찌$|중$|최고$|최강$|덕분$|때문$", head) is not None
