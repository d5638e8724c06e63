"""Where Korean lines break: between 어절 (words), never inside one that fits, each line about as full as the others."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import inf

# Bound nouns (의존명사) lean on the word before them: 할 수, 먹을 것.
BOUND = frozenset(("수", "것", "줄", "바", "데", "지", "뿐", "듯", "채", "만큼", "것을", "것이", "것은", "것입니다."))


@dataclass(frozen=True, slots=True)
class Unit:
    """What stays on one line: a word, or one character of a word too wide for any line. ``width`` is in em."""

    text: str
    width: float
    spaced: bool  # a space parts it from the unit before


@dataclass(frozen=True, slots=True)
class Ruler:
    """Widths in em of one role's words, and of the characters of its long words."""

    words: Mapping[str, float]
    letters: Mapping[str, Sequence[tuple[str, float]]]
    space: float

    def units(self, paragraph: str, limit: float) -> list[Unit]:
        made: list[Unit] = []
        for word in paragraph.split():
            if self.words[word] <= limit or word not in self.letters:
                made.append(Unit(word, self.words[word], spaced=True))
            else:
                made += [Unit(text, width, spaced=not place) for place, (text, width) in enumerate(self.letters[word])]
        return made

    def width(self, line: Sequence[Unit]) -> float:
        return sum(unit.width for unit in line) + self.space * sum(unit.spaced for unit in line[1:])

    def fill(self, text: str, limit: float) -> list[list[Unit]]:
        """``text`` (a newline starts a line) in as few lines of ``limit`` em as it takes."""
        lines: list[list[Unit]] = []
        for paragraph in text.split("\n"):
            line: list[Unit] = []
            reach = 0.0
            for unit in self.units(paragraph, limit):
                step = unit.width + (self.space if unit.spaced and line else 0)
                if line and reach + step > limit + 1e-9:
                    lines.append(line)
                    line, step = [], unit.width
                    reach = 0.0
                line.append(unit)
                reach += step
            lines.append(line)
        return lines

    def balance(self, paragraph: str, limit: float, *, last_full: bool) -> tuple[list[list[Unit]], float]:
        """One paragraph in the lines of least total raggedness (Knuth and Plass's total fit), and that raggedness.

        ``last_full`` wants the last line as long as the others (centred text); otherwise it may be short, but neither a
        lone word nor a stub.
        """
        units = self.units(paragraph, limit)
        count = len(units)
        widths = [unit.width for unit in units]
        leads = [self.space if unit.spaced else 0.0 for unit in units]
        # A line that ends in a one-syllable word (이, 그, 한, 온) or before a bound noun tears a phrase apart.
        torn = [0.006 if len(unit.text) == 1 or after.text in BOUND else 0.0 for unit, after in pairwise(units)] + [0.0]
        best = [0.0] + [inf] * count  # the least cost of the first n units
        begins = [0] * (count + 1)  # where the last of their lines begins
        for end in range(1, count + 1):
            width = 0.0
            for start in range(end - 1, -1, -1):
                width += widths[start] + (leads[start + 1] if start + 1 < end else 0.0)
                slack = 1 - width / limit
                if slack < -1e-9 and start + 1 < end:
                    break
                if end < count or last_full:
                    cost = slack * slack + torn[end - 1]
                else:
                    lonely = start > 0 and start + 1 == end
                    cost = (0.12 if lonely else 0.0) + max(0.0, slack - 0.72) * 0.5
                if best[start] + cost < best[end]:
                    best[end], begins[end] = best[start] + cost, start
        lines: list[list[Unit]] = []
        end = count
        while end:
            lines.append(units[begins[end] : end])
            end = begins[end]
        return lines[::-1], best[count]


def joined(line: Sequence[Unit]) -> str:
    return "".join((" " if unit.spaced and place else "") + unit.text for place, unit in enumerate(line))
