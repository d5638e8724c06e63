"""The ten heavenly stems (천간), the twelve earthly branches (지지) and the cycle of sixty (육십갑자) that they form.

A pillar is written as two hanja, stem and branch; its place in the cycle is 0 for 甲子 to 59 for 癸亥.
"""

from __future__ import annotations

from typing import Final

STEMS: Final = "甲乙丙丁戊己庚辛壬癸"
BRANCHES: Final = "子丑寅卯辰巳午未申酉戌亥"
CYCLE: Final = tuple(STEMS[n % 10] + BRANCHES[n % 12] for n in range(60))
PLACE: Final = {pillar: n for n, pillar in enumerate(CYCLE)}

READING: Final = dict(zip(STEMS + BRANCHES, "갑을병정무기경신임계자축인묘진사오미신유술해", strict=True))
ELEMENT: Final = dict(zip(STEMS + BRANCHES, "목목화화토토금금수수" + "수토목목토화화토금금토수", strict=True))

# Hidden stems (지장간) of each branch and their days out of 30, in the order 여기, 중기, 본기: the last one rules.
# The days follow the usual table of Korean textbooks (월률분야).
HIDDEN_STEMS: Final[dict[str, tuple[tuple[str, int], ...]]] = {
    "子": (("壬", 10), ("癸", 20)),
    "丑": (("癸", 9), ("辛", 3), ("己", 18)),
    "寅": (("戊", 7), ("丙", 7), ("甲", 16)),
    "卯": (("甲", 10), ("乙", 20)),
    "辰": (("乙", 9), ("癸", 3), ("戊", 18)),
    "巳": (("戊", 7), ("庚", 7), ("丙", 16)),
    "午": (("丙", 10), ("己", 9), ("丁", 11)),
    "未": (("丁", 9), ("乙", 3), ("己", 18)),
    "申": (("戊", 7), ("壬", 7), ("庚", 16)),
    "酉": (("庚", 10), ("辛", 20)),
    "戌": (("辛", 9), ("丁", 3), ("戊", 18)),
    "亥": (("戊", 7), ("甲", 7), ("壬", 16)),
}


def reading(hanja: str) -> str:
    """How a pillar, stem or branch is read: ``"戊辰"`` -> ``"무진"``."""
    return "".join(READING[character] for character in hanja)


def is_yang(stem: str) -> bool:
    """Polarity (음양) of a stem: 甲 丙 戊 庚 壬 are yang (양)."""
    return STEMS.index(stem) % 2 == 0


def ruling_stem(branch: str) -> str:
    """The hidden stem (본기) by which a branch is read; its polarity is what the ten gods go by."""
    return HIDDEN_STEMS[branch][-1][0]
