"""What a family asks for beside the birth: the options of the naming endpoints, read and checked."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from pipeline.errors import InvalidInput
from pipeline.tasks.naming.axes import WEIGHTS
from pipeline.tasks.naming.birth import BIRTH_OPTIONS
from pipeline.tasks.naming.hangul import is_hangul, tidy
from pipeline.tasks.naming.hanja import find
from pipeline.tasks.naming.sound import SCHOOLS

MOST_NAMES: Final = 60
SEPARATORS: Final = str.maketrans(",/·;\n", "     ")


@dataclass(frozen=True, slots=True)
class Wishes:
    """``wish``: syllables, at least one of which a name should have. ``exclude``: syllables, names, hanja to leave out.

    ``generation``: the syllable that a generation shares (돌림자), its hanja if it is fixed, and its place, 1 or 2.
    """

    syllables: int = 2
    wish: tuple[str, ...] = ()
    exclude: frozenset[str] = frozenset()
    generation: str = ""
    generation_hanja: str = ""
    generation_place: int = 2
    weights: Mapping[str, float] = field(default_factory=lambda: WEIGHTS)
    school: str = "운해"


KEYS: Final = (
    *("syllables", "wish", "exclude", "generation_syllable", "generation_hanja", "generation_position"),
    *("weights", "school"),
)


def read_wishes(options: Mapping[str, object] | None) -> Wishes:
    """Read the naming keys of ``options``; the keys of a birth may stand there too. Raises InvalidInput("options")."""
    options = options or {}
    unknown = [str(key) for key in options if key not in KEYS and key not in BIRTH_OPTIONS]
    if unknown:
        raise _bad(f"'{unknown[0][:20]}'라는 선택 항목은 없습니다.", f"{', '.join(KEYS)} 가운데에서 적어 주세요.")
    generation, hanja = _generation(options)
    place = _number(options.get("generation_position"), "generation_position", (1, 2), 2)
    wishes = Wishes(
        syllables=_number(options.get("syllables"), "syllables", (1, 2), 2),
        wish=_wish(options.get("wish")),
        exclude=frozenset(_words(options.get("exclude"), "exclude")),
        generation=generation,
        generation_hanja=hanja,
        generation_place=place,
        weights=_weights(options.get("weights")),
        school=_school(options.get("school")),
    )
    if wishes.syllables == 1 and generation:
        raise _bad("외자 이름에는 돌림자를 쓸 수 없습니다.", "글자 수를 2로 고르거나 돌림자를 비워 주세요.")
    if generation and generation in wishes.exclude:
        raise _bad(f"돌림자 '{generation}' 글자가 빼고 싶은 글자에도 있습니다.", "둘 가운데 하나를 고쳐 주세요.")
    return wishes


def check_count(count: object) -> int:
    """How many names: 1 to 60. Raises InvalidInput("count")."""
    if isinstance(count, float) and count.is_integer():
        count = int(count)
    if isinstance(count, bool) or not isinstance(count, int) or not 1 <= count <= MOST_NAMES:
        raise InvalidInput("count", "몇 개를 추천할지 알 수 없습니다.", f"1에서 {MOST_NAMES} 사이의 수로 적어 주세요.")
    return count


def _bad(what: str, do: str) -> InvalidInput:
    return InvalidInput("options", what, do)


def _words(value: object, key: str) -> list[str]:
    """A list of words, or a text of words with commas or spaces between them."""
    if value in (None, ""):
        return []
    if isinstance(value, str):
        return unicodedata.normalize("NFKC", value).translate(SEPARATORS).split()
    if isinstance(value, Sequence) and all(isinstance(each, str) for each in value):
        return [word for each in value for word in _words(each, key)]
    raise _bad(f"{key} 값을 읽지 못했습니다.", '["서", "윤"]처럼 글자의 목록이나 "서, 윤"처럼 적어 주세요.')


def _wish(value: object) -> tuple[str, ...]:
    words = _words(value, "wish")
    if not all(is_hangul(word) and len(word) == 1 for word in words):
        raise _bad("넣고 싶은 글자를 읽지 못했습니다.", "'서, 윤'처럼 한글 한 글자씩 적어 주세요.")
    return tuple(dict.fromkeys(words))


def _generation(options: Mapping[str, object]) -> tuple[str, str]:
    """The shared syllable and its hanja; a hanja alone brings its own reading."""
    syllable, hanja = options.get("generation_syllable") or "", options.get("generation_hanja") or ""
    if not isinstance(syllable, str) or not isinstance(hanja, str):
        raise _bad("돌림자를 읽지 못했습니다.", "한글 한 글자와, 정해져 있다면 한자 한 글자를 적어 주세요.")
    syllable, hanja = tidy(syllable), tidy(hanja)
    if syllable and not is_hangul(syllable):
        syllable, hanja = "", syllable
    found = find(hanja) if len(hanja) == 1 else None
    if hanja and found is None:
        raise _bad("돌림자 한자를 읽지 못했습니다.", "한자 한 글자만 적어 주세요.")
    if found is not None and not syllable:
        syllable = next(iter(found.readings), "")
    if found is not None and not (syllable and found.reads(syllable)):
        listed = ", ".join(found.readings)
        known = (
            f"우리 목록에서 이 글자의 음은 {listed}입니다." if listed else "이 글자는 우리 인명용 한자 목록에 없습니다."
        )
        raise _bad(
            f"돌림자의 한자 {hanja}에 '{syllable}'라는 음이 없습니다.", f"{known} 소리만 맞추려면 한자를 비워 두세요."
        )
    if len(syllable) > 1:
        raise _bad("돌림자는 한 글자여야 합니다.", "'준'처럼 한글 한 글자만 적어 주세요.")
    return syllable, hanja


def _number(value: object, key: str, allowed: tuple[int, ...], default: int) -> int:
    if value in (None, ""):
        return default
    if value in allowed or value in [str(each) for each in allowed]:
        return int(str(value).split(".")[0])
    raise _bad(f"{key} 값을 알 수 없습니다.", f"{' 또는 '.join(map(str, allowed))}로 적어 주세요.")


def _weights(value: object) -> Mapping[str, float]:
    """The points of each axis, those not named keeping their default."""
    if value in (None, "", {}):
        return WEIGHTS
    if not isinstance(value, Mapping):
        raise _bad("배점을 읽지 못했습니다.", '{"수리 4격": 10}처럼 항목과 점수를 적어 주세요.')
    for axis, points in value.items():
        if axis not in WEIGHTS:
            raise _bad(f"'{str(axis)[:20]}'라는 배점 항목은 없습니다.", f"{', '.join(WEIGHTS)} 가운데에서 적어 주세요.")
        if isinstance(points, bool) or not isinstance(points, int | float) or not 0 <= points <= 100:
            raise _bad(f"'{axis}'의 배점을 읽지 못했습니다.", "0에서 100 사이의 수로 적어 주세요.")
    weights = WEIGHTS | {axis: float(points) for axis, points in value.items()}
    if sum(weights.values()) <= 0:
        raise _bad("모든 배점이 0입니다.", "적어도 한 항목에는 점수를 주세요.")
    return weights


def _school(value: object) -> str:
    if value in (None, ""):
        return "운해"
    if isinstance(value, str) and value.strip().removesuffix("본") in SCHOOLS:
        return value.strip().removesuffix("본")
    raise _bad("발음오행의 기준을 알 수 없습니다.", "운해 또는 해례로 적어 주세요.")
