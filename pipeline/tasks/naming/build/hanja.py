"""Build data/hanja.tsv and data/hanja_outside.tsv.gz from two Debian packages.

    apt-get install unicode-data libhangul-data
    python -m pipeline.tasks.naming.build.hanja

Sources: Unihan 15.0 (``unicode-data``): which characters a Korean given name may hold and with which readings,
radicals, strokes, English definitions, variants. libhangul's hanja.txt (``libhangul-data``): the Korean glosses (훈).
"""

from __future__ import annotations

import bz2
import gzip
import re
import unicodedata
from collections import defaultdict
from pathlib import Path

from pipeline.tasks.naming.build.bad_meanings import is_bad_meaning
from pipeline.tasks.naming.build.radicals import element_of, radical_strokes
from pipeline.tasks.naming.build.strokes import KANGXI_STROKES, NUMERAL_STROKES
from pipeline.tasks.naming.hangul import initial_sound_forms

UNICODE = Path("/usr/share/unicode")
LIBHANGUL = Path("/usr/share/libhangul/hanja/hanja.txt")
DATA = Path(__file__).parent.parent / "data"

MAX_GLOSSES = 3  # of one reading; the first is the usual 훈
NOTE = re.compile(r"\([^)]*\)")


def read_unihan(*fields: str) -> dict[str, dict[str, str]]:
    """``{field: {character: value}}`` of the wanted fields."""
    table: dict[str, dict[str, str]] = {field: {} for field in fields}
    for path in sorted(UNICODE.glob("Unihan_*.txt.bz2")):
        with bz2.open(path, "rt", encoding="utf-8") as lines:
            for line in lines:
                parts = line.rstrip("\n").split("\t")
                if len(parts) == 3 and parts[1] in table:
                    table[parts[1]][chr(int(parts[0][2:], 16))] = parts[2]
    return table


def read_glosses() -> dict[str, dict[str, list[str]]]:
    """``{character: {reading: [gloss, ...]}}``; a gloss stands without its reading: 상서로울, not 상서로울 서."""
    table: dict[str, dict[str, list[str]]] = defaultdict(dict)
    for line in LIBHANGUL.read_text(encoding="utf-8").splitlines():
        if line.startswith("#") or line.count(":") < 2:
            continue
        reading, text, gloss = line.split(":", 2)
        hanja = unicodedata.normalize("NFKC", text)  # some rows use a compatibility ideograph
        if len(reading) == 1 and len(hanja) == 1:
            glosses = table[hanja].setdefault(reading, [])
            glosses += [found for part in gloss.split(",") if (found := clean_gloss(part)) and found not in glosses]
    return table


def clean_gloss(text: str) -> str:
    """``"헤아릴 률"`` -> ``"헤아릴"``; empty when what is left is not plain Hangul."""
    words = NOTE.sub(" ", text).split()
    if len(words) > 1 and re.fullmatch("[가-힣]", words[-1]):
        words = words[:-1]
    gloss = " ".join(words)
    return gloss if re.fullmatch("[가-힣 ]{1,16}", gloss) else ""


def legal_readings(khangul: str) -> list[str]:
    """Readings that the name list (N) or the education list (E) gives: ``"금:0E 김:0N"`` -> ``["금", "김"]``."""
    return [item.split(":")[0] for item in khangul.split() if re.search("[EN]", item.split(":")[1])]


def radical_forms() -> dict[int, str]:
    """Kangxi radical number -> the radical in its full form as an ordinary ideograph."""
    forms: dict[int, str] = {}
    for line in (UNICODE / "CJKRadicals.txt").read_text(encoding="utf-8").splitlines():
        parts = [part.strip() for part in line.split(";")]
        if parts[0].isdigit():
            forms[int(parts[0])] = chr(int(parts[2], 16))
    return forms


def original_strokes(hanja: str, radical: int, residual: int) -> int:
    """원획: strokes with the radical in full form; numerals count by value."""
    if hanja in NUMERAL_STROKES:
        return NUMERAL_STROKES[hanja]
    return KANGXI_STROKES.get(hanja, radical_strokes(radical) + residual)


def build() -> tuple[list[str], list[str]]:
    """Rows of the legal list, and rows of the characters outside it (strokes and elements only)."""
    unihan = read_unihan(
        "kKoreanName", "kKoreanEducationHanja", "kHangul", "kRSUnicode", "kTotalStrokes", "kDefinition",
        "kZVariant", "kSemanticVariant", "kTraditionalVariant",
    )  # fmt: skip
    glosses = read_glosses()
    offered = read_offered()
    forms = radical_forms()
    legal = unihan["kKoreanName"].keys() | unihan["kKoreanEducationHanja"].keys()
    known = legal | unihan["kHangul"].keys() | glosses.keys()
    inside, outside = [], []
    for hanja in sorted(known):
        if hanja not in unihan["kRSUnicode"] or unicodedata.normalize("NFKC", hanja) != hanja:
            continue
        number, residual = re.fullmatch(r"(\d+)'*\.(-?\d+)", unihan["kRSUnicode"][hanja].split()[0]).groups()  # type: ignore[union-attr]
        radical = forms[int(number)]
        element, confidence = element_of(hanja, radical)
        written = unihan["kTotalStrokes"][hanja].split()[-1]
        original = original_strokes(hanja, int(number), int(residual))
        facts = [written, str(original), radical, element + confidence]
        if hanja in legal:
            readings = legal_readings(unihan["kHangul"][hanja])
            shown = {reading: _glosses(hanja, reading, glosses[hanja], offered) for reading in readings}
            column = "|".join(f"{reading}={','.join(found)}" for reading, found in shown.items())
            flags = "E" * (hanja in unihan["kKoreanEducationHanja"]) + "B" * is_bad_meaning(hanja, shown)
            english = "" if any(shown.values()) else unihan["kDefinition"].get(hanja, "").split(";")[0]
            inside.append("\t".join([hanja, column, *facts, flags, english]))
        else:
            readings = [item.split(":")[0] for item in unihan["kHangul"].get(hanja, "").split()] or [*glosses[hanja]]
            outside.append("\t".join([hanja, "|".join(readings), *facts, _legal_form(hanja, unihan, legal)]))
    return inside, outside


def _glosses(hanja: str, reading: str, found: dict[str, list[str]], offered: dict[tuple[str, str], str]) -> list[str]:
    """Glosses of ``reading`` or of the form that the rule of the initial sound makes of it (룡, 용).

    The gloss that the hand-written pool gives an offered character comes first: the source's first is often a rare one.
    """
    forms = (reading, *initial_sound_forms(reading))
    ours = [offered[hanja, form] for form in forms if (hanja, form) in offered]
    theirs = next((found[form] for form in forms if found.get(form)), [])
    return [*dict.fromkeys(ours + theirs)][:MAX_GLOSSES]


def read_offered() -> dict[tuple[str, str], str]:
    """``{(character, syllable): gloss}`` of the characters that are offered in names."""
    rows = (DATA / "pool_hanja.tsv").read_text(encoding="utf-8").splitlines()[1:]
    return {(row.split("\t")[1], row.split("\t")[0]): row.split("\t")[2] for row in rows}


def _legal_form(hanja: str, unihan: dict[str, dict[str, str]], legal: set[str]) -> str:
    """A character of the legal list that Unihan calls another form of ``hanja``; empty when there is none."""
    for field in ("kZVariant", "kSemanticVariant", "kTraditionalVariant"):
        for item in unihan[field].get(hanja, "").split():
            variant = chr(int(item.split("<")[0][2:], 16))
            if variant in legal:
                return variant
    return ""


def main() -> None:
    inside, outside = build()
    header = "hanja\treadings\twritten\toriginal\tradical\telement\tflags\tenglish\n"
    (DATA / "hanja.tsv").write_text(header + "\n".join(inside) + "\n", encoding="utf-8")
    packed = gzip.compress(("\n".join(outside) + "\n").encode(), mtime=0)
    (DATA / "hanja_outside.tsv.gz").write_bytes(packed)


if __name__ == "__main__":
    main()
