"""Dates, times and calendars as people type them: 1988.5.8, 1988년 5월 8일, 오전 7시 반, 07:30 두 번째, 음력 윤달."""

from __future__ import annotations

import calendar as gregorian
import re
import unicodedata
from datetime import date, time
from typing import Final

from pipeline.errors import InvalidInput
from pipeline.tasks.naming.calendar import LAST_YEAR
from pipeline.tasks.naming.civil_time import FIRST_YEAR

LONGEST: Final = 40  # characters that are read: no date or time is longer

DATE: Final = re.compile(r"(\d{4})\s*[-./년,\s]\s*(\d{1,2})\s*[-./월,\s]\s*(\d{1,2})\s*[일.]?\s*생?")
DIGITS: Final = re.compile(r"(\d{4})(\d{2})(\d{2})")
SHORT_YEAR: Final = re.compile(r"\d{2}\s*[-./년\s]\s*\d{1,2}\s*[-./월\s]\s*\d{1,2}\s*[일.]?\s*생?|\d{6}")
HOW_DATE: Final = (
    "1988-05-08, 1988.5.8, 19880508, 1988년 5월 8일처럼 적어 주세요. 음력이면 달력에서 '음력'을 골라 주세요."
)

PASS: Final = re.compile(r"\(?(첫|두)\s*번째\)?")
UNKNOWN: Final = {"", "모름", "시간모름", "시모름", "모르겠음", "모르겠어요", "몰라요", "미상", "unknown", "-", "?"}
MIDNIGHT: Final = {"자정", "밤12시", "24:00", "24시", "2400"}
EARLY: Final = {"오전", "새벽", "아침", "am"}
TIME: Final = re.compile(
    r"(?P<before>오전|오후|새벽|아침|낮|저녁|밤|am|pm)?\s*(?P<hour>\d{1,2})\s*"
    r"(?P<unit>[:.]\s*(?P<minute>\d{1,2})(?::\d{2})?|시\s*(?:(?P<minutes>\d{1,2})\s*분?|(?P<half>반))?)?\s*"
    r"(?P<after>am|pm)?\s*(?:쯤|경|정도|생)?"
)
HOW_TIME: Final = "07:30, 오전 7시 30분, 19시 5분처럼 적거나, 모르면 비워 두세요."


def plain(text: object) -> str:
    """Full-width forms narrowed, capitals lowered, the ends trimmed; a text that is too long stays unreadable."""
    whole = str("" if text is None else text).strip()
    if len(whole) > LONGEST:
        whole = whole[:LONGEST] + "…"
    return unicodedata.normalize("NFKC", whole).lower()


def read_date(text: object) -> tuple[int, int, int]:
    """Year, month and day, which need not exist. Raises InvalidInput("birth_date")."""
    typed = plain(text)
    if not typed:
        raise InvalidInput("birth_date", "생년월일이 비어 있습니다.", HOW_DATE)
    found = DIGITS.fullmatch(typed) or DATE.fullmatch(typed)
    if found:
        year, month, day = (int(part) for part in found.groups())
        return year, month, day
    if SHORT_YEAR.fullmatch(typed):
        raise InvalidInput("birth_date", "태어난 해를 두 자리로 적으셨습니다.", "1988처럼 네 자리로 적어 주세요.")
    raise InvalidInput("birth_date", "생년월일을 읽지 못했습니다.", HOW_DATE)


def solar_day(year: int, month: int, day: int) -> date:
    """The solar date, 1900 to 2050. Raises InvalidInput("birth_date") with the nearest choice."""
    if not FIRST_YEAR <= year <= LAST_YEAR:
        nearest = f"{FIRST_YEAR}년 1월 1일" if year < FIRST_YEAR else f"{LAST_YEAR}년 12월 31일"
        raise InvalidInput(
            "birth_date",
            f"{FIRST_YEAR}년부터 {LAST_YEAR}년까지 태어난 사람의 사주를 볼 수 있습니다.",
            f"그 가운데 가장 가까운 날짜는 {nearest}입니다.",
        )
    if not 1 <= month <= 12:
        raise InvalidInput("birth_date", f"{month}월은 없습니다.", "달은 1월부터 12월까지 가운데 적어 주세요.")
    last = gregorian.monthrange(year, month)[1]
    if not 1 <= day <= last:
        raise InvalidInput(
            "birth_date",
            f"{year}년 {month}월 {day}일은 없는 날짜입니다.",
            f"{year}년 {month}월은 1일부터 {last}일까지 있습니다.",
        )
    return date(year, month, day)


def read_calendar(text: object) -> tuple[bool, bool]:
    """Whether a date is lunar, and of a leap month. Raises InvalidInput("calendar")."""
    typed = re.sub(r"[\s()]", "", plain(text))
    if typed in {"", "양력", "solar"}:
        return False, False
    if typed in {"음력", "음력평달", "평달", "lunar"}:
        return True, False
    if typed in {"음력윤달", "윤달", "lunarleap", "leap"}:
        return True, True
    raise InvalidInput("calendar", "달력을 알 수 없습니다.", "'양력', '음력', '음력 윤달' 가운데 골라 주세요.")


def read_pass(text: object) -> int | None:
    """0 for 첫 번째, 1 for 두 번째 beside a time that came twice; None when the time says neither."""
    said = PASS.search(plain(text))
    return None if said is None else int(said[1] == "두")


def read_time(text: object) -> time | None:
    """The minute on a clock of 24 hours; None for an unknown hour. Raises InvalidInput("birth_time")."""
    typed = PASS.sub("", plain(text)).replace("a.m.", "am").replace("p.m.", "pm").strip()
    if typed.replace(" ", "") in UNKNOWN:
        return None
    if typed == "정오":
        return time(12)
    if typed.replace(" ", "") in MIDNIGHT:
        raise InvalidInput(
            "birth_time",
            "자정은 그날의 시작일 수도, 끝일 수도 있습니다.",
            "그날이 시작된 때라면 00:00으로, 그날이 끝난 때라면 다음 날짜의 00:00으로 적어 주세요.",
        )
    hour, minute = _hour_and_minute(typed)
    if hour > 23:
        raise InvalidInput("birth_time", f"{hour}시는 없는 시각입니다.", "시는 0시부터 23시까지 적어 주세요.")
    if minute > 59:
        raise InvalidInput("birth_time", f"{minute}분은 없는 시각입니다.", "분은 0분부터 59분까지 적어 주세요.")
    return time(hour, minute)


def _hour_and_minute(typed: str) -> tuple[int, int]:
    digits = re.fullmatch(r"(\d{2})(\d{2})", typed)
    if digits:
        return int(digits[1]), int(digits[2])
    found = TIME.fullmatch(typed)
    word = found and (found["before"] or found["after"])
    if found is None or not (found["unit"] or word):  # a bare number could be an hour or a minute
        raise InvalidInput("birth_time", "태어난 시각을 읽지 못했습니다.", HOW_TIME)
    minute = 30 if found["half"] else int(found["minute"] or found["minutes"] or 0)
    return _on_24_hours(int(found["hour"]), word or ""), minute


def _on_24_hours(hour: int, word: str) -> int:
    """What 오후 3시, 밤 11시, 새벽 2시 are on a clock of 24 hours. Raises for 오전 15시 and the like."""
    if word in EARLY and 12 < hour < 24:
        raise InvalidInput(
            "birth_time", f"'{word} {hour}시'는 앞뒤가 맞지 않습니다.", "오전이나 오후를 빼고 24시간으로 적어 주세요."
        )
    if word in EARLY and hour == 12:
        return 0
    later = word in {"오후", "pm", "저녁"} or (word == "낮" and hour < 6) or (word == "밤" and hour > 5)
    return hour + 12 if later and hour < 12 else hour
