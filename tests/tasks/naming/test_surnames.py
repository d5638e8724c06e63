"""Surnames in use, their hanja, and what a person may type."""

import pytest

from pipeline.errors import InvalidInput
from pipeline.tasks.naming.hanja import find
from pipeline.tasks.naming.surnames import read_surname, surname_choices


def test_every_common_surname_is_there_most_people_first() -> None:
    choices = surname_choices()
    assert list(choices)[:6] == ["김", "이", "박", "정", "최", "조"]
    assert {"남궁", "황보", "제갈", "사공", "선우", "서문", "독고", "동방", "망절", "어금"} <= choices.keys()
    assert len(choices) >= 200
    assert sum(len(choice.hanja) for choice in choices.values()) >= 500
    assert choices["정"].hanja[:3] == ("鄭", "丁", "程")
    assert choices["유"].hanja[:3] == ("柳", "劉", "兪")


def test_strokes_are_known_for_every_hanja_of_every_surname() -> None:
    for choice in surname_choices().values():
        for hanja in choice.hanja:
            assert len(hanja) == len(choice.hangul)
            assert all(find(char) is not None for char in hanja), (choice.hangul, hanja)


def test_the_most_common_hanja_is_taken_and_said_so() -> None:
    surname = read_surname("정")
    assert surname.hanja == "鄭"
    assert surname.strokes == 19
    assert "정(鄭)으로" in surname.notes[0]
    assert "丁" in surname.notes[0]
    assert read_surname("박", "朴").notes == ()


def test_two_syllable_surname_adds_its_strokes() -> None:
    surname = read_surname("남궁", "南宮")
    assert surname.strokes == 9 + 10
    assert surname.element == "목"  # 宮 stands before the given name


def test_an_unknown_surname_is_accepted_without_strokes() -> None:
    surname = read_surname("뜌")
    assert surname.strokes is None
    assert "목록에 없는" in surname.notes[0]


def test_another_hanja_than_those_in_use_is_accepted_with_a_note() -> None:
    surname = read_surname("김", "今")
    assert surname.strokes == 4
    assert "확인해 주세요" in surname.notes[0]


@pytest.mark.parametrize(
    ("surname", "hanja", "field"),
    [
        *(("", "", "surname"), ("Kim", "", "surname"), ("김이박최정", "", "surname"), ("ㄱ", "", "surname")),
        *(("김", "金李", "surname_hanja"), ("김", "가", "surname_hanja"), ("남궁", "南", "surname_hanja")),
    ],
)
def test_what_cannot_be_read_is_said_with_what_to_do(surname: str, hanja: str, field: str) -> None:
    with pytest.raises(InvalidInput) as error:
        read_surname(surname, hanja)
    assert error.value.field == field
    assert error.value.do.endswith("주세요.") or error.value.do.endswith("두세요.")
