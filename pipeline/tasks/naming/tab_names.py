"""The second half of the naming tab: wishes in, ranked names out, each with the reasons for its score."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Callable, Iterator
from html import escape
from pathlib import Path
from typing import Any

import gradio as gr

from pipeline.serving.catalog import Catalog
from pipeline.tasks.naming.axes import WEIGHTS
from pipeline.tasks.naming.birth import Birth
from pipeline.tasks.naming.chart import saju_chart
from pipeline.tasks.naming.hanja import MISSING_NOTE
from pipeline.tasks.naming.names import check_name, hanja_for, recommend_names
from pipeline.tasks.naming.sound import SCHOOLS
from pipeline.tasks.naming.surnames import read_surname, surname_choices
from pipeline.tasks.naming.wishes import read_wishes
from pipeline.ui.errors import first_problem, guarded
from pipeline.ui.texts import t

MODES = ("추천받기", "한자 찾기", "살펴보기")
BIRTH_INPUTS = 7  # date, time, calendar, gender and the three rules of the chart
COUNT = 20


def build_family() -> list[Any]:
    """The surname and its hanja, which follow what is typed."""
    with gr.Row():
        surname = gr.Textbox("김", label=t("성", "Surname"), elem_id="name-surname", min_width=90)
        surname_hanja = gr.Radio(
            _hanja_of("김"),
            value="金",
            label=t("성의 한자", "Surname in hanja"),
            elem_id="name-surname-hanja",
            min_width=120,
        )
    surname.change(
        _choices,
        inputs=[surname, surname_hanja],
        outputs=surname_hanja,
        api_visibility="private",
        queue=False,
        show_progress="hidden",
        trigger_mode="always_last",
    )
    return [surname, surname_hanja]


def build(
    catalog: Catalog, birth: list[Any], rules: list[Any], family: list[Any], read_birth: Callable[..., Birth]
) -> list[Any]:
    """Lay out the wishes and the names; returns the fields whose text a draft keeps."""
    surname, surname_hanja = family
    gr.Markdown(t("## 2. 어떤 이름을 찾으세요?", "## 2. What name are you looking for?"), elem_classes="step")
    mode = gr.Radio(
        [
            (t("이름 추천받기", "Recommend names"), MODES[0]),
            (t("정한 이름의 한자 찾기", "Hanja for a chosen name"), MODES[1]),
            (t("있는 이름 살펴보기", "Examine a name"), MODES[2]),
        ],
        value=MODES[0],
        label=t("하고 싶은 일", "What to do"),
        elem_id="name-mode",
    )
    with gr.Row():
        given = gr.Textbox(
            label=t("이름", "Given name"), placeholder="서윤", visible=False, elem_id="name-given", min_width=110
        )
        given_hanja = gr.Textbox(
            label=t("이름의 한자", "Its hanja"),
            placeholder="瑞潤",
            visible=False,
            elem_id="name-given-hanja",
            min_width=110,
        )
    with gr.Row(visible=True) as wishes_row:
        syllables = gr.Radio(
            [(t("두 글자", "Two syllables"), 2), (t("외자", "One"), 1)],
            value=2,
            label=t("글자 수", "Length"),
            min_width=150,
        )
        wish = gr.Textbox(
            label=t("넣고 싶은 글자", "Syllables to have"), placeholder="서, 윤", min_width=120, elem_id="name-wish"
        )
        exclude = gr.Textbox(
            label=t("빼고 싶은 글자", "Syllables to leave out"), placeholder="희", min_width=120, elem_id="name-exclude"
        )
        generation = gr.Textbox(
            label=t("돌림자", "Generation syllable"), placeholder="준", min_width=90, elem_id="name-generation"
        )
        place = gr.Radio(
            [(t("앞", "First"), 1), (t("뒤", "Last"), 2)], value=2, label=t("돌림자 자리", "Its place"), min_width=110
        )
    with gr.Accordion(t("점수의 비중 바꾸기", "Weights of the score"), open=False):
        school = gr.Radio(
            list(SCHOOLS), value=next(iter(SCHOOLS)), label=t("발음오행의 기준", "School of sound elements")
        )
        with gr.Row():
            weights = [
                gr.Slider(0, 40, value=value, step=1, label=name, min_width=150) for name, value in WEIGHTS.items()
            ]
    find = gr.Button(t("이름 찾기", "Find"), variant="primary", elem_id="name-find")
    gr.Markdown(f"<small>{escape(MISSING_NOTE)}</small>", elem_classes="byline")
    result = gr.HTML(elem_id="name-result", visible=False)
    export = gr.DownloadButton(t("결과 저장 (JSON)", "Save as JSON"), visible=False, elem_id="name-json")

    mode.change(
        lambda chosen: (
            gr.update(visible=chosen != MODES[0]),
            gr.update(visible=chosen == MODES[2]),
            gr.update(visible=chosen == MODES[0]),
        ),
        inputs=mode,
        outputs=[given, given_hanja, wishes_row],
        api_visibility="private",
        queue=False,
        show_progress="hidden",
    )
    asked = [
        mode,
        surname,
        surname_hanja,
        given,
        given_hanja,
        syllables,
        wish,
        exclude,
        generation,
        place,
        school,
        *weights,
    ]
    names = [
        *("birth_date", "birth_time", "calendar", "gender", "true_solar_time", "place", "day_start"),
        *("mode", "surname", "surname_hanja", "given", "given_hanja", "syllables", "wish", "exclude", "generation"),
        *("generation_place", "options", *WEIGHTS),
    ]

    @guarded
    def search(*values: Any) -> Iterator[Any]:
        found = _find(read_birth, values)
        html = _examined(found) if "legal" in found else _ranked(found["names"])
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder) / "작명.json"
            file.write_text(json.dumps(found, ensure_ascii=False, indent=2), encoding="utf-8")
            yield gr.update(value=html, visible=True), gr.update(value=str(file), visible=True)

    find.click(
        search,
        inputs=[*birth, *rules, *asked],
        outputs=[result, export],
        validator=lambda *values: first_problem(names, lambda: _check(read_birth, values)),
        api_visibility="private",
        concurrency_limit=2,
        concurrency_id="names",
    )
    return asked


def _hanja_of(surname: str) -> list[str]:
    """The spellings of a surname, most people first."""
    choice = surname_choices().get(surname.strip())
    return list(choice.hanja) if choice else []


def _choices(surname: str, chosen: str | None) -> Any:
    choices = _hanja_of(surname)
    return gr.update(choices=choices, value=chosen if chosen in choices else next(iter(choices), None))


def _check(read_birth: Callable[..., Birth], values: tuple[Any, ...]) -> None:
    """What can be refused before the search: the birth, the surname and the wishes."""
    read_birth(*values[:BIRTH_INPUTS])
    _, surname, surname_hanja, *_ = values[BIRTH_INPUTS:]
    read_surname(surname, surname_hanja or "")
    read_wishes(_options(*values[BIRTH_INPUTS + 5 :]))


def _options(
    syllables: int, wish: str, exclude: str, generation: str, place: int, school: str, *weights: float
) -> dict[str, object]:
    options: dict[str, object] = {"syllables": syllables, "wish": wish, "exclude": exclude, "school": school}
    if generation.strip():
        options |= {"generation_syllable": generation, "generation_position": place}
    return options | {"weights": dict(zip(WEIGHTS, weights, strict=True))}


def _find(read_birth: Callable[..., Birth], values: tuple[Any, ...]) -> dict[str, Any]:
    """What the person asked for, as JSON: an examined name, or a chart with ranked names."""
    mode, surname, surname_hanja, given, given_hanja, *wishes = values[BIRTH_INPUTS:]
    chart = saju_chart(read_birth(*values[:BIRTH_INPUTS]))
    family = {"surname": surname, "surname_hanja": surname_hanja or ""}
    options = _options(*wishes)
    if mode == MODES[2]:
        return check_name(chart, **family, given=given, given_hanja=given_hanja, options=options)
    if mode == MODES[1]:
        found = hanja_for(chart, **family, given=given, count=COUNT, options=options)
    else:
        found = recommend_names(chart, **family, gender=chart.birth.gender, count=COUNT, options=options)
    return {"chart": chart.as_dict(), "names": [name.as_dict() for name in found]}


def _ranked(names: list[dict[str, Any]]) -> str:
    items = "".join(f"<li>{_card(name)}</li>" for name in names)
    return f'<ol class="names">{items}</ol>'


def _examined(found: dict[str, Any]) -> str:
    notes = "".join(f"<li>{escape(note)}</li>" for note in found["notes"])
    listed = f'<ul class="saju-notes">{notes}</ul>' if notes else ""
    return f'<div class="names">{_card(found["name"], opened=True)}{listed}</div>'


def _card(name: dict[str, Any], *, opened: bool = False) -> str:
    full = name["full"]
    glosses = " · ".join(
        f"{c['hanja']} {c['gloss']} {c['reading']} {c['strokes']}획 {c['element']}" for c in name["characters"]
    )
    axes = "".join(
        f"<tr><th scope='row'>{escape(axis)}</th><td>{_points(score)}</td><td>{escape(score['why'])}</td></tr>"
        for axis, score in name["axes"].items()
    )
    warnings = "".join(f"<li>{escape(warning)}</li>" for warning in name["warnings"])
    listed = f'<ul class="saju-notes">{warnings}</ul>' if warnings else ""
    return (
        f'<h3>{escape(full["hangul"])} <span class="hanja" lang="ko-Hani">{escape(full["hanja"])}</span>'
        f'<b class="score">{name["score"]:.1f}점</b></h3>'
        f"<p>{escape(glosses)}</p><p>{escape(name['meaning'])}</p>"
        f"<details{' open' if opened else ''}><summary>점수의 까닭 · {escape(name['romanized']['passport'])}</summary>"
        f"<table><tbody>{axes}</tbody></table>{listed}</details>"
    )


def _points(score: dict[str, Any]) -> str:
    return "판단 안 함" if score["points"] is None else f"{score['points']:.0f} / {score['max']:.0f}"
