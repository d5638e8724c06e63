"""What people type for a birth, and what they are told when it cannot be read."""

from __future__ import annotations

from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.errors import InvalidInput
from pipeline.tasks.naming.birth import PLACES, parse_birth
from pipeline.tasks.naming.chart import saju_chart

FIELDS = {"birth_date", "birth_time", "calendar", "gender", "options"}


@pytest.mark.parametrize(
    "text",
    [
        "1988-05-08",
        "1988.5.8",
        "1988. 5. 8.",
        "1988/5/8",
        "1988 5 8",
        "19880508",
        "1988년 5월 8일",
        "1988년5월8일생",
        " １９８８－０５－０８ ",
    ],
)
def test_dates_as_people_type_them(text: str) -> None:
    assert parse_birth(text).day == date(1988, 5, 8)


@pytest.mark.parametrize(
    ("text", "clock"),
    [
        ("07:30", time(7, 30)),
        ("7:30", time(7, 30)),
        ("0730", time(7, 30)),
        ("07:30:15", time(7, 30)),
        ("오전 7시 30분", time(7, 30)),
        ("7시반", time(7, 30)),
        ("7시 30분쯤", time(7, 30)),
        ("7:30 PM", time(19, 30)),
        ("p.m. 3:05", time(15, 5)),
        ("오후 3시", time(15, 0)),
        ("밤 11시 40분", time(23, 40)),
        ("밤 1시", time(1, 0)),
        ("새벽 2시", time(2, 0)),
        ("저녁 7시", time(19, 0)),
        ("낮 12시", time(12, 0)),
        ("낮 1시 5분", time(13, 5)),
        ("오전 12시 10분", time(0, 10)),
        ("오후 12시", time(12, 0)),
        ("정오", time(12, 0)),
        ("", None),
        ("모름", None),
        ("시간 모름", None),
    ],
)
def test_times_as_people_type_them(text: str, clock: time | None) -> None:
    assert parse_birth("1990-01-01", text).clock == clock


@pytest.mark.parametrize(
    ("arguments", "field", "said"),
    [
        (("",), "birth_date", "비어 있습니다"),
        (("어제",), "birth_date", "1988년 5월 8일처럼"),
        (("88.5.8",), "birth_date", "네 자리로"),
        (("1988-13-01",), "birth_date", "1월부터 12월까지"),
        (("1990-02-30",), "birth_date", "1일부터 28일까지"),
        (("1899-12-31",), "birth_date", "1900년 1월 1일"),
        (("2051-01-01",), "birth_date", "2050년 12월 31일"),
        (("1990-01-01", "25:00"), "birth_time", "0시부터 23시까지"),
        (("1990-01-01", "7:61"), "birth_time", "0분부터 59분까지"),
        (("1990-01-01", "7"), "birth_time", "오전 7시 30분"),
        (("1990-01-01", "오전 15시"), "birth_time", "24시간으로"),
        (("1990-01-01", "자정"), "birth_time", "다음 날짜의 00:00"),
        (("1990-01-01", "24:00"), "birth_time", "다음 날짜의 00:00"),
        (("1988-05-08", "02:30"), "birth_time", "3시 30분"),
        (("1987-10-11", "02:30"), "birth_time", "02:30 첫 번째"),
        (("2017-06-15", "", "음력 윤달"), "calendar", "윤5월"),
        (("1990-01-01", "", "이슬람력"), "calendar", "'음력 윤달'"),
        (("1990-01-01", "", "양력", "로봇"), "gender", "'남', '여', '무관'"),
        (("1990-01-01", "", "양력", "남", {"day_start": "noon"}), "options", "zi_hour"),
        (("1990-01-01", "", "양력", "남", {"longitude": "동쪽"}), "options", "숫자로"),
        (("1990-01-01", "", "양력", "남", {"longitude": 200}), "options", "-180에서 180"),
        (("1990-01-01", "", "양력", "남", {"place": "화성"}), "options", "서울"),
        (("1990-01-01", "", "양력", "남", {"zone": "Mars"}), "options", "Asia/Seoul"),
        (("1990-01-01", "", "양력", "남", {"fold": 2}), "options", "두 번째"),
        (
            ("1990-01-01", "", "양력", "남", {"zone": "Europe/Berlin", "true_solar_time": True}),
            "options",
            "longitude",
        ),
    ],
)
def test_what_cannot_be_read_says_what_to_write(arguments: tuple, field: str, said: str) -> None:
    with pytest.raises(InvalidInput) as caught:
        parse_birth(*arguments)
    assert caught.value.field == field
    assert said in str(caught.value)


def test_an_hour_that_came_twice_can_be_told_apart() -> None:
    first = parse_birth("1987-10-11", "02:30 첫 번째")
    second = parse_birth("1987-10-11", "02:30 (두 번째)")
    assert (first.clock, second.clock) == (time(2, 30), time(2, 30))
    offsets = [saju_chart(birth).as_dict()["civil_time"]["utc_offset"] for birth in (first, second)]
    assert offsets == ["+10:00", "+09:00"]
    assert parse_birth("1987-10-11", "02:30", options={"fold": 1}) == second


def test_lunar_dates_become_solar_ones() -> None:
    assert parse_birth("1988.3.23", calendar="음력").day == date(1988, 5, 8)
    assert parse_birth("2017-05-15", calendar="음력 윤달").day == date(2017, 7, 8)
    assert parse_birth("2017-05-15", calendar="음력").day == date(2017, 6, 9)


def test_true_solar_time_needs_a_place_or_a_longitude() -> None:
    assert parse_birth("1990-01-01", "07:00", options={"true_solar_time": True}).longitude == PLACES["서울"]
    assert parse_birth("1990-01-01", "07:00", options={"true_solar_time": True, "place": "부산"}).longitude == 129.08
    assert parse_birth("1990-01-01", "07:00", options={"longitude": 127.5}).longitude == 127.5
    assert parse_birth("1990-01-01", "07:00", options={"place": "부산"}).longitude is None


@pytest.mark.parametrize(("text", "gender"), [("남자", "남"), ("Male", "남"), ("딸", "여"), ("F", "여"), ("", "무관")])
def test_genders(text: str, gender: str) -> None:
    assert parse_birth("1990-01-01", gender=text).gender == gender


odd = st.one_of(
    st.text(max_size=60),
    st.from_regex(r"[0-9]{1,4}[-./년][0-9]{1,2}[-./월][0-9]{1,2}일?", fullmatch=True),
    st.from_regex(r"(오전|오후|밤|)\s?[0-9]{1,2}(시|:)[0-9]{0,2}(분|반|)", fullmatch=True),
)
anything = st.one_of(odd, st.none(), st.booleans(), st.integers(), st.floats(), st.lists(st.integers(), max_size=2))
options = st.dictionaries(
    st.sampled_from(["day_start", "true_solar_time", "place", "longitude", "zone", "fold", "other"]), anything
)


@given(
    birth_date=st.one_of(odd, st.dates(date(1890, 1, 1), date(2060, 1, 1)).map(str)),
    birth_time=st.one_of(odd, st.times().map(lambda clock: f"{clock:%H:%M}")),
    calendar=st.one_of(odd, st.sampled_from(["양력", "음력", "음력 윤달"])),
    gender=st.one_of(odd, st.sampled_from(["남", "여"])),
    options=st.one_of(st.none(), options),
)
def test_odd_text_ends_in_a_chart_or_a_message(
    birth_date: str, birth_time: str, calendar: str, gender: str, options: dict[str, object] | None
) -> None:
    refused = None
    try:
        saju_chart(parse_birth(birth_date, birth_time, calendar, gender, options)).as_dict()
    except InvalidInput as error:
        refused = error
    if refused:
        assert refused.field in FIELDS
        assert refused.what.endswith("다.")
        assert refused.do.endswith(("요.", "다."))
