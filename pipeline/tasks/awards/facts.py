"""The fact check: what the person gave is in the answer, and nothing that the person did not give."""

from __future__ import annotations

import re

from pipeline.tasks.awards.award import Award
from pipeline.tasks.awards.request import AwardRequest
from pipeline.tasks.task import Problem

_NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")


def check(request: AwardRequest, award: Award) -> list[Problem]:
    """Problems of ``award`` as an answer to ``request``, empty when there are none."""
    written = f"{award.title}\n{award.recipient}\n{award.body}"
    given = f"{request.reason}\n{request.recipient}\n{request.giver}"
    problems = []
    for number in _numbers(request.reason) - _numbers(written):
        problems.append(Problem("number lost", f"이유에 있는 숫자 {number}이(가) 빠졌습니다."))
    for number in _numbers(written) - _numbers(given):
        problems.append(Problem("number added", f"이유에 없는 숫자 {number}이(가) 들어갔습니다."))
    return problems


def _numbers(text: str) -> set[str]:
    return {match[0].replace(",", "").rstrip(".") for match in _NUMBER.finditer(text)}
