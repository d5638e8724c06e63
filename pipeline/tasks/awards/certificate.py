"""The certificate: an award set on a designed page, as a printable picture, a picture for chats and a PDF."""

from __future__ import annotations

import re
import unicodedata
import uuid
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass
from datetime import date as Date
from datetime import datetime
from pathlib import Path
from threading import Lock
from zoneinfo import ZoneInfo

from pipeline.errors import InvalidInput
from pipeline.tasks.awards.award import Award, clean_text
from pipeline.tasks.awards.certificate_format import FORMATS
from pipeline.tasks.awards.certificate_images import picture_svg
from pipeline.tasks.awards.certificate_layout import Layout, lay_out
from pipeline.tasks.awards.certificate_press import PPI, SQUARE_PPI, Sheet, measure
from pipeline.tasks.awards.seal import giver_seal, letters_of, worded_seal

DESIGNS = {
    "classic": "고전 금박",
    "modern": "모던",
    "school": "학교",
    "children": "어린이",
    "pet": "반려동물",
    "love": "사랑",
    "memorial": "추모",
    "company": "회사",
}
ORIENTATIONS = ("세로", "가로")
A4 = {"세로": "portrait", "가로": "landscape"}
AUTO, NONE = "자동", "없음"  # the two words with a meaning of their own in `seal`
MOST_SEAL_LETTERS = 16
ENDINGS = (".png", "_정사각형.png", ".pdf")  # of the three files, in Rendered's order
_naming = Lock()  # certificates for people of one name may be made at the same time


@dataclass(frozen=True, slots=True)
class Rendered:
    """``png``: A4 at 300 dpi. ``square``: 1080 x 1080 pixels, for chats. ``pdf``: A4, one page, PDF/A and PDF/UA."""

    png: Path
    square: Path
    pdf: Path


def render_certificate(
    award: Award,
    folder: Path,
    *,
    design: str = "classic",
    orientation: str = "세로",
    number: str = "",
    date: str = "",
    seal: str = AUTO,
    seal_image: Path | None = None,
    logo: Path | None = None,
) -> Rendered:
    """Typeset ``award`` into three files in ``folder``, named after the recipient; an older file is never overwritten.

    ``number``: "2026-001" or "제 3 호", printed as 제 … 호; "" prints none. ``date``: "" is today in Korea;
    "2026-11-21" is written out in Korean, other wording is kept. ``seal``: 자동 makes one from the giver, 없음 prints
    none, any other text is what the seal says; ``seal_image`` takes its place. Pictures are PNG or JPEG.

    Raises InvalidInput naming the field, before any file is written; HanmadiError when fonts are missing.
    """
    award = Award.from_dict(award.as_dict())
    if design not in DESIGNS:
        raise InvalidInput("design", "그런 디자인은 없습니다.", f"다음에서 골라 주세요: {', '.join(DESIGNS)}.")
    if orientation not in ORIENTATIONS:
        raise InvalidInput("orientation", "그런 방향은 없습니다.", "세로 또는 가로를 골라 주세요.")
    texts = {**asdict(award), "number": number_text(number), "date": date_text(date)}
    seal_picture = _seal(seal, seal_image, award.giver)
    logo_picture = picture_svg(logo, "logo") if logo else ""
    rulers, styles = measure(design, texts)

    def page(format: str, texts: dict[str, str]) -> tuple[Layout, Sheet]:
        layout = lay_out(
            texts, rulers, styles[format], FORMATS[format], sealed=bool(seal_picture), logo=bool(logo_picture)
        )
        document = {
            "design": design,
            "format": format,
            "document": " ".join(f"{award.kind} {award.title} {award.recipient}".split()),
            "author": " ".join(award.giver.split()),
            "seal-picture": seal_picture,
            "logo": logo_picture,
        }
        return layout, Sheet({**document, **layout.as_dict()})

    layout, sheet = page(A4[orientation], texts)
    square_layout, square = page("square", texts | {"number": ""})
    share = min(layout.share, square_layout.share)
    if share < 1:
        about = max(10, int(len(award.body) * share * 0.95) // 10 * 10)
        raise InvalidInput(
            "body",
            f"본문이 {len(award.body)}자로 이 디자인에 다 들어가지 않습니다.",
            f"{about}자 안팎으로 줄여 주세요.",
        )
    # The exports leave Python's lock alone, so they run side by side.
    with ThreadPoolExecutor(2) as pool:
        png = pool.submit(sheet.png, PPI)
        pdf, square_png = sheet.pdf(), square.png(SQUARE_PPI)
    return _save(folder, _stem(award), pdf, png.result(), square_png)


def number_text(number: str) -> str:
    """``2026-001``, ``제3호`` -> ``제 2026-001 호``, ``제 3 호``. Raises InvalidInput("number", …)."""
    bare = re.sub(r"^제\s*|\s*호$", "", clean_text(number)).strip()
    if len(bare) > 20 or "\n" in bare:
        raise InvalidInput("number", "상장 번호가 너무 깁니다.", "2026-001처럼 20자 이내로 적어 주세요.")
    return f"제 {bare} 호" if bare else ""


def date_text(date: str) -> str:
    """``2026-11-21``, ``2026. 11. 21.`` or "" (today in Korea) -> ``2026년 11월 21일``; other wording stays as it is.

    Raises InvalidInput("date", …) for a day that does not exist.
    """
    text = clean_text(date)
    if not text:
        today = datetime.now(ZoneInfo("Asia/Seoul")).date()
        return f"{today.year}년 {today.month}월 {today.day}일"
    numbers = re.fullmatch(r"(\d{4})\s*[-./년]\s*(\d{1,2})\s*[-./월]\s*(\d{1,2})\s*[.일]?", text)
    if numbers:
        year, month, day = map(int, numbers.groups())
        try:
            Date(year, month, day)
        except ValueError:
            raise InvalidInput(
                "date", "달력에 없는 날짜입니다.", "2026-11-21처럼 적어 주세요. 비워 두면 오늘입니다."
            ) from None
        return f"{year}년 {month}월 {day}일"
    if len(text) > 30 or "\n" in text:
        raise InvalidInput("date", "날짜가 너무 깁니다.", "2026-11-21처럼 적어 주세요. 비워 두면 오늘입니다.")
    return text


def _seal(seal: str, seal_image: Path | None, giver: str) -> str:
    if seal_image:
        return picture_svg(seal_image, "seal_image", clear_white=True)
    wish = clean_text(seal)
    if wish == NONE:
        return ""
    if wish in ("", AUTO):
        return giver_seal(giver)
    if not letters_of(wish):
        raise InvalidInput("seal", "도장에 새길 글자가 없습니다.", "새길 글자를 적거나 '자동', '없음' 가운데 고르세요.")
    if len(letters_of(wish)) > MOST_SEAL_LETTERS:
        raise InvalidInput("seal", "도장에 새길 글자가 너무 많습니다.", f"{MOST_SEAL_LETTERS}자 이내로 적어 주세요.")
    return worded_seal(wish)


def _stem(award: Award) -> str:
    """``김미영_감사장``: only letters, digits, hyphens and underscores, so a plain name on every file system."""
    raw = unicodedata.normalize("NFC", f"{award.recipient}_{award.kind}")
    words = re.findall(r"[\w-]+", raw)
    return "_".join(words).strip("_-")[:40] or "상장"


def _save(folder: Path, stem: str, pdf: bytes, png: bytes, square: bytes) -> Rendered:
    """Whole files only: each is written beside its place under another name, and then put there."""
    folder.mkdir(parents=True, exist_ok=True)
    ready = [folder / f".{uuid.uuid4().hex}.partial" for _ in ENDINGS]
    try:
        for partial, content in zip(ready, (png, square, pdf), strict=True):
            partial.write_bytes(content)
        with _naming:
            name, copy = stem, 1
            while any((folder / f"{name}{ending}").exists() for ending in ENDINGS):
                copy += 1
                name = f"{stem}-{copy}"
            paths = [folder / f"{name}{ending}" for ending in ENDINGS]
            for partial, path in zip(ready, paths, strict=True):
                partial.rename(path)
    finally:
        for partial in ready:
            partial.unlink(missing_ok=True)
    return Rendered(*paths)
