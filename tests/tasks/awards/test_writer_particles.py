"""Particles agree with the sound before them, whatever script it is written in."""

import hypothesis.strategies as st
import pytest
from hypothesis import given

from pipeline.tasks.awards.particles import attach, ends_in_consonant, particle


@pytest.mark.parametrize(
    ("word", "kind", "expected"),
    [
        ("민지", "은", "민지는"),
        ("김하늘", "은", "김하늘은"),
        ("김하늘", "으로", "김하늘로"),
        ("지은", "이", "지은이"),
        ("10km", "을", "10km를"),
        ("30kg", "을", "30kg을"),
        ("MVP", "을", "MVP를"),
        ("CEO", "은", "CEO는"),
        ("PPT", "을", "PPT를"),
        ("AI", "이", "AI가"),
        ("Kim", "은", "Kim은"),
        ("Kevin", "이", "Kevin이"),
        ("Alice", "이", "Alice가"),
        ("Google", "으로", "Google로"),
        ("100", "은", "100은"),
        ("1,000", "을", "1,000을"),
        ("3.14", "을", "3.14를"),
        ("12", "이", "12가"),
        ("50%", "을", "50%를"),
        ("金哲洙", "은", "金哲洙는"),
        ("大賞", "을", "大賞을"),
        ("第一", "으로", "第一로"),
        ("김민수(金民秀)", "이", "김민수(金民秀)가"),
        ("‘나눔이’", "이", "‘나눔이’가"),
        ("나비🐱", "은", "나비🐱는"),
        ("봄이♥", "와", "봄이♥와"),
        ("서버", "으로", "서버로"),
        ("팀장", "이었", "팀장이었"),
        ("의사", "이었", "의사였"),
    ],
)
def test_particle_follows_the_sound(word, kind, expected):
    assert attach(word, kind) == expected


def test_other_particles_stay_as_they_are():
    assert attach("엄마", "에게") == "엄마에게"
    assert attach("새벽", "마다") == "새벽마다"


syllables = st.characters(min_codepoint=0xAC00, max_codepoint=0xD7A3)
words = st.text(syllables, min_size=1, max_size=6)


@given(words)
def test_every_hangul_word_takes_the_form_of_its_last_syllable(word):
    final = (ord(word[-1]) - 0xAC00) % 28
    assert particle(word, "이") == ("이" if final else "가")
    assert particle(word, "을") == ("을" if final else "를")
    assert particle(word, "은") == ("은" if final else "는")
    assert particle(word, "와") == ("과" if final else "와")
    assert particle(word, "으로") == ("으로" if final not in {0, 8} else "로")


@given(words, st.sampled_from(["’", "”", ")", "!", " ", "♥", "🎉"]))
def test_what_is_not_read_aloud_changes_nothing(word, silent):
    assert particle(word + silent, "을") == particle(word, "을")


@given(st.integers(0, 10**13))
def test_numbers_take_the_form_of_their_reading(number):
    """Only 2 이, 4 사, 5 오, 9 구 and 10^12 조 end in a vowel; 0 is read 영 only when alone."""
    digits = str(number)
    vowel = digits[-1] in "2459" or (number > 0 and len(digits) - len(digits.rstrip("0")) >= 12)
    assert ends_in_consonant(digits) is not vowel
    assert particle(f"{number:,}", "이") == particle(digits, "이")


@given(st.text(st.characters(), min_size=0, max_size=8))
def test_any_text_gets_one_of_both_forms(text):
    assert particle(text, "은") in {"은", "는"}
