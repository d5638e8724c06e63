"""The seal (도장, 직인) made from the letters of whoever gives the award, as an SVG picture 100 units square."""

from __future__ import annotations

import math
import random
import unicodedata
from itertools import pairwise
from xml.sax.saxutils import escape

from pipeline.tasks.awards.seal_letters import Box, Stroke, is_syllable, syllable

RED = "#bf2318"
MOST_LETTERS = 36
# Letters that are not Hangul syllables: the font, its weight and how much of an em a capital or ideograph is tall.
LATIN, HAN = ("NanumSquare, Libertinus Serif", 800, 0.7), ("Noto Serif CJK KR, Noto Serif CJK TC", 900, 0.92)

FILLED_BY = {
    2: 2,
    3: 1,
    5: 1,
    7: 2,
    8: 1,
    10: 2,
    11: 1,
    14: 2,
    15: 1,
}  # letters -> those of 인 or 의인 that fill a grid


def letters_of(text: str) -> str:
    """The letters and digits that a seal can carry."""
    return "".join(char for char in text if char.isalnum())


def giver_seal(giver: str) -> str:
    """A seal for ``giver``: a person's short name in a round one (개인 도장), anyone else's in a square one (직인).

    The columns run from right to left, as carved. 인 or 의인 ("the seal of") fills the last column where it fits.
    """
    letters = letters_of(giver)
    if not letters or len(letters) > MOST_LETTERS:
        letters = letters_of(giver.split()[-1])[:MOST_LETTERS] or "인"
    personal = len(letters) <= 4 and len(giver.split()) == 1
    endings = ("인", "의인") if all(map(is_syllable, letters)) else ("印", "之印") if _all_han(letters) else ("", "")
    letters += endings[FILLED_BY[len(letters)] - 1] if len(letters) in FILLED_BY else ""
    rows = math.ceil(math.sqrt(len(letters)))
    columns = [letters[start : start + rows] for start in range(0, len(letters), rows)]
    return _picture(columns[::-1], upright=True, round_=personal, seed=giver)


def worded_seal(text: str) -> str:
    """A stamp that says ``text`` (참 잘했어요) in lines from left to right; round for a few letters."""
    letters = letters_of(text)
    lines = [line for line in map(letters_of, text.split()) if line]
    if (len(lines) == 1 and len(letters) > 3) or len(lines) > 4:
        count = round(math.sqrt(len(letters)))
        edges = [round(index * len(letters) / count) for index in range(count + 1)]
        lines = [letters[start:end] for start, end in pairwise(edges)]
    return _picture(lines, upright=False, round_=len(letters) <= 9, seed=text)


def _picture(rows: list[str], *, upright: bool, round_: bool, seed: str) -> str:
    """``rows`` are columns of letters when ``upright``, else lines; each is stretched to fill the seal."""
    margin = 19.5 if round_ else 12.5
    field = Box(margin, margin, 100 - margin, 100 - margin)
    densest = max(len(rows), *map(len, rows))
    thickness = min(3.6, 0.092 * (100 - 2 * margin) / densest)
    marks = []
    for index, row in enumerate(rows):
        near, far = index / len(rows), (index + 1) / len(rows)
        for place, letter in enumerate(row):
            # Lettering in lines is stretched less than carved columns are, and centred.
            share = 1 / len(row) if upright else min(1 / len(row), 1.2 / len(rows))
            first = 0.5 + (place - len(row) / 2) * share
            last = first + share
            cell = field.part(near, first, far, last) if upright else field.part(first, near, last, far)
            marks.append(_letter(letter, _inner(cell, 0.085), thickness))
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 100" width="100" height="100">'
        f'<g fill="{RED}" fill-opacity="0.9"><path fill-rule="evenodd" d="{_rim(round_, seed)}"/></g>'
        f'<g fill="none" stroke="{RED}" stroke-opacity="0.9" stroke-linejoin="round">{"".join(marks)}</g></svg>'
    )


def _all_han(letters: str) -> bool:
    return all(unicodedata.name(letter, "").startswith("CJK") for letter in letters)


def _inner(cell: Box, share: float) -> Box:
    """``cell`` less the same gap on all four sides."""
    gap = share * min(cell.right - cell.left, cell.bottom - cell.top)
    return Box(cell.left + gap, cell.top + gap, cell.right - gap, cell.bottom - gap)


def _letter(letter: str, box: Box, thickness: float) -> str:
    width, height = box.right - box.left, box.bottom - box.top
    if not is_syllable(letter):
        han = unicodedata.east_asian_width(letter) in "WF"
        font, weight, tall = HAN if han else LATIN
        stretch = min(1.6, 0.95 * width / height) if han else min(1.3, width / height)
        rise = 0.1 * height if han else 0
        return (
            f'<text transform="translate({box.left + width / 2:.2f} {box.bottom - rise:.2f}) scale({stretch:.3f} 1)"'
            f' font-size="{height / tall:.2f}" font-weight="{weight}" text-anchor="middle" stroke="none" fill="{RED}"'
            f' fill-opacity="0.9" font-family="{font}">{escape(letter.upper())}</text>'
        )
    half = thickness / 2
    path = "".join(
        map(_path, syllable(letter, Box(box.left + half, box.top + half, box.right - half, box.bottom - half)))
    )
    return f'<path d="{path}" stroke-width="{thickness:.2f}" stroke-linecap="square"/>'


def _path(stroke: Stroke) -> str:
    if not stroke.ring:
        return "M" + "L".join(f"{x:.2f} {y:.2f}" for x, y in stroke.points)
    (left, top), (right, bottom) = stroke.points
    rx, ry = (right - left) / 2, (bottom - top) / 2
    return f"M{left:.2f} {top + ry:.2f}a{rx:.2f} {ry:.2f} 0 1 1 {2 * rx:.2f} 0a{rx:.2f} {ry:.2f} 0 1 1 {-2 * rx:.2f} 0Z"


def _rim(round_: bool, seed: str) -> str:
    """The border, its edges a little uneven as if cut by hand: an outer and an inner outline, filled between."""
    chance = random.Random(seed)
    outlines = []
    for reach, roughness in ((48.0, 0.45), (43.6, 0.25)):
        points = []
        for step in range(240):
            turn = math.tau * step / 240
            x, y = math.cos(turn), math.sin(turn)
            # A superellipse: exponent 2 is the circle, a high one the square with soft corners.
            power = 2 if round_ else 14
            radius = (abs(x) ** power + abs(y) ** power) ** (-1 / power)
            distance = radius * (reach - roughness * chance.random() ** 6)
            points.append(f"{50 + distance * x:.2f} {50 + distance * y:.2f}")
        outlines.append("M" + "L".join(points) + "Z")
    return "".join(outlines)
