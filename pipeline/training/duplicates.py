"""Near-duplicate rows by MinHash: texts that share most of their 5-character runs."""

from __future__ import annotations

import zlib
from collections import defaultdict
from collections.abc import Sequence

import numpy as np

RUN = 5  # characters; about two Korean words
BANDS, ROWS = (
    16,
    4,
)  # a pair of Jaccard similarity s becomes a candidate with probability 1 - (1 - s^4)^16: 0.9 -> 1.000
PRIME = (1 << 31) - 1


def runs(text: str) -> frozenset[int]:
    """Hashes of every run of RUN characters, white space ignored; a shorter text is one run."""
    squeezed = "".join(text.split())
    return frozenset(
        zlib.crc32(squeezed[start : start + RUN].encode()) for start in range(max(1, len(squeezed) - RUN + 1))
    )


def jaccard(left: frozenset[int], right: frozenset[int]) -> float:
    """Shared runs / all runs, 0 to 1."""
    return len(left & right) / len(left | right)


def near_duplicates(texts: Sequence[Sequence[str]], threshold: float) -> list[int | None]:
    """For each row, the index of the first earlier kept row that it nearly repeats, or None.

    A row is a tuple of texts (prompt, answer): all of its parts must be at least ``threshold`` alike. Candidates come
    from the last part, so the cost grows with the number of alike answers and not with the square of the rows.
    """
    generator = np.random.default_rng(0)
    factors = generator.integers(1, PRIME, size=(BANDS * ROWS, 1), dtype=np.uint64)
    offsets = generator.integers(0, PRIME, size=(BANDS * ROWS, 1), dtype=np.uint64)
    buckets: dict[tuple[int, bytes], list[int]] = defaultdict(list)
    parts: dict[int, list[frozenset[int]]] = {}
    result: list[int | None] = []
    for index, row in enumerate(texts):
        sets = [runs(text) for text in row]
        hashes = np.fromiter((value % PRIME for value in sets[-1]), dtype=np.uint64)
        signature = ((factors * hashes + offsets) % np.uint64(PRIME)).min(axis=1)
        keys = [(band, signature[band * ROWS : (band + 1) * ROWS].tobytes()) for band in range(BANDS)]
        candidates = sorted({other for key in keys for other in buckets.get(key, ())})
        twin = next(
            (
                other
                for other in candidates
                if all(jaccard(mine, theirs) >= threshold for mine, theirs in zip(sets, parts[other], strict=True))
            ),
            None,
        )
        result.append(twin)
        if twin is None:
            parts[index] = sets
            for key in keys:
                buckets[key].append(index)
    return result
