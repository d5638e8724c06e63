"""How each tone speaks (phrases/tones.yaml), which of it fits a reason, and how to choose."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

import yaml

from pipeline.tasks.awards.clauses import DEED, Clause
from pipeline.tasks.awards.morphemes import analyse
from pipeline.tasks.awards.particles import attach
from pipeline.tasks.awards.people import THING, Person

BANK = Path(__file__).with_name("phrases")
CARE, EFFORT, STEADY, PLAIN, ANY = "care", "effort", "steady", "plain", "any"
_SLOT = re.compile(r"\{(\S+?)\}")
T = TypeVar("T")

_CARES = {"주", "드리", "돕", "돌보", "나누", "챙기", "키우", "살리", "보살피", "가르치", "간호하", "봉사하", "기부하",
          "업", "안", "달래", "구하"}  # fmt: skip
_CARE = re.compile(r"봉사|간호|간병|기부|나눔|돌봄|돌봐|돌보|도와|돕|후원|헌혈|나눠|챙겨 (?:주|드)|키우|위로|응원")
_EFFORT = re.compile(
    r"완주|합격|우승|(?<!대)성공|연습|도전|이겨|해냈|해냄|해내|극복|훈련(?!소)|"
    r"끝까지 (?:해|완|달|뛰|버|걸|올)|포기하|달성|개발|완성|넘어지|노력|외웠|외우|배웠|배우|"
    r"금메달|은메달|입상|번 만에|번만에"
)
_STEADY = re.compile(
    r"년\s?(?:째|간|동안|내내)|평생|매일|매주|매달|매년|매번|날마다|(?:새벽|아침|주말|저녁|밤)마다|한\s?번도|하루도|한결같|꾸준|"
    r"개월\s?(?:째|간|동안)|내내"
)


@cache
def tones() -> dict[str, dict[str, Any]]:
    data: dict[str, dict[str, Any]] = yaml.safe_load((BANK / "tones.yaml").read_text(encoding="utf-8"))
    return data


def manners_of(clauses: Sequence[Clause], person: Person) -> tuple[str, ...]:
    """What kind of reason ``clauses`` tell, the most telling first: care, effort, steady; plain when unsure."""
    if not person.is_human:
        return ("thing" if person.category == THING else "pet",)
    deeds = [clause for clause in clauses if clause.role == DEED] or list(clauses)
    text = " ".join(clause.text for clause in deeds)
    found = []
    if any(clause.predicate.stem in _CARES for clause in deeds) or _CARE.search(text):
        found.append(CARE)
    if _EFFORT.search(text):
        found.append(EFFORT)
    if any(_is_steady(clause.text) for clause in deeds):
        found.append(STEADY)
    if found[:2] == [CARE, EFFORT]:
        found.remove(EFFORT)  # whoever strives for somebody else is not praised for the striving
    return tuple(found[:2]) or (PLAIN,)


def _is_steady(text: str) -> bool:
    """Whether the deed was kept up (매일 끓이다), and not what it was done to (매달 이틀 걸리던 정산을 줄이다)."""
    tokens = analyse(text)
    for match in _STEADY.finditer(text):
        later = (token.tag for token in tokens if token.start >= match.end())
        if next((tag for tag in later if tag in {"EC", "ETM"}), "") != "ETM":
            return True
    return False


def of_manner(bank: dict[str, list[str]], manners: Sequence[str]) -> list[str]:
    """What ``bank`` has for the reason's manners, or for any reason."""
    own = [item for manner in manners for item in bank.get(manner, ())]
    return list(dict.fromkeys(own)) or bank[PLAIN]


def phrase(tone: str, bank: str, manners: Sequence[str], person: Person, seed: str, variant: int) -> str:
    """A phrase of ``tone`` that fits reason and person. ``bank`` is adverbs or lines; other variants get others."""
    choices = tones()[tone][bank]
    own = [item for manner in manners for item in choices.get(manner, ())]
    if person.honoured and "honoured" in choices:
        fitting = choices["honoured"]
    elif person.is_human:
        fitting = list(dict.fromkeys([*own, *choices[ANY]]))
    else:
        fitting = own or choices[ANY]
    kept_from = "!" if person.honoured else "^"
    return pick([item.lstrip("^!") for item in fitting if item[0] != kept_from], seed + bank, variant)


def fill(frame: str, phrase: str) -> str:
    """``frame`` with ``phrase`` in its braces, and the particle there made to agree."""
    return _SLOT.sub(lambda match: attach(phrase, match[1]), frame)


def pick(choices: Sequence[T], seed: str, index: int = 0) -> T:
    """A choice that the same ``seed`` always gets; other indices get others until all have been had."""
    start = int.from_bytes(hashlib.blake2s(seed.encode(), digest_size=8).digest(), "big")
    step = next(step for step in (7, 5, 3, 11, 13, 1) if len(choices) % step or step == 1)
    return choices[(start + index * step) % len(choices)]
