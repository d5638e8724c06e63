"""The hall of fame in the awards tab: showing one's own certificate, and looking at those that others showed."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import gradio as gr

from pipeline.errors import HanmadiError
from pipeline.tasks.awards.hall import Hall, Prepared, prepare
from pipeline.tasks.awards.tab_certificate import Step, chosen_award
from pipeline.ui.errors import guarded
from pipeline.ui.texts import t

INVITE = "이 상장을 여기 찾아오는 모든 사람이 볼 수 있게 걸 수 있습니다. 먼저 어떻게 보일지 확인하세요."
INVITE_EN = "You can put this certificate up for every visitor to see. First look at what they would see."
CONSENT = (
    "**‘동의하고 걸기’를 누르면 위 그림과 그 글이 이 앱의 명예의 전당에 저장되고, "
    "누구나 볼 수 있게 공개되는 데 동의하는 것입니다.** 누르기 전에는 아무것도 저장하거나 공개하지 않습니다. "
    "가려지지 않은 이름이 보이면 위에서 글을 고치고 다시 확인하세요."
)
CONSENT_EN = (
    "**By pressing “I agree, show it” you agree that this picture and its text are kept in this app's hall of fame "
    "and become public.** Nothing is kept or shown before that. "
    "If you still see a name, edit the text above and look again."
)
ABOUT = "만든 분이 모두에게 보여 주기로 한 상장입니다. 내리고 싶은 상장이 있으면 이 앱을 연 사람에게 알려 주세요."
ABOUT_EN = "Certificates whose makers chose to show them. To have one taken down, tell whoever runs this app."
NAME_LOOK = "() => setTimeout(() => document.querySelector('#hall-look img')?.setAttribute('alt', '걸릴 상장'), 50)"


def build(hall: Hall, step: Step) -> None:
    """Add the offer to the certificate ``step``, and the list after all that is on the page so far."""
    prepared = gr.State(None)
    with step.column, gr.Accordion(t("명예의 전당에 걸기", "Show it to everyone"), open=False, elem_id="hall-offer"):
        gr.Markdown(t(INVITE, INVITE_EN))
        hide = gr.Checkbox(
            value=True,
            label=t("이름 가리기", "Hide the names"),
            info=t(
                "받는 사람과 주는 사람의 이름을 그림과 글에서 모두 김○○처럼 가립니다.",
                "The names of recipient and giver become 김○○ in the picture and in the text.",
            ),
            elem_id="hall-hide",
        )
        look = gr.Button(t("어떻게 보일지 확인하기", "See how it would look"), elem_id="hall-look-button")
        consent = gr.Column(visible=False)
        with consent:
            picture = gr.Image(
                label=t("이렇게 걸립니다", "As it would be shown"),
                type="filepath",
                interactive=False,
                height=420,
                buttons=["fullscreen"],
                elem_id="hall-look",
            )
            gr.Markdown(t(CONSENT, CONSENT_EN), elem_id="hall-consent")
            agree = gr.Button(t("동의하고 걸기", "I agree, show it"), variant="primary", elem_id="hall-agree")
        thanks = gr.Markdown(elem_id="hall-thanks")
    with gr.Accordion(t("명예의 전당", "Hall of fame"), open=False, elem_id="hall") as section:
        gr.Markdown(t(ABOUT, ABOUT_EN))
        notice = gr.Markdown(elem_id="hall-notice")
        gallery = gr.Gallery(
            show_label=False,
            columns=2,  # style.css fits them to the screen
            fit_columns=False,
            height="auto",
            object_fit="contain",
            interactive=False,
            buttons=["fullscreen"],
            elem_id="hall-gallery",
        )

    look.click(
        _look,
        inputs=[hide, *step.inputs],
        outputs=[prepared, picture, consent, thanks],
        api_visibility="private",
        concurrency_limit=2,
        concurrency_id="draw",
    )
    picture.change(None, js=NAME_LOOK, api_visibility="private")
    agree.click(
        _shower(hall),
        inputs=prepared,
        outputs=[prepared, consent, thanks, notice, gallery],
        api_visibility="private",
        concurrency_limit=1,
        concurrency_id="hall",
    )
    section.expand(lambda: _list(hall), outputs=[notice, gallery], api_visibility="private", concurrency_limit=8)


@guarded
def _look(hide: bool, *inputs: Any) -> Iterator[tuple[Any, ...]]:
    award, looks = chosen_award(*inputs)
    prepared = prepare(award, design=looks[0], orientation=looks[1], date=looks[3], hide=hide)
    with tempfile.TemporaryDirectory() as folder:
        picture = Path(folder) / "certificate.png"
        picture.write_bytes(prepared.picture)
        yield prepared, str(picture), gr.update(visible=True), ""  # Gradio copies it, then the folder goes


def _shower(hall: Hall) -> Callable[[Prepared | None], tuple[Any, ...]]:
    @guarded
    def show(prepared: Prepared | None) -> tuple[Any, ...]:
        if prepared is None:
            raise HanmadiError("걸 상장이 없습니다.", "어떻게 보일지 먼저 확인해 주세요.")
        id = hall.show(prepared)
        thanks = f"명예의 전당에 걸었습니다. 나중에 내리고 싶으면 이 앱을 연 사람에게 이 번호를 알려 주세요: **{id}**"
        return None, gr.update(visible=False), thanks, *_list(hall)

    return show


def _list(hall: Hall) -> tuple[str, list[tuple[str, str]]]:
    listing = hall.listing()
    return listing.notice, [(str(shown.picture), shown.entry.caption) for shown in listing.shown]
