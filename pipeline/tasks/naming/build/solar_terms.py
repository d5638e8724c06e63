"""Compute data/solar_terms.csv: the UTC instant of each 절, 1899-2100, from two astronomical sources that must agree.

    python -m venv terms && terms/bin/pip install pyerfa==2.0.1.5 lunar-python==1.4.8 numpy
    terms/bin/python pipeline/tasks/naming/build/solar_terms.py

A term is the instant at which the Sun's apparent geocentric longitude, on the ecliptic and equinox of date, reaches a
multiple of 15 degrees. The table holds the values of IAU SOFA's routines (pyerfa); they are compared, term by term,
with the series inside lunar-python, which shares nothing with them. Both compute in terrestrial time (TT), where they
have to agree within 5 seconds. (pyerfa warns of 1899 and 2100, just beyond its series' stated span; the comparison
covers them.) The table is in UTC:

- before 1972 civil time followed the Earth, and TT - UT is Espenak and Meeus' polynomial of the measured values,
- from 1972 to today TT - UTC is exact (leap seconds),
- later it is held at today's 69.184 s: no leap second is foreseen, and the world has resolved (CGPM 2022, resolution 4)
  to give them up by 2035. Sources that foresee the Earth's rotation instead differ from this by up to two minutes in
  2100; up to 2050, the last year of a birth here, both sources have to agree within 30 seconds in UTC too.
"""

import csv
import sys
from datetime import datetime, timedelta
from pathlib import Path

import erfa
import numpy as np
from lunar_python.util import ShouXingUtil

YEARS = range(1899, 2101)  # 1899 for the month in which 1900 begins
NAMES = ("소한", "입춘", "경칩", "청명", "입하", "망종", "소서", "입추", "백로", "한로", "입동", "대설")
FIRST_LONGITUDE = 285  # 소한, in degrees; each next 절 is 30 further
TARGET = Path(__file__).parents[1] / "data" / "solar_terms.csv"

J2000 = 2451545.0  # Julian date
DAY = 86400.0  # seconds
TROPICAL_YEAR = 365.2422  # days
LIGHT_DAYS_PER_AU = 499.004783836 / DAY
AGREE_TT = 5.0  # seconds
AGREE_UTC = 30.0  # seconds, up to AGREE_UTC_UNTIL
AGREE_UTC_UNTIL = 2050


def apparent_longitude(tt: np.ndarray) -> np.ndarray:
    """Of the Sun, in degrees, at Julian dates in TT, with light time, aberration and IAU 2006/2000A nutation."""
    day1, day2 = np.full_like(tt, J2000), tt - J2000
    heliocentric, barycentric = erfa.epv00(day1, day2)
    light_time = np.linalg.norm(heliocentric["p"], axis=-1) * LIGHT_DAYS_PER_AU
    then_heliocentric, then_barycentric = erfa.epv00(day1, day2 - light_time)
    sun = (then_barycentric["p"] - then_heliocentric["p"]) - barycentric["p"]
    distance = np.linalg.norm(sun, axis=-1)
    velocity = barycentric["v"] * LIGHT_DAYS_PER_AU  # in units of the speed of light
    lorentz = np.sqrt(1 - (velocity**2).sum(axis=-1))
    direction = erfa.ab(sun / distance[:, None], velocity, distance, lorentz)
    x, y, z = np.einsum("nij,nj->ni", erfa.pnm06a(day1, day2), direction).T
    obliquity = erfa.obl06(day1, day2) + erfa.nut06a(day1, day2)[1]
    return np.degrees(np.arctan2(y * np.cos(obliquity) + z * np.sin(obliquity), x)) % 360


def terms_tt() -> np.ndarray:
    """Julian dates in TT of every 절, in order: ``len(YEARS) * 12`` of them."""
    count = len(YEARS) * len(NAMES)
    longitudes = (FIRST_LONGITUDE + 30.0 * np.arange(count)) % 360
    january_5 = 2414659.5  # 1899
    tt = january_5 + np.arange(count) * TROPICAL_YEAR / 12
    for _ in range(8):  # Newton's steps with the mean motion: each divides the error by about 30
        ahead = (apparent_longitude(tt) - longitudes + 180) % 360 - 180
        tt = tt - ahead / 360 * TROPICAL_YEAR
    error = np.abs((apparent_longitude(tt) - longitudes + 180) % 360 - 180).max()
    assert error * 3600 < 0.001, f"not converged: {error * 3600} arc seconds"
    return tt


def tt_minus_utc(year: float) -> float:
    """Seconds, at a decimal year."""
    if year >= 1972:
        whole = int(min(year, 2026))
        month = int((year - whole) * 12) + 1 if year < 2026 else 1
        return 32.184 + float(erfa.dat(whole, month, 1, 0.0))
    t = year - 1900
    if year < 1920:
        return -2.79 + 1.494119 * t - 0.0598939 * t**2 + 0.0061966 * t**3 - 0.000197 * t**4
    if year < 1941:
        t = year - 1920
        return 21.20 + 0.84493 * t - 0.076100 * t**2 + 0.0020936 * t**3
    if year < 1961:
        t = year - 1950
        return 29.07 + 0.407 * t - t**2 / 233 + t**3 / 2547
    t = year - 1975
    return 45.45 + 1.067 * t - t**2 / 260 - t**3 / 718


def utc_instant(tt: float) -> datetime:
    """The UTC second nearest to a Julian date in TT."""
    year = 2000 + (tt - J2000) / 365.25
    seconds = round((tt - J2000) * DAY - tt_minus_utc(year))
    return datetime(2000, 1, 1, 12) + timedelta(seconds=seconds)


def lunar_python_term(tt: float) -> tuple[float, datetime]:
    """The same term from lunar-python: its Julian date in TT, and its UTC instant by that library's own clock."""
    beijing = ShouXingUtil.qiAccurate2(tt - J2000)  # days since J2000 on Beijing's clock
    utc = beijing - 8 / 24
    instant = datetime(2000, 1, 1, 12) + timedelta(days=utc)
    # It converted at the instant in TT, so the inverse has to look there too.
    dynamical = utc + ShouXingUtil.dtT(utc)
    dynamical = utc + ShouXingUtil.dtT(dynamical)
    return dynamical + J2000, instant


def main() -> None:
    tt = terms_tt()
    instants = [utc_instant(value) for value in tt]
    others = [lunar_python_term(value) for value in tt]
    apart_tt = max(abs(other - value) * DAY for value, (other, _) in zip(tt, others, strict=True))
    apart_utc = max(
        abs((other - instant).total_seconds())
        for instant, (_, other) in zip(instants, others, strict=True)
        if instant.year <= AGREE_UTC_UNTIL
    )
    assert apart_tt <= AGREE_TT, f"the sources differ by {apart_tt:.1f} s in TT"
    assert apart_utc <= AGREE_UTC, f"the sources differ by {apart_utc:.1f} s in UTC up to {AGREE_UTC_UNTIL}"
    with TARGET.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["year", *NAMES])
        for row, year in enumerate(YEARS):
            of_year = instants[row * 12 : row * 12 + 12]
            assert {instant.year for instant in of_year} == {year}
            writer.writerow([year, *(instant.strftime("%m-%dT%H:%M:%S") for instant in of_year)])
    sys.stdout.write(
        f"{len(instants)} terms; the sources differ by at most {apart_tt:.1f} s in TT "
        f"and {apart_utc:.1f} s in UTC up to {AGREE_UTC_UNTIL}\n"
    )


if __name__ == "__main__":
    main()
