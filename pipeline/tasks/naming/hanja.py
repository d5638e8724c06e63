"""The closed set of hanja that a Korean given name may hold, with readings, glosses (훈), strokes and elements.

The set is Unihan's: the 1,800 characters of education and the Supreme Court's name list as of 2018. It lacks what was
added in 2022 and 2024 (about 1,300 characters), so "not in our list" never means "not allowed".
"""

from __future__ import annotations

import gzip
import unicodedata
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from pipeline.tasks.naming.hangul import initial_sound_forms

DATA = Path(__file__).parent / "data"

MISSING_NOTE = (
    "이 목록은 2018년까지 고시된 인명용 한자 8,094자입니다. 2022년과 2024년에 새로 추가된 한자 1,300여 자는 아직 들어 "
    "있지 않으니, 찾는 한자가 없으면 대법원 전자가족관계등록시스템의 인명용 한자 조회에서 확인해 주세요."
)


@dataclass(frozen=True, slots=True)
class Hanja:
    """One character. ``readings``: legal reading -> glosses, the usual one first; empty for one outside the list.

    ``written`` counts strokes as written today (필획), ``original`` with the radical in full form (원획).
    ``confidence`` says how far authors agree on ``element`` (자원오행): 높음, 보통, 낮음.
    """

    char: str
    readings: Mapping[str, tuple[str, ...]]
    written: int
    original: int
    radical: str
    element: str
    confidence: str
    education: bool = False  # one of the 1,800 characters taught at school
    bad: bool = False  # its meaning keeps it out of every suggestion
    english: str = ""  # only where no Korean gloss is known
    legal: bool = True
    other_form: str = ""  # of one outside the list: a form of the same character inside

    def reads(self, syllable: str) -> bool:
        """Whether a given name may read this character as ``syllable``, by the list or by the initial-sound rule."""
        return any(syllable == listed or syllable in initial_sound_forms(listed) for listed in self.readings)

    def gloss(self, syllable: str = "") -> str:
        """The usual Korean gloss of the reading ``syllable`` (of the first reading when it is empty), or ``""``."""
        for listed, glosses in self.readings.items():
            if glosses and (not syllable or syllable == listed or syllable in initial_sound_forms(listed)):
                return glosses[0]
        return ""


def normalize(char: str) -> str:
    """Compatibility ideographs (金 as U+F90A) become the unified character that the list holds."""
    return unicodedata.normalize("NFKC", char)


@cache
def legal_table() -> Mapping[str, Hanja]:
    """All 8,094 characters of the list."""
    lines = (DATA / "hanja.tsv").read_text(encoding="utf-8").splitlines()[1:]
    return {line[0]: _parse(line) for line in lines}


@cache
def _by_syllable() -> Mapping[str, tuple[Hanja, ...]]:
    found: dict[str, list[Hanja]] = defaultdict(list)
    for hanja in legal_table().values():
        for syllable in {form for listed in hanja.readings for form in (listed, *initial_sound_forms(listed))}:
            found[syllable].append(hanja)
    return {syllable: tuple(hanjas) for syllable, hanjas in found.items()}


def legal_for(syllable: str) -> tuple[Hanja, ...]:
    """Every character of the list that a given name may read as ``syllable``, in code point order."""
    return _by_syllable().get(syllable, ())


def find(char: str) -> Hanja | None:
    """The character of the list, else what we know of one outside it (``legal`` False), else None."""
    char = normalize(char)
    return legal_table().get(char) or _outside_table().get(char)


@cache
def _outside_table() -> Mapping[str, Hanja]:
    """About 20,000 characters outside the list: strokes and elements only. Loaded when one is asked for."""
    text = gzip.decompress((DATA / "hanja_outside.tsv.gz").read_bytes()).decode()
    table = {}
    for line in text.splitlines():
        char, _, written, original, radical, element, other_form = line.split("\t")
        table[char] = Hanja(
            char, {}, int(written), int(original), radical, element[0], element[1:], legal=False, other_form=other_form
        )
    return table


def _parse(line: str) -> Hanja:
    char, readings, written, original, radical, element, flags, english = line.split("\t")
    glosses = {
        reading: tuple(gloss for gloss in listed.split(",") if gloss)
        for reading, _, listed in (item.partition("=") for item in readings.split("|"))
    }
    return Hanja(
        char,
        glosses,
        int(written),
        int(original),
        radical,
        element[0],
        element[1:],
        "E" in flags,
        "B" in flags,
        english,
    )
