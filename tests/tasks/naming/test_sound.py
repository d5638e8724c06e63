"""발음오행 of both schools, relations of elements, how a name is said, and awkward readings."""

import pytest

from pipeline.tasks.naming.awkward import awkward_readings
from pipeline.tasks.naming.relations import arrow, relation
from pipeline.tasks.naming.sound import pronunciation, sound_elements, vowel_polarity


def test_two_schools_differ_in_throat_and_lip_sounds() -> None:
    assert sound_elements("가나마사아하바") == ["목", "화", "수", "금", "토", "토", "수"]
    assert sound_elements("가나마사아하바", "해례") == ["목", "화", "토", "금", "수", "수", "토"]
    assert sound_elements("최까또") == ["금", "목", "화"]


def test_relations_of_elements() -> None:
    assert [relation(*pair) for pair in ("목화", "화목", "목목", "목토", "토목", "금목")] == [
        *("상생", "상생", "비화", "상극", "상극", "상극"),
    ]
    assert arrow("화", "목") == "목→화 상생"
    assert arrow("목", "금") == "금→목 상극"


def test_vowels() -> None:
    assert [vowel_polarity(syllable) for syllable in "하호서유은지"] == ["양", "양", "음", "음", "음", "음"]


def test_a_repeated_syllable_is_hard_to_say() -> None:
    good, none = pronunciation("김", "서윤")
    bad, reasons = pronunciation("하", "하윤")
    assert good == 1.0
    assert none == []
    assert bad < 0.5
    assert "겹칩니다" in reasons[0]


def test_sound_changes_between_syllables_cost_a_little() -> None:
    ease, reasons = pronunciation("박", "리안")
    assert 0.8 < ease < 1
    assert "소리가 바뀌어" in reasons[0]


@pytest.mark.parametrize(
    ("surname", "given", "kind", "sound"),
    [
        ("임", "신우", "놀림", "임신"),
        ("고", "자연", "놀림", "고자"),
        ("조", "진우", "부정 시작", "조진"),
        ("변", "태민", "놀림", "변태"),
        ("이", "재민", "부정", "이재민"),
        ("하", "소연", "부정", "하소연"),
        ("고", "민준", "부정 시작", "고민"),
        ("황", "제이", "별명", "황제"),
        ("이", "유", "낱말", "이유"),
        ("김", "예민", "부정", "예민"),
        ("김", "보온", "낱말 이름", "보온"),
        ("박", "정산", "낱말 이름", "정산"),
        ("최", "승인", "낱말 이름", "승인"),
        ("고", "수", "낱말", "고수"),
    ],
)
def test_awkward_readings_are_found_and_explained(surname: str, given: str, kind: str, sound: str) -> None:
    found = awkward_readings(surname, given)[0]
    assert (found.kind, found.sound) == (kind, sound)
    assert f"'{sound}'" in found.message


def test_a_plain_name_has_no_awkward_reading() -> None:
    for surname, given in (("김", "서윤"), ("박", "도현"), ("남궁", "민"), ("정", "지우"), ("이", "하은")):
        assert awkward_readings(surname, given) == []


@pytest.mark.parametrize(
    "given",
    ["예민", "정산", "유인", "수유", "보온", "주산", "상식", "규제", "정범", "승인", "민사", "경영", "영양", "환경"],
)
def test_a_word_that_is_no_name_is_not_suggested(given: str) -> None:
    assert any(each.blocks for each in awkward_readings("김", given))


@pytest.mark.parametrize(
    "given", ["지수", "가영", "은혜", "하늘", "우주", "정화", "승리", "소리", "미소", "지혜", "인정", "영웅", "윤택"]
)
def test_a_word_that_is_a_name_is_suggested(given: str) -> None:
    assert not any(each.blocks for each in awkward_readings("김", given))
