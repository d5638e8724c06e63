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
CARE, EFFORT, STEADY, PLAIN = "care", "effort", "steady", "plain"
_SLOT = re.compile(r"\{(\S+?)\}")
SHORT_FRAME = 2  # words, the noun phrase counted as one
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


def nouns_of(tone: str, manners: Sequence[str], person: Person, frame: str) -> list[str]:
    """Noun phrases of ``tone`` that fit a reason of these manners; short ones for a long ``frame``.

    The two together stay below four words, so that no two bodies share a run of four.
    """
    bank = tones()[tone]["short" if len(frame.split()) > SHORT_FRAME else "nouns"]
    if person.honoured and "honoured" in bank:
        return list(bank["honoured"])
    return of_manner(bank, manners)


def phrase(tone: str, bank: str, manners: Sequence[str], person: Person, seed: str, variant: int) -> str:
    """A frame of ``tone`` with a noun phrase in it. ``bank`` is adverbs or lines; other variants get other ones."""
    frames = [bare for frame in tones()[tone][bank] if (bare := _fitting(frame, manners, person))]
    if not {PLAIN, *manners} & tones()[tone]["short"].keys():
        frames = [frame for frame in frames if len(frame.split()) <= SHORT_FRAME]
    frame = pick(frames, seed + bank, variant)
    nouns = nouns_of(tone, manners, person, frame)
    fitting = [noun for noun in nouns if not _repeats(frame, noun)]
    return fill(frame, pick(fitting or nouns, seed, variant))


def _fitting(frame: str, manners: Sequence[str], person: Person) -> str:
    """``frame`` without its marks; "" when they keep it from this person or reason."""
    bare = frame.lstrip("^+")
    marks = frame[: len(frame) - len(bare)]
    if ("^" in marks and not person.honoured) or ("+" in marks and CARE not in manners):
        return ""
    return bare


def _repeats(frame: str, noun: str) -> bool:
    """Whether two syllables would be heard twice: 따뜻한 …은 마음을 따뜻하게, 설렘에 설레며."""
    words = noun.split()
    pieces = {word[place : place + 2] for word in words for place in range(len(word) - 1)}
    return any(piece in frame for piece in pieces) or any(word[0] in "설귀" and word[0] in frame for word in words)


def fill(frame: str, phrase: str) -> str:
    """``frame`` with ``phrase`` in its braces, and the particle there made to agree."""
    return _SLOT.sub(lambda match: attach(phrase, match[1]), frame)


def pick(choices: Sequence[T], seed: str, index: int = 0) -> T:
    """A choice that the same ``seed`` always gets; other indices get others until all have been had."""
    start = int.from_bytes(hashlib.blake2s(seed.encode(), digest_size=8).digest(), "big")
    step = next(step for step in (7, 5, 3, 11, 13, 1) if len(choices) % step or step == 1)
    return choices[(start + index * step) % len(choices)]
