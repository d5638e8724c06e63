"""Statements of a request: the reason they tell, and whom they name with it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from pipeline.tasks.awards import wishes
from pipeline.tasks.awards.choosing import core_of, without_age
from pipeline.tasks.awards.clauses import finite, is_carrier, parse_clause
from pipeline.tasks.awards.finding import has_predicate, is_self, people_in, thanked
from pipeline.tasks.awards.mere_names import feast_of, is_call, is_deed, is_relation_and_name, thing_presented
from pipeline.tasks.awards.morphemes import Morpheme, analyse
from pipeline.tasks.awards.names import has_job, with_nicknames
from pipeline.tasks.awards.pairs import pair_start, subject_start, whole_pair
from pipeline.tasks.awards.people import ANIMAL, THING, describe, is_known_thing, is_person_like, phrase_start

LIKELY = 4  # weight of a recipient who does something
_ANYBODY = {
    "사람",
    "사람들",
    "분",
    "둘",
    "하나",
    "누",
    "누구",
    "애",
    "아",
    "아이",
    "지들",
    "환자",
    "날",
    "것",
    "말",
    "모두",
    "다들",
    "새끼",
}


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
        if self.weight() <= 0:
            return ""
        others = [pair for pair in self.recipients if not (self.giver and describe(self.giver).is_named_by(pair[1]))]
        best = max(others or self.recipients, key=lambda pair: pair[0])[1]
        pets = [who for _, who in self.recipients if best in who and describe(who).category == ANIMAL]
        if pets:  # 고양이 춘식이, called 춘식이 later
            return max(pets, key=len)
        return core_of(best)

    def weight(self) -> int:
        """How sure the recipient is; 0 for none."""
        return max((weight for weight, _ in self.recipients), default=0)

    def wish(self, text: str) -> None:
        """Note the kind, tone and length that words about the award ask for."""
        self.kind = self.kind or wishes.kind_in(text)
        self.tone = self.tone or wishes.tone_in(text)
        self.length = self.length or wishes.length_in(text)


def read_recipient_phrase(text: str, tokens: tuple[Morpheme, ...], weight: int, reading: Reading, known: str) -> None:
    """Read "…한 이정훈 과장님": the noun phrase at the end is the recipient, what modifies it is a reason."""
    if not tokens:
        return
    start = pair_start(tokens, len(tokens) - 1)
    phrase = text[tokens[start].start : tokens[-1].end].strip()
    before = text[: tokens[start].start].strip(" ,")
    deed, _, name = phrase.partition(" ")
    if name and deed.endswith("신") and tokens[start - 1].tag in {"JKO", "JKB"} and is_person_like(name):
        before, phrase = f"{before} {deed[:-1]}셨습니다", name  # (야구교실을 무료로) 여신, alone taken for a noun
    if weight == 8 and not is_person_like(phrase):
        if tokens[-1].tag[0] != "J":  # 안목에 (웃긴 표창장) names nothing
            reading.topic = reading.topic or phrase
        phrase = ""
    phrase, age = without_age(phrase)
    if age:
        reading.statements.append(f"{age}입니다" if known else f"{age}이십니다")
    phrase = _with_what_they_do(before, phrase)
    nobody_new = phrase in _ANYBODY or re.fullmatch(r"(?:두|세|네|\d+)?\s?(?:분|사람|명)", phrase)
    if phrase and not (nobody_new and reading.weight() >= LIKELY):  # 이 아이에게, 두 분께
        reading.recipients.append((weight, phrase))
    if not before:
        return
    if tokens[start - 1].tag == "ETM" and tokens[start - 2].form in {"시", "으시"} and before.endswith("신"):
        before = f"{before[:-1]}셨습니다"  # 거신, alone taken for a noun
    inner = analyse(before)
    if (
        len(before.split()) == 1 and inner[-1].tag == "ETM" and describe(phrase).category == THING and phrase
    ):  # 낡은 자전거
        reading.recipients[-1] = (weight, f"{before} {phrase}")
        return
    if inner[-1].tag == "JKS":  # 딸이 엄마께
        first = subject_start(inner, len(inner) - 2)
        note_giver(before[inner[first].start : inner[-1].start], reading)
        before = before[: inner[first].start].strip(" ,")
    elif (
        (inner[-1].form, inner[-1].tag) == ("에서", "JKB") and not has_predicate(before) and weight == 9
    ):  # 동아리에서 민지에게
        note_giver(before[: inner[-1].start], reading)
        return
    elif inner[-1].tag == "JKB" and inner[-1].form in {"에게", "한테", "께"}:  # 동생한테 라면 (자격증)
        read_recipient_phrase(before, inner[:-1], 9, reading, known)
        return
    if before and (has_predicate(before) or re.search(r"\d", before)):  # 성가대 알토 20년 (엄마)
        read_statement(before, reading, known, find_people=False)


def _with_what_they_do(before: str, phrase: str) -> str:
    """응급실 청소하시는 여사님: strangers are known by what they do where nothing else names them."""
    clause = before.split(",")[-1].split()
    known_by = phrase in _STRANGERS and 0 < len(clause) < 3 and clause[-1].endswith(("시는", "으시는"))
    return f"{' '.join(clause)} {phrase}" if known_by else phrase


_STRANGERS = {
    "여사님",
    "아저씨",
    "아주머니",
    "아줌마",
    "기사님",
    "이모님",
    "선생님",
    "어르신",
    "사장님",
    "어머님",
    "분",
}


def read_statement(sentence: str, reading: Reading, known: str, weight: int = 5, find_people: bool = True) -> None:
    """Read a sentence about the recipient, ``known`` if the field names them: what it tells is a reason."""
    occasion = None if known else feast_of(sentence.rstrip(" .!"))
    if occasion:
        reading.recipients.append((8, occasion[0]))
        reading.statements.append(occasion[1])
        return
    text, tokens = _without_marks(sentence)
    if not tokens:
        return
    last = tokens[-1]
    if last.tag == "JKB" and last.form in {"에게", "한테", "께"}:
        read_recipient_phrase(text, tokens[:-1], 9, reading, known)
        return
    if last.tag in {"NNG", "NNP", "NNB", "XSN", "SL", "SH", "NP"} and _ends_with_person(text, tokens, reading, known):
        alone = pair_start(tokens, len(tokens) - 1) == 0
        weight_here = 6 if alone or reading.weight() <= LIKELY else LIKELY
        read_recipient_phrase(text, tokens, weight_here, reading, known)
        return
    if not known and find_people and not reading.weight() and (thing := thing_presented(text, tokens)):
        reading.recipients.append((8, thing))
        return
    thanks = thanked(text, tokens) if find_people else 0
    if thanks:
        read_recipient_phrase(text[: tokens[thanks].start].strip(), tokens[:thanks], 7, reading, known)
        read_statement(text[tokens[thanks].start :], reading, known, find_people=False)
        return
    if is_call(tokens) and is_person_like(text[: tokens[-1].start]):
        named = tokens[:-1] if last.tag == "JKV" else tokens[:-2]
        read_recipient_phrase(text[: named[-1].end], named, weight + 2, reading, known)
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
        _note_people(text, reading, weight)
    reading.statements.append(text)


def _without_marks(sentence: str) -> tuple[str, tuple[Morpheme, ...]]:
    """``sentence`` and its tokens without the marks at its end, and without the 이 of a name there (재혁이)."""
    tokens = analyse(sentence)
    while tokens and tokens[-1].tag in {"SF", "SP", "SE", "SW"} and tokens[-1].form != "%":
        tokens = tokens[:-1]
    if not tokens:
        return "", ()
    text = sentence[: tokens[-1].end]
    tokens = with_nicknames(text, tokens)
    last = tokens[-1]
    if (last.form, last.tag) == ("이", "JKS") and describe(text).category == ANIMAL:  # 고양이 콩떡이
        return text, (*tokens[:-1], replace(last, tag="XSN"))
    if (last.form, last.tag) == ("이", "JKS") and is_person_like(text[:-1].split()[-1]):
        return text[:-1], tokens[:-1]
    return text, tokens


def _note_people(text: str, reading: Reading, weight: int) -> None:
    """Note whom the statement ``text`` tells of; whoever was told of first is likelier meant."""
    likely = reading.weight()
    for score, who in people_in(text, weight, first=not reading.statements):
        if who in _ANYBODY:
            score -= 4
        elif likely > LIKELY and score == weight + 1:
            score = min(score, likely)
        reading.recipients.append((score, whole_pair(text, who)))


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
    if is_deed(tokens[-1]) and tokens[-2].tag[0] == "N":  # 멈춘 트럭 발견 후 비상제동
        return text
    if not is_person_like(epithet) and epithet not in _ANYBODY and not has_job(epithet):
        reading.topic = reading.topic or epithet
    return finite(text[: tokens[start].start].strip())


# That somebody died is why the tone is quiet; it is no reason for an award.
_DIED = re.compile(
    r"^[^\d'\"]{0,20}(?:하늘나라에 (?:계|있)|천국에 (?:계|있)|돌아가(?:셨|시|신)|세상을\s*(?:떠났|떠나|떴)|"
    r"하늘나라(?:로|에)\s*(?:갔|가셨|떠났)|별세|소천)\S*(?:\s*지\s*\S+(?:\s*\S+)?)?$"
)


def _ends_with_person(text: str, tokens: tuple[Morpheme, ...], reading: Reading, known: str) -> bool:
    """Whether the noun phrase at the end of ``text`` names whom the award is for: ``known``, or whoever may be."""
    start = pair_start(tokens, len(tokens) - 1)
    phrase = text[tokens[start].start :].strip()
    if start and tokens[start - 1].tag not in {"ETM", "SH", "SP", "SN", "NNB", "JKG"}:
        return False
    if len(tokens) > 1 and tokens[-2].tag == "SN" and tokens[-1].form in {"개", "말", "마리"}:  # 천 원에 3개
        return False
    if re.search(r"\d\s?\S{1,2}째$", phrase):  # 세신사 이모님 25년째
        return False
    if phrase in _ANYBODY or (re.search(r"\d\s?(?:명|개|마리|건)$", phrase) and (known or reading.weight() >= LIKELY)):
        return False
    if len(phrase.split()) > 3 and is_deed(tokens[-1]):  # 네 살 은우 첫 심부름 성공
        return False
    if is_person_like(phrase) or is_relation_and_name(phrase) or (start and is_known_thing(phrase)):
        return not known or (describe(known, known).is_named_by(phrase) and not re.search(r"\d", phrase))
    first = not known and not reading.recipients and not reading.statements
    short = start == 0 or (tokens[start - 1].tag == "ETM" and len(text[: tokens[start].start].split()) == 1)
    return first and short and len(phrase.split()) <= 3 and not is_deed(tokens[-1]) and not re.search(r"\d", phrase)


def note_giver(name: str, reading: Reading) -> None:
    """Note ``name``, without the marks and the particle around it, as the giver unless one is known."""
    name = name.strip(" ,-–—.!")
    if re.match(r"(?:이런|그런|저런)\s?\S", name):  # 세상에 이런 일이
        return
    tokens = analyse(name)
    if len(tokens) > 1 and tokens[-1].tag == "JKS":
        name = name[: tokens[-1].start]
    if not reading.giver and not is_self(name):
        reading.giver = name
