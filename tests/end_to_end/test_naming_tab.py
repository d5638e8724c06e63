"""A family looks for a name in a real browser, and programs ask for charts and names."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from gradio_client import Client
from gradio_client.exceptions import AppError, ValidationError
from playwright.sync_api import Browser, Page, expect

from tests.end_to_end.running import PHONE, App, client_of, visitor


def open_tab(page: Page) -> None:
    page.click("button[role=tab]:has-text('작명')")
    page.wait_for_selector("#birth-show")


def give_birth(page: Page) -> None:
    open_tab(page)
    page.locator("#birth-date input, #birth-date textarea").first.fill("2026년 3월 5일")
    page.locator("#birth-time input, #birth-time textarea").first.fill("오전 7시 30분")


def test_a_chart_then_twenty_names_then_a_file(page: Page, tmp_path: Path) -> None:
    give_birth(page)
    page.click("#birth-show")
    chart = page.locator("#birth-chart")
    expect(chart).to_contain_text("시주")
    for character in "丙午庚寅戊寅丙辰":
        expect(chart).to_contain_text(character)
    page.click("#name-find")
    names = page.locator("#name-result li > h3")
    expect(names).to_have_count(20)
    with page.expect_download() as saving:
        page.click("#name-json")
    file = tmp_path / "names.json"
    saving.value.save_as(file)
    saved = json.loads(file.read_text())
    assert saved["chart"]["pillars"]["day"] == "戊寅"
    assert names.first.inner_text().startswith(saved["names"][0]["full"]["hangul"])


def test_a_name_that_somebody_has_is_examined(page: Page) -> None:
    give_birth(page)
    page.click("#name-mode label:has-text('살펴보기')")
    page.locator("#name-given input, #name-given textarea").first.fill("서윤")
    page.locator("#name-given-hanja input, #name-given-hanja textarea").first.fill("瑞潤")
    page.click("#name-find")
    expect(page.locator("#name-result")).to_contain_text("김서윤")
    expect(page.locator("#name-result")).to_contain_text("수리 4격")


def test_the_hanja_of_a_surname_follow_it(page: Page) -> None:
    open_tab(page)
    page.locator("#name-surname input, #name-surname textarea").first.fill("남궁")
    expect(page.locator("#name-surname-hanja input:checked")).to_have_value("南宮")


@pytest.mark.parametrize(
    ("date", "time", "word"), [("2026-02-30", "", "28일"), ("1988-05-08", "02:30", "없"), ("", "", "적어")]
)
def test_a_birth_that_cannot_be_is_answered_in_words(
    browser: Browser, app: App, date: str, time: str, word: str
) -> None:
    with visitor(browser, app.url) as page:
        open_tab(page)
        page.locator("#birth-date input, #birth-date textarea").first.fill(date)
        page.locator("#birth-time input, #birth-time textarea").first.fill(time)
        page.click("#birth-show")
        expect(page.locator("#birth-date, #birth-time").filter(has_text=word)).to_have_count(1)


def test_the_form_stands_on_one_phone_screen_and_nothing_is_wider(browser: Browser, app: App) -> None:
    with visitor(browser, app.url, viewport=PHONE) as page:
        give_birth(page)
        top = page.locator("#birth-date").bounding_box()
        bottom = page.locator("#name-surname").bounding_box()
        assert top
        assert bottom
        assert bottom["y"] + bottom["height"] - top["y"] <= PHONE["height"]
        page.click("#birth-show")
        expect(page.locator("#birth-chart")).to_contain_text("시주")
        page.click("#name-find")
        expect(page.locator("#name-result li > h3")).to_have_count(20)
        assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(browser: Browser, app: App, scheme: str) -> None:
    with visitor(browser, app.url, color_scheme=scheme) as page:
        give_birth(page)
        page.click("#birth-show")
        expect(page.locator("#birth-chart")).to_contain_text("시주")
        page.click("#name-find")
        expect(page.locator("#name-result li > h3")).to_have_count(20)
        page.wait_for_timeout(800)  # spinners fade
        found = Axe().run(page, options={"runOnly": ["wcag2a", "wcag2aa"]}).response["violations"]
        assert not found, "\n".join(f"{v['id']}: {[n['html'][:160] for n in v['nodes']][:3]}" for v in found)


@pytest.fixture(scope="module")
def client(app: App) -> Client:
    return client_of(app)


def test_saju_chart(client: Client) -> None:
    chart = client.predict(birth_date="1988-05-08", birth_time="07:30", api_name="/saju_chart")
    assert chart["pillars"] == {"year": "戊辰", "month": "丁巳", "day": "癸亥", "hour": "丙辰"}
    unknown = client.predict(birth_date="1988-03-23", calendar="음력", gender="여", api_name="/saju_chart")
    assert unknown["pillars"] == {**chart["pillars"], "hour": None}


def test_recommend_names(client: Client) -> None:
    result = client.predict(
        birth_date="2026-03-05",
        birth_time="07:30",
        gender="여",
        surname="이",
        surname_hanja="李",
        count=5,
        options={"wish": ["서"]},
        api_name="/recommend_names",
    )
    assert result["engine"]
    assert result["chart"]["pillars"]["day"] == "戊寅"
    assert len(result["names"]) == 5
    for name in result["names"]:
        assert {"hangul", "hanja", "score", "axes", "meaning"} <= set(name)
        assert "서" in name["hangul"]


def test_check_name_says_what_our_list_lacks(client: Client) -> None:
    result = client.predict(
        birth_date="1988-05-08", surname="김", given="서윤", given_hanja="瑞潤", api_name="/check_name"
    )
    assert result["legal"] is True
    rare = client.predict(birth_date="1988-05-08", surname="김", given="가", given_hanja="𠀀", api_name="/check_name")
    assert rare["legal"] is False
    assert "목록" in " ".join(rare["notes"])


BAD = ["", "2026-02-30", "어제", "1899-12-31", "9999-99-99", "<b>", "2026-13-01", "0", "💥", "가" * 5000]


@pytest.mark.parametrize("endpoint", ["/saju_chart", "/recommend_names", "/check_name"])
@pytest.mark.parametrize("birth_date", BAD)
def test_odd_dates_end_in_a_korean_message(client: Client, endpoint: str, birth_date: str) -> None:
    with pytest.raises((ValidationError, AppError), match=r"[가-힣]{2}"):
        client.predict(
            birth_date=birth_date, **({"given": "서윤"} if endpoint == "/check_name" else {}), api_name=endpoint
        )


@pytest.mark.parametrize(
    "arguments",
    [
        {"birth_time": "25:99"},
        {"calendar": "단기"},
        {"gender": "?"},
        {"surname": ""},
        {"surname": "abc"},
        {"surname_hanja": "김"},
        {"count": 0},
        {"count": 10_000},
        {"options": {"nonsense": 1}},
        {"options": [1, 2]},
        {"options": {"weights": {"음양": -3}}},
    ],
)
def test_odd_arguments_end_in_a_korean_message(client: Client, arguments: dict[str, object]) -> None:
    with pytest.raises((ValidationError, AppError), match=r"[가-힣]{2}"):
        client.predict(**{"birth_date": "2026-03-05", **arguments}, api_name="/recommend_names")
