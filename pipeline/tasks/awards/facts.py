"""The fact check: what the person gave is in the answer, and nothing that the person did not give.

It asks the same of every engine's answer, the offline writer's too. It works on words and numbers, not on meaning: a
deed that is told wrong in the right words passes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.tasks.awards.award import LIMITS, Award
from pipeline.tasks.awards.morphemes import analyse, quoted_spans
from pipeline.tasks.awards.names import looks_like_full_name
from pipeline.tasks.awards.particles import attach
from pipeline.tasks.awards.request import AwardRequest
from pipeline.tasks.awards.wordlists import lexicon, wordlist
from pipeline.tasks.task import Problem

TITLE_LIMIT = 24  # characters that still stand in one line
KEPT_NOUNS = 0.5  # share of the reason's nouns that an answer must hold

_DIGITS = re.compile(r"(?<![A-Za-z\d])(\d[\d,]*(?:\.\d+)?)\s?([가-힣A-Za-z%℃㎞㎏]?)")
_NATIVE = {"한": 1, "하나": 1, "두": 2, "둘": 2, "세": 3, "석": 3, "셋": 3, "네": 4, "넷": 4, "다섯": 5,
           "여섯": 6, "일곱": 7, "여덟": 8, "아홉": 9, "열": 10, "스무": 20, "스물": 20, "서른": 30, "마흔": 40,
           "쉰": 50, "예순": 60, "일흔": 70,
           "여든": 80, "아흔": 90}  # fmt: skip
_SINO = {
    "일": 1,
    "이": 2,
    "삼": 3,
    "사": 4,
    "오": 5,
    "육": 6,
    "칠": 7,
    "팔": 8,
    "구": 9,
    "십": 10,
    "백": 100,
    "천": 1000,
}
_COUNTERS = (
    "년|해|달|개월|주년|주일|주|일|시간|시|분|초|번|회|차례|명|분|사람|살|세|마리|권|장|개|곳|잔|그릇|포기|등|위|점|원|"
    "만 원|킬로미터|킬로|킬로그램|미터|퍼센트|배|쪽|페이지|남매|형제|자매|식구|가지|켤레|벌|송이|대|건|편|"
    "곡|층|호|학년|인분|돌"
)
_WORD_NUMBER = re.compile(
    rf"(?<![가-힣])((?:열|스물|서른|마흔|쉰|예순|일흔|여든|아흔)?(?:한|두|세|석|네|다섯|여섯|일곱|여덟|아홉)|열|스무|서른|마흔|쉰|예순|일흔|여든|아흔|"
    rf"[일이삼사오육칠팔구]?[십백천](?:[일이삼사오육칠팔구]?[십백]?)*[일이삼사오육칠팔구]?)\s?(?={_COUNTERS})"
)
_RANKS = wordlist("ranks")
_NEGATIVE_FORMS = {("안", "MAG"), ("못", "MAG"), ("않", "VX"), ("못하", "VX"), ("없", "VA"), ("아니", "VCN"),
                   ("말", "VX"), ("없이", "MAG"), ("빠짐없이", "MAG"), ("끊임없이", "MAG"),
                   ("없애", "VV"), ("안되", "VV")}  # fmt: skip
_NEGATIVE_WORDS = re.compile(r"빠짐없|끊임없|한결같이|무지각|무결석|무결근|무사고|무고장|개근|마다하지|꿋꿋|거뜬|씩씩")
_CLOSING = re.compile(
    r"(?:수여|표창|임명|위촉|증명|칭찬|전|선사|헌정|추대|인증|격려|감사|치하)(?:합니다|함)\.?$|(?:드립니다|바칩니다|올립니다|줍니다|기립니다|전합니다)\.?$"
)
_OPENING = re.compile(r"^(?:위|귀하|고인|당신|그대|여러분|너|우리|사랑하는|본)")
_JOKES = re.compile(r"[ㅋㅎㅠㅜ]{2,}|!!|하하|호호|크크")


def check(request: AwardRequest, award: Award) -> list[Problem]:
    """Problems of ``award`` as an answer to ``request``, empty when there are none."""
    return [*_form(request, award), *_numbers(request, award), *_names(request, award), *_content(request, award)]


def _given(request: AwardRequest) -> str:
    return "\n".join((request.reason, request.recipient, request.giver, request.topic))


def _written(award: Award) -> str:
    return "\n".join((award.title, award.recipient, award.body))


def _form(request: AwardRequest, award: Award) -> Iterator[Problem]:
    if not 2 <= len(award.title) <= TITLE_LIMIT or "\n" in award.title:
        yield Problem("form", f"상 이름이 2자에서 {TITLE_LIMIT}자 사이의 한 줄이 아닙니다.")
    if not 25 <= len(award.body) <= LIMITS["body"]:
        yield Problem("form", f"본문이 25자에서 {LIMITS['body']}자 사이가 아닙니다.")
    body = award.body.strip()
    own_name = re.sub(r"^(?:우리|저희)\s*", "", award.recipient).split()[-1:] or [""]
    if not _OPENING.match(body) and own_name[0] not in body[:20]:
        yield Problem("form", "본문이 받는 이를 가리키는 말로 시작하지 않습니다.")
    if not _CLOSING.search(body):
        yield Problem("form", "본문이 상을 주는 말로 끝나지 않습니다.")
    if request.tone == "추모" and _JOKES.search(body):
        yield Problem("tone", "추모하는 글에 웃음이나 느낌표가 들어갔습니다.")
    foreign = set(re.findall(r"[぀-ヿ㐀-鿿Ѐ-ӿ]", _written(award))) - set(_given(request))
    if foreign:
        yield Problem("foreign", "요청에 없는 외국 글자가 들어갔습니다.")
    if "<" in _written(award) and "<" not in _given(request):
        yield Problem("form", "태그가 들어갔습니다.")


def _numbers(request: AwardRequest, award: Award) -> Iterator[Problem]:
    written, given = _written(award), _given(request)
    compact = re.sub(r"[\s,]", "", written)
    for number, unit in _DIGITS.findall(request.reason):
        told = number.replace(",", "").rstrip(".")
        if not re.search(rf"(?<!\d){re.escape(told + unit)}", compact):
            yield Problem(
                "number lost", f"이유에 있는 ‘{number}{unit}’{_particle(number + unit)} 그대로 들어가지 않았습니다."
            )
    for word in _word_numbers(request.reason):
        if word not in written and not (_value(word) == 1 or str(_value(word)) in compact):
            yield Problem("number lost", f"이유에 있는 수 ‘{word}’{_particle(word)} 빠졌습니다.")
    known = {number.replace(",", "") for number, _ in _DIGITS.findall(given)}
    known |= {str(_value(word)) for word in _word_numbers(given)} | {"1"}
    for number, unit in _DIGITS.findall(written):
        if number.replace(",", "") not in known:
            yield Problem("number added", f"요청에 없는 ‘{number}{unit}’{_particle(number + unit)} 들어갔습니다.")
    for word in _word_numbers(written):
        if str(_value(word)) not in known:
            yield Problem("number added", f"요청에 없는 수 ‘{word}’{_particle(word)} 들어갔습니다.")


def _particle(word: str) -> str:
    return attach(word, "이")[len(word) :]


def _word_numbers(text: str) -> list[str]:
    return [match[1] for match in _WORD_NUMBER.finditer(text)]


def _value(word: str) -> int:
    """The value of a number in words: 서른셋 33, 이십 20, 천오백 1500."""
    for tens in sorted((w for w, v in _NATIVE.items() if v >= 10), key=len, reverse=True):
        if word.startswith(tens):
            return _NATIVE[tens] + _NATIVE.get(word[len(tens) :], 0)
    if word in _NATIVE:
        return _NATIVE[word]
    total, current = 0, 0
    for char in word:
        value = _SINO[char]
        if value >= 10:
            total += (current or 1) * value
            current = 0
        else:
            current = value
    return total + current


def _names(request: AwardRequest, award: Award) -> Iterator[Problem]:
    if request.recipient and _squeezed(award.recipient) != _squeezed(request.recipient):
        yield Problem("recipient", f"받는 사람이 ‘{request.recipient}’{_particle(request.recipient)} 아닙니다.")
    if request.giver and _squeezed(award.giver) != _squeezed(request.giver):
        yield Problem("giver", f"주는 사람이 ‘{request.giver}’{_particle(request.giver)} 아닙니다.")
    written, given = _written(award), _given(request)
    for start, end in quoted_spans(request.reason):
        if _squeezed(request.reason[start + 1 : end - 1]) not in _squeezed(written):
            yield Problem("quote lost", "따옴표 속의 말이 그대로 들어가지 않았습니다.")
    for name in sorted(_people(request.reason)):
        if name not in written and not (name.endswith("이") and name[:-1] in written):
            yield Problem("name lost", f"이유에 있는 이름 ‘{name}’{_particle(name)} 빠졌습니다.")
    for name in sorted(_people(f"{award.title}\n{award.body}")):
        if name not in given and not any(name in word or word in name for word in given.split() if len(word) > 1):
            yield Problem("name added", f"요청에 없는 이름 ‘{name}’{_particle(name)} 들어갔습니다.")
    for rank in sorted(_ranks(f"{award.title}\n{award.body}")):
        if rank not in given and rank not in request.kind:
            yield Problem("rank added", f"요청에 없는 ‘{rank}’{_particle(rank)} 들어갔습니다.")


def _people(text: str) -> set[str]:
    """Full names in ``text``: a surname and a given name that the dictionary does not know, or one before a title."""
    titles = set(lexicon("people")["titles"])
    found = set()
    tokens = analyse(text)
    for index, token in enumerate(tokens):
        unknown = token.tag in {"NNG", "NNP"} and (not token.known or token.tag == "NNP")
        if (
            len(token.form) == 3
            and unknown
            and re.fullmatch(r"[가-힣]{3}", token.form)
            and looks_like_full_name(token.form)
        ):
            follower = tokens[index + 1].form if index + 1 < len(tokens) else ""
            if not token.known or follower in titles:
                found.add(token.form)
    for match in re.finditer(
        r"(?<![가-힣])([가-힣]{3})\s(?:님|씨|대리|과장|차장|부장|주임|사원|팀장|선생님|학생|어린이)(?![가-힣]{2})", text
    ):
        if looks_like_full_name(match[1]):
            found.add(match[1])
    return found


def _ranks(text: str) -> set[str]:
    """Ranks that stand at the start of a word: 사장 in 사장님, not in 심사장."""
    starts = {match.start() for match in re.finditer(r"\S+", text)}
    return {token.form for token in analyse(text) if token.form in _RANKS and token.start in starts}


def _nouns(text: str) -> set[str]:
    return {token.form for token in analyse(text) if token.tag in {"NNG", "NNP", "SL"}}


def _content(request: AwardRequest, award: Award) -> Iterator[Problem]:
    if not request.reason:
        return
    nouns = {noun for noun in _nouns(request.reason) if len(noun) > 1}
    squeezed = _squeezed(_written(award))
    kept = [noun for noun in nouns if noun in squeezed]
    if nouns and len(kept) < KEPT_NOUNS * len(nouns):
        yield Problem("reason lost", "이유에 있는 말이 절반도 남지 않았습니다.")
    told = re.sub(r"[“”]", "", award.body)  # a quotation is one noun to the analyser
    if _is_negative(request.reason) and not (_is_negative(told) or _NEGATIVE_WORDS.search(_written(award))):
        yield Problem("negation lost", "이유에 있는 ‘안’, ‘못’, ‘없다’의 뜻이 사라졌습니다.")


def _is_negative(text: str) -> bool:
    said = any((token.form, token.tag) in _NEGATIVE_FORMS for token in analyse(text))
    return said or bool(re.search(r"지\s?(?:않|못|말)|(?<![가-힣])(?:안|못)\s", text))


def _squeezed(text: str) -> str:
    return re.sub(r"[\s'\"‘’“”]", "", text)
