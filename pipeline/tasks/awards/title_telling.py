"""A clause cut down to a title's length: what it cannot do without (object, verb), and of the rest what fits."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from pipeline.tasks.awards.clauses import Clause
from pipeline.tasks.awards.morphemes import Morpheme, analyse
from pipeline.tasks.awards.particles import attach
from pipeline.tasks.awards.people import is_person_like
from pipeline.tasks.awards.title_doubts import tells_amiss
from pipeline.tasks.awards.title_enough import says_enough
from pipeline.tasks.awards.title_phrases import NOUNS, Phrase, ends_part, phrases_of
from pipeline.tasks.awards.wordlists import lexicon

_EASY = 15  # characters up to which a telling takes in what it could do without
_SHORT = 5
_COMES = {
    "오",
    "가",
    "나",
    "나오",
    "나가",
    "들어오",
    "들어가",
    "되",
    "떨어지",
    "넘어지",
    "걸리",
    "터지",
    "생기",
    "서",
    "앉",
    "눕",
    "자",
    "웃",
    "울",
}
_SPEAKERS = re.compile(
    r"(?<![가-힣])(?:나|저|내|제|우리(?! (?:집|반|동네) )|저희|너|네|니|그|이|그거|이거|그것|이것|당신|여기|거기|본인|"
    r"자기|그의|그녀|걔|얘)(?![가-힣])|"
    r"(?<![가-힣])(?:나|저|너|우리|저희|당신|자기)(?:를|는|가|네|의|에게|한테|와|과|랑|도|만)(?![가-힣])"
)


def telling(clause: Clause, act: str, limit: int, lovers: bool) -> str:
    """The clause's last predicate, as ``act``, with what belongs to it, in at most ``limit`` characters; else "".

    ``lovers`` says that the giver speaks, so that words like 내 may stay.
    """
    head = clause.head
    glued = bool(head) and not head[-1].isspace()
    if glued and clause.predicate.tag[:2] == "VV":  # 명예의 전당감, taken for 가다
        return ""
    tokens = [token for token in analyse(clause.text) if token.start < len(head.rstrip())]
    cuts = [index + 1 for index in range(len(tokens)) if ends_part(tokens, index)]
    cut = cuts[-1] if cuts else 0
    if _another_acts(tokens[:cut]) or any(token.form == "못" and token.tag == "MAG" for token in tokens[cut:]):
        return ""
    phrases = _roles_told(list(phrases_of(head, tokens[cut:])), clause, glued)
    if phrases is None:
        return ""
    if tells_amiss(phrases, clause, main_stem(clause)):
        return ""
    if cuts and not any(phrase.role == "object" for phrase in phrases):
        longer = _with_part_before(clause, tokens[cuts[-2] if len(cuts) > 1 else 0 : cut], act, limit)
        if longer:
            return "" if _SPEAKERS.search(longer) and not lovers else longer
    chosen = _chosen(phrases, act, limit, glued)
    said = _said(chosen, act, glued) if chosen else ""
    if said and (len(said) < _SHORT or " " not in said or not says_enough(chosen, clause)):
        before = tokens[cuts[-2] if len(cuts) > 1 else 0 : cut] if cuts else ()
        said = _with_part_before(clause, before, act, limit)
    return "" if _SPEAKERS.search(said) and not lovers else said


def _roles_told(phrases: list[Phrase], clause: Clause, glued: bool) -> list[Phrase] | None:
    """``phrases`` with their roles settled; None when they do not tell what the recipient did."""
    if glued and phrases and phrases[-1].role != "verb":
        phrases[-1] = replace(phrases[-1], role="verb")
    phrases = [phrase for phrase in phrases if not _points_back(phrase) and phrase.words[-1][-1].form != "지만"]
    phrases = [_without_ours(phrase) for phrase in phrases]
    phrases = [_as_object(phrase, clause, phrases) for phrase in phrases]
    phrases = [phrase for place, phrase in enumerate(phrases) if not _hangs_loose(phrase, phrases[place + 1 :])]
    roles = [phrase.role for phrase in phrases]
    bare = [phrase for phrase in phrases if phrase.role == "object" and phrase.words[-1][-1].tag in NOUNS]
    if bare and main_stem(clause) in _COMES and not glued:
        return None  # 윗집에서 항의 오다: what comes, its particle left out
    if "object" in roles:  # 교복은 칼주름을 잡아 주다: the object says it
        phrases = [phrase for phrase in phrases if phrase.role != "topic" or is_person_like(_noun(phrase))]
        roles = [phrase.role for phrase in phrases]
    if clause.predicate.stem == "되" and any(phrase.role == "subject" and _is_bare_count(phrase) for phrase in phrases):
        return None  # 온 지 1년이 되다
    if "topic" in roles or any(phrase.role == "subject" and _acts(phrase, clause, roles) for phrase in phrases):
        return None
    return _with_complement(phrases if glued else _with_particle(phrases))


def _with_particle(phrases: list[Phrase]) -> list[Phrase]:
    """초를 (꽂다) for 초 (꽂다): the only object, typed without its particle, gets it."""
    objects = [place for place, phrase in enumerate(phrases) if phrase.role == "object"]
    noun = phrases[objects[0]].words[-1][-1] if len(objects) == 1 else None
    if noun is None or noun.tag not in {"NNG", "NNP"} or not noun.known:
        return phrases
    adverbial = any(noun.form in lexicon("titles")[name] for name in ("vague", "times", "units"))
    bare = phrases[objects[0]]
    if adverbial or is_person_like(noun.form) or any(token.tag in {"SN", "NR"} for token in bare.words[-1]):
        return phrases
    told = replace(bare, text=attach(bare.text, "을"))
    return [told if phrase is bare else phrase for phrase in phrases]


def _points_back(phrase: Phrase) -> bool:
    """그런데, 그 돈으로: what nothing stands before in a title."""
    first = phrase.words[0][0]
    return first.tag in {"MAJ", "IC"} or (
        phrase.role == "aside" and re.match(r"(?:그|이|저)(?=[ 돈걸것날때])", phrase.text) is not None
    )


def _hangs_loose(phrase: Phrase, later: Sequence[Phrase]) -> bool:
    """17년 of 17년 시할머니까지 모시다: a time that nothing joins to what comes after it."""
    last = phrase.words[-1]
    numbered = any(token.tag in {"SN", "MM", "NR"} for token in last)
    return numbered and last[-1].form in {"년", "개월", "달", "주"} and any(other.role == "object" for other in later)


def _without_ours(phrase: Phrase) -> Phrase:
    """이름을 for 저희 이름을, 내 이름을: whose it is goes without saying."""
    first = phrase.words[0]
    if len(phrase.words) > 2 and phrase.text.startswith("우리 ") and phrase.words[1][-1].form in _OUR_PLACES:
        return phrase  # 우리 집 앞까지
    ours = first[-1].tag == "NP" and first[-1].form in {"우리", "저희", "자기", "본인"}
    if len(phrase.words) == 1 or not (ours or phrase.text.startswith(("제 ", "내 ", "저의 ", "나의 ", "자기 "))):
        return phrase
    offset = phrase.words[1][0].start - first[0].start
    return replace(phrase, words=phrase.words[1:], text=phrase.text[offset:])


_OUR_PLACES = {"집", "반", "동네"}


def _with_part_before(clause: Clause, before: Sequence[Morpheme], act: str, limit: int) -> str:
    """할머니를 업고 계단으로 내려오신: with the part before it, whose object it shares; "" when that is too long."""
    if not before or before[-1].form not in {*_GOES_ON, "지만"}:
        return ""
    objects = [phrase for phrase in phrases_of(clause.head, before) if phrase.role == "object"]
    described = [token.end + 1 for token in before[:-2] if token.tag == "ETM"]  # 5층까지 of 승강기가 없는 5층까지
    starts = [before[0].start, *described, *(phrase.words[0][0].start for phrase in objects)]
    if before[0].form in lexicon("titles")["units"] or before[0].tag[0] in "VX":
        return ""
    for start in starts:
        said = clause.head[start:] + act
        topical = any(token.tag == "JX" and token.form in {"은", "는"} for token in before if token.start >= start)
        if (
            len(said) <= limit
            and not topical
            and not said.startswith(("안 ", "못 ", "것", "때", "수 ", "줄 ", "적 ", "채 "))
            and (objects or len(said.split()) > 3)
        ):
            return said
    return ""


def _noun(phrase: Phrase) -> str:
    word = phrase.words[-1]
    return word[-2].form if len(word) > 1 else word[-1].form


def _another_acts(tokens: Sequence[Morpheme]) -> bool:
    """Whether somebody named in an earlier part is who acts in the last one too: 동네 애들이 들어와서 …."""
    for index, token in enumerate(tokens):
        if token.tag == "JKS" and index and is_person_like(tokens[index - 1].form):
            later = next((other for other in tokens[index:] if other.tag in {"EC", "ETM"}), None)
            if later is not None and later.tag == "EC" and later.form in _GOES_ON:
                return True
    return False


_GOES_ON = {"고", "며", "으며", "어서", "아서", "면서", "으면서", "어", "아", "다가", "고서"}  # the subject stays


def _as_object(phrase: Phrase, clause: Clause, phrases: Sequence[Phrase]) -> Phrase:
    """선풍기 앞자리는 내주다: a topic that is surely what is given, as an object."""
    if phrase.role != "topic" or any(other.role == "object" for other in phrases):
        return phrase
    noun = phrase.words[-1][-2] if len(phrase.words[-1]) > 1 else None
    if noun is None or noun.tag not in NOUNS or is_person_like(noun.form):
        return phrase
    if main_stem(clause) not in lexicon("titles")["giving"]:
        return phrase
    particle = "을" if (ord(noun.form[-1]) - 0xAC00) % 28 else "를"
    return replace(phrase, text=phrase.text[:-1] + particle, role="object")


def main_stem(clause: Clause) -> str:
    """The verb without 주다 and its like: 끓이 of 끓여 주다."""
    if not clause.predicate.tag.startswith("VX"):
        return clause.predicate.stem
    verbs = [token.form for token in analyse(clause.head.rstrip()) if token.tag in {"VV", "XSV"}]
    return verbs[-1] if verbs else clause.predicate.stem


def _acts(phrase: Phrase, clause: Clause, roles: Sequence[str]) -> bool:
    """Whether the subject acts itself, and not the recipient; 목소리가 떨리다 is no deed of a voice."""
    word, noun = phrase.words[-1], _noun(phrase)
    doer = "object" in roles or clause.predicate.honorific or main_stem(clause) in {"오", "가"}
    named = len(word) > 1 and (not word[-2].known or word[-2].tag == "NR")
    return word[-1].tag == "JKS" and (doer or named or is_person_like(noun))


def _with_complement(phrases: Sequence[Phrase]) -> list[Phrase]:
    """Where nothing is the object, the last phrase with a noun is needed: 새 냉장고까지 (옮기다), KTX로 (오다)."""
    told = list(phrases)
    if any(phrase.role in {"object", "subject"} and not _is_bare_count(phrase) for phrase in told):
        return told
    for index in range(len(told) - 1, -1, -1):
        vague = {*lexicon("titles")["vague"], *lexicon("titles")["times"]}
        nouns = [token for word in told[index].words for token in word if token.tag in NOUNS | {"SN"}]
        if told[index].role == "aside" and any(token.form not in vague for token in nouns):
            told[index] = replace(told[index], role="complement")
            return told
    return told


def _is_bare_count(phrase: Phrase) -> bool:
    """1등을, 25장을: of what is said elsewhere."""
    nouns = [token for word in phrase.words for token in word if token.tag in NOUNS]
    return all(token.form in lexicon("titles")["units"] for token in nouns)


def _chosen(phrases: Sequence[Phrase], act: str, limit: int, glued: bool) -> list[Phrase]:
    """The phrases that a telling of at most ``limit`` characters takes; none when even the needed ones are too long."""
    needed = {index for index, phrase in enumerate(phrases) if phrase.role != "aside"}
    shortened = list(phrases)
    for index in sorted(needed):
        if len(_said([shortened[place] for place in sorted(needed)], act, glued)) > limit or _is_amiss(
            shortened[index]
        ):
            shortened[index] = _core(shortened[index])
    if len(_said([shortened[place] for place in sorted(needed)], act, glued)) > limit:
        return []
    for index in range(len(phrases) - 1, -1, -1):
        taken = sorted({*needed, index})
        if len(_said([shortened[place] for place in taken], act, glued)) <= (_EASY if needed else limit):
            needed = set(taken)
    return [shortened[place] for place in sorted(needed)]


def _said(phrases: Sequence[Phrase], act: str, glued: bool) -> str:
    text = " ".join(phrase.text for phrase in phrases)
    return f"{text}{'' if glued else ' '}{act}".strip()


def _core(phrase: Phrase) -> Phrase:
    """The phrase without what describes its noun: 아이 26명을 of 알레르기 있는 아이 26명을."""
    if phrase.role == "verb":
        return phrase
    start = max(
        (place + 1 for place, word in enumerate(phrase.words[:-1]) if word[-1].tag in {"ETM", "JKG"}), default=0
    )
    quoted = phrase.words[0][-1].form[0] in "'\"‘“"
    if (
        not start
        and (len(phrase.words) > 2 or (quoted and len(phrase.words) > 1))
        and phrase.words[1][0].tag not in {"SN", "MM"}
    ):
        start = 1  # 보청기 건전지 1년 치를 of 할아버지 보청기 건전지 1년 치를
    if not start or phrase.words[start][0].tag == "NNB" or phrase.words[start][0].form in {"것", "때"}:
        return phrase
    offset = phrase.words[start][0].start - phrase.words[0][0].start
    return replace(phrase, words=phrase.words[start:], text=phrase.text[offset:])


def _is_amiss(phrase: Phrase) -> bool:
    """Whether what describes the noun is sad (치매 할아버지), or points at somebody (자기가 탄 휠체어)."""
    if len(phrase.words) > 1 and _SPEAKERS.search(phrase.text):
        return True
    sad = lexicon("titles")["sad"]
    return any(token.form in sad for word in phrase.words[:-1] for token in word)
