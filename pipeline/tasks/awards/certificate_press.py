"""Runs Typst: data in as JSON, a PDF and two pictures out. Knows nothing about what is written."""

from __future__ import annotations

import json
import re
import struct
import zlib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import typst

from pipeline.errors import HanmadiError, InvalidInput
from pipeline.tasks.awards.certificate_format import Style
from pipeline.tasks.awards.certificate_lines import Ruler

SOURCES = Path(__file__).parent / "designs"
PPI = 300  # A4 portrait becomes 2480 x 3508 pixels
SQUARE_PPI = 144  # the square page is 540 pt wide: 1080 pixels
# PDF/A: every glyph embedded and mapped to Unicode, or Typst refuses. PDF/UA: tagged, with title and language.
STANDARDS: list[typst.PDFStandard] = ["a-2a", "ua-1"]
PACKAGES = {  # font family -> Debian package
    "NanumMyeongjo": "fonts-nanum",
    "NanumSquareRound": "fonts-nanum",
    "NanumSquare": "fonts-nanum",
    "NanumMyeongjo YetHangul": "fonts-nanum-extra",
    "Nanum Pen Script": "fonts-nanum",
    "Noto Serif CJK KR": "fonts-noto-cjk",
    "Noto Sans CJK KR": "fonts-noto-cjk",
    "Noto Color Emoji": "fonts-noto-color-emoji",
}


@cache
def fonts() -> typst.Fonts:
    """The machine's fonts, searched once. Raises HanmadiError naming the Debian packages of those that are missing."""
    found = typst.Fonts(include_system_fonts=True, include_embedded_fonts=True)
    missing = {package for family, package in PACKAGES.items() if family not in found.families()}
    if missing:
        names = " ".join(sorted(missing))
        raise HanmadiError(
            f"상장에 쓰는 글꼴이 이 컴퓨터에 없습니다 ({names}).",
            f"packages.txt에 적힌 글꼴을 설치해 주세요: sudo apt-get install {names}",
        )
    return found


@cache
def _sources() -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in SOURCES.glob("*.typ")}


def _files(data: Mapping[str, object]) -> Any:
    """The templates and their data (typst's own annotations know no dictionary of files).

    The data is a file beside them and not ``sys.inputs``: a change of those would have Typst forget every drawing that
    it has computed, while this way a design's frame is computed once and then taken from its cache.
    """
    return {**_sources(), "data.json": json.dumps(data, ensure_ascii=False).encode()}


def _compiler(files: Any = None) -> typst.Compiler:
    return typst.Compiler(input=files, font_paths=fonts(), ignore_system_fonts=True)


def measure(design: str, texts: Mapping[str, str]) -> tuple[dict[str, Ruler], dict[str, Style]]:
    """The widths of the words of ``texts`` (role -> text) in the design's fonts, and its style on each format."""
    files = _files({"design": design, "texts": texts})
    report = json.loads(_compiler(files).query("<report>", field="value", one=True))
    rulers = {role: Ruler(**found) for role, found in report["rulers"].items()}
    return rulers, {name: Style(**found) for name, found in report["styles"].items()}


class Sheet:
    """One page. ``data`` goes to the templates as JSON, never as markup. Several threads may export at once."""

    def __init__(self, data: Mapping[str, object]) -> None:
        self._files = _files(data)

    def pdf(self) -> bytes:
        """Raises InvalidInput for characters that no font here can draw."""
        try:
            return _one_page(_compiler().compile(self._files, format="pdf", pdf_standards=STANDARDS))
        except typst.TypstError as error:
            unknown = _undrawable(f"{error} {error.diagnostic}")
            if not unknown:
                raise
            raise InvalidInput(
                "award", f"인쇄할 글꼴이 없는 글자가 있습니다: {unknown}", "다른 글자로 바꾸어 주세요."
            ) from None

    def png(self, ppi: int) -> bytes:
        return _with_resolution(_one_page(_compiler().compile(self._files, format="png", ppi=ppi)), ppi)


def _one_page(result: object) -> bytes:
    assert isinstance(result, bytes), "a certificate has one page"
    return result


def _undrawable(message: str) -> str:
    """The characters that Typst says it ``could not`` display, in the order of their first mention."""
    quoted = re.findall(r'the text `"(.+?)"` could not be displayed', message)
    plain = [re.sub(r"\\u\{([0-9a-f]+)\}", lambda code: f"U+{code[1].upper()}", text) for text in quoted]
    return " ".join(dict.fromkeys(plain))


def _with_resolution(png: bytes, ppi: int) -> bytes:
    """Say the resolution in the file (chunk pHYs, pixels per metre) so that it prints at its true size."""
    per_metre = round(ppi / 0.0254)
    chunk = b"pHYs" + struct.pack(">IIB", per_metre, per_metre, 1)
    chunk = struct.pack(">I", len(chunk) - 4) + chunk + struct.pack(">I", zlib.crc32(chunk))
    after_header = 8 + 25  # signature, IHDR
    return png[:after_header] + chunk + png[after_header:]
