"""Numbers of a Korean text with their units, in digits (33년, 1,000권) and in words (서른 명, 두 번)."""

from __future__ import annotations

import re

_UNITS = (
    "개월|개국|개|주년|주일|주|년도|년|월|일|시간|시|분|초|번째|번|회|차|차례|명|살|세|마리|권|장|곳|잔|그릇|포기|등급|등|위|점|원|만|천|백|억|조|"
    "킬로미터|킬로그램|킬로|미터|센티|퍼센트|배|쪽|페이지|남매|형제|자매|식구|가지|켤레|벌|송이|대|건|편|곡|층|호|학년|학기|반|인분|박|끼|골|팀|도|돌|"
    "리터|그루|상자|박스|통|봉지|병|캔|줄|판|모|석|좌석|바퀴|걸음|km|kg|cm|mm|ml|mg|m|g|L|GB|MB|TB|%|℃|㎞|㎏"
)
_DIGITS = re.compile(rf"(?<![A-Za-z\d])(\d[\d,]*(?:\.\d+)?)(?:\s?({_UNITS}))?")
_NATIVE = {"한": 1, "하나": 1, "두": 2, "둘": 2, "세": 3, "석": 3, "셋": 3, "네": 4, "넷": 4, "다섯": 5,
           "여섯": 6, "일곱": 7, "여덟": 8, "아홉": 9, "열": 10, "스무": 20, "스물": 20, "서른": 30, "마흔": 40,
           "쉰": 50, "예순": 60, "일흔": 70, "여든": 80, "아흔": 90}  # fmt: skip
_SINO = {"일": 1, "이": 2, "삼": 3, "사": 4, "오": 5, "육": 6, "칠": 7, "팔": 8, "구": 9, "십": 10, "백": 100,
         "천": 1000}  # fmt: skip
_COUNTERS = (
    "년|해|달|개월|주년|주일|주|일|시간|시|분|초|번째|번|회|차례|명|사람|살|세|마리|권|장|개|곳|잔|그릇|포기|등|위|점|원|"
    "만 원|킬로미터|킬로그램|킬로|미터|퍼센트|배|쪽|페이지|남매|형제|자매|식구|가지|켤레|벌|송이|대|건|편|"
    "곡|층|호|학년|인분|돌"
)
# A counter ends its word or has a particle: 두 시 is a number, 두 시어머니 is not.
_AFTER = (
    r"(?=$|[^가-힣]|이|인|였|예요|입니|가|은|을|를|의|에|도|로|과|와|만|부터|까지|씩|째|간|마다|동안|쯤|정도|전|후|뒤|내|안|"
    r"넘|남짓|짜리|어치|치|이상|이하|여|반|밖에|뿐|으로|중|당|만에)"
)
_TENS = "열|스물|서른|마흔|쉰|예순|일흔|여든|아흔"
_ONES = "한|두|세|석|네|다섯|여섯|일곱|여덟|아홉"
_WORDS = re.compile(
    rf"(?<![가-힣\d])((?:{_TENS})?(?:{_ONES})|열|스무|서른|마흔|쉰|예순|일흔|여든|아흔|"
    r"[일이삼사오육칠팔구][십백천](?:[일이삼사오육칠팔구]?[십백])*[일이삼사오육칠팔구]?|"
    r"[십백천][일이삼사오육칠팔구십백]+|[십백천](?=\s|[번년일점원권]))"
    rf"\s?(?=(?:{_COUNTERS}){_AFTER})"
)
# Both of a pair, and whose side somebody is on: no number that anybody gave.
_NO_NUMBERS = re.compile(r"(?<![가-힣])두 (?:분|사람)|(?<![가-힣])네 (?:편|덕|차례)")


def in_digits(text: str) -> list[tuple[str, str]]:
    """Every number in digits with its unit, "" for none: a particle (240과) or another word (119 불러) is no unit."""
    return [(match[1], match[2] or "") for match in _DIGITS.finditer(text)]


def in_words(text: str) -> list[str]:
    """Every number in words before a counter: 서른 of 서른 명. 두 분 and 두 사람 only say who is meant."""
    return [match[1] for match in _WORDS.finditer(text) if not _NO_NUMBERS.match(text, match.start())]


def value(word: str) -> int:
    """The value of a number in words: 서른셋 33, 이십 20, 천오백 1500."""
    for tens in sorted((w for w, v in _NATIVE.items() if v >= 10), key=len, reverse=True):
        if word.startswith(tens):
            return _NATIVE[tens] + _NATIVE.get(word[len(tens) :], 0)
    if word in _NATIVE:
        return _NATIVE[word]
    total, current = 0, 0
    for char in word:
        number = _SINO[char]
        if number >= 10:
            total += (current or 1) * number
            current = 0
        else:
            current = number
    return total + current
