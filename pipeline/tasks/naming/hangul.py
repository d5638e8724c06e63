"""Hangul syllables taken apart and put together, and the particles that follow a word."""

from __future__ import annotations

import unicodedata

INITIALS = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ"
VOWELS = "ㅏㅐㅑㅒㅓㅔㅕㅖㅗㅘㅙㅚㅛㅜㅝㅞㅟㅠㅡㅢㅣ"
FINALS = ("", *"ㄱㄲㄳㄴㄵㄶㄷㄹㄺㄻㄼㄽㄾㄿㅀㅁㅂㅄㅅㅆㅇㅈㅊㅋㅌㅍㅎ")
Y_VOWELS = "ㅑㅒㅕㅖㅛㅠㅣ"

_PARTICLES = {"은/는": "은는", "이/가": "이가", "을/를": "을를", "과/와": "과와", "이/": ("이", ""), "아/야": "아야"}


def is_hangul(text: str) -> bool:
    """Whether ``text`` is one or more whole Hangul syllables and nothing else."""
    return bool(text) and all("가" <= char <= "힣" for char in text)


def tidy(text: object) -> str:
    """What a person typed, composed (macOS types decomposed syllables) and without the spaces around and within."""
    return "".join(unicodedata.normalize("NFKC", str(text or "")).split())


def decompose(syllable: str) -> tuple[str, str, str]:
    """``"한"`` -> ``("ㅎ", "ㅏ", "ㄴ")``; the final is empty where there is none."""
    code = ord(syllable) - 0xAC00
    return INITIALS[code // 588], VOWELS[code % 588 // 28], FINALS[code % 28]


def compose(initial: str, vowel: str, final: str = "") -> str:
    """The inverse of ``decompose``."""
    return chr(0xAC00 + INITIALS.index(initial) * 588 + VOWELS.index(vowel) * 28 + FINALS.index(final))


def initial_sound_forms(syllable: str) -> tuple[str, ...]:
    """Forms a name may use instead of ``syllable`` by the rule of the initial sound (두음법칙).

    The court allows a character whose listed reading begins with ㄴ or ㄹ to be used as it sounds: 녀 as 여, 룡 as 용,
    란 as 난. Empty for every other syllable.
    """
    initial, vowel, final = decompose(syllable)
    if initial in "ㄴㄹ" and vowel in Y_VOWELS:
        return (compose("ㅇ", vowel, final),)
    if initial == "ㄹ":
        return (compose("ㄴ", vowel, final),)
    return ()


def with_particle(word: str, particle: str) -> str:
    """``word`` with the right form of ``particle``: 은/는, 이/가, 을/를, 과/와, 으로/로, 이/ (이라), 아/야.

    What stands in brackets at the end is not read aloud: 서윤(瑞潤)은. A word that does not end in Hangul is taken to
    end in a vowel.
    """
    spoken = word.rpartition("(")[0].rstrip() if word.endswith(")") else word
    final = decompose(spoken[-1])[2] if spoken and is_hangul(spoken[-1]) else ""
    if particle == "으로/로":
        return word + ("으로" if final and final != "ㄹ" else "로")
    closed, open_ = _PARTICLES[particle]
    return word + (closed if final else open_)
