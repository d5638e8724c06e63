"""Other numbers for an authored row: of the same size, possible for their unit, in the same order, the same everywhere.

A number stays as it is where something else in the row hangs on it: said in words too (34년 and 서른네 해), the sum of
two others (1991년 and 34년간), a rank, or a number that stands for itself (119, 24시간, 100점).
"""

from __future__ import annotations

import itertools
import random
import re
from collections.abc import Sequence

from pipeline.tasks.awards.particles import particle

NUMBER = re.compile(
    r"(?<![A-Za-z\d.,])(\d{1,3}(?:,\d{3})+|\d+)(\.\d+)?"
    r"(?P<unit>\s?(?:[가-힣]+|km|kg|cm|mm|m|g|L|%|℃)?)(?![A-Za-z\d])"
)
_OWN_MEANING = {"0", "1", "24", "100", "112", "119", "365", "1000", "10000"}
_FROZEN_UNITS = ("등", "위", "호선", "·", "순", "대째", "세대", "차 산업", "관왕", "전공", "사단", "연대")
_LIMITS = [  # what begins the unit, least and most
    ("시간", 2, 20), ("시", 1, 12), ("분", 2, 59), ("초", 2, 59), ("월", 1, 12), ("개월", 2, 11), ("학년", 1, 6),
    ("반", 1, 9), ("교시", 1, 7), ("학기", 1, 2), ("%", 11, 98), ("퍼센트", 11, 98), ("점", 11, 98), ("층", 2, 30),
    ("살", 2, 99), ("세", 2, 99), ("년", 2, 60), ("주년", 2, 60), ("박", 1, 9), ("남매", 3, 6), ("급", 1, 9),
]  # fmt: skip
_AGE = ("살", "세")
_YEARS = (1950, 2025)
_NOW = (2015, 2027)  # a year and a span of years that end about now belong together
_DAYS = {
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
_FEASTS = {"환갑": 60, "회갑": 60, "칠순": 70, "고희": 70, "희수": 77, "팔순": 80, "미수": 88, "구순": 90, "백수": 99,
           "사반세기": 25, "반세기": 50, "반백": 50, "은혼": 25, "금혼": 50, "일주일": 7, "사계절": 4}  # fmt: skip
_UNITS = ["", "하나 한", "둘 두", "셋 세 석", "넷 네 넉", "다섯", "여섯", "일곱", "여덟", "아홉"]
_TENS = ["", "열", "스물 스무", "서른", "마흔", "쉰", "예순", "일흔", "여든", "아흔"]
_SINO = "일이삼사오육칠팔구"
_COUNTED = (
    r"\s?(?:번|명|살|개|시|해|달|주|마리|사람|분|가지|판|권|장|잔|그릇|학년|째|차례|식구|남매|곳|대|끼|켤레|벌|통|줄|모둠|팀|집)"
    r"|[\s,.!?]|$"
)
_SCHOOL = "초중고"  # 중3: the third year of it
_TRIES = 30


def change(texts: Sequence[str], chance: random.Random) -> dict[str, str]:
    """For each number of ``texts`` that may change, as it is written, another one; empty when none may."""
    bounds = _bounds(texts)
    values = {text: float(text.replace(",", "")) for text in bounds}
    frozen = {text for text in values if _is_tied(text, values, texts)}
    free = [text for text in values if text not in frozen and bounds[text] is not None]
    for _ in range(_TRIES):
        new = {text: _another(text, bounds[text] or (0, 0), chance) for text in free}
        after = {text: float(new.get(text, text).replace(",", "")) for text in values}
        pairs = list(itertools.combinations(values, 2))
        same_order = all((values[a] < values[b]) == (after[a] < after[b]) for a, b in pairs)
        if same_order and len(set(after.values())) == len(after):
            return {old: number for old, number in new.items() if old != number}
    return {}


def swap(text: str, numbers: dict[str, str]) -> str:
    """``text`` with its numbers changed, and the particle right behind one that is read otherwise now."""

    def other(match: re.Match[str]) -> str:
        old = match[1] + (match[2] or "")
        new, unit = numbers.get(old, old), match["unit"]
        followed = re.match(r"(?:이|가|을|를|은|는|과|와|으로|로)$", unit)
        return new + (particle(new, unit) if followed and new != old else unit)

    return NUMBER.sub(other, text)


def _bounds(texts: Sequence[str]) -> dict[str, tuple[int, int] | None]:
    """Each number with the least and most that its units allow, None where it must stay."""
    found: dict[str, tuple[int, int] | None] = {}
    for match in itertools.chain.from_iterable(NUMBER.finditer(text) for text in texts):
        text, unit = match[1] + (match[2] or ""), match["unit"].strip()
        mine = (1, 3) if match.string[: match.start()].endswith(tuple(_SCHOOL)) else _range(text, unit)
        before = found.get(text, mine)
        found[text] = (max(before[0], mine[0]), min(before[1], mine[1])) if before and mine else None
    return found


def _range(text: str, unit: str) -> tuple[int, int] | None:
    value = float(text.replace(",", ""))
    if text in _OWN_MEANING or unit.startswith(_FROZEN_UNITS) or "." in text:
        return None
    if unit.startswith("년") and len(text) == 4:
        return (max(_YEARS[0], int(value) - 8), min(_YEARS[1], int(value) + 8)) if value <= _YEARS[1] else None
    if unit.startswith("일") and not unit.startswith("일째") and value <= 31:
        return 2, 28
    low, high = next(((low, high) for begin, low, high in _LIMITS if unit.startswith(begin)), (2, 10**9))
    if unit.startswith(_AGE):  # somebody of 84 stays old, somebody of 5 small
        decade = int(value) // 10 * 10
        low, high = (max(2, int(value) - 2), int(value) + 2) if value < 20 else (decade, decade + 9)
    return (low, high) if low <= value <= high else None


def _another(text: str, bounds: tuple[int, int], chance: random.Random) -> str:
    """A number with as many digits and as many zeros at its end, written with the same commas."""
    digits = text.replace(",", "")
    zeros = len(digits) - len(digits.rstrip("0"))
    step = 10**zeros
    low = max(bounds[0], 10 ** (len(digits) - 1), step)
    high = min(bounds[1], 10 ** len(digits) - 1)
    choices = range(-(-low // step), high // step + 1)
    if not choices:
        return text
    value = chance.choice(choices) * step
    return f"{value:,}" if "," in text else str(value)


def _is_tied(text: str, values: dict[str, float], texts: Sequence[str]) -> bool:
    value = values[text]
    others = [other for name, other in values.items() if name != text]
    sums = any(a + b == value or a * b == value or abs(a - b) == value for a, b in itertools.combinations(others, 2))
    near = any(abs(value - other) in {1, *others} or _NOW[0] <= value + other <= _NOW[1] for other in others)
    return sums or near or _is_said_in_words(int(value), "\n".join(texts))


def _is_said_in_words(value: int, text: str) -> bool:
    """Whether ``value`` stands in ``text`` in words as well: 서른네 해, 삼십사 년, 사흘, 팔순."""
    if any(word in text for word, number in (_DAYS | _FEASTS).items() if number == value) or "강산" in text:
        return True
    if not 2 <= value <= 99:
        return value in {100, 1000} and bool(re.search(r"(?<![가-힣])[백천](?![가-힣])", text))
    tens, units = divmod(value, 10)
    sino = (("" if tens == 1 else _SINO[tens - 1]) + "십" if tens else "") + (_SINO[units - 1] if units else "")
    native = [ten + unit for ten in _TENS[tens].split(" ") for unit in _UNITS[units].split(" ")]
    if value > 10:
        return any(word in text for word in (sino, *native))
    return any(re.search(rf"(?<![가-힣]){word}(?={_COUNTED})", text) for word in (sino, *native))
