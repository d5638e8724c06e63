"""The birth chart as HTML: a table of pillars, elements as labelled bars, luck, stars and warnings.

Colour never carries meaning alone: every coloured mark has its word beside it.
"""

from __future__ import annotations

from html import escape
from typing import Any

POSITIONS = (
    ("hour", "시주"),
    ("day", "일주"),
    ("month", "월주"),
    ("year", "연주"),
)  # right to left, as charts are read
ELEMENTS = {"목": "木", "화": "火", "토": "土", "금": "金", "수": "水"}


def chart_html(chart: dict[str, Any]) -> str:
    """The whole chart; ``chart`` is ``Chart.as_dict()``. Every text is escaped."""
    return "\n".join(
        [
            '<div class="saju">',
            _facts(chart),
            _notes(chart),
            _pillars(chart),
            _elements(chart),
            _yongsin(chart),
            _more(chart),
            "</div>",
        ]
    )


def _facts(chart: dict[str, Any]) -> str:
    birth, lunar = chart["birth"], chart["birth"]["lunar"]
    parts = [f"양력 {birth['solar']}", birth["time"] or "시각 모름"]
    if lunar:
        leap = "윤" if lunar["leap"] else ""
        parts.append(f"음력 {lunar['year']}년 {leap}{lunar['month']}월 {lunar['day']}일")
    return f"<p>{escape(' · '.join(parts))}</p>"


def _notes(chart: dict[str, Any]) -> str:
    notes = list(chart["warnings"])
    if chart["civil_time"] and chart["civil_time"]["note"]:
        notes.append(chart["civil_time"]["note"])
    notes += [alternative["reason"] for alternative in chart["alternatives"]]
    if not notes:
        return ""
    return f'<ul class="saju-notes">{"".join(f"<li>{escape(note)}</li>" for note in notes)}</ul>'


def _pillars(chart: dict[str, Any]) -> str:
    known = [(key, label) for key, label in POSITIONS if chart["pillars"][key]]
    head = "".join(f'<th scope="col">{label}</th>' for _, label in known)
    rows = [
        ("천간", [_character(chart["characters"][key]["stem"]) for key, _ in known]),
        ("지지", [_character(chart["characters"][key]["branch"]) for key, _ in known]),
        ("지장간", [_hidden(chart["characters"][key]["branch"]) for key, _ in known]),
    ]
    body = "".join(f'<tr><th scope="row">{name}</th>{"".join(cells)}</tr>' for name, cells in rows)
    caption = "사주 네 기둥" if len(known) == len(POSITIONS) else "사주 세 기둥 (태어난 시각을 몰라 시주는 비웁니다)"
    top = f"<caption>{caption}</caption><thead><tr><td></td>{head}</tr></thead>"
    return f'<table class="saju-pillars">{top}<tbody>{body}</tbody></table>'


def _character(character: dict[str, Any]) -> str:
    element = character["element"]
    return (
        f'<td class="element-{ELEMENTS[element]}"><span class="hanja" lang="ko-Hani">{character["hanja"]}</span>'
        f"<span>{character['reading']} · {character['polarity']}{element}</span>"
        f"<span>{escape(character['ten_god'])}</span></td>"
    )


def _hidden(branch: dict[str, Any]) -> str:
    stems = " ".join(f"{stem['hanja']}{stem['reading']}" for stem in branch["hidden_stems"])
    return f'<td class="hidden">{stems}</td>'


def _elements(chart: dict[str, Any]) -> str:
    counts, weights = chart["elements"]["counts"], chart["elements"]["weights"]
    rows = "".join(
        f'<tr><th scope="row">{element}({hanja})</th><td>{counts[element]}개</td>'
        f'<td class="bar"><span class="element-{hanja}" style="width:{max(weights[element], 0.5):.1f}%"></span>'
        f"<b>{weights[element]:.1f}%</b></td></tr>"
        for element, hanja in ELEMENTS.items()
    )
    head = '<tr><th scope="col">오행</th><th scope="col">글자</th><th scope="col">비중 (지장간까지)</th></tr>'
    return (
        f'<table class="saju-elements"><caption>다섯 기운</caption><thead>{head}</thead><tbody>{rows}</tbody></table>'
    )


def _yongsin(chart: dict[str, Any]) -> str:
    yongsin, strength = chart["yongsin"], chart["strength"]
    element = yongsin["element"]
    return (
        f"<p><b>{escape(strength['level'])}</b> · 용신 <b>{element}({ELEMENTS[element]})</b>, "
        f"돕는 기운 {yongsin['helper']}({ELEMENTS[yongsin['helper']]})</p><p>{escape(yongsin['reason'])}</p>"
    )


def _more(chart: dict[str, Any]) -> str:
    parts = []
    if chart["luck"]:
        periods = ", ".join(f"{period['age']}세 {period['pillar']}" for period in chart["luck"]["periods"])
        parts.append(f"<dt>대운 ({escape(chart['luck']['direction'])})</dt><dd>{escape(periods)}</dd>")
    parts.append(f"<dt>공망</dt><dd>{escape(chart['void']['reading'])}({escape(chart['void']['branches'])})</dd>")
    if chart["stars"]:
        stars = "; ".join(
            f"{star['name']}({star['hanja']}, {'·'.join(star['places'])}): {star['meaning']}" for star in chart["stars"]
        )
        parts.append(f"<dt>신살</dt><dd>{escape(stars)}</dd>")
    return f"<details><summary>대운, 공망, 신살 더 보기</summary><dl>{''.join(parts)}</dl></details>"
