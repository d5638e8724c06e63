"""What was done, as a noun that names an award by itself: 서버 장애 복구, 마라톤 완주, 운전면허 합격."""

from __future__ import annotations

import re
from functools import lru_cache

from pipeline.tasks.awards.clauses import OCCASION, RESULT, Clause
from pipeline.tasks.awards.morphemes import analyse
from pipeline.tasks.awards.title_words import Words, is_noun, pattern
from pipeline.tasks.awards.wordlists import lexicon


@lru_cache(maxsize=1024)
def topic(clauses: tuple[Clause, ...]) -> str:
    """What was done, as a noun: 서버 장애 복구, 마라톤 완주; "" when nothing makes a decent title."""
    deeds = [clause for clause in clauses if clause.role != RESULT]
    for clause in clauses:
        text = clause.text
        for told, name in lexicon("titles")["named"].items():
            if (clause.role != RESULT or str(name).startswith("무")) and pattern(told).search(text):
                return _timed(str(name), text)
    for clause in deeds:
        if clause.role == OCCASION and clause.head.strip().endswith(tuple(lexicon("titles")["reached"])):
            return re.sub(r"^(?:올해|오늘|이번에?|드디어) ", "", clause.head.strip())
        passed = pattern(lexicon("titles")["passed"]).search(f"{clause.head}{clause.predicate.stem}다")
        if passed:
            return f"{_with_nouns_before(clause.head[: passed.start(1)], passed[1])} 합격"
        found = Words(clause.text).deed()
        if " " in found or found in lexicon("titles")["whole"]:
            return _timed(found, clause.text)
    return ""


def _with_nouns_before(before: str, noun: str) -> str:
    """한자 급수 시험, of 한자 급수 and 시험."""
    for word in reversed(before.split()):
        if (
            not is_noun(word)
            or len(word) + len(noun) > 11
            or word in lexicon("titles")["times"]
            or analyse(word)[-1].tag[0] != "N"
        ):
            break
        noun = f"{word} {noun}"
    return noun


def _timed(name: str, text: str) -> str:
    """새벽 before a deed of the early morning."""
    if re.search(r"새벽(?:마다|같이|에)\s", text) and "새벽" not in name and len(name) <= 6:
        return f"새벽 {name}"
    return name
