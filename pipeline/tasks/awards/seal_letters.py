"""Hangul for seals: jamo as straight strokes that fill their cells, after the square letters of carved seals (전각).

Coordinates run from 0 to 1 across the jamo's own cell, x to the right and y down. ``Stroke`` is a polyline; a closed
one is a ring (ㅇ).
"""

from __future__ import annotations

from dataclasses import dataclass

INITIALS = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ"
VOWELS = "ㅏㅐㅑㅒㅓㅔㅕㅖㅗㅘㅙㅚㅛㅜㅝㅞㅟㅠㅡㅢㅣ"
FINALS = ["", *"ㄱㄲㄳㄴㄵㄶㄷㄹㄺㄻㄼㄽㄾㄿㅀㅁㅂㅄㅅㅆㅇㅈㅊㅋㅌㅍㅎ"]
CLUSTERS = {  # two jamo side by side
    **{"ㄲ": "ㄱㄱ", "ㄸ": "ㄷㄷ", "ㅃ": "ㅂㅂ", "ㅆ": "ㅅㅅ", "ㅉ": "ㅈㅈ", "ㄳ": "ㄱㅅ", "ㄵ": "ㄴㅈ", "ㄶ": "ㄴㅎ"},
    **{"ㄺ": "ㄹㄱ", "ㄻ": "ㄹㅁ", "ㄼ": "ㄹㅂ", "ㄽ": "ㄹㅅ", "ㄾ": "ㄹㅌ", "ㄿ": "ㄹㅍ", "ㅀ": "ㄹㅎ", "ㅄ": "ㅂㅅ"},
}
MIXED = {"ㅘ": "ㅗㅏ", "ㅙ": "ㅗㅐ", "ㅚ": "ㅗㅣ", "ㅝ": "ㅜㅓ", "ㅞ": "ㅜㅔ", "ㅟ": "ㅜㅣ", "ㅢ": "ㅡㅣ"}
TALL, FLAT = "ㅏㅐㅑㅒㅓㅔㅕㅖㅣ", "ㅗㅛㅜㅠㅡ"

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Box:
    left: float
    top: float
    right: float
    bottom: float

    def part(self, left: float, top: float, right: float, bottom: float) -> Box:
        """The box inside this one between the given shares of its width and height."""
        width, height = self.right - self.left, self.bottom - self.top
        return Box(
            self.left + left * width, self.top + top * height, self.left + right * width, self.top + bottom * height
        )

    def point(self, x: float, y: float) -> Point:
        return self.left + x * (self.right - self.left), self.top + y * (self.bottom - self.top)


@dataclass(frozen=True, slots=True)
class Stroke:
    points: tuple[Point, ...]
    ring: bool = False  # an ellipse that fills the box of its two points


def _strokes(*lines: str) -> tuple[Stroke, ...]:
    """``"0,0 1,0 1,1"`` -> a polyline; a leading ``o`` makes the ring between two corners."""
    made = []
    for line in lines:
        pairs = [tuple(map(float, pair.split(","))) for pair in line.lstrip("o ").split()]
        made.append(Stroke(tuple((x, y) for x, y in pairs), ring=line.startswith("o")))
    return tuple(made)


JAMO = {
    "ㄱ": _strokes("0,0 1,0 1,1"),
    "ㄴ": _strokes("0,0 0,1 1,1"),
    "ㄷ": _strokes("1,0 0,0 0,1 1,1"),
    "ㄹ": _strokes("0,0 1,0 1,.5 0,.5 0,1 1,1"),
    "ㅁ": _strokes("0,0 1,0 1,1 0,1 0,0 1,0"),
    "ㅂ": _strokes("0,0 0,1 1,1 1,0", "0,.5 1,.5"),
    "ㅅ": _strokes("0,1 .2,.8 .5,.2 .8,.8 1,1", ".5,0 .5,.25"),
    "ㅇ": _strokes("o 0,0 1,1"),
    "ㅈ": _strokes("0,0 1,0", "0,1 .25,.75 .5,.1 .75,.75 1,1"),
    "ㅊ": _strokes(".25,0 .75,0", "0,.32 1,.32", "0,1 .25,.8 .5,.35 .75,.8 1,1"),
    "ㅋ": _strokes("0,0 1,0 1,1", "0,.5 1,.5"),
    "ㅌ": _strokes("1,0 0,0 0,1 1,1", "0,.5 1,.5"),
    "ㅍ": _strokes("0,0 1,0", "0,1 1,1", ".28,0 .28,1", ".72,0 .72,1"),
    "ㅎ": _strokes(".25,0 .75,0", "0,.28 1,.28", "o .08,.52 .92,1"),
    "ㅏ": _strokes(".2,0 .2,1", ".2,.48 1,.48"),
    "ㅑ": _strokes(".2,0 .2,1", ".2,.32 1,.32", ".2,.66 1,.66"),
    "ㅓ": _strokes(".8,0 .8,1", "0,.48 .8,.48"),
    "ㅕ": _strokes(".8,0 .8,1", "0,.32 .8,.32", "0,.66 .8,.66"),
    "ㅣ": _strokes(".5,0 .5,1"),
    "ㅐ": _strokes("0,0 0,1", "1,0 1,1", "0,.48 1,.48"),
    "ㅒ": _strokes("0,0 0,1", "1,0 1,1", "0,.32 1,.32", "0,.66 1,.66"),
    "ㅔ": _strokes(".5,0 .5,1", "1,0 1,1", "0,.48 .5,.48"),
    "ㅖ": _strokes(".5,0 .5,1", "1,0 1,1", "0,.32 .5,.32", "0,.66 .5,.66"),
    "ㅗ": _strokes("0,1 1,1", ".5,0 .5,1"),
    "ㅛ": _strokes("0,1 1,1", ".3,0 .3,1", ".7,0 .7,1"),
    "ㅜ": _strokes("0,0 1,0", ".5,0 .5,1"),
    "ㅠ": _strokes("0,0 1,0", ".3,0 .3,1", ".7,0 .7,1"),
    "ㅡ": _strokes("0,.5 1,.5"),
}


def is_syllable(char: str) -> bool:
    return "가" <= char <= "힣"


def syllable(char: str, box: Box) -> list[Stroke]:
    """The strokes of one Hangul syllable, spread over ``box``."""
    code = ord(char) - ord("가")
    initial, vowel, final = INITIALS[code // 588], VOWELS[code % 588 // 28], FINALS[code % 28]
    upper = box
    placed: list[Stroke] = []
    if final:
        tall_final = CLUSTERS.get(final, final)[-1] in "ㄹㅌㅎㅊㅍㅁㅂ" or "ㄹ" in CLUSTERS.get(final, "")
        upper = box.part(0, 0, 1, 0.5 if tall_final else 0.54)
        placed += _jamo(final, box.part(0, 0.63 if tall_final else 0.7, 1, 1))
    if vowel in TALL:
        slim = vowel == "ㅣ"
        placed += _jamo(initial, upper.part(0, 0, 0.6 if slim else 0.5, 1))
        placed += _jamo(vowel, upper.part(0.84 if slim else 0.68, 0, 1.16 if slim else 1, 1))
    elif vowel in FLAT:
        placed += _jamo(initial, upper.part(0.06, 0, 0.94, 0.44 if vowel != "ㅡ" else 0.58))
        placed += _jamo(vowel, upper.part(0, 0.68 if vowel != "ㅡ" else 0.84, 1, 1 if vowel != "ㅡ" else 1.16))
    else:
        flat, tall = tuple(MIXED[vowel])
        placed += _jamo(initial, upper.part(0, 0, 0.52, 0.42))
        low = upper.part(0, 0.66, 0.58, 1) if flat != "ㅡ" else upper.part(0, 0.8, 0.58, 1.2)
        placed += _jamo(flat, low)
        placed += _jamo(tall, upper.part(0.86, 0, 1.14, 1) if tall == "ㅣ" else upper.part(0.76, 0, 1, 1))
    return placed


def _jamo(jamo: str, box: Box) -> list[Stroke]:
    if pair := CLUSTERS.get(jamo):
        return _jamo(pair[0], box.part(0, 0, 0.42, 1)) + _jamo(pair[1], box.part(0.58, 0, 1, 1))
    return [Stroke(tuple(box.point(x, y) for x, y in stroke.points), stroke.ring) for stroke in JAMO[jamo]]
