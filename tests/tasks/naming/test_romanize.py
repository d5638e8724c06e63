"""The name in Latin letters."""

import pytest

from pipeline.tasks.naming.romanize import revised, romanize
from pipeline.tasks.naming.surnames import surname_choices


@pytest.mark.parametrize(
    ("hangul", "latin"),
    [
        *(("서윤", "Seoyun"), ("하율", "Hayul"), ("민준", "Minjun"), ("건우", "Geonu"), ("예은", "Yeeun")),
        *(("백현", "Baekhyeon"), ("원희", "Wonhui"), ("결", "Gyeol"), ("의찬", "Uichan"), ("쌍희", "Ssanghui")),
    ],
)
def test_revised_romanization_goes_syllable_by_syllable(hangul: str, latin: str) -> None:
    assert revised(hangul) == latin


def test_passports_spell_surnames_their_own_way() -> None:
    assert romanize("이", "라온") == {"revised": "I Raon", "passport": "Lee Raon", "surname_spellings": "Lee, Yi"}
    assert romanize("남궁", "민")["passport"] == "Namgung Min"
    assert romanize("탁", "온")["passport"] == "Tak On"


def test_every_surname_gets_plain_letters() -> None:
    for surname in surname_choices():
        latin = romanize(surname, "서윤")["passport"]
        assert latin.isascii()
        assert latin.replace(" ", "").isalpha()
