"""The last step of the awards tab: how the certificate looks, its preview, and the files to save."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import gradio as gr

from pipeline.tasks.awards.award import Award
from pipeline.tasks.awards.certificate import DESIGNS, ORIENTATIONS, render_certificate
from pipeline.ui.errors import guarded
from pipeline.ui.texts import t

LOOKS = 7  # design, orientation, number, date, seal, seal picture, logo
ENGLISH_DESIGNS = {
    "classic": "Classic gold",
    "modern": "Modern",
    "school": "School",
    "children": "Children",
    "pet": "Pet",
    "love": "Love",
    "memorial": "Memorial",
    "company": "Company",
}
# Gradio's picture has no alternative text of its own.
NAME_PREVIEW = (
    "() => setTimeout(() => document.querySelector('#certificate-preview img')?.setAttribute('alt', '상장'), 50)"
)
SHOW_PREVIEW = "() => document.querySelector('#certificate-preview')?.scrollIntoView({block: 'start'})"


@dataclass(frozen=True)
class Step:
    """What other parts of the page need of it. ``designs``: (label, key); ``inputs``: what ``chosen_award`` takes."""

    column: gr.Column
    designs: list[tuple[Any, str]]
    inputs: list[Any]


def build(
    who: list[gr.components.Component], titles: list[gr.Textbox], bodies: list[gr.Textbox], choose: list[gr.Button]
) -> Step:
    """Lay out the step, hidden until one of ``choose`` is pressed. ``who``: recipient, giver and kind."""
    designs = [(t(label, ENGLISH_DESIGNS[key]), key) for key, label in DESIGNS.items()]
    certificate = gr.Column(visible=False)
    chosen = gr.State(0)
    with certificate:
        gr.Markdown(t("## 3. 상장을 꾸미고 저장하세요", "## 3. Style it and save it"), elem_classes="step")
        with gr.Row():
            with gr.Column(scale=2, min_width=260):
                design = gr.Dropdown(
                    designs,
                    value=designs[0][1],
                    label=t("디자인", "Design"),
                    elem_id="award-design",
                )
                orientation = gr.Radio(
                    [(t("세로", "Portrait"), ORIENTATIONS[0]), (t("가로", "Landscape"), ORIENTATIONS[1])],
                    value=ORIENTATIONS[0],
                    label=t("방향", "Orientation"),
                    elem_id="award-orientation",
                )
                with gr.Row():
                    number_box = gr.Textbox(
                        label=t("번호", "Number"), placeholder="2026-001", min_width=110, elem_id="award-number"
                    )
                    date = gr.Textbox(
                        label=t("날짜", "Date"),
                        placeholder=t("비우면 오늘", "empty: today"),
                        min_width=110,
                        elem_id="award-date",
                    )
                seal = gr.Textbox(
                    value="자동",
                    label=t("도장", "Seal"),
                    info=t("자동, 없음, 또는 새길 글자", "자동 (automatic), 없음 (none), or your own letters"),
                    elem_id="award-seal",
                )
                with gr.Accordion(t("내 도장·로고 그림 쓰기", "My own seal or logo"), open=False), gr.Row():
                    seal_image = gr.Image(
                        label=t("도장 그림", "Seal picture"), type="filepath", sources=["upload"], height=160
                    )
                    logo = gr.Image(
                        label=t("로고 그림", "Logo picture"), type="filepath", sources=["upload"], height=160
                    )
                draw = gr.Button(t("고친 내용으로 다시 그리기", "Draw again"), elem_id="award-draw")
            with gr.Column(scale=3, min_width=300):
                preview = gr.Image(
                    label=t("미리 보기 (길게 눌러 저장할 수 있어요)", "Preview (press and hold to save)"),
                    type="filepath",
                    interactive=False,
                    elem_id="certificate-preview",
                    buttons=["fullscreen"],
                )
                with gr.Row():
                    png = gr.DownloadButton(
                        t("그림 저장 (PNG)", "Save PNG"), variant="primary", elem_id="save-png", min_width=130
                    )
                    pdf = gr.DownloadButton(
                        t("인쇄용 저장 (PDF)", "Save PDF"), variant="primary", elem_id="save-pdf", min_width=130
                    )
                    square = gr.DownloadButton(
                        t("카톡용 저장 (정사각형)", "Save square"), elem_id="save-square", min_width=130
                    )

    looks = [design, orientation, number_box, date, seal, seal_image, logo]
    inputs = [chosen, *who, *titles, *bodies, *looks]
    drawing: dict[str, Any] = {
        "fn": _draw,
        "inputs": inputs,
        "outputs": [preview, png, square, pdf],
        "api_visibility": "private",
        "concurrency_limit": 2,
        "concurrency_id": "draw",
    }
    for index, button in enumerate(choose):
        show = button.click(
            lambda i=index: (i, gr.update(visible=True)),
            outputs=[chosen, certificate],
            api_visibility="private",
            queue=False,
        )
        show.then(**drawing).then(None, js=SHOW_PREVIEW, api_visibility="private")
    for event in (draw.click, design.input, orientation.input):
        event(**drawing)
    preview.change(None, js=NAME_PREVIEW, api_visibility="private")
    return Step(certificate, designs, inputs)


def chosen_award(chosen: int, recipient: str, giver: str, kind: str, *rest: Any) -> tuple[Award, tuple[Any, ...]]:
    """The award of the candidate ``chosen`` and its looks (design, orientation, number, date, seal, pictures)."""
    count = (len(rest) - LOOKS) // 2
    titles, bodies, looks = rest[:count], rest[count : 2 * count], rest[2 * count :]
    award = Award.from_dict(
        {"kind": kind, "title": titles[chosen], "recipient": recipient, "body": bodies[chosen], "giver": giver}
    )
    return award, looks


@guarded
def _draw(*inputs: Any) -> Iterator[Any]:
    award, looks = chosen_award(*inputs)
    design, orientation, number, date, seal, seal_image, logo = looks
    with tempfile.TemporaryDirectory() as folder:
        files = render_certificate(
            award,
            Path(folder),
            design=design,
            orientation=orientation,
            number=number,
            date=date,
            seal=seal,
            seal_image=Path(seal_image) if seal_image else None,
            logo=Path(logo) if logo else None,
        )
        yield str(files.png), str(files.png), str(files.square), str(files.pdf)  # Gradio copies them, then we tidy up
