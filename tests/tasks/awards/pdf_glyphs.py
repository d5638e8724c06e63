"""Reads from a PDF page what is really drawn: each glyph with its text, place and font, by running the operators."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from pypdf import PageObject
from pypdf.generic import ContentStream

Matrix = tuple[float, float, float, float, float, float]


@dataclass(frozen=True)
class Glyph:
    """``left``, ``right`` and ``baseline`` in points from the page's lower left corner; ``code`` 0 is .notdef."""

    text: str
    left: float
    right: float
    baseline: float
    size: float
    code: int
    font: str


class Font:
    def __init__(self, font: Any) -> None:
        self.name = str(font.get("/BaseFont", "Type3"))
        self.type3 = font["/Subtype"] == "/Type3"
        self.texts = _to_unicode(font["/ToUnicode"].get_data().decode())
        self.widths: dict[int, float] = {}
        if self.type3:
            self.scale = float(font["/FontMatrix"][0])
            self.widths = {int(font["/FirstChar"]) + i: float(w) for i, w in enumerate(font["/Widths"])}
            self.embedded = True
        else:
            self.scale = 0.001
            descendant = font["/DescendantFonts"][0].get_object()
            descriptor = descendant["/FontDescriptor"]
            self.embedded = "/FontFile2" in descriptor or "/FontFile3" in descriptor
            self.default = float(descendant.get("/DW", 1000))
            self.widths = _cid_widths([item.get_object() for item in descendant["/W"]])

    def codes(self, data: bytes) -> list[int]:
        if self.type3:
            return list(data)
        return [int.from_bytes(data[i : i + 2], "big") for i in range(0, len(data), 2)]

    def width(self, code: int) -> float:
        return (self.widths[code] if self.type3 else self.widths.get(code, self.default)) * self.scale


def fonts(page: PageObject) -> dict[str, Font]:
    return {name: Font(font.get_object()) for name, font in page["/Resources"]["/Font"].items()}


def glyphs(page: PageObject) -> list[Glyph]:
    """In the order in which they are drawn."""
    known = fonts(page)
    found: list[Glyph] = []
    stack: list[Matrix] = []
    matrix: Matrix = (1, 0, 0, 1, 0, 0)
    text_matrix = matrix
    font, size = "", 0.0
    for operands, operator in ContentStream(page.get_contents(), page.pdf).operations:
        match operator:
            case b"q":
                stack.append(matrix)
            case b"Q":
                matrix = stack.pop()
            case b"cm":
                matrix = _times(tuple(map(float, operands)), matrix)
            case b"BT":
                text_matrix = (1, 0, 0, 1, 0, 0)
            case b"Tm":
                text_matrix = tuple(map(float, operands))
            case b"Tf":
                font, size = str(operands[0]), float(operands[1])
            case b"Tj" | b"TJ":
                for piece in operands[0] if operator == b"TJ" else operands:
                    if isinstance(piece, (int, float)):
                        text_matrix = _times((1, 0, 0, 1, -piece / 1000 * size, 0), text_matrix)
                        continue
                    for code in known[font].codes(piece if isinstance(piece, bytes) else piece.original_bytes):
                        at = _times(text_matrix, matrix)
                        step = known[font].width(code) * size
                        scale = abs(at[0])
                        text = known[font].texts.get(code, "")
                        found.append(
                            Glyph(text, at[4], at[4] + step * scale, at[5], size * scale, code, known[font].name)
                        )
                        text_matrix = _times((1, 0, 0, 1, step, 0), text_matrix)
            case b"Td" | b"TD" | b"T*" | b"'" | b'"' | b"Tc" | b"Tw" | b"Tz" | b"Ts":
                raise NotImplementedError(f"text operator {operator!r}")
    return found


def _times(a: Any, b: Any) -> Matrix:
    return (
        a[0] * b[0] + a[1] * b[2],
        a[0] * b[1] + a[1] * b[3],
        a[2] * b[0] + a[3] * b[2],
        a[2] * b[1] + a[3] * b[3],
        a[4] * b[0] + a[5] * b[2] + b[4],
        a[4] * b[1] + a[5] * b[3] + b[5],
    )


def _cid_widths(array: list[Any]) -> dict[int, float]:
    """The /W array: ``first [w w …]`` or ``first last w``."""
    widths: dict[int, float] = {}
    at = 0
    while at < len(array):
        first = int(array[at])
        if isinstance(array[at + 1], list):
            widths |= {first + i: float(w) for i, w in enumerate(array[at + 1])}
            at += 2
        else:
            widths |= dict.fromkeys(range(first, int(array[at + 1]) + 1), float(array[at + 2]))
            at += 3
    return widths


def _to_unicode(cmap: str) -> dict[int, str]:
    def text(code: str) -> str:
        return bytes.fromhex(code).decode("utf-16-be")

    mapping: dict[int, str] = {}
    for block in re.findall(r"beginbfchar(.*?)endbfchar", cmap, re.DOTALL):
        mapping |= {int(code, 16): text(to) for code, to in re.findall(r"<(\w+)>\s*<(\w+)>", block)}
    for block in re.findall(r"beginbfrange(.*?)endbfrange", cmap, re.DOTALL):
        for low, high, to in re.findall(r"<(\w+)>\s*<(\w+)>\s*<(\w+)>", block):
            for step, code in enumerate(range(int(low, 16), int(high, 16) + 1)):
                mapping[code] = text(to[:-4] + f"{int(to[-4:], 16) + step:04x}")
    return mapping
