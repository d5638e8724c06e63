"""What the score of a name holds, and the name as JSON."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from pipeline.tasks.naming.hanja import Hanja
from pipeline.tasks.naming.romanize import romanize
from pipeline.tasks.naming.suri81 import Number
from pipeline.tasks.naming.surnames import Surname


@dataclass(frozen=True, slots=True)
class Axis:
    """``points`` of ``max``, or None where the axis cannot be judged; its points then fall to the others."""

    name: str
    points: float | None
    max: float
    why: str


@dataclass(frozen=True, slots=True)
class ScoredName:
    """A name with its score out of 100. ``characters`` are those of the given name; empty without hanja."""

    surname: Surname
    hangul: str
    characters: tuple[Hanja, ...]
    score: float
    axes: tuple[Axis, ...]
    numbers: tuple[Number, ...]
    meaning: str
    warnings: tuple[str, ...]
    blocked: bool = False  # a meaning or a sound that keeps it out of every suggestion

    @property
    def hanja(self) -> str:
        return "".join(character.char for character in self.characters)

    @property
    def romanized(self) -> dict[str, str]:
        return romanize(self.surname.hangul, self.hangul)

    def as_dict(self) -> dict[str, Any]:
        """The name as JSON; ``hangul`` and ``hanja`` are those of the given name."""
        return {
            "hangul": self.hangul,
            "hanja": self.hanja,
            "full": {"hangul": self.surname.hangul + self.hangul, "hanja": self.surname.hanja + self.hanja},
            "score": self.score,
            "axes": {axis.name: {"points": axis.points, "max": axis.max, "why": axis.why} for axis in self.axes},
            "meaning": self.meaning,
            "characters": [
                _character(character, syllable)
                for character, syllable in zip(self.characters, self.hangul, strict=False)
            ],
            "numbers": [
                {"name": n.name, "age": n.age, "strokes": n.strokes, "luck": n.luck, "disputed": n.disputed}
                for n in self.numbers
            ],
            "romanized": self.romanized,
            "warnings": list(self.warnings),
        }


def _character(hanja: Hanja, syllable: str) -> dict[str, Any]:
    return {
        "hanja": hanja.char,
        "reading": syllable,
        "gloss": hanja.gloss(syllable),
        "english": hanja.english,
        "strokes": hanja.original,
        "written_strokes": hanja.written,
        "radical": hanja.radical,
        "element": hanja.element,
        "confidence": hanja.confidence,
        "legal": hanja.legal and hanja.reads(syllable),
    }
