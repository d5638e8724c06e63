"""Many certificates at once (여러 장 만들기): a table in, a ZIP out. On the page and as ``/award_batch``."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import gradio as gr

from pipeline.errors import InvalidInput
from pipeline.serving.catalog import Catalog
from pipeline.tasks.awards.batch import MAX_ROWS, make_batch, read_table
from pipeline.tasks.awards.certificate import ORIENTATIONS
from pipeline.ui.errors import first_problem, guarded
from pipeline.ui.streaming import reports
from pipeline.ui.texts import t

HELP = (
    f"CSV나 엑셀(XLSX) 표를 올리면 {MAX_ROWS}명까지 한 번에 만들어 드립니다. "
    "첫 줄에는 **받는 사람, 이유**를 꼭 적고, 주는 사람, 종류, 분위기, 번호는 있으면 적어 주세요."
)
HELP_EN = (
    f"Upload a CSV or XLSX table of up to {MAX_ROWS} people. Its first line must name the columns "
    "recipient and reason; giver, kind, tone and number are optional."
)


def build(catalog: Catalog, designs: list[tuple[Any, str]]) -> None:
    """Lay out the folded part at the end of the awards tab. ``designs``: (label, key) as the tab shows them."""
    with gr.Accordion(t("여러 장 한꺼번에 만들기", "Make many at once"), open=False, elem_id="award-batch"):
        gr.Markdown(t(HELP, HELP_EN))
        with gr.Row():
            table = gr.File(
                label=t("표 파일", "Table"), file_types=[".csv", ".xlsx"], height=140, elem_id="batch-table"
            )
            with gr.Column():
                design = gr.Dropdown(designs, value=designs[0][1], label=t("디자인", "Design"))
                orientation = gr.Radio(
                    [(t("세로", "Portrait"), ORIENTATIONS[0]), (t("가로", "Landscape"), ORIENTATIONS[1])],
                    value=ORIENTATIONS[0],
                    label=t("방향", "Orientation"),
                )
        with gr.Row():
            make = gr.Button(t("모두 만들기", "Make all"), variant="primary", elem_id="batch-make", scale=3)
            stop = gr.Button(t("멈추기", "Stop"), variant="stop", elem_id="batch-stop", scale=1)
        whole = gr.File(label=t("상장 모음 (ZIP)", "All certificates (ZIP)"), interactive=False, elem_id="batch-zip")

    making = make.click(
        _maker(catalog),
        inputs=[table, design, orientation],
        outputs=whole,
        validator=lambda *values: first_problem(["table", "design", "orientation"], lambda: _read(values[0])),
        api_name="award_batch",
        concurrency_limit=1,
        concurrency_id="batch",
    )
    stop.click(lambda: None, cancels=[making], api_visibility="private", queue=False)


def _read(table: Any) -> Path:
    """The uploaded table, read once for its form. A validator gets Gradio's own description of the file."""
    path = table.get("path") if isinstance(table, dict) else table
    if not path:
        raise InvalidInput("table", "표 파일이 없습니다.", "CSV나 XLSX 파일을 올려 주세요.")
    read_table(Path(path))
    return Path(path)


def _maker(catalog: Catalog) -> Callable[..., Iterator[Any]]:
    @guarded
    def award_batch(
        table: str | None,
        design: str,
        orientation: str,
        progress: gr.Progress = gr.Progress(),  # noqa: B008  # Gradio's way to ask for it
    ) -> Iterator[Any]:
        """Make a certificate for each row of a table.

        Args:
            table: CSV or XLSX, up to 300 rows, with the columns 받는 사람/recipient and 이유/reason, and if wanted
                주는 사람/giver, 종류/kind, 분위기/tone, 번호/number.
            design: classic, modern, school, children, pet, love, memorial or company.
            orientation: 세로 (portrait) or 가로 (landscape).

        Returns:
            a ZIP of PDFs and PNGs named after the recipients, with report.csv: a line for each row, made or not.
        """
        path = _read(table)
        with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:

            def work(report: Callable[[Any], None]) -> None:
                whole = make_batch(
                    path,
                    Path(folder),
                    design=design,
                    orientation=orientation,
                    engine=catalog.engine("awards"),
                    on_progress=lambda *now: report(now),
                )
                report(whole)

            for update in reports(work):
                if isinstance(update, Path):
                    yield str(update)  # Gradio copies it, then the folder goes
                else:
                    progress(update, desc="상장을 만드는 중")
                    yield gr.skip()  # a chance to stop

    return award_batch
