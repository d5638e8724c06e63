"""The awards tab (상장): a person's own words -> three candidates, edited in place -> a certificate."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from typing import Any

import gradio as gr

from pipeline.errors import HanmadiError, InvalidInput
from pipeline.serving.catalog import Catalog
from pipeline.settings import Settings
from pipeline.tasks.awards import tab_batch, tab_certificate, tab_hall
from pipeline.tasks.awards.certificate_press import fonts
from pipeline.tasks.awards.hall import Hall
from pipeline.tasks.awards.hall_store import open_store
from pipeline.tasks.awards.request import KINDS, TONES, understand
from pipeline.tasks.awards.task import write_awards
from pipeline.tasks.kiwi import analyser
from pipeline.ui.drafts import keep_draft
from pipeline.ui.errors import first_problem, guarded
from pipeline.ui.streaming import reports
from pipeline.ui.texts import t

log = logging.getLogger(__name__)
CANDIDATES = 3
BUSY = (gr.update(interactive=False), gr.update(visible=True))  # the buttons Write and Stop while someone writes
IDLE = (gr.update(interactive=True), gr.update(visible=False))
EXAMPLES = [
    [
        "우리 엄마가 33년 동안 새벽마다 도시락을 싸 주셨어요. 올해 환갑이세요.",
        "어머니 박영순",
        "딸 김지은",
        "감사장",
        "감동",
    ],
    [
        "야근하면서도 탕비실 커피를 꼬박꼬박 채워 둠. 8개월째 한 번도 안 비었음",
        "김야근 대리",
        "개발2팀 일동",
        "표창장",
        "유머",
    ],
    ["두발자전거를 17번 넘어지고도 울지 않고 끝까지 배웠어요", "이서준", "아빠", "상장", "귀여움"],
    ["12년 동안 매일 현관까지 마중 나와 꼬리를 흔들어 주었다", "우리 강아지 보리", "온 가족", "감사장", "감동"],
]


def build(demo: gr.Blocks, catalog: Catalog, settings: Settings) -> None:
    """Lay the tab out inside the caller's ``gr.Tab`` and wire it up."""
    draft = gr.BrowserState(None, storage_key="hanmadi-awards", secret=settings.secret)

    gr.Markdown(t("## 1. 누구에게, 어떤 일로 주나요?", "## 1. Who is honoured, and for what?"), elem_classes="step")
    request = gr.Textbox(
        label=t("어떤 일을 기리고 싶으세요?", "What are they honoured for?"),
        placeholder=t(
            "말하듯이 적어 주세요. 예: 우리 엄마가 33년 동안 새벽마다 도시락을 싸 주셨어요.",
            "In your own Korean words, as you would tell a friend.",
        ),
        lines=3,
        max_lines=8,
        max_length=400,
        elem_id="award-request",
    )
    with gr.Row():
        recipient = gr.Textbox(
            label=t("받는 사람", "Recipient"), placeholder="어머니 박영순", elem_id="award-recipient", min_width=150
        )
        giver = gr.Textbox(
            label=t("주는 사람", "Given by"), placeholder="딸 김지은", elem_id="award-giver", min_width=150
        )
        kind = gr.Dropdown(
            _with_automatic(KINDS), value="", label=t("종류", "Kind"), elem_id="award-kind", min_width=120
        )
        tone = gr.Dropdown(
            _with_automatic(TONES), value="", label=t("분위기", "Tone"), elem_id="award-tone", min_width=120
        )
    form = [request, recipient, giver, kind, tone]
    gr.Examples(
        EXAMPLES, inputs=form, label=t("이렇게 적어 보세요", "Examples"), example_labels=[e[1] for e in EXAMPLES]
    )
    with gr.Row():
        write = gr.Button(t("상장 문구 쓰기", "Write"), variant="primary", elem_id="award-write", scale=3)
        stop = gr.Button(t("멈추기", "Stop"), variant="stop", visible=False, elem_id="award-stop", scale=1)

    byline = gr.Markdown(elem_classes="byline", elem_id="award-byline")
    candidates = gr.Column(visible=False)
    with candidates:
        gr.Markdown(
            t("## 2. 마음에 드는 문구를 고르고 다듬으세요", "## 2. Choose one and edit it"), elem_classes="step"
        )
        titles: list[gr.Textbox] = []
        bodies: list[gr.Textbox] = []
        choose: list[gr.Button] = []
        again: list[gr.Button] = []  # title and text of each candidate in turn
        with gr.Row(equal_height=False):
            for number in range(1, CANDIDATES + 1):
                with gr.Column(min_width=280, elem_classes="candidate"):
                    titles.append(
                        gr.Textbox(label=t(f"{number}안 상 이름", f"Title {number}"), elem_id=f"award-title-{number}")
                    )
                    bodies.append(
                        gr.Textbox(
                            label=t(f"{number}안 본문", f"Text {number}"),
                            lines=7,
                            max_lines=16,
                            elem_id=f"award-body-{number}",
                        )
                    )
                    with gr.Row():
                        again.append(gr.Button(t("제목만 다시", "New title"), size="sm", min_width=100))
                        again.append(gr.Button(t("본문만 다시", "New text"), size="sm", min_width=100))
                    choose.append(
                        gr.Button(
                            t(f"{number}안으로 상장 만들기", f"Use text {number}"), elem_id=f"award-choose-{number}"
                        )
                    )

    step = tab_certificate.build([recipient, giver, kind], titles, bodies, choose)
    tab_batch.build(catalog, step.designs)
    if settings.hall:
        tab_hall.build(Hall(open_store(settings.hall, settings.token)), step)

    texts = [*titles, *bodies]

    names = ["request", "recipient", "giver", "kind", "tone"]
    writing = write.click(
        _writer(catalog),
        inputs=form,
        outputs=[*form[1:], *texts, byline, candidates, write, stop],
        validator=lambda *values: first_problem(names, lambda: _printable(*values)),
        concurrency_limit=4,
        concurrency_id="write",
        api_visibility="private",
        show_progress_on=byline,
    )
    writing.then(lambda: IDLE, outputs=[write, stop], api_visibility="private", queue=False)
    stop.click(lambda: IDLE, outputs=[write, stop], cancels=[writing], api_visibility="private", queue=False)

    tries = gr.State(CANDIDATES)
    rewrite = _rewriter(catalog)
    for position, button in enumerate(again):
        index, part = divmod(position, 2)
        button.click(
            partial(rewrite, ("제목", "본문")[part]),
            inputs=[tries, *form],
            outputs=[tries, (titles, bodies)[part][index], byline],
            validator=lambda _, *values: [gr.validate(True, ""), *first_problem(names, lambda: understand(*values))],
            concurrency_limit=4,
            concurrency_id="write",
            api_visibility="private",
        )

    restored = keep_draft(demo, draft, [*form, *titles, *bodies])
    restored.then(
        lambda *texts: gr.update(visible=any(texts)),
        inputs=bodies,
        outputs=candidates,
        api_visibility="private",
        queue=False,
    )


def warm_up() -> None:
    """Load what the first award would wait for: the morphological analyser and the fonts."""
    analyser()
    try:
        fonts()
    except HanmadiError as error:
        log.warning("%s", error)  # the page says so too, when a certificate is asked for


def _with_automatic(choices: tuple[str, ...]) -> list[tuple[Any, str]]:
    return [(t("알아서", "Choose for me"), ""), *((choice, choice) for choice in choices)]


def _writer(catalog: Catalog) -> Callable[..., Iterator[Any]]:
    @guarded
    def write(request: str, recipient: str, giver: str, kind: str, tone: str) -> Iterator[Any]:
        understood = understand(request, recipient, giver, kind, tone)
        engine = catalog.engine("awards")
        titles, bodies = [""] * CANDIDATES, [""] * CANDIDATES
        split = [understood.recipient, understood.giver, understood.kind, understood.tone]
        same = gr.skip()  # earlier candidates stay until new ones are there
        yield [*split, *[same] * (2 * CANDIDATES), "쓰고 있습니다…", same, *BUSY]

        def work(report: Callable[[Any], None]) -> None:
            report(write_awards(understood, engine, CANDIDATES, on_text=lambda text: report(None)))

        for written in reports(work):
            if written is None:  # a sign of life from the model, and a chance to stop
                yield [same] * (len(split) + 2 * CANDIDATES + 4)
                continue
            label, awards, notes = written
            for index, award in enumerate(awards):
                titles[index], bodies[index] = award.title, award.body
            yield [*split, *titles, *bodies, _byline(label, notes), gr.update(visible=True), *IDLE]

    return write


def _printable(request: str, recipient: str, giver: str, kind: str, tone: str) -> None:
    """A certificate names who gives it: better asked for now than after the person has chosen a text."""
    if not understand(request, recipient, giver, kind, tone).giver:
        raise InvalidInput(
            "giver", "누가 주는 상인지 찾지 못했습니다.", "예를 들어 ‘딸 김지은’이나 ‘골목 이웃 일동’처럼 적어 주세요."
        )


def _rewriter(catalog: Catalog) -> Callable[..., Any]:
    @guarded
    def rewrite(part: str, tries: int, request: str, recipient: str, giver: str, kind: str, tone: str) -> Any:
        """Another title or body for one candidate; what the person changed elsewhere stays."""
        understood = replace(understand(request, recipient, giver, kind, tone, part), variant=tries)
        label, (award,), notes = write_awards(understood, catalog.engine("awards"), 1)
        return tries + 1, award.title if part == "제목" else award.body, _byline(label, notes)

    return rewrite


def _byline(engine: str, notes: list[str]) -> str:
    who = "오프라인 작성기가 규칙으로 썼습니다." if engine == "offline" else f"{engine} 모델이 썼습니다."
    return " ".join([who, *notes])
