"""The name card: one page, everything on it, as PNG and PDF."""

import io

import pytest
from PIL import Image
from pypdf import PdfReader

from pipeline.tasks.naming.axes import WEIGHTS
from pipeline.tasks.naming.card import NOTE, Card, card_data, render_card
from pipeline.tasks.naming.hanja import find
from pipeline.tasks.naming.names import recommend_names
from pipeline.tasks.naming.scoring import Scorer, needs_of
from pipeline.tasks.naming.surnames import read_surname
from tests.tasks.naming.births import chart_of


def text_of(card: Card) -> str:
    pages = PdfReader(io.BytesIO(card.pdf)).pages
    assert len(pages) == 1
    return "".join(pages[0].extract_text().split())


@pytest.fixture(scope="module")
def card() -> Card:
    chart = chart_of(gender="여")
    return render_card(chart, recommend_names(chart, surname="김", gender="여", count=1)[0])


def test_png_and_pdf_are_one_a5_page(card: Card) -> None:
    with Image.open(io.BytesIO(card.png)) as picture:
        assert picture.size == (1282, 1819)
        assert len(picture.getcolors(1 << 24)) > 100
    box = PdfReader(io.BytesIO(card.pdf)).pages[0].mediabox
    assert (round(box.width / 72 * 25.4), round(box.height / 72 * 25.4)) == (148, 210)


def test_it_shows_name_characters_chart_and_scores(card: Card) -> None:
    chart = chart_of(gender="여")
    name = recommend_names(chart, surname="김", gender="여", count=1)[0]
    text = text_of(card)
    for word in (f"金{name.hanja}", f"김{name.hangul}", *WEIGHTS, NOTE, name.meaning, "2026년5월8일07:30"):
        assert "".join(word.split()) in text
    for character, syllable in zip(name.characters, name.hangul, strict=True):
        assert "".join(f"{character.gloss(syllable)}{syllable}".split()) in text
        assert f"{character.original}획" in text
    for pillar in (chart.pillars.year, chart.pillars.month, chart.pillars.day, chart.pillars.hour):
        assert all(char in text for char in pillar)


@pytest.mark.parametrize(("given", "hanja"), [("하늘", ""), ("윤", "潤"), ("가온누리솔", "佳穩累利率"), ("서", "曙")])
def test_every_kind_of_name_fits_on_one_page(given: str, hanja: str) -> None:
    chart = chart_of(time="")
    scorer = Scorer(needs_of(chart), read_surname("남궁"), "여")
    sentence = "넉넉하고 따뜻한 마음으로 둘레를 환히 밝히는 사람으로 자라기를 바라는 뜻을 담은 이름입니다. " * 2
    card = render_card(chart, scorer.score(given, [find(char) for char in hanja]), sentence.strip())
    text = text_of(card)
    assert f"남궁{given}" in text
    assert "시각모름" in text
    assert "시주" not in text


def test_data_is_never_markup() -> None:
    chart = chart_of()
    scorer = Scorer(needs_of(chart), read_surname("김"), "여")
    name = scorer.score("서윤", [find(char) for char in "瑞潤"])
    text = text_of(render_card(chart, name, '#panic("x") *별* $x$ <a> [b] "c" \\'))
    assert '#panic("x")' in text


def test_the_same_data_as_json() -> None:
    chart = chart_of()
    name = recommend_names(chart, surname="이", gender="남", count=1)[0]
    data = card_data(chart, name)
    assert sum(element["share"] for element in data["elements"]) == pytest.approx(100)
    assert [pillar["name"] for pillar in data["pillars"]] == ["시주", "일주", "월주", "연주"]
    assert len(data["axes"]) == len(WEIGHTS)
