"""The naming endpoints of the API: ``/saju_chart``, ``/recommend_names``, ``/check_name``; a contract."""

from __future__ import annotations

from typing import Any

import gradio as gr

from pipeline.errors import InvalidInput
from pipeline.serving.catalog import Catalog
from pipeline.tasks.naming import names
from pipeline.tasks.naming.birth import BIRTH_OPTIONS, Birth, parse_birth
from pipeline.tasks.naming.chart import saju_chart as chart_of
from pipeline.tasks.naming.surnames import read_surname
from pipeline.tasks.naming.tab_search import reading_as_dict
from pipeline.tasks.naming.task import read_names
from pipeline.tasks.naming.wishes import check_count, read_wishes
from pipeline.ui.errors import first_problem, guarded

BIRTH = ["birth_date", "birth_time", "calendar", "gender"]


def build(catalog: Catalog) -> None:
    """Add the endpoints to the page. Their inputs are components that no visitor sees, with the contract's defaults."""
    _saju_chart()
    _recommend_names(catalog)
    _check_name()


def _birth_inputs() -> list[Any]:
    return [
        gr.Textbox(visible=False),
        gr.Textbox("", visible=False),
        gr.Textbox("양력", visible=False),
        gr.Textbox("남", visible=False),
    ]


def _options(options: Any) -> dict[str, Any]:
    """The JSON object of an ``options`` parameter. Raises InvalidInput("options", …) for anything else."""
    if options in (None, ""):
        return {}
    if not isinstance(options, dict):
        raise InvalidInput("options", "options는 JSON 객체여야 합니다.", '{"true_solar_time": true}처럼 적어 주세요.')
    return options


def _birth(birth_date: str, birth_time: str, calendar: str, gender: str, options: Any) -> Birth:
    return parse_birth(birth_date, birth_time, calendar, gender, _options(options))


def _chart_birth(birth_date: str, birth_time: str, calendar: str, gender: str, options: Any) -> Birth:
    """A birth whose options are about the chart alone."""
    unknown = [key for key in _options(options) if key not in BIRTH_OPTIONS]
    if unknown:
        known = ", ".join(BIRTH_OPTIONS)
        raise InvalidInput(
            "options", f"'{unknown[0][:20]}'라는 선택 항목은 없습니다.", f"{known} 가운데에서 적어 주세요."
        )
    return _birth(birth_date, birth_time, calendar, gender, options)


def _saju_chart() -> None:
    @guarded
    def saju_chart(birth_date: str, birth_time: str, calendar: str, gender: str, options: Any) -> dict[str, Any]:
        """Compute the four pillars (사주) of a birth, exactly, with elements, yongsin, luck, stars and warnings.

        Args:
            birth_date: e.g. 1988-05-08; 1900 to 2050.
            birth_time: the civil clock in Korea, e.g. 07:30; empty when unknown.
            calendar: 양력 (solar), 음력 (lunar) or 음력 윤달 (lunar leap month).
            gender: 남 or 여, or 무관.
            options: {"day_start": "midnight" | "zi_hour", "true_solar_time": bool, "place": city, "longitude": degrees
                east, "zone": IANA name, "fold": 0 | 1}, each optional.
        """
        return chart_of(_chart_birth(birth_date, birth_time, calendar, gender, options)).as_dict()

    gr.Button(visible=False).click(
        saju_chart,
        inputs=[*_birth_inputs(), gr.JSON({}, visible=False)],
        outputs=gr.JSON(visible=False),
        validator=lambda *values: first_problem([*BIRTH, "options"], lambda: _chart_birth(*values)),
        api_name="saju_chart",
        concurrency_limit=4,
    )


def _recommend_names(catalog: Catalog) -> None:
    @guarded
    def recommend_names(
        birth_date: str,
        birth_time: str,
        calendar: str,
        gender: str,
        surname: str,
        surname_hanja: str,
        count: float,
        options: Any,
    ) -> dict[str, Any]:
        """Recommend ranked names (작명) with legal hanja for a birth and a surname, each axis of the score explained.

        Args:
            birth_date: e.g. 2026-03-05; 1900 to 2050.
            birth_time: the civil clock in Korea, e.g. 07:30; empty when unknown.
            calendar: 양력, 음력 or 음력 윤달.
            gender: 남, 여 or 무관.
            surname: in Hangul, e.g. 김 or 남궁.
            surname_hanja: e.g. 金; empty for the most common one.
            count: number of names, 1 to 60.
            options: the options of /saju_chart, and {"syllables": 1 | 2, "wish": [..], "exclude": [..],
                "generation_syllable": str, "generation_hanja": str, "generation_position": 1 | 2,
                "weights": {axis: points}, "school": "운해" | "해례"}, each optional.

        Returns:
            {"engine": who wrote the reading, "chart", "names": [{"hangul", "hanja", "score", "axes", "meaning", ...}],
            "reading": {"paragraph", "names": [{"hangul", "hanja", "sentence"}]}, "notes"}
        """
        wishes = _options(options)
        chart = chart_of(parse_birth(birth_date, birth_time, calendar, gender, wishes))
        found = names.recommend_names(
            chart,
            surname=surname,
            surname_hanja=surname_hanja,
            gender=chart.birth.gender,
            count=check_count(count),
            options=wishes,
        )
        outcome = read_names(chart, found, catalog.engine("naming"))
        return {
            "engine": outcome.engine,
            "chart": chart.as_dict(),
            "names": [name.as_dict() for name in found],
            "reading": reading_as_dict(outcome.answer),
            "notes": outcome.notes,
        }

    def problems(*values: Any) -> list[dict[str, Any]]:
        def check() -> None:
            _birth(values[0], values[1], values[2], values[3], values[7])
            read_surname(values[4], values[5])
            check_count(values[6])
            read_wishes(_options(values[7]))

        return first_problem([*BIRTH, "surname", "surname_hanja", "count", "options"], check)

    gr.Button(visible=False).click(
        recommend_names,
        inputs=[
            *_birth_inputs(),
            gr.Textbox("김", visible=False),
            gr.Textbox("", visible=False),
            gr.Number(20, visible=False),
            gr.JSON({}, visible=False),
        ],
        outputs=gr.JSON(visible=False),
        validator=problems,
        api_name="recommend_names",
        concurrency_limit=2,
        concurrency_id="names",
    )


def _check_name() -> None:
    @guarded
    def check_name(
        birth_date: str,
        birth_time: str,
        calendar: str,
        gender: str,
        surname: str,
        surname_hanja: str,
        given: str,
        given_hanja: str,
        options: Any,
    ) -> dict[str, Any]:
        """Examine a name that somebody already has: every axis of its score, and whether our list holds its hanja.

        Args:
            birth_date: e.g. 1988-05-08; 1900 to 2050.
            birth_time: the civil clock in Korea, e.g. 07:30; empty when unknown.
            calendar: 양력, 음력 or 음력 윤달.
            gender: 남, 여 or 무관.
            surname: in Hangul, e.g. 김.
            surname_hanja: e.g. 金; empty for the most common one.
            given: the given name in Hangul, one to five syllables.
            given_hanja: its hanja; empty for a name without hanja.
            options: as for /recommend_names.

        Returns:
            {"chart", "name", "legal", "notes"}; ``legal`` is false where our list lacks a character, which does not
            mean that it is not allowed.
        """
        wishes = _options(options)
        return names.check_name(
            chart_of(parse_birth(birth_date, birth_time, calendar, gender, wishes)),
            surname=surname,
            surname_hanja=surname_hanja,
            given=given,
            given_hanja=given_hanja,
            options=wishes,
        )

    def problems(*values: Any) -> list[dict[str, Any]]:
        def check() -> None:
            _birth(values[0], values[1], values[2], values[3], values[8])
            read_surname(values[4], values[5])
            read_wishes(_options(values[8]))

        inputs = [*BIRTH, "surname", "surname_hanja", "given", "given_hanja", "options"]
        return first_problem(inputs, check)

    gr.Button(visible=False).click(
        check_name,
        inputs=[
            *_birth_inputs(),
            gr.Textbox("김", visible=False),
            gr.Textbox("", visible=False),
            gr.Textbox("", visible=False),
            gr.Textbox("", visible=False),
            gr.JSON({}, visible=False),
        ],
        outputs=gr.JSON(visible=False),
        validator=problems,
        api_name="check_name",
        concurrency_limit=4,
    )
