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
    "{a을} 품고 {b을} 펼치라는 바람을 담았습니다.",
    "{a에} {b이} 더해지기를 바라는 이름입니다.",
    "{a을} 바탕으로 {b을} 키워 가라는 뜻입니다.",
    "{a과} {b이} 어우러진 사람으로 자라기를 바라는 이름입니다.",
    "{a을} 잃지 않고 {b을} 이루라는 뜻을 담았습니다.",
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
    return form.format_map(_Particles(a=first, b=qualities[-1]))


class _Particles(dict[str, str]):
    """``{a을}`` in a form becomes quality ``a`` with 을 or 를, whichever is right."""

    _PAIRS: Final = {"을": "을/를", "과": "과/와", "이": "이/가", "에": ""}

    def __missing__(self, key: str) -> str:
        word, particle = self[key[0]], self._PAIRS[key[1:]]
        return with_particle(word, particle) if particle else word + key[1:]
