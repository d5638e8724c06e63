"""The fast scoring of a whole pool agrees with the explained score of each name, and the choice is varied."""

from collections import Counter

import numpy as np
import pytest

from pipeline.tasks.naming.candidates import combine, fitting, pool_combinations, score_all, usual
from pipeline.tasks.naming.hangul import decompose
from pipeline.tasks.naming.hanja import legal_table
from pipeline.tasks.naming.pool import given_names, offered
from pipeline.tasks.naming.scoring import Scorer, needs_of
from pipeline.tasks.naming.surnames import read_surname
from pipeline.tasks.naming.variety import choose
from tests.tasks.naming.births import chart_of


@pytest.mark.parametrize(
    ("surname", "gender", "syllables"), [("김", "남", 2), ("남궁", "여", 2), ("뜌", "남", 2), ("한", "여", 1)]
)
def test_fast_scores_are_the_explained_scores(surname: str, gender: str, syllables: int) -> None:
    scorer = Scorer(needs_of(chart_of()), read_surname(surname), gender)
    rows = pool_combinations(gender, syllables)
    scores = score_all(scorer, rows)
    names = np.repeat(np.arange(len(rows.names)), np.diff(rows.begins))
    for row in range(0, len(scores), max(1, len(scores) // 150)):
        characters = [rows.characters[i] for i in (rows.first[row], rows.second[row]) if i >= 0]
        explained = scorer.score(rows.names[names[row]], characters)
        if scores[row] >= 0:
            assert scores[row] == pytest.approx(explained.score, abs=0.41), (explained.hangul, explained.hanja)


def test_names_of_the_pool_can_be_written_in_legal_hanja_but_for_pure_korean_ones() -> None:
    for gender in ("남", "여"):
        names = given_names(gender)
        assert len(names) >= 500
        written = set(pool_combinations(gender, 2).names) | set(pool_combinations(gender, 1).names)
        assert len(written) >= 0.94 * len(names)
        for name in set(names) - written:
            assert any(not usual(syllable, gender) for syllable in name), name
    assert len(given_names("무관")) >= 150


def test_every_offered_character_is_legal_with_its_reading_and_fair() -> None:
    syllables = {syllable for gender in ("남", "여") for name in given_names(gender) for syllable in name}
    total = set()
    for syllable in syllables:
        for entry in offered(syllable):
            assert entry.hanja.reads(syllable), (syllable, entry.hanja.char)
            assert not entry.hanja.bad, entry.hanja.char
            assert entry.hanja.gloss(syllable) == entry.gloss
            assert entry.quality
            total.add(entry.hanja.char)
    assert len(total) >= 700
    assert total <= legal_table().keys()


def test_the_choice_is_varied() -> None:
    scorer = Scorer(needs_of(chart_of()), read_surname("박"), "여")
    rows = pool_combinations("여", 2)
    chosen = choose(rows, score_all(scorer, rows), 20)
    names = [name for name, _ in chosen]
    assert len(set(names)) == 20
    syllables = Counter(syllable for name in names for syllable in name)
    assert max(syllables.values()) <= 4
    characters = Counter(each.char for _, characters in chosen for each in characters)
    assert max(characters.values()) <= 3
    for i, name in enumerate(names):
        for other in names[:i]:
            letters = [letter for syllable in name for letter in decompose(syllable)]
            others = [letter for syllable in other for letter in decompose(syllable)]
            assert sum(a != b for a, b in zip(letters, others, strict=True)) > 1, (name, other)
            assert sorted(name) != sorted(other)


@pytest.mark.parametrize(("syllable", "gender"), [("라", "남"), ("태", "여")])
def test_a_syllable_of_the_other_gender_has_that_ones_characters(syllable: str, gender: str) -> None:
    assert usual(syllable, gender) == ()
    assert fitting(syllable, gender) == offered(syllable) != ()


def test_no_character_of_unfortunate_meaning_is_ever_offered() -> None:
    syllables = {form for hanja in legal_table().values() for form in hanja.readings}
    unfortunate = set("裸倮臝癩瘰胎汰痘僕瑕毁饑瘖讒詛")
    for syllable in syllables:
        for gender in ("남", "여", "무관"):
            found = {entry.hanja.char for entry in fitting(syllable, gender)}
            assert not found & unfortunate, (syllable, found & unfortunate)


def test_a_rare_syllable_is_offered_its_legal_characters() -> None:
    found = fitting("뇌", "남")
    assert found
    assert all(entry.hanja.reads("뇌") and not entry.hanja.bad for entry in found)
    assert fitting("뷁", "남") == ()
    assert combine(["뷁준"], lambda syllable, _: fitting(syllable, "남")).names == ()
