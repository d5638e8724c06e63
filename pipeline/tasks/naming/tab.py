"""The naming tab (작명): a birth -> its chart -> ranked names, hanja for a name, or a name examined."""

from __future__ import annotations

from typing import Any

import gradio as gr

from pipeline.serving.catalog import Catalog
from pipeline.settings import Settings
from pipeline.tasks.naming import tab_names
from pipeline.tasks.naming.birth import PLACES, parse_birth
from pipeline.tasks.naming.chart import saju_chart
from pipeline.tasks.naming.tab_chart import chart_html
from pipeline.ui.drafts import keep_draft
from pipeline.ui.errors import first_problem, guarded
from pipeline.ui.texts import t

CALENDARS = ("양력", "음력", "음력 윤달")
BIRTH = ["birth_date", "birth_time", "calendar", "gender"]


def build(demo: gr.Blocks, catalog: Catalog, settings: Settings) -> None:
    """Lay the tab out inside the caller's ``gr.Tab`` and wire it up."""
    gr.Markdown(t("## 1. 언제 태어났나요?", "## 1. When was the birth?"), elem_classes="step")
    with gr.Row():
        date = gr.Textbox(
            label=t("생년월일", "Date of birth"), placeholder="2026-03-05", elem_id="birth-date", min_width=140
        )
        time = gr.Textbox(
            label=t("태어난 시각", "Time of birth"),
            placeholder=t("07:30, 모르면 비움", "07:30; empty if unknown"),
            elem_id="birth-time",
            min_width=140,
        )
    with gr.Row():
        calendar = gr.Radio(
            [
                (t("양력", "Solar"), "양력"),
                (t("음력", "Lunar"), "음력"),
                (t("음력 윤달", "Lunar leap month"), "음력 윤달"),
            ],
            value="양력",
            label=t("달력", "Calendar"),
            elem_id="birth-calendar",
            min_width=200,
        )
        gender = gr.Radio(
            [(t("남", "Male"), "남"), (t("여", "Female"), "여"), (t("무관", "Either"), "무관")],
            value="남",
            label=t("성별", "Gender"),
            elem_id="birth-gender",
            min_width=160,
        )
    family = tab_names.build_family()
    with gr.Accordion(t("만세력 기준 바꾸기", "Rules of the chart"), open=False), gr.Row():
        solar_time = gr.Checkbox(False, label=t("진태양시로 시주 보기", "Hour by true solar time"))
        place = gr.Dropdown(list(PLACES), value="서울", label=t("태어난 곳", "Birthplace"))
        day_start = gr.Radio(
            [(t("자정 (야자시)", "Midnight"), "midnight"), (t("밤 11시", "23:00"), "zi_hour")],
            value="midnight",
            label=t("하루의 시작", "A day begins at"),
        )
    birth = [date, time, calendar, gender]
    rules = [solar_time, place, day_start]
    show = gr.Button(t("사주 보기", "Show the chart"), variant="primary", elem_id="birth-show")
    chart = gr.HTML(elem_id="birth-chart", visible=False)

    show.click(
        _show,
        inputs=[*birth, *rules],
        outputs=chart,
        validator=lambda *values: first_problem(
            [*BIRTH, "true_solar_time", "place", "day_start"], lambda: _birth(*values)
        ),
        api_visibility="private",
        concurrency_limit=4,
    )
    names = tab_names.build(catalog, birth, rules, family, _birth)

    draft = gr.BrowserState(None, storage_key="hanmadi-naming", secret=settings.secret)
    keep_draft(demo, draft, [*birth, *rules, *names])


def _birth(date: str, time: str, calendar: str, gender: str, solar_time: bool, place: str, day_start: str) -> Any:
    options: dict[str, object] = {"day_start": day_start}
    if solar_time:
        options |= {"true_solar_time": True, "place": place}
    return parse_birth(date, time, calendar, gender, options)


@guarded
def _show(*values: Any) -> Any:
    return gr.update(value=chart_html(saju_chart(_birth(*values)).as_dict()), visible=True)
