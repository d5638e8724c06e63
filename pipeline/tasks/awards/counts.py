"""Counts and times as they end a phrase: 47번, 5시간 47분, 33년, 사흘."""

from __future__ import annotations

import re

NUMBER = (
    r"(?:\d[\d,.]*|한|두|세|네|다섯|여섯|일곱|여덟|아홉|열|스무|서른|마흔|쉰|몇|수십|수백|수천)\s?(?:만|천|백|억)?\s?"
)
SPAN = re.compile(
    rf"{NUMBER}(?:년|해|개월|달|주|주일|일|시간|분|학기)$|(?<![가-힣])(?:일주일|하루|보름|이틀|사흘|나흘)$"
)
TIMES = re.compile(rf"{NUMBER}(?:번|회|차례)$")
COUNT = re.compile(rf"(?:\d[\d,]*\s?[가-힣]{{1,2}}\s)?{NUMBER}[가-힣A-Za-z%]{{1,3}}$")  # 47번, 5시간 47분


def is_long_span(phrase: str) -> bool:
    """Whether the phrase ends in a time of days and more."""
    return re.search(r"\d\s?(?:년|개월|달|주일|주|일)$", phrase) is not None


def ends_in_count(phrase: str) -> bool:
    """Whether a number with its unit is the last thing said: 학교에서 도보 5분."""
    return COUNT.search(phrase) is not None
