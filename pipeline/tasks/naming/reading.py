"""A reading without a model: a paragraph on the chart and a sentence on each name, out of the facts alone."""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from typing import Final

from pipeline.tasks.naming.elements import ELEMENTS, HANJA
from pipeline.tasks.naming.facts import CharacterFacts, Facts, NameFacts
from pipeline.tasks.naming.hangul import with_particle
from pipeline.tasks.naming.meaning import Particles
from pipeline.tasks.naming.prompt import Reading
from pipeline.tasks.naming.sexagenary import ELEMENT, READING

# What the ten stems have long been likened to, and the nature that goes with it.
_IMAGES: Final[dict[str, tuple[str, str]]] = {
    "甲": ("곧게 뻗어 오르는 큰 나무", "올곧고 꿋꿋한"),
    "乙": ("부드럽게 자라나는 풀과 꽃", "부드러우면서도 끈기 있는"),
    "丙": ("세상을 환히 비추는 해", "밝고 활달한"),
    "丁": ("방 안을 따뜻이 밝히는 등불", "섬세하고 다정한"),
    "戊": ("듬직하게 자리를 지키는 큰 산", "너그럽고 믿음직한"),
    "己": ("씨앗을 품어 기르는 밭", "꼼꼼하고 품이 넓은"),
    "庚": ("단단한 바위와 쇠", "씩씩하고 맺고 끊음이 분명한"),
    "辛": ("맑게 다듬은 보석", "섬세하고 단정한"),
    "壬": ("넓게 흐르는 강과 바다", "생각이 깊고 자유로운"),
    "癸": ("조용히 땅을 적시는 비", "차분하고 속이 깊은"),
}
_LEVELS: Final = {"신강": "강한 편(신강)", "중화": "알맞은 편(중화)", "신약": "약한 편(신약)"}

_BORN: Final = (
    "아이는 {when}에 태어났습니다.",
    "태어난 때를 간지로 적으면 {when}입니다.",
    "{when}, 이 네 기둥이 아이의 사주입니다.",
    "{animal}띠 해, 절기로는 {season}에 찾아온 아이의 사주는 {when}입니다.",
)
_BORN_NO_HOUR: Final = (
    "태어난 시각을 몰라 {when}의 세 기둥으로 사주를 보았습니다.",
    "아이는 {when}에 태어났고, 시각은 알 수 없어 세 기둥만으로 살펴보았습니다.",
    "{animal}띠 해, 절기로는 {season}에 찾아온 아이의 사주를 {when}의 세 기둥으로 보았습니다.",
)
_SELF: Final = (
    "'나'를 뜻하는 일간은 {stem로}, 옛사람들은 이를 {image}에 빗대며 {nature} 마음을 떠올렸습니다.",
    "사주의 중심인 일간은 {stem}이며, 예부터 {image}에 견주어 {nature} 성품으로 이야기해 왔습니다.",
    "일간은 {stem}입니다. {image}에 비유하는 글자로, {nature} 느낌을 줍니다.",
)
_BALANCE: Final = (
    "일간의 힘은 {level}으로 보며, 균형을 돕는 용신은 {yongsin}, 그 곁을 받쳐 주는 희신은 {helper}입니다.",
    "일간의 힘은 {level}이고, 사주가 고르게 어울리도록 용신으로 {yongsin을}, 희신으로 {helper을} 삼았습니다.",
    "일간의 힘은 {level}에 들며, 용신으로는 {yongsin을}, 희신으로는 {helper을} 꼽았습니다.",
)
_CULTURE: Final = (
    "다만 사주와 작명은 과학이 아니라 오래 이어 온 문화이니, 앞날을 정하는 말보다 마음을 담는 이야기로 즐겨 주세요.",
    "이런 풀이는 과학이 아니라 우리 문화에 담긴 이야기이므로, 아이를 향한 바람을 고르는 실마리로 편안히 읽어 주세요.",
    "사주는 과학으로 밝혀진 것이 아니라 옛 문화가 남긴 말이니, 아이에게 건네는 다정한 인사로 여겨 주시면 좋겠습니다.",
    "과학의 눈으로 맞고 틀림을 가릴 일은 아니지만, 이름에 사랑을 담아 온 우리의 문화로 함께 나누시면 좋겠습니다.",
)
_NAMES: Final = (
    "{first}에는 {a을}, {last}에는 {b을} 담았습니다.",
    "{glossed을} 써서, {a과} {b이} 어우러지기를 바라는 이름입니다.",
    "{a을} 품고 {b과} 함께 자라기를 바라는 마음이 담겼습니다.",
    "부모가 아이에게 {a과} {b을} 건네고 싶은 마음을 담은 이름입니다.",
    "{a과} {b이} 늘 함께하기를 바라는 뜻이 담겨 있습니다.",
    "{glossed을} 나란히 놓아, {a에} {b이} 더해지기를 바랐습니다.",
)
_HELPING: Final = (
    "{helping이} 지닌 {element}의 기운이 사주를 돕고, {a과} {b이} 어우러지는 이름입니다.",
    "사주에 필요한 {element}의 기운을 {helping에} 실어, {a과} {b을} 함께 담았습니다.",
)
_SINGLE: Final = (
    "{glossed} 한 글자에 {a을} 담았습니다.",
    "{a을} 오롯이 지니기를 바라는 이름입니다.",
    "{first} 한 글자로 {a이} 한결같기를 바랐습니다.",
)


def write(facts: Facts, variant: int = 0) -> Reading:
    """The reading of ``facts``; ``variant`` 0, 1, 2 … words it differently. Deterministic."""
    choice = _Choice(facts, variant)
    sentences = [
        _born(facts, choice),
        _self(facts, choice),
        _elements(facts, choice),
        choice.of(_BALANCE).format_map(
            Particles(level=_LEVELS[facts.strength], yongsin=facts.yongsin, helper=facts.helper)
        ),
        _names_sentence(facts),
        choice.of(_CULTURE),
    ]
    names = tuple((name.hangul, name.hanja, _name_sentence(facts, name, choice)) for name in facts.names)
    return Reading(" ".join(sentence for sentence in sentences if sentence), names)


class _Choice:
    """Picks wordings by the facts: the same facts get the same words, and one reading does not repeat a wording."""

    def __init__(self, facts: Facts, variant: int) -> None:
        self._state = zlib.crc32(f"{'-'.join(facts.pillars)}{''.join(n.label for n in facts.names)}{variant}".encode())
        self._used: set[str] = set()

    def of(self, wordings: Sequence[str]) -> str:
        self._state = (self._state * 1103515245 + 12345) & 0x7FFFFFFF
        fresh = [wording for wording in wordings if wording not in self._used] or list(wordings)
        chosen = fresh[(self._state >> 8) % len(fresh)]
        self._used.add(chosen)
        return chosen


def _born(facts: Facts, choice: _Choice) -> str:
    wordings = _BORN if len(facts.pillars) == 4 else _BORN_NO_HOUR
    return choice.of(wordings).format(when=" ".join(facts.readings), animal=facts.animal, season=facts.season)


def _self(facts: Facts, choice: _Choice) -> str:
    image, nature = _IMAGES[facts.self_stem]
    element = ELEMENT[facts.self_stem]
    stem = f"{READING[facts.self_stem]}{element}({facts.self_stem}{HANJA[element]})"
    return choice.of(_SELF).format_map(Particles(stem=stem, image=image, nature=nature))


def _elements(facts: Facts, choice: _Choice) -> str:
    """How many characters each element has, what there is most of, and what is missing."""
    most = max(facts.counts)
    top = [element for element, count in zip(ELEMENTS, facts.counts, strict=True) if count == most]
    listed = ", ".join(f"{element} {count}" for element, count in zip(ELEMENTS, facts.counts, strict=True))
    many = with_particle(_join(top), "이/가")
    each = "각각 " if len(top) > 1 else ""
    total = {8: "여덟", 6: "여섯"}[sum(facts.counts)]
    if facts.missing:
        none = with_particle(_join(facts.missing), "은/는")
        wordings = (
            f"{total} 글자를 오행으로 나누면 {listed}이고, {many} 가장 많으며 {none} 보이지 않습니다.",
            f"오행을 세어 보면 {many} {each}{most}개로 가장 많고, {none} 들어 있지 않습니다.",
            f"{total} 글자의 오행은 {listed}입니다. {many} 가장 넉넉하고 {none} 없습니다.",
        )
    else:
        wordings = (
            f"{total} 글자를 오행으로 나누면 {listed}로, 다섯 기운이 모두 들어 있고 그중 {many} 가장 많습니다.",
            f"오행을 세어 보면 {many} {each}{most}개로 가장 많고, 다섯 기운이 빠짐없이 들어 있습니다.",
            f"{total} 글자의 오행은 {listed}이며, 빠진 기운 없이 {many} 가장 넉넉합니다.",
        )
    return choice.of(wordings)


def _names_sentence(facts: Facts) -> str:
    """What the names do for the chart, where they do."""
    elements = [{each.element for each in name.characters} for name in facts.names]
    if not elements:
        return ""
    if all(facts.yongsin in found for found in elements):
        which = "아래 이름에는" if len(elements) == 1 else "아래 이름에는 모두"
        return f"{which} {facts.yongsin}의 기운을 지닌 한자를 넣었습니다."
    if any({facts.yongsin, facts.helper} & found for found in elements):
        either = facts.yongsin + ("이나" if with_particle(facts.yongsin, "이/가")[-1] == "이" else "나")
        return f"아래 이름에는 {either} {facts.helper}의 기운을 지닌 한자를 되도록 골라 넣었습니다."
    return ""


def _name_sentence(facts: Facts, name: NameFacts, choice: _Choice) -> str:
    characters = name.characters
    qualities = list(dict.fromkeys(each.quality or f"'{each.reading}'의 울림" for each in characters))
    words = Particles(a=qualities[0], b=qualities[-1], first=_read(characters[0]), last=_read(characters[-1]))
    words["glossed"] = _join([_glossed(each) for each in characters])
    if len(qualities) == 1:
        return choice.of(_SINGLE if len(characters) == 1 else _SINGLE[1:2]).format_map(words)
    if len(qualities) > 2:
        words["a"] = ", ".join(qualities[:-1])
        return choice.of([wording for wording in _NAMES if "{first" not in wording]).format_map(words)
    helping = next((each for each in characters if each.element == facts.yongsin), None)
    if helping is None:
        return choice.of(_NAMES).format_map(words)
    words["helping"], words["element"] = _read(helping), helping.element
    return choice.of((*_NAMES, *_HELPING)).format_map(words)


def _read(character: CharacterFacts) -> str:
    """서(瑞)"""
    return f"{character.reading}({character.hanja})"


def _glossed(character: CharacterFacts) -> str:
    """상서로울 서(瑞)"""
    return f"{character.gloss} {_read(character)}".strip()


def _join(words: Sequence[str]) -> str:
    """목; 목과 화; 목, 화, 토."""
    if len(words) == 2:
        return f"{with_particle(words[0], '과/와')} {words[1]}"
    return ", ".join(words)
