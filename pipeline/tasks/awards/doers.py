"""Lines of a story that leave their doer to another line: named after it, or told by the giver of themselves."""

from __future__ import annotations

import re

from pipeline.tasks.awards.morphemes import analyse
from pipeline.tasks.awards.people import Person
from pipeline.tasks.awards.respect import ends_clause, has_respect, respectful
from pipeline.tasks.awards.subjects import other_subject

_AFTERTHOUGHT = re.compile(r"(?:(?:우리|저희|제|내) ?)?(?P<who>\S+?)(?:이|가)(?:요|예요|에요)?$")


def with_doers(lines: list[str], person: Person) -> list[str]:
    """``lines`` that show who acts where only another line says so.

    Whoever is named after the sentence acts in it (콩을 집었습니다. 우리 형님이요). What is told without 시 before an
    elder is named, who then acts with it, the giver did (벨만 계속 눌렀어요. 간호사 선생님이 손을 잡아 주셨어요).
    """
    told: list[str] = []
    for line in lines:
        named = _AFTERTHOUGHT.match(line.strip(" .!,~"))
        if named and told and person.is_named_by(named["who"]) and not other_subject(told[-1], person):
            told[-1] = _ending_with_respect(told[-1]) if person.honoured else told[-1]
        else:
            told.append(re.sub(r"(?<=[가-힣] )(?:우리|저희) (?=\S+$)", "", line) if person.honoured else line)
    entry = next((index for index, line in enumerate(told) if _enters(line, person)), 0)
    return [f"저는 {line}" if _tells_of_giver(line, person) else line for line in told[:entry]] + told[entry:]


def _enters(line: str, person: Person) -> bool:
    """Whether ``line`` begins with the elder, as its subject, who acts with respect."""
    first = re.match(r"(\S+(?: \S+)?)(?:께서는|께서|이|가|은|는) ", line)
    named = person.honoured and first is not None and person.is_named_by(first[1])
    return named and has_respect(analyse(line))


def _tells_of_giver(line: str, person: Person) -> bool:
    """Whether ``line`` tells, without respect and without saying whose it is, what somebody did."""
    tokens = analyse(line)
    acts = any(token.tag == "EP" and token.form in {"었", "았"} for token in tokens[-3:])
    said = any(token.form in {"시", "으시", "나", "저", "우리", "저희"} for token in tokens)
    return acts and not said and not re.match(r"덕|그 덕|그래서", line) and not other_subject(line, person)


def _ending_with_respect(text: str) -> str:
    """``text`` with 시 in its last clause, where the elder who is named after it acts."""
    tokens = analyse(text)
    ends = [index for index in range(len(tokens) - 1) if ends_clause(tokens, index)]
    last = [index for index in ends if tokens[index].tag != "EF"]
    return respectful(text, tokens, last[-1] if last else 0)
