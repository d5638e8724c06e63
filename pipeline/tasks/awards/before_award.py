"""What stands before words about the award: who gives it, who receives it, and why."""

from __future__ import annotations

import re

from pipeline.tasks.awards import wishes
from pipeline.tasks.awards.clauses import finite
from pipeline.tasks.awards.finding import has_predicate, is_self, last_phrase
from pipeline.tasks.awards.mere_names import feast_of
from pipeline.tasks.awards.morphemes import Morpheme, analyse
from pipeline.tasks.awards.numbers import in_digits, in_words
from pipeline.tasks.awards.pairs import subject_start
from pipeline.tasks.awards.people import GROUP, describe, is_person_like, phrase_start
from pipeline.tasks.awards.relations import relation_of
from pipeline.tasks.awards.respect import has_respect
from pipeline.tasks.awards.sentence_parts import before_last_clause
from pipeline.tasks.awards.signing import is_giver
from pipeline.tasks.awards.statements import (
    LIKELY,
    Reading,
    note_giver,
    read_recipient_phrase,
    read_statement,
)


def read_before_award(left: str, giving: bool, reading: Reading, known: str, gift: bool = False) -> None:
    """Read what stands before words about the award: who gives, who receives, and the reason."""
    if not left:
        return
    if re.search(r"(?:^|\s)(?:셀프|자축)$", left):
        reading.recipients.append((9, "나"))
        left = re.sub(r"\s?(?:셀프|자축)$", "", left)
        if left:
            read_statement(left, reading, known, find_people=False)
        return
    if (event := wishes.ON_OCCASION.match(left)) and not is_person_like(event["what"]):  # 사귄 지 200일 기념으로
        read_statement(event["what"], reading, known, find_people=False)
        return
    left = re.sub(r"(?<=[\d가-힣](?:주기|기일|환갑|칠순|팔순|생일|생신))(?:이?라서?|여서|이어서)$", "", left)
    tokens = analyse(left)
    last = tokens[-1]
    if gift and (kept := before_last_clause(left, tokens)):
        read_statement(kept, reading, known)
        return
    if _is_to_somebody(left, tokens):
        read_recipient_phrase(left, tokens[:-1], 9, reading, known)
    elif (last.form, last.tag) == ("로서", "JKB") and is_giver(left[: last.start]):  # 엄마로서 (주고 싶은 상)
        note_giver(left[: last.start], reading)
    elif last.tag in {"JKS", "JX"} and last.form in {"이", "가", "께서", "은", "는"}:
        _read_with_giver(left, tokens, reading, known)
    elif last.tag in {"EC", "EF", "ETM", "ETN"} or (last.tag == "JX" and last.form == "요"):
        if not _is_aside(left, tokens, reading, giving, gift):
            _read_reason(left, tokens, reading, known)
    elif gift and not is_person_like(last_phrase(left, tokens)):
        return
    elif occasion := feast_of(left):  # 부모님 결혼 30주년 (축하 상장)
        reading.recipients.append((8, occasion[0]))
        reading.statements.append(occasion[1])
    elif carried := wishes.CARRIED.match(left):  # 급식을 두 번 먹은 죄로
        read_statement(carried["what"], reading, known, weight=7)
    else:
        read_recipient_phrase(left, tokens, 8, reading, known)


def _is_to_somebody(text: str, tokens: tuple[Morpheme, ...]) -> bool:
    """Whether ``text`` ends with whom the award goes to: 민지에게, 우리 반에."""
    last = tokens[-1]
    if (last.form, last.tag) == ("에", "JKB") and describe(last_phrase(text, tokens[:-1])[:-1]).category == GROUP:
        return True
    return last.tag == "JKB" and last.form in {"에게", "한테", "께", "에게로", "앞"}


def _read_with_giver(text: str, tokens: tuple[Morpheme, ...], reading: Reading, known: str) -> None:
    """Read "…한 엄마께 담임인 제가": the subject at the end gives, and what stands before it is the rest."""
    start = subject_start(tokens, len(tokens) - 2)
    giver = text[tokens[start].start : tokens[-1].start].strip()
    rest = text[: tokens[start].start]
    as_what = re.search(r"(\S+)인\s*$", rest)
    if is_self(giver) and as_what:
        giver, rest = as_what[1], rest[: as_what.start()]
    note_giver(giver, reading)
    why = is_self(giver) and rest and analyse(rest)[-1].tag == "EC" and not re.search(r"\d", rest)
    if not why:  # 이제 돈을 버니까 (우리가 드릴 차례)
        _read_rest(rest, reading, known)


def _is_aside(text: str, tokens: tuple[Morpheme, ...], reading: Reading, giving: bool, gift: bool) -> bool:
    """Whether the clause ``text`` is no reason: 이 정도면, or the giver's own (첫 월급을 타서 드리는 상)."""
    if re.fullmatch(r"(?:이|그|저)\s*(?:정도|쯤)\S*", text):
        return True
    last = tokens[-1]
    if last.tag != "EC" or has_respect(tokens) or re.search(r"[\d'\"‘“]", text):  # an elder's: 가게를 정리하시는데
        return False
    return gift or last.form in {"지만", "으나"} or (giving and bool(reading.statements))


def _read_reason(text: str, tokens: tuple[Morpheme, ...], reading: Reading, known: str) -> None:
    """Read the clause ``text``, which tells why the award is given."""
    last = tokens[-1]
    if not known and last.form in {"려다", "으려다", "려다가", "려고", "으려고"}:  # 형 고소하려다 (상으로 대신함)
        text = _left_of_intent(text, tokens)
    elif last.tag == "EC":
        text = finite(_without_subject(text, tokens) if known else text)
    elif known:
        text = _without_subject(text, tokens)
    read_statement(text, reading, known, 7 if reading.weight() <= LIKELY else 5)


def _left_of_intent(text: str, tokens: tuple[Morpheme, ...]) -> str:
    """치킨을 먹은 형 of "치킨을 먹은 형 고소하려다": what somebody meant to do to the recipient is no reason."""
    for index in range(len(tokens) - 1, 0, -1):
        if tokens[index].tag in {"NNG", "NNP"} and is_person_like(tokens[index].form):
            return text[: tokens[index].end]
    return text


def _read_rest(rest: str, reading: Reading, known: str) -> None:
    """The part before a giver: "엄마께 딸이 드리는", "…한 우리 팀장님께 팀원들이 드리는"."""
    rest = rest.strip(" ,")
    if not rest:
        return
    tokens = analyse(rest)
    if tokens[-1].tag == "JKB" and tokens[-1].form in {"에게", "한테", "께"}:
        read_recipient_phrase(rest, tokens[:-1], 9, reading, known)
    elif has_predicate(rest):
        read_statement(rest, reading, known)
    else:
        occasion = feast_of(rest)
        if occasion:
            reading.recipients.append((8, occasion[0]))
            reading.statements.append(occasion[1])
        elif in_digits(rest) or in_words(rest):  # 벌써 14개월째 (동생이 드리는)
            reading.statements.append(rest)


def _without_subject(text: str, tokens: tuple[Morpheme, ...]) -> str:
    """Drop 친구가 from "친구가 10km를 완주했는데" when the recipient's name has a field of its own."""
    for index, token in enumerate(tokens):
        if token.tag == "JKS" or (token.tag == "JX" and token.form in {"은", "는"}):
            start = phrase_start(tokens, index - 1)
            phrase = text[tokens[start].start : token.start].strip()
            if start == 0 and relation_of(phrase) and not is_self(phrase):
                return text[token.end :].strip()
            break
    return text
