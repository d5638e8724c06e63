"""Text of a file that a person uploads: .txt, .md, .html, .pdf, .docx."""

from __future__ import annotations

import re
import time
import zipfile
import zlib
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from pipeline.errors import InvalidInput
from pipeline.tasks.kiwi import analyser
from pipeline.tasks.summaries.article import Article, extract_article
from pipeline.tasks.summaries.cleanup import normalise
from pipeline.tasks.summaries.decoding import decode

TYPES = (".txt", ".md", ".html", ".htm", ".pdf", ".docx")
MAX_BYTES = 20 * 1024 * 1024
MAX_UNPACKED = 100 * 1024 * 1024  # of a .docx, which is a ZIP
MAX_PAGES = 300
MAX_CHARACTERS = 1_000_000
# What the two libraries let through for broken files beside their own errors.
_PDF_FAULTS: tuple[type[Exception], ...] = (
    *(ArithmeticError, AssertionError, AttributeError, LookupError, NotImplementedError),
    *(OSError, RecursionError, TypeError, ValueError),
)
_DOCX_FAULTS: tuple[type[Exception], ...] = (
    *(zipfile.BadZipFile, zipfile.LargeZipFile, AttributeError, EOFError),
    *(LookupError, RuntimeError, ValueError, zlib.error),
)
_SECONDS = 30.0  # for the pages of a PDF; a hostile one can make each page slow


def read_file(path: str | Path) -> Article:
    """The file's title and text. Raises InvalidInput, in Korean, for everything that cannot be used."""
    path = Path(path)
    kind = path.suffix.lower()
    if kind not in TYPES:
        raise _invalid(
            f"{kind or '확장자가 없는'} 파일은 읽지 못합니다.", "txt, md, html, pdf, docx 파일을 올려 주세요."
        )
    if path.stat().st_size > MAX_BYTES:
        raise _invalid(f"파일이 {MAX_BYTES // 1024 // 1024} MB를 넘습니다.", "필요한 부분만 나누어 올려 주세요.")
    data = path.read_bytes()
    article = _READERS[kind](data)
    if len(re.findall(r"\w", article.text)) == 0:
        raise _invalid(
            "파일에서 글자를 찾지 못했습니다.", "글이 든 파일인지 확인하거나, 본문을 복사해 붙여 넣어 주세요."
        )
    if len(article.text) > MAX_CHARACTERS:
        raise _invalid(f"글이 {MAX_CHARACTERS:,}자를 넘습니다.", "나누어서 올려 주세요.")
    return article


def _plain(data: bytes) -> Article:
    if b"\x00" in data[:4096] and not data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise _invalid("글 파일이 아닙니다.", "txt, md, html, pdf, docx 파일을 올려 주세요.")
    return Article("", decode(data))


def _markdown(data: bytes) -> Article:
    text = _plain(data).text
    front, body = re.match(r"(?:---\n(.*?)\n---\n)?(.*)", text.replace("\r\n", "\n"), re.DOTALL).groups()  # type: ignore[union-attr]
    named = re.search(r"^title:\s*[\"']?(.+?)[\"']?\s*$", front or "", re.MULTILINE) or re.search(
        r"^#\s+(.+)$", body, re.MULTILINE
    )
    body = re.sub(r"```.*?```|<!--.*?-->", "", body, flags=re.DOTALL)
    return Article(named[1].strip() if named else "", body)


def _html(data: bytes) -> Article:
    return extract_article(data, "")


def _pdf(data: bytes) -> Article:
    from pypdf import PdfReader
    from pypdf.errors import DependencyError, PyPdfError

    faults: tuple[type[Exception], ...] = (PyPdfError, *_PDF_FAULTS)
    deadline = time.monotonic() + _SECONDS
    try:
        reader = PdfReader(BytesIO(data))
        if reader.is_encrypted and not reader.decrypt(""):
            raise _locked()
        if len(reader.pages) > MAX_PAGES:
            raise _invalid(f"PDF가 {MAX_PAGES}쪽을 넘습니다.", "필요한 부분만 나누어 올려 주세요.")
        pages = []
        for page in reader.pages:
            pages.append(page.extract_text())
            if time.monotonic() > deadline:
                raise _invalid("PDF를 읽는 데 시간이 너무 오래 걸립니다.", "본문을 복사해 붙여 넣어 주세요.")
        title = str((reader.metadata.title if reader.metadata else "") or "").strip()
    except DependencyError as error:  # its encryption needs a library that we do not ship
        raise _locked() from error
    except faults as error:
        raise _invalid(
            "PDF가 깨져 있어 읽지 못했습니다.", "다른 파일을 올리거나, 본문을 복사해 붙여 넣어 주세요."
        ) from error
    if not any(re.search(r"\w", page) for page in pages):
        raise _invalid("글자가 없는 PDF입니다. 종이를 스캔한 그림으로 보입니다.", "본문을 복사해 붙여 넣어 주세요.")
    title = (
        ""
        if re.search(r"\.(?:hwpx?|docx?|pdf|indd|pptx?)$|^untitled|^제목 ?없음|^Microsoft Word", title, re.IGNORECASE)
        else title
    )
    return Article(title, "\n\n".join(_paragraphs(page) for page in _without_running_heads(pages)))


def _without_running_heads(pages: list[str]) -> Iterator[str]:
    """Pages without the lines that most of them begin or end with, and without page numbers."""
    edges: dict[str, int] = {}
    split = [[line.strip() for line in normalise(page).split("\n") if line.strip()] for page in pages]
    for lines in split:
        for line in {*lines[:2], *lines[-2:]}:
            bare = re.sub(r"\d+", "", line)
            edges[bare] = edges.get(bare, 0) + 1
    repeated = {bare for bare, count in edges.items() if count >= 3 and count > len(pages) / 2}
    for lines in split:
        yield "\n".join(
            line
            for place, line in enumerate(lines)
            if not (
                (place < 2 or place >= len(lines) - 2)
                and (re.sub(r"\d+", "", line) in repeated or re.fullmatch(r"[-–\s]*\d{1,4}[-–\s]*", line))
            )
        )


def _paragraphs(page: str) -> str:
    """Lines of a page joined to paragraphs. A PDF breaks lines inside words; Kiwi knows where a blank belongs."""
    blocks: list[list[str]] = [[]]
    lines = [line for line in page.split("\n") if line]
    width = max(map(len, lines), default=0)
    for line in lines:
        blocks[-1].append(line)
        # A paragraph ends with a sentence on a line that is not full, and a heading is a short line.
        if len(line) < 0.8 * width and (re.search(r"[.!?][\"'”’)\]]*$", line) or len(line) < 0.5 * width):
            blocks.append([])
    return "\n".join(analyser().glue(block) if len(block) > 1 else block[0] for block in blocks if block)


def _docx(data: bytes) -> Article:
    from docx import Document
    from docx.opc.exceptions import OpcError
    from docx.table import Table
    from lxml.etree import LxmlError

    faults: tuple[type[Exception], ...] = (OpcError, LxmlError, *_DOCX_FAULTS)
    broken = _invalid(
        "DOCX 파일이 깨져 있거나 워드 문서가 아닙니다.", "다른 파일을 올리거나, 본문을 복사해 붙여 넣어 주세요."
    )
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            if sum(item.file_size for item in archive.infolist()) > MAX_UNPACKED:
                raise _invalid("DOCX 파일이 풀면 너무 큽니다.", "필요한 부분만 나누어 올려 주세요.")
        document = Document(BytesIO(data))
        lines = []
        for block in document.iter_inner_content():
            if isinstance(block, Table):
                lines += [" ".join(dict.fromkeys(cell.text.strip() for cell in row.cells)) for row in block.rows]
            else:
                lines.append(block.text)
        title = (document.core_properties.title or "").strip()
    except faults as error:
        raise broken from error
    return Article(title, "\n".join(lines))


def _locked() -> InvalidInput:
    return _invalid("암호가 걸린 PDF입니다.", "암호를 푼 파일을 올리거나, 본문을 복사해 붙여 넣어 주세요.")


def _invalid(what: str, do: str) -> InvalidInput:
    return InvalidInput("file", what, do)


_READERS = {".txt": _plain, ".md": _markdown, ".html": _html, ".htm": _html, ".pdf": _pdf, ".docx": _docx}
