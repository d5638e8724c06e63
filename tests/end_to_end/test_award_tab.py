"""A visitor makes a certificate in a real browser."""

from __future__ import annotations

from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from PIL import Image
from playwright.sync_api import Browser, Page, expect
from pypdf import PdfReader

from tests.end_to_end.running import PHONE, App, visitor

REASON = "우리 엄마가 33년 동안 새벽마다 도시락을 싸 주셨어요."


def fill(page: Page, field: str, text: str) -> None:
    page.locator(f"#award-{field} textarea, #award-{field} input").first.fill(text)


def value(page: Page, field: str) -> str:
    return page.locator(f"#award-{field} textarea, #award-{field} input").first.input_value()


def write(page: Page) -> None:
    fill(page, "request", REASON)
    fill(page, "recipient", "어머니 박영순")
    fill(page, "giver", "딸 김지은")
    page.click("#award-write")
    page.wait_for_function(
        "() => [1, 2, 3].every(i => document.querySelector(`#award-body-${i} textarea`)?.value.length > 20)"
    )


def test_from_own_words_to_a_saved_certificate(page: Page, tmp_path: Path) -> None:
    write(page)
    bodies = [value(page, f"body-{i}") for i in (1, 2, 3)]
    titles = [value(page, f"title-{i}") for i in (1, 2, 3)]
    assert len(set(bodies)) == len(set(titles)) == 3
    assert all("33년" in body for body in bodies)
    assert "오프라인" in page.inner_text("#award-byline")

    fill(page, "title-2", "서른세 해 새벽상")
    page.click("#award-choose-2")
    preview = page.locator("#certificate-preview img")
    expect(preview).to_be_visible()
    first = preview.get_attribute("src")
    page.click("#award-orientation label:has-text('가로')")
    page.wait_for_function("old => document.querySelector('#certificate-preview img')?.src !== old", arg=first)

    with page.expect_download() as saving:
        page.click("#save-png")
    picture = tmp_path / "award.png"
    saving.value.save_as(picture)
    assert "박영순" in saving.value.suggested_filename
    assert Image.open(picture).size == (3508, 2480)

    with page.expect_download() as saving:
        page.click("#save-pdf")
    document = tmp_path / "award.pdf"
    saving.value.save_as(document)
    reader = PdfReader(document)
    assert len(reader.pages) == 1
    text = "".join(reader.pages[0].extract_text().split())
    assert "서른세해새벽상" in text
    assert "박영순" in text
    assert "33년" in text

    with page.expect_download() as saving:
        page.click("#save-square")
    square = tmp_path / "square.png"
    saving.value.save_as(square)
    assert Image.open(square).size == (1080, 1080)


def test_only_the_title_or_only_the_text_is_written_again(browser: Browser, app: App) -> None:
    with visitor(browser, app.url) as page:
        write(page)
        title, body = value(page, "title-1"), value(page, "body-1")
        fill(page, "body-1", body + " 고맙습니다.")
        page.locator("button:has-text('제목만 다시')").first.click()
        page.wait_for_function(
            "old => document.querySelector('#award-title-1 textarea, #award-title-1 input').value !== old", arg=title
        )
        assert value(page, "body-1") == body + " 고맙습니다."
        title = value(page, "title-1")
        page.locator("button:has-text('본문만 다시')").first.click()
        page.wait_for_function("() => !document.querySelector('#award-body-1 textarea').value.endsWith('고맙습니다.')")
        assert value(page, "title-1") == title
        assert "33년" in value(page, "body-1")


def test_nothing_is_wider_than_the_phone(browser: Browser, app: App) -> None:
    with visitor(browser, app.url, viewport=PHONE) as page:
        write(page)
        page.click("#award-choose-1")
        expect(page.locator("#certificate-preview img")).to_be_visible()
        assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]


def test_an_empty_reason_is_answered_before_any_work_and_keeps_the_rest(page: Page) -> None:
    fill(page, "recipient", "어머니 박영순")
    page.click("#award-write")
    expect(page.locator("#award-request")).to_contain_text("적어 주세요")
    assert value(page, "recipient") == "어머니 박영순"
    expect(page.locator("#award-write")).to_be_enabled()


def test_who_gives_it_is_asked_for_before_any_work(browser: Browser, app: App) -> None:
    with visitor(browser, app.url) as page:
        fill(page, "request", "옆집 할아버지가 3년째 골목 눈을 혼자 다 치워 주세요")
        page.click("#award-write")
        expect(page.locator("#award-giver")).to_contain_text("누가 주는 상인지")
        fill(page, "giver", "골목 이웃 일동")
        page.click("#award-write")
        page.wait_for_function("() => document.querySelector('#award-body-1 textarea')?.value.length > 20")
        page.click("#award-choose-1")
        expect(page.locator("#certificate-preview img")).to_be_visible()


def test_what_was_typed_survives_a_reload(page: Page) -> None:
    write(page)
    fill(page, "title-1", "고친 제목상")
    page.wait_for_timeout(500)
    page.reload()
    page.wait_for_function("() => document.querySelector('#award-request textarea')?.value.length > 5")
    assert value(page, "request") == REASON
    expect(page.locator("#award-title-1 textarea, #award-title-1 input").first).to_have_value("고친 제목상")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(browser: Browser, app: App, scheme: str) -> None:
    with visitor(browser, app.url, color_scheme=scheme) as page:
        write(page)
        page.click("#award-choose-1")
        expect(page.locator("#certificate-preview img")).to_be_visible()
        page.wait_for_timeout(800)  # spinners fade
        found = Axe().run(page, options={"runOnly": ["wcag2a", "wcag2aa"]}).response["violations"]
        ours = [violation for violation in found if violation["id"] not in GRADIOS_OWN]
        assert not ours, "\n".join(f"{v['id']}: {[n['html'][:160] for n in v['nodes']][:3]}" for v in ours)


GRADIOS_OWN: set[str] = set()  # rule ids that only parts inside Gradio break


def test_by_keyboard_alone(browser: Browser, app: App) -> None:
    with visitor(browser, app.url) as page:
        page.locator("#award-request textarea").focus()
        page.keyboard.type(REASON)
        for text in ("어머니 박영순", "딸 김지은"):
            page.keyboard.press("Tab")
            page.keyboard.type(text)
        page.locator("#award-write").focus()
        page.keyboard.press("Enter")
        page.wait_for_function("() => document.querySelector('#award-body-1 textarea')?.value.length > 20")


def test_english_labels_for_an_english_browser(browser: Browser, app: App) -> None:
    with visitor(browser, app.url, locale="en-US") as page:
        expect(page.locator("#award-recipient")).to_contain_text("Recipient")
        expect(page.locator("#award-write")).to_have_text("Write")


def test_inside_kakaotalk_the_way_out_is_offered(browser: Browser, app: App) -> None:
    agent = "Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 Chrome/129.0 Mobile Safari/537.36 KAKAOTALK 10.8.0"
    with visitor(browser, app.url, user_agent=agent) as page:
        link = page.locator("#hanmadi-notice a")
        expect(link).to_have_attribute(
            "href", f"kakaotalk://web/openExternal?url={app.url.replace(':', '%3A').replace('/', '%2F')}%2F"
        )


def test_the_log_holds_nothing_that_was_typed(page: Page, app: App) -> None:
    write(page)
    assert "도시락" not in app.log.read_text()
    assert "박영순" not in app.log.read_text()
