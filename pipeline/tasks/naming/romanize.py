"""A name in Latin letters: the Revised Romanization, and the spellings of surnames that passports usually show."""

from __future__ import annotations

from typing import Final

from pipeline.tasks.naming.hangul import FINALS, INITIALS, VOWELS, decompose

# fmt: off
_INITIAL_LETTERS: Final = (
    "g", "kk", "n", "d", "tt", "r", "m", "b", "pp", "s", "ss", "", "j", "jj", "ch", "k", "t", "p", "h",
)
_VOWEL_LETTERS: Final = (
    "a", "ae", "ya", "yae", "eo", "e", "yeo", "ye", "o", "wa", "wae", "oe", "yo", "u", "wo", "we", "wi", "yu", "eu",
    "ui", "i",
)
# fmt: on
_FINAL_LETTERS: Final = ("", *"kkknnntlkmlllplmpptt", "ng", *"ttktpt")
_INITIAL: Final = dict(zip(INITIALS, _INITIAL_LETTERS, strict=True))
_VOWEL: Final = dict(zip(VOWELS, _VOWEL_LETTERS, strict=True))
_FINAL: Final = dict(zip(FINALS, _FINAL_LETTERS, strict=True))

# What most holders of the surname have in their passports, the usual one first, where it is not the Revised form.
PASSPORT_SURNAMES: Final[dict[str, tuple[str, ...]]] = {
    "김": ("Kim",),
    "이": ("Lee", "Yi"),
    "박": ("Park", "Bak"),
    "최": ("Choi", "Choe"),
    "정": ("Jung", "Jeong", "Chung"),
    "강": ("Kang",),
    "조": ("Cho", "Jo"),
    "윤": ("Yoon", "Yun"),
    "장": ("Jang", "Chang"),
    "임": ("Lim", "Im"),
    "오": ("Oh",),
    "서": ("Seo", "Suh"),
    "신": ("Shin",),
    "권": ("Kwon",),
    "황": ("Hwang",),
    "안": ("Ahn", "An"),
    "송": ("Song",),
    "전": ("Jeon", "Jun", "Chun"),
    "유": ("Yoo", "Yu"),
    "류": ("Ryu", "Ryoo"),
    "고": ("Ko", "Go"),
    "문": ("Moon", "Mun"),
    "손": ("Son", "Sohn"),
    "배": ("Bae",),
    "백": ("Baek", "Paik"),
    "허": ("Heo", "Hur", "Huh"),
    "노": ("Noh", "Roh"),
    "심": ("Shim", "Sim"),
    "곽": ("Kwak",),
    "성": ("Sung", "Seong"),
    "주": ("Joo", "Ju"),
    "우": ("Woo",),
    "구": ("Koo", "Gu"),
    "나": ("Na",),
    "엄": ("Um", "Eom"),
    "원": ("Won",),
    "천": ("Chun", "Cheon"),
    "공": ("Kong", "Gong"),
    "현": ("Hyun", "Hyeon"),
    "변": ("Byun", "Byeon"),
    "여": ("Yeo", "Yuh"),
    "추": ("Choo", "Chu"),
    "도": ("Do", "Doh"),
    "소": ("So",),
    "선": ("Sun", "Seon"),
    "길": ("Gil", "Kil"),
    "연": ("Yeon", "Yun"),
    "위": ("Wi", "Wee"),
    "명": ("Myung", "Myeong"),
    "기": ("Ki",),
    "반": ("Ban", "Bahn"),
    "금": ("Keum", "Geum"),
    "육": ("Yook", "Yuk"),
    "국": ("Kook", "Guk"),
    "어": ("Eo", "Uh"),
    "경": ("Kyung", "Gyeong"),
    "편": ("Pyun", "Pyeon"),
    "부": ("Boo", "Bu"),
    "감": ("Kam", "Gam"),
    "남궁": ("Namgung", "Namkung"),
    "선우": ("Sunwoo", "Seonu"),
    "사공": ("Sakong", "Sagong"),
    "서문": ("Seomoon", "Seomun"),
    "독고": ("Dokko", "Dokgo"),
}


def revised(text: str) -> str:
    """Each syllable by the Revised Romanization, without the sound changes between them, as the rule for names asks."""
    syllables = (decompose(syllable) for syllable in text)
    letters = "".join(_INITIAL[initial] + _VOWEL[vowel] + _FINAL[final] for initial, vowel, final in syllables)
    return letters.capitalize()


def passport_surname(surname: str) -> tuple[str, ...]:
    """Usual passport spellings of a surname, most common first; the Revised form where no other is usual."""
    return PASSPORT_SURNAMES.get(surname, (revised(surname),))


def romanize(surname: str, given: str) -> dict[str, str]:
    """``revised``: Gim Seoyun; ``passport``: Kim Seoyun; ``surname_spellings``: every usual one of the surname."""
    name = revised(given)
    spellings = passport_surname(surname)
    return {
        "revised": f"{revised(surname)} {name}",
        "passport": f"{spellings[0]} {name}",
        "surname_spellings": ", ".join(spellings),
    }
