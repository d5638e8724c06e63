"""What a certificate accepts and refuses, and what it leaves in its folder."""

from __future__ import annotations

import io
import re
import struct
import zlib
from base64 import b64decode
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
import typst
from PIL import Image, ImageDraw
from pypdf import PdfReader

from pipeline.errors import HanmadiError, InvalidInput
from pipeline.tasks.awards import certificate_press
from pipeline.tasks.awards.award import LIMITS, Award
from pipeline.tasks.awards.certificate import DESIGNS, date_text, number_text, render_certificate
from pipeline.tasks.awards.certificate_images import picture_svg

AWARD = Award(
    "상장", "새벽 도시락 감사상", "김미영", "위 사람은 매일 새벽 도시락을 쌌기에 이 상을 드립니다.", "딸 김하늘"
)
ROOT = Path(__file__).parents[3]


def text_of(pdf: Path) -> str:
    return re.sub(r"\s", "", PdfReader(pdf).pages[0].extract_text())


def refused(folder: Path, field: str, award: Award = AWARD, **options: object) -> InvalidInput:
    """Expects a refusal that names ``field`` and leaves nothing behind."""
    with pytest.raises(InvalidInput) as caught:
        render_certificate(award, folder, **options)  # type: ignore[arg-type]
    assert caught.value.field == field
    assert caught.value.what.endswith((".", "다", "요")) or caught.value.do, caught.value
    assert not list(folder.rglob("*"))
    return caught.value


def test_eight_designs_have_a_template_and_a_korean_label() -> None:
    assert len(DESIGNS) >= 8
    for key, label in DESIGNS.items():
        assert (certificate_press.SOURCES / f"{key}.typ").is_file()
        assert re.search("[가-힣]", label)


def test_award_comes_back_from_its_dictionary() -> None:
    assert Award.from_dict(AWARD.as_dict()) == AWARD


@pytest.mark.parametrize(
    "data",
    [
        None,
        [],
        "상장",
        {},
        {**AWARD.as_dict(), "body": ""},
        {**AWARD.as_dict(), "body": " \n\u200b "},
        {**AWARD.as_dict(), "giver": 3},
        {**AWARD.as_dict(), "extra": "x"},
        {**AWARD.as_dict(), "title": "가" * (LIMITS["title"] + 1)},
        {**AWARD.as_dict(), "recipient": "가\n나\n다\n라"},
    ],
)
def test_broken_awards_are_refused_in_korean(data: object) -> None:
    with pytest.raises(InvalidInput) as caught:
        Award.from_dict(data)
    assert caught.value.field == "award"
    assert caught.value.do.endswith("요.")


def test_award_text_is_made_plain() -> None:
    data = {**AWARD.as_dict(), "recipient": "\u1100\u1175\u11b7 \u202e 미영\x07 ", "body": "하나\r\n\r\n  둘\t셋 "}
    award = Award.from_dict(data)
    assert award.recipient == "김 미영"
    assert award.body == "하나\n둘 셋"


def test_unknown_looks_are_refused(tmp_path: Path) -> None:
    assert "classic" in refused(tmp_path, "design", design="../lib").do
    assert "가로" in refused(tmp_path, "orientation", orientation="대각선").do


@pytest.mark.parametrize(
    ("typed", "printed"),
    [("", ""), ("2026-001", "제 2026-001 호"), ("제3호", "제 3 호"), ("제 3 호", "제 3 호"), (" 7호 ", "제 7 호")],
)
def test_numbers(typed: str, printed: str) -> None:
    assert number_text(typed) == printed


def test_dates(tmp_path: Path) -> None:
    today = datetime.now(ZoneInfo("Asia/Seoul"))
    assert date_text("") == f"{today.year}년 {today.month}월 {today.day}일"
    for typed in ("2026-11-05", "2026.11.5", "2026. 11. 05.", "2026/11/5", "2026년 11월 5일"):
        assert date_text(typed) == "2026년 11월 5일"
    assert date_text("2026년 어느 가을날") == "2026년 어느 가을날"
    refused(tmp_path, "date", date="2026-02-30")
    refused(tmp_path, "date", date="가" * 31)
    refused(tmp_path, "number", number="1" * 21)


@pytest.mark.parametrize("design", DESIGNS)
def test_too_long_a_body_is_refused_with_a_length_that_then_fits(design: str, tmp_path: Path) -> None:
    sentence = "위 사람은 언제나 밝은 웃음으로 이웃을 도우며 어려운 일에 누구보다 먼저 나섰습니다. "
    long = replace(AWARD, title="가나다라 " * 8, recipient="마바사아 " * 8, giver="자차카타 " * 8)
    problem = refused(tmp_path, "body", replace(long, body=(sentence * 40)[: LIMITS["body"]]), design=design)
    found = re.search(r"(\d+)자 안팎", problem.do)
    assert found
    assert int(found[1]) >= 300
    render_certificate(replace(long, body=(sentence * 40)[: int(found[1])]), tmp_path, design=design)


def test_many_short_lines_are_refused_too(tmp_path: Path) -> None:
    refused(tmp_path, "body", replace(AWARD, body="가\n" * 200))


def test_letters_without_a_font_are_named(tmp_path: Path) -> None:
    problem = refused(tmp_path, "award", replace(AWARD, title="\U00013000 이집트상 \U0002f801"))
    assert "\U00013000" in problem.what
    assert "이집트" not in problem.what


def test_missing_fonts_name_the_debian_packages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    bare = typst.Fonts(include_system_fonts=False, include_embedded_fonts=True)
    monkeypatch.setattr(typst, "Fonts", lambda **_: bare)
    certificate_press.fonts.cache_clear()
    try:
        with pytest.raises(HanmadiError) as caught:
            render_certificate(AWARD, tmp_path)
    finally:
        certificate_press.fonts.cache_clear()
    listed = (ROOT / "packages.txt").read_text().split()
    for package in set(certificate_press.PACKAGES.values()):
        assert package in caught.value.do
        assert package in listed


@pytest.mark.parametrize(
    "recipient",
    [
        "../../etc/passwd",
        "/etc/passwd",
        "..",
        "C:\\Windows\\CON",
        "a\nb",
        "😀",
        "가" * 40,
        '<>:"|?*',
        "-rf",
        "김 . 미영..",
    ],
)
def test_file_names_are_plain_and_stay_in_the_folder(recipient: str, tmp_path: Path) -> None:
    folder = tmp_path / "out"
    files = render_certificate(replace(AWARD, recipient=recipient), folder)
    assert sorted(tmp_path.rglob("*.*")) == sorted([files.png, files.square, files.pdf])
    for path in (files.png, files.square, files.pdf):
        assert path.parent == folder
        assert re.fullmatch(r"[^\W_][\w-]*\.(png|pdf)", path.name)
        assert len(path.name.encode()) < 200


def test_files_are_named_after_the_recipient_and_never_overwritten(tmp_path: Path) -> None:
    first = render_certificate(AWARD, tmp_path)
    before = {path: path.read_bytes() for path in tmp_path.iterdir()}
    second = render_certificate(replace(AWARD, title="다른 상"), tmp_path)
    assert "김미영" in first.pdf.name
    assert len(set(tmp_path.iterdir())) == 6
    assert {path: path.read_bytes() for path in before} == before
    assert "다른상" in text_of(second.pdf)


def test_nothing_is_left_when_a_page_fails(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(self: object, ppi: int) -> bytes:
        raise OSError("disk full")

    monkeypatch.setattr(certificate_press.Sheet, "png", broken)
    with pytest.raises(OSError, match="disk full"):
        render_certificate(AWARD, tmp_path)
    assert not list(tmp_path.iterdir())


def test_many_at_once_keep_their_own_words(tmp_path: Path) -> None:
    titles = ["가람상", "나래상", "다솔상", "라온상", "마루상", "바다상"]

    def one(title: str) -> Path:
        return render_certificate(replace(AWARD, title=title), tmp_path, design="children").pdf

    with ThreadPoolExecutor(6) as pool:
        pdfs = list(pool.map(one, titles))
    assert len(set(pdfs)) == 6
    for title, pdf in zip(titles, pdfs, strict=True):
        assert title in text_of(pdf)


def picture(path: Path, *, kind: str = "PNG", size: tuple[int, int] = (300, 200)) -> Path:
    """A red ring on white paper."""
    image = Image.new("RGB", size, "white")
    ImageDraw.Draw(image).ellipse((20, 20, size[0] - 20, size[1] - 20), outline=(190, 30, 20), width=14)
    image.save(path, kind)
    return path


def test_seal_picture_loses_its_white_paper_and_keeps_its_ink(tmp_path: Path) -> None:
    svg = picture_svg(picture(tmp_path / "seal.jpg", kind="JPEG"), "seal_image", clear_white=True)
    data = re.search(r"base64,([^\"]+)", svg)
    assert data
    image = Image.open(io.BytesIO(b64decode(data[1])))
    middle = image.getpixel((image.width // 2, image.height // 2))
    ink = image.getpixel((image.width // 2, 7))
    assert isinstance(middle, tuple)
    assert isinstance(ink, tuple)
    assert middle[3] == 0
    assert ink[3] > 220
    assert ink[0] > 150 > ink[1]
    assert image.width < 290, "the empty rim is cut away"


def test_uploaded_pictures_are_printed(tmp_path: Path) -> None:
    seal, logo = picture(tmp_path / "seal.png"), picture(tmp_path / "logo.jpg", kind="JPEG", size=(900, 300))
    with_pictures = render_certificate(AWARD, tmp_path / "a", seal_image=seal, logo=logo)
    plain = render_certificate(AWARD, tmp_path / "b", seal="없음")

    def images(pdf: Path) -> int:
        return sum(1 for _ in PdfReader(pdf).pages[0].images)

    assert images(with_pictures.pdf) == 2
    assert images(plain.pdf) == 0


@pytest.mark.parametrize("field", ["seal_image", "logo"])
def test_bad_pictures_are_refused(field: str, tmp_path: Path) -> None:
    out = tmp_path / "out"
    good = picture(tmp_path / "good.png").read_bytes()
    header = struct.pack(">IIBBBBB", 60000, 60000, 8, 6, 0, 0, 0)
    bomb = good[:8] + struct.pack(">I", 13) + b"IHDR" + header + struct.pack(">I", zlib.crc32(b"IHDR" + header))
    bad: dict[str, bytes] = {
        "text.png": b"hello",
        "empty.png": b"",
        "cut.png": good[: len(good) // 2],
        "bomb.png": bomb + good[33:],
        "page.svg": b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>",
        "large.png": good + bytes(9 * 1024 * 1024),
    }
    for kind in ("GIF", "WEBP", "BMP", "TIFF"):
        bad[f"{kind}.png"] = picture(tmp_path / "other", kind=kind).read_bytes()
    clear = io.BytesIO()
    Image.new("RGBA", (50, 50), (255, 0, 0, 0)).save(clear, "PNG")
    bad["clear.png"] = clear.getvalue()
    for name, content in bad.items():
        path = tmp_path / name
        path.write_bytes(content)
        refused(out, field, **{field: path})
    refused(out, field, **{field: tmp_path / "absent.png"})
    refused(out, field, **{field: tmp_path})


def test_blank_paper_is_no_seal(tmp_path: Path) -> None:
    blank = tmp_path / "blank.png"
    Image.new("RGB", (200, 200), (250, 249, 247)).save(blank)
    refused(tmp_path / "out", "seal_image", seal_image=blank)


def test_seal_wishes(tmp_path: Path) -> None:
    refused(tmp_path / "out", "seal", seal="!!!")
    refused(tmp_path / "out", "seal", seal="가" * 17)
    pdfs = [render_certificate(AWARD, tmp_path, seal=seal).pdf for seal in ("자동", "", "참 잘했어요", "없음")]
    sizes = [len(PdfReader(pdf).pages[0].get_contents().get_data()) for pdf in pdfs]
    assert sizes[0] == sizes[1] != sizes[2]
    assert sizes[3] < min(sizes[:3])
