"""The Korean lunar calendar against every month that the observatory lists, and dates that are none."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.errors import InvalidInput
from pipeline.tasks.naming import four_pillars, lunar_to_solar
from pipeline.tasks.naming.calendar import LAST_DAY, leap_month, solar_to_lunar
from tests.tasks.naming.reference_files import rows


def test_every_lunar_month_begins_where_the_observatory_says() -> None:
    months = rows("lunar_months.csv.gz")
    assert len(months) == 1867
    for month in months:
        year, number, leap = int(month["year"]), int(month["month"]), month["leap"] == "1"
        first = lunar_to_solar(year, number, 1, leap)
        assert first.isoformat() == month["starts"], month
        if first.year < 2051:
            assert four_pillars(first).day == month["day"], month
            lunar = solar_to_lunar(first)
            assert lunar is not None
            assert (lunar.year, lunar.month, lunar.day, lunar.leap) == (year, number, 1, leap)


def test_leap_months_are_those_of_the_observatory() -> None:
    listed = {int(row["year"]): int(row["month"]) for row in rows("lunar_months.csv.gz") if row["leap"] == "1"}
    assert {year: leap_month(year) for year in range(1900, 2051) if leap_month(year)} == listed
    assert (listed[2012], listed[2017]) == (3, 5)  # China has 4 and 6


@given(st.dates(date(1900, 1, 31), date(2050, 12, 31)))
def test_a_day_goes_to_the_lunar_calendar_and_back(day: date) -> None:
    lunar = solar_to_lunar(day)
    assert lunar is not None
    assert lunar_to_solar(lunar.year, lunar.month, lunar.day, lunar.leap) == day
    if (lunar.year, lunar.month, lunar.day) != LAST_DAY:
        after = solar_to_lunar(day + timedelta(days=1))
        assert after is not None
        assert after.day == lunar.day + 1 or (after.day == 1 and lunar.day in (29, 30))


@given(st.integers(1800, 2150), st.integers(-2, 15), st.integers(-2, 40), st.booleans())
def test_any_numbers_give_a_date_or_a_message(year: int, month: int, day: int, leap: bool) -> None:
    refused, solar = None, None
    try:
        solar = lunar_to_solar(year, month, day, leap)
    except InvalidInput as error:
        refused = error
    if refused:
        assert refused.field in {"birth_date", "calendar"}
        assert refused.what.endswith("다.")
        assert refused.do.endswith(("요.", "다."))
    if solar:
        lunar = solar_to_lunar(solar)
        assert lunar is not None
        assert (lunar.year, lunar.month, lunar.day, lunar.leap) == (year, month, day, leap)


@pytest.mark.parametrize(
    ("lunar", "field", "said"),
    [
        ((2012, 4, 1, True), "calendar", "그해의 윤달은 윤3월"),
        ((2017, 6, 1, True), "calendar", "그해의 윤달은 윤5월"),
        ((2024, 3, 1, True), "calendar", "2023년 윤2월, 2025년 윤6월"),
        ((2017, 5, 30, True), "birth_date", "윤5월은 1일부터 29일까지"),
        ((2020, 1, 31, False), "birth_date", "1월은 1일부터 30일까지"),
        ((2020, 13, 1, False), "birth_date", "1월부터 12월까지"),
        ((1899, 12, 1, False), "birth_date", "1900년"),
        ((2051, 1, 1, False), "birth_date", "2050년"),
        ((2050, 11, 19, False), "birth_date", "2050년 11월 18일까지"),
    ],
)
def test_a_date_that_is_none_names_the_nearest_choice(lunar: tuple[int, int, int, bool], field: str, said: str) -> None:
    with pytest.raises(InvalidInput) as caught:
        lunar_to_solar(*lunar)
    assert caught.value.field == field
    assert said in str(caught.value)
