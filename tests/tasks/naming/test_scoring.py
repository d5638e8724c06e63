"""Scores of single names: every axis visible, explained and weighed as asked."""

import pytest

from pipeline.tasks.naming.axes import WEIGHTS, Needs
from pipeline.tasks.naming.hanja import find
from pipeline.tasks.naming.meaning import meaning_of
from pipeline.tasks.naming.scoring import Scorer, needs_of
from pipeline.tasks.naming.surnames import read_surname
from tests.tasks.naming.births import chart_of


def characters(hanja: str):
    return [find(char) for char in hanja]


@pytest.fixture
def scorer() -> Scorer:
    return Scorer(Needs("수", "금", "토", ("수",)), read_surname("김", "金"), "여")


def test_default_weights_make_a_hundred() -> None:
    assert sum(WEIGHTS.values()) == 100


def test_axes_add_up_to_the_score_and_each_says_why(scorer: Scorer) -> None:
    name = scorer.score("서윤", characters("瑞潤"))
    assert {axis.name for axis in name.axes} == set(WEIGHTS)
    assert name.score == pytest.approx(sum(axis.points for axis in name.axes), abs=0.05)
    assert all(0 <= axis.points <= axis.max for axis in name.axes)
    assert all(axis.why.endswith(".") for axis in name.axes)
    numbers = next(axis for axis in name.axes if axis.name == "수리 4격")
    assert "정격(말년) 38획 길" in numbers.why
    assert "원격(초년) 30획 책마다 다름" in numbers.why


def test_the_needed_element_is_worth_more_than_the_avoided_one(scorer: Scorer) -> None:
    def chart_points(hanja: str) -> float:
        return scorer.score("도하", characters(hanja)).axes[0].points

    assert chart_points("渡河") > chart_points("道昰") > chart_points("道廈") * 0.9
    assert chart_points("渡河") == WEIGHTS["사주 보완"]


def test_weights_can_be_changed(scorer: Scorer) -> None:
    only_numbers = Scorer(scorer.needs, scorer.surname, "여", {axis: float(axis == "수리 4격") for axis in WEIGHTS})
    name = only_numbers.score("서윤", characters("瑞潤"))
    assert name.score == pytest.approx(100 * (0.6 + 0 + 1 + 1) / 4)


def test_the_other_school_gives_other_sound_points(scorer: Scorer) -> None:
    other = Scorer(scorer.needs, scorer.surname, "여", school="해례")
    ours = scorer.score("하윤", characters("河潤")).axes[2]
    theirs = other.score("하윤", characters("河潤")).axes[2]
    assert "목-토-토" in ours.why
    assert "목-수-수" in theirs.why
    assert theirs.points > ours.points


def test_without_hanja_what_can_be_scored_makes_a_hundred(scorer: Scorer) -> None:
    name = scorer.score("서윤", [])
    assert {axis.name for axis in name.axes if axis.points is None} == {
        "사주 보완",
        "자원오행",
        "수리 4격",
        "쓰기·읽기",
    }
    assert sum(axis.max for axis in name.axes) == pytest.approx(100, abs=0.2)
    assert name.meaning == ""


def test_a_surname_without_hanja_leaves_out_the_numbers_only() -> None:
    scorer = Scorer(Needs("수", "금", "토"), read_surname("뜌"), "여")
    name = scorer.score("서윤", characters("瑞潤"))
    assert {axis.name for axis in name.axes if axis.points is None} == {"수리 4격"}


def test_bad_meanings_block_and_custom_only_warns(scorer: Scorer) -> None:
    bad = scorer.score("사우", characters("死宇"))
    assert bad.blocked
    assert any("뜻이 좋지 않아" in warning for warning in bad.warnings)
    custom = scorer.score("해나", characters("海娜"))
    assert not custom.blocked
    assert any("불용한자" in warning and "법으로 막거나" in warning for warning in custom.warnings)


def test_awkward_names_lose_their_points() -> None:
    scorer = Scorer(Needs("수", "금", "토"), read_surname("임", "林"), "남")
    name = scorer.score("신우", characters("信宇"))
    assert name.axes[6].points == 0
    assert name.blocked


def test_needs_come_from_the_chart() -> None:
    chart = chart_of()
    needs = needs_of(chart)
    assert needs.element == chart.yongsin.element
    assert needs.missing == chart.missing


def test_meanings_are_sentences_with_the_right_particles() -> None:
    said = {
        meaning_of(given, characters(hanja))
        for given, hanja in (("서윤", "瑞潤"), ("하준", "河俊"), ("건", "健"), ("지우", "智宇"), ("도현", "道賢"))
    }
    assert len(said) == 5
    for sentence in said:
        assert sentence.endswith("다.")
        for wrong in ("음를", "뜻를", "기운를", "주을", "혜을", "음와", "주과"):
            assert wrong not in sentence


def test_the_name_as_json(scorer: Scorer) -> None:
    name = scorer.score("서윤", characters("瑞潤")).as_dict()
    assert (name["hangul"], name["hanja"], name["full"]) == ("서윤", "瑞潤", {"hangul": "김서윤", "hanja": "金瑞潤"})
    assert name["characters"][0] == {
        **{"hanja": "瑞", "reading": "서", "gloss": "상서로울", "english": "", "strokes": 14, "written_strokes": 13},
        **{"radical": "玉", "element": "금", "confidence": "높음", "legal": True},
    }
    assert name["romanized"]["passport"] == "Kim Seoyun"
