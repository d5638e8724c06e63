"""The awards endpoints of the API: ``/write_award`` and ``/render_certificate``. Parameter names are a contract."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import gradio as gr

from pipeline.errors import InvalidInput
from pipeline.serving.catalog import Catalog
from pipeline.tasks.awards import certificate
from pipeline.tasks.awards.award import Award
from pipeline.tasks.awards.certificate import DESIGNS, ORIENTATIONS
from pipeline.tasks.awards.request import KINDS, PARTS, TONES, understand
from pipeline.tasks.awards.task import MAX_COUNT, write_awards
from pipeline.ui.errors import first_problem, guarded


def build(catalog: Catalog) -> None:
    """Add the endpoints to the page. Their inputs are components that no visitor sees, with the contract's defaults."""
    _write_award(catalog)
    _render_certificate()


def _write_award(catalog: Catalog) -> None:
    def read_count(count: float) -> int:
        if count != int(count) or not 1 <= count <= MAX_COUNT:
            raise InvalidInput("count", f"후보 수(count)는 1부터 {MAX_COUNT}까지의 정수여야 합니다.")
        return int(count)

    @guarded
    def write_award(
        request: str, recipient: str, giver: str, kind: str, tone: str, count: float, part: str
    ) -> dict[str, Any]:
        """Write award citations (상장 문구) in Korean.

        Args:
            request: the reason, or a free sentence that also says who honours whom; Korean, up to 400 characters.
            recipient: who is honoured, as it shall be printed; empty if the request says it.
            giver: who gives the award; empty if the request says it.
            kind: 상장, 표창장, 감사장, 공로상, 우수상, 임명장 or 자격증.
            tone: 감동, 유머, 격식, 귀여움, 로맨틱 or 추모.
            count: number of different candidates, 1 to 5.
            part: 전체, or 제목 / 본문 to write only the title or only the body.

        Returns:
            {"engine": who wrote, "awards": [{"kind", "title", "recipient", "body", "giver"}], "notes": [Korean text]}
        """
        understood = understand(request, recipient, giver, kind, tone, part)
        engine, awards, notes = write_awards(understood, catalog.engine("awards"), read_count(count))
        return {"engine": engine, "awards": [award.as_dict() for award in awards], "notes": notes}

    names = ["request", "recipient", "giver", "kind", "tone", "count", "part"]

    def problems(
        request: str, recipient: str, giver: str, kind: str, tone: str, count: float, part: str
    ) -> list[dict[str, Any]]:
        def check() -> None:
            read_count(count)
            understand(request, recipient, giver, kind, tone, part)

        return first_problem(names, check)

    gr.Button(visible=False).click(
        write_award,
        inputs=[
            gr.Textbox(visible=False),
            gr.Textbox("", visible=False),
            gr.Textbox("", visible=False),
            gr.Textbox(KINDS[0], visible=False),
            gr.Textbox(TONES[0], visible=False),
            gr.Number(3, precision=0, visible=False),
            gr.Textbox(PARTS[0], visible=False),
        ],
        outputs=gr.JSON(visible=False),
        validator=problems,
        api_name="write_award",
        concurrency_limit=4,
        concurrency_id="write",
    )


def _render_certificate() -> None:
    @guarded
    def render_certificate(
        award: Any,
        design: str,
        orientation: str,
        number: str,
        date: str,
        seal: str,
        seal_image: str | None = None,  # None is the one default that Gradio takes from a signature
        logo: str | None = None,
    ) -> Iterator[tuple[str, str, str]]:
        """Print an award as a certificate (상장): A4 picture at 300 dpi, square picture for chats, vector PDF.

        Args:
            award: {"kind", "title", "recipient", "body", "giver"}, as /write_award returns it.
            design: classic, modern, school, children, pet, love, memorial or company.
            orientation: 세로 (portrait) or 가로 (landscape).
            number: the certificate's number, e.g. 2026-001; empty for none.
            date: e.g. 2026-11-21; empty for today in Korea.
            seal: 자동 (made from the giver), 없음 (none), or the letters to carve.
            seal_image: a picture of the giver's own seal (PNG or JPEG).
            logo: a picture for the head of the page (PNG or JPEG).

        Returns:
            three files: A4 PNG, square PNG, PDF.
        """
        with tempfile.TemporaryDirectory() as folder:
            files = certificate.render_certificate(
                Award.from_dict(award),
                Path(folder),
                design=design,
                orientation=orientation,
                number=number,
                date=date,
                seal=seal,
                seal_image=Path(seal_image) if seal_image else None,
                logo=Path(logo) if logo else None,
            )
            yield str(files.png), str(files.square), str(files.pdf)  # Gradio copies them, then the folder goes

    names = ["award", "design", "orientation", "number", "date", "seal", "seal_image", "logo"]
    gr.Button(visible=False).click(
        render_certificate,
        inputs=[
            gr.JSON(visible=False),
            gr.Textbox(next(iter(DESIGNS)), visible=False),
            gr.Textbox(ORIENTATIONS[0], visible=False),
            gr.Textbox("", visible=False),
            gr.Textbox("", visible=False),
            gr.Textbox("자동", visible=False),
            gr.Image(type="filepath", visible=False),
            gr.Image(type="filepath", visible=False),
        ],
        outputs=[gr.File(visible=False), gr.File(visible=False), gr.File(visible=False)],
        validator=lambda *values: first_problem(names, lambda: Award.from_dict(values[0])),
        api_name="render_certificate",
        concurrency_limit=2,
        concurrency_id="draw",
    )
