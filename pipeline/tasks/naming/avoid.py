"""Characters that custom avoids in names (불용한자), with the reason. Nothing forbids them: a warning, no more.

A study of the custom found no ground for it (권익기·김만태, 2018).
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Final

_REASONS: Final[dict[str, str]] = {
    "天日月星山川江海雲雪風雨霜露石地": "자연을 그대로 뜻하는 글자라 그 기운이 사람에게 버겁다고 여겨",
    "春夏秋冬": "계절을 뜻하는 글자라 한때 피고 진다고 여겨",
    "龍龜虎鳳鶴鹿馬熊燕羊牛麒": "동물을 뜻하는 글자라",
    "花蘭梅菊桃李蓮竹松草葉柳杏": "꽃과 나무를 뜻하는 글자라 쉬이 시든다고 여겨",
    "一二三四五六七八九十百千萬": "숫자라서",
    "甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉戌亥": "간지에 쓰는 글자라",
    "長元孟伯宗甫初始先大太泰": "맏이에게 쓰는 글자라 하여 둘째부터는",
    "東西南北": "방위를 뜻하는 글자라",
    "帝王皇神聖國": "뜻이 너무 크다고 여겨",
    "金銀珠玉珍寶錦": "귀한 물건을 뜻하는 글자라",
    "美愛貞順淑姬喜笑": "옛날 여자 이름에서 꺼리던 글자라",
    "光明完昌孝壽福仁義": "뜻이 좋은 만큼 거꾸로 풀린다고 여겨",
}


@cache
def _by_character() -> Mapping[str, str]:
    return {char: reason for characters, reason in _REASONS.items() for char in characters}


def custom_avoids(char: str) -> str:
    """A Korean sentence with the customary reason against ``char``, or ``""``."""
    reason = _by_character().get(char)
    if reason is None:
        return ""
    return f"{char}: {reason} 꺼리는 관습이 있습니다(불용한자). 법으로 막거나 근거가 밝혀진 것은 아닙니다."
