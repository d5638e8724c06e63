"""Training rows on hanja, elements and names, in the six kinds of the predecessor's corpus, each from exact data."""

from __future__ import annotations

import itertools
import random
import zlib
from collections.abc import Iterator, Sequence
from typing import Final

from pipeline.serving.engine import Message
from pipeline.tasks.naming.elements import ELEMENTS, generated_by, generates, overcome_by, overcomes
from pipeline.tasks.naming.facts import CharacterFacts, Facts, NameFacts
from pipeline.tasks.naming.hangul import with_particle
from pipeline.tasks.naming.hanja import Hanja, legal_table
from pipeline.tasks.naming.pool import given_names, offered
from pipeline.tasks.naming.prompt import chart_lines
from pipeline.tasks.naming.relations import relation
from pipeline.tasks.task import Example

_FEEDS: Final = {
    "목": "나무가 타서 불을 일으키므로",
    "화": "불이 타고 남은 재가 흙이 되므로",
    "토": "흙 속에서 쇠가 나므로",
    "금": "차가운 쇠에 물이 맺히므로",
    "수": "물이 나무를 기르므로",
}
_RESTRAINS: Final = {
    "목": "나무가 흙에 뿌리를 내려 흙을 붙들므로",
    "토": "흙이 둑이 되어 물을 막으므로",
    "수": "물이 불을 끄므로",
    "화": "불이 쇠를 녹이므로",
    "금": "쇠가 나무를 베므로",
}
_CHARACTER_QUESTIONS: Final = (
    "인명용 한자 {char}의 뜻과 음, 자원오행을 알려 줘",
    "이름에 쓰는 한자 {char}에 대해 설명해 줘",
    "한자 {char}: 뜻과 음, 원획, 자원오행은?",
    "{char} 자를 이름에 쓰려고 해. 어떤 글자인지 알려 줘",
)
_LIST_QUESTIONS: Final = (
    "한국 {who} 이름 {count}개 지어 줘",
    "요즘 짓는 {who} 이름 {count}개만 추천해 줘",
    "{who}아이에게 어울리는 이름 {count}개 알려 줘",
)
_WHO: Final = {"남": "남자", "여": "여자"}
_SURENESS: Final = {
    "높음": "",
    "보통": " 다만 오행은 학자에 따라 달리 보기도 합니다.",
    "낮음": " 다만 오행이 분명하지 않은 글자입니다.",
}


def row(question: str, answer: str, scenario: str) -> Example:
    return Example((Message(role="user", content=question),), answer, scenario)


def characters() -> Iterator[Example]:
    """Kind 1, one character: its glosses, readings, strokes and element."""
    for hanja in legal_table().values():
        if hanja.bad or not hanja.gloss():
            continue
        question = _CHARACTER_QUESTIONS[zlib.crc32(hanja.char.encode()) % len(_CHARACTER_QUESTIONS)]
        yield row(question.format(char=hanja.char), _about(hanja), f"hanja:{hanja.char}")


def _about(hanja: Hanja) -> str:
    known = [(reading, glosses[0]) for reading, glosses in hanja.readings.items() if glosses]
    said = ", ".join(f"'{gloss} {reading}'" for reading, gloss in known)
    last = with_particle(known[-1][0], "이/")[len(known[-1][0]) :]
    return (
        f"{hanja.char}: {said}{last}라고 새깁니다. 부수는 {hanja.radical}, 원획은 {hanja.original}획, 자원오행은 "
        f"{hanja.element}입니다.{_SURENESS[hanja.confidence]}"
    )


def characters_by_element(syllables: Sequence[str]) -> Iterator[Example]:
    """Kind 1, the characters for a syllable that belong to an element."""
    for syllable, element in itertools.product(syllables, ELEMENTS):
        found = [entry for entry in offered(syllable) if entry.hanja.element == element]
        question = (
            f"'{syllable}'{_to(syllable)} 읽는 인명용 한자 가운데 자원오행이 {element}인 한자의 뜻과 음을 알려 줘"
        )
        if found:
            lines = [f"{entry.hanja.char} {entry.gloss} {syllable}, 원획 {entry.hanja.original}획" for entry in found]
            answer = f"자원오행이 {element}인 '{syllable}' 자는 다음과 같습니다.\n" + "\n".join(lines)
        else:
            answer = f"이름에 자주 쓰는 '{syllable}' 자 가운데에는 자원오행이 {element}인 글자가 없습니다."
        yield row(question, answer, f"syllable:{syllable}")


def relations() -> Iterator[Example]:
    """Kind 2: how elements get on, and what a count of elements shows."""
    for first, second in itertools.product(ELEMENTS, repeat=2):
        pair = f"{with_particle(first, '과/와')} {second}"
        for question in (
            f"오행에서 {pair}의 관계를 설명해 줘",
            f"이름에 {with_particle(second, '이/가')} {first} 다음에 오면 어때?",
        ):
            yield row(question, _relation(first, second), f"relation:{first}{second}")
    for element in ELEMENTS:
        by, to = generated_by(element), generates(element)
        good = f"{with_particle(element, '과/와')} 잘 어울리는 오행은 {with_particle(by, '과/와')} {to}입니다."
        yield row(
            f"자원오행 {with_particle(element, '과/와')} 어울리는 자원오행을 설명해 줘",
            f"{good} {_relation(by, element)} {_relation(element, to)}",
            f"relation:{element}",
        )
        over, under = overcome_by(element), overcomes(element)
        bad = f"{with_particle(element, '과/와')} 부딪치는 오행은 {with_particle(over, '과/와')} {under}입니다."
        yield row(
            f"자원오행 {with_particle(element, '과/와')} 부딪치는 자원오행을 설명해 줘",
            f"{bad} {_relation(over, element)} {_relation(element, under)}",
            f"relation:{element}",
        )
    for total in (8, 6):
        for counts in itertools.product(range(total + 1), repeat=5):
            if sum(counts) == total:
                yield _count_row(counts)


def _relation(first: str, second: str) -> str:
    kind = relation(first, second)
    if kind == "비화":
        pair = f"{with_particle(first, '과/와')} {with_particle(second, '은/는')}"
        return f"{pair} 같은 기운이라 비화라고 하며, 서로 힘을 보탭니다."
    if kind == "상생":
        giver, taker = (first, second) if generates(first) == second else (second, first)
        return f"{_FEEDS[giver]} {with_particle(giver, '은/는')} {with_particle(taker, '을/를')} 낳습니다(상생)."
    giver, taker = (first, second) if overcomes(first) == second else (second, first)
    return f"{_RESTRAINS[giver]} {with_particle(giver, '은/는')} {with_particle(taker, '을/를')} 누릅니다(상극)."


def _count_row(counts: Sequence[int]) -> Example:
    listed = ", ".join(f"{with_particle(e, '은/는')} {count}개" for e, count in zip(ELEMENTS, counts, strict=True))
    most = [e for e, count in zip(ELEMENTS, counts, strict=True) if count == max(counts)]
    none = [e for e, count in zip(ELEMENTS, counts, strict=True) if count == 0]
    many = f"{with_particle(', '.join(most), '이/가')} {max(counts)}개로 가장 많습니다."
    if none:
        missing = with_particle(", ".join(none), "이/가")
        said = f"{missing} 없는 사주이고, {many} 글자 수로는 {with_particle(', '.join(none), '을/를')} 보충할 만합니다."
    else:
        said = f"다섯 오행이 모두 있고, {many}"
    caution = "다만 용신은 태어난 달과 일간의 힘까지 보아야 정할 수 있습니다."
    question = f"사주의 오행이 {listed}일 때 어떤 오행을 보충해야 하는지 알려 줘"
    return row(question, f"{said} {caution}", "counts:" + "-".join(map(str, counts)))


def name_lists(names: Sequence[str], gender: str, scenario: str, chance: random.Random) -> Iterator[Example]:
    """Kind 3: names for boys or for girls, out of ``names`` alone."""
    mine = [name for name in names if name in given_names(gender)]
    for question, count in itertools.product(_LIST_QUESTIONS, (3, 5)):
        if len(mine) >= count:
            chosen = chance.sample(mine, count)
            yield row(question.format(who=_WHO[gender], count=count), ", ".join(chosen), scenario)


def naming(facts: Facts, gender: str, scenario: str) -> Example:
    """Kind 4: names for a chart, with their hanja."""
    who = f"{facts.surname}씨 {_WHO[gender]}아이"
    question = (
        f"{chart_lines(facts)}\n\n이 사주를 보완하는 {who} 이름을 {len(facts.names)}개 짓고 한자의 뜻을 풀이해 줘"
    )
    needed = f"용신은 {facts.yongsin}, 희신은 {facts.helper}입니다."
    lacking = f"사주에 {with_particle(', '.join(facts.missing), '이/가')} 없고, {needed}" if facts.missing else needed
    used = [e for e in (facts.yongsin, facts.helper) if any(e == c.element for n in facts.names for c in n.characters)]
    chosen = f" 그래서 {' 또는 '.join(used)}의 기운을 지닌 한자를 골라 지었습니다." if used else ""
    blocks = [f"{name.label}\n" + "\n".join(_line(each) for each in name.characters) for name in facts.names]
    return row(question, f"{lacking}{chosen}\n\n" + "\n\n".join(blocks), scenario)


def meaning(name: NameFacts, sentence: str, scenario: str) -> Example:
    """Kind 5: what a name means."""
    lines = "\n".join(_line(each) for each in name.characters)
    return row(f"{name.label}\n{lines}\n\n이 이름의 뜻을 풀이해 줘", sentence, scenario)


def _line(character: CharacterFacts) -> str:
    name = f"{character.reading}({character.hanja})"
    return f"{name}: {character.gloss}, 자원오행 {character.element}, {character.strokes}획"


def _to(syllable: str) -> str:
    return with_particle(syllable, "으로/로")[len(syllable) :]
