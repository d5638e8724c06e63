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
from pipeline.tasks.naming.card import render_card
from pipeline.tasks.naming.hanja import MISSING_NOTE
from pipeline.tasks.naming.prompt import Reading
from pipeline.tasks.naming.sound import SCHOOLS
from pipeline.tasks.naming.surnames import surname_choices
from pipeline.tasks.naming.tab_cards import names_html
from pipeline.tasks.naming.tab_search import MODES, Found, check, find
from pipeline.tasks.naming.task import read_names
from pipeline.tasks.task import OFFLINE, Outcome
from pipeline.ui.errors import first_problem, guarded
from pipeline.ui.streaming import reports
from pipeline.ui.texts import t

BUSY = (gr.update(interactive=False), gr.update(visible=True))  # the buttons Find and Stop while someone writes
IDLE = (gr.update(interactive=True), gr.update(visible=False))
# Gradio's picture has no alternative text of its own.
NAME_PREVIEW = (
    "() => setTimeout(() => document.querySelector('#card-preview img')?.setAttribute('alt', '이름 카드'), 50)"
)


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
    with gr.Row():
        go = gr.Button(t("이름 찾기", "Find"), variant="primary", elem_id="name-find", scale=3)
        stop = gr.Button(t("멈추기", "Stop"), variant="stop", visible=False, elem_id="name-stop", scale=1)
    gr.Markdown(f"<small>{escape(MISSING_NOTE)}</small>", elem_classes="byline")
    result = gr.HTML(elem_id="name-result", visible=False)
    byline = gr.Markdown(elem_classes="byline")
    with gr.Row(visible=False) as saving:
        export = gr.DownloadButton(t("결과 저장 (JSON)", "Save as JSON"), elem_id="name-json", min_width=120)
        picked = gr.Dropdown(
            [], label=t("이름 카드로 만들 이름", "Name for a card"), elem_id="card-name", min_width=140
        )
        draw = gr.Button(t("이름 카드 만들기", "Make a name card"), elem_id="card-draw", min_width=120)
    with gr.Row(visible=False) as card:
        preview = gr.Image(
            label=t("이름 카드", "Name card"),
            type="filepath",
            interactive=False,
            elem_id="card-preview",
            buttons=["fullscreen"],
        )
        with gr.Column(min_width=140):
            png = gr.DownloadButton(t("카드 저장 (PNG)", "Save card PNG"), variant="primary", elem_id="card-png")
            pdf = gr.DownloadButton(t("카드 저장 (PDF)", "Save card PDF"), variant="primary", elem_id="card-pdf")

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

    inputs = [*birth, *rules, *asked]
    searching = go.click(
        _searcher(catalog, read_birth),
        inputs=inputs,
        outputs=[result, byline, export, picked, saving, card, go, stop],
        validator=lambda *values: first_problem(names, lambda: check(read_birth, values)),
        api_visibility="private",
        concurrency_limit=2,
        concurrency_id="names",
        show_progress_on=byline,
    )
    searching.then(lambda: IDLE, outputs=[go, stop], api_visibility="private", queue=False)
    stop.click(lambda: IDLE, outputs=[go, stop], cancels=[searching], api_visibility="private", queue=False)
    draw.click(
        _card_drawer(read_birth),
        inputs=[picked, *inputs],
        outputs=[preview, png, pdf, card],
        api_visibility="private",
        concurrency_limit=2,
        concurrency_id="names",
    )
    preview.change(None, js=NAME_PREVIEW, api_visibility="private")
    return asked


def _hanja_of(surname: str) -> list[str]:
    """The spellings of a surname, most people first."""
    choice = surname_choices().get(surname.strip())
    return list(choice.hanja) if choice else []


def _choices(surname: str, chosen: str | None) -> Any:
    choices = _hanja_of(surname)
    return gr.update(choices=choices, value=chosen if chosen in choices else next(iter(choices), None))


def _searcher(catalog: Catalog, read_birth: Callable[..., Birth]) -> Callable[..., Iterator[Any]]:
    @guarded
    def search(*values: Any) -> Iterator[Any]:
        """The names at once; the reading as soon as it is written."""
        found = find(read_birth, values)
        engine = catalog.engine("naming")
        shown = gr.update(value=names_html(found.names, found.examined, None), visible=True)
        choices = [
            (name.surname.hangul + name.hangul + f" {name.hanja}", place) for place, name in enumerate(found.names)
        ]
        picked = gr.update(choices=choices, value=0)
        same = gr.skip()
        yield shown, "풀이를 쓰고 있습니다…", same, picked, same, gr.update(visible=False), *BUSY

        def work(report: Callable[[Any], None]) -> None:
            report(read_names(found.chart, found.names, engine, on_text=lambda text: report(None)))

        for outcome in reports(work):
            if outcome is None:  # a sign of life from the model, and a chance to stop
                yield [same] * 8
                continue
            shown = gr.update(value=names_html(found.names, found.examined, outcome.answer), visible=True)
            with tempfile.TemporaryDirectory() as folder:
                file = Path(folder) / "작명.json"
                saved = found.as_dict(outcome.answer, outcome.engine)
                file.write_text(json.dumps(saved, ensure_ascii=False, indent=2), encoding="utf-8")
                yield shown, _byline(outcome), str(file), same, gr.update(visible=True), same, *IDLE

    return search


def _byline(outcome: Outcome[Reading]) -> str:
    who = "풀이는 모델 없이 오프라인 작성기가" if outcome.engine == OFFLINE else f"풀이는 {outcome.engine} 모델이"
    return " ".join([f"{who} 계산된 사실만으로 썼습니다.", *outcome.notes])


def _card_drawer(read_birth: Callable[..., Birth]) -> Callable[..., Iterator[Any]]:
    @guarded
    def draw(place: int | None, *values: Any) -> Iterator[Any]:
        """The search again, which is quick, rather than a family's data kept on the server."""
        found: Found = find(read_birth, values)
        name = found.names[min(place or 0, len(found.names) - 1)]
        drawn = render_card(found.chart, name)
        with tempfile.TemporaryDirectory() as folder:
            stem = Path(folder) / f"{name.surname.hangul}{name.hangul}_이름카드"
            png, pdf = stem.with_suffix(".png"), stem.with_suffix(".pdf")
            png.write_bytes(drawn.png)
            pdf.write_bytes(drawn.pdf)
            yield str(png), str(png), str(pdf), gr.update(visible=True)

    return draw
