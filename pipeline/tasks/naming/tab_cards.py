"""Names as HTML: each with its hanja, its meaning, its score and the reasons. Every text is escaped."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import Any

from pipeline.tasks.naming.names import Examined
from pipeline.tasks.naming.prompt import Reading
from pipeline.tasks.naming.scored_name import ScoredName


def names_html(names: Sequence[ScoredName], examined: Examined | None, reading: Reading | None) -> str:
    """The ranked names, or the one examined name, below the reading of the chart."""
    if examined is not None:
        notes = _notes(examined.notes)
        return f'{_reading(reading)}<div class="names">{_card(examined.name, reading, opened=True)}{notes}</div>'
    # What is said of the surname is the same for all of them.
    notes = _notes(names[0].surname.notes if names else ())
    items = "".join(f"<li>{_card(name, reading)}</li>" for name in names)
    return f'{_reading(reading)}{notes}<ol class="names">{items}</ol>'


def _reading(reading: Reading | None) -> str:
    return f'<p class="reading">{escape(reading.paragraph)}</p>' if reading else ""


def _notes(notes: Sequence[str]) -> str:
    return f'<ul class="saju-notes">{"".join(f"<li>{escape(note)}</li>" for note in notes)}</ul>' if notes else ""


def _card(scored: ScoredName, reading: Reading | None, *, opened: bool = False) -> str:
    name = scored.as_dict()
    full = name["full"]
    said = (reading.sentence(scored.hangul, scored.hanja) if reading else "") or name["meaning"]
    glosses = " · ".join(
        f"{c['hanja']} {c['gloss']} {c['reading']} {c['strokes']}획 {c['element']}" for c in name["characters"]
    )
    axes = "".join(
        f"<tr><th scope='row'>{escape(axis)}</th><td>{_points(score)}</td><td>{escape(score['why'])}</td></tr>"
        for axis, score in name["axes"].items()
    )
    return (
        f'<h3>{escape(full["hangul"])} <span class="hanja" lang="ko-Hani">{escape(full["hanja"])}</span>'
        f'<b class="score">{name["score"]:.1f}점</b></h3>'
        f"<p>{escape(glosses)}</p><p>{escape(said)}</p>"
        f"<details{' open' if opened else ''}><summary>점수의 까닭 · {escape(name['romanized']['passport'])}</summary>"
        f"<table><tbody>{axes}</tbody></table>{_notes(name['warnings'])}</details>"
    )


def _points(score: dict[str, Any]) -> str:
    return "판단 안 함" if score["points"] is None else f"{score['points']:.0f} / {score['max']:.0f}"
