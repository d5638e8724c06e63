"""A free request read sentence by sentence: what is reason, what names the recipient or the giver, what is a wish."""

from __future__ import annotations

import re

from pipeline.tasks.awards import wishes
from pipeline.tasks.awards.clauses import finite
from pipeline.tasks.awards.cleaning import plain, spaced
from pipeline.tasks.awards.finding import has_predicate, is_self, last_phrase, named_before_comma
from pipeline.tasks.awards.guard import is_instruction
from pipeline.tasks.awards.morphemes import Morpheme, analyse, sentences
from pipeline.tasks.awards.people import is_person_like, phrase_start
from pipeline.tasks.awards.relations import relation_of
from pipeline.tasks.awards.statements import Reading, bare, read_recipient_phrase, read_statement


def read(text: str, known_recipient: str = "") -> Reading:
    """Read a request. ``known_recipient`` comes from its own field and is then not looked for."""
    reading = Reading()
    for sentence in sentences(plain(text)):
        _read_sentence(spaced(wishes.OPENER.sub("", sentence)), reading, known_recipient)
    return reading


def _read_sentence(sentence: str, reading: Reading, known: str) -> None:
    if is_instruction(sentence):
        reading.notes.append("글쓰기 지시로 보이는 문장은 상장에 넣지 않았습니다.")
        return
    sentence = re.sub(r"(?:^|\s)(?:눈물|목|가슴|코끝)\S*\s\S*(?:게|만큼|정도로)$", "", wishes.CHEER.sub("", sentence))
    if not sentence:
        return
    headed = wishes.HEAD.match(sentence)
    if headed:
        reading.wish(sentence[: headed.start("rest")])
        reading.recipients.append((9, headed["who"]))
        _read_sentence(headed["rest"], reading, known)
        return
    signed = wishes.SIGNED.match(sentence)
    if signed and not has_predicate(signed["giver"]):
        reading.giver = reading.giver or signed["giver"]
        return
    appointed = wishes.APPOINT.match(sentence)
    if appointed:
        _read_appointment(appointed, reading)
        return
    meant = wishes.FOR.match(sentence)
    if meant and is_person_like(meant["who"]):
        reading.recipients.append((9, meant["who"]))
        reading.wish(meant["name"])
        if not wishes.kind_in(meant["name"]) and meant["name"] != "상":
            reading.topic = reading.topic or meant["name"]
        return
    named = wishes.NAMED_AWARD.search(sentence)
    if named and not wishes.NOT_AWARDS.search(named["name"]) and not wishes.kind_in(named["name"]):
        reading.topic = reading.topic or named["name"]
        reading.wish(sentence[named.end("name") :])
        _read_before_award(sentence[: named.start()].strip(" ,:"), False, reading, known)
        return
    tail = wishes.TAIL.search(sentence)
    if tail and (tail.start() > 0 or _is_award_word(tail[0])):
        reading.wish(sentence[tail.start() :])
        _read_before_award(sentence[: tail.start()].strip(" ,:"), bool(tail["giving"]), reading, known)
        return
    if wishes.WISH.match(sentence):
        reading.wish(sentence)
        return
    signed_short = re.fullmatch(r"[-–—]?\s*(\S{1,8}(?:\s\S{1,8})?)(?:이|가)", sentence)
    if signed_short and is_person_like(signed_short[1]) and not reading.giver and reading.statements:
        reading.giver = signed_short[1]
        return
    giving = wishes.GIVE_ONLY.search(sentence)
    if giving:
        _read_before_award(sentence[: giving.start()].strip(" ,"), False, reading, known, gift=True)
        return
    comma = named_before_comma(sentence)
    if comma:
        left = sentence[:comma]
        read_recipient_phrase(left, analyse(left), 6, reading, known)
        sentence = sentence[comma:].lstrip(" ,")
    read_statement(sentence, reading, known)


def _is_award_word(text: str) -> bool:
    return bool(re.search(wishes.AWARD, text))


def _read_appointment(match: re.Match[str], reading: Reading) -> None:
    who = match["who"]
    tokens = analyse(match["before"] + who)
    start = phrase_start(tokens, len(tokens) - 1)
    reading.kind = reading.kind or "임명장"
    reading.recipients.append((9, (match["before"] + who)[tokens[start].start :]))
    reading.topic = reading.topic or match["post"].strip()
    rest = (match["before"] + who)[: tokens[start].start].strip(" ,")
    if rest:
        reading.statements.append(finite(rest))


def _read_before_award(left: str, giving: bool, reading: Reading, known: str, gift: bool = False) -> None:
    """Read what stands before words about the award: who gives, who receives, and the reason."""
    if not left:
        return
    tokens = analyse(left)
    last = tokens[-1]
    if last.tag == "JKB" and last.form in {"에게", "한테", "께", "에게로", "앞"}:
        read_recipient_phrase(left, tokens[:-1], 9, reading, known)
    elif last.tag in {"JKS", "JX"} and last.form in {"이", "가", "께서", "은", "는"}:
        start = phrase_start(tokens, len(tokens) - 2)
        if start and tokens[start - 1].tag == "MM":  # 온 가족
            start -= 1
        giver = left[tokens[start].start : last.start].strip()
        rest = left[: tokens[start].start]
        as_what = re.search(r"(\S+)인\s*$", rest)  # 담임인 제가
        if is_self(giver) and as_what:
            giver, rest = as_what[1], rest[: as_what.start()]
        if giver and not reading.giver and not is_self(giver):
            reading.giver = bare(giver)
        _read_rest(rest, reading, known)
    elif last.tag in {"EC", "EF", "ETM", "ETN"} or (last.tag == "JX" and last.form == "요"):
        told = re.search(r"[\d'\"‘“]", left) is not None
        # 첫 월급을 타서 드리는 상: the giver's, when the reason has been told already.
        aside = last.tag == "EC" and (gift or last.form in {"지만", "으나"} or (giving and bool(reading.statements)))
        if re.fullmatch(r"(?:이|그|저)\s*(?:정도|쯤)\S*", left) or (aside and not told):
            return
        if known:
            left = _without_subject(left, tokens)
        elif last.form in {"려다", "으려다", "려다가", "려고", "으려고"}:  # 형 고소하려다 (상으로 대신함)
            left = _left_of_intent(left, tokens)
        read_statement(left, reading, known, weight=7)
    elif gift and not is_person_like(last_phrase(left, tokens)):
        return
    elif carried := wishes.CARRIED.match(left):  # 급식을 두 번 먹은 죄로
        read_statement(carried["what"], reading, known, weight=7)
    else:
        read_recipient_phrase(left, tokens, 8, reading, known)


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
        feast = wishes.FEAST.match(rest)
        if feast and is_person_like(feast["who"]):
            reading.recipients.append((8, feast["who"]))
            reading.statements.append(feast["what"])


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
