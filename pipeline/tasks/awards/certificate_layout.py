"""What goes where on the page, and how large. Pure arithmetic on measured widths; lengths are in points.

From top to bottom, after the Korean convention: number (제 N 호), crest or logo, kind (상 장), the award's title,
recipient, body, date, giver with the seal over the last letter.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import asdict, dataclass, field
from itertools import zip_longest

from pipeline.tasks.awards.certificate_format import (
    FLOORS,
    GAPS,
    LINE_GAP,
    PARAGRAPH_GAP,
    SMALLEST_SEAL,
    Format,
    Style,
)
from pipeline.tasks.awards.certificate_lines import Ruler, Unit, joined


@dataclass(frozen=True, slots=True)
class Line:
    """One line of letters: its left end, top and width, and what is added to every letter and to every space."""

    text: str
    left: float
    top: float
    width: float
    tracking: float = 0.0
    spacing: float = 0.0


@dataclass(frozen=True, slots=True)
class Part:
    """One role's lines. ``size`` is that of its letters (of the crest: its height)."""

    role: str
    size: float
    top: float
    bottom: float
    lines: list[Line] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Layout:
    """``seal``: left, top and side of its square, or None. ``share``: how much of the body there is room for."""

    parts: list[Part]
    seal: tuple[float, float, float] | None
    share: float

    @property
    def fits(self) -> bool:
        return self.share >= 1

    def as_dict(self) -> dict[str, object]:
        return {"parts": [asdict(part) for part in self.parts], "seal": self.seal}


@dataclass(frozen=True, slots=True)
class _Block:
    """A role's text broken into lines at a size, not yet placed. An empty line ends a paragraph."""

    role: str
    size: float
    height: float
    lines: list[list[Unit]] = field(default_factory=list)
    justify: bool = False


def lay_out(
    texts: Mapping[str, str], rulers: Mapping[str, Ruler], style: Style, page: Format, *, sealed: bool, logo: bool
) -> Layout:
    """Place ``texts`` (role -> text; "" leaves a role out) on ``page``; the body is set as large as there is room."""
    return _Setter(rulers, style, page, sealed).set(texts, logo)


class _Setter:
    def __init__(self, rulers: Mapping[str, Ruler], style: Style, page: Format, sealed: bool) -> None:
        self.rulers, self.style, self.page, self.sealed = rulers, style, page, sealed
        self.measure = page.width - style.left - style.right
        # The seal is taller than the giver's line: this much stands out above and below.
        overhang = (page.seal - page.sizes["giver"]) / 2 if sealed else 0.0
        self.height = page.height - style.top - style.bottom - 0.8 * overhang
        self.gaps = {role: least * page.gap for role, (_, least) in GAPS.items()}
        self.gaps["date"] = max(self.gaps["date"], overhang)
        self._counts: dict[float, int] = {}
        self._settings: dict[float, tuple[_Block, float]] = {}

    def set(self, texts: Mapping[str, str], logo: bool) -> Layout:
        tall = self.page.crest if logo or self.style.crest else 0.0
        kept = tall if logo else 0.0
        # A crowded page gives up some air, a crest that is only an ornament, more air, then the size of its titles.
        tries = [
            (tall, 1.0, 1.0),
            (tall, 0.6, 1.0),
            (kept, 0.7, 1.0),
            (kept, 0.4, 0.9),
            (kept, 0.0, 0.9),
            (kept, 0.0, 0.75),
        ]
        for crest, air, scale in tries:
            blocks = {role: self._short(role, texts[role], scale) for role in FLOORS if texts[role]}
            room = self.height * (1 - air * self.page.air) - self._taken(blocks, crest)
            body, share = self._body(texts["body"], room)
            if share >= 1 and body.size >= self.page.comfort:
                break
        order = [blocks.get("number"), _Block("crest", crest, crest) if crest else None]
        order += [blocks[role] for role in ("kind", "title", "recipient")] + [body, blocks["date"], blocks["giver"]]
        beside = [order.pop(0)] if self._beside(blocks, crest) else []
        parts = [*self._stack([b for b in beside if b]), *self._stack([b for b in order if b])]
        return Layout(parts, self._seal(parts[-1]) if self.sealed else None, share)

    def _taken(self, blocks: Mapping[str, _Block], crest: float) -> float:
        """The height that everything but the body needs."""
        roles = [*blocks, "body", *(["crest"] if crest else [])]
        if self._beside(blocks, crest):
            roles.remove("number")
        return sum(blocks[r].height for r in roles if r in blocks) + crest + sum(self.gaps[r] for r in roles)

    def _beside(self, blocks: Collection[str], crest: float) -> bool:
        """The number stands at the left of a crest in the middle, and takes no height of its own."""
        return bool(crest) and "number" in blocks and self.style.align == "center"

    def _short(self, role: str, text: str, scale: float) -> _Block:
        """As large as ``text`` fits in its own number of lines; below 62 % of the full size, one line more is taken."""
        least, ruler = FLOORS[role], self.rulers[role]
        most = max(least, self.page.sizes[role] * (1 if role == "number" else scale))
        measure = self.measure - (1.4 * self.page.seal if role == "giver" and self.sealed else 0)
        own = [ruler.units(part, float("inf")) for part in text.split("\n")]
        size = min(most, measure / max(ruler.width(line) + _spread(role, line)[1] for line in own))
        if size >= max(least, 0.62 * most):
            return _short_block(role, size, own)
        for size in _steps(0.62 * most, least):
            lines = [
                line for part in text.split("\n") for line in ruler.balance(part, measure / size, last_full=True)[0]
            ]
            if len(lines) <= len(own) + 1:
                break
        return _short_block(role, size, lines)

    def _body(self, text: str, room: float) -> tuple[_Block, float]:
        """The body as large as ``room`` allows, and the share of it that there is room for at the smallest size."""
        most, least = self.page.body
        for size in _steps(most, least):
            if self._body_height(self._count(text, size), text, size) <= room:
                break
        # A little smaller may break better: weigh how ragged the lines are against the size given up for it.
        tries = [self._set_body(text, s) for s in _steps(size, max(least, 0.88 * size))]
        fitting = [(ragged + 0.15 * (1 - block.size / size), block) for block, ragged in tries if block.height <= room]
        if not fitting:
            return tries[-1][0], max(0.0, room) / tries[-1][0].height
        return min(fitting, key=lambda found: found[0])[1], 1.0

    def _count(self, text: str, size: float) -> int:
        """How many lines the body takes at ``size``; kept, for each try with another room asks again."""
        if size not in self._counts:
            self._counts[size] = len(self.rulers["body"].fill(text, self.measure / size))
        return self._counts[size]

    def _set_body(self, text: str, size: float) -> tuple[_Block, float]:
        """The body's lines at ``size``, and how ragged they are. A few lines are centred, many justified."""
        if size in self._settings:
            return self._settings[size]
        ruler, limit = self.rulers["body"], self.measure / size
        justify = self.style.body == "justify" and self._count(text, size) > 4
        lines: list[list[Unit]] = []
        ragged = 0.0
        for paragraph in text.split("\n"):
            wide = limit if justify else _narrowest(ruler, paragraph, limit)
            broken, cost = ruler.balance(paragraph, wide, last_full=not justify)
            lines += [*broken, []]
            # A loose line shows more where both edges are straight.
            ragged += cost / len(broken) * (2 if justify else 1)
        height = self._body_height(sum(map(bool, lines)), text, size)
        self._settings[size] = _Block("body", size, height, lines, justify), ragged
        return self._settings[size]

    def _body_height(self, count: int, text: str, size: float) -> float:
        return size * (1 + (count - 1) * self.page.pitch + PARAGRAPH_GAP * text.count("\n"))

    def _stack(self, blocks: list[_Block]) -> Iterator[Part]:
        """Place the blocks one below the other; what height is left opens the gaps by their shares."""
        taken = sum(block.height for block in blocks) + sum(self.gaps[block.role] for block in blocks)
        shares = sum(GAPS[block.role][0] for block in blocks)
        free = max(0.0, self.height - taken) / shares if shares else 0.0
        top = self.style.top
        for block in blocks:
            yield Part(block.role, block.size, top, top + block.height, list(self._lines(block, top)))
            top += block.height + self.gaps[block.role] + free * GAPS[block.role][0]

    def _lines(self, block: _Block, top: float) -> Iterator[Line]:
        style, size = self.style, block.size
        left, right = style.left, self.page.width - style.right
        own = {"number": "left", "recipient": style.recipient, "body": "left" if block.justify else style.body}
        stand = own.get(block.role, style.align)
        pitch = self.page.pitch if block.role == "body" else 1 + LINE_GAP
        for line, after in zip_longest(block.lines, block.lines[1:]):
            if not line:
                top += PARAGRAPH_GAP * size
                continue
            gap, added = _spread(block.role, line)
            width = (self.rulers[block.role].width(line) + added) * size
            tracking, spacing = gap * size, 0.0
            if block.justify and after:
                tracking, spacing = _justified(joined(line), self.measure - width, size)
                width = self.measure
            start = {"left": left, "right": right - width}.get(stand, (left + right - width) / 2)
            yield Line(joined(line), start, top, width, tracking, spacing)
            top += pitch * size

    def _seal(self, giver: Part) -> tuple[float, float, float]:
        """Its left third covers the end of the giver's last line."""
        last, page = giver.lines[-1], self.page
        side = page.seal * max(SMALLEST_SEAL, giver.size / page.sizes["giver"])
        return last.left + last.width - 0.3 * side, last.top + (giver.size - side) / 2, side


def _short_block(role: str, size: float, lines: list[list[Unit]]) -> _Block:
    return _Block(role, size, size * (len(lines) + LINE_GAP * (len(lines) - 1)), lines)


def _steps(most: float, least: float) -> Iterator[float]:
    size = most
    while size > least:
        yield size
        size *= 0.97
    yield least


def _spread(role: str, line: list[Unit]) -> tuple[float, float]:
    """em between letters, and the width that it adds: 상 장 and 홍 길 동 stand apart.

    By space and not by characters, so that a search for 상장 finds it.
    """
    text = joined(line)
    gap = 0.0
    if role == "kind":
        gap = {1: 0.0, 2: 0.8, 3: 0.5, 4: 0.3}.get(len(text), 0.12)
    elif role == "recipient" and re.fullmatch("[가-힣]{2,4}", text):
        gap = {2: 0.6, 3: 0.3, 4: 0.15}[len(text)]
    return gap, gap * (len(text) - 1)


def _narrowest(ruler: Ruler, paragraph: str, limit: float) -> float:
    """The least width that needs no more lines than ``limit`` does, so that ragged lines are alike."""
    count = len(ruler.fill(paragraph, limit))
    low, high = limit * 0.4, limit
    for _ in range(10):
        middle = (low + high) / 2
        low, high = (low, middle) if len(ruler.fill(paragraph, middle)) <= count else (middle, high)
    return high


def _justified(text: str, slack: float, size: float) -> tuple[float, float]:
    """What to add to every letter and, besides, to every space to widen a line by ``slack``: spaces open first."""
    spaces, letters = text.count(" "), len(text) - 1
    if slack <= 0 or not spaces:
        return 0.0, 0.0
    to_spaces = min(slack, spaces * 0.14 * size)
    to_spaces += 0.35 * (slack - to_spaces)
    return (slack - to_spaces) / letters, to_spaces / spaces
