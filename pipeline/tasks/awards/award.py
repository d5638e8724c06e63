"""The award itself: five short texts that the writer writes, a person edits and the certificate prints."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields

from pipeline.errors import InvalidInput

LIMITS = {"kind": 12, "title": 40, "recipient": 40, "body": 1000, "giver": 40}  # characters
MOST_LINES = 3  # of every field but the body
LABELS = {"kind": "상장 종류", "title": "상 이름", "recipient": "받는 사람", "body": "본문", "giver": "주는 사람"}
_JOINERS = "\u200c\u200d"  # family emoji and some scripts are made with these


@dataclass(frozen=True, slots=True)
class Award:
    """``kind`` is the document (상장, 감사장), ``title`` the award's own name ("새벽 도시락 감사상").

    ``body`` holds the opening and the closing too; a newline in it starts a paragraph. In the other fields a newline
    starts a line. Any of these may hold any character; none is ever read as markup.
    """

    kind: str
    title: str
    recipient: str
    body: str
    giver: str

    def as_dict(self) -> dict[str, str]:
        return asdict(self)

    @classmethod
    def from_dict(cls, data: object) -> Award:
        """Read the API's JSON object. Raises InvalidInput("award", …) for a missing, empty, overlong or non-text value.

        Text is brought to Unicode NFC (Hangul typed on a Mac arrives decomposed) and stripped of control characters
        and of spaces at line ends.
        """
        if not isinstance(data, Mapping):
            raise InvalidInput("award", "상장 내용이 이름 붙은 항목들(JSON 객체)이 아닙니다.", _FORM)
        unknown = sorted(str(key)[:20] for key in data.keys() - {field.name for field in fields(cls)})
        if unknown:
            raise InvalidInput("award", f"상장에 없는 항목이 있습니다: {', '.join(unknown[:5])}.", _FORM)
        return cls(**{field.name: _text(data, field.name) for field in fields(cls)})


_FORM = "kind, title, recipient, body, giver를 각각 글로 보내 주세요."


def clean_text(text: str) -> str:
    """NFC, plain newlines, no control or directional characters, no space at either end of a line, no empty line."""
    text = unicodedata.normalize("NFC", text)
    lines = ("".join(map(_printable, line)) for line in text.splitlines())
    return "\n".join(stripped for line in lines if (stripped := " ".join(line.split())))


def _printable(char: str) -> str:
    if char in _JOINERS or unicodedata.category(char) not in {"Cc", "Cf", "Cs", "Zl", "Zp"}:
        return char
    return " " if char == "\t" else ""


def _text(data: Mapping[str, object], name: str) -> str:
    value = data.get(name)
    label = LABELS[name]
    if not isinstance(value, str):
        raise InvalidInput("award", f"{label}({name}) 항목이 빠졌거나 글이 아닙니다.", _FORM)
    text = clean_text(value)
    if not text:
        raise InvalidInput("award", f"{label}({name}) 항목이 비어 있습니다.", "한 글자 이상 적어 주세요.")
    if name != "body" and text.count("\n") >= MOST_LINES:
        raise InvalidInput(
            "award", f"{label}({name}) 항목의 줄이 너무 많습니다.", f"{MOST_LINES}줄 이내로 적어 주세요."
        )
    if len(text) > LIMITS[name]:
        raise InvalidInput(
            "award", f"{label}({name}) 항목이 {len(text)}자로 너무 깁니다.", f"{LIMITS[name]}자 이내로 줄여 주세요."
        )
    return text
