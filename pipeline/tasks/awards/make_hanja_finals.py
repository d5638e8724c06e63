"""Write hanja_finals.txt: `python -m pipeline.tasks.awards.make_hanja_finals Unihan_Readings.txt.bz2`.

Debian's package unicode-data holds that file in /usr/share/unicode.
"""

from __future__ import annotations

import bz2
import sys
from collections.abc import Iterable
from pathlib import Path

OUTPUT = Path(__file__).with_name("hanja_finals.txt")
HEADER = """\
# Hanja by the final consonant of their Korean reading: one line for ㄹ, one for any other; the rest end in a vowel.
# Derived from kHangul in Unihan_Readings.txt, (c) 1991-present Unicode, Inc., under the Unicode License V3
# (https://www.unicode.org/license.txt); the readings were reduced to their finals.
"""


def finals(lines: Iterable[str]) -> tuple[str, str]:
    """Characters whose main reading ends in ㄹ, and those whose main reading ends in another consonant."""
    rieul: list[str] = []
    other: list[str] = []
    for line in lines:
        if "\tkHangul\t" not in line:
            continue
        code, _, readings = line.strip().split("\t")
        choices = readings.split()
        main = next((reading for reading in choices if "E" in reading.partition(":")[2]), choices[0])
        final = (ord(main[0]) - 0xAC00) % 28
        if final:
            (rieul if final == 8 else other).append(chr(int(code[2:], 16)))
    return "".join(sorted(rieul)), "".join(sorted(other))


def main(path: str) -> None:
    with bz2.open(path, "rt", encoding="utf-8") as lines:
        rieul, other = finals(lines)
    OUTPUT.write_text(f"{HEADER}{rieul}\n{other}\n", encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1])
