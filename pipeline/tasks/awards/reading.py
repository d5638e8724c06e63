"""A free request read sentence by sentence: what is reason, what names the recipient or the giver, what is a wish."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from pipeline.tasks.awards import wishes
from pipeline.tasks.awards.clauses import finite, is_carrier, parse_clause
from pipeline.tasks.awards.cleaning import plain, spaced
from pipeline.tasks.awards.finding import (
    has_predicate,
    is_self,
    last_phrase,
    named_before_comma,
    people_in,
    thanked,
)
from pipeline.tasks.awards.guard import is_instruction
from pipeline.tasks.awards.morphemes import Morpheme, analyse, is_action_noun, sentences
from pipeline.tasks.awards.people import describe, is_person_like, phrase_start, relation_of


@dataclass
class Reading:
    """What was read so far. ``recipients`` are (weight, phrase) pairs; the heaviest, and first of these, is meant."""

    statements: list[str] = field(default_factory=list)
    recipients: list[tuple[int, str]] = field(default_factory=list)
    giver: str = ""
    kind: str = ""
    tone: str = ""
    length: str = ""
    topic: str = ""
    notes: list[str] = field(default_factory=list)

    def recipient(self) -> str:
        return max(self.recipients, key=lambda pair: pair[0])[1] if self.recipients else ""

    def wish(self, text: str) -> None:
        """Note the kind, tone and length that words about the award ask for."""
        self.kind = self.kind or wishes.kind_in(text)
        self.tone = self.tone or wishes.tone_in(text)
        self.length = self.length or wishes.length_in(text)


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
        _read_recipient_phrase(left, analyse(left), 6, reading, known)
        sentence = sentence[comma:].lstrip(" ,")
    _read_statement(sentence, reading, known)


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
        _read_recipient_phrase(left, tokens[:-1], 9, reading, known)
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
            reading.giver = _bare(giver)
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
        _read_statement(left, reading, known, weight=7)
    elif gift and not is_person_like(last_phrase(left, tokens)):
        return
    elif carried := wishes.CARRIED.match(left):  # 급식을 두 번 먹은 죄로
        _read_statement(carried["what"], reading, known, weight=7)
    else:
        _read_recipient_phrase(left, tokens, 8, reading, known)


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
        _read_recipient_phrase(rest, tokens[:-1], 9, reading, known)
    elif has_predicate(rest):
        _read_statement(rest, reading, known)
    else:
        feast = wishes.FEAST.match(rest)
        if feast and is_person_like(feast["who"]):
            reading.recipients.append((8, feast["who"]))
            reading.statements.append(feast["what"])


def _read_recipient_phrase(text: str, tokens: tuple[Morpheme, ...], weight: int, reading: Reading, known: str) -> None:
    """Read "…한 이정훈 과장님": the noun phrase at the end is the recipient, what modifies it is a reason."""
    if not tokens:
        return
    start = phrase_start(tokens, len(tokens) - 1)
    phrase = text[tokens[start].start : tokens[-1].end].strip()
    before = text[: tokens[start].start].strip(" ,")
    if weight == 8 and not is_person_like(phrase):
        reading.topic = reading.topic or phrase
        phrase = ""
    if phrase:
        reading.recipients.append((weight, phrase))
    if not before:
        return
    inner = analyse(before)
    if len(inner) == 2 and inner[0].tag == "VA" and inner[1].tag == "ETM" and phrase:  # 낡은 자전거
        reading.recipients[-1] = (weight, f"{before} {phrase}")
        return
    if inner[-1].tag == "JKS":  # 딸이 엄마께
        first = phrase_start(inner, len(inner) - 2)
        reading.giver = reading.giver or _bare(before[inner[first].start : inner[-1].start].strip())
        before = before[: inner[first].start].strip(" ,")
    elif inner[-1].tag == "JKB" and inner[-1].form in {"에게", "한테", "께"}:  # 동생한테 라면 (자격증)
        _read_recipient_phrase(before, inner[:-1], 9, reading, known)
        return
    if before and has_predicate(before):
        _read_statement(before, reading, known, find_people=False)


def _read_statement(sentence: str, reading: Reading, known: str, weight: int = 5, find_people: bool = True) -> None:
    tokens = analyse(sentence)
    while tokens and tokens[-1].tag in {"SF", "SP", "SE", "SW"}:
        tokens = tokens[:-1]
    if not tokens:
        return
    last = tokens[-1]
    text = sentence[: last.end]
    if (last.form, last.tag) == ("이", "JKS") and describe(text).category == "animal":  # 고양이 콩떡이
        last = replace(last, tag="XSN")
        tokens = (*tokens[:-1], last)
    elif (last.form, last.tag) == ("이", "JKS") and is_person_like(text[:-1].split()[-1]):  # 재혁이
        text, tokens = text[:-1], tokens[:-1]
        last = tokens[-1]
    if last.tag == "JKB" and last.form in {"에게", "한테", "께"}:
        _read_recipient_phrase(text, tokens[:-1], 9, reading, known)
        return
    if last.tag in {"NNG", "NNP", "NNB", "XSN", "SL", "SH", "NP"} and _ends_with_person(text, tokens, reading, known):
        _read_recipient_phrase(text, tokens, 6, reading, known)
        return
    thanks = thanked(text, tokens) if find_people else 0
    if thanks:
        _read_recipient_phrase(text[: tokens[thanks].start].strip(), tokens[:thanks], 7, reading, known)
        _read_statement(text[tokens[thanks].start :], reading, known, find_people=False)
        return
    if _is_call(tokens) and is_person_like(text[: tokens[-1].start]):
        reading.recipients.append((weight + 2, text[: tokens[-1].start].strip()))
        return
    called = re.match(r"(\S+?)[아야]\s(?=네|너|니)", text)
    if called and known and describe(known, known).is_named_by(called[1]):
        text = text[called.end() :]
    if _DIED.match(text):
        if not known:
            reading.recipients.extend(people_in(text, weight, first=True))
        return
    text = _said_of_somebody(text, tokens, reading, known, weight)
    if last.tag == "ETM" or (last.tag == "EC" and weight > 5):
        text = finite(text)
    elif last.tag in {"NNG", "NNP", "XSN"}:
        text = _without_epithet(text, tokens, reading)
    if find_people and not known:
        reading.recipients.extend(people_in(text, weight, first=not reading.statements))
    reading.statements.append(text)


def _said_of_somebody(text: str, tokens: tuple[Morpheme, ...], reading: Reading, known: str, weight: int) -> str:
    """꽃을 안 산 남편이지만 매일 …: the person is named by 이다, and what modifies them is told first."""
    for index, token in enumerate(tokens[1:-1], 1):
        if (
            token.tag == "VCP"
            and tokens[index + 1].form in {"지만", "ᆫ데", "고", "나"}
            and tokens[index - 1].tag in {"NNG", "NNP"}
        ):
            start = phrase_start(tokens, index - 1)
            phrase = text[tokens[start].start : token.start].strip()
            if start and tokens[start - 1].tag == "ETM" and is_person_like(phrase):
                if not known:
                    reading.recipients.append((weight, phrase))
                before, after = text[: tokens[start].start].strip(), text[tokens[index + 1].end :].strip()
                return f"{parse_clause(before).ending('지만')} {after}"
    return text


def _without_epithet(text: str, tokens: tuple[Morpheme, ...], reading: Reading) -> str:
    """설거지 전쟁을 끝내 준 평화의 사도: what was done is the reason, and the epithet a name for the award."""
    start = len(tokens) - 1
    while start > 0 and tokens[start - 1].tag in {"NNG", "NNP", "JKG", "XSN"}:
        start -= 1
    if start > 3 and tokens[start - 1].tag == "ETM" and tokens[start - 2].tag in {"VA", "XSA"}:  # 고쳐 쓴 알뜰한 총무
        adjective = start - 3 if tokens[start - 2].tag == "XSA" else start - 2
        start = adjective if tokens[adjective - 1].tag == "ETM" else start
    epithet = text[tokens[start].start :].strip()
    if start < 3 or tokens[start - 1].tag != "ETM" or is_carrier(epithet) or len(epithet) > 12:
        return text
    stem = next((token for token in reversed(tokens[: start - 1]) if token.tag[0] in "VX"), None)
    if stem is None or stem.tag not in {"VV", "VX", "XSV"}:
        return text
    if not is_person_like(epithet):
        reading.topic = reading.topic or epithet
    return finite(text[: tokens[start].start].strip())


# That somebody died is why the tone is quiet; it is no reason for an award.
_DIED = re.compile(
    r"^[^\d'\"]{0,20}(?:하늘나라에 (?:계|있)|천국에 (?:계|있)|돌아가(?:셨|시|신)|세상을\s*(?:떠났|떠나|떴)|"
    r"하늘나라(?:로|에)\s*(?:갔|가셨|떠났)|별세|소천)\S*(?:\s*지\s*\S+(?:\s*\S+)?)?$"
)


def _is_call(tokens: tuple[Morpheme, ...]) -> bool:
    """공기청정기야, 민수야: somebody is called, and nothing else is said."""
    last = tokens[-1]
    if last.tag == "JKV":
        return True
    return len(tokens) > 1 and (last.form, last.tag) == ("야", "EF") and tokens[-2].tag == "VCP"


def _ends_with_person(text: str, tokens: tuple[Morpheme, ...], reading: Reading, known: str) -> bool:
    start = phrase_start(tokens, len(tokens) - 1)
    phrase = text[tokens[start].start :].strip()
    if start and tokens[start - 1].tag not in {"ETM", "SH", "SP", "SN", "NNB", "JKG"}:
        return False
    if is_person_like(phrase):
        return not known or describe(known, known).is_named_by(phrase)
    first = not known and not reading.recipients and not reading.statements
    short = start == 0 or (start == 2 and tokens[0].tag == "VA")
    return first and short and len(phrase.split()) <= 3 and not _is_deed(tokens[-1]) and not re.search(r"\d", phrase)


def _is_deed(token: Morpheme) -> bool:
    return token.tag == "NNG" and is_action_noun(token.form)


def _bare(giver: str) -> str:
    return giver.strip(" ,-–—")


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
