"""What is read from the pillars: elements, ten gods, strength, yongsin, luck, stars, warnings, other charts."""

from __future__ import annotations

import json
from datetime import datetime

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from pipeline.tasks.naming.birth import parse_birth
from pipeline.tasks.naming.chart import Chart, saju_chart
from pipeline.tasks.naming.elements import ELEMENTS, generated_by, generates, overcome_by, overcomes, weigh_elements
from pipeline.tasks.naming.pillars import FourPillars
from pipeline.tasks.naming.stars import stars_of, void_of
from pipeline.tasks.naming.strength import strength_of
from pipeline.tasks.naming.yongsin import yongsin_of
from tests.tasks.naming.reference_files import rows


def chart(
    birth_date: str, birth_time: str = "", calendar: str = "양력", gender: str = "남", **options: object
) -> Chart:
    return saju_chart(parse_birth(birth_date, birth_time, calendar, gender, options))


_LISTED = {"천을귀인", "문창귀인", "양인살"}  # the stars that the reference holds

minutes = st.datetimes(datetime(1900, 1, 1), datetime(2050, 12, 31, 23)).filter(
    # Births near the hours that clocks jumped over or showed twice have tests of their own.
    lambda at: 4 <= at.hour < 22
)


def test_ten_gods_void_and_periods_are_those_of_the_reference() -> None:
    for row in rows("readings.csv.gz"):
        found = chart(row["civil"][:10], row["civil"][11:], gender=row["gender"])
        shown = found.as_dict()["characters"]
        gods = [shown[name]["stem"]["ten_god"] for name in ("year", "month", "hour")]
        gods += [shown[name]["branch"]["ten_god"] for name in ("year", "month", "day", "hour")]
        assert " ".join(gods) == row["gods"], row
        assert found.void.branches == row["void"], row
        stars = [f"{star.name}:{place}" for star in found.stars if star.name in _LISTED for place in star.places]
        assert " ".join(sorted(stars)) == row["stars"], row
        assert found.luck is not None
        assert (found.luck.direction == "순행") == (row["forward"] == "1"), row
        assert " ".join(period.pillar for period in found.luck.periods[:8]) == row["periods"], row
        first = found.luck.periods[0]
        assert first.age == 1 or abs(first.age - float(row["years"])) <= 0.51, row
        assert first.year == int(row["civil"][:4]) + first.age


def test_the_eight_characters_are_counted_by_element() -> None:
    found = chart("1988-05-08", "07:30")
    assert found.pillars == FourPillars("戊辰", "丁巳", "癸亥", "丙辰")
    assert found.counts == {"목": 0, "화": 3, "토": 3, "금": 0, "수": 2}
    assert found.missing == ("목", "금")


def test_hidden_stems_weigh_in_and_the_month_branch_thrice() -> None:
    """戊辰 丁巳 癸亥 丙辰: four stems at 10, 辰 twice and 亥 at 10, 巳 at 30, each branch by its days out of 30."""
    weights = weigh_elements(FourPillars("戊辰", "丁巳", "癸亥", "丙辰"))
    expected = {
        "목": 2 * 9 / 3 + 7 / 3,  # 乙 of 辰 twice, 甲 of 亥
        "화": 20 + 16,  # 丁 丙, 丙 of 巳
        "토": 10 + 2 * 18 / 3 + 7 + 7 / 3,  # 戊, 戊 of 辰 twice, of 巳, of 亥
        "금": 7,  # 庚 of 巳
        "수": 10 + 2 * 3 / 3 + 16 / 3,  # 癸, 癸 of 辰 twice, 壬 of 亥
    }
    assert weights == pytest.approx(expected)


def test_the_cycles_of_the_elements() -> None:
    assert [generates(element) for element in ELEMENTS] == ["화", "토", "금", "수", "목"]
    assert [overcomes(element) for element in ELEMENTS] == ["토", "금", "수", "목", "화"]
    assert all(generated_by(generates(element)) == element for element in ELEMENTS)
    assert all(overcome_by(overcomes(element)) == element for element in ELEMENTS)


@pytest.mark.parametrize(
    ("pillars", "level", "element", "method"),
    [
        # 甲 in 寅 with 木 and 水 all round is strong; no 金 in the chart, so it spends itself on 화.
        (("甲寅", "丙寅", "甲子", "乙亥"), "신강", "화", "억부"),
        # 甲 in 卯 with 庚 in the year: 관성 is there to restrain it.
        (("庚寅", "己卯", "甲寅", "乙亥"), "신강", "금", "억부"),
        # 丙 in midwinter among water is weak, pressed by 수: 인성 passes the pressure on; it has 화 enough.
        (("壬子", "壬子", "丙申", "庚寅"), "신약", "목", "억부"),
        # 癸 in midwinter among its own kind: there is no 화 at all, and the season asks for it first.
        (("壬子", "壬子", "癸酉", "壬子"), "신강", "화", "조후"),
        # 庚 in midsummer among fire is weak; 수 cools, and the chart has next to none.
        (("丙午", "甲午", "庚午", "丁亥"), "신약", "수", "조후"),
        # 癸 in 巳, pressed by 화 (재성): its own kind helps, and the season asks for the same.
        (("戊辰", "丁巳", "癸亥", "丙辰"), "신약", "수", "억부·조후"),
        # 乙 in 未 among earth: too much 재성 for a weak self, so its own kind helps.
        (("己未", "戊辰", "乙丑", "戊寅"), "신약", "목", "억부"),
    ],
)
def test_strength_and_yongsin_of_plain_charts(
    pillars: tuple[str, str, str, str], level: str, element: str, method: str
) -> None:
    found = FourPillars(*pillars)
    strength = strength_of(found)
    yongsin = yongsin_of(found, strength)
    assert (strength.level, yongsin.element, yongsin.method) == (level, element, method)
    assert f"({level})" in yongsin.reason
    assert f"{strength.score}%" in yongsin.reason


@example(datetime(1900, 1, 1, 4), "여", True)  # before the first 절 of 1900
@example(datetime(2050, 12, 31, 21), "남", False)
@given(minutes, st.sampled_from(["남", "여"]), st.booleans())
def test_every_chart_adds_up(at: datetime, gender: str, known: bool) -> None:
    found = chart(f"{at:%Y-%m-%d}", f"{at:%H:%M}" if known else "", gender=gender)
    assert sum(found.counts.values()) == (8 if known else 6)
    assert sum(found.weights.values()) == pytest.approx(100)
    level = "신강" if found.strength.score >= 50 else "신약" if found.strength.score < 40 else "중화"
    assert found.strength.level == level
    yongsin = found.yongsin
    assert yongsin.element in {yongsin.by_strength, yongsin.by_season}
    assert len({yongsin.element, yongsin.helper, yongsin.avoid}) == 3
    assert yongsin.avoid == overcome_by(yongsin.element)
    assert yongsin.reason.endswith("다.")
    assert found.luck is not None
    assert [period.age - found.luck.periods[0].age for period in found.luck.periods] == list(range(0, 100, 10))
    assert 1 <= found.luck.periods[0].age <= 11
    shown = json.loads(json.dumps(found.as_dict(), ensure_ascii=False))
    assert shown["pillars"]["day"] == found.pillars.day
    assert (shown["pillars"]["hour"] is None) == (not known)
    for other in found.alternatives:
        assert other.pillars != found.pillars
        assert other.reason.endswith("입니다.")


def test_stars_of_a_chart() -> None:
    found = {star.name: star.places for star in stars_of(FourPillars("甲辰", "丙寅", "戊戌", "辛酉"))}
    # 戊 looks for 丑未 (천을귀인) and 申 (문창귀인): neither is there. 辰 of the year looks for 酉 and 寅.
    assert found == {"도화살": ("시지",), "역마살": ("월지",), "백호살": ("연주",), "괴강살": ("일주",)}
    assert void_of(FourPillars("甲辰", "丙寅", "戊戌", "辛酉")).places == ("연지",)


@given(minutes)
def test_blossom_horse_and_canopy_answer_to_the_trines_of_year_and_day(at: datetime) -> None:
    """Branches four apart form a trine; from 申子辰 (酉, 寅, 辰) each next trine's answers lie three branches back."""
    found = chart(f"{at:%Y-%m-%d}", f"{at:%H:%M}")
    branches = dict(zip(("연지", "월지", "일지", "시지"), found.as_dict()["pillars"].values(), strict=True))
    places = {name: "子丑寅卯辰巳午未申酉戌亥".index(pillar[1]) for name, pillar in branches.items()}
    stars = {star.name: set(star.places) for star in found.stars}
    for name, of_water in (("도화살", 9), ("역마살", 2), ("화개살", 4)):
        expected = {
            place
            for base in ("연지", "일지")
            for place in places
            if place != base and places[place] == (of_water - 3 * (places[base] % 4)) % 12
        }
        assert stars.get(name, set()) == expected


def test_an_unknown_hour_is_stated_and_both_sides_of_a_term_are_shown() -> None:
    found = chart("2024-02-04", gender="여")
    assert found.pillars.hour is None
    assert any("세 기둥" in warning for warning in found.warnings)
    assert any("입춘이 들어" in warning and "연주와 월주가" in warning for warning in found.warnings)
    assert [(other.pillars.year, other.pillars.month) for other in found.alternatives] == [("甲辰", "丙寅")]
    assert found.alternatives[0].reason == "입춘(17시 27분) 뒤에 태어났다면 연주가 갑진(甲辰), 월주가 병인(丙寅)입니다."
    assert found.civil_time is None
    plain = chart("2024-02-06")
    assert plain.alternatives == ()
    assert len(plain.warnings) == 2  # three pillars; the age of the first period is counted from noon


def test_before_noon_the_other_side_is_earlier() -> None:
    found = chart("2022-02-04")  # 입춘 at 05:51
    assert (found.pillars.year, found.pillars.month) == ("壬寅", "壬寅")
    assert found.alternatives[0].reason.startswith("입춘(5시 51분) 전에 태어났다면 연주가 신축(辛丑)")


@pytest.mark.parametrize(
    ("birth_date", "birth_time", "options", "said"),
    [
        ("2024-02-04", "17:30", {}, "입춘(2024년 2월 4일 17시 27분)에서 3분 뒤에"),
        ("2024-02-04", "17:18", {}, "9분 전에"),
        ("2026-11-21", "06:58", {}, "시주가 바뀌는 7시 정각과 2분 차이"),
        ("2026-11-21", "07:00", {}, "시주가 바뀌는 바로 그 시각"),
        ("1990-01-01", "23:55", {}, "일주가 바뀌는 0시 정각과 5분 차이"),
        ("1990-01-01", "22:55", {"day_start": "zi_hour"}, "일주와 시주가 바뀌는 23시 정각과 5분 차이"),
        ("1990-01-01", "07:40", {"true_solar_time": True}, "진태양시로 7시 4분은 시주가 바뀌는 7시 정각과 4분 차이"),
    ],
)
def test_a_boundary_within_ten_minutes_is_warned_of(
    birth_date: str, birth_time: str, options: dict[str, object], said: str
) -> None:
    assert any(said in warning for warning in chart(birth_date, birth_time, **options).warnings)


@pytest.mark.parametrize(
    ("birth_date", "birth_time", "options"),
    [("2024-02-04", "17:40", {}), ("1990-01-01", "07:11", {}), ("1990-01-01", "08:00", {})],
)
def test_no_boundary_no_warning(birth_date: str, birth_time: str, options: dict[str, object]) -> None:
    assert chart(birth_date, birth_time, **options).warnings == ()


def test_other_rules_are_shown_where_they_change_the_chart() -> None:
    summer = chart("1988-05-08", "07:30")
    assert [other.reason for other in summer.alternatives] == [
        "서울의 진태양시 6시 1분으로 보거나 서머타임을 뺀 6시 30분으로 보면 시주가 을묘(乙卯)입니다."
    ]
    late = chart("2021-02-03", "23:40")
    assert (late.pillars.year, late.pillars.month) == ("庚子", "己丑")  # 입춘 came at 23:59
    assert [other.reason for other in late.alternatives] == [
        "서울의 진태양시 22시 54분으로 보면 시주가 신해(辛亥)입니다.",
        "밤 11시에 날이 바뀌는 정자시로 보면 일주가 계미(癸未)입니다.",
    ]
    solar = chart("1990-01-01", "07:00", true_solar_time=True, place="부산")
    assert solar.as_dict()["birth"]["true_solar_time"] == "06:33"
    assert [other.pillars.hour for other in solar.alternatives] == ["壬辰"]
    assert chart("1990-01-01", "12:00").alternatives == ()


@pytest.mark.parametrize(
    ("birth_date", "offset", "said"),
    [
        ("1988-07-01", "+10:00", "서머타임"),
        ("1955-07-01", "+09:30", "서머타임"),
        ("1958-12-01", "+08:30", "지금과 다른 표준시(UTC+08:30)"),
        ("1910-07-01", "+08:30", "지금과 다른 표준시(UTC+08:30)"),
        ("1905-07-01", "+08:27:52", "서울의 평균 태양시(UTC+08:27:52)"),
        ("2020-07-01", "+09:00", ""),
    ],
)
def test_the_clocks_of_the_time_are_told(birth_date: str, offset: str, said: str) -> None:
    civil = chart(birth_date, "12:00").civil_time
    assert civil is not None
    assert civil.utc_offset == offset
    assert said in civil.note
    assert bool(civil.note) == bool(said)


def test_a_lunar_month_that_came_twice_is_named() -> None:
    assert any("윤5월이 있습니다" in warning for warning in chart("2017-05-15", "12:00", "음력").warnings)
    assert chart("2017-05-15", "12:00", "음력 윤달").warnings == ()


def test_an_open_gender_has_no_periods() -> None:
    found = chart("1990-01-01", "12:00", gender="무관")
    assert found.luck is None
    assert found.as_dict()["luck"] is None
