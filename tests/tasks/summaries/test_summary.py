"""summarize(): the contract, what people paste, bad input, privacy."""

from __future__ import annotations

import json
import logging
import subprocess
import sys
from contextlib import suppress
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.errors import InvalidInput
from pipeline.tasks.summaries import read_source, summarize
from pipeline.tasks.summaries.article import is_link
from tests.tasks.summaries.texts import ARTICLE, ENGLISH, INTERVIEW, MAIL, NOTES, RUN_ON, WRAPPED, long_text


def test_the_contract() -> None:
    result = summarize(ARTICLE).as_dict()
    assert list(result) == ["engine", "title", "summary", "keywords", "sentences", "source_sentences", "warnings"]
    assert result["engine"] == "offline"
    assert result["title"]
    assert result["keywords"]
    assert result["warnings"] == []
    for sentence in result["sentences"]:
        assert list(sentence) == ["text", "sources"]
        assert all(0 <= place < len(result["source_sentences"]) for place in sentence["sources"])
    assert json.loads(json.dumps(result)) == result


def test_every_sentence_stands_in_the_source_and_in_its_order() -> None:
    for text in (ARTICLE, MAIL, INTERVIEW, WRAPPED):
        summary = summarize(text)
        places = [sentence.sources[0] for sentence in summary.sentences]
        assert places == sorted(places)
        for sentence in summary.sentences:  # but for an opening connective and a full stop
            assert sentence.text.strip('."') in summary.source_sentences[sentence.sources[0]]


def test_numbers_names_and_quotes_are_untouched() -> None:
    summary = summarize(ARTICLE, "길게")
    bare = ARTICLE.replace("\n", " ")
    for word in summary.summary.split():
        assert word.strip('"') in bare
    assert summary.summary.count('"') % 2 == 0


def test_styles() -> None:
    text, bullets = summarize(ARTICLE), summarize(ARTICLE, style="불릿")
    assert text.sentences == bullets.sentences
    assert "\n" not in text.summary
    assert [line.removeprefix("- ") for line in bullets.summary.split("\n")] == [s.text for s in text.sentences]


def test_titles() -> None:
    assert summarize(ARTICLE, title="새는 곳을 찾는 공").title == "새는 곳을 찾는 공"
    assert summarize(MAIL).title == "3분기 배터리 시험 결과 공유"
    assert summarize("굴러가며 새는 곳을 찾는 공\n\n" + ARTICLE).title == "굴러가며 새는 곳을 찾는 공"
    assert summarize(NOTES).title == "수소 저장 세미나 메모"


def test_a_mail_reads_well() -> None:
    summary = summarize(MAIL, "짧게")
    assert summary.summary.startswith("지난 석 달 동안")
    assert all(sentence.text.endswith(".") for sentence in summary.sentences)
    for foreign in ("김하나", "@", "▲", "감사합니다", "받는 사람"):
        assert foreign not in summary.summary


def test_short_and_foreign_texts_say_so() -> None:
    assert any("이미 짧아서" in warning for warning in summarize(WRAPPED[:150], "길게").warnings)
    assert any("한국어 글이 아니어서" in warning for warning in summarize(ENGLISH * 3).warnings)


@pytest.mark.parametrize(
    ("arguments", "field"),
    [
        ({"text": ""}, "source"),
        ({"text": " \n\t "}, "source"),
        ({"text": "짧다."}, "source"),
        ({"text": "!!! ??? ... " * 50}, "source"),
        ({"text": "12345 " * 50}, "source"),
        ({"text": "가" * 1_000_001}, "source"),
        ({"text": ARTICLE, "length": "아주 길게"}, "length"),
        ({"text": ARTICLE, "style": "표"}, "style"),
    ],
)
def test_bad_input_says_what_to_do(arguments: dict[str, Any], field: str) -> None:
    with pytest.raises(InvalidInput) as caught:
        summarize(**arguments)
    assert caught.value.field == field
    assert caught.value.what.endswith("다.")
    assert caught.value.do.endswith("요.")


@settings(deadline=None, max_examples=120)
@given(st.text(max_size=400), st.sampled_from(["짧게", "보통", "길게"]), st.sampled_from(["문장", "불릿"]))
def test_any_text_is_summarised_or_refused(text: str, length: str, style: str) -> None:
    with suppress(InvalidInput):
        summary = summarize(text, length, style=style)
        assert summary.summary.strip()
        assert len(summary.source_sentences) == len(summary.paragraphs)
        json.dumps(summary.as_dict(), ensure_ascii=False).encode()


@pytest.mark.parametrize(
    "text",
    [
        RUN_ON,
        "<script>alert(1)</script> " * 20,
        "가나다라마바사 " * 2000,
        "-\n" * 500 + ARTICLE,
        "\u202e" + ARTICLE,
        ARTICLE.replace(".", ""),
    ],
)
def test_messy_texts(text: str) -> None:
    summary = summarize(text)
    assert 0 < len(summary.summary) <= len(text)
    assert "\u202e" not in summary.summary


def test_nothing_of_a_text_is_logged(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG, logger="pipeline")
    summarize(ARTICLE)
    assert "누수" not in caplog.text


def test_a_long_text_is_done_in_time() -> None:
    summary = summarize(long_text(60_000))
    assert 300 <= len(summary.summary) <= 460


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("https://news.example/a", True),
        (" HTTP://news.example ", True),
        ("www.sciencetimes.co.kr/article/1", True),
        ("sciencetimes.co.kr/article/1", True),
        ("ftp://news.example/a", True),
        ("https://news.example/a 이 글을 보세요", False),
        ("값은 3.5이다", False),
        ("오늘은.비가 온다", False),
        ("본문입니다.", False),
    ],
)
def test_links_and_texts_are_told_apart(source: str, expected: bool) -> None:
    assert is_link(source) is expected


def test_the_box_takes_a_text() -> None:
    assert read_source(ARTICLE).text == ARTICLE


def test_importing_the_package_loads_nothing_heavy() -> None:
    code = (
        "import sys, pipeline.tasks.summaries\n"
        "heavy = {'kiwipiepy', 'trafilatura', 'numpy', 'lxml', 'httpx', 'torch', 'datasets', 'docx', 'pypdf'}\n"
        "assert not heavy & set(sys.modules), heavy & set(sys.modules)\n"
        "from pipeline.tasks.summaries import Article, Summary, extract_article, fetch_article, summarize\n"
        "assert not {'kiwipiepy', 'trafilatura', 'torch', 'datasets'} & set(sys.modules)\n"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
