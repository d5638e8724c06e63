"""Side remarks among the clauses of a reason: what an award is better without when the deed is told anyway.

A clause whose doer no rule knows, what only the giver may mean, or one that would name the recipient twice reads
wrong in a document. Numbers, quotations, names and thanks are never left out, nor most of what was told.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.tasks.awards.acting import GIVER, is_of_recipient
from pipeline.tasks.awards.clauses import RESULT, Clause
from pipeline.tasks.awards.doubts import is_guess, is_unturned, names_again
from pipeline.tasks.awards.facts import is_negative, people_named
from pipeline.tasks.awards.morphemes import analyse, quoted_spans
from pipeline.tasks.awards.numbers import in_digits, in_words
from pipeline.tasks.awards.people import Person

_THANKS = re.compile(r"^(?:\S+ )?(?:덕분에|덕에|덕택에)(?=\s)|고맙|고마|감사|사랑|죄송|미안")
_SINCE_THEN = re.compile(
    r"(?<![가-힣])(?:이제|드디어|지금도|아직도|요즘|그래도)(?=\s|는|도|야)"
)  # what the deed led to
KEPT = 0.6  # share of the nouns that the clauses hold which stay at least


def without_remarks(clauses: Sequence[Clause], person: Person) -> tuple[list[Clause], list[Clause]]:
    """``clauses`` without the remarks among them, and those remarks; all of them where no deed is sure."""
    kept: list[Clause] = list(clauses)
    out: list[Clause] = []
    if not any(is_of_recipient(clause, person) and not is_doubtful(clause, person) for clause in clauses):
        return kept, []
    for clause in clauses:
        rest = [other for other in kept if other is not clause]
        if is_doubtful(clause, person) and not holds_fact(clause) and tells_most(rest, clauses):
            kept, out = rest, [*out, clause]
    return kept, out


def is_doubtful(clause: Clause, person: Person) -> bool:
    """Whether nothing is sure of ``clause`` but its words: who acts in it, or what it is said of."""
    nameless = clause.role == RESULT and clause.subject == GIVER and not _SINCE_THEN.search(clause.head)
    says = clause.role == RESULT and clause.predicate.is_copula and not _has_topic(clause.head)
    return nameless or says or is_unturned(clause) or is_guess(clause) or names_again(clause, person)


def holds_fact(clause: Clause) -> bool:
    """Whether ``clause`` tells what may never be lost."""
    text = clause.text
    told = in_digits(text) or in_words(text) or quoted_spans(text) or people_named(text)
    return bool(told or _THANKS.search(text))


def tells_most(rest: Sequence[Clause], clauses: Sequence[Clause]) -> bool:
    """Whether ``rest`` still says most of what ``clauses`` say, and what they deny."""
    told, all_told = ". ".join(c.text for c in rest), ". ".join(c.text for c in clauses)
    if is_negative(all_told) and not is_negative(told):
        return False
    nouns = _nouns(all_told)
    return len(_nouns(told)) >= KEPT * len(nouns)


def _has_topic(head: str) -> bool:
    """Whether ``head`` names what it speaks of (별명은 호랑이 이모): then the sentence stands by itself."""
    return any(token.tag == "JKS" or (token.tag == "JX" and token.form in {"은", "는"}) for token in analyse(head))


def _nouns(text: str) -> set[str]:
    return {token.form for token in analyse(text) if token.tag in {"NNG", "NNP", "SL"} and len(token.form) > 1}
