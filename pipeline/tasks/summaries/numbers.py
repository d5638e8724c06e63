"""Numbers in Korean text as values with units, so that 1만 2,000명, 12,000명 and 만 이천 명 compare equal."""

# ruff: noqa: E501  (lists of words)
from __future__ import annotations

import re
from dataclasses import dataclass

_LARGE = {"십": 10, "백": 100, "천": 1000, "만": 10_000, "억": 10**8, "조": 10**12}
_SINO = {"일": 1, "이": 2, "삼": 3, "사": 4, "오": 5, "육": 6, "륙": 6, "칠": 7, "팔": 8, "구": 9}
_NATIVE_ONES = {
    "하나": 1, "한": 1, "둘": 2, "두": 2, "셋": 3, "세": 3, "석": 3, "서": 3, "넷": 4, "네": 4, "넉": 4, "너": 4, "다섯": 5, "닷": 5, "여섯": 6, "엿": 6, "일곱": 7, "여덟": 8, "아홉": 9
}  # fmt: skip
_NATIVE_TENS = {
    "열": 10,
    "스물": 20,
    "스무": 20,
    "서른": 30,
    "마흔": 40,
    "쉰": 50,
    "예순": 60,
    "일흔": 70,
    "여든": 80,
    "아흔": 90,
}
_DAYS = {
    "하루": 1,
    "이틀": 2,
    "사흘": 3,
    "나흘": 4,
    "닷새": 5,
    "엿새": 6,
    "이레": 7,
    "여드레": 8,
    "아흐레": 9,
    "열흘": 10,
    "보름": 15,
}
_HALF = "절반"

# Units under several names. A number with one of these must stand in the source with the same unit; counters such as
# 개, 곳 and 대 are left out, since people exchange them freely (일곱 개 학교, 학교 일곱 곳).
_UNITS = {
    "%": "%", "％": "%", "퍼센트": "%", "프로": "%", "%p": "%p", "%포인트": "%p", "퍼센트포인트": "%p", "원": "원", "달러": "달러", "유로": "유로", "엔": "엔",
    "년": "년", "해": "년", "개월": "개월", "달": "개월", "월": "월", "주": "주", "주일": "주", "일": "일", "시간": "시간", "시": "시", "분": "분", "초": "초",
    "명": "명", "사람": "명", "인": "명", "분의": "분의", "배": "배", "도": "도", "℃": "도", "°C": "도", "ºC": "도", "세": "살", "살": "살",
    "km": "km", "㎞": "km", "킬로미터": "km", "m": "m", "미터": "m", "cm": "cm", "㎝": "cm", "센티미터": "cm", "mm": "mm", "㎜": "mm", "밀리미터": "mm", "kg": "kg", "㎏": "kg", "킬로그램": "kg", "g": "g", "그램": "g",
    "t": "t", "톤": "t", "L": "L", "ℓ": "L", "리터": "L",
}  # fmt: skip
_UNIT = "|".join(sorted(map(re.escape, _UNITS), key=len, reverse=True))
# Possessive throughout (no way back into a number once read): the cost stays linear in any text.
_DIGITS = r"(?:\d{1,3}(?:,\d{3})++(?!\d)(?:\.\d++)?+|\d++(?:\.\d++)?+)"
_ARABIC = re.compile(
    rf"(?<![\w.])(?=\d)(?P<value>(?:{_DIGITS}\s?+(?:[천백십]?+[만억조]|[천백])\s?+){{0,4}}+(?:{_DIGITS})?+)\s?+"
    rf"(?P<unit>(?:{_UNIT})(?![A-Za-z]))?"
)
_COUNTER = r"개월|가지|사람|시간|군데|차례|번째|마리|그루|자루|켤레|조각|갈래|종류|송이|포기|바퀴|단계|줄기|개|명|번|배|달|해|살|곳|대|건|채|권|장|척|벌|쌍|통|톨|줄|척|주|분|시|세대|가구|가닥|층|칸|팀|편|점|무리|나라|도시|학교|병원|회사|기업|기관|농가|그룹"
_NATIVE = re.compile(
    rf"(?<![가-힣])(?P<tens>{'|'.join(_NATIVE_TENS)})?\s?(?P<ones>{'|'.join(sorted(_NATIVE_ONES, key=len, reverse=True))})?\s?(?P<unit>{_COUNTER})(?![가-힣]{{3}})"
)
_SINO_NUMBER = re.compile(
    rf"(?<![가-힣\d])(?<!\d )(?P<value>[{''.join(_SINO)}]?[십백천만](?:[{''.join(_SINO)}십백천만]|\s(?=[{''.join(_SINO)}][십백천만])){{0,12}})\s?(?P<unit>{_UNIT}|{_COUNTER})"
)
_DAY_WORDS = re.compile("|".join(_DAYS))


@dataclass(frozen=True, slots=True)
class Number:
    """``text`` as written; ``unit`` in its one form, empty for none or one that is not compared."""

    text: str
    value: float
    unit: str


def numbers(text: str) -> list[Number]:
    """The numbers of ``text``, in digits and in words. Words count only before a counter (두 배, 열한 개)."""
    found = [
        Number(match[0].strip(), _arabic(match["value"]), _UNITS.get(match["unit"] or "", ""))
        for match in _ARABIC.finditer(text)
    ]
    for match in _NATIVE.finditer(text):
        value = _NATIVE_TENS.get(match["tens"] or "", 0) + _NATIVE_ONES.get(match["ones"] or "", 0)
        if value:
            found.append(Number(match[0].strip(), value, _UNITS.get(match["unit"], "")))
    found += [
        Number(match[0].strip(), _sino(match["value"]), _UNITS.get(match["unit"], ""))
        for match in _SINO_NUMBER.finditer(text)
    ]
    found += [Number(match[0], _DAYS[match[0]], "일") for match in _DAY_WORDS.finditer(text)]
    if _HALF in text:
        found.append(Number(_HALF, 50, "%"))
    return found


def unseen(summary: str, source: str) -> list[str]:
    """Numbers of ``summary``, as written there, that ``source`` does not hold with that unit."""
    held = numbers(source)
    values = {number.value for number in held}
    pairs = {(number.value, number.unit) for number in held}
    missing = []
    for number in numbers(summary):
        if number.text == _HALF or number.value == 1:  # 절반 and 한 are words of style more often than figures
            continue
        # A unit that the source leaves out or writes in another way (스무 가지, 20종) is no error: the value decides.
        bare = (number.value, "") in pairs
        known = number.value in values and (not number.unit or bare or (number.value, number.unit) in pairs)
        if not known:
            missing.append(number.text)
    return list(dict.fromkeys(missing))


def _arabic(text: str) -> float:
    """Value of 1억 4,000만, 2만 8,000, 3.5만, 5천만, 1200."""
    total, position = 0.0, 0
    text = re.sub(r"[\s,]", "", text)
    for match in re.finditer(r"(\d+(?:\.\d+)?)([천백십]?)([조억만]?)", text):
        if match.start() < position:
            continue
        position = match.end()
        total += float(match[1]) * _LARGE.get(match[2], 1) * _LARGE.get(match[3], 1)
    return round(total, 6)


def _sino(text: str) -> float:
    """Value of 이백오십, 삼천, 만 이천."""
    total = section = digit = 0
    for letter in text.replace(" ", ""):
        if letter in _SINO:
            digit = _SINO[letter]
        elif letter == "만":
            total += max(section + digit, 1) * 10_000
            section = digit = 0
        else:
            section += max(digit, 1) * _LARGE[letter]
            digit = 0
    return float(total + section + digit)
