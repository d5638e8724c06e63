"""Statements that end in a noun, as people type them (체육대회 우승, 연습 47번, 형은 빈손), given a predicate."""

from __future__ import annotations

import re
from dataclasses import replace

from pipeline.tasks.awards.adjuncts import is_topical
from pipeline.tasks.awards.conjugate import PAST, PRESENT, Predicate
from pipeline.tasks.awards.counts import COUNT, NUMBER, SPAN, TIMES, is_long_span
from pipeline.tasks.awards.morphemes import Morpheme, is_action_noun, is_quality_noun
from pipeline.tasks.awards.particles import attach, particle
from pipeline.tasks.awards.people import is_person_like
from pipeline.tasks.awards.wordlists import wordlist

# Nouns of achievement, and the particle that what is achieved takes.
_ACHIEVED = {"우승": "에서", "준우승": "에서", "입상": "에서", "합격": "에", "성공": "에", "당선": "에",
             "입학": "에", "도전": "에", "참여": "에", "참가": "에", "기여": "에",
             "헌신": "에", "출전": "에", "입사": "에", "전승": "에서", "전패": "에서"}  # fmt: skip
_NO_ACTIONS = {
    "일",
    "장수",
    "말",
    "밥",
    "생각",
    "수준",
    "기준",
    "상시",
    "기록",
    "최고기록",
    "연속",
    "누적",
    "결과",
    "정상",
}
# What is reached, the particle that it takes and the verb that tells of it.
_REACHED = tuple(
    (re.compile(reached), kind, verb)
    for reached, kind, verb in (
        (r"(?:\d\s*[등위]|일등|금메달|은메달|동메달|대상|최우수상|우승컵|트로피)$", "을", "차지하"),
        (r"(?:왕|MVP|챔피언|에이스|주인공|합격자|수석|일등공신)$", "이", "되"),
        (r"\d+강$", "에", "진출하"),
        (r"\d\s*(?:골|타|승|홈런|세이브|안타|도움|연승|전승|걸음|보)$", "을", "기록하"),
        (r"(?:\d\s*점|만점|[A-F][+0]?|학점)$", "을", "받"),
        (r"(?<!생활)(?<!학급)(?:최고|개인최고|신|세계|한국)\s?기록$", "을", "세우"),
        (r"(?:여전히|아직|째|동안|년).*\d\s*원$", "을", "고수하"),
    )
)
_NAMES_TOPIC = re.compile(
    r"(?:것|취미|특기|꿈|별명|소원|이름|직업|별칭|좌우명|제목|비결|목표|내용|방법|이유|역할|담당|메뉴|무기|준비물|벌칙)(?:은|는|이|가|도)\s"
)
_NOT_COUNTED = {
    "하루",
    "작년",
    "올해",
    "총",
    "평균",
    "이번",
    "오늘",
    "여름",
    "겨울",
    "봄",
    "가을",
    "달",
    "시간",
    "최고",
    "최대",
    "무려",
}
PAST_TIME = re.compile(r"작년|지난|어제|그해|재작년|동안|년간|개월간|연간|당시|그때|\d년\s")


def nominal(phrase: str, tokens: list[Morpheme]) -> tuple[str, Predicate, bool]:
    """Head and predicate of a clause made of the noun phrase, and whether the recipient is surely its subject."""
    if len(tokens) > 1 and (tokens[-1].form, tokens[-1].tag) == ("질", "XSN"):  # 빗자루질
        first = tokens[-2]
        tokens = [*tokens[:-2], replace(first, form=f"{first.form}질", end=tokens[-1].end, known=False)]
    last = tokens[-1]
    topical = is_topical(tokens)
    copula = Predicate("이", "VCP", PRESENT)
    quoted = re.search(r"['\"’”]$", phrase) and len(tokens) > 1
    if quoted and not topical and "." not in phrase:  # 늘 크게 '네'
        return f"{attach(phrase, '이라고')} ", Predicate("하", "VV-R", PAST), True
    if topical and last.tag in {"MAG", "XR"}:
        return phrase, Predicate("하", "XSA", PRESENT), False
    if topical and last.form in {"담당", "차지", "책임"}:  # 설거지는 남편 담당
        return phrase, copula, False
    if topical and last.tag == "NNG" and _acts(phrase, last) and not _NAMES_TOPIC.search(phrase):
        happens = last.form in wordlist("happening") and not any(token.tag == "JKO" for token in tokens)
        return phrase, Predicate("되" if happens else "하", "XSV", PAST), False
    if topical:  # 꿈은 붕어빵 장수, 사람은 5명, 계란은 꼭 마지막에
        return re.sub(r"(?<=[가-힣]{2})에$", "", phrase), copula, False
    lasting = SPAN.search(phrase.removesuffix("째"))
    if lasting and (_AFTER.search(phrase) or any((token.form, token.tag) == ("지", "NNB") for token in tokens)):
        bare = phrase.removesuffix("째")
        return bare + particle(bare, "이") + " ", Predicate("되", "VV-R", PAST), True
    if last.tag == "NNG" and is_quality_noun(last.form) and not _acts(phrase, last) and len(phrase.split()) > 1:
        return phrase, Predicate("하", "XSA", PRESENT), False
    if phrase.endswith(" 끝") and last.form == "끝":
        return attach(phrase.removesuffix(" 끝"), "이") + " ", Predicate("끝나", "VV-R", PAST), False
    recorded = _recorded(phrase, tokens)
    if recorded is not None:
        return recorded
    for reached, kind, verb in _REACHED:
        if reached.search(phrase):
            return f"{phrase}{kind if kind == '에' else particle(phrase, kind)} ", Predicate(verb, "VV-R", PAST), True
    measured = _measured(phrase, tokens)
    if measured is not None:
        return measured
    if last.tag == "NNG" and last.end >= tokens[-1].end and _acts(phrase, last):
        return _acted(phrase, tokens)
    if phrase.endswith("기") and last.tag == "NNG":
        return phrase + particle(phrase, "을") + " ", Predicate("하", "VV-R", PAST), True
    if last.form in wordlist("shown"):
        return phrase + particle(phrase, "을") + " 보여 ", Predicate("주", "VX-R", PAST), True
    if re.search(r"전 일$", phrase):
        return re.sub(r"전 일$", "전의 일", phrase), copula, False
    done_so = any(token.tag == "EC" for token in tokens) and last.tag == "NNG" and not is_role(phrase)
    if done_so and re.search(r"[가-힣](?:고|서|며|다가)\s\S+$", phrase):  # 국자를 들고 댄스
        return phrase + particle(phrase, "을") + " ", Predicate("하", "VV-R", PAST), True
    return phrase, copula, is_role(phrase)


_AFTER = re.compile(r"(?<=[가-힣])고\s+(?:(?:벌써|오늘로|어느덧|이제)\s+)?\S+$")
_FREE_OF = re.compile(
    r"(?:무사고|무재해|무결석|무지각|무고장|(?<!\d)0\s?(?:건|회|번|명|개))(?:\s\d[\d,]*\s?(?:일|년|개월|주))?$"
)
_LEVEL = re.compile(r"(?:\d\S{0,3}|꼴찌|꼴등)에서\s\d[\d.,]*\s?(?:등급|급|점|등|위|%|단)$")


def _recorded(phrase: str, tokens: list[Morpheme]) -> tuple[str, Predicate, bool] | None:
    """34년 무사고, 식중독 0건 3,650일: kept up; 8등급에서 3등급, 큰며느리로 30년: reached and lived through."""
    if _FREE_OF.search(phrase) and not any(token.tag in {"JKO", "EC"} for token in tokens):
        return phrase + particle(phrase, "을") + " ", Predicate("기록하", "VV-R", PAST), True
    if _LEVEL.search(phrase):
        return phrase + particle(phrase, "이") + " ", Predicate("되", "VV-R", PAST), True
    if SPAN.search(phrase) and re.search(r"[가-힣](?:면서|고서|아가며|어가며)\s\S+$", phrase):
        return phrase + particle(phrase, "을") + " ", Predicate("보내", "VV-R", PAST), True  # 바퀴를 갈아 가면서 13년
    lasted = re.search(rf"[가-힣][을를]\s(?:{NUMBER}(?:년|개월|달))$", phrase)
    if lasted:  # 등하교 도우미를 3년
        return f"{phrase} 동안 해 ", Predicate("오", "VX-R", PAST), True
    if SPAN.search(phrase) and re.search(r"[가-힣](?:으로|로)\s\S+$", phrase):
        return phrase + particle(phrase, "을") + " ", Predicate("보내", "VV-R", PAST), True
    return None


def _acts(phrase: str, last: Morpheme) -> bool:
    whole = phrase.split()[-1]
    return (
        phrase.endswith(last.form)
        and last.form not in _NO_ACTIONS
        and whole not in _NO_ACTIONS
        and not phrase.endswith(("기", "상"))
        and is_action_noun(last.form)
    )


def _acted(phrase: str, tokens: list[Morpheme]) -> tuple[str, Predicate, bool]:
    """체육대회 우승 -> 체육대회에서 우승하였다, 5시간 회의 -> 5시간 동안 회의하였다."""
    last = tokens[-1]
    head = phrase[: -len(last.form)]
    bare = head.rstrip()
    tense = PRESENT if _HABITS.search(phrase) else PAST
    if head != bare and SPAN.search(bare) and last.form in {"달성", "돌파", "경과"}:
        head = bare + particle(bare, "을") + " "
    elif head != bare and SPAN.search(bare) and not bare.endswith(("년", "해")):
        head = f"{bare} 동안 "
    elif head != bare and _PIECES.search(bare) and last.form not in _ACHIEVED:
        head = bare + particle(bare, "을") + " "  # 초등학생 두 명 구조
    elif head != bare and _has_number(bare):
        head = f"{bare}에 " if bare.endswith("급") and _ACHIEVED.get(last.form) == "에" else head  # 한자 4급 합격
    elif head != bare and len(tokens) > 1 and tokens[-2].tag in {"NNG", "NNP", "SL", "SH", "XSN"}:
        head = bare + particle(bare, _ACHIEVED.get(last.form, "을")) + " "
    return head + last.form, Predicate("하", "XSV", tense), True


_PIECES = re.compile(rf"{NUMBER}(?:명|마리|개|건|권|점|대|채|벌|장|곡|편|곳|봉지|포기|그릇|잔|병|송이|켤레)$")
_HABITS = re.compile(r"매일|매번|매주|매달|날마다|언제나|항상|(?<!집)(?<!제자)(?<!사람)마다|(?:이|으|[가-힣])면\s")


def _has_number(bare: str) -> bool:
    return COUNT.search(bare) is not None


def _measured(phrase: str, tokens: list[Morpheme]) -> tuple[str, Predicate, bool] | None:
    """연습 47번 -> 연습을 47번 하였다, 봉사 15년 -> 봉사를 15년 동안 해 왔다, 참가자 11명 -> 참가자가 11명이다."""
    count = COUNT.search(phrase)
    if count is None or not re.search(r"(?<![가-힣])$", phrase[: count.start()]):
        return None
    before = phrase[: count.start()].rstrip(" ,")
    said = count[0]
    if not before or any(token.tag[0] in "JEM" for token in tokens if token.end == len(before)):
        return phrase, Predicate("이", "VCP", PRESENT), False
    noun = before.split()[-1]
    done = [token for token in tokens if token.end == len(before)]
    walked = SPAN.search(said) and done and done[-1].tag == "NNG" and _acts(before, done[-1])
    if _counts_apart(before, tokens) and not walked:  # 연애 8년, 결혼 5년
        return re.sub(r"(\d\S*) (?=\S+ \d)", r"\1, ", phrase), Predicate("이", "VCP", PRESENT), False
    if done and done[-1].tag == "NNG" and _acts(before, done[-1]):
        if SPAN.search(said):
            lasting = re.search(r"(?:년|해|개월|달)$", said)
            predicate = Predicate("오", "VX-R", PAST) if lasting else Predicate("하", "VV-R", PAST)
            return f"{before}{particle(before, '을')} {said} 동안 " + ("해 " if lasting else ""), predicate, True
        if TIMES.search(said):
            return f"{before}{particle(before, '을')} {said} ", Predicate("하", "VV-R", PAST), True
    if SPAN.search(said) and done and (is_role(noun) or done[-1].tag == "SL") and re.search(r"(?:년|개월)$", said):
        return f"{before}{particle(before, '으로')} {said}을 ", Predicate("보내", "VV-R", PAST), True
    described = any(token.tag == "ETM" and token.end < len(before) - len(noun) + 1 for token in tokens)
    if (is_role(noun) and not described) or not done or done[-1].tag not in {"NNG", "NNP", "XSN", "SL"}:
        return phrase, Predicate("이", "VCP", PRESENT), is_role(noun)
    tense = PAST if PAST_TIME.search(before) else PRESENT
    about = re.search(r"^(.*[가-힣]{2})\s(?:평균|총|최고|최대|최소|무려|합계|작년|올해|지난달|이번\s?달|하루)$", before)
    if about and _is_measure(tokens, about.end(1)):  # 답장 속도 평균 4분
        return (
            f"{about[1]}{particle(about[1], '이')} {phrase[about.end(1) :].strip()}",
            Predicate("이", "VCP", tense),
            False,
        )
    if (
        is_long_span(said) or noun in _NOT_COUNTED or said.endswith(("주년", "주기", "학년"))
    ):  # 양복점 52년: what was done there for so long is not said
        return phrase, Predicate("이", "VCP", tense), False
    return f"{before}{particle(before, '이')} {said}", Predicate("이", "VCP", tense), False


def _counts_apart(before: str, tokens: list[Morpheme]) -> bool:
    """Whether a count that stands before is another than the last: 필기 4번 (실기 6번), and not 6년간 쓴 돈."""
    counts = [match.end() for match in re.finditer(r"\d", before)]
    if not counts:
        return False
    spans = re.match(r"\s?(?:년|개월|달|일|주|학기|시간)\s?(?:간|동안|만에)", before[counts[-1] :])
    return spans is None and not any(token.tag == "ETM" and token.start >= counts[-1] for token in tokens)


def _is_measure(tokens: list[Morpheme], end: int) -> bool:
    """Whether a noun of a thing that can be measured ends at ``end``."""
    return any(token.end == end and token.tag in {"NNG", "XSN"} for token in tokens) and not any(
        token.end == end and token.form in _NOT_COUNTED for token in tokens
    )


_ROLES = re.compile(
    r"(?:(?<![가-힣])(?:신|팬)|(?<![화기여성수지신본부명])분|지기|달인|고수|장인|담당|전문가|박사|천사|영웅|년\s?차|기둥|스승|명인|대장|일꾼|지킴이|사람|학생|선수|어른|친구|"
    r"아이|직원|총무|반장|회장|소녀|소년|청년|의사|선생님|산증인|버팀목|자랑|보물|복덩이|에너지|해결사|분위기\s?메이커|메이커)$"
)


def is_role(phrase: str) -> bool:
    """Whether the noun at the end can be what the recipient is: 회의록 정리의 신, 담당 12년차."""
    return bool(_ROLES.search(phrase)) or is_person_like(phrase.split()[-1])
