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
from pipeline.tasks.awards.people import ANIMAL, CHILD, GROUP, PLANT, PUPIL, SELF, THING, Person

BANK = Path(__file__).with_name("phrases")
COURAGE, CARE, GRIT, EFFORT, STEADY, PLAIN, ANY = "courage", "care", "grit", "effort", "steady", "plain", "any"
_SLOT = re.compile(r"\{(\S+?)\}")
T = TypeVar("T")

_CARES = {"주", "드리", "돕", "돌보", "나누", "챙기", "키우", "살리", "보살피", "가르치", "간호하", "봉사하", "기부하",
          "업", "안", "달래", "구하"}  # fmt: skip
_CARE = re.compile(r"봉사|간호|간병|기부|나눔|돌봄|돌봐|돌보|도와|돕|후원|헌혈|나눠|챙겨 (?:주|드)|키우|위로|응원")
_COURAGE = re.compile(
    r"구조|(?<![가-힣])(?:구하|구해|구했|구한)|대피시|심폐소생|불(?:길|이 났|났).*(?:업|안고|뛰어|꺼|껐)|"
    r"물에 빠진|불을 (?:끄|껐)|목숨|막아섰|제압"
)
_GRIT = re.compile(
    r"포기하지|번 만에|번만에|번째에|넘어지고|넘어져도|실패(?:하|했)|떨어지고|떨어졌|버티|버텼|버텨|견디|견뎌|견뎠|"
    r"이겨 ?내|이겨 ?냈|다시 (?:일어|시작|쳐|도전)"
)
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
    """What kind of reason ``clauses`` tell, the most telling first (see phrases/tones.yaml); plain when unsure."""
    if not person.is_human:
        return ("thing" if person.category == THING else "pet",)
    deeds = [clause for clause in clauses if clause.role == DEED] or list(clauses)
    text = " ".join(clause.text for clause in deeds)
    found = [COURAGE] if _COURAGE.search(text) else []
    if any(clause.predicate.stem in _CARES for clause in deeds) or _CARE.search(text):
        found.append(CARE)
    if _GRIT.search(text) and CARE not in found:
        found.append(GRIT)
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
    if CARE in manners or COURAGE in manners:  # thanks, where thanks are due, rather than applause
        fitting = list(dict.fromkeys(own)) if len(_for(own, person)) > 2 else fitting
    return pick(_for(fitting, person) or _for(choices[ANY], person), seed + bank, variant)


def _for(phrases: Sequence[str], person: Person) -> list[str]:
    """Those of ``phrases`` that may be said to ``person``, their marks taken off."""
    kept_from = "!" if person.honoured else "^"
    said = [item.lstrip("^!") for item in phrases if item[0] != kept_from]
    met = {"close": _is_close(person), "stroked": _is_stroked(person), "other": person.category != SELF}
    met["proud"] = met["close"] or person.category in {PUPIL, CHILD, GROUP, SELF}
    return [item for item in said if all(item not in _fitting()[need] for need, is_met in met.items() if not is_met)]


def _is_close(person: Person) -> bool:
    near = person.reciprocal in _fitting()["near"] and bool(person.relation)
    return near or person.category in {ANIMAL, PLANT}


def _is_stroked(person: Person) -> bool:
    if person.category == ANIMAL:
        return not any(kind in person.text.split() or kind in person.noun for kind in _fitting()["unhugged"])
    return person.category == CHILD or person.reciprocal in {"부모", "조부모"}


@cache
def _fitting() -> dict[str, list[str]]:
    data: dict[str, list[str]] = yaml.safe_load((BANK / "fitting.yaml").read_text(encoding="utf-8"))
    return data


def fill(frame: str, phrase: str) -> str:
    """``frame`` with ``phrase`` in its braces, and the particle there made to agree."""
    return _SLOT.sub(lambda match: attach(phrase, match[1]), frame)


def pick(choices: Sequence[T], seed: str, index: int = 0) -> T:
    """A choice that the same ``seed`` always gets; other indices get others until all have been had."""
    start = int.from_bytes(hashlib.blake2s(seed.encode(), digest_size=8).digest(), "big")
    step = next(step for step in (7, 5, 3, 11, 13, 1) if len(choices) % step or step == 1)
    return choices[(start + index * step) % len(choices)]
