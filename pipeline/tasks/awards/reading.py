"""A free request read sentence by sentence: what is reason, what names the recipient or the giver, what is a wish."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from pipeline.tasks.awards import wishes
from pipeline.tasks.awards.clauses import finite, is_carrier
from pipeline.tasks.awards.cleaning import plain, spaced
from pipeline.tasks.awards.guard import is_instruction
from pipeline.tasks.awards.morphemes import Morpheme, analyse, is_action_noun, sentences
from pipeline.tasks.awards.people import describe, is_person_like, phrase_start, relation_of

# Words about the award itself at the end of a sentence: "… 웃긴 상장 하나 만들어 주세요".
_AWARD = (
    r"(?:벌\s*(?:대신|말고|아닌)\s*(?:주는\s*)?상장?|칭찬\s*상장?|감사\s*상장?|감사장|감사패|표창장|공로상|공로패|우수상|모범상|칭찬장|임명장|위촉장"
    r"|자격증|면허증|인증서|상장|상패|상)"
)
_GIVING = r"(?:주는|드리는|줄|드릴|바치는|올리는|수여하는|보내는|전하는|(?:주|드리|해\s?주)고\s*싶은)"
_LOOKS = (
    r"(?:(?:아주|정말|좀|꼭)?\s*(?:웃긴|웃기는|재밌는|재미있는|귀여운|감동적인|감동|멋진|멋있는|예쁜|로맨틱한|짧은|간단한|센스\s*있는|특별한|유쾌한|"
    r"진지한|따뜻한|정중한|격식\s*있는|공식적인|재치\s*있는|그럴듯한|이런|유머러스한|진심\s*어린)\s*)"
)
_HOW = (  # 웃기게, 감동적으로
    r"(?:아주|좀|꼭|최대한|되도록|웃기게|웃긴\s*걸로|재밌게|재미있게|귀엽게|깜찍하게|감동적으로|감동적이게|로맨틱하게|정중하게|정중히|격식\s*있게|"
    r"격식\s*차려서|공식적으로|진지하게|짧게|간단하게|간단히|길게|따뜻하게|유쾌하게|센스\s*있게|재치\s*있게|엄숙하게|예쁘게|멋지게|멋있게)"
)
_DOING = (
    r"(?:을|를)?\s*(?:하나|한\s?장|좀|꼭|한번|문구|내용|으로|로|도|이라도)*\s*(?:(?:웃기|귀엽|짧|재밌|재미있|감동적으로|멋지|예쁘|로맨틱하|정중하|진지하)\S*\s*)?"
    r"(?:(?:만들|써|쓰|작성|부탁|추천|준비|제작|뽑|적어)\S*(?:\s\S+){0,2}"
    r"|(?:주|드리|해\s?주|수여하|전하|받게\s*하)고\s*(?:싶|파)\S*(?:\s\S+){0,1}|(?:주|드리|수여하)(?:려고|려|자|련다|겠)\S*(?:\s\S+){0,2}"
    r"|줘야\S*(?:\s\S+){0,1}|줘도\S*|줘요?|주세요|줄래\S*|주십시오|드려요|드립니다|드릴게요|드릴게|드려야\S*|드림|줌|수여합니다|수여함|수여해\S*"
    r"|받아야\S*(?:\s\S+){0,2}|받을\s*만\S*|받을\s*자격\S*(?:\s\S+)?|받아\s*마땅\S*|감이\S*|감입니다|필요\S*)"
)
_TAIL = re.compile(
    rf"(?:(?:^|(?<=\s)){_HOW}\s+)*(?:(?P<giving>{_GIVING})\s*)?{_LOOKS}*(?<![가-힣]){_AWARD}"
    rf"(?:\s*(?:하나|한\s?장|문구|내용))*(?:\s*(?:이에요|이예요|예요|에요|입니다|이다|이야|임|이요|요))?(?:\s*{_DOING})?\s*[:.!?]*\s*$"
)
_HEAD = re.compile(
    rf"^(?P<who>.{{1,30}}?)(?:에게|한테|께)\s*(?:{_GIVING}\s*)?{_LOOKS}?{_AWARD}\s*[:：\-–—]\s*(?P<rest>.+)$"
)
_WISH = re.compile(
    r"^(?:(?:아주|좀|꼭|너무|조금|최대한|살짝|되도록)\s*)*(?:웃기|재밌|재미있|유머|귀엽|귀여|깜찍|감동|로맨틱|로멘틱|격식|정중|공식|진지|짧|간단|길게|따뜻|유쾌|센스|엄숙|추모|점잖|달달)"
    r"\S*(?:\s*(?:있게|하게|적으로|느낌으로|느낌|톤으로|스타일로|버전으로|분위기로))*"
    r"(?:\s*(?:상장|문구|글|내용)\S*)?(?:\s*(?:써|쓰|만들|부탁|해|작성|적어)\S*(?:\s\S+)?)?\s*[.!?]*$"
)
_GIVE_ONLY = re.compile(
    r"(?:(?:꼭|선물로|상으로)\s*)?(?:(?:드리|주|칭찬\s*해\s*주|칭찬하|축하\s*해\s*주|축하하|위로\s*해\s*주|응원\s*해\s*주|격려\s*해\s*주|감사\s*드리|감사를?\s*전하|전하|표현하)(?:려고|고)\s*"
    r"(?:해요|합니다|함|해|하는데|하는데요|싶\S*|파요?))\s*[.!?]*$"
)
_SIGNED = re.compile(r"^[-–—]?\s*(?P<giver>[^.!?]{1,30}?)\s*(?:올림|드림|拜上|배상)\s*\.?$")
_APPOINT = re.compile(
    r"^(?P<before>.*?)(?P<who>[^\s,.]+(?:\s[^\s,.]+)?)(?:을|를)\s+(?P<post>.{2,30}?)(?:으로|로|에)\s*"
    r"(?:임명|위촉|추대|모시|선정)\S*(?:\s\S+)?\s*[.!?]*$"
)
_FEAST = re.compile(
    r"^(?P<who>.+?)(?:의)?\s(?P<what>\S*\s?\S*(?:칠순|팔순|구순|환갑|고희|회갑|생신|생일|퇴임|졸업|결혼|전역|은퇴|입학|첫돌|백일|기념일|주년))"
    r"(?:\s*(?:기념|축하|맞이)\S*)?$"
)
_CHEER = re.compile(r"(?<=\S)\s+(?:최고|짱|만세|화이팅|파이팅|굿|인정|대박|멋져|멋지다|최고다|최고야|짱이야)\s*[.!?]*$")
_OPENER = re.compile(
    r"^(?:그리고|그래서|그런데|근데|암튼|아무튼|그냥|아|음|어|저기|그러니까|또|또한|게다가|사실|솔직히|참|그래도)[,\s]+"
)
_TOPIC_AWARD = re.compile(
    r"(?P<name>[가-힣]{1,8}(?:\s[가-힣]{1,6})?상)(?:장)?(?:을|를)?\s*(?:주|드리|만들|수여|써|으로|이라는|$)"
)
_NOT_AWARDS = re.compile(
    r"(?:밥|책|세|일|이|보|동|의|영|명|인|정|항|상|현|감|관|화|협|부|제|진|증|환|회|평|비|이상|술|밥|잔칫|예|공|추|연|망|시|손|안|몽|궁|초|형|구|본|지|두|세)상$"
)


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
        _read_sentence(spaced(_OPENER.sub("", sentence)), reading, known_recipient)
    return reading


def _read_sentence(sentence: str, reading: Reading, known: str) -> None:
    if is_instruction(sentence):
        reading.notes.append("글쓰기 지시로 보이는 문장은 상장에 넣지 않았습니다.")
        return
    sentence = _CHEER.sub("", sentence)
    headed = _HEAD.match(sentence)
    if headed:
        reading.wish(sentence[: headed.start("rest")])
        reading.recipients.append((9, headed["who"]))
        _read_sentence(headed["rest"], reading, known)
        return
    signed = _SIGNED.match(sentence)
    if signed and not _has_predicate(signed["giver"]):
        reading.giver = reading.giver or signed["giver"]
        return
    appointed = _APPOINT.match(sentence)
    if appointed:
        _read_appointment(appointed, reading)
        return
    tail = _TAIL.search(sentence)
    if tail and (tail.start() > 0 or _is_award_word(tail[0])):
        reading.wish(sentence[tail.start() :])
        reading.topic = reading.topic or _own_award_name(sentence)
        _read_before_award(sentence[: tail.start()].strip(" ,:"), bool(tail["giving"]), reading, known)
        return
    if _WISH.match(sentence):
        reading.wish(sentence)
        return
    signed_short = re.fullmatch(r"[-–—]?\s*(\S{1,8}(?:\s\S{1,8})?)(?:이|가)", sentence)
    if signed_short and is_person_like(signed_short[1]) and not reading.giver and reading.statements:
        reading.giver = signed_short[1]
        return
    giving = _GIVE_ONLY.search(sentence)
    if giving:
        _read_before_award(sentence[: giving.start()].strip(" ,"), False, reading, known, gift=True)
        return
    named = _named_before_comma(sentence)
    if named:
        left = sentence[:named]
        _read_recipient_phrase(left, analyse(left), 6, reading, known)
        sentence = sentence[named:].lstrip(" ,")
    _read_statement(sentence, reading, known)


def _named_before_comma(sentence: str) -> int:
    """Where the comma stands in "축가를 불러 준 친구 승우, 음이탈이 …"; 0 when there is none of that kind."""
    tokens = analyse(sentence)
    for index, token in enumerate(tokens):
        if (
            token.tag == "SP"
            and token.form == ","
            and 1 < index < len(tokens) - 1
            and tokens[index - 1].tag in _NOUN_ENDS
        ):
            start = phrase_start(tokens, index - 1)
            phrase = sentence[tokens[start].start : token.start].strip()
            if is_person_like(phrase) and (start == 0 or tokens[start - 1].tag == "ETM"):
                return token.start
            return 0
    return 0


def _is_award_word(text: str) -> bool:
    return bool(re.search(_AWARD, text))


def _own_award_name(sentence: str) -> str:
    """효도상 in "효도상 만들어 주세요": an award that the person named."""
    match = _TOPIC_AWARD.search(sentence)
    if not match:
        return ""
    name = match["name"].split()[-1]
    return "" if _NOT_AWARDS.search(name) or wishes.kind_in(name) or name == "상" else name


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
        if _is_self(giver) and as_what:
            giver, rest = as_what[1], rest[: as_what.start()]
        if giver and not reading.giver and not _is_self(giver):
            reading.giver = _bare(giver)
        _read_rest(rest, reading, known)
    elif last.tag in {"EC", "EF", "ETM", "ETN"} or (last.tag == "JX" and last.form == "요"):
        told = re.search(r"[\d'\"‘“]", left) is not None
        aside = last.tag == "EC" and (gift or last.form in {"지만", "으나"})
        if re.fullmatch(r"(?:이|그|저)\s*(?:정도|쯤)\S*", left) or (aside and not told):
            return
        if known:
            left = _without_subject(left, tokens)
        _read_statement(left, reading, known, weight=7)
    elif gift and not is_person_like(_last_phrase(left, tokens)):
        return
    else:
        _read_recipient_phrase(left, tokens, 8, reading, known)


def _read_rest(rest: str, reading: Reading, known: str) -> None:
    """The part before a giver: "엄마께 딸이 드리는", "…한 우리 팀장님께 팀원들이 드리는"."""
    rest = rest.strip(" ,")
    if not rest:
        return
    tokens = analyse(rest)
    if tokens[-1].tag == "JKB" and tokens[-1].form in {"에게", "한테", "께"}:
        _read_recipient_phrase(rest, tokens[:-1], 9, reading, known)
    elif _has_predicate(rest):
        _read_statement(rest, reading, known)
    else:
        feast = _FEAST.match(rest)
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
    if before and _has_predicate(before):
        _read_statement(before, reading, known, find_people=False)


def _read_statement(sentence: str, reading: Reading, known: str, weight: int = 5, find_people: bool = True) -> None:
    tokens = analyse(sentence)
    while tokens and tokens[-1].tag in {"SF", "SP", "SE", "SW"}:
        tokens = tokens[:-1]
    if not tokens:
        return
    last = tokens[-1]
    text = sentence[: last.end]
    if (last.form, last.tag) == ("이", "JKS") and is_person_like(text[:-1].split()[-1]):  # 재혁이
        text, tokens = text[:-1], tokens[:-1]
        last = tokens[-1]
    if last.tag == "JKB" and last.form in {"에게", "한테", "께"}:
        _read_recipient_phrase(text, tokens[:-1], 9, reading, known)
        return
    if last.tag in {"NNG", "NNP", "NNB", "XSN", "SL", "SH", "NP"} and _ends_with_person(text, tokens, reading, known):
        _read_recipient_phrase(text, tokens, 6, reading, known)
        return
    if _is_call(tokens) and is_person_like(text[: tokens[-1].start]):
        reading.recipients.append((weight + 2, text[: tokens[-1].start].strip()))
        return
    if _DIED.match(text):
        if not known:
            reading.recipients.extend(_people_in(text, weight, first=True))
        return
    if last.tag == "ETM" or (last.tag == "EC" and weight > 5):
        text = finite(text)
    elif last.tag == "NNG":
        text = _without_epithet(text, tokens, reading)
    if find_people and not known:
        reading.recipients.extend(_people_in(text, weight, first=not reading.statements))
    reading.statements.append(text)


def _without_epithet(text: str, tokens: tuple[Morpheme, ...], reading: Reading) -> str:
    """설거지 전쟁을 끝내 준 평화의 사도: what was done is the reason, and the epithet a name for the award."""
    start = len(tokens) - 1
    while start > 0 and tokens[start - 1].tag in {"NNG", "NNP", "JKG", "XSN"}:
        start -= 1
    epithet = text[tokens[start].start :].strip()
    if start < 3 or tokens[start - 1].tag != "ETM" or is_carrier(epithet) or len(epithet) > 12:
        return text
    stem = next((token for token in reversed(tokens[: start - 1]) if token.tag[0] in "VX"), None)
    if stem is None or stem.tag not in {"VV", "VX", "XSV"}:
        return text
    reading.topic = reading.topic or epithet
    return finite(text[: tokens[start].start].strip())


# That somebody died is why the tone is quiet; it is no reason for an award.
_DIED = re.compile(
    r"^[^\d'\"]{0,20}(?:돌아가(?:셨|시|신)|세상을\s*(?:떠났|떠나|떴)|하늘나라(?:로|에)\s*(?:갔|가셨|떠났)|별세|소천)\S*(?:\s*지\s*\S+(?:\s*\S+)?)?$"
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


def _people_in(sentence: str, weight: int, first: bool) -> list[tuple[int, str]]:
    """Who might be meant in a statement: one who is called, a subject, a name at the start."""
    tokens = analyse(sentence)
    found: list[tuple[int, str]] = []
    for index, token in enumerate(tokens):
        called = token.tag == "JKV" or (token.form == "야" and token.tag == "EF" and tokens[index - 1].tag == "VCP")
        if called or (token.tag == "SP" and index and tokens[index - 1].tag in {"NNG", "NNP", "XSN"}):
            start = phrase_start(tokens, index - (2 if token.tag == "EF" else 1))
            phrase = sentence[tokens[start].start : token.start].strip()
            if start == 0 and (called or is_person_like(phrase)):
                found.append((weight + 2, phrase))
            if start == 0:
                break
        is_subject = token.tag == "JKS" or (token.tag == "JX" and token.form in {"은", "는", "도"})
        if is_subject and index and tokens[index - 1].tag in _NOUN_ENDS:
            start = phrase_start(tokens, index - 1)
            phrase = sentence[tokens[start].start : token.start].strip()
            if phrase and not _is_self(phrase) and (token.form != "도" or is_person_like(phrase)):
                bonus = 1 if is_person_like(phrase) else (-2 if first else -4)
                found.append((weight + bonus, phrase))
            elif phrase in {"나", "내", "저", "제"} and not re.search(r"[아어여해워]\s?(?:주|줬|줘|준)", sentence):
                found.append((1, "나 자신"))
        if token.tag in {"EF", "EC"} and any(score >= weight for score, _ in found):
            break
        helper = sentence[token.end :].startswith((" 덕분", " 덕에", " 덕택", " 덕으로"))
        if (
            helper
            and token.tag in _NOUN_ENDS
            and is_person_like(name := _last_phrase(sentence[: token.end], tokens[: index + 1]))
        ):
            found.append((weight + 1, name))
    with_whom = re.match(r"(?:우리\s|내\s|제\s)?(\S{2,8}?)(?:이?랑|하고|와|과)\s", sentence)
    if not found and with_whom and relation_of(with_whom[1]) == with_whom[1]:
        found.append((weight - 1, with_whom[1]))
    if not found and first:
        found.extend(_named_at_start(sentence, tokens, weight))
    return found


def _named_at_start(sentence: str, tokens: tuple[Morpheme, ...], weight: int) -> list[tuple[int, str]]:
    """박서준 대리 in "박서준 대리 프로젝트 야근하면서도 …"."""
    words = sentence.split()
    for count in (3, 2, 1):  # the longest name first
        phrase = " ".join(words[:count])
        named = len(words) > count and is_person_like(words[count - 1]) and is_person_like(phrase)
        if named and not _has_predicate(phrase) and not _has_particle(phrase):
            return [(weight, phrase)]
    return []


def _has_particle(phrase: str) -> bool:
    return any(token.tag.startswith("J") for token in analyse(phrase))


def _has_predicate(text: str) -> bool:
    return any(token.tag in {"VV", "VA", "VX", "XSV", "XSA", "VCP"} for token in analyse(text))


def _last_phrase(text: str, tokens: tuple[Morpheme, ...]) -> str:
    start = phrase_start(tokens, len(tokens) - 1)
    return text[tokens[start].start :].strip()


def _is_self(phrase: str) -> bool:
    return re.sub(r"\s", "", phrase) in {
        "나",
        "저",
        "내",
        "제",
        "우리",
        "저희",
        "나자신",
        "저자신",
        "본인",
        "너",
        "네",
        "니",
        "당신",
        "그",
        "그녀",
        "자기",
        "걔",
    } or (phrase.endswith(("인 제", "인 저", "인 내")))


_NOUN_ENDS = {"NNG", "NNP", "NNB", "XSN", "NP", "SL", "SH", "SN", "NR"}


def _bare(giver: str) -> str:
    return giver.strip(" ,-–—")


def _without_subject(text: str, tokens: tuple[Morpheme, ...]) -> str:
    """Drop 친구가 from "친구가 10km를 완주했는데" when the recipient's name has a field of its own."""
    for index, token in enumerate(tokens):
        if token.tag == "JKS" or (token.tag == "JX" and token.form in {"은", "는"}):
            start = phrase_start(tokens, index - 1)
            phrase = text[tokens[start].start : token.start].strip()
            if start == 0 and relation_of(phrase) and not _is_self(phrase):
                return text[token.end :].strip()
            break
    return text
