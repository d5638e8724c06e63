"""Seals: every Hangul syllable can be carved, and what is carved is what was asked for."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET

import pytest

from pipeline.tasks.awards.seal import MOST_LETTERS, giver_seal, worded_seal
from pipeline.tasks.awards.seal_letters import Box, syllable

SVG = "{http://www.w3.org/2000/svg}"
SYLLABLES = [chr(code) for code in range(ord("가"), ord("힣") + 1)]


def letters(svg: str) -> int:
    """How many letters the seal carries: a path in the second group for a syllable, a text for any other."""
    marks = ET.fromstring(svg).findall(f"{SVG}g")[1]
    return len(list(marks))


def test_every_syllable_is_drawn_inside_its_cell_and_like_no_other() -> None:
    cell = Box(0, 0, 1, 1)
    drawings = set()
    for char in SYLLABLES:
        strokes = syllable(char, cell)
        xs = [x for stroke in strokes for x, _ in stroke.points]
        ys = [y for stroke in strokes for _, y in stroke.points]
        assert min(xs) >= -1e-9, char
        assert max(xs) <= 1 + 1e-9, char
        assert min(ys) >= -1e-9, char
        assert max(ys) <= 1 + 1e-9, char
        drawings.add(tuple(sorted((stroke.ring, stroke.points) for stroke in strokes)))
    assert len(drawings) == 11172


@pytest.mark.parametrize(
    ("giver", "count"),
    [
        ("엄마", 4),  # 엄마의인
        ("김하늘", 4),  # 김하늘인
        ("제갈공명", 4),
        ("한마음초등학교장", 9),  # …인
        ("金相鐵", 4),  # …印
        ("Kim & Park", 7),
        ("한국지질자원연구원 국가재난안전연구본부 기획실장", 23),
    ],
)
def test_the_givers_letters_fill_the_seal(giver: str, count: int) -> None:
    assert letters(giver_seal(giver)) == count


def test_a_person_has_a_round_seal_and_an_office_a_square_one() -> None:
    def corner(svg: str) -> float:
        """How far the rim reaches from the middle towards the corner."""
        points = [tuple(map(float, pair)) for pair in re.findall(r"[ML]([\d.]+) ([\d.]+)", svg.split("</g>")[0])]
        return max(min(abs(x - 50), abs(y - 50)) for x, y in points)

    assert corner(giver_seal("김하늘")) < 36
    assert corner(giver_seal("한마음초등학교장")) > 43
    assert corner(worded_seal("참 잘했어요")) < 36


@pytest.mark.parametrize(
    "giver", ["😀", "!!", "가" * 200, "</svg><script>", "&amp;", "ß ﬁ", "𠀋𠮷", "한 사람\n두 사람"]
)
def test_any_giver_makes_a_whole_picture(giver: str) -> None:
    svg = giver_seal(giver)
    assert 1 <= letters(svg) <= MOST_LETTERS
    assert "<script" not in svg


def test_the_same_giver_has_the_same_seal() -> None:
    assert giver_seal("김하늘") == giver_seal("김하늘") != giver_seal("김하눌")
