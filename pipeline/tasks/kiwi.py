"""Kiwi, the morphological analyser (형태소 분석기): one for the whole process, loaded when first needed.

It takes about 500 MB and one to three seconds, which is why the tasks share it.
"""

from __future__ import annotations

import os
import threading
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kiwipiepy import Kiwi

WORDS = Path(__file__).with_name("kiwi_words.tsv")  # what Kiwi does not know, as "form<TAB>tag"
_loading = threading.Lock()


def analyser() -> Kiwi:
    """The one Kiwi of this process. Safe to use from many threads."""
    with _loading:  # two visitors at once must not load it twice
        return _load()


@lru_cache(maxsize=1)
def _load() -> Kiwi:
    from kiwipiepy import Kiwi

    kiwi = Kiwi(num_workers=min(4, os.cpu_count() or 1))
    for line in WORDS.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            form, tag = line.split("\t")
            kiwi.add_user_word(form, tag)
    kiwi.tokenize("첫 분석은 느리므로 미리 한 번 해 둔다.")
    return kiwi
