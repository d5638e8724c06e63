"""The three ways to a name: recommend names, find hanja for a name, examine a name that somebody already has."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Any, Final

from pipeline.errors import InvalidInput
from pipeline.tasks.naming.candidates import Combinations, combine, fitting, pool_combinations, score_all, usual
from pipeline.tasks.naming.chart import Chart
from pipeline.tasks.naming.hangul import is_hangul, tidy, with_particle
from pipeline.tasks.naming.hanja import MISSING_NOTE, Hanja, find, legal_for
from pipeline.tasks.naming.pool import GENDERS, Offered, given_names, offered, syllables_at
from pipeline.tasks.naming.scored_name import ScoredName
from pipeline.tasks.naming.scoring import Scorer, needs_of
from pipeline.tasks.naming.surnames import read_surname
from pipeline.tasks.naming.variety import choose
from pipeline.tasks.naming.wishes import Wishes, check_count, read_wishes

LONGEST_GIVEN: Final = 5  # syllables of a given name that the register takes
OFTEN: Final = 6  # names of the pool that make a syllable usual at a place
FEW: Final = 6  # usual characters of a syllable below which rare ones are offered too
MOST_PAIRS: Final = 900  # combinations of characters that are scored for one given name
Options = Mapping[str, object] | None


def recommend_names(
    chart: Chart,
    *,
    surname: str,
    surname_hanja: str = "",
    gender: str,
    count: int = 20,
    options: Options = None,
) -> list[ScoredName]:
    """The best names for a chart and a family, best first, each with legal hanja of that reading; varied.

    ``gender``: 남, 여 or 무관. ``options``: see ``wishes.Wishes``. Fewer than ``count`` come back only when the wishes
    leave fewer. Raises InvalidInput naming the field.
    """
    wishes, count = read_wishes(options), check_count(count)
    scorer = _scorer(chart, surname, surname_hanja, gender, wishes)
    rows = _combinations(wishes, gender)
    scores = score_all(scorer, rows) if rows.names else None
    chosen = choose(rows, scores, count, _fixed(wishes)) if scores is not None else []
    if not chosen:
        raise InvalidInput(
            "options",
            "바라는 조건에 모두 맞는 이름을 찾지 못했습니다.",
            "넣고 싶은 글자나 돌림자, 빼고 싶은 글자를 줄여 보세요.",
        )
    names = [scorer.score(given, characters) for given, characters in chosen]
    return sorted(names, key=lambda name: -name.score)


def hanja_for(
    chart: Chart,
    *,
    surname: str,
    surname_hanja: str = "",
    given: str,
    gender: str = "",
    count: int = 20,
    options: Options = None,
) -> list[ScoredName]:
    """The best hanja for a given name that the family has chosen by its sound; legal ones only, best first."""
    wishes, count = read_wishes(options), check_count(count)
    syllables = _read_given(given)
    scorer = _scorer(chart, surname, surname_hanja, gender or chart.birth.gender, wishes)
    choices = [_characters_of(syllable, scorer.gender, wishes, len(syllables)) for syllable in syllables]
    for syllable, characters in zip(syllables, choices, strict=True):
        if not characters:
            raise InvalidInput(
                "given",
                f"'{syllable}'{with_particle(syllable, '으로/로')[1:]} 읽는 인명용 한자가 우리 목록에 없습니다.",
                "한자 없이 쓰는 이름이라면 이름 살펴보기에서 점수를 볼 수 있습니다.",
            )
    scored = [
        scorer.score(syllables, characters)
        for characters in product(*choices)
        if len({each.char for each in characters}) == len(characters)
    ]
    scored.sort(key=lambda name: -name.score)
    return _each_character_seldom(scored, count)


@dataclass(frozen=True, slots=True)
class Examined:
    """A name that somebody has. ``legal``: see ``check_name``; ``notes`` say in Korean what could not be judged."""

    name: ScoredName
    legal: bool | None
    notes: list[str]


def examine(
    chart: Chart,
    *,
    surname: str,
    surname_hanja: str = "",
    given: str,
    given_hanja: str = "",
    options: Options = None,
) -> Examined:
    """Score a name on every axis that can be judged. Raises InvalidInput naming the field."""
    wishes = read_wishes(options)
    syllables = _read_given(given)
    typed = tidy(given_hanja)
    if typed and (len(typed) != len(syllables) or not all(_is_ideograph(char) for char in typed)):
        raise InvalidInput(
            "given_hanja",
            "이름의 한자를 읽지 못했습니다.",
            f"'{syllables}'에 맞추어 한자 {len(syllables)}글자를 적거나 비워 두세요.",
        )
    scorer = _scorer(chart, surname, surname_hanja, chart.birth.gender, wishes)
    found = [find(char) for char in typed]
    characters = [each for each in found if each is not None]
    known = len(characters) == len(found)
    legal = all(each is not None and each.reads(s) for each, s in zip(found, syllables, strict=True)) if typed else None
    return Examined(
        scorer.score(syllables, characters if known else ()),
        legal,
        [*scorer.surname.notes, *_notes(typed, syllables)],
    )


def check_name(
    chart: Chart,
    *,
    surname: str,
    surname_hanja: str = "",
    given: str,
    given_hanja: str = "",
    options: Options = None,
) -> dict[str, Any]:
    """``examine`` as JSON: ``{"chart", "name", "legal", "notes"}``.

    ``legal`` is True where our list holds every character with that reading, False where it lacks one (which does not
    mean that the character is not allowed), None without hanja.
    """
    examined = examine(
        chart, surname=surname, surname_hanja=surname_hanja, given=given, given_hanja=given_hanja, options=options
    )
    return {
        "chart": chart.as_dict(),
        "name": examined.name.as_dict(),
        "legal": examined.legal,
        "notes": examined.notes,
    }


def _scorer(chart: Chart, surname: str, surname_hanja: str, gender: str, wishes: Wishes) -> Scorer:
    if gender not in GENDERS:
        raise InvalidInput("gender", "성별을 알 수 없습니다.", "'남', '여', '무관' 가운데 골라 주세요.")
    family = read_surname(surname, surname_hanja)
    return Scorer(needs_of(chart), family, gender, wishes.weights, wishes.school)


def _combinations(wishes: Wishes, gender: str) -> Combinations:
    """The pool as it stands, or the names that the wishes allow and make."""
    if not (wishes.wish or wishes.exclude or wishes.generation):
        return pool_combinations(gender, wishes.syllables)
    names = [name for name in given_names(gender) if len(name) == wishes.syllables]
    names += [name for name in _made(wishes, gender) if name not in given_names(gender)]

    def characters_of(syllable: str, place: int) -> Sequence[Offered]:
        if wishes.generation_hanja and place == wishes.generation_place - 1:
            fixed = find(wishes.generation_hanja)
            assert fixed is not None  # read_wishes has looked it up
            return [Offered(fixed, syllable, fixed.gloss(syllable), "", "")]
        asked = syllable == wishes.generation or syllable in wishes.wish
        entries = fitting(syllable, gender) if asked else usual(syllable, gender)
        return [entry for entry in entries if entry.hanja.char not in wishes.exclude]

    return combine((name for name in names if _wanted(name, wishes)), characters_of)


def _wanted(name: str, wishes: Wishes) -> bool:
    if name in wishes.exclude or any(syllable in wishes.exclude for syllable in name):
        return False
    if wishes.generation and name[wishes.generation_place - 1] != wishes.generation:
        return False
    return not wishes.wish or any(syllable in wishes.wish for syllable in name)


def _made(wishes: Wishes, gender: str) -> Iterable[str]:
    """Names beyond the pool that join a wished syllable to those that names of today often have beside it.

    A wished syllable stands only where names of today have it, unless they do not have it at all.
    """
    if wishes.syllables == 1:
        return wishes.wish
    counts = [syllables_at(gender, place) for place in (0, 1)]
    made = []
    for syllable in (wishes.generation,) if wishes.generation else wishes.wish:
        places = (
            [wishes.generation_place - 1]
            if wishes.generation
            else [place for place in (0, 1) if counts[place].get(syllable, 0) >= OFTEN]
            or [place for place in (0, 1) if not any(each.get(syllable) for each in counts)]
        )
        for place in places:
            partners = [other for other, times in counts[1 - place].items() if times >= OFTEN and other != syllable]
            made += [syllable + other if place == 0 else other + syllable for other in partners]
    return made


def _fixed(wishes: Wishes) -> str:
    return wishes.generation + wishes.generation_hanja + "".join(wishes.wish)


def _read_given(given: str) -> str:
    syllables = tidy(given)
    if not is_hangul(syllables) or len(syllables) > LONGEST_GIVEN:
        raise InvalidInput(
            "given", "이름을 읽지 못했습니다.", f"성을 빼고 한글 {LONGEST_GIVEN}글자 안쪽으로 적어 주세요. 예: 서윤"
        )
    return syllables


def _characters_of(syllable: str, gender: str, wishes: Wishes, length: int) -> list[Hanja]:
    """Characters for one syllable of a name of ``length``: the usual ones, those taught at school, rare ones if few."""
    known = [entry.hanja for entry in offered(syllable) if entry.suits(gender) or gender == "무관"]
    others = [each for each in legal_for(syllable) if not each.bad and each.gloss(syllable) and each not in known]
    taught = [each for each in others if each.education]
    rare = sorted((each for each in others if not each.education), key=lambda each: each.written)
    found = known + taught + (rare if len(known) + len(taught) < FEW else [])
    most = max(3, int(MOST_PAIRS ** (1 / length)))
    return [each for each in found if each.char not in wishes.exclude][:most]


def _each_character_seldom(scored: Sequence[ScoredName], count: int) -> list[ScoredName]:
    """The best ones, no character in more than a third of them unless there are too few."""
    most = max(2, count // 3)
    chosen: list[ScoredName] = []
    for name in scored:
        if all(sum(char in other.hanja for other in chosen) < most for char in name.hanja):
            chosen.append(name)
    if len(chosen) < count:
        chosen += [name for name in scored if name not in chosen][: count - len(chosen)]
    return sorted(chosen[:count], key=lambda name: -name.score)


def _notes(typed: str, syllables: str) -> list[str]:
    """What our list says of each typed character."""
    notes = []
    for char, syllable in zip(typed, syllables, strict=False):
        found = find(char)
        if found is None:
            notes.append(f"{char}: 우리 자료에 없는 글자라 한자로 보는 항목은 셈하지 못했습니다. {MISSING_NOTE}")
        elif not found.legal:
            other = f" 같은 글자의 다른 꼴인 {found.other_form}은 목록에 있습니다." if found.other_form else ""
            notes.append(f"{char}: 우리 인명용 한자 목록에 없는 글자입니다.{other} {MISSING_NOTE}")
        elif not found.reads(syllable):
            listed = ", ".join(found.readings)
            notes.append(f"{char}: 우리 목록에서 이 글자의 음은 {listed}이며 '{syllable}'은 없습니다. {MISSING_NOTE}")
    return notes


def _is_ideograph(char: str) -> bool:
    return "\u3400" <= char <= "\u9fff" or "\uf900" <= char <= "\ufaff" or "\U00020000" <= char <= "\U0003ffff"
