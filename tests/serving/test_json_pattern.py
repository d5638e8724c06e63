"""JSON schemas as patterns: every beginning of a right answer may become one, and nothing else may."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.errors import EngineError
from pipeline.serving.json_pattern import JsonPattern

AWARD: dict[str, Any] = {
    "type": "object",
    "properties": {
        "제목": {"type": "string", "minLength": 1, "maxLength": 8},
        "점수": {"type": "integer"},
        "비율": {"type": "number"},
        "종류": {"enum": ["상장", "🏆"]},
        "줄": {"type": "array", "items": {"type": "string"}, "minItems": 1, "maxItems": 3},
        "참": {"type": ["boolean", "null"]},
        "덧붙임": {"type": "string"},
    },
    "required": ["제목", "점수", "비율", "종류", "줄", "참"],
}
text = st.text(alphabet=st.characters(exclude_categories=["Cs"]))
awards = st.fixed_dictionaries(
    {
        "제목": text.filter(lambda value: 1 <= len(value) <= 8),
        "점수": st.integers(-(10**9), 10**9),
        "비율": st.floats(-1000, 1000).map(lambda value: round(value, 3)).filter(lambda value: "e" not in repr(value)),
        "종류": st.sampled_from(["상장", "🏆"]),
        "줄": st.lists(text, min_size=1, max_size=3),
        "참": st.sampled_from([True, False, None]),
    },
    optional={"덧붙임": text},
)


@given(awards, st.sampled_from([None, 0, 2, 4]))
def test_every_beginning_of_a_right_answer_may_become_one(award: dict[str, Any], indent: int | None) -> None:
    pattern = JsonPattern(AWARD)
    award = {name: award[name] for name in AWARD["properties"] if name in award}
    data = json.dumps(award, ensure_ascii=False, indent=indent).encode()
    assert all(pattern.may_become(data[:size]) for size in range(len(data) + 1))
    assert pattern.is_complete(data)
    assert not pattern.is_complete(data[:-1])
    assert not pattern.may_become(data + b"x")


@pytest.mark.parametrize(
    "wrong",
    [
        "상장",
        '{"점수"',
        '{"제목": ""',
        '{"제목": "' + "가" * 9,
        '{"제목": "가", "점수": 1.5',
        '{"제목": "가", "점수": 01',
        '{"제목": "가\n',
        '{"제목": "\\x',
    ],
)
def test_what_leaves_the_schema_is_refused(wrong: str) -> None:
    assert not JsonPattern(AWARD).may_become(wrong.encode())


def test_bytes_that_are_no_character_are_refused() -> None:
    pattern = JsonPattern({"type": "string"})
    assert pattern.may_become('"가'.encode()[:-1])
    assert not pattern.may_become(b'"\xff')
    assert not pattern.may_become(b'"\xea"')


def test_an_object_may_lack_all_that_is_optional() -> None:
    pattern = JsonPattern({"type": "object", "properties": {"a": {"const": 1}, "b": {"const": [2]}}})
    whole = ["{}", '{"a": 1}', '{"b": [2]}', '{"a":1,"b":[2]}']
    assert all(pattern.is_complete(each.encode()) for each in whole)
    assert not pattern.may_become(b'{"b": [2], "a"')


@pytest.mark.parametrize("schema", [{"$ref": "#"}, {"type": "object"}, {"type": "array"}, {}, {"type": "date"}])
def test_a_schema_that_cannot_be_held_is_an_engine_error(schema: dict[str, Any]) -> None:
    with pytest.raises(EngineError, match="스키마"):
        JsonPattern(schema)


def test_an_array_of_none() -> None:
    pattern = JsonPattern({"type": "array", "items": {"type": "null"}, "maxItems": 0})
    assert pattern.is_complete(b"[]")
    assert not pattern.may_become(b"[n")
