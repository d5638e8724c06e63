"""A visitor summarises a text in a real browser, follows a sentence to its source, and finds it again later."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from docx import Document
from gradio_client import Client, handle_file
from gradio_client.exceptions import AppError, ValidationError
from playwright.sync_api import Browser, Page, expect

from pipeline.tasks.summaries import tab_history
from tests.end_to_end.running import PHONE, App, client_of, visitor

ROWS = Path(__file__).parents[2] / "pipeline" / "tasks" / "summaries" / "data" / "test_a.jsonl"
TEXT = json.loads(ROWS.read_text(encoding="utf-8").splitlines()[5])["text"]


def summarise(page: Page, text: str = TEXT) -> None:
    page.click("button[role=tab]:has-text('요약')")
    page.locator("#summary-source textarea").fill(text)
    page.click("#summary-go")
    page.wait_for_selector(".summary-pair .summary-side [data-links]")


def test_each_sentence_leads_to_its_source(page: Page) -> None:
    summarise(page)
    sentence = page.locator(".summary-side [data-links]").nth(1)
    sentence.click()
    marked = page.locator(".source-side .marked")
    expect(marked).to_have_count(1)
    assert marked.inner_text()[:10] in TEXT
    marked.click()
    expect(page.locator(".summary-side .marked")).to_have_count(1)


def test_by_keyboard(browser: Browser, app: App) -> None:
    with visitor(browser, app.url) as page:
        summarise(page)
        page.locator(".summary-side [data-links]").first.focus()
        page.keyboard.press("Enter")
        expect(page.locator(".source-side .marked")).to_have_count(1)


def test_the_history_stays_in_the_browser_and_gives_files(page: Page, tmp_path: Path) -> None:
    summarise(page)
    title = page.locator(".summary-side h3").inner_text()
    page.wait_for_function("() => (localStorage.getItem('hanmadi-summaries') || '').length > 500")
    assert TEXT[:20] not in page.evaluate("localStorage.getItem('hanmadi-summaries')"), "encrypted"
    page.reload()
    page.click("button[role=tab]:has-text('요약')")
    page.locator("#summary-history button").first.click()
    page.wait_for_function(
        "title => document.querySelector('#history-picked input')?.value.startsWith(title)", arg=title
    )
    page.click("#history-open")
    expect(page.locator(".summary-side h3")).to_have_text(title)

    page.click("label:has-text('.docx')")
    page.click("#history-export")
    link = page.locator("#history-file a[download], #history-file a[href*='file=']").first
    with page.expect_download() as saving:
        link.click()
    file = tmp_path / "summary.docx"
    saving.value.save_as(file)
    assert title in "\n".join(paragraph.text for paragraph in Document(str(file)).paragraphs)

    page.click("#history-delete")
    page.wait_for_function("() => document.querySelector('#history-picked input')?.value === ''")


def test_the_history_stays_below_what_a_browser_gives_and_the_oldest_goes_first(browser: Browser, app: App) -> None:
    entry = {"title": "글", "sentences": [], "source_sentences": ["가" * 100_000]}
    add = (
        "([add, count, entry]) => { let list = []; for (let i = 0; i < count; i++) "
        "list = eval(add)(list, {...entry, title: `글 ${i}`})[0]; "
        "return [list.map(e => e.title), JSON.stringify(list).length]; }"
    )
    with visitor(browser, app.url) as page:
        titles, characters = page.evaluate(add, [tab_history.ADD, 20, entry])
    assert titles[0] == "글 19"
    assert titles == [f"글 {number}" for number in range(19, 19 - len(titles), -1)]
    assert 3 <= len(titles) < 20
    assert characters * 3 * 4 / 3 < 5_000_000, "three bytes a syllable, a third more when encrypted"


def test_nothing_is_wider_than_the_phone_and_the_source_is_below(browser: Browser, app: App) -> None:
    with visitor(browser, app.url, viewport=PHONE) as page:
        summarise(page)
        assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
        summary = page.locator(".summary-side").bounding_box()
        source = page.locator(".source-side").bounding_box()
        assert summary
        assert source
        assert source["y"] >= summary["y"] + summary["height"]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(browser: Browser, app: App, scheme: str) -> None:
    with visitor(browser, app.url, color_scheme=scheme) as page:
        summarise(page)
        page.locator(".summary-side [data-links]").first.click()
        page.locator("#summary-history button").first.click()
        page.wait_for_timeout(800)  # spinners fade
        found = Axe().run(page, options={"runOnly": ["wcag2a", "wcag2aa"]}).response["violations"]
        assert not found, "\n".join(f"{v['id']}: {[n['html'][:160] for n in v['nodes']][:3]}" for v in found)


def test_a_text_with_html_is_shown_as_text(browser: Browser, app: App) -> None:
    with visitor(browser, app.url) as page:
        summarise(page, TEXT + " <img src=x onerror=\"document.title='hacked'\"> 마지막 문장은 이렇게 끝난다.")
        page.wait_for_timeout(500)
        assert page.title() != "hacked"


@pytest.fixture(scope="module")
def client(app: App) -> Client:
    return client_of(app)


def test_summarize(client: Client) -> None:
    result = client.predict(source=TEXT, length="짧게", style="불릿", api_name="/summarize")
    assert set(result) == {"engine", "title", "summary", "keywords", "sentences", "source_sentences", "warnings"}
    assert result["engine"] == "offline"
    assert result["summary"].startswith("- ")
    assert len(result["summary"]) < len(TEXT) / 2
    for sentence in result["sentences"]:
        assert sentence["sources"]
        assert all(0 <= place < len(result["source_sentences"]) for place in sentence["sources"])


def test_summarize_file(client: Client, tmp_path: Path) -> None:
    file = tmp_path / "article.txt"
    file.write_bytes(TEXT.encode("cp949", errors="ignore"))
    result = client.predict(file=handle_file(str(file)), api_name="/summarize_file")
    assert result["summary"]


@pytest.mark.parametrize(
    "arguments",
    [
        {"source": ""},
        {"source": "짧다."},
        {"source": TEXT, "length": "아주 길게"},
        {"source": TEXT, "style": "노래"},
        {"source": "http://127.0.0.1:7860/"},
        {"source": "http://169.254.169.254/latest/meta-data/"},
        {"source": "https://user:secret@example.com/"},
        {"source": "http://0x7f.1/"},
    ],
)
def test_what_cannot_be_summarised_is_said_in_korean(client: Client, arguments: dict[str, str], app: App) -> None:
    with pytest.raises((ValidationError, AppError), match=r"[가-힣]{2}"):
        client.predict(**arguments, api_name="/summarize")
    assert "secret" not in app.log.read_text()
