"""From a model's pieces to text that can be shown at once: whole characters only, and never a stop string."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterable, Sequence

from pipeline.serving.engine import Message


class TextAssembler:
    """Turns byte pieces into text: a character split over tokens waits for its last byte, bytes that form none go.

    ``finished`` becomes true once a stop string has come; nothing from it on is ever returned.
    """

    def __init__(self, stop: Sequence[str] = ()) -> None:
        self._decode = codecs.getincrementaldecoder("utf-8")(errors="ignore").decode
        self._stop = [text for text in stop if text]
        self._held = ""  # may be the beginning of a stop string
        self.finished = False

    def feed(self, piece: bytes) -> str:
        """The text that ``piece`` makes certain; may be empty."""
        if self.finished:
            return ""
        text = self._held + self._decode(piece)
        ends = [text.index(stop) + len(stop) for stop in self._stop if stop in text]
        if ends:
            seen = text[: min(ends)]  # the stop string that is whole first, as if bytes came one by one
            self.finished = True
            self._held = ""
            return seen[: min(seen.index(stop) for stop in self._stop if stop in seen)]
        keep = max((_overlap(text, stop) for stop in self._stop), default=0)
        self._held = text[len(text) - keep :]
        return text[: len(text) - keep]

    def flush(self) -> str:
        """What was held back, when the answer has ended."""
        held, self._held = self._held, ""
        return held


def _overlap(text: str, stop: str) -> int:
    """Length of the longest end of ``text`` that begins ``stop``."""
    return next((size for size in range(min(len(text), len(stop) - 1), 0, -1) if stop.startswith(text[-size:])), 0)


def marker_pattern(markers: Iterable[str]) -> re.Pattern[str]:
    """A pattern that finds any of a vocabulary's control markers (``<start_of_turn>`` and the like)."""
    longest_first = sorted({marker for marker in markers if len(marker) > 1}, key=len, reverse=True)
    return re.compile("|".join(map(re.escape, longest_first)) or r"(?!)")


def without_markers(messages: Sequence[Message], pattern: re.Pattern[str]) -> list[Message]:
    """The messages with control markers taken out, so that a person's text cannot end its own turn or open another."""

    def clean(text: str) -> str:
        while pattern.search(text):  # taking one out may join the parts of another
            text = pattern.sub("", text)
        return text

    return [Message(role=message["role"], content=clean(message["content"])) for message in messages]
