"""A table of people becomes a ZIP of their certificates, and a line that cannot be made stops no other."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Sequence
from pathlib import Path

import pytest
from openpyxl import Workbook
from PIL import Image
from pypdf import PdfReader

from pipeline.errors import InvalidInput
from pipeline.tasks.awards.batch import MAX_ROWS, make_batch, read_table

HEADING = ("받는 사람", "이유", "주는 사람", "종류", "분위기", "번호")
ROWS = (
    ("이서준", "두발자전거를 17번 넘어지고도 끝까지 배웠어요", "아빠", "상장", "귀여움", "2026-001"),
    ("김야근 대리", "8개월 동안 탕비실 커피를 채워 주셨어요", "개발2팀 일동", "표창장", "유머", ""),
    ("박하늘", "", "담임 최보람", "상장", "감동", ""),
    ("이서준", "교실 화분 5개를 일 년 동안 돌봤어요", "담임 최보람", "상장", "감동", ""),
)


def as_csv(path: Path, rows: Sequence[Sequence[str]], encoding: str = "utf-8", delimiter: str = ",") -> Path:
    text = io.StringIO()
    csv.writer(text, delimiter=delimiter).writerows(rows)
    path.write_bytes(text.getvalue().encode(encoding))
    return path


def as_xlsx(path: Path, rows: Sequence[Sequence[object]]) -> Path:
    book = Workbook()
    for row in rows:
        book.active.append(list(row))
    book.save(path)
    return path


def test_a_zip_named_after_the_recipients_with_a_report(tmp_path: Path) -> None:
    seen: list[tuple[int, int]] = []
    table = as_csv(tmp_path / "people.csv", (HEADING, *ROWS))
    archive = zipfile.ZipFile(make_batch(table, tmp_path, on_progress=lambda *now: seen.append(now)))
    report = list(csv.DictReader(io.StringIO(archive.read("report.csv").decode("utf-8-sig"))))

    assert [line["결과"] for line in report] == ["완료", "완료", "실패", "완료"]
    assert report[2]["줄"] == "4"
    assert "이유" in report[2]["까닭"]
    made = [line["파일"] for line in report if line["파일"]]
    assert len(set(made)) == 3, "two people of one name get two files"
    assert set(archive.namelist()) == {"report.csv", *(f"{name}.{end}" for name in made for end in ("pdf", "png"))}
    for line, row in zip(report, ROWS, strict=True):
        if line["파일"]:
            assert row[0].split()[0] in line["파일"]
            text = "".join(PdfReader(io.BytesIO(archive.read(f"{line['파일']}.pdf"))).pages[0].extract_text().split())
            assert row[0].replace(" ", "") in text
            assert row[2].replace(" ", "") in text
    assert "17번" in PdfReader(io.BytesIO(archive.read(f"{made[0]}.pdf"))).pages[0].extract_text()
    assert Image.open(io.BytesIO(archive.read(f"{made[0]}.png"))).size == (2480, 3508)
    assert seen == [(1, 4), (2, 4), (3, 4), (4, 4)]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp949"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_csv_as_people_save_it(tmp_path: Path, encoding: str, delimiter: str) -> None:
    rows = read_table(as_csv(tmp_path / "people.csv", (HEADING, *ROWS), encoding, delimiter))
    assert [(row.line, row.recipient, row.tone) for row in rows][:2] == [
        (2, "이서준", "귀여움"),
        (3, "김야근 대리", "유머"),
    ]


def test_xlsx_with_english_headings_numbers_and_empty_lines(tmp_path: Path) -> None:
    table = as_xlsx(
        tmp_path / "people.xlsx",
        (("number", "Recipient", "reason", "memo"), (12.0, "이서준", "끝까지 배웠어요", "x"), (None,) * 4),
    )
    (row,) = read_table(table)
    assert (row.number, row.recipient, row.reason, row.giver) == ("12", "이서준", "끝까지 배웠어요", "")


@pytest.mark.parametrize(
    ("content", "word"),
    [
        (b"", "받는 사람"),
        ("이름,주는 사람\n이서준,아빠".encode(), "이유"),
        ("이름,이유\n".encode(), "한 줄도"),
        (b"\x00\x01binary", "XLSX"),
        (b"\xff\xfe\x81", "글자"),
        (("이름,이유\n" + "이서준,배웠어요\n" * (MAX_ROWS + 1)).encode(), "300"),
    ],
)
def test_a_table_that_cannot_be_used_is_refused_before_any_work(tmp_path: Path, content: bytes, word: str) -> None:
    table = tmp_path / "people.csv"
    table.write_bytes(content)
    with pytest.raises(InvalidInput, match=word):
        make_batch(table, tmp_path)
    assert list(tmp_path.iterdir()) == [table]


def test_a_broken_xlsx_is_refused(tmp_path: Path) -> None:
    table = tmp_path / "people.xlsx"
    table.write_bytes(b"PK not really")
    with pytest.raises(InvalidInput, match="XLSX"):
        read_table(table)


def test_stopping_ends_the_work_and_leaves_no_zip(tmp_path: Path) -> None:
    class Stop(Exception):
        pass

    def stop(done: int, total: int) -> None:
        raise Stop

    table = as_csv(tmp_path / "people.csv", (HEADING, *ROWS))
    with pytest.raises(Stop):
        make_batch(table, tmp_path, on_progress=stop)
    assert not list(tmp_path.glob("*.zip*"))


def test_a_cell_that_looks_like_a_formula_stays_text_in_the_report(tmp_path: Path) -> None:
    table = as_csv(tmp_path / "people.csv", (HEADING, ("=HYPERLINK(1)", "", "", "", "", "")))
    report = zipfile.ZipFile(make_batch(table, tmp_path)).read("report.csv").decode("utf-8-sig")
    assert "'=HYPERLINK" in report
