"""How a name sounds: the elements of its initials (발음오행), the polarity of its vowels, how it is pronounced."""

from __future__ import annotations

import itertools
from typing import Final

from pipeline.tasks.naming.hangul import decompose

# Two schools differ in the throat and lip sounds. 운해 (훈민정음운해, 1750) is what most namers use; 해례
# (훈민정음해례, 1446) is the older book.
_COMMON: Final = dict.fromkeys("ㄱㄲㅋ", "목") | dict.fromkeys("ㄴㄷㄸㄹㅌ", "화") | dict.fromkeys("ㅅㅆㅈㅉㅊ", "금")
SCHOOLS: Final[dict[str, dict[str, str]]] = {
    "운해": _COMMON | dict.fromkeys("ㅇㅎ", "토") | dict.fromkeys("ㅁㅂㅃㅍ", "수"),
    "해례": _COMMON | dict.fromkeys("ㅇㅎ", "수") | dict.fromkeys("ㅁㅂㅃㅍ", "토"),
}
YANG_VOWELS: Final = "ㅏㅐㅑㅒㅗㅘㅙㅚㅛ"

# What happens where a syllable's final meets the next one's initial, and how much it costs the ease of hearing a name.
_STOPS: Final = "ㄱㄲㅋㅂㅍㄷㅌㅅㅆㅈㅊ"


def sound_element(syllable: str, school: str = "운해") -> str:
    """The element of a syllable's initial consonant."""
    return SCHOOLS[school][decompose(syllable)[0]]


def sound_elements(text: str, school: str = "운해") -> list[str]:
    return [sound_element(syllable, school) for syllable in text]


def vowel_polarity(syllable: str) -> str:
    """양 for bright vowels (ㅏ ㅗ and theirs), 음 for the others; ㅡ and ㅣ count as 음."""
    return "양" if decompose(syllable)[1] in YANG_VOWELS else "음"


def pronunciation(surname: str, given: str) -> tuple[float, list[str]]:
    """How easily the whole name is said and heard, 0 to 1, and what makes it harder (Korean)."""
    name = surname + given
    parts = [decompose(syllable) for syllable in name]
    ease, reasons = 1.0, []
    if surname[-1] == given[0]:
        ease *= 0.3
        reasons.append(f"'{surname[-1]}' 소리가 잇따라 겹칩니다")
    elif surname[-1] in given:
        ease *= 0.85
        reasons.append(f"성과 같은 '{surname[-1]}' 소리가 이름에도 있습니다")
    if len(given) > 1 and len(set(given)) < len(given):
        ease *= 0.7
        reasons.append("이름 안에서 같은 소리가 되풀이됩니다")
    if len(name) > 2 and len({initial for initial, _, _ in parts}) == 1 and parts[0][0] != "ㅇ":
        ease *= 0.8
        reasons.append("첫소리가 모두 같습니다")
    if len(name) > 2 and len({vowel for _, vowel, _ in parts}) == 1:
        ease *= 0.85
        reasons.append("홀소리가 모두 같습니다")
    for (_, _, final), (initial, _, _), pair in zip(parts, parts[1:], itertools.pairwise(name), strict=False):
        cost = _junction(final, initial)
        if cost:
            ease *= 1 - cost
            reasons.append(f"'{''.join(pair)}'에서 소리가 바뀌어 들립니다")
    return ease, reasons


def _junction(final: str, initial: str) -> float:
    if initial == "ㄹ" and final in "ㄴㅁㅇ" + _STOPS and final:
        return 0.12 if final in "ㄴ" + _STOPS else 0.08  # 신라온 [실라온], 박리안 [방니안]; 김로운 [김노운]
    if final and final in _STOPS and initial in "ㄴㅁ":
        return 0.06  # 박민준 [방민준]
    if final == "ㄹ" and initial == "ㄴ":
        return 0.08  # 길나연 [길라연]
    return 0.0
