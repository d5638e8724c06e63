"""JSON schemas as regular expressions over UTF-8 bytes, so that any decoder can be held to a schema.

The ``regex`` package (transformers depends on it) can say whether a text may still become a match, which is all that
a constrained decoder asks: may this token follow? A schema that refers or recurs (``$ref``) is no regular language
and is refused.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

import regex

from pipeline.errors import EngineError

SPACE = rb"(?: |\n{1,2}[ \t]{0,20})?"  # allowed between the parts of an object or array
COMMA = SPACE + b"," + SPACE
CHARACTER = (  # of a JSON string: one UTF-8 character or one escape
    rb"(?:[\x20\x21\x23-\x5b\x5d-\x7f]|[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}"
    rb'|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))'
)
INTEGER = rb"-?(?:0|[1-9][0-9]{0,15})"
PRIMITIVES = {
    "integer": INTEGER,
    "number": INTEGER + rb"(?:\.[0-9]{1,16})?",
    "boolean": b"(?:true|false)",
    "null": b"null",
}


class JsonPattern:
    """Tells whether bytes are, or may become, JSON of ``schema``. Raises EngineError for a schema it cannot hold.

    Optional properties may be left out but come in the schema's order, behind the required ones.
    """

    def __init__(self, schema: dict[str, Any]) -> None:
        self._pattern = regex.compile(_value(schema))

    def may_become(self, text: bytes) -> bool:
        return self._pattern.fullmatch(text, partial=True) is not None

    def is_complete(self, text: bytes) -> bool:
        return self._pattern.fullmatch(text) is not None


def _value(schema: dict[str, Any]) -> bytes:
    if "const" in schema:
        return _literal(schema["const"])
    if "enum" in schema:
        return _one_of(_literal(value) for value in schema["enum"])
    if choices := schema.get("anyOf") or schema.get("oneOf"):
        return _one_of(_value(choice) for choice in choices)
    kind = schema.get("type")
    if isinstance(kind, list):
        return _one_of(_value({**schema, "type": each}) for each in kind)
    if kind == "object" and schema.get("properties"):
        return _object(schema)
    if kind == "array" and schema.get("items"):
        return _array(schema)
    if kind == "string":
        least, most = schema.get("minLength", 0), schema.get("maxLength", "")
        return b'"%b{%b}"' % (CHARACTER, f"{least},{most}".encode())
    if kind in PRIMITIVES:
        return PRIMITIVES[kind]
    raise EngineError("답의 형식(JSON 스키마)에 다룰 수 없는 부분이 있습니다.", "스키마를 단순하게 고쳐 주세요.")


def _object(schema: dict[str, Any]) -> bytes:
    required: list[bytes] = []
    optional: list[bytes] = []
    for name, value in schema["properties"].items():
        pair = _literal(name) + SPACE + b":" + SPACE + _value(value)
        (required if name in schema.get("required", []) else optional).append(pair)
    if required:
        body = COMMA.join(required) + _behind(optional)
    else:
        body = _one_of([*(pair + _behind(optional[index + 1 :]) for index, pair in enumerate(optional)), b""])
    return rb"\{" + SPACE + body + SPACE + rb"\}"


def _array(schema: dict[str, Any]) -> bytes:
    item = _value(schema["items"])
    least, most = schema.get("minItems", 0), schema.get("maxItems")
    if most == 0:
        return rb"\[" + SPACE + rb"\]"
    rest = f"{max(least - 1, 0)},{'' if most is None else most - 1}".encode()
    items = item + b"(?:%b%b){%b}" % (COMMA, item, rest)
    return rb"\[" + SPACE + (items if least else b"(?:%b)?" % items) + SPACE + rb"\]"


def _behind(pairs: list[bytes]) -> bytes:
    return b"".join(b"(?:%b%b)?" % (COMMA, pair) for pair in pairs)


def _one_of(patterns: Iterable[bytes]) -> bytes:
    return b"(?:" + b"|".join(patterns) + b")"


def _literal(value: Any) -> bytes:
    return bytes(regex.escape(json.dumps(value, ensure_ascii=False).encode()))
