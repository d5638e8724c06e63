"""The summary tab (요약): a text, a link or a file in; a summary beside its source out; a history in the browser."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import gradio as gr

from pipeline.serving.catalog import Catalog
from pipeline.settings import Settings
from pipeline.tasks.summaries import tab_history
from pipeline.tasks.summaries.tab_view import summary_html
from pipeline.ui.errors import first_problem, guarded
from pipeline.ui.streaming import reports
from pipeline.ui.texts import t

LENGTHS = ("짧게", "보통", "길게")
STYLES = ("문장", "불릿")
FILE_TYPES = [".txt", ".md", ".html", ".htm", ".pdf", ".docx"]
BUSY = (gr.update(interactive=False), gr.update(visible=True))
IDLE = (gr.update(interactive=True), gr.update(visible=False))


def build(demo: gr.Blocks, catalog: Catalog, settings: Settings) -> None:
    """Lay the tab out inside the caller's ``gr.Tab`` and wire it up."""
    source = gr.Textbox(
        label=t("요약할 글이나 기사 주소", "Text or link"),
        placeholder=t("글을 붙여 넣거나 https://… 주소를 적어 주세요.", "Paste a text, or a link to an article."),
        lines=6,
        max_lines=16,
        elem_id="summary-source",
    )
    file = gr.File(label=t("또는 파일", "Or a file"), file_types=FILE_TYPES, height=110, elem_id="summary-file")
    with gr.Row():
        length = gr.Radio(
            [(t("짧게", "Short"), LENGTHS[0]), (t("보통", "Medium"), LENGTHS[1]), (t("길게", "Long"), LENGTHS[2])],
            value=LENGTHS[1],
            label=t("길이", "Length"),
            elem_id="summary-length",
            min_width=200,
        )
        style = gr.Radio(
            [(t("문장", "Sentences"), STYLES[0]), (t("불릿", "Bullets"), STYLES[1])],
            value=STYLES[0],
            label=t("모양", "Style"),
            elem_id="summary-style",
            min_width=160,
        )
    with gr.Row():
        go = gr.Button(t("요약하기", "Summarize"), variant="primary", elem_id="summary-go", scale=3)
        stop = gr.Button(t("멈추기", "Stop"), variant="stop", visible=False, elem_id="summary-stop", scale=1)
    progress = gr.Markdown(elem_id="summary-progress", elem_classes="byline")
    view = gr.HTML(elem_id="summary-view", visible=False)
    result = gr.JSON(visible="hidden")

    running = go.click(
        _summarizer(catalog),
        inputs=[source, file, length, style],
        outputs=[view, result, progress, go, stop],
        validator=lambda *values: first_problem(["source", "file", "length", "style"], lambda: check(*values)),
        api_visibility="private",
        concurrency_limit=4,
        concurrency_id="summaries",
        show_progress_on=progress,
    )
    running.then(lambda: IDLE, outputs=[go, stop], api_visibility="private", queue=False)
    stop.click(lambda: IDLE, outputs=[go, stop], cancels=[running], api_visibility="private", queue=False)
    tab_history.build(demo, settings, running, result, view)


def check(source: str, file: Any, length: str, style: str) -> None:
    """What can be refused before any work: nothing to read, a text that is too short or too long, a wrong choice."""
    from pipeline.tasks.summaries.article import is_link
    from pipeline.tasks.summaries.summary import check_request

    if file or is_link(source):
        check_request("가" * 100, length, style)
    else:
        check_request(source, length, style)


def read(source: str, file: str | None) -> Any:
    """The article of a file, or of what stands in the one box."""
    from pipeline.tasks.summaries.article import read_source
    from pipeline.tasks.summaries.files import read_file

    return read_file(file) if file else read_source(source)


def _summarizer(catalog: Catalog) -> Callable[..., Iterator[Any]]:
    @guarded
    def run(source: str, file: str | None, length: str, style: str) -> Iterator[Any]:
        from pipeline.tasks.summaries.summary import summarize

        yield gr.skip(), gr.skip(), "읽고 있습니다…", *BUSY

        def work(report: Callable[[Any], None]) -> None:
            article = read(source, file)
            engine = catalog.engine("summaries")
            report(summarize(article.text, length, engine, style=style, title=article.title, on_progress=report))

        for update in reports(work):
            if hasattr(update, "as_dict"):
                kept = update.as_dict() | {"paragraphs": update.paragraphs}
                yield gr.update(value=summary_html(kept), visible=True), kept, "", *IDLE
            else:
                yield gr.skip(), gr.skip(), f"요약하고 있습니다… {update.done}/{update.total}", gr.skip(), gr.skip()

    return run
