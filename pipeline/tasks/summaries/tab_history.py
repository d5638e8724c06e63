"""The history of summaries: kept in the visitor's browser alone, searched, opened, deleted and exported."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import gradio as gr

from pipeline.errors import InvalidInput
from pipeline.settings import Settings
from pipeline.tasks.summaries.tab_view import summary_html
from pipeline.ui.errors import guarded
from pipeline.ui.texts import t

# A browser gives a site about 5 MB; encryption makes the text a third longer. The oldest go first.
MOST_BYTES = 2_500_000

# The list is kept, cut and searched in the browser: the server sees one summary only when it is opened or exported.
ADD = f"""(history, result) => {{
  if (!result || !result.sentences) return [history];
  const now = new Date();
  const entry = {{...result, id: String(now.getTime()), when: now.toLocaleString()}};
  const list = [entry, ...(history || [])];
  const size = (value) => new TextEncoder().encode(JSON.stringify(value)).length;
  while (list.length > 1 && size(list) > {MOST_BYTES}) list.pop();
  return [size(list) > {MOST_BYTES} ? (history || []) : list];
}}"""
TITLES = "(history) => [(history || []).map((entry) => [`${entry.title} · ${entry.when}`, entry.id])]"
PICK = "(history, id, ...rest) => [(history || []).find((entry) => entry.id === id) || null, id, ...rest]"
DELETE = "(history, id) => [(history || []).filter((entry) => entry.id !== id)]"
CLEAR = "() => [[]]"


def build(demo: gr.Blocks, settings: Settings, summarized: Any, result: gr.JSON, view: gr.HTML) -> None:
    """Lay out the folded history below the summary. ``summarized``: the event whose ``result`` is to be kept."""
    history = gr.BrowserState([], storage_key="hanmadi-summaries", secret=settings.secret)
    with gr.Accordion(
        t("지난 요약 (이 브라우저에만 있어요)", "Past summaries (in this browser only)"),
        open=False,
        elem_id="summary-history",
    ):
        picked = gr.Dropdown(
            [],
            label=t("찾기", "Search"),
            filterable=True,
            allow_custom_value=False,
            interactive=True,
            elem_id="history-picked",
        )
        with gr.Row():
            open_one = gr.Button(t("다시 보기", "Open"), elem_id="history-open", min_width=90)
            delete = gr.Button(t("지우기", "Delete"), elem_id="history-delete", min_width=90)
            clear = gr.Button(t("모두 지우기", "Delete all"), elem_id="history-clear", min_width=90)
        with gr.Row():
            kind = gr.Radio([".md", ".json", ".docx"], value=".md", label=t("파일 종류", "File type"), min_width=180)
            export = gr.Button(t("파일로 만들기", "Make a file"), elem_id="history-export", min_width=120)
        file = gr.File(label=t("요약 파일", "Summary file"), interactive=False, visible=False, elem_id="history-file")

    private: dict[str, Any] = {"api_visibility": "private", "queue": False}
    summarized.then(None, [history, result], history, js=ADD, api_visibility="private")
    for changed in (history.change, demo.load):
        changed(_choices, history, picked, js=TITLES, show_progress="hidden", **private)
    open_one.click(_open, [history, picked], view, js=PICK, **private)
    delete.click(None, [history, picked], history, js=DELETE, api_visibility="private")
    clear.click(None, None, history, js=CLEAR, api_visibility="private")
    export.click(_export, [history, picked, kind], file, js=PICK, api_visibility="private")


def _choices(titles: list[list[str]]) -> Any:
    choices = [(title, number) for title, number in titles or []]
    return gr.update(choices=choices, value=choices[0][1] if choices else None)


@guarded
def _open(entry: dict[str, Any] | None, picked: str | None) -> Any:
    return gr.update(value=summary_html(_needed(entry)), visible=True)


@guarded
def _export(entry: dict[str, Any] | None, picked: str | None, kind: str) -> Iterator[Any]:
    from pipeline.tasks.summaries.export import export, file_name

    summary = _needed(entry)
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / file_name(summary, kind)
        file.write_bytes(export(summary, kind))
        yield gr.update(value=str(file), visible=True)


def _needed(entry: dict[str, Any] | None) -> dict[str, Any]:
    if not entry:
        raise InvalidInput("picked", "고른 요약이 없습니다.", "먼저 글을 요약하거나 목록에서 골라 주세요.")
    return entry
