"""Freeze the reference for the four pillars: cases on which independent libraries agree.

    python -m venv refs && refs/bin/pip install -r requirements.txt && refs/bin/python build.py

Nothing here uses the project's own engine. README.md says what each column holds and how a case was accepted.
"""

import csv
import gzip
import io
import json
import math
import random
import sys
from bisect import bisect_left
from datetime import UTC, date, datetime, timedelta
from importlib import resources
from pathlib import Path
from zoneinfo import ZoneInfo

import ephem
import sxtwl
from korean_saju import Daewoon, Gender, Saju, SajuAnalysis, SajuPosition, Sinsal, XunGong, load_bundled_data
from lunar_python import Solar

HERE = Path(__file__).parent
SEOUL = "Asia/Seoul"
STEMS, BRANCHES = "甲乙丙丁戊己庚辛壬癸", "子丑寅卯辰巳午未申酉戌亥"
BEIJING = timedelta(hours=8)  # the clock on which lunar-python and sxtwl state solar terms
SEOUL_LONGITUDE = 126.98
FIRST, LAST = datetime(1900, 1, 2), datetime(2050, 12, 30)
COLUMNS = [
    "kind",
    "zone",
    "civil",
    "fold",
    "year",
    "month",
    "day",
    "hour",
    "zi_day",
    "zi_hour",
    "longitude",
    "solar_day",
    "solar_hour",
]


def civil_exists(civil: datetime) -> bool:
    """False for a minute that the clocks jumped over."""
    return civil.astimezone(UTC).astimezone(civil.tzinfo).replace(tzinfo=None) == civil.replace(tzinfo=None)


def lunar_python_pillars(utc: datetime, clock: datetime) -> tuple[str, ...]:
    """Year and month from the instant on Beijing's clock; day and hour from the birth's own clock, both day rules."""
    beijing = utc + BEIJING
    by_term = Solar.fromYmdHms(*beijing.timetuple()[:6]).getLunar().getEightChar()
    local = Solar.fromYmdHms(*clock.timetuple()[:6]).getLunar().getEightChar()
    local.setSect(2)  # the day changes at midnight
    midnight = local.getDay(), local.getTime()
    local.setSect(1)  # the day changes at 23:00
    return by_term.getYear(), by_term.getMonth(), *midnight, local.getDay(), local.getTime()


def sxtwl_pillars(utc: datetime, clock: datetime) -> tuple[str, ...]:
    """The same from sxtwl, whose year and month change with the whole day of a term: put right by its own instant."""

    def pillar(gz: object) -> str:
        return STEMS[gz.tg] + BRANCHES[gz.dz]

    beijing = utc + BEIJING
    day = sxtwl.fromSolar(beijing.year, beijing.month, beijing.day)
    if day.hasJieQi() and day.getJieQi() % 2:  # an odd index is a 절
        term = sxtwl.JD2DD(day.getJieQiJD())
        at = datetime(int(term.Y), int(term.M), int(term.D), int(term.h), int(term.m)) + timedelta(seconds=term.s)
        if beijing < at:
            day = day.before(1)
    local = sxtwl.fromSolar(clock.year, clock.month, clock.day)
    after = local.after(1)
    rolled = after if clock.hour == 23 else local
    hour = pillar(local.getHourGZ(clock.hour)) if clock.hour < 23 else pillar(after.getHourGZ(0))
    return (
        pillar(day.getYearGZ()),
        pillar(day.getMonthGZ()),
        pillar(local.getDayGZ()),
        hour,
        pillar(rolled.getDayGZ()),
        hour,
    )


_, KASI_TERMS = load_bundled_data()


def korean_saju_pillars(clock: datetime) -> tuple[str, ...]:
    """The same from korean-saju; right where it holds the observatory's own minutes (2000-2027) and Korea keeps +9."""
    found: list[str] = []
    for separated in (True, False):
        saju = Saju.from_birth(kst_moment=clock, solar_terms=KASI_TERMS, longitude=135.0, yaja_si_separated=separated)
        pillars = [saju.year_pillar, saju.month_pillar, saju.day_pillar, saju.hour_pillar]
        found += [pillar.hanja for pillar in (pillars if separated else pillars[2:])]
    return tuple(found)


def solar_clock_ephem(utc: datetime, longitude: float) -> datetime:
    """Apparent solar time: the Sun's hour angle plus twelve hours, from ephem."""
    place = ephem.Observer()
    place.lon, place.lat, place.pressure = str(longitude), "37.57", 0
    place.date = ephem.Date(utc)
    sun = ephem.Sun(place)
    hours = math.degrees(float(place.sidereal_time()) - float(sun.g_ra)) / 15 % 24
    apparent = (hours + 12) % 24
    mean = utc + timedelta(hours=longitude / 15)
    midnight = mean.replace(hour=0, minute=0, second=0, microsecond=0)
    guesses = [midnight + timedelta(days=shift, hours=apparent) for shift in (-1, 0, 1)]
    return min(guesses, key=lambda guess: abs(guess - mean))


def solar_clock_series(utc: datetime, longitude: float) -> datetime:
    """Apparent solar time from the Fourier series of the equation of time (Spencer 1971): good to half a minute."""
    angle = 2 * math.pi * (utc.timetuple().tm_yday - 1 + utc.hour / 24) / 365.25
    minutes = 229.18 * (
        0.000075
        + 0.001868 * math.cos(angle)
        - 0.032077 * math.sin(angle)
        - 0.014615 * math.cos(2 * angle)
        - 0.040849 * math.sin(2 * angle)
    )
    return utc + timedelta(hours=longitude / 15, minutes=minutes)


def case(kind: str, civil: datetime, zone: str, *, fold: int = 0, longitude: float | None = None) -> dict | None:
    """One row, or None where the libraries do not agree, a term is too near to tell, or the minute did not exist."""
    aware = civil.replace(tzinfo=ZoneInfo(zone), fold=fold)
    if not civil_exists(aware):
        return None
    utc = aware.astimezone(UTC).replace(tzinfo=None)
    nearest = bisect_left(TERMS, utc)
    if any(abs(utc - term) < TOO_NEAR for term in TERMS[max(nearest - 1, 0) : nearest + 1]):
        return None
    pillars = lunar_python_pillars(utc, civil)
    if sxtwl_pillars(utc, civil) != pillars:
        return None
    if zone == SEOUL and 2000 <= utc.year <= 2027 and korean_saju_pillars(civil) != pillars:
        return None
    row = dict(zip(COLUMNS, [kind, zone, civil.strftime("%Y-%m-%dT%H:%M"), fold, *pillars, "", "", ""], strict=True))
    if longitude is not None:
        # Both ways of computing the clock, and both libraries on it, have to give the same day and hour.
        answers = set()
        for clock in (solar_clock_ephem(utc, longitude), solar_clock_series(utc, longitude)):
            answers |= {lunar_python_pillars(utc, clock)[2:4], sxtwl_pillars(utc, clock)[2:4]}
        if len(answers) > 1:
            return None
        row["longitude"], (row["solar_day"], row["solar_hour"]) = longitude, answers.pop()
    return row


def date_row(day: date) -> dict | None:
    """Year and month pillar in the first and the last second of a day in Seoul; the day pillar at noon."""
    ends = []
    for clock in (datetime(day.year, day.month, day.day), datetime(day.year, day.month, day.day, 23, 59, 59)):
        row = case("date", clock, SEOUL)
        if row is None:
            return None
        ends.append(row)
    first, last = ends
    return {
        "date": day.isoformat(),
        "first_year": first["year"],
        "first_month": first["month"],
        "last_year": last["year"],
        "last_month": last["month"],
        "day": first["day"],
    }


def dates() -> list[dict]:
    """Days of a 절, where a date alone leaves the month open, and as many others."""
    rng = random.Random(19880508)
    of_terms = [at.replace(tzinfo=UTC).astimezone(ZoneInfo(SEOUL)).date() for at in TERMS]
    spring = [day for day in of_terms if day.month == 2]
    others = [date(1900, 2, 1) + timedelta(days=rng.randrange(55_000)) for _ in range(250)]
    chosen = sorted({*rng.sample(of_terms, 200), *rng.sample(spring, 50), *others})
    return [row for day in chosen if (row := date_row(day))]


# lunar-python's names of the ten gods in Korean.
GODS = dict(
    zip(
        ("比肩", "劫财", "食神", "伤官", "偏财", "正财", "七杀", "正官", "偏印", "正印"),
        ("비견", "겁재", "식신", "상관", "편재", "정재", "편관", "정관", "편인", "정인"),
        strict=True,
    )
)


def reading_row(civil: datetime, male: bool) -> dict | None:
    """Ten gods, void and ten-year periods of a birth under today's Korean time; None where the libraries differ."""
    beijing = civil - timedelta(hours=1)
    by_term = Solar.fromYmdHms(*beijing.timetuple()[:6]).getLunar().getEightChar()
    chart = Solar.fromYmdHms(*civil.timetuple()[:6]).getLunar().getEightChar()
    chart.setSect(2)
    if (by_term.getYear(), by_term.getMonth()) != (chart.getYear(), chart.getMonth()):
        return None
    # The first of a branch's gods is that of the stem that rules it.
    stems = (chart.getYearShiShenGan(), chart.getMonthShiShenGan(), chart.getTimeShiShenGan())
    branches = (chart.getYearShiShenZhi, chart.getMonthShiShenZhi, chart.getDayShiShenZhi, chart.getTimeShiShenZhi)
    gods = [GODS[god] for god in (*stems, *(branch()[0] for branch in branches))]
    luck = by_term.getYun(int(male), 2)
    periods = [period.getGanZhi() for period in luck.getDaYun()[1:9]]

    saju = Saju.from_birth(kst_moment=civil, solar_terms=KASI_TERMS, longitude=135.0)
    analysis = SajuAnalysis(saju)
    theirs = Daewoon.compute(saju=saju, gender=Gender.MALE if male else Gender.FEMALE, solar_terms=KASI_TERMS, count=8)
    positions = (SajuPosition.YEAR, SajuPosition.MONTH, SajuPosition.HOUR)
    their_gods = [analysis.cheon_gan_shipsin[position].hangul for position in positions]
    their_gods += [analysis.ji_ji_shipsin[position].hangul for position in SajuPosition]
    stars = [
        f"{star.sinsal.hangul}:{place.label}"
        for star in analysis.sinsal
        if star.sinsal in (Sinsal.CHEON_EUL_GWIIN, Sinsal.MUN_CHANG_GWIIN, Sinsal.YANG_IN_SAL)
        for place in star.locations
    ]
    void = "".join(branch.hanja for branch in XunGong.kong_mang_for(saju.day_pillar))
    agree = (
        their_gods == gods
        and [entry.gan_ji.hanja for entry in theirs.entries] == periods
        and void == chart.getDayXunKong()
        and theirs.forward == luck.isForward()
    )
    if not agree:
        return None
    return {
        "civil": civil.strftime("%Y-%m-%dT%H:%M"),
        "gender": "남" if male else "여",
        "gods": " ".join(gods),
        "void": void,
        "stars": " ".join(sorted(stars)),
        "forward": int(luck.isForward()),
        "periods": " ".join(periods),
        "years": round(luck.getStartYear() + luck.getStartMonth() / 12 + luck.getStartDay() / 360, 2),
    }


def readings() -> list[dict]:
    rng = random.Random(60)
    rows: dict[str, dict] = {}
    while len(rows) < 400:
        civil = datetime(1989, 1, 1) + timedelta(minutes=rng.randrange(61 * 525_960))
        row = reading_row(civil, rng.random() < 0.5)
        if row:
            rows[row["civil"]] = row
    return sorted(rows.values(), key=lambda row: row["civil"])


def term_instants() -> list[datetime]:
    """The twelve 절 of each year in UTC, from sxtwl."""
    found = []
    for year in range(1900, 2051):
        for info in sxtwl.getJieQiByYear(year):
            if info.jqIndex % 2:
                at = sxtwl.JD2DD(info.jd)
                whole = datetime(int(at.Y), int(at.M), int(at.D), int(at.h), int(at.m))
                found.append(whole + timedelta(seconds=at.s) - BEIJING)
    return sorted({at for at in found if FIRST < at < LAST})


TERMS = term_instants()
TOO_NEAR = timedelta(seconds=30)  # sources of term instants differ by up to this much


def cases() -> list[dict]:
    rng = random.Random(20261121)
    rows: dict[tuple, dict] = {}
    refused: dict[str, int] = {}

    def moment(first: datetime = FIRST, last: datetime = LAST) -> datetime:
        return first + timedelta(minutes=rng.randrange(int((last - first).total_seconds() // 60)))

    def take(kind: str, wanted: int, draw, zone=SEOUL, longitude=lambda: None) -> None:
        taken = 0
        while taken < wanted:
            civil, fold = draw()
            row = case(kind, civil, zone, fold=fold, longitude=longitude())
            if row is None:
                refused[kind] = refused.get(kind, 0) + 1
                continue
            key = (row["zone"], row["civil"], row["fold"], row["longitude"])
            if key not in rows:
                rows[key] = row
                taken += 1

    def near(terms: list[datetime], zone: str = SEOUL):
        def draw() -> tuple[datetime, int]:
            at = rng.choice(terms) + timedelta(minutes=rng.uniform(-60, 60))
            local = at.replace(tzinfo=UTC).astimezone(ZoneInfo(zone))
            return local.replace(tzinfo=None, second=0, microsecond=0), local.fold

        return draw

    def within(first: datetime, last: datetime):
        return lambda: (moment(first, last), 0)

    def at_hour(hours: tuple[int, ...]):
        return lambda: (moment().replace(hour=rng.choice(hours)), 0)

    spring = [at for at in TERMS if at.month == 2]
    take("random", 2600, lambda: (moment(), 0))
    take("term", 900, near(TERMS))
    take("term 입춘", 250, near(spring))
    take("term before 1961", 250, near([at for at in TERMS if at < datetime(1961, 8, 10)]))
    take("before 1908-04", 150, within(FIRST, datetime(1908, 4, 1)))
    take("1908-04 to 1911", 150, within(datetime(1908, 4, 2), datetime(1912, 1, 1)))
    take("1912 to 1954-03", 200, within(datetime(1912, 1, 2), datetime(1954, 3, 20)))
    take("1954-03 to 1961-08", 200, within(datetime(1954, 3, 22), datetime(1961, 8, 10)))
    summers = [
        (datetime(year, 4, 1), datetime(year, 10, 31)) for year in (*range(1948, 1952), *range(1955, 1961), 1987, 1988)
    ]
    take("summer time years", 350, lambda: (moment(*rng.choice(summers)), 0))
    take(
        "summer time ends",
        24,
        lambda: (rng.choice(SECOND_TIMES) + timedelta(minutes=rng.randrange(60)), rng.randrange(2)),
    )
    take("23 o'clock", 400, at_hour((23,)))
    take("0 o'clock", 250, at_hour((0,)))
    take("true solar time", 500, lambda: (moment(), 0), longitude=lambda: round(rng.uniform(125.0, 130.9), 2))
    take("true solar time 23-1", 200, at_hour((23, 0, 1)), longitude=lambda: SEOUL_LONGITUDE)
    for zone in ("America/New_York", "Europe/Berlin", "Asia/Tokyo", "Australia/Sydney"):
        take("abroad", 60, lambda: (moment(datetime(1920, 1, 1)), 0), zone=zone)
        take("abroad term", 25, near(TERMS, zone), zone=zone)
    sys.stderr.write(f"cases: {len(rows)}, dropped: {refused}\n")
    return sorted(rows.values(), key=lambda row: (row["civil"], row["zone"], row["fold"], str(row["longitude"])))


# The hour that came twice when summer time ended in Korea, as zoneinfo has it.
SECOND_TIMES = [datetime(1987, 10, 11, 2), datetime(1988, 10, 9, 2)]


def lunar_months() -> list[dict]:
    """The lunar months 1900-2050 as korean-saju carries them from the institute: the solar date of each first day."""
    text = (resources.files("korean_saju") / "data" / "kasi_lunar_1900_2050.json").read_text(encoding="utf-8")
    return [
        {
            "year": month["year"],
            "month": month["month"],
            "leap": int(month["leap"]),
            "starts": date.fromisoformat(month["startSolar"]).isoformat(),
            "day": month["iljin"][3:5],
        }
        for month in json.loads(text)["months"]
    ]


# A misprint among the institute's answers: it gives the term 18 hours after every other source.
MISPRINTS = {(2011, "입동")}


def published_terms() -> list[dict]:
    """The minutes of the 절 that the institute published for 2000-2027, in Korean time, as korean-saju carries them."""
    text = (resources.files("korean_saju") / "data" / "kasi_solar_terms_2000_2027.json").read_text(encoding="utf-8")
    every_other = json.loads(text)["terms"][::2]
    return [
        {"year": term["year"], "name": term["name"], "at": term["datetime"][:16]}
        for term in every_other
        if (term["year"], term["name"]) not in MISPRINTS
    ]


def write(path: Path, rows: list[dict]) -> None:
    """A gzip'd CSV whose bytes depend on the rows alone."""
    text = io.StringIO()
    writer = csv.DictWriter(text, fieldnames=list(rows[0]), lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    path.write_bytes(gzip.compress(text.getvalue().encode(), mtime=0))


if __name__ == "__main__":
    write(HERE / "pillars.csv.gz", cases())
    write(HERE / "dates.csv.gz", dates())
    write(HERE / "readings.csv.gz", readings())
    write(HERE / "terms.csv.gz", published_terms())
    write(HERE / "lunar_months.csv.gz", lunar_months())
