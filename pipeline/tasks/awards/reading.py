"""A free request read sentence by sentence: what is reason, what names the recipient or the giver, what is a wish."""

from __future__ import annotations

import re

from pipeline.tasks.awards import asides, wishes
from pipeline.tasks.awards.aliases import named_as_in_field
from pipeline.tasks.awards.appointing import read_appointment, read_post
from pipeline.tasks.awards.awarding import read_awarding
from pipeline.tasks.awards.before_award import read_before_award
from pipeline.tasks.awards.choosing import owner_of, somebody_in
from pipeline.tasks.awards.cleaning import plain, spaced
from pipeline.tasks.awards.finding import has_predicate, last_phrase, named_before_comma, named_together
from pipeline.tasks.awards.guard import is_instruction
from pipeline.tasks.awards.introducing import name_the_class, read_introduction
from pipeline.tasks.awards.morphemes import analyse, sentences
from pipeline.tasks.awards.numbers import in_digits, in_words
from pipeline.tasks.awards.people import GROUP, describe, is_person_like
from pipeline.tasks.awards.presenting import name_by_deed, read_bare_name, read_presented, without_call
from pipeline.tasks.awards.relations import relation_of
from pipeline.tasks.awards.sentence_parts import told_apart, whole_sentences
from pipeline.tasks.awards.signing import giver_before_award, is_giver, is_signature, without_giver, without_manner
from pipeline.tasks.awards.statements import (
    LIKELY,
    Reading,
    note_giver,
    read_recipient_phrase,
    read_statement,
)

_ASIDE = re.compile(rf"(?<![가-힣])({wishes.AWARD}\S{{0,3}})\s*\([^()]*\)[.!]*$")  # 상장 (아빠가 받아 적음)


# A wish ends a sentence, whether or not a full stop is typed: … 저는 빼주세요 저는 본부장이라 …
_ASKED_WITHIN = re.compile(r"((?:빼|써|적어|넣어|만들어)\s?(?:주세[요여]|줘요|주십시오))\s+(?=[가-힣])")
_SIGHED = re.compile(r"(?<=님)\s?[ㅠㅜㅋㅎ]{2,}\s+(?=[가-힣])")  # 댓글러님ㅠㅠ 수익도 없을 텐데
_AWARD_JOINED = re.compile(
    r"(?<![가-힣])상(?=(?:줄|줘|주고|주려|주세|주기|줍|드리|드릴|드려|드립|받아야|받을))"
)  # 상줄게
_SO_WORDED = re.compile(
    r"(?<=다)\s?라고\s(?:꼭\s)?(?:써|적어|넣어)\s?(?:주세[요여]|줘요?|주십시오)[.!]*$"
)  # 임명합니다 라고 써 주세요
_SALUTE = re.compile(r"(?:^|\s)(?:충성|단결|필승)[!.]*$")
_MADE_WITH = re.compile(r"^(?:이\s?걸로|이것으로|이거로|이걸 가지고)\s")
_NICKNAME = re.compile(
    r"(?P<kind>닉네임|아이디)(?:은|는|이)?\s['\"‘“]?(?P<name>[가-힣A-Za-z0-9]{2,12}?)['\"’”]?"
    r"(?:님|임|입니다|이에요|예요|이다|이고요?)?[.!]*"
)


def read(text: str, known_recipient: str = "", known_giver: str = "") -> Reading:
    """Read a request. ``known_recipient`` and ``known_giver`` come from their own fields and are not looked for."""
    reading = Reading(giver=known_giver)
    parted = _ASKED_WITHIN.sub(r"\1. ", _AWARD_JOINED.sub("상 ", plain(_SIGHED.sub(". ", text))))
    said = [spaced(wishes.OPENER.sub("", sentence)) for sentence in whole_sentences(sentences(parted))]
    said, wished_away = asides.without_wished_away(said)
    reading.notes.extend(f"상장에 넣지 않은 말이 있습니다: {sentence.rstrip('.')}" for sentence in wished_away)
    for place, sentence in enumerate(said, 1):
        _read_sentence(sentence, reading, known_recipient, last=place == len(said))
    reading.statements.extend(sentence for sentence in said if _number_is_lost(sentence, reading, known_recipient))
    name_the_class(reading)
    if not known_recipient:
        name_by_deed(reading)
    if not known_recipient and reading.weight() <= LIKELY:
        reading.recipients.extend(_mentioned(reading))
    if not known_recipient and reading.weight() <= 2 and (somebody := somebody_in([*reading.statements, *said])):
        reading.recipients.append((3, somebody))
    if not known_recipient and not reading.weight() and (whoever := _whoever(reading.statements)):
        reading.recipients.append((3, whoever))
    if (who := known_recipient or reading.recipient()) and not known_recipient:
        reading.statements = [part for line in reading.statements for part in told_apart(line, who)]
    owner = "" if known_recipient else owner_of(reading.recipient())
    if owner:  # 할머니 재봉틀 … 이걸로 옷을 지으셨다
        reading.statements = [_MADE_WITH.sub(f"{owner} 이것으로 ", line) for line in reading.statements]
    _leave_out_asides(reading, known_recipient or reading.recipient())
    if known_recipient:
        reading.statements = named_as_in_field(reading.statements, known_recipient, reading.giver)
    return reading


def _leave_out_asides(reading: Reading, names: str) -> None:
    """Keep what is said to the writer out of the reasons; kind, tone and length that it asks for are followed."""
    reading.statements, left_out = asides.told(reading.statements, names)
    for aside in left_out:
        reading.wish(aside)
        reading.notes.append(f"상장에 넣지 않은 말이 있습니다: {aside.rstrip('.')}")


def _whoever(statements: list[str]) -> str:
    """제일 즐거워하는 사람, who is named by what they do alone; "" for nobody."""
    found = (re.search(r"(?:제일|가장)\s\S+[는한은]\s(?:사람|분)(?=$|[이가은는께에]|\s)", line) for line in statements)
    return next((match[0] for match in found if match), "")


def _number_is_lost(sentence: str, reading: Reading, known: str) -> bool:
    """Whether ``sentence`` gives a number that nothing holds of what was read: better told clumsily than dropped."""
    if re.search(wishes.AWARD, sentence) or wishes.WISH.match(sentence) or is_instruction(sentence):
        return False
    kept = re.sub(r"\s", "", "".join([*reading.statements, known or reading.recipient(), reading.giver, reading.topic]))
    numbers = [*(number for number, _ in in_digits(sentence)), *in_words(sentence)]
    return any(number not in kept for number in numbers)


def _mentioned(reading: Reading) -> list[tuple[int, str]]:
    """The relation that a statement begins with, or that something is of or because of, if it is not the giver.

    할머니의 김장은 …, 장인어른께 인사드리러 …, … 기억하는 남편 때문에.
    """
    for statement in reading.statements:
        if both := named_together(statement):
            return [(LIKELY + 2, both)]
        for match in _MENTION.finditer(statement):
            who, begins = match["who"], match.start() == 0
            said_of = begins or match["of"] or not reading.weight()
            if match["of"] in {"한테", "에게"}:  # 전화를 돌리는 언니한테: where no person else is named
                said_of = describe(reading.recipient()).category == GROUP
            if relation_of(who) == who and who not in {*_REFLEXIVE, reading.giver} and said_of:
                end = match.end("who")
                tokens = tuple(token for token in analyse(statement) if token.end <= end)
                return [(LIKELY + 1, last_phrase(statement[:end], tokens) if tokens else who)]
    return []


_REFLEXIVE = {"자기", "여보"}
_MENTION = re.compile(
    r"(?<![가-힣])(?:(?:우리|내|제)\s)?(?P<who>[가-힣]{1,5}?)(?:(?P<of>의|께서|께|한테|에게|\s때문에)|을|를)?(?=[\s(])"
)


def _read_sentence(sentence: str, reading: Reading, known: str, last: bool = False) -> None:
    """Read one sentence of the request; ``last``: the one that may be signed."""
    if is_instruction(sentence):
        reading.notes.append("글쓰기 지시로 보이는 문장은 상장에 넣지 않았습니다.")
        return
    nickname = _NICKNAME.fullmatch(sentence.strip())
    if nickname and not known:
        whose = reading.recipient() or nickname["kind"]
        reading.recipients.append((9, f"{whose} {nickname['name']}"))
        return
    sentence = wishes.MEANS_AWARD.sub(r"\g<giving>는 상", _SALUTE.sub("", sentence))
    sentence = _SO_WORDED.sub("", sentence)
    given_as = wishes.GIVEN_AS.match(sentence)
    if given_as:
        reading.wish(sentence[given_as.end("before") : given_as.start("rest")])
        _read_sentence(given_as["before"], reading, known)
        _read_sentence(given_as["rest"], reading, known, last)
        return
    cheered = wishes.CHEER.search(sentence)
    if cheered and (has_predicate(left := sentence[: cheered.start()]) or is_person_like(left)):
        sentence = left  # but not of 밥맛 최고임
    sentence = re.sub(r"(?:^|\s)(?:눈물|목|가슴|코끝)\S*\s\S*(?:게|만큼|정도로)$", "", sentence)
    if not sentence:
        return
    headed = wishes.HEAD.match(sentence)
    if headed:
        reading.wish(sentence[: headed.start("rest")])
        reading.recipients.append((9, headed["who"]))
        _read_sentence(headed["rest"], reading, known, last)
        return
    sentence = re.sub(r"(에게|한테|께)요[.!]*$", r"\1", sentence)
    sentence = read_introduction(sentence, reading, known)
    sentence = without_call(sentence, known)
    if not last and read_bare_name(sentence, reading, known):
        return
    if not sentence or read_awarding(sentence, reading, known, last) or read_presented(sentence, reading, known):
        return
    sentence = without_manner(_ASIDE.sub(r"\1", sentence), reading)
    sentence = re.sub(rf"((?<![가-힣]){wishes.AWARD})(?:을|를)[.!]*$", r"\1", sentence)
    _read_named_parties(sentence, reading, known, last)


def _read_named_parties(sentence: str, reading: Reading, known: str, last: bool) -> None:
    """Read whom a sentence names as recipient and giver around what it tells, then what it tells."""
    between = wishes.TO_AND_BY.match(sentence)
    if between and is_giver(between["giver"]) and not has_predicate(between["who"]):
        reading.recipients.append((9, between["who"]))
        note_giver(between["giver"], reading)
        return
    to = wishes.TO_WHOM.match(sentence)
    if to and is_person_like(to["who"]):
        reading.recipients.append((9, to["who"]))
        sentence = to["rest"]
    sentence = without_giver(sentence, reading, known)
    if last and is_signature(sentence.rstrip(" .!"), reading, known):
        note_giver(sentence, reading)
        return
    if not sentence or read_appointment(sentence, reading) or _read_wish(sentence, reading, known):
        return
    comma = named_before_comma(sentence)
    if comma and (not known or describe(known).is_named_by(sentence[:comma])):
        left = sentence[:comma]
        read_recipient_phrase(left, analyse(left), 6, reading, known)
        sentence = sentence[comma:].lstrip(" ,")
    read_statement(sentence, reading, known)


def _read_wish(sentence: str, reading: Reading, known: str) -> bool:
    """Read a sentence about the award itself, with whatever stands before that; False when it is none."""
    meant = wishes.FOR.match(sentence)
    if meant and is_person_like(meant["who"]):
        reading.recipients.append((9, meant["who"]))
        reading.wish(meant["name"])
        if not wishes.kind_in(meant["name"]) and meant["name"] != "상":
            reading.topic = reading.topic or meant["name"]
        return True
    if _read_award_name(sentence, reading, known):
        return True
    tail = wishes.TAIL.search(sentence)
    if tail and (tail.start() > 0 or re.search(wishes.AWARD, tail[0])):
        reading.wish(sentence[tail.start() :])
        left = sentence[: tail.start()].strip(" ,:")
        if left and not read_post(left, tail[0], reading):
            read_before_award(giver_before_award(left, reading, known), bool(tail["giving"]), reading, known)
        return True
    if wishes.WISH.match(sentence):
        reading.wish(sentence)
        return True
    praised = wishes.PRAISES.match(sentence)
    if praised and _names_somebody(praised["who"]):
        read_recipient_phrase(praised["who"], analyse(praised["who"]), 9, reading, known)
        return True
    giving = wishes.GIVE_ONLY.search(sentence)
    if giving:
        reading.wish(sentence)
        read_before_award(sentence[: giving.start()].strip(" ,"), False, reading, known, gift=True)
    return bool(giving)


def _read_award_name(sentence: str, reading: Reading, known: str) -> bool:
    """Read a sentence that gives the award a name of its own (환경지킴이상), with what stands before it."""
    ended = wishes.NAMED_END.match(sentence)
    if ended and not wishes.is_no_award(ended["name"]) and not wishes.kind_in(ended["name"]):
        reading.topic = reading.topic or ended["name"]
        read_before_award(ended["left"], True, reading, known)
        return True
    alone = wishes.NAMED_ALONE.match(sentence)
    if (
        alone
        and not wishes.is_no_award(alone["name"])
        and not wishes.kind_in(alone["name"])
        and _names_somebody(alone["left"])
    ):
        reading.topic = reading.topic or alone["name"]
        read_before_award(alone["left"], False, reading, known)
        return True
    named = wishes.NAMED_AWARD.search(sentence)
    if named and not wishes.is_no_award(named["name"]) and not wishes.kind_in(named["name"]):
        person, _, name = named["name"].rpartition(" ")  # 우리 과장님 환경지킴이상
        if not is_person_like(person):
            person, name = "", named["name"]
        reading.topic = reading.topic or name
        reading.wish(sentence[named.end("name") :])
        read_before_award(f"{sentence[: named.start()]}{person}".strip(" ,:"), False, reading, known)
        return True
    return False


def _names_somebody(text: str) -> bool:
    """Whether the noun phrase at the end of ``text`` is somebody."""
    return is_person_like(last_phrase(text, analyse(text)))
