"""Who gives the award, and in which manner it is to be written, as said at the end of a sentence or of the request."""

from __future__ import annotations

import re

from pipeline.tasks.awards import wishes
from pipeline.tasks.awards.clauses import finite
from pipeline.tasks.awards.finding import has_predicate
from pipeline.tasks.awards.mere_names import is_relation_and_name
from pipeline.tasks.awards.morphemes import analyse
from pipeline.tasks.awards.names import has_title, looks_like_full_name
from pipeline.tasks.awards.people import GROUP, PEOPLE, describe, is_person_like
from pipeline.tasks.awards.statements import LIKELY, Reading, note_giver

_ORGANISATION = re.compile(
    r"(?:본사|본부|지부|지점|회사|센터|조합|학교|유치원|어린이집|병원|[가-힣](?:처|과|실|국|청)|교육청|구청|시청|군청|소방서|경찰서|도서관|경로당|마을|"
    r"성당|교회|학생회|학부모회|신도회|부녀회|청년회|동창회|노조|농장|공장)$"
)
_GIVING_PLACES = re.compile(r"(?:에서|명의로|명의|이름으로)$")


def without_manner(sentence: str, reading: Reading) -> str:
    """``sentence`` without how the award is to be written, which is noted (주는 감사장, 정중하게; 엄마가 귀엽게)."""
    manner = wishes.MANNER.search(sentence)
    if not manner or not manner.start():
        return sentence
    before = sentence[: manner.start()].rstrip(" ,")
    asks = re.search(
        rf"(?<![가-힣]){wishes.AWARD}(?:이요|요|을|를)?$|(?:줌|드림|줍니다|드립니다|드려요|에게|한테|께)$", before
    )
    signed = re.fullmatch(r"(?:\S+\s){0,3}\S{1,6}(?:이|가|일동)", before) and is_giver(re.sub(r"[이가]$", "", before))
    if not (asks or signed):
        return sentence
    reading.wish(manner[0])
    return before


def without_giver(sentence: str, reading: Reading, known: str) -> str:
    """``sentence`` without the giver named at its end or in all of it, who is noted; "" when nothing else is said."""
    signed = wishes.SIGNED.match(re.sub(r"^.{2,25}?(?:께|에게|한테)\s(?=\S+(?:\s\S+)?\s(?:드림|올림))", "", sentence))
    wrote = sentence.rstrip(".").endswith("씀")
    named = signed is not None and not _is_award(signed["giver"])
    plainly = signed and not any(token.tag[0] == "J" for token in analyse(signed["giver"]))  # 생일에도 올림
    if signed and named and (is_giver(signed["giver"]) or (plainly and not (wrote or has_predicate(signed["giver"])))):
        note_giver(signed["giver"], reading)
        return ""
    gathered = wishes.GATHERED.search(sentence)
    if gathered and is_giver(gathered["giver"]):
        note_giver(_all_of(gathered["giver"]), reading)
        before = sentence[: gathered.start()].strip(" ,")
        return finite(before) if before and has_predicate(before) else before
    together = wishes.GIVE_TOGETHER.search(sentence)
    if together and is_giver(together["giver"]):
        note_giver(together["giver"], reading)
        before = sentence[: together.start()].strip(" ,")
        if before.endswith("대서"):  # 문 닫으신대서
            return f"{before[:-1]}요"
        return finite(before) if before else ""
    after = wishes.AFTER_AWARD.match(sentence)
    sure = after and (after["marked"] or known or reading.weight() >= LIKELY)
    if after and sure and is_giver(last_noun(after["giver"])) and not _is_recipient(after["giver"], reading, known):
        note_giver(after["giver"], reading)
        reading.wish(sentence[after.end("rest") :])
        return after["rest"]
    gives = wishes.GIVES.match(sentence)
    if gives and is_giver(gives["giver"]):
        note_giver(gives["giver"], reading)
        reading.wish(sentence[gives.end("giver") :])
        return ""
    return sentence


def _all_of(givers: str) -> str:
    """마을 주민 일동 for 마을, 구독자 일동 for 구독자들, as those sign who give together."""
    if re.search(r"(?:마을|동네|아파트|빌라|단지)$", givers):
        return f"{givers} 주민 일동"
    return f"{givers.removesuffix('들')} 일동" if givers.endswith("들") else givers


def is_signature(sentence: str, reading: Reading, known: str) -> bool:
    """Whether the request ends with a name or relation alone, having told who receives (직원 일동, 게으른 주인이)."""
    name = re.sub(r"[이가]$", "", sentence) if is_giver(last_noun(sentence[:-1])) else sentence
    marked = name != sentence or name.endswith("일동")
    if not (reading.statements or reading.recipients) or len(name.split()) > 4 or _is_award(name):
        return False
    units = "학년|반|팀|호|조|층|동|기|살|세|남매|라인|중대|소대|대대|학번|기수" + ("|명" if marked else "")
    counted = re.search(rf"(?<![초중고\d])\d+(?!\d|\s?(?:{units}))", name)
    if counted and not looks_like_full_name(name.split()[-1]):  # 40년 농부 is a reason
        return False
    nobody = marked and not reading.weight()  # 동생 힘내라고 …. 누나가
    told = known or nobody or reading.weight() >= (LIKELY if marked else LIKELY + 1)
    return (
        bool(told)
        and (is_giver(name) or _is_surely_somebody(last_noun(name)))
        and not _is_recipient(name, reading, known)
    )


def _is_surely_somebody(noun: str) -> bool:
    """Whether ``noun`` that a clause modifies signs: 카드값 갚는 집사 does, 대전 가는 무궁화호 does not."""
    return is_giver(noun) and (bool(describe(noun).relation) or has_title(noun) or looks_like_full_name(noun))


def last_noun(phrase: str) -> str:
    """도망친 회원 -> 회원: the noun at the end of a short phrase that one clause modifies; "" for none."""
    tokens = analyse(phrase)
    if len(phrase.split()) > 4 or sum(token.tag == "ETM" for token in tokens) != 1:
        return phrase
    modifier = next(token for token in tokens if token.tag == "ETM")
    return phrase[modifier.end :].strip()


def giver_before_award(left: str, reading: Reading, known: str) -> str:
    """What stands before the giver: 동료들의 (표창장), 학생회에서 (주는), 병원장 권희철 (표창장); ``left`` if none."""
    tokens = analyse(left)
    words = left.split()
    place = _GIVING_PLACES.search(left)
    for count in range(min(4, len(words)), 0, -1):
        phrase = " ".join(words[-count:])
        name = _GIVING_PLACES.sub("", phrase).strip() if place else phrase.removesuffix("의")
        if has_predicate(name) or (name == phrase and any(token.tag[0] == "J" for token in analyse(phrase))):
            continue
        marked = place or tokens[-1].tag == "JKG" or name.endswith("일동")
        told = known or reading.weight() >= LIKELY
        alone = count == len(words) or words[-count - 1].endswith(",")
        if is_giver(name) and not _is_recipient(name, reading, known) and (marked or (told and alone)):
            note_giver(name, reading)
            return " ".join(words[:-count]).rstrip(" ,")
    return left


def is_giver(name: str) -> bool:
    """Whether ``name`` is somebody or a group that may give an award, and no clause."""
    tokens = analyse(name := name.strip())
    if not tokens or "MAG" in {tokens[0].tag, tokens[-1].tag}:  # 다 선생님 덕임, 말없이
        return False
    if is_relation_and_name(name):
        return True
    if any(token.tag[0] in "VJE" and token.tag not in {"JC", "JKG"} for token in tokens):
        return False
    return is_person_like(name) or describe(name).category in {GROUP, PEOPLE} or _ORGANISATION.search(name) is not None


def _is_recipient(name: str, reading: Reading, known: str) -> bool:
    who = known or reading.recipient()
    one_of_many = re.search(r"(?:들|일동)$", name) and not re.search(r"(?:들|일동)$", who)
    return bool(who) and not one_of_many and describe(who).is_named_by(name)


def _is_award(text: str) -> bool:
    return re.search(rf"(?<![가-힣]){wishes.AWARD}(?![가-힣])", text) is not None
