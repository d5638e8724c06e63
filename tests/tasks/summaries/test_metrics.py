"""ROUGE on morphemes, intervals, copying."""

from __future__ import annotations

import pytest

from pipeline.tasks.summaries.metrics import copy_rate, interval, morphemes, paired, rouge


def test_korean_is_not_dropped() -> None:
    assert morphemes("연구팀은 값을 12% 낮췄다.")[:3] == ["연구", "팀", "은"]
    assert "12" in morphemes("연구팀은 값을 12% 낮췄다.")
    assert "." not in morphemes("연구팀은 값을 낮췄다.")


def test_rouge_by_hand() -> None:
    score = rouge(list("abcd"), list("abxd"))
    assert score.one == pytest.approx(3 / 4)
    assert score.two == pytest.approx(1 / 3)
    assert score.longest == pytest.approx(3 / 4)
    assert rouge(list("abcd"), list("abcd")).mean == 1
    assert rouge([], list("abcd")).mean == 0
    assert rouge(list("ab"), []).mean == 0


def test_repeating_a_word_wins_nothing() -> None:
    assert rouge(["a"] * 4, list("abcd")).one == pytest.approx(2 / 8)


def test_order_counts_for_the_longest_run() -> None:
    assert rouge(list("dcba"), list("abcd")).longest == pytest.approx(1 / 4)


def test_copying() -> None:
    assert copy_rate(list("abcdef"), list("xxabcdefxx")) == 1
    assert copy_rate(list("abcdzz"), list("abcd")) == pytest.approx(1 / 3)
    assert copy_rate(list("uvwxyz"), list("abcd")) == 0


def test_intervals_repeat_and_hold_the_mean() -> None:
    values = [0.1, 0.4, 0.3, 0.8, 0.2, 0.5]
    low, high = interval(values)
    assert low < sum(values) / 6 < high
    assert interval(values) == (low, high)


def test_a_paired_difference_is_found_where_unpaired_ones_overlap() -> None:
    theirs = [0.1, 0.9, 0.3, 0.7, 0.2, 0.8]
    ours = [value + 0.05 + 0.01 * (number % 2) for number, value in enumerate(theirs)]
    mean, low, high = paired(ours, theirs)
    assert mean == pytest.approx(0.055)
    assert 0 < low <= mean <= high
