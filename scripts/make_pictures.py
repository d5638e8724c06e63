"""The pictures of README, taken from the app itself: `python -m scripts.make_pictures`."""

from __future__ import annotations

import tempfile
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page, expect, sync_playwright

from scripts import certificate_picture
from tests.end_to_end.running import DESKTOP, PHONE, chromium, running_app, visitor

DOCS = Path(__file__).parents[1] / "docs"
REASON = "우리 엄마가 33년 동안 새벽마다 도시락을 싸 주셨어요. 올해 환갑이세요."


def make_award(page: Page) -> None:
    page.locator("#award-request textarea").fill(REASON)
    for field, text in (("recipient", "어머니 박영순"), ("giver", "딸 김지은")):
        page.locator(f"#award-{field} textarea, #award-{field} input").first.fill(text)
    page.click("#award-kind input")
    page.click("[role=option]:has-text('감사장')")
    page.click("#award-write")
    page.click("#award-choose-1")
    picture = page.locator("#certificate-preview img")
    expect(picture).to_be_visible()
    page.wait_for_function("() => document.querySelector('#certificate-preview img')?.naturalWidth > 0")
    page.wait_for_timeout(800)


def main() -> None:
    certificate_picture.main()
    with tempfile.TemporaryDirectory() as name, sync_playwright() as playwright:
        folder = Path(name)
        browser = chromium(playwright)
        with running_app(folder) as app:
            for file, size in (("desktop", DESKTOP), ("phone", PHONE)):
                with visitor(browser, app.url, viewport=size) as page:
                    make_award(page)
                    page.evaluate("window.scrollTo(0, 0)")
                    page.screenshot(path=DOCS / f"{file}.png", full_page=True)
                    shrink(DOCS / f"{file}.png")
        browser.close()


def shrink(path: Path) -> None:
    """Few colours are enough for a screenshot."""
    Image.open(path).convert("RGB").quantize(128).save(path, optimize=True)


if __name__ == "__main__":
    main()
