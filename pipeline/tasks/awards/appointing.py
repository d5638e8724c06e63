"""Posts that a request appoints somebody to: "남편을 분리수거 팀장으로 임명합니다", "기상 대장 임명장"."""

from __future__ import annotations

import re

from pipeline.tasks.awards import wishes
from pipeline.tasks.awards.clauses import finite
from pipeline.tasks.awards.finding import has_predicate, is_self
from pipeline.tasks.awards.morphemes import analyse
from pipeline.tasks.awards.particles import attach
from pipeline.tasks.awards.people import GROUP, describe, is_known_thing, is_person_like, phrase_start
from pipeline.tasks.awards.signing import is_giver
from pipeline.tasks.awards.statements import Reading, note_giver

_DOCUMENTS = re.compile(r"임명장|위촉장|자격증|면허증|인증서")


def read_appointment(sentence: str, reading: Reading) -> bool:
    """Read a sentence that appoints somebody; False when it does not."""
    by = wishes.APPOINTED_BY.match(sentence)
    if by and is_giver(by["giver"]) and not re.search(r"(?:을|를)\s", by["post"]):
        note_giver(by["giver"], reading)
        _appoint(by["post"], reading)
        return True
    match = wishes.APPOINT.match(sentence)
    if match and ("임명" in sentence or _may_be_appointed(match["who"], match["post"])):
        _read_whom(match["before"] + match["who"], reading)
        _appoint(match["post"], reading)
        return True
    post = wishes.POST.match(sentence)
    if not post:
        return False
    words = post["post"].split()
    who = next((phrase for count in range(1, len(words)) if _is_somebody(phrase := " ".join(words[:count]))), "")
    if who:
        reading.recipients.append((9, who))
    _appoint(post["post"].removeprefix(who), reading)
    return True


def read_post(left: str, award: str, reading: Reading) -> bool:
    """Read the post before 임명장 or 자격증 (기상 대장 임명장) and who gives it; False for anything else."""
    if not _DOCUMENTS.search(award):
        return False
    by = re.match(
        r"(?P<giver>.{1,20}?)(?:이|가|에서|께서)\s(?:(?:주|드리|올리|수여하|바치)는\s)?(?P<post>\S+(?:\s\S+){0,3})$",
        left,
    )
    if by and is_giver(by["giver"]) and _is_post(by["post"]):
        note_giver(by["giver"], reading)
        left = by["post"]
    to = re.match(r"(\S+)에\s", left)  # 경영지원팀에 회식 장소 선정위원회 임명장
    if to and describe(to[1]).category == GROUP:
        reading.recipients.append((9, to[1]))
        left = left[to.end() :]
    if not _is_post(left):
        return False
    reading.topic = reading.topic or re.sub(r"(?<=[가-힣])(?:으로|로)$", "", left)
    return True


def _is_post(text: str) -> bool:
    if any(
        token.tag[0] in "VE" or (token.tag[0] == "J" and token.form not in {"으로", "로"}) for token in analyse(text)
    ):
        return False
    return not (describe(text).relation or describe(text).name)


def _appoint(post: str, reading: Reading) -> None:
    reading.kind = reading.kind or "임명장"
    reading.topic = reading.topic or post.strip()


def _read_whom(text: str, reading: Reading) -> None:
    """Read "설거지를 다 하는 남편", who is appointed: what modifies them is a reason, a subject before it the giver."""
    tokens = analyse(attach(text, "을"))[:-1]  # with its particle a name is taken for what it is
    start = phrase_start(tokens, len(tokens) - 1)
    reading.recipients.append((9, text[tokens[start].start :]))
    rest = text[: tokens[start].start].strip(" ,")
    if rest and tokens[start - 1].tag == "JKS" and is_giver(rest[: tokens[start - 1].start]):
        note_giver(rest, reading)
    elif rest:
        reading.statements.append(finite(rest))


def _may_be_appointed(who: str, post: str) -> bool:
    """장모님을 노래방 관리위원장으로: no verb is said."""
    return (is_person_like(who) or is_known_thing(who)) and not is_self(who) and not has_predicate(post)


def _is_somebody(phrase: str) -> bool:
    person = describe(phrase)
    return bool(person.relation or person.name) and is_person_like(phrase)
