"""The three ways to a name, as the endpoints use them."""

import json
import random
import unicodedata

import pytest

from pipeline.errors import InvalidInput
from pipeline.tasks.naming.names import check_name, hanja_for, recommend_names
from pipeline.tasks.naming.pool import given_names
from pipeline.tasks.naming.surnames import surname_choices
from tests.tasks.naming.births import chart_of, random_charts


def test_every_recommended_hanja_is_legal_with_that_reading() -> None:
    # A sample; bench/names.py goes over all surnames and a thousand births.
    chance = random.Random(5)
    surnames = [(choice.hangul, hanja) for choice in surname_choices().values() for hanja in choice.hanja]
    for chart in random_charts(25):
        surname, hanja = chance.choice(surnames)
        gender = chance.choice(("남", "여", "무관"))
        names = recommend_names(chart, surname=surname, surname_hanja=hanja, gender=gender)
        assert len(names) == 20, (surname, gender)
        assert [name.score for name in names] == sorted((name.score for name in names), reverse=True)
        for name in names:
            assert name.hangul in given_names(gender)
            assert not name.blocked
            for character, syllable in zip(name.characters, name.hangul, strict=True):
                assert character.legal
                assert character.reads(syllable)
            json.dumps(name.as_dict(), ensure_ascii=False)


def test_the_same_request_gives_the_same_names() -> None:
    first = recommend_names(chart_of(), surname="이", gender="남")
    assert first == recommend_names(chart_of(), surname="이", gender="남")


def test_mocking_names_are_never_recommended() -> None:
    for surname, sound in (("고", "고자"), ("임", "임신"), ("변", "변태"), ("추", "추하"), ("피", "피살")):
        for gender in ("남", "여"):
            for name in recommend_names(chart_of(), surname=surname, gender=gender, count=60):
                assert not (surname + name.hangul).startswith(sound)


def test_single_syllable_names() -> None:
    names = recommend_names(chart_of(), surname="한", gender="남", count=10, options={"syllables": 1})
    assert len(names) == 10
    assert all(len(name.hangul) == len(name.hanja) == 1 for name in names)


def test_wished_and_excluded_syllables() -> None:
    names = recommend_names(
        chart_of(), surname="최", gender="여", options={"wish": "율, 솔", "exclude": ["하율", "지"]}
    )
    assert names
    for name in names:
        assert "율" in name.hangul or "솔" in name.hangul
        assert name.hangul != "하율"
        assert "지" not in name.hangul


def test_excluded_hanja_do_not_come() -> None:
    plain = recommend_names(chart_of(), surname="최", gender="여")
    taken = plain[0].hanja[0]
    names = recommend_names(chart_of(), surname="최", gender="여", options={"exclude": [taken]})
    assert all(taken not in name.hanja for name in names)


@pytest.mark.parametrize("place", [1, 2])
def test_generation_syllable_stands_at_its_place_with_its_hanja(place: int) -> None:
    options = {"generation_syllable": "준", "generation_hanja": "俊", "generation_position": place}
    names = recommend_names(chart_of(), surname="정", gender="남", count=8, options=options)
    assert len(names) == 8
    assert all(name.hangul[place - 1] == "준" and name.hanja[place - 1] == "俊" for name in names)


def test_a_generation_syllable_that_is_rare_today_still_gives_names() -> None:
    names = recommend_names(chart_of(), surname="정", gender="남", options={"generation_syllable": "식"})
    assert len(names) >= 10
    assert all(name.hangul.endswith("식") for name in names)


def test_weights_and_school_reach_the_score() -> None:
    options = {"weights": {"요즘 이름": 100, "사주 보완": 0}, "school": "해례본"}
    names = recommend_names(chart_of(), surname="김", gender="여", options=options)
    assert names[0].axes[0].max == 0
    assert "해례" in names[0].axes[2].why


def test_hanja_for_a_chosen_sound() -> None:
    names = hanja_for(chart_of(gender="여"), surname="김", given="서윤")
    assert len(names) == 20
    assert {name.hangul for name in names} == {"서윤"}
    assert len({name.hanja for name in names}) == 20
    assert all(character.legal and not character.bad for name in names for character in name.characters)


def test_hanja_for_three_syllables_and_for_one() -> None:
    assert hanja_for(chart_of(), surname="김", given="라온제", count=5)
    assert hanja_for(chart_of(), surname="김", given="윤", count=5)[0].hanja


def test_check_says_what_the_list_does_not_hold_and_scores_the_rest() -> None:
    checked = check_name(chart_of(gender="여"), surname="이", surname_hanja="李", given="서연", given_hanja="書曌")
    assert checked["legal"] is False
    assert "우리 인명용 한자 목록에 없는 글자" in checked["notes"][0]
    assert "2024년" in checked["notes"][0]
    assert "허용되지" not in json.dumps(checked, ensure_ascii=False)
    assert checked["name"]["axes"]["수리 4격"]["points"] is not None


def test_check_tells_another_reading_apart() -> None:
    checked = check_name(chart_of(), surname="이", surname_hanja="李", given="서준", given_hanja="珉俊")
    assert checked["legal"] is False
    assert "음은 민이며" in checked["notes"][0]


def test_check_of_a_character_that_we_know_nothing_of() -> None:
    checked = check_name(chart_of(), surname="이", surname_hanja="李", given="서준", given_hanja="\U00031350俊")
    assert checked["legal"] is False
    assert checked["name"]["axes"]["수리 4격"]["points"] is None
    assert checked["name"]["axes"]["발음오행"]["points"] is not None


def test_check_without_hanja_and_of_a_good_name() -> None:
    assert check_name(chart_of(), surname="이", given="봄")["legal"] is None
    good = check_name(chart_of(), surname="이", surname_hanja="李", given="도현", given_hanja="道賢")
    assert good["legal"] is True
    assert good["notes"] == []
    json.dumps(good, ensure_ascii=False)


@pytest.mark.parametrize(
    ("field", "arguments"),
    [
        ("surname", {"surname": "Kim"}),
        ("gender", {"gender": "둘 다"}),
        ("count", {"count": 0}),
        ("count", {"count": 61}),
        ("count", {"count": "스무"}),
        ("options", {"options": {"syllables": 3}}),
        ("options", {"options": {"syllable": 2}}),
        ("options", {"options": {"wish": "서윤"}}),
        ("options", {"options": {"wish": 3}}),
        ("options", {"options": {"generation_syllable": "준우"}}),
        ("options", {"options": {"generation_syllable": "준", "generation_hanja": "珉"}}),
        ("options", {"options": {"generation_syllable": "준", "syllables": 1}}),
        ("options", {"options": {"generation_syllable": "준", "exclude": "준"}}),
        ("options", {"options": {"weights": {"운": 3}}}),
        ("options", {"options": {"weights": {"음양": -1}}}),
        ("options", {"options": {"school": "중국"}}),
        ("options", {"options": {"wish": "뷁"}}),
    ],
)
def test_bad_wishes_get_a_clear_message(field: str, arguments: dict) -> None:
    with pytest.raises(InvalidInput) as error:
        recommend_names(chart_of(), **{"surname": "김", "gender": "남", **arguments})
    assert error.value.field == field
    assert error.value.what.endswith("다.")
    assert error.value.do.endswith("요.")


@pytest.mark.parametrize(
    ("field", "given", "hanja"),
    [
        ("given", "", ""),
        ("given", "Seo", ""),
        ("given", "가나다라마바", ""),
        ("given_hanja", "서윤", "瑞"),
        ("given_hanja", "서윤", "瑞윤"),
    ],
)
def test_bad_names_get_a_clear_message(field: str, given: str, hanja: str) -> None:
    with pytest.raises(InvalidInput) as error:
        check_name(chart_of(), surname="김", given=given, given_hanja=hanja)
    assert error.value.field == field


def test_syllables_typed_on_a_mac_are_the_same() -> None:
    def decomposed(text: str) -> str:
        return unicodedata.normalize("NFD", text)

    options = {"wish": decomposed("율"), "exclude": [decomposed("하율")]}
    names = recommend_names(chart_of(), surname=decomposed("남궁"), gender="여", count=5, options=options)
    assert all("율" in name.hangul and name.hangul != "하율" for name in names)
    checked = check_name(chart_of(), surname=" 김 ", given=decomposed("서 윤"), given_hanja="瑞 潤")
    assert checked["name"]["full"] == {"hangul": "김서윤", "hanja": "金瑞潤"}


def test_names_that_begin_like_an_unhappy_word_are_seldom_worth_suggesting() -> None:
    for surname, start in (("강", "강도"), ("고", "고민"), ("안", "안하"), ("피", "피해"), ("황", "황제")):
        for gender in ("남", "여"):
            names = recommend_names(chart_of(), surname=surname, gender=gender)
            assert not any((surname + name.hangul).startswith(start) for name in names), (surname, gender)
