"""Certificates as they come out: measured from the PDF itself, in every design and orientation."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import groupby, pairwise
from pathlib import Path

import pytest
from PIL import Image
from pypdf import PdfReader

from pipeline.tasks.awards.award import Award
from pipeline.tasks.awards.certificate import DESIGNS, ORIENTATIONS, render_certificate
from pipeline.tasks.awards.certificate_press import measure
from tests.tasks.awards.pdf_glyphs import Glyph, fonts, glyphs

HARD_BODY = (
    "위 사람은 “새벽”과 ‘저녁’을 \"가리지\" '않고' #set text(red) $x^2$ <b>굵게</b> \\n C:\\temp *별* _밑줄_ "
    '`코드` @누구 // 주석 /* 주석 */ = 제목 #link("x") {중괄호} [대괄호] ~ ^ & % 一二三 金相鐵 㐀㐁䶵 𠀋𠮷𡈽 '
    "éñß Škoda Zażółć Người 😀 👨‍👩‍👧 👍🏽 🇰🇷\n"
    "특히 지난겨울 폭설로 온 동네의 길이 막혔을 때에도 눈길을 헤치고 도시락을 가져다준 일은 온 가족이 두고두고 "
    "기억할 것입니다. 이제는 우리가 받은 사랑을 조금이나마 돌려드리고자 하오니, 앞으로는 늦잠도 주무시고 "
    "맛있는 것도 먼저 드시면서 오래오래 건강하게 우리 곁에 있어 주시기를 바라며, 온 가족의 마음을 모아 "
    "이 상장을 드립니다. 언제나 곁에서 웃어 주셔서 참으로 사랑하고 고맙습니다!"
)
HARD = Award(
    "감사장",
    "#emph[별빛] 도시락 감사상 😀 <i>",
    "황보남궁제갈사공독고선우",
    HARD_BODY,
    "한국지질자원연구원 국가재난안전연구본부 기획실장 Müller",
)
PLAIN = Award(
    "상장",
    "새벽 도시락 감사상",
    "김미영",
    "위 사람은 결혼 후 서른 해 동안 한 번도 화를 내지 않고 퇴근길마다 붕어빵을 사 오셨으며, 아버지의 코 고는 "
    "소리를 자장가로 여기는 놀라운 인내심을 보여 주셨습니다. 이에 온 가족의 존경과 사랑을 담아 이 상장을 드립니다.",
    "사랑하는 딸 김하늘",
)
SIZES = {"세로": (2480, 3508), "가로": (3508, 2480)}
FORMATS = {"세로": "portrait", "가로": "landscape"}
LOOKS = [(design, orientation) for design in DESIGNS for orientation in ORIENTATIONS]


def bare(text: str) -> str:
    return re.sub(r"\s", "", text)


def split_by_role(drawn: list[Glyph], texts: dict[str, str]) -> dict[str, list[Glyph]]:
    """The drawn glyphs dealt out to the roles in the order of the page; fails where a character is missing or extra."""
    assert "".join(bare(glyph.text) for glyph in drawn) == "".join(map(bare, texts.values()))
    roles: dict[str, list[Glyph]] = {}
    rest = iter([glyph for glyph in drawn if bare(glyph.text)])
    for role, text in texts.items():
        roles[role], seen = [], 0
        while seen < len(bare(text)):
            glyph = next(rest)
            roles[role].append(glyph)
            seen += len(bare(glyph.text))
    return roles


def lines_of(part: list[Glyph]) -> list[str]:
    return ["".join(glyph.text for glyph in line) for _, line in groupby(part, key=lambda glyph: round(glyph.baseline))]


def top(part: list[Glyph]) -> float:
    return max(glyph.baseline + 0.84 * glyph.size for glyph in part)


def bottom(part: list[Glyph]) -> float:
    return min(glyph.baseline - 0.16 * glyph.size for glyph in part)


@pytest.mark.parametrize(("design", "orientation"), LOOKS)
def test_hard_text_stands_whole_inside_its_frame(design: str, orientation: str, tmp_path: Path) -> None:
    assert len(HARD_BODY) >= 400
    files = render_certificate(
        HARD, tmp_path, design=design, orientation=orientation, number="2026-001", date="2026-11-21", seal="없음"
    )
    reader = PdfReader(files.pdf)
    (page,) = reader.pages
    width, height = float(page.mediabox.width), float(page.mediabox.height)
    assert (round(width), round(height)) == ((595, 842) if orientation == "세로" else (842, 595))
    texts = {
        "number": "제 2026-001 호",
        "kind": HARD.kind,
        "title": HARD.title,
        "recipient": HARD.recipient,
        "body": HARD.body,
        "date": "2026년 11월 21일",
        "giver": HARD.giver,
    }
    drawn = glyphs(page)
    roles = split_by_role(drawn, texts)
    assert all(font.embedded for font in fonts(page).values())
    assert not [glyph for glyph in drawn if glyph.code == 0 and glyph.font != "Type3"], "a missing glyph (.notdef)"

    style = measure(design, texts)[1][FORMATS[orientation]]
    for glyph in drawn:
        if bare(glyph.text):
            assert glyph.left >= style.left - 0.6, glyph
            assert glyph.right <= width - style.right + 0.6, glyph
    assert max(map(top, roles.values())) <= height - style.top + 0.6
    assert min(map(bottom, roles.values())) >= style.bottom - 0.6
    for above, below in pairwise(("kind", "title", "recipient", "body", "date", "giver")):
        assert bottom(roles[above]) >= top(roles[below]), f"{above} runs into {below}"
    assert bottom(roles["number"]) >= top(roles["kind"])
    assert min(glyph.size for glyph in roles["body"]) >= 11

    words = set(HARD.body.split())
    for line in lines_of([glyph for glyph in drawn if glyph in roles["body"] or glyph.text == " "]):
        assert not set(line.split()) - words, "a line broke inside a word"


@pytest.mark.parametrize(("design", "orientation"), LOOKS)
def test_plain_text_looks_settled(design: str, orientation: str, tmp_path: Path) -> None:
    files = render_certificate(
        PLAIN, tmp_path, design=design, orientation=orientation, date="2026. 11. 21.", seal="없음"
    )
    reader = PdfReader(files.pdf)
    texts = {role: getattr(PLAIN, role) for role in ("kind", "title", "recipient", "body")}
    roles = split_by_role(glyphs(reader.pages[0]), texts | {"date": "2026년 11월 21일", "giver": PLAIN.giver})
    size = {role: part[0].size for role, part in roles.items()}
    assert size["kind"] > size["recipient"] > size["title"] > size["body"] > 14
    assert size["giver"] > size["date"]
    last = lines_of(roles["body"])[-1]
    assert len(last) > 6, f"the last line is a stub: {last}"

    with Image.open(files.png) as picture:
        assert picture.size == SIZES[orientation]
        assert [round(dpi) for dpi in picture.info["dpi"]] == [300, 300]
    with Image.open(files.square) as picture:
        assert picture.size == (1080, 1080)
        assert len(picture.convert("RGB").getcolors(2**24) or []) > 50


def test_pdf_says_what_it_is(tmp_path: Path) -> None:
    reader = PdfReader(render_certificate(PLAIN, tmp_path).pdf)
    assert reader.metadata is not None
    assert reader.metadata.title == "상장 새벽 도시락 감사상 김미영"
    assert reader.metadata.author == PLAIN.giver
    root = reader.trailer["/Root"]
    assert root["/Lang"].startswith("ko")
    assert root["/MarkInfo"]["/Marked"]
    xmp = root["/Metadata"].get_data().decode()
    assert "<pdfaid:part>2</pdfaid:part>" in xmp
    assert "<pdfuaid:part>1</pdfuaid:part>" in xmp
    assert "/Image" not in {
        x.get_object()["/Subtype"] for x in reader.pages[0]["/Resources"].get("/XObject", {}).values()
    }


@pytest.mark.parametrize("design", DESIGNS)
def test_one_endless_word_breaks_where_it_must(design: str, tmp_path: Path) -> None:
    award = replace(
        PLAIN, body="가나다라마바사아자차카타파하" * 20, title="가" * 40, recipient="나" * 40, giver="다" * 40
    )
    page = PdfReader(render_certificate(award, tmp_path, design=design, date="오늘", seal="없음").pdf).pages[0]
    texts = {role: getattr(award, role) for role in ("kind", "title", "recipient", "body")}
    drawn = split_by_role(glyphs(page), texts | {"date": "오늘", "giver": award.giver})
    style = measure(design, texts)[1]["portrait"]
    assert (
        max(glyph.right for part in drawn.values() for glyph in part) <= float(page.mediabox.width) - style.right + 0.6
    )


def test_seal_covers_the_end_of_the_giver(tmp_path: Path) -> None:
    with_seal = render_certificate(PLAIN, tmp_path / "with")
    without = render_certificate(PLAIN, tmp_path / "without", seal="없음")
    page = PdfReader(with_seal.pdf).pages[0]
    last = glyphs(page)[-1]
    assert last.text == "늘"
    scale = 300 / 72
    box = [
        last.left * scale,
        3508 - (last.baseline + last.size) * scale,
        last.right * scale,
        3508 - last.baseline * scale,
    ]
    beyond = [box[2], box[1], box[2] + 60, box[3]]

    def red(path: Path, area: list[float]) -> int:
        with Image.open(path) as picture:
            crop = picture.convert("RGB").crop(tuple(map(round, area)))
        return sum(count for count, (r, g, b) in crop.getcolors(2**24) if r > 130 and g < 110 and b < 110)

    assert red(with_seal.png, box) > 300
    assert red(with_seal.png, beyond) > 300
    assert red(without.png, box) == red(without.png, beyond) == 0
