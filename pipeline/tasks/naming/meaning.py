"""What a name means, in one sentence made of what its characters mean."""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from typing import Final

from pipeline.tasks.naming.hangul import with_particle
from pipeline.tasks.naming.hanja import Hanja
from pipeline.tasks.naming.pool import quality_of

# {a과} and the like stand for a quality with its particle.
_TWO: Final = (
    "{a과} {b을} 함께 지니라는 뜻입니다.",
    "{a에} {b이} 더해지기를 바라는 이름입니다.",
    "{a과} {b이} 어우러진 사람으로 자라기를 바라는 이름입니다.",
    "{a을} 바탕으로 {b이} 깃들기를 바라는 마음을 담았습니다.",
    "{a과} {b이} 늘 함께하라는 뜻을 담았습니다.",
    "{a을} 품고 {b과} 함께 자라라는 바람을 담았습니다.",
)
_ONE: Final = (
    "{a을} 지니라는 뜻을 한 글자에 담았습니다.",
    "{a을} 오롯이 품으라는 바람을 담은 이름입니다.",
    "{a이} 한결같기를 바라는 이름입니다.",
)


def quality(character: Hanja, syllable: str) -> str:
    """A noun phrase: what a family means by the character, else its gloss; ``""`` where neither is known."""
    found = quality_of(character.char, syllable)
    gloss = character.gloss(syllable)
    return found or (f"'{gloss}'의 뜻" if gloss else "")


def meaning_of(given: str, characters: Sequence[Hanja]) -> str:
    """One Korean sentence; the same name always has the same one. Empty where no character's meaning is known."""
    pairs = zip(characters, given, strict=True)
    qualities = list(dict.fromkeys(found for character, syllable in pairs if (found := quality(character, syllable))))
    if not qualities:
        return ""
    forms = _ONE if len(qualities) == 1 else _TWO
    name = given + "".join(character.char for character in characters)
    form = forms[zlib.crc32(name.encode()) % len(forms)]
    first = qualities[0]
    if len(qualities) > 2:
        first = ", ".join(qualities[:-1])
    return form.format_map(Particles(a=first, b=qualities[-1]))


class Particles(dict[str, str]):
    """Words for ``str.format_map``: ``{a을}`` becomes the word ``a`` with 을 or 를, whichever is right."""

    _PAIRS: Final = {"을": "을/를", "과": "과/와", "이": "이/가", "은": "은/는", "로": "으로/로"}

    def __missing__(self, key: str) -> str:
        word, ending = self[key[:-1]], key[-1]
        return with_particle(word, self._PAIRS[ending]) if ending in self._PAIRS else word + ending
