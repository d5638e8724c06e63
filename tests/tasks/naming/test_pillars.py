"""The four pillars against the frozen reference, and the rules that every chart keeps."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from pipeline.errors import InvalidInput
from pipeline.tasks.naming import four_pillars
from tests.tasks.naming.reference_files import rows

STEMS, BRANCHES = "甲乙丙丁戊己庚辛壬癸", "子丑寅卯辰巳午未申酉戌亥"
CYCLE = [STEMS[n % 10] + BRANCHES[n % 12] for n in range(60)]
MONTH_OF_TERM = dict(
    zip(
        ["소한", "입춘", "경칩", "청명", "입하", "망종", "소서", "입추", "백로", "한로", "입동", "대설"],
        range(12),
        strict=True,
    )
)

instants = st.datetimes(datetime(1900, 1, 2), datetime(2050, 12, 30)).map(lambda at: at.replace(tzinfo=UTC))
days = st.dates(date(1900, 1, 1), date(2050, 12, 30))
zones = st.sampled_from(["Asia/Seoul", "Asia/Tokyo", "America/New_York", "Europe/London", "Pacific/Auckland"])


def test_every_birth_of_the_reference_is_right() -> None:
    births = rows("pillars.csv.gz")
    wrong = []
    for row in births:
        birth = datetime.fromisoformat(row["civil"]).replace(fold=int(row["fold"]))
        midnight = four_pillars(birth, zone=row["zone"])
        zi = four_pillars(birth, zone=row["zone"], day_start="zi_hour")
        found = [midnight.year, midnight.month, midnight.day, midnight.hour, zi.day, zi.hour]
        expected = [row[name] for name in ("year", "month", "day", "hour", "zi_day", "zi_hour")]
        if row["longitude"]:
            solar = four_pillars(birth, zone=row["zone"], longitude=float(row["longitude"]))
            found += [solar.year, solar.month, solar.day, solar.hour]
            expected += [row["year"], row["month"], row["solar_day"], row["solar_hour"]]
        if found != expected:
            wrong.append((row, found))
    assert wrong == []
    kinds = Counter(row["kind"] for row in births)
    assert len(births) >= 3000
    assert kinds["term"] + kinds["term 입춘"] + kinds["term before 1961"] >= 500
    assert sum(row["civil"] < "1961" for row in births) >= 300
    assert kinds["summer time years"] + kinds["summer time ends"] >= 300


def test_a_date_alone_gives_every_year_and_month_that_its_hours_allow() -> None:
    for row in rows("dates.csv.gz"):
        chart = four_pillars(date.fromisoformat(row["date"]))
        possible = {(chart.year, chart.month), *((other.year, other.month) for other in chart.alternatives)}
        assert possible == {(row["first_year"], row["first_month"]), (row["last_year"], row["last_month"])}, row
        assert {chart.day, *(other.day for other in chart.alternatives)} == {row["day"]}
        assert chart.hour is None
        assert all(other.hour is None for other in chart.alternatives)


def test_terms_are_those_that_the_observatory_published() -> None:
    """A month changes within 45 seconds of the published minute, the year too on 입춘."""
    for row in rows("terms.csv.gz"):
        at = datetime.fromisoformat(row["at"])
        before, after = four_pillars(at - timedelta(seconds=45)), four_pillars(at + timedelta(seconds=45))
        assert CYCLE.index(after.month) == (CYCLE.index(before.month) + 1) % 60, row
        assert BRANCHES.index(after.month[1]) == (MONTH_OF_TERM[row["name"]] + 1) % 12, row
        assert (before.year != after.year) == (row["name"] == "입춘"), row


@given(days)
def test_the_day_pillar_goes_on_by_one_each_day(day: date) -> None:
    today, tomorrow = four_pillars(day).day, four_pillars(day + timedelta(days=1)).day
    assert CYCLE.index(tomorrow) == (CYCLE.index(today) + 1) % 60


@given(instants)
def test_a_month_lasts_from_term_to_term(at: datetime) -> None:
    """Within 33 days the month changes once or twice, never back; within 29 at most once: a month has 29.4 to 31.5."""
    place = CYCLE.index(four_pillars(at).month)
    after_29 = (CYCLE.index(four_pillars(at + timedelta(days=29)).month) - place) % 60
    after_33 = (CYCLE.index(four_pillars(at + timedelta(days=33)).month) - place) % 60
    assert after_29 in (0, 1)
    assert after_33 in (1, 2)


@given(instants, st.integers(1, 3650))
def test_the_year_changes_with_the_month_of_the_tiger_alone(at: datetime, later: int) -> None:
    first, second = four_pillars(at), four_pillars(min(at + timedelta(days=later), datetime(2100, 12, 30, tzinfo=UTC)))
    months = (CYCLE.index(second.month) - CYCLE.index(first.month)) % 60
    since_tiger = (BRANCHES.index(first.month[1]) - 2) % 12
    years = (since_tiger + months) // 12
    assert (CYCLE.index(second.year) - CYCLE.index(first.year) - years) % 5 == 0  # months repeat every five years


@given(instants)
def test_the_stem_of_the_month_follows_from_the_year(at: datetime) -> None:
    """오호둔: the tiger month of 甲 and 己 years is 丙寅, of 乙 and 庚 years 戊寅, and so on."""
    chart = four_pillars(at)
    tiger = "丙戊庚壬甲"[STEMS.index(chart.year[0]) % 5]
    months = (BRANCHES.index(chart.month[1]) - 2) % 12
    assert chart.month[0] == STEMS[(STEMS.index(tiger) + months) % 10]


@given(instants)
def test_the_hour_follows_from_the_day_and_the_clock(at: datetime) -> None:
    """오자둔: the rat hour of 甲 and 己 days is 甲子, of 乙 and 庚 days 丙子; hours change at odd ones."""
    clock = at.astimezone(ZoneInfo("Asia/Seoul"))
    zi = four_pillars(at, day_start="zi_hour")
    midnight = four_pillars(at)
    assert zi.hour is not None
    assert zi.hour == midnight.hour
    branch = (clock.hour + 1) // 2 % 12
    rat = "甲丙戊庚壬"[STEMS.index(zi.day[0]) % 5]
    assert zi.hour == STEMS[(STEMS.index(rat) + branch) % 10] + BRANCHES[branch]
    assert (zi.day != midnight.day) == (clock.hour == 23)


@given(instants, zones, st.floats(-180, 180))
def test_zone_and_longitude_never_move_year_and_month(at: datetime, zone: str, longitude: float) -> None:
    seoul, there = four_pillars(at), four_pillars(at, zone=zone, longitude=longitude)
    assert (there.year, there.month) == (seoul.year, seoul.month)


@given(instants)
@example(datetime(1987, 10, 10, 16, 30, tzinfo=UTC))  # the first and
@example(datetime(1987, 10, 10, 17, 30, tzinfo=UTC))  # the second time of 02:30
def test_a_clock_and_its_instant_give_the_same_chart(at: datetime) -> None:
    clock = at.astimezone(ZoneInfo("Asia/Seoul"))
    assert four_pillars(clock.replace(tzinfo=None)) == four_pillars(at)


@given(instants)
def test_true_solar_time_is_near_mean_solar_time(at: datetime) -> None:
    """The equation of time stays within 17 minutes, so the hour is that of one of the two ends."""
    hour = four_pillars(at, longitude=127.5).hour
    mean = at + timedelta(hours=8.5)
    ends = {
        four_pillars((mean + timedelta(minutes=minutes)).replace(tzinfo=None), zone="UTC").hour for minutes in (-17, 17)
    }
    assert hour in ends


@given(st.datetimes(datetime(1900, 1, 1), datetime(2050, 12, 31)))
@example(datetime(1988, 5, 8, 2, 30))
@example(datetime(1948, 6, 1, 0, 10))
@example(datetime(1961, 8, 10, 0, 10))
@example(datetime(1912, 1, 1, 0, 5))
def test_a_minute_that_was_skipped_is_refused_and_no_other(clock: datetime) -> None:
    seoul = ZoneInfo("Asia/Seoul")
    exists = clock.replace(tzinfo=seoul).astimezone(UTC).astimezone(seoul).replace(tzinfo=None) == clock
    if exists:
        assert four_pillars(clock).hour is not None
        return
    with pytest.raises(InvalidInput, match="시계에 없던 시각") as caught:
        four_pillars(clock)
    assert caught.value.field == "birth_time"


def test_the_skipped_minute_names_the_nearest_ones() -> None:
    with pytest.raises(InvalidInput) as caught:
        four_pillars(datetime(1988, 5, 8, 2, 30))
    assert "1시 59분" in caught.value.what
    assert "3시 정각" in caught.value.what
    assert "3시 30분" in caught.value.do
    with pytest.raises(InvalidInput) as caught:
        four_pillars(datetime(1961, 8, 10, 0, 10))
    assert "전날 23시 59분" in caught.value.what
    assert "0시 30분" in caught.value.what


@pytest.mark.parametrize(
    ("arguments", "field"),
    [
        ({"birth": date(1899, 12, 31)}, "birth_date"),
        ({"birth": datetime(2101, 1, 1)}, "birth_date"),
        ({"birth": datetime(1900, 1, 1, tzinfo=UTC), "zone": "America/New_York"}, "birth_date"),
        ({"birth": date(2000, 1, 1), "zone": "Mars/Olympus"}, "zone"),
        ({"birth": date(2000, 1, 1), "zone": "Asia"}, "zone"),
        ({"birth": date(2000, 1, 1), "zone": "../../etc/passwd"}, "zone"),
        ({"birth": date(2000, 1, 1), "day_start": "noon"}, "day_start"),
        ({"birth": datetime(2000, 1, 1), "longitude": 181.0}, "longitude"),
        ({"birth": datetime(2000, 1, 1), "longitude": float("nan")}, "longitude"),
    ],
)
def test_what_cannot_be_used_is_named(arguments: dict[str, object], field: str) -> None:
    with pytest.raises(InvalidInput) as caught:
        four_pillars(**arguments)  # type: ignore[arg-type]
    assert caught.value.field == field
    assert caught.value.do


@given(days)
def test_noon_is_among_the_charts_of_a_date(day: date) -> None:
    noon = datetime(day.year, day.month, day.day, 12)

    chart, at_noon = four_pillars(day), four_pillars(noon)
    assert (chart.year, chart.month, chart.day) == (at_noon.year, at_noon.month, at_noon.day)
