"""The task's metrics: what an answer is worth against its reference and its request."""

from __future__ import annotations

import pytest

from pipeline.training import corpus
from pipeline.training.quality import measure, rouge
from tests.training.small_task import small

ROWS = list(small.corpus())


def test_rouge_is_counted_on_morphemes() -> None:
    reference = "학생이 책을 읽었다"
    assert rouge(reference, reference) == {"rouge1": 1.0, "rouge2": 1.0, "rougeL": 1.0}
    near = rouge("학생은 책을 읽는다", reference)
    assert 0.5 < near["rougeL"] < 1, "the stems are shared, the particles and endings are not"
    assert rouge("전혀 다르네", reference)["rouge1"] == 0
    assert rouge("", reference) == {"rouge1": 0, "rouge2": 0, "rougeL": 0}


def test_order_counts_for_rouge_l_only() -> None:
    swapped, reference = "책 학생", "학생 책"
    assert rouge(swapped, reference) == {"rouge1": 1.0, "rouge2": 0.0, "rougeL": 0.5}


def test_shares_of_valid_exact_and_clean_answers() -> None:
    texts = [ROWS[0].completion, "이새싹 님께: 고맙습니다.", "모르는 사람 님께: 수고했어요.", "엉뚱한 말"]
    requests = {corpus.digest(row): row.request for row in ROWS if row.request is not None}
    found = measure(small, ROWS, texts, requests)
    assert found["exact"] == 0.25
    assert found["valid"] == 0.75
    assert found["clean"] == 0.5
    assert found["problem_name"] == 0.25
    assert 0 < found["rougeL"] < 1


@pytest.mark.parametrize("known", [0, 2])
def test_only_rows_with_a_request_are_checked(known: int) -> None:
    requests = {corpus.digest(row): row.request for row in ROWS[:known] if row.request is not None}
    found = measure(small, ROWS, [row.completion for row in ROWS], requests)
    assert found.get("clean") == (1.0 if known else None)
    assert found["valid"] == found["exact"] == 1.0
