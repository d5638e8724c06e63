"""The seal (도장, 직인) made from the letters of whoever gives the award."""

from __future__ import annotations

from xml.sax.saxutils import escape

RED = "#c0271f"


def letters_of(text: str) -> str:
    """The letters and digits that a seal can carry."""
    return "".join(char for char in text if char.isalnum())


def seal_svg(text: str) -> str:
    """An SVG picture, 100 units square."""
    letters = letters_of(text) or "인"
    side = 1
    while side * side < len(letters):
        side += 1
    cell = 84 / side
    parts = [
        f'<text x="{92 - cell * (index // side + 0.5):.2f}" y="{8 + cell * (index % side + 0.86):.2f}"'
        f' text-anchor="middle" font-family="NanumSquare" font-weight="800" font-size="{cell:.2f}" fill="{RED}">'
        f"{escape(letter)}</text>"
        for index, letter in enumerate(letters)
    ]
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 100" width="100" height="100">'
        f'<rect x="3" y="3" width="94" height="94" rx="5" fill="none" stroke="{RED}" stroke-width="5"/>'
        f"{''.join(parts)}</svg>"
    )
