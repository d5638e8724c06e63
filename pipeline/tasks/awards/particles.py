"""Particles (조사) that agree with the sound before them: 이/가, 을/를, 은/는, 과/와, 으로/로, 아/야.

The sound is that of the last character as it is read aloud: Hangul by its final consonant, digits and Latin letters by
their Korean names, hanja by their reading.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from pathlib import Path

_PAIRS = [
    ("이", "가"), ("을", "를"), ("은", "는"), ("과", "와"), ("으로", "로"), ("이나", "나"), ("이란", "란"),
    ("이라는", "라는"), ("이라", "라"), ("이여", "여"), ("아", "야"), ("이랑", "랑"), ("이며", "며"),
    ("이었", "였"), ("으로서", "로서"), ("으로써", "로써"), ("이라고", "라고"),
]  # fmt: skip
_FORMS = {form: pair for pair in _PAIRS for form in pair}
_DIGITS = "영일이삼사오육칠팔구"
_LETTERS = dict(zip("abcdefghijklmnopqrstuvwxyz", "이비시디이프지치이이이엘엠엔오피큐알스티유이유스이트", strict=True))
_SYMBOLS = {"%": "트", "℃": "도", "°": "도", "㎏": "램", "㎞": "터", "㎝": "터", "㎡": "터", "+": "스", "½": "일"}
_UNITS = {"km": "터", "kg": "램", "cm": "터", "mm": "터", "g": "램", "m": "터", "ml": "터", "l": "터", "gb": "트",
          "mb": "트", "tb": "트", "kb": "트"}  # fmt: skip
# Latin words that are read as words and not letter by letter, by how they end: Kim 김, Jung 정, Google 구글.
_FINAL_SOUNDS = [("ng", "응"), ("le", "을"), ("l", "을"), ("n", "은"), ("m", "음"), ("ck", "윽"), ("ok", "윽")]
_CLOSERS = "’'”\"」』》〉)]}>.,!?~…·♡ "


def particle(word: str, kind: str) -> str:
    """The form of the particle ``kind`` (either form of a pair) that follows ``word``; any other comes back as is."""
    pair = _FORMS.get(kind)
    if pair is None:
        return kind
    sound = last_sound(word)
    final = (ord(sound) - 0xAC00) % 28 if sound else 0
    if final == 8 and kind in {"으로", "로", "으로서", "로서", "으로써", "로써"}:
        return pair[1]
    return pair[0] if final else pair[1]


def attach(word: str, kind: str) -> str:
    """``word`` with its particle: ``attach("민지", "은")`` is 민지는."""
    return word + particle(word, kind)


def ends_in_consonant(word: str) -> bool:
    """Whether ``word``, read aloud, ends in a consonant."""
    return particle(word, "이") == "이"


def last_sound(word: str) -> str:
    """The Hangul syllable that ``word`` ends with when read aloud (10km: 터, MVP: 피); "" when it is silent."""
    text = unicodedata.normalize("NFC", word).rstrip(_CLOSERS) if "(" not in word else _before_parentheses(word)
    while text and text[-1] not in _SYMBOLS and unicodedata.category(text[-1]) in {"So", "Sk", "Mn", "Me", "Cf", "Po"}:
        text = text[:-1].rstrip()
    if not text:
        return ""
    last = text[-1]
    if "가" <= last <= "힣":
        return last
    if last in _SYMBOLS:
        return _SYMBOLS[last]
    if last.isdecimal():
        return _number_sound(text)
    if last.isascii() and last.isalpha():
        return _latin_sound(text)
    return _hanja_sounds().get(last, "")


def _before_parentheses(word: str) -> str:
    text = unicodedata.normalize("NFC", word)
    return re.sub(r"\s*\([^()]*\)\s*$", "", text).rstrip(_CLOSERS) or text.rstrip(_CLOSERS)


def _number_sound(text: str) -> str:
    match = re.search(r"\d[\d,.]*$", text)
    number = (match[0] if match else text[-1]).replace(",", "")
    last = _DIGITS[int(number[-1])]
    significant = number.rstrip("0")
    if last != "영" or "." in number or not significant:
        return last
    zeros = len(number) - len(significant)
    # 12,000 is read 만 이천 and 20,000 이만: the last unit that is spoken.
    if zeros >= 12:
        return "조"
    if zeros >= 8:
        return "억"
    return "만" if zeros >= 4 else "십백천"[zeros - 1]


def _latin_sound(text: str) -> str:
    match = re.search(r"[A-Za-z]+$", text)
    word = match[0] if match else text[-1]
    lower = word.lower()
    if lower in _UNITS and re.search(r"\d\s*$", text[: -len(word)]):
        return _UNITS[lower]
    if word.isupper() or len(word) == 1:
        return _LETTERS[lower[-1]]
    return next((sound for ending, sound in _FINAL_SOUNDS if lower.endswith(ending)), "이")


@cache
def _hanja_sounds() -> dict[str, str]:
    text = Path(__file__).with_name("hanja_finals.txt").read_text(encoding="utf-8")
    rieul, other = [line for line in text.splitlines() if not line.startswith("#")]
    return dict.fromkeys(rieul, "을") | dict.fromkeys(other, "은")
