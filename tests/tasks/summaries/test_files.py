"""Uploaded files: what is read, and how broken and hostile ones are refused."""

from __future__ import annotations

import random
import zipfile
from io import BytesIO
from pathlib import Path

import pytest
from docx import Document
from pypdf import PdfReader, PdfWriter

from pipeline.errors import InvalidInput
from pipeline.tasks.summaries.files import read_file
from tests.tasks.summaries.news_pages import LAYOUTS, STORIES
from tests.tasks.summaries.texts import ARTICLE


def write(folder: Path, name: str, data: bytes) -> Path:
    path = folder / name
    path.write_bytes(data)
    return path


def pdf(*pages: list[str], title: str = "") -> bytes:
    """A PDF set by typst, as word processors set theirs: lines broken inside words, a running head, page numbers."""
    import typst

    bodies = ["\n\n".join(paragraphs) for paragraphs in pages]
    source = (
        f'#set document(title: "{title}")\n'
        '#set page(width: 120mm, height: 160mm, header: [새벽과학 소식지], numbering: "1")\n'
        '#set text(lang: "ko", font: ("Noto Sans CJK KR", "NanumGothic"), size: 10pt)\n#set par(justify: true)\n'
    )
    return typst.compile((source + "\n#pagebreak()\n".join(bodies)).encode(), format="pdf")


def refusal(path: Path) -> InvalidInput:
    with pytest.raises(InvalidInput) as caught:
        read_file(path)
    assert caught.value.what.endswith("다.")
    assert caught.value.do.endswith("요.")
    return caught.value


@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "cp949", "utf-16"])
def test_text_files(tmp_path: Path, codec: str) -> None:
    assert read_file(
        write(tmp_path, "a.txt", ARTICLE.replace("㎝", "cm").replace("㎞", "km").encode(codec))
    ).text.startswith("땅에 묻힌")


def test_markdown(tmp_path: Path) -> None:
    text = f'---\ntitle: "새는 곳을 찾는 공"\n---\n# 다른 제목\n\n{ARTICLE}\n\n```python\nprint(1)\n```\n'
    article = read_file(write(tmp_path, "a.md", text.encode()))
    assert article.title == "새는 곳을 찾는 공"
    assert "print" not in article.text
    assert read_file(write(tmp_path, "b.md", b"# A title\n\nText.")).title == "A title"


def test_html(tmp_path: Path) -> None:
    article = read_file(write(tmp_path, "a.html", LAYOUTS["wire"](STORIES[0]).encode("cp949", "xmlcharrefreplace")))
    assert article.title == STORIES[0].title
    assert article.text == STORIES[0].gold


def test_word(tmp_path: Path) -> None:
    document = Document()
    document.core_properties.title = "새는 곳을 찾는 공"
    for line in ARTICLE.split("\n\n"):
        document.add_paragraph(line)
    table = document.add_table(1, 2)
    table.cell(0, 0).text, table.cell(0, 1).text = "누수", "57곳"
    path = tmp_path / "a.docx"
    document.save(str(path))
    article = read_file(path)
    assert article.title == "새는 곳을 찾는 공"
    assert article.text.split("\n") == [*ARTICLE.split("\n\n"), "누수 57곳"]


def test_pdf_lines_are_joined_to_paragraphs(tmp_path: Path) -> None:
    article = read_file(write(tmp_path, "a.pdf", pdf(list(STORIES[0].paragraphs), title="바닷물에 사라지는 포장재")))
    assert article.title == "바닷물에 사라지는 포장재"
    letters = "".join(article.text.split())
    assert "".join(STORIES[0].gold.split()) in letters.replace("\n", "")
    ours, theirs = article.text.split(), STORIES[0].gold.split()
    assert len(set(theirs) & set(ours)) / len(set(theirs)) > 0.9  # the blanks are where they belong


def test_running_heads_and_page_numbers_go(tmp_path: Path) -> None:
    article = read_file(write(tmp_path, "a.pdf", pdf(*(list(story.paragraphs) for story in STORIES))))
    assert "새벽과학 소식지" not in article.text
    for story in STORIES:
        assert story.paragraphs[0][:15] in article.text
    assert not [line for line in article.text.split("\n") if line.strip().isdigit()]


def test_a_locked_pdf(tmp_path: Path) -> None:
    writer = PdfWriter(clone_from=PdfReader(BytesIO(pdf([ARTICLE]))))
    writer.encrypt("secret", algorithm="RC4-128")
    path = tmp_path / "a.pdf"
    writer.write(path)
    assert "암호" in refusal(path).what


def test_a_scanned_pdf(tmp_path: Path) -> None:
    writer = PdfWriter()
    writer.add_blank_page(200, 200)
    path = tmp_path / "a.pdf"
    writer.write(path)
    assert "스캔" in refusal(path).what


def test_a_pdf_of_too_many_pages(tmp_path: Path) -> None:
    writer = PdfWriter()
    for _ in range(301):
        writer.add_blank_page(200, 200)
    path = tmp_path / "a.pdf"
    writer.write(path)
    assert "300쪽" in refusal(path).what


@pytest.mark.parametrize("name", ["a.pdf", "a.docx"])
def test_broken_files_of_every_kind(tmp_path: Path, name: str) -> None:
    if name == "a.pdf":
        whole = pdf([ARTICLE])
    else:
        buffer = BytesIO()
        document = Document()
        document.add_paragraph(ARTICLE)
        document.save(buffer)
        whole = buffer.getvalue()
    chance = random.Random(1)
    broken = [b"", b"garbage", whole[:100], whole[: len(whole) // 2], whole[len(whole) // 2 :]]
    for _ in range(60):
        data = bytearray(whole)
        for _ in range(chance.choice([1, 20, 400])):
            data[chance.randrange(len(data))] = chance.randrange(256)
        broken.append(bytes(data))
    for data in broken:
        path = write(tmp_path, name, data)
        try:
            read_file(path)
        except InvalidInput as error:
            assert error.field == "file"  # noqa: PT017  the damage may also miss everything that matters


def test_a_zip_bomb(tmp_path: Path) -> None:
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", bytes(150 * 1024 * 1024))
    assert "너무 큽니다" in refusal(write(tmp_path, "a.docx", buffer.getvalue())).what


@pytest.mark.parametrize(
    ("name", "data", "word"),
    [
        ("a.hwp", b"x", "hwp"),
        ("a.exe", b"MZ", "exe"),
        ("a", b"x", "확장자"),
        ("a.txt", b"", "글자"),
        ("a.txt", b" \n", "글자"),
        ("a.txt", b"\x7fELF\x00\x00\x00" * 20, "글 파일"),
        ("a.txt", b"a" * (21 * 1024 * 1024), "20 MB"),
        ("a.txt", b"a " * 600_000, "1,000,000자"),
        ("a.md", b"---\n---\n", "글자"),
        ("a.docx", b"PK\x03\x04", "DOCX"),
    ],
)
def test_other_refusals(tmp_path: Path, name: str, data: bytes, word: str) -> None:
    assert word in refusal(write(tmp_path, name, data)).what
