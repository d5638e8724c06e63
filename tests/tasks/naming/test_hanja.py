"""The closed set of name characters: readings, strokes, elements, and the rule of the initial sound."""

import re

import pytest

from pipeline.tasks.naming import hanja
from pipeline.tasks.naming.hangul import compose, decompose, initial_sound_forms, with_particle

# 원획 as published tables of name strokes give them: every abbreviated radical form, common surnames, numerals.
ORIGINAL_STROKES = (
    "金8李7朴6崔11鄭19姜9趙14尹4張11林8吳7申5徐10權22黃12安6宋7全6洪10柳9高10文4孫10梁11裵14曺10白5許11劉15南9沈8盧16"
    "河9丁2成7車7具8郭15禹9朱6羅20任6田5閔12辛7陳16池7嚴20元4千3蔡17方4康11楊13石5馬10廉13魏18奇8俊9民5敏11書10瑞14智12"
    "賢15英11洙10浩11泰9承8在6勝12育10裕13祐10禎14福14禮18瑛14慧15恩10惠12熙13姬9喜12嬉15彗11夏10昊8湖13鎬18潤16胤11允4"
    "娜10奈8那11多6彬11斌12朗11旻8玟9珉10旼8延7然12姸9娟10蓮17連14琉12政9誠14盛12晟11宇6佑7雨8友4準14峻10埈10濬18建9"
    "健11炫9顯23泫9道16都16到8志7芝10娥10雅12藝21睿14珠11遇16圭6珪11律9瓊20景12慶15鏡19秀7壽14樹16陽17洋10"
    "一1二2三3四4五5六6七7八8九9十10"
)


@pytest.mark.parametrize(("char", "strokes"), re.findall(r"(\D)(\d+)", ORIGINAL_STROKES))
def test_original_strokes_agree_with_published_tables(char: str, strokes: str) -> None:
    found = hanja.find(char)
    assert found is not None
    assert found.original == int(strokes)


def test_the_list_is_the_union_of_name_and_education_hanja() -> None:
    table = hanja.legal_table()
    assert len(table) == 8094
    assert sum(entry.education for entry in table.values()) == 1800
    assert all(entry.readings and entry.written > 0 and entry.original > 0 for entry in table.values())
    assert {entry.element for entry in table.values()} == set("목화토금수")
    assert {entry.confidence for entry in table.values()} == {"높음", "보통", "낮음"}


def test_no_bad_character_is_a_dictionary_accident() -> None:
    # Their glosses are homonyms of bad words (옥 is jade and prison, 이 is this and louse).
    for char in "瓊琪祝是時延然牧補祈馬斗崖曇":
        assert not hanja.legal_table()[char].bad, char
    for char in "死病鬼盜姦屍愚亡哭裸胎癩痘辱嫌訃叱症便殮蠍":
        assert hanja.legal_table()[char].bad, char


def test_initial_sound_rule() -> None:
    assert initial_sound_forms("룡") == ("용",)
    assert initial_sound_forms("란") == ("난",)
    assert initial_sound_forms("녀") == ("여",)
    assert initial_sound_forms("렬") == ("열",)
    assert initial_sound_forms("나") == ()
    assert initial_sound_forms("강") == ()
    table = hanja.legal_table()
    assert table["龍"].reads("룡")
    assert table["龍"].reads("용")
    assert not table["龍"].reads("농")
    assert table["娜"].reads("나")
    assert not table["娜"].reads("아")
    assert table["金"].reads("김")
    assert table["金"].reads("금")
    assert table["蘭"] in hanja.legal_for("난")
    assert table["蘭"] in hanja.legal_for("란")


def test_elements_follow_the_radical_and_meaning_overrides_it_with_less_confidence() -> None:
    table = hanja.legal_table()
    found = {char: (table[char].element, table[char].confidence) for char in "河林炫垠鉉仁智"}
    assert found == {
        "河": ("수", "높음"),
        "林": ("목", "높음"),
        "炫": ("화", "높음"),
        "垠": ("토", "높음"),
        "鉉": ("금", "높음"),
        "仁": ("목", "보통"),
        "智": ("수", "보통"),
    }


def test_outside_the_list_is_said_and_still_counted() -> None:
    found = hanja.find("曌")
    assert found is not None
    assert not found.legal
    assert found.original == 16
    assert hanja.find("尽") is not None
    assert hanja.find("龘龘"[0]) is not None
    assert hanja.find("가") is None
    assert "2024년" in hanja.MISSING_NOTE


def test_compatibility_ideographs_are_the_same_character() -> None:
    assert hanja.find("\uf90a") == hanja.find("金")


def test_hangul_round_trip_and_particles() -> None:
    for syllable in "가힣윤쀍":
        assert compose(*decompose(syllable)) == syllable
    assert with_particle("서윤(瑞潤)", "은/는") == "서윤(瑞潤)은"
    assert with_particle("지우", "이/가") == "지우가"
    assert with_particle("서율", "으로/로") == "서율로"
    assert with_particle("도윤", "으로/로") == "도윤으로"
