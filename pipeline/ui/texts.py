"""Words on the screen, Korean beside English where they are used; the browser's language chooses."""

from __future__ import annotations

import zlib
from typing import Any

import gradio as gr
from gradio.i18n import I18nData

_korean: dict[str, str] = {}
_english: dict[str, str] = {}


def t(korean: str, english: str) -> Any:
    """A static text in both languages, for labels, placeholders, Markdown and choices that are shown.

    Typed Any because Gradio types only some of the parameters that it translates.
    """
    key = f"t{zlib.crc32(korean.encode()):08x}"  # a dot in a key would be read as a path
    if _english.setdefault(key, english) != english:
        raise ValueError(f"{korean!r} has two English texts: {_english[key]!r} and {english!r}")
    _korean[key] = korean
    return I18nData(key)


def translations() -> gr.I18n:
    """Everything that ``t`` was asked for so far; given to ``launch``."""
    return gr.I18n(ko=_korean, en=_english)
