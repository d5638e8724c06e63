"""Notes made sentences: a relative clause around the recipient, a role, a place, what goes on, what one wonders.

People type an award's reason as notes (여자축구부 골키퍼. 4년간 결석 2번. 산수를 못하는 듯). What needs the statements
around it, or the recipient, to become a sentence is completed here; counts and deeds are completed in nominal.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from pipeline.tasks.awards.clauses import OCCASION, is_carrier, parse_clause
from pipeline.tasks.awards.conjugate import FUTURE, PRESENT
from pipeline.tasks.awards.counts import ends_in_count
from pipeline.tasks.awards.morphemes import Morpheme, analyse, is_action_noun, quoted_spans
from pipeline.tasks.awards.nominal import is_role, nominal
from pipeline.tasks.awards.numbers import in_words
from pipeline.tasks.awards.particles import attach
from pipeline.tasks.awards.people import THING, Person, is_person_like
from pipeline.tasks.awards.relations import relation_of
from pipeline.tasks.awards.wordlists import wordlist

_CELEBRATED = r"(?:을|를)?\s?(?:진심으로\s|너무\s|정말\s)?축하(?:드려요|드립니다|해요|합니다|해)$"  # 칠순 축하드려요
_ADMIRED = "장하|대견하|기특하|자랑스럽|훌륭하|대단하|멋지"
_GRATEFUL = "고맙|고마웠|감사하|감사했|기억\\s?난|그립|사랑한|미안하|대단하|멋지|최고"
_CALLED = re.compile(r"([가-힣]*(?:통화|전화|말|시비|시동))\s(?=거(?:신|셨|시)(?:\s|$|[가-힣]))")  # 영상통화 거신
_PRAISED = r"예술|최고|일품|만점|꿀맛|으뜸|압권|그대로|백 점|환상|기막힘"
_PRAISES = re.compile(
    rf"^((?:아직도|여전히|지금도|역시)\s)?([가-힣]+[^이가은는도\\s]) ({_PRAISED})(?:임|이다|입니다|예요)?$"
)


def _of_which(noted: re.Match[str]) -> str:
    """올해 조과: (장화 1) -> 올해 조과는."""
    return f"{attach(noted[1], '은')} "


_ENDS: tuple[tuple[re.Pattern[str], str | Callable[[re.Match[str]], str]], ...] = (
    (_PRAISES, r"\1\2 \3이다"),  # the end of a note, and the sentence's end that it stands for
    (re.compile(r"(?<=[은는] )둘째치고$"), "둘째 치고"),
    (re.compile(r"^(\S{1,4}\s?(?:년|개월|달|주|주일|일|시간))[을를](?:\s?요)?$"), r"\1 동안"),
    (re.compile(r"(?<=[을를])\s?요$"), ""),
    (re.compile(r"^(?=.*[가-힣]에 )(.*[가-힣]) 없이$"), r"\1 없었다"),  # 쓰레기통에 껍질 하나 없이
    (re.compile(r"(?<=[가-힣])\s?중$"), " 중이다"),
    (re.compile(r"(?<=[는은던한긴난른운]) 듯$"), " 듯하다"),
    (re.compile(r"(?<=[을ᆯ]) 듯$|(?<=[갈날할될올볼들줄]) 듯$"), " 듯하다"),
    (re.compile(r"줄이야$"), "줄은 몰랐다"),
    (re.compile(r"(?<=[가-힣])\s?건지$"), " 것인지 궁금하다"),
    (re.compile(r"(?<=[을갈날할될올볼들줄길질칠]) 뻔$"), " 뻔했다"),
    (re.compile(_CELEBRATED), ""),
    (re.compile(rf"((?:{_GRATEFUL})\S*다)고(?:요)?$"), r"\1"),  # 아직도 기억난다고: what the giver wants to say
    (re.compile(r"^(\d[\d,]*\s?[만천]?\s?원)$"), r"금액은 \1이다"),
    (re.compile(r"^(\d[\d,]*\s?(?:번|개|권|장|통|벌|명|마리|회|켤레|곡|편)째)$"), r"벌써 \1이다"),
    (
        re.compile(
            r"^(\d[\d,]*\s?(?:개|명|마리|권|장|통|벌|켤레|그릇|잔|병|봉지|포기|곳|줄|판|편|곡|상자|박스|건|쌍)"
            r")$"
        ),
        r"모두 \1이다",
    ),
    (re.compile(r"(?<=\d)(\s?(?:주년|돌|일|주기)) 기념$"), r"\1"),
    (re.compile(r"^([^:'\"“‘]{2,30}[가-힣]) ?: (?=\S)"), _of_which),
    (re.compile(rf"({_ADMIRED})다고 말하였습니다$"), r"\1다"),
    (re.compile(r"((?:말|말씀|얘기)(?:으로|로)는\s.*[라다]고)$"), r"\1 한다"),
    (re.compile(r"다고\s(?:꼭\s)?(?:말|말씀|칭찬|전)(?:을\s)?(?:하고|해 ?주고|드리고|해 ?드리고) 싶\S*$"), "다"),
    (re.compile(r"((?:어찌나|얼마나|어쩜)\s.*지)$"), r"\1 모른다"),
    (re.compile(r"(?<=[가-힣](?:는|은|던|을)지)$|(?<=[가-힣][신한인울길할일]지)$"), " 궁금하다"),
    (re.compile(r"(?<=[가-힣])이라서?$"), "이기 때문이다"),
)
_DIED = re.compile(r"(?:돌아가신|작고하신|별세하신|소천하신|떠난|떠나신) (?:\S+ ){0,3}\S+$")
_HOLDS_NOUN = {"NNG", "NNP", "NNB", "XSN", "SN", "NR", "SL", "SH", "XPN", "MM", "SSO", "SSC", "SW"}


def completed(statements: Sequence[str], person: Person) -> list[str]:
    """``statements`` with the notes among them completed; one that only says who or where leads the next one."""
    told: list[str] = []
    lead = ""
    for place, statement in enumerate(statements):
        text = re.sub(
            r"(?:(?<=\d)이?|(?<=처럼)|(?<=까지)|(?<=부터)|(?<=에서)|(?<=에게)|(?<=으로)|(?<=이랑))요$",
            "",
            statement.strip(" .,!~"),
        )
        if person.late and _DIED.search(text) and not (in_words(text) or re.search(r"\d", text)):
            continue
        said = ended(_around_recipient(text, person))
        following = place + 1 < len(statements)
        new_lead = _lead(said, person) if following and place == 0 else ""
        if new_lead == _NOTHING:
            continue
        if new_lead:
            lead = f"{lead} {new_lead}".strip()
            continue
        told.append(f"{lead} {said}".strip())
        lead = ""
    return told


def ended(text: str) -> str:
    """``text`` with a sentence's end in place of a note's: 수업 중, 못하는 듯, 감동적일 줄이야."""
    if _SPEAKER_ALONE.fullmatch(text.strip(" .,!~")):
        return ""
    text = _as_told(_presented(_with_quotation(_with_topic(text.strip(" .,!~")))))
    text = _CALLED.sub(lambda match: f"{attach(match[1], '을')} ", text)
    for pattern, ending in _ENDS:
        if pattern.search(text):
            told = pattern.sub(ending, text)
            return _subject_named(told) if pattern is _PRAISES else told
    return text


_SPEAKER_ALONE = re.compile(r"(?:\S+인 )?(?:제가|내가|저희가|우리가)(?:요)?")  # (합격했습니다) 사위인 제가요


def _presented(text: str) -> str:
    """사료를 보내 주는 고등학생이 있어요 -> 사료를 보내 주는 고등학생: that there is one is no statement of its own."""
    tokens = analyse(text)
    if len(tokens) < 4 or tokens[-1].tag not in {"EF", "ETN"} or (tokens[-2].form, tokens[-2].tag) != ("있", "VA"):
        return text
    last = len(tokens) - 3
    last -= tokens[last].tag == "JKS" or (tokens[last].tag, tokens[last].form) in {("JX", "은"), ("JX", "는")}
    somebody = tokens[last].tag == "NNP" or is_person_like(text[tokens[last].start : tokens[last].end])
    if tokens[last].tag[0] not in "NX" or not somebody:
        return text
    start = _noun_phrase(tokens[: last + 1])
    before = tokens[start - 1] if start else None
    return text[: tokens[last].end] if before is not None and before.tag == "ETM" else text


_EXPLAINED = re.compile(r"^(?:방법|비결|비법|이유|취미|특기|장기|버릇|습관|필살기|전략|작전)[은는] ")


def _as_told(text: str) -> str:
    """방법은 떡볶이를 사 줌 -> 방법은 떡볶이를 사 주기였다."""
    tokens = analyse(text) if _EXPLAINED.match(text) else ()
    reported = any(token.tag == "JKQ" or token.form.endswith(("다고", "라고")) for token in tokens)  # 알람 7개라고 함
    states = any(token.tag in {"VCP", "VA"} for token in tokens[-3:])
    if not tokens or tokens[-1].form not in {"음", "ᆷ"} or states or reported:
        return text
    clause = parse_clause(text)
    doing = replace(clause, predicate=replace(clause.predicate, tense=PRESENT))
    return f"{doing.ending('기')}였다"


def _subject_named(text: str) -> str:
    """타이밍 예술이다 -> 타이밍이 예술이다."""
    *before, noun, praise = text.split()
    return " ".join([*before, attach(noun, "이"), praise])


def _with_quotation(text: str) -> str:
    """'새해 복 많이 벌으세요' 한 -> '…'라고 한; '다시 태어나도' 였어요 -> '다시 태어나도'였어요."""
    for _, end in reversed(quoted_spans(text)):
        text = text[:end] + _OF_QUOTATION.sub("", text[end:], count=1)
    return re.sub(r"(?<=['\"’”])\s?(?=(?:한|하던|했던|하는)\s)", "라고 ", text)


_OF_QUOTATION = re.compile(
    r"^\s(?=(?:이?라고|이?라는|이?라며|이었|였|이에요|예요|입니다)|(?:으로|로|을|를|은|는|까지|만|도)\s)"
)


_BARE_TOPIC = re.compile(
    r"^(?:우리|저희)\s?(?:딸|아들|아이|애|손주|남편|아내|엄마|아빠|할머니|할아버지|강아지|고양이|첫째|둘째|막내|부부|둘)(?=\s)"
)


def _with_topic(text: str) -> str:
    """우리 딸 아직도 안 지워짐 -> 우리 딸은 아직도 …: whoever is spoken of gets the particle that was left out."""
    topic = _BARE_TOPIC.match(text)
    rest = analyse(text[topic.end() :].strip()) if topic else ()
    if not topic or not rest or not any(token.tag[0] == "V" or token.tag == "XSV" for token in rest):
        return text
    couple = topic[0].endswith(("부부", "둘"))
    if not couple and rest[0].tag not in {"MAG", "MAJ", "MM"}:
        return text
    named = re.sub(r"^(우리|저희)(?=\S)", r"\1 ", topic[0])
    return f"{attach(named, '은')} {text[topic.end() :].strip()}"


def _around_recipient(text: str, person: Person) -> str:
    """끝까지 마친 딸 예림이 -> 끝까지 마쳤다; what the noun says beside the name goes in front (5학년 큰아들로, …)."""
    if _lacks_noun(text):
        return parse_clause(f"{text} 사람").text
    tokens = analyse(text)
    if tokens and (tokens[-1].form, tokens[-1].tag) == ("이", "JKS"):  # 마친 딸 예림이
        text, tokens = text[: tokens[-1].start], tokens[:-1]
    if len(tokens) > 3 and tokens[-2].tag == "VCP" and tokens[-1].tag in {"EF", "ETN"}:  # …하는 생산1과 반장님입니다
        said = text[: tokens[-2].start]
        told = _around_recipient(said, person)
        return text if told == said else told
    start = _noun_phrase(tokens)
    if start < 2 or tokens[start - 1].tag != "ETM":
        return text
    noun = text[tokens[start].start :]
    clause = parse_clause(text[: tokens[start].start].strip(" ,"))
    if not clause.predicate.is_verb or clause.predicate.tense == FUTURE or not _is_recipient(noun, tokens[-1], person):
        return text
    noun = noun.removesuffix("님")
    return f"{attach(noun, '으로')}, {clause.text}" if _says_more(noun, person) else clause.text


def _lacks_noun(text: str) -> bool:
    """Whether ``text`` breaks off before the noun that it modifies: 첫 영상통화 거신."""
    modified = analyse(f"{text} 사람")
    if not text or len(modified) < 3 or modified[-2].tag != "ETM":
        return False
    last = analyse(text)[-1]
    return last.tag != "EF" and not (last.tag == "NNG" and last.known and len(last.form) > 1)


def _is_recipient(noun: str, last: Morpheme, person: Person) -> bool:
    """Whether ``noun``, the end of a note, of which ``last`` is the last word, says who the recipient is."""
    if person.is_named_by(noun):
        return True
    if last.tag == "NNG" and is_action_noun(last.form) and not is_person_like(last.form):
        return False  # (물에 빠진) 초등학생 두 명 구조
    if ends_in_count(noun) and not re.search(r"\d(?:학년|반)$", noun):  # 임신한 아내 38주
        return False
    first = noun.split()[0]
    alone = first == noun or is_person_like(first) or re.search(r"\d", first)  # (유통기한 지난) 음식 색출반장
    return bool(alone) and (is_person_like(noun) or is_role(noun)) and not is_carrier(noun)


def _noun_phrase(tokens: tuple[Morpheme, ...]) -> int:
    """Index of the first token of the noun phrase at the end; the number of tokens when there is none."""
    start = len(tokens)
    while start and tokens[start - 1].tag in _HOLDS_NOUN:
        start -= 1
    return start


def _says_more(noun: str, person: Person) -> bool:
    """Whether the noun phrase tells what the recipient's name does not (5학년, 회사 문서수발실 직원)."""
    own = re.sub(r"\s", "", person.text)
    return any(word not in own and (re.search(r"\d", word) or not is_person_like(word)) for word in noun.split())


_NOTHING = "·"  # the lead of a note that only names the recipient again
_EVENTS = re.compile(
    r"(?:대회|축제|운동회|체육대회|행사|경기|경연|콩쿠르|수업|여행|캠프|공연|회식|잔치|전시회|박람회)$"
)


def _lead(text: str, person: Person) -> str:
    """What the first note, a bare noun phrase, is to the next sentence: who one is (…로,), or where (…에서)."""
    tokens = analyse(text)
    start = _noun_phrase(tokens)
    if not tokens or start == len(tokens) or any(token.tag in {"JKO", "EC", "EF"} for token in tokens):
        return ""
    if any(token.tag in {"JKS", "JX"} for token in tokens) or ends_in_count(text) or re.search(r"[\d%]$", text):
        return ""
    last = tokens[-1]
    if len(text.split()) <= 2 and text.split()[-1] == person.text.split()[-1]:
        return _NOTHING  # 교실 뒷문, who is 2학년 4반 뒷문
    if re.search(r"째$|[가-힣]지 \S+$|왕$|끝$", text):
        return ""
    if _EVENTS.search(text):
        return f"{text}에서"
    if last.tag not in {"NNG", "NNP", "XSN", "SL"} or last.form in wordlist("feeling_nouns"):
        return ""
    if parse_clause(text).role == OCCASION:
        return ""
    if len(text.split()) == 1 and relation_of(text):
        return _NOTHING
    if is_role(text):
        return "" if person.is_named_by(text) else f"{attach(text, '으로')},"
    if last.form in wordlist("events") or not nominal(text, list(tokens))[1].is_copula:  # 전국체전 은메달
        return ""
    return f"{attach(text, '으로')}," if _is_kind_of(person) else ""


def _is_kind_of(person: Person) -> bool:
    """Whether a noun that stands alone is what the recipient is: a golfer, a machine, a club."""
    return person.is_human or person.category == THING
