"""Surnames in use, their hanja, and the surname that a person typed, checked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from pipeline.errors import InvalidInput
from pipeline.tasks.naming.hangul import is_hangul, tidy, with_particle
from pipeline.tasks.naming.hanja import DATA, Hanja, find

LONGEST = 4  # syllables; naturalized citizens have long surnames


@dataclass(frozen=True, slots=True)
class SurnameChoice:
    """A surname in use. ``hanja`` are its spellings, most people first; ``people`` counted in 2015 (1: under five)."""

    hangul: str
    people: int
    hanja: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Surname:
    """The surname of a family. ``characters`` is empty when its hanja is not known; ``notes`` are Korean sentences."""

    hangul: str
    characters: tuple[Hanja, ...]
    notes: tuple[str, ...] = ()

    @property
    def hanja(self) -> str:
        return "".join(character.char for character in self.characters)

    @property
    def strokes(self) -> int | None:
        """원획 of all its characters together, or None when the hanja is not known."""
        return sum(character.original for character in self.characters) if self.characters else None

    @property
    def element(self) -> str | None:
        """자원오행 of the character that stands before the given name."""
        return self.characters[-1].element if self.characters else None


@cache
def surname_choices() -> Mapping[str, SurnameChoice]:
    """Every surname in use by its Hangul, most people first."""
    rows = (DATA / "surnames.tsv").read_text(encoding="utf-8").splitlines()[1:]
    choices = (SurnameChoice(hangul, int(people), tuple(hanja.split())) for hangul, people, hanja in map(_split, rows))
    return {choice.hangul: choice for choice in choices}


def _split(row: str) -> tuple[str, str, str]:
    hangul, people, hanja = row.split("\t")
    return hangul, people, hanja


def read_surname(surname: str, surname_hanja: str = "") -> Surname:
    """The surname as typed. Without hanja the most common spelling is taken and said so.

    Raises InvalidInput("surname" or "surname_hanja").
    """
    hangul, typed = tidy(surname), tidy(surname_hanja)
    if not is_hangul(hangul) or len(hangul) > LONGEST:
        raise InvalidInput("surname", "성을 읽지 못했습니다.", "김, 이, 남궁처럼 한글로만 적어 주세요.")
    choice = surname_choices().get(hangul)
    if not typed:
        return _usual(hangul, choice)
    if len(typed) != len(hangul) or any(find(char) is None for char in typed):
        raise InvalidInput(
            "surname_hanja",
            f"성 '{hangul}'의 한자를 읽지 못했습니다.",
            f"{_examples(choice)}한글 한 글자에 한자 한 글자씩 적거나 비워 두세요.",
        )
    characters = tuple(found for char in typed if (found := find(char)))
    if choice and typed in choice.hanja:
        return Surname(hangul, characters)
    return Surname(
        hangul,
        characters,
        (f"{with_particle(f'{hangul}({typed})', '은/는')} 우리 성씨 목록에 없는 짝이니 한자가 맞는지 확인해 주세요.",),
    )


def _usual(hangul: str, choice: SurnameChoice | None) -> Surname:
    if choice is None:
        return Surname(hangul, (), ("우리 성씨 목록에 없는 성이라 한자와 획수 없이 보았습니다.",))
    characters = tuple(found for char in choice.hanja[0] if (found := find(char)))
    if len(choice.hanja) == 1:
        return Surname(hangul, characters)
    usual = with_particle(f"{hangul}({choice.hanja[0]})", "으로/로")
    others = ", ".join(choice.hanja[1:4])
    note = f"성씨 한자를 고르지 않아 가장 많이 쓰는 {usual} 보았습니다. {others}도 고를 수 있습니다."
    return Surname(hangul, characters, (note,))


def _examples(choice: SurnameChoice | None) -> str:
    return f"'{choice.hangul}'의 한자는 {', '.join(choice.hanja[:5])} 등입니다. " if choice else ""
