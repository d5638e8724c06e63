"""The three pages of a certificate: their measures, and what a design may ask of the layout on each. In points."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

MM = 72 / 25.4
LINE_GAP = 0.45  # em between the lines of every part but the body
PARAGRAPH_GAP = 0.35  # em between paragraphs of the body, beyond a line's
SMALLEST_SEAL = 0.8  # of the format's seal, where a long giver is set small
FLOORS = {"number": 9.0, "kind": 20.0, "title": 13.0, "recipient": 13.0, "date": 10.0, "giver": 13.0}


@dataclass(frozen=True, slots=True)
class Format:
    """A page, the largest size of each role's letters on it, and the sizes between which the body may be set."""

    width: float
    height: float
    sizes: Mapping[str, float]
    body: tuple[float, float]
    comfort: float  # the body's size above which nothing else gives way to it
    pitch: float  # em from one body line to the next
    crest: float  # height of the crest or logo
    seal: float
    gap: float  # the unit of GAPS
    air: float  # the share of the height that stays free if the text allows


A4 = (210 * MM, 297 * MM)
FORMATS = {
    "portrait": Format(
        *A4,
        sizes={"number": 12, "kind": 58, "title": 25, "recipient": 28, "date": 17, "giver": 27},
        body=(22, 11),
        comfort=13,
        pitch=1.95,
        crest=23 * MM,
        seal=25 * MM,
        gap=14,
        air=0.2,
    ),
    "landscape": Format(
        *A4[::-1],
        sizes={"number": 12, "kind": 50, "title": 23, "recipient": 26, "date": 16, "giver": 25},
        body=(21, 11),
        comfort=13,
        pitch=1.8,
        crest=17 * MM,
        seal=23 * MM,
        gap=10,
        air=0.14,
    ),
    "square": Format(
        540,
        540,
        sizes={"number": 12, "kind": 46, "title": 27, "recipient": 30, "date": 15, "giver": 24},
        body=(24, 10),
        comfort=13.5,
        pitch=1.55,
        crest=50,
        seal=58,
        gap=9,
        air=0.1,
    ),
}
# The gap after each part: its share of the free height, and the least it may be in the format's unit.
GAPS = {
    "number": (0.5, 0.8),
    "crest": (0.45, 0.6),
    "kind": (1.0, 1.2),
    "title": (1.25, 1.2),
    "recipient": (1.25, 1.2),
    "body": (1.6, 1.5),
    "date": (0.8, 0.9),
    "giver": (0.0, 0.0),
}


@dataclass(frozen=True, slots=True)
class Style:
    """What a design asks for on one format: insets of the text from the page's edges, and where lines stand."""

    left: float
    right: float
    top: float
    bottom: float
    align: str = "center"  # kind, title, date and giver: center or left
    recipient: str = "right"  # right, center or left
    body: str = "justify"  # justify, center or left
    crest: bool = True
