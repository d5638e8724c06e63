"""A free request read sentence by sentence: what is reason, what names the recipient or the giver, what is a wish."""

from __future__ import annotations

import re

from pipeline.tasks.awards import asides, wishes
from pipeline.tasks.awards.aliases import named_as_in_field
from pipeline.tasks.awards.appointing import read_appointment, read_post
from pipeline.tasks.awards.awarding import read_awarding
from pipeline.tasks.awards.choosing import owner_of, somebody_in
from pipeline.tasks.awards.clauses import finite
from pipeline.tasks.awards.cleaning import plain, spaced
from pipeline.tasks.awards.finding import has_predicate, is_self, last_phrase, named_before_comma, named_together
from pipeline.tasks.awards.guard import is_instruction
from pipeline.tasks.awards.introducing import name_the_class, read_introduction
from pipeline.tasks.awards.morphemes import Morpheme, analyse, sentences
from pipeline.tasks.awards.numbers import in_digits, in_words
from pipeline.tasks.awards.pairs import subject_start
from pipeline.tasks.awards.people import GROUP, describe, is_person_like, phrase_start
from pipeline.tasks.awards.presenting import name_by_deed, read_bare_name, read_presented, without_call
from pipeline.tasks.awards.relations import relation_of
from pipeline.tasks.awards.sentence_parts import before_last_clause, told_apart, whole_sentences
from pipeline.tasks.awards.signing import giver_before_award, is_giver, is_signature, without_giver, without_manner
from pipeline.tasks.awards.statements import (
    LIKELY,
    Reading,
    feast_of,
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
    ended = wishes.NAMED_END.match(sentence)
    if ended and not wishes.is_no_award(ended["name"]) and not wishes.kind_in(ended["name"]):
        reading.topic = reading.topic or ended["name"]
        _read_before_award(ended["left"], True, reading, known)
        return True
    alone = wishes.NAMED_ALONE.match(sentence)
    if (
        alone
        and not wishes.is_no_award(alone["name"])
        and not wishes.kind_in(alone["name"])
        and _names_somebody(alone["left"])
    ):
        reading.topic = reading.topic or alone["name"]
        _read_before_award(alone["left"], False, reading, known)
        return True
    named = wishes.NAMED_AWARD.search(sentence)
    if named and not wishes.is_no_award(named["name"]) and not wishes.kind_in(named["name"]):
        person, _, name = named["name"].rpartition(" ")  # 우리 과장님 환경지킴이상
        if not is_person_like(person):
            person, name = "", named["name"]
        reading.topic = reading.topic or name
        reading.wish(sentence[named.end("name") :])
        _read_before_award(f"{sentence[: named.start()]}{person}".strip(" ,:"), False, reading, known)
        return True
    tail = wishes.TAIL.search(sentence)
    if tail and (tail.start() > 0 or re.search(wishes.AWARD, tail[0])):
        reading.wish(sentence[tail.start() :])
        left = sentence[: tail.start()].strip(" ,:")
        if left and not read_post(left, tail[0], reading):
            _read_before_award(giver_before_award(left, reading, known), bool(tail["giving"]), reading, known)
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
        _read_before_award(sentence[: giving.start()].strip(" ,"), False, reading, known, gift=True)
    return bool(giving)


def _names_somebody(text: str) -> bool:
    return is_person_like(last_phrase(text, analyse(text)))


def _read_before_award(left: str, giving: bool, reading: Reading, known: str, gift: bool = False) -> None:
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
    to_group = (last.form, last.tag) == ("에", "JKB") and describe(
        last_phrase(left, tokens[:-1])[:-1]
    ).category == GROUP
    if to_group or (last.tag == "JKB" and last.form in {"에게", "한테", "께", "에게로", "앞"}):
        read_recipient_phrase(left, tokens[:-1], 9, reading, known)
    elif (last.form, last.tag) == ("로서", "JKB") and is_giver(left[: last.start]):  # 엄마로서 (주고 싶은 상)
        note_giver(left[: last.start], reading)
    elif last.tag in {"JKS", "JX"} and last.form in {"이", "가", "께서", "은", "는"}:
        start = subject_start(tokens, len(tokens) - 2)
        giver = left[tokens[start].start : last.start].strip()
        rest = left[: tokens[start].start]
        as_what = re.search(r"(\S+)인\s*$", rest)  # 담임인 제가
        if is_self(giver) and as_what:
            giver, rest = as_what[1], rest[: as_what.start()]
        note_giver(giver, reading)
        why = is_self(giver) and rest and analyse(rest)[-1].tag == "EC" and not re.search(r"\d", rest)
        if not why:  # 이제 돈을 버니까 (우리가 드릴 차례)
            _read_rest(rest, reading, known)
    elif last.tag in {"EC", "EF", "ETM", "ETN"} or (last.tag == "JX" and last.form == "요"):
        told = re.search(r"[\d'\"‘“]", left) is not None
        # 첫 월급을 타서 드리는 상: the giver's, when the reason has been told already.
        of_elder = any(token.form in {"시", "으시"} and token.tag == "EP" for token in tokens)  # 가게를 정리하시는데
        aside = (
            last.tag == "EC"
            and not of_elder
            and (gift or last.form in {"지만", "으나"} or (giving and bool(reading.statements)))
        )
        if re.fullmatch(r"(?:이|그|저)\s*(?:정도|쯤)\S*", left) or (aside and not told):
            return
        if not known and last.form in {"려다", "으려다", "려다가", "려고", "으려고"}:  # 형 고소하려다 (상으로 대신함)
            left = _left_of_intent(left, tokens)
        elif last.tag == "EC":
            left = finite(_without_subject(left, tokens) if known else left)
        elif known:
            left = _without_subject(left, tokens)
        read_statement(left, reading, known, 7 if reading.weight() <= LIKELY else 5)
    elif gift and not is_person_like(last_phrase(left, tokens)):
        return
    elif occasion := feast_of(left):  # 부모님 결혼 30주년 (축하 상장)
        reading.recipients.append((8, occasion[0]))
        reading.statements.append(occasion[1])
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
