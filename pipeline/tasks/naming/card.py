"""The name card: one page with a name, its characters, the chart and the scores, as PNG and PDF."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

import typst

from pipeline.errors import HanmadiError, InvalidInput
from pipeline.tasks.naming.chart import Chart
from pipeline.tasks.naming.scored_name import ScoredName

TEMPLATE: Final = Path(__file__).with_name("card.typ")
PPI: Final = 220  # the A5 page becomes 1282 x 1819 pixels
STANDARDS: Final[list[typst.PDFStandard]] = ["a-2u"]  # every glyph embedded and readable, or Typst refuses
FONTS: Final = {"NanumSquareRound": "fonts-nanum", "Noto Serif CJK KR": "fonts-noto-cjk"}  # family -> Debian package
PILLARS: Final = {"hour": "시주", "day": "일주", "month": "월주", "year": "연주"}  # read from right to left
NOTE: Final = "사주와 작명은 과학이 아니라 오래 이어 온 문화입니다. 점수는 정해진 배점으로 셈한 참고 값입니다."


@dataclass(frozen=True, slots=True)
class Card:
    """The same page twice: ``png`` for screens and messengers, ``pdf`` for print (A5)."""

    png: bytes
    pdf: bytes


def render_card(chart: Chart, name: ScoredName, sentence: str = "") -> Card:
    """Draw the card of ``name``; ``sentence`` is shown in place of the name's own meaning.

    Raises InvalidInput("given_hanja") for a character that no font here can draw, HanmadiError naming the Debian
    packages when a font is missing on this machine.
    """
    compiler = typst.Compiler(input=TEMPLATE, font_paths=_fonts(), ignore_system_fonts=True)
    inputs = {"card": json.dumps(card_data(chart, name, sentence), ensure_ascii=False)}
    try:
        pdf = compiler.compile(format="pdf", sys_inputs=inputs, pdf_standards=STANDARDS)
    except typst.TypstError as error:
        if "could not be displayed" not in f"{error} {error.diagnostic}":
            raise
        raise InvalidInput(
            "given_hanja", "이 한자를 그릴 글꼴이 없습니다.", "한자를 비우면 한글 이름으로 카드를 만들 수 있습니다."
        ) from None
    png = compiler.compile(format="png", ppi=PPI, sys_inputs=inputs)
    assert isinstance(png, bytes), "a card has one page"
    assert isinstance(pdf, bytes)
    return Card(png, pdf)


def card_data(chart: Chart, name: ScoredName, sentence: str = "") -> dict[str, Any]:
    """What the template draws, ready to print: every number already text or a share in percent."""
    facts, scored = chart.as_dict(), name.as_dict()
    counts = facts["elements"]["counts"]
    yongsin = facts["yongsin"]
    return {
        "title": f"{scored['full']['hangul']} 이름 풀이",
        "hangul": scored["full"]["hangul"],
        "hanja": scored["full"]["hanja"] if name.hanja else "",
        "latin": scored["romanized"]["passport"],
        "meaning": sentence or scored["meaning"],
        "characters": [
            {
                "hanja": each["hanja"],
                "gloss": f"{each['gloss']} {each['reading']}".strip(),
                "strokes": str(each["strokes"]),
                "element": each["element"],
            }
            for each in scored["characters"]
        ],
        "born": _born(facts["birth"]),
        "pillars": [
            {"name": said} | {part: _character(facts["characters"][key][part]) for part in ("stem", "branch")}
            for key, said in PILLARS.items()
            if facts["characters"][key]
        ],
        "elements": [
            {"name": element, "count": str(count), "share": 100 * count / sum(counts.values())}
            for element, count in counts.items()
        ],
        "balance": f"용신 {yongsin['element']} · 희신 {yongsin['helper']} · 일간의 힘 {facts['strength']['level']}",
        "score": f"{name.score:.0f}",
        "axes": [
            {
                "name": axis.name,
                "share": 0 if not axis.points else 100 * axis.points / axis.max,
                "points": "판단 안 함" if axis.points is None else f"{axis.points:.0f}/{axis.max:.0f}",
            }
            for axis in name.axes
        ],
        "note": NOTE,
    }


def _born(birth: dict[str, Any]) -> str:
    year, month, day = birth["solar"].split("-")
    clock = f" {birth['time']}" if birth["time"] else " (시각 모름)"
    return f"사주 · {int(year)}년 {int(month)}월 {int(day)}일{clock}"


def _character(character: dict[str, Any]) -> dict[str, str]:
    return {"hanja": character["hanja"], "sound": character["reading"], "element": character["element"]}


@cache
def _fonts() -> typst.Fonts:
    """The machine's fonts, searched once."""
    found = typst.Fonts(include_system_fonts=True, include_embedded_fonts=True)
    missing = sorted({package for family, package in FONTS.items() if family not in found.families()})
    if missing:
        names = " ".join(missing)
        raise HanmadiError(
            f"이름 카드에 쓰는 글꼴이 이 컴퓨터에 없습니다 ({names}).",
            f"packages.txt에 적힌 글꼴을 설치해 주세요: sudo apt-get install {names}",
        )
    return found
