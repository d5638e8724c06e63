"""The hall of fame on the page: off by default; where it is on, a visitor shows a certificate, the owner removes it."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tests.end_to_end.running import PHONE, ROOT, App, running_app, visitor

NAMES = ("박영순", "영순", "김지은", "지은")


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("hall") / "kept"


@pytest.fixture(scope="module")
def hall_app(place: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[App]:
    with running_app(tmp_path_factory.mktemp("app"), HANMADI_HALL=str(place)) as running:
        yield running


def kept(place: Path) -> list[Path]:
    """Every file of the hall."""
    return [path for path in place.rglob("*") if path.is_file()]


def make_certificate(page: Page, more: str = "감사합니다.") -> None:
    page.fill("#award-request textarea", "우리 엄마가 33년 동안 새벽마다 도시락을 싸 주셨어요.")
    page.locator("#award-recipient textarea, #award-recipient input").first.fill("어머니 박영순")
    page.locator("#award-giver textarea, #award-giver input").first.fill("딸 김지은")
    page.click("#award-write")
    page.wait_for_function("() => document.querySelector('#award-body-1 textarea')?.value.length > 20")
    page.fill("#award-body-1 textarea", f"귀하는 33년 동안 새벽마다 도시락을 싸 주셨습니다. 박영순 여사님, {more}")
    page.click("#award-choose-1")
    expect(page.locator("#certificate-preview img")).to_be_visible()


def look(page: Page) -> None:
    page.click("#hall-look-button")
    expect(page.locator("#hall-look img")).to_be_visible()


def open_hall(page: Page) -> None:
    page.click("#hall > button")


def owner(place: Path, *arguments: str) -> str:
    """What the owner's command prints."""
    environment = {**os.environ, "HANMADI_HALL": str(place), "COLUMNS": "200"}
    done = subprocess.run(
        [sys.executable, "-m", "pipeline", "hall", *arguments],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_by_default_there_is_no_hall(browser: Browser, app: App) -> None:
    with visitor(browser, app.url) as page:
        make_certificate(page)
        assert "명예의 전당" not in page.content()
        assert not page.locator("[id^=hall]").count()


def test_a_visitor_shows_a_certificate_with_the_names_hidden(browser: Browser, hall_app: App, place: Path) -> None:
    with visitor(browser, hall_app.url) as page:
        open_hall(page)
        expect(page.locator("#hall-notice")).to_contain_text("아직 걸린 상장이 없습니다")
        make_certificate(page)
        page.click("#hall-offer > button")
        expect(page.get_by_label("이름 가리기")).to_be_checked()
        look(page)
        expect(page.locator("#hall-consent")).to_contain_text("누구나 볼 수 있게 공개")
        assert not kept(place), "nothing is kept before the visitor agrees"
        page.click("#hall-agree")
        expect(page.locator("#hall-thanks")).to_contain_text("걸었습니다")
        number = re.search(r"\d{8}-\d{6}-\d{6}", page.inner_text("#hall-thanks"))
        assert number
        expect(page.locator("#hall-gallery img").first).to_have_attribute("alt", re.compile("어머니 박○○$"))

    everything = b"".join(path.read_bytes() for path in kept(place)).decode(errors="replace")
    assert "33년 동안 새벽마다" in everything
    assert "딸 김○○" in everything
    assert not [name for name in NAMES if name in everything]
    assert not [name for name in NAMES if name in hall_app.log.read_text()]

    with visitor(browser, hall_app.url, viewport=PHONE) as page:  # somebody else
        open_hall(page)
        expect(page.locator("#hall-gallery img").first).to_have_attribute("alt", re.compile("어머니 박○○$"))
        assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]

    assert "어머니 박○○" in owner(place, "list")
    assert number[0] in owner(place, "remove", number[0])
    assert not list(place.iterdir())


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_in_the_hall(browser: Browser, hall_app: App, scheme: str) -> None:
    with visitor(browser, hall_app.url, color_scheme=scheme) as page:
        make_certificate(page, "고맙습니다." if scheme == "light" else "늘 고맙습니다.")
        page.click("#hall-offer > button")
        page.get_by_label("이름 가리기").uncheck()
        look(page)
        page.click("#hall-agree")
        expect(page.locator("#hall-thanks")).to_contain_text("걸었습니다")
        open_hall(page)
        expect(page.locator("#hall-gallery img").first).to_have_attribute("alt", re.compile("어머니 박영순$"))
        look(page)
        page.wait_for_timeout(800)  # spinners fade
        found = Axe().run(page, options={"runOnly": ["wcag2a", "wcag2aa"]}).response["violations"]
        assert not found, "\n".join(f"{v['id']}: {[n['html'][:160] for n in v['nodes']][:3]}" for v in found)


def test_an_insult_is_refused_and_nothing_is_kept(browser: Browser, hall_app: App, place: Path) -> None:
    before = kept(place)
    with visitor(browser, hall_app.url) as page:
        make_certificate(page)
        page.fill("#award-body-1 textarea", "위 사람은 병신이므로 이 상장을 드립니다.")
        page.click("#hall-offer > button")
        page.click("#hall-look-button")
        expect(page.get_by_text("명예의 전당에 걸 수 없습니다")).to_be_visible()
        expect(page.locator("#hall-agree")).not_to_be_visible()
    assert kept(place) == before
