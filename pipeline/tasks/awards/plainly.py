"""The offline writer's last resort (있는 그대로): the person's sentences in written form, one after another.

A writer that turns sentences about can lose a number or a name with the words that it takes for the recipient's name.
When the fact check finds that, this tells every sentence whole, and says at the end who is honoured.
"""

from __future__ import annotations

import re
from dataclasses import replace

from pipeline.tasks.awards import facts, titles
from pipeline.tasks.awards.award import Award
from pipeline.tasks.awards.clauses import parse_clause
from pipeline.tasks.awards.formal import formal
from pipeline.tasks.awards.forms import closing
from pipeline.tasks.awards.people import Person
from pipeline.tasks.awards.request import AwardRequest


def keeping_facts(request: AwardRequest, award: Award, person: Person) -> Award:
    """``award``, or a plainer one where that passes more of the fact check. ``person`` is whom it honours."""
    problems = facts.check(request, award)
    if not problems:
        return award
    simple = replace(award, title=titles.title(request.kind, request.tone, (), (), "", request.variant))
    whole = replace(award, body=_whole(request, person))
    tried = [simple, whole, replace(simple, body=whole.body)]
    fewest = min(tried, key=lambda each: len(facts.check(request, each)))
    return fewest if len(facts.check(request, fewest)) < len(problems) else award


_ASIDE_LAST = re.compile(r"(?<=\S)\s*\((?P<said>[^()]+)\)[\s.!?~]*$")


def _whole(request: AwardRequest, person: Person) -> str:
    lines = [line for line in request.reason.splitlines() if line.strip()]
    parts = [part for line in lines for part in _ASIDE_LAST.sub(r"\n\g<said>", line).splitlines()]
    told = [f"{parse_clause(formal(part)).ending('습니다')}." for part in parts]
    return " ".join([*told, closing(request, person, named=False)])
