"""Readings that make a name awkward: mocking sounds, unhappy words, and common words that sound the same."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Literal

from pipeline.tasks.naming.hangul import with_particle
from pipeline.tasks.naming.hanja import DATA

Kind = Literal["놀림", "부정", "낱말 이름", "부정 시작", "별명", "낱말"]

# How much of the axis is left.
LEFT: dict[Kind, float] = {
    "놀림": 0.0,
    "부정": 0.1,
    "낱말 이름": 0.2,
    "부정 시작": 0.25,
    "별명": 0.5,
    "낱말": 0.75,
}


@dataclass(frozen=True, slots=True)
class Awkward:
    kind: Kind
    sound: str

    @property
    def blocks(self) -> bool:
        """Whether such a name is kept out of every suggestion."""
        return self.kind in ("놀림", "부정", "낱말 이름")

    @property
    def message(self) -> str:
        """A Korean sentence for the family."""
        if self.kind == "놀림":
            return f"이름에서 '{self.sound}' 소리가 들려 놀림감이 될 수 있습니다."
        if self.kind == "부정":
            return f"'{self.sound}'{_ends(self.sound)} 말과 소리가 같아 좋지 않은 뜻으로 들릴 수 있습니다."
        if self.kind in ("부정 시작", "별명"):
            return f"성과 이어 부르면 '{self.sound}'{_ends(self.sound)} 말로 시작하는 듯 들릴 수 있습니다."
        return f"'{self.sound}'{_ends(self.sound)} 흔한 낱말과 소리가 같습니다."


def _ends(sound: str) -> str:
    return with_particle(sound, "이/")[len(sound) :] + "라는"


@cache
def _sounds() -> Mapping[str, str]:
    rows = (DATA / "awkward.tsv").read_text(encoding="utf-8").splitlines()[1:]
    return dict(row.split("\t") for row in rows)


def awkward_readings(surname: str, given: str) -> list[Awkward]:
    """Every awkward reading of a whole name, the worst first."""
    sounds, name = _sounds(), surname + given
    found: list[Awkward] = []
    for begin in range(len(name)):
        for end in range(begin + 2, len(name) + 1):
            part = name[begin:end]
            kind = sounds.get(part)
            whole = part in (name, given)
            if kind == "놀림":
                found.append(Awkward("놀림", part))
            elif kind == "부정" and whole:
                found.append(Awkward("부정", part))
            elif kind == "부정" and begin == 0 and end > len(surname):
                found.append(Awkward("부정 시작", part))
            elif kind == "낱말 이름" and part == given:
                found.append(Awkward("낱말 이름", part))
            elif kind in ("낱말", "낱말 이름", "별명") and part == name:
                found.append(Awkward("낱말", part))
            elif kind == "별명" and begin == 0 and end > len(surname):
                found.append(Awkward("별명", part))
    return sorted(found, key=lambda each: LEFT[each.kind])
