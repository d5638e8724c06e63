"""The frozen reference files; reference/README.md says how they were made."""

from __future__ import annotations

import csv
import gzip
from pathlib import Path


def rows(name: str) -> list[dict[str, str]]:
    with gzip.open(Path(__file__).parent / "reference" / name, "rt", encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
