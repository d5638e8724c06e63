"""Many certificates from one table: CSV or XLSX in, a ZIP of PDFs and PNGs with a report out."""

from __future__ import annotations

import csv
import io
import os
import re
import zipfile
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from pipeline.errors import HanmadiError, InvalidInput
from pipeline.serving.engine import Engine
from pipeline.tasks.awards.certificate import DESIGNS, ORIENTATIONS, Rendered, render_certificate
from pipeline.tasks.awards.request import KINDS, TONES, understand
from pipeline.tasks.awards.task import write_awards

MAX_ROWS = 300
MAX_BYTES = 5_000_000
COLUMNS = {  # field -> the headings that name it, without spaces
    "recipient": ("받는사람", "받는이", "수상자", "성명", "이름", "recipient"),
    "reason": ("이유", "사유", "공적", "내용", "reason"),
    "giver": ("주는사람", "주는이", "수여자", "giver"),
    "kind": ("종류", "kind"),
    "tone": ("분위기", "tone"),
    "number": ("번호", "호", "number"),
}
REPORT_HEADINGS = ("줄", "받는 사람", "결과", "파일", "상 이름", "쓴 이", "까닭")


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table; ``line`` as a person counts them in the file, the heading being 1."""

    line: int
    recipient: str = ""
    reason: str = ""
    giver: str = ""
    kind: str = ""
    tone: str = ""
    number: str = ""


@dataclass(frozen=True, slots=True)
class _Made:
    row: Row
    files: Rendered | None = None
    title: str = ""
    engine: str = ""
    problem: str = ""


def make_batch(
    table: Path,
    folder: Path,
    *,
    design: str = "classic",
    orientation: str = "세로",
    engine: Engine | None = None,
    on_progress: Callable[[int, int], None] | None = None,
) -> Path:
    """Write and print a certificate for each row of ``table``; the ZIP's path in ``folder``.

    A row that cannot be made becomes a line of report.csv and stops no other. ``on_progress(done, total)`` is called
    after every row; what it raises ends the work. Raises InvalidInput, before any work, for a table or look that
    cannot be used.
    """
    if design not in DESIGNS:
        raise InvalidInput("design", "그런 디자인은 없습니다.", f"다음에서 골라 주세요: {', '.join(DESIGNS)}.")
    if orientation not in ORIENTATIONS:
        raise InvalidInput("orientation", "그런 방향은 없습니다.", "세로 또는 가로를 골라 주세요.")
    rows = read_table(table)

    def make(row: Row) -> _Made:
        try:
            request = understand(row.reason, row.recipient, row.giver, row.kind or KINDS[0], row.tone or TONES[0])
            label, (award,), _ = write_awards(request, engine, 1)
            place = folder / str(row.line)
            place.mkdir()
            files = render_certificate(award, place, design=design, orientation=orientation, number=row.number)
            return _Made(row, files, award.title, label)
        except HanmadiError as error:
            return _Made(row, problem=str(error))

    made: list[_Made] = []
    pool = ThreadPoolExecutor(os.cpu_count() or 1)
    try:
        for one in pool.map(make, rows):
            made.append(one)
            if on_progress:
                on_progress(len(made), len(rows))
    finally:
        pool.shutdown(cancel_futures=True)
    return _pack(made, folder)


def read_table(table: Path) -> list[Row]:
    """Rows of a CSV (UTF-8 or CP949; comma, semicolon or tab) or XLSX file; empty lines are left out.

    Raises InvalidInput("table", …) when there is no heading for recipient and reason, no row, or too many.
    """
    if table.stat().st_size > MAX_BYTES:
        raise InvalidInput("table", "표 파일이 5 MB보다 큽니다.", f"{MAX_ROWS}줄 이내의 표만 올려 주세요.")
    lines = _xlsx(table) if table.suffix.lower() == ".xlsx" else _csv(table)
    heading = next(lines, [])
    fields = [_field(cell) for cell in heading]
    absent = [COLUMNS[name][0] for name in ("recipient", "reason") if name not in fields]
    if absent:
        raise InvalidInput(
            "table",
            f"표의 첫 줄에서 {', '.join(absent)} 열을 찾지 못했습니다.",
            "첫 줄을 ‘받는 사람, 이유, 주는 사람, 종류, 분위기, 번호’처럼 적어 주세요. 앞의 둘은 꼭 있어야 합니다.",
        )
    rows: list[Row] = []
    for number, cells in enumerate(lines, 2):
        if not any(cells):
            continue
        if len(rows) == MAX_ROWS:
            raise InvalidInput("table", f"한 번에 {MAX_ROWS}줄까지 만들 수 있습니다.", "표를 나누어 올려 주세요.")
        values = {field: cell for field, cell in zip(fields, cells, strict=False) if field}
        rows.append(Row(number, **values))
    if not rows:
        raise InvalidInput(
            "table", "표에 상을 받을 사람이 한 줄도 없습니다.", "둘째 줄부터 한 줄에 한 사람씩 적어 주세요."
        )
    return rows


def _field(heading: str) -> str:
    bare = re.sub(r"\s", "", heading).lower()
    return next((field for field, names in COLUMNS.items() if bare in names), "")


def _csv(table: Path) -> Iterator[list[str]]:
    data = table.read_bytes()
    if b"\0" in data:
        raise InvalidInput("table", "CSV나 XLSX 파일이 아닙니다.", "엑셀에서 ‘CSV UTF-8’이나 XLSX로 저장해 주세요.")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        try:
            text = data.decode("cp949")
        except UnicodeDecodeError:
            raise InvalidInput(
                "table", "파일의 글자를 읽지 못했습니다.", "엑셀에서 ‘CSV UTF-8’이나 XLSX로 저장해 주세요."
            ) from None
    first = text.split("\n", 1)[0]
    delimiter = max(",;\t", key=first.count)
    return ([cell.strip() for cell in line] for line in csv.reader(io.StringIO(text), delimiter=delimiter))


def _xlsx(table: Path) -> Iterator[list[str]]:
    from openpyxl import load_workbook

    try:
        sheet = load_workbook(table, read_only=True, data_only=True).worksheets[0]
        lines = [["" if cell is None else _plain(cell) for cell in line] for line in sheet.iter_rows(values_only=True)]
    except (zipfile.BadZipFile, KeyError, ValueError, OSError, IndexError):
        raise InvalidInput("table", "XLSX 파일을 열지 못했습니다.", "엑셀에서 다시 저장해서 올려 주세요.") from None
    return iter(lines)


def _plain(cell: object) -> str:
    """A cell's value as a person reads it: 12.0 is 12."""
    return str(int(cell)) if isinstance(cell, float) and cell.is_integer() else str(cell).strip()


def _pack(made: list[_Made], folder: Path) -> Path:
    """The ZIP, under its final name only when it is whole."""
    partial, whole = folder / "awards.zip.partial", folder / "상장.zip"
    report = io.StringIO()
    lines = csv.writer(report)
    lines.writerow(REPORT_HEADINGS)
    used: set[str] = set()
    with zipfile.ZipFile(partial, "w") as archive:
        for one in made:
            name = ""
            if one.files:
                name = _unused(one.files.pdf.stem, used)
                archive.write(one.files.pdf, f"{name}.pdf", zipfile.ZIP_DEFLATED)
                archive.write(one.files.png, f"{name}.png", zipfile.ZIP_STORED)  # a PNG is compressed already
            result = "완료" if one.files else "실패"
            cells = (one.row.line, one.row.recipient, result, name, one.title, one.engine, one.problem)
            lines.writerow(map(_inert, cells))
        archive.writestr("report.csv", report.getvalue().encode("utf-8-sig"), zipfile.ZIP_DEFLATED)
    return partial.replace(whole)


def _unused(stem: str, used: set[str]) -> str:
    name, number = stem, 2
    while name in used:
        name, number = f"{stem} ({number})", number + 1
    used.add(name)
    return name


def _inert(cell: object) -> str:
    """A spreadsheet would run a cell that begins like a formula."""
    text = str(cell)
    return f"'{text}" if text.startswith(("=", "+", "-", "@")) else text
