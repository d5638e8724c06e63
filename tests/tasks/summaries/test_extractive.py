"""The offline summary's parts: terms, TextRank, choice, lengths, growth."""

from __future__ import annotations

import time

import numpy as np
import pytest

from pipeline.tasks.summaries.extractive import LENGTHS, choose, headline, score, target_length, terms_of, textrank
from pipeline.tasks.summaries.offline import extract
from pipeline.tasks.summaries.phrases import keywords, title
from pipeline.tasks.summaries.sentences import Kind, split
from tests.tasks.summaries.texts import ARTICLE, ENGLISH, INTERVIEW, MAIL, NOTES, RUN_ON, long_text


def test_rows_are_of_length_one_and_words_are_content() -> None:
    sentences = split(ARTICLE)
    terms = terms_of(sentences)
    norms = np.sqrt(np.bincount(terms.rows, terms.values**2, minlength=terms.count))
    assert np.allclose(norms[norms > 0], 1)
    assert np.isclose(np.linalg.norm(terms.whole), 1)
    assert {"누수", "공", "마이크"} <= set(terms.vocabulary)
    assert not {"은", "다", "있/V", "것"} & set(terms.vocabulary)


def test_textrank_prefers_what_others_speak_of() -> None:
    text = (
        "누수 공은 관 속의 누수 소리를 듣는다. 누수 소리는 관 속에서 크다. 공은 관 속을 구른다. "
        "점심은 국수였다. 공은 누수 소리를 녹음한다."
    )
    rank = textrank(terms_of(split(text)))
    assert int(np.argmin(rank)) == 3
    assert rank.max() == 1


def test_textrank_equals_the_dense_computation() -> None:
    terms = terms_of(split(ARTICLE))
    matrix = np.zeros((terms.count, len(terms.whole)))
    matrix[terms.rows, terms.columns] = terms.values
    similar = matrix @ matrix.T
    np.fill_diagonal(similar, 0)
    step = similar / np.maximum(similar.sum(axis=1, keepdims=True), 1e-12)
    rank = np.full(terms.count, 1 / terms.count)
    for _ in range(30):
        rank = 0.85 * rank @ step + 0.15 / terms.count
        rank /= rank.sum()
    assert np.allclose(textrank(terms), rank / rank.max(), atol=1e-6)


@pytest.mark.parametrize("length", LENGTHS)
@pytest.mark.parametrize("characters", [1_000, 10_000])
def test_lengths(length: str, characters: int) -> None:
    text = long_text(characters)
    sentences = split(text)
    target = target_length(len(text), length)
    chosen = choose(sentences, terms_of(sentences), score(sentences, terms_of(sentences)), target)
    size = sum(len(sentences[number].text) for number in chosen)
    assert 0.7 * target <= size <= 1.15 * target
    assert chosen == sorted(set(chosen))


def test_each_length_says_more() -> None:
    sizes = [sum(len(sentence) for sentence, _ in extract(ARTICLE * 2, length).sentences) for length in LENGTHS]
    assert sizes == sorted(sizes)
    assert sizes[0] < sizes[2]


def test_nothing_is_said_twice() -> None:
    twice = ARTICLE + "\n\n" + ARTICLE
    sentences = [sentence for sentence, _ in extract(twice).sentences]
    assert len(set(sentences)) == len(sentences)


def test_a_pronoun_brings_what_it_stands_for_or_stays_out() -> None:
    for length in LENGTHS:
        found = extract(ARTICLE, length)
        numbers = [number for _, number in found.sentences]
        for sentence, number in found.sentences:
            if sentence.startswith("이는"):
                assert number - 1 in numbers


def test_captions_mail_headers_and_questions_are_never_chosen() -> None:
    for text in (MAIL, INTERVIEW):
        for length in LENGTHS:
            found = extract(text, length)
            assert {found.source[number].kind for _, number in found.sentences} == {Kind.PROSE}


def test_notes_are_summarised_by_their_items_without_the_heading() -> None:
    sentences = [sentence for sentence, _ in extract(NOTES, "짧게").sentences]
    assert len(sentences) >= 2
    assert "수소 저장 세미나 메모." not in sentences
    assert all(sentence.endswith(".") for sentence in sentences)


@pytest.mark.parametrize(
    "text", [RUN_ON, ENGLISH, "가나다", "1 2 3\n4 5 6", "사진=누리연구소", "왜?\n언제?\n누가?", "값은 3이다."]
)
def test_odd_texts_give_something(text: str) -> None:
    found = extract(text)
    assert found.sentences
    assert all(sentence.strip() for sentence, _ in found.sentences)


def test_the_headline_above_a_text() -> None:
    assert headline(split("새는 곳을 소리로 찾는 공\n" + ARTICLE)) == 0
    assert headline(split(ARTICLE)) is None
    assert headline(split("한 줄뿐인 글")) is None


def test_keywords_are_whole_words_of_the_text() -> None:
    sentences = split(ARTICLE)
    found = keywords(sentences, terms_of(sentences))
    assert 4 <= len(found) <= 6
    assert "누수" in " ".join(found)
    assert all(word in ARTICLE for word in found)
    assert not any(word != other and word in other for word in found for other in found)
    assert not {"것", "연구원", "결과", "사람"} & set(found)


def test_a_title_is_a_phrase_of_the_text() -> None:
    for text in (ARTICLE, MAIL, long_text(3000)):
        sentences = split(text)
        terms = terms_of(sentences)
        found = title(sentences, terms, score(sentences, terms))
        assert 2 <= len(found) <= 40
        assert all(part.strip() in text for part in found.split(","))


def test_the_cost_grows_no_faster_than_n_log_n() -> None:
    """Ranking and choice alone, eight times the text. bench/summary_speed.py measures the whole."""
    small, large = (split(long_text(size)) for size in (8_000, 64_000))

    def cost(sentences: list) -> float:  # type: ignore[type-arg]
        times = []
        for _ in range(3):
            start = time.process_time()
            terms = terms_of(sentences)
            choose(sentences, terms, score(sentences, terms), 300)
            times.append(time.process_time() - start)
        return min(times)

    ratio = np.log(len(large)) / np.log(len(small)) * len(large) / len(small)
    assert cost(large) / cost(small) < 1.6 * ratio
