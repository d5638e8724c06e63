"""Bytes of a Korean page or file to text, whatever they claim to be."""

from __future__ import annotations

import codecs
import re

_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_DECLARED = re.compile(
    rb"<meta[^>]+charset\s*=\s*[\"']?\s*([\w-]+)|<\?xml[^>]+encoding\s*=\s*[\"']([\w-]+)", re.IGNORECASE
)
_HEAD = 4096  # bytes in which a page may declare its charset
# The names under which Korean pages call the code page 949 (EUC-KR and what Windows adds to it).
_KOREAN = {
    "euc-kr",
    "euckr",
    "ks_c_5601-1987",
    "ksc5601",
    "ks_c_5601",
    "x-windows-949",
    "windows-949",
    "cp949",
    "uhc",
    "ms949",
}


def decode(data: bytes, declared: str = "") -> str:
    """Text of ``data``. ``declared`` is what a server said of the charset; it is tried after what the bytes show.

    Bytes that are valid UTF-8 are UTF-8: Korean text in another encoding practically never is by chance. Then the
    declared charset if it decodes everything, then cp949, then whichever of UTF-8 and cp949 loses less.
    """
    for mark, codec in _MARKS:
        if data.startswith(mark):
            return data.decode(codec, "replace")
    for codec in ("utf-8", *_declared_codecs(data, declared), "cp949"):
        try:
            return data.decode(codec)
        except UnicodeDecodeError:
            continue
    return min((data.decode(codec, "replace") for codec in ("utf-8", "cp949")), key=lambda text: text.count("\ufffd"))


def _declared_codecs(data: bytes, declared: str) -> list[str]:
    found = _DECLARED.search(data[:_HEAD])
    inside = next((group.decode("ascii") for group in found.groups() if group), "") if found else ""
    return [codec for name in (declared, inside) if (codec := _codec(name))]


def _codec(name: str) -> str:
    """The codec for a charset's name; empty for unknown ones and for those that decode any bytes at all, which a
    Korean page claims only by mistake."""
    name = name.strip().lower()
    if name in _KOREAN:
        return "cp949"
    try:
        codec = codecs.lookup(name)
    except LookupError:
        return ""
    if not codec._is_text_encoding or codec.name.startswith(("iso8859", "cp1252", "utf-7", "latin", "charmap")):
        return ""
    return codec.name
