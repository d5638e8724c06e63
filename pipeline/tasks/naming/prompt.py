"""How a model is asked for a reading and how its answer is written down. The only place where that is worded.

The answer is a paragraph, an empty line, and one line a name: ``서윤(瑞潤): …``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from pipeline.serving.engine import Message, Options
from pipeline.tasks.naming.elements import ELEMENTS, HANJA
from pipeline.tasks.naming.facts import Facts, NameFacts
from pipeline.tasks.naming.sexagenary import ELEMENT
from pipeline.tasks.task import AnswerFormatError

OPTIONS: Final = Options(max_tokens=700, temperature=0.4, top_p=0.95)

INSTRUCTION: Final = (
    "아래 사실만 가지고 사주를 풀이하는 글 한 문단을 쓰고, 한 줄을 띄운 뒤 이름마다 뜻을 한 문장으로 써 주세요.\n"
    "- 사실에 없는 간지, 오행, 한자, 음, 획수는 쓰지 않습니다.\n"
    "- 건강, 수명, 성공을 점치거나 단정하지 않습니다.\n"
    "- 사주와 작명이 과학이 아니라 문화라는 것을 문단에서 한 번만 다정하게 말합니다.\n"
    "- 이름은 '이름(漢字): 문장' 꼴로 한 줄에 하나씩 씁니다."
)

NAME_LINE: Final = re.compile(
    r"^\s*(?:[-*•]\s*|\d+[.)]\s*)?([가-힣]{1,5})\(([^()가-힣A-Za-z\s]{1,5})\)\s*[:：]\s*(.+)$"
)


@dataclass(frozen=True, slots=True)
class Reading:
    """A paragraph on the chart, and a sentence on each name: (hangul, hanja, sentence)."""

    paragraph: str
    names: tuple[tuple[str, str, str], ...] = ()

    def sentence(self, hangul: str, hanja: str) -> str:
        """The sentence on a name, or ``""``."""
        return next((text for name, char, text in self.names if (name, char) == (hangul, hanja)), "")


@dataclass(frozen=True, slots=True)
class ReadingRequest:
    """A reading of ``facts``. ``variant`` 0, 1, 2 … asks the offline writer for other words."""

    facts: Facts
    variant: int = 0


def messages(facts: Facts) -> list[Message]:
    return plain_messages(f"{chart_lines(facts)}\n\n{name_lines(facts)}".strip())


def plain_messages(text: str) -> list[Message]:
    """The prompt for facts as somebody wrote them down."""
    return [{"role": "user", "content": f"{INSTRUCTION}\n\n{text}"}]


def chart_lines(facts: Facts) -> str:
    """The facts of the chart as the model sees them."""
    pillars = ", ".join(f"{said} {pillar}" for said, pillar in zip(facts.readings, facts.pillars, strict=True))
    counts = ", ".join(f"{element} {count}" for element, count in zip(ELEMENTS, facts.counts, strict=True))
    hour = "" if len(facts.pillars) == 4 else "\n- 태어난 시각: 모름 (시주 없음)"
    return (
        f"[사주]\n- 네 기둥: {pillars}{hour}\n- 띠와 계절: {facts.animal}띠, {facts.season}\n"
        f"- 일간: {facts.self_label}({facts.self_stem}{HANJA[ELEMENT[facts.self_stem]]})\n- 오행의 글자 수: {counts}\n"
        f"- 일간의 힘: {facts.strength}\n- 용신: {facts.yongsin}\n- 희신: {facts.helper}"
    )


def name_lines(facts: Facts) -> str:
    """The facts of the names as the model sees them; ``""`` where there are none."""
    if not facts.names:
        return ""
    return "[이름]\n" + "\n".join(f"- {name.label}: {_characters(name)}" for name in facts.names)


def _characters(name: NameFacts) -> str:
    return "; ".join(
        f"{each.hanja} {each.gloss} {each.reading}, {each.element}, {each.strokes}획, {each.quality}"
        for each in name.characters
    )


def completion(answer: Reading) -> str:
    """The answer as a model writes it; ``parse`` reads it back."""
    lines = [f"{hangul}({hanja}): {sentence}" for hangul, hanja, sentence in answer.names]
    return "\n\n".join(part for part in (answer.paragraph, "\n".join(lines)) if part)


def parse(text: str) -> Reading:
    """Read a model's text. Raises AnswerFormatError when it holds no paragraph."""
    paragraph: list[str] = []
    names: list[tuple[str, str, str]] = []
    for line in text.strip().splitlines():
        found = NAME_LINE.match(line)
        if found:
            names.append((found[1], found[2], found[3].strip()))
        elif line.strip():
            paragraph.append(line.strip())
    if not paragraph:
        raise AnswerFormatError("사주를 풀이하는 문단이 없음")
    return Reading(" ".join(paragraph), tuple(names))
