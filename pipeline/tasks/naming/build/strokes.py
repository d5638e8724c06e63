"""Characters whose 원획 differs from "Kangxi radical + Unihan's residual strokes".

Unihan counts a few components as they are written today (成 with 6 strokes, 者 without its dot); Korean naming counts
them as the Kangxi dictionary does. The values agree with published tables of name strokes.
"""

from __future__ import annotations

NUMERAL_STROKES: dict[str, int] = {hanja: value for value, hanja in enumerate("一二三四五六七八九十", start=1)}

_BY_STROKES: dict[int, str] = {
    5: "充瓦",
    7: "成巡罕乷",
    8: "考兎",
    9: "姬禹政瓮把臾",
    10: "城芿",
    11: "剩壺瓷离脯",
    12: "異裙猫卿斌湺珷盛琉",
    13: "暑邢禽廊敭渚煮睡鼎熙",
    14: "誠毓甄魁頊魂搜榔莽",
    15: "署瘟魄噓萬渗著節慨漓磁",
    16: "衛龜蒸嘯導整錨",
    17: "隷橚潚甑篠鍈",
    18: "戴翼魏甕擥朣蔬襁",
    19: "礖簫蕭",
    20: "朦薩夔",
    21: "魔屬瀟邃",
    22: "響囍欌",
    24: "鼇",
    28: "鑿",
}  # fmt: skip

KANGXI_STROKES: dict[str, int] = {hanja: strokes for strokes, row in _BY_STROKES.items() for hanja in row}
