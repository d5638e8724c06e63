"""The summary endpoints of the API: ``/summarize`` and ``/summarize_file``. Parameter names are a contract."""

from __future__ import annotations

from typing import Any

import gradio as gr

from pipeline.errors import InvalidInput
from pipeline.serving.catalog import Catalog
from pipeline.tasks.summaries.tab import LENGTHS, STYLES, check, read
from pipeline.ui.errors import first_problem, guarded


def build(catalog: Catalog) -> None:
    """Add the endpoints to the page. Their inputs are components that no visitor sees, with the contract's defaults."""

    def summary_of(source: str, file: str | None, length: str, style: str) -> dict[str, Any]:
        from pipeline.tasks.summaries.summary import summarize

        article = read(source, file)
        engine = catalog.engine("summaries")
        return summarize(article.text, length, engine, style=style, title=article.title).as_dict()

    @guarded
    def summarize(source: str, length: str, style: str) -> dict[str, Any]:
        """Summarise a Korean article; each sentence names the source sentences that it rests on.

        Args:
            source: the text, up to a million characters, or the http(s) link of a public article.
            length: 짧게 (short), 보통 (medium) or 길게 (long).
            style: 문장 (running text) or 불릿 (bullets).

        Returns:
            {"engine", "title", "summary", "keywords", "sentences": [{"text", "sources": [i]}], "source_sentences",
            "warnings"}
        """
        return summary_of(source, None, length, style)

    @guarded
    def summarize_file(file: str | None, length: str, style: str) -> dict[str, Any]:
        """Summarise a file: .txt, .md, .html, .pdf or .docx. Otherwise as /summarize.

        Args:
            file: the file.
            length: 짧게, 보통 or 길게.
            style: 문장 or 불릿.
        """
        return summary_of("", _needed(file), length, style)

    gr.Button(visible=False).click(
        summarize,
        inputs=[gr.Textbox(visible=False), *_choices()],
        outputs=gr.JSON(visible=False),
        validator=lambda source, length, style: first_problem(
            ["source", "length", "style"], lambda: check(source, None, length, style)
        ),
        api_name="summarize",
        concurrency_limit=4,
        concurrency_id="summaries",
    )
    gr.Button(visible=False).click(
        summarize_file,
        inputs=[gr.File(visible=False), *_choices()],
        outputs=gr.JSON(visible=False),
        validator=lambda file, length, style: first_problem(
            ["file", "length", "style"], lambda: check("", _needed(file), length, style)
        ),
        api_name="summarize_file",
        concurrency_limit=4,
        concurrency_id="summaries",
    )


def _choices() -> list[Any]:
    return [gr.Textbox(LENGTHS[1], visible=False), gr.Textbox(STYLES[0], visible=False)]


def _needed(file: Any) -> Any:
    if not file:
        raise InvalidInput("file", "파일이 없습니다.", "txt, md, html, pdf, docx 파일 하나를 보내 주세요.")
    return file
