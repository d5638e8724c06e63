"""How a model is asked for an award, and how its answer is written and read. The only place where that is worded."""

from __future__ import annotations

import json
from typing import Any

from pipeline.serving.engine import Message, Options
from pipeline.tasks.awards.award import LIMITS, Award
from pipeline.tasks.awards.request import AwardRequest
from pipeline.tasks.task import AnswerFormatError

FIELDS = ("title", "recipient", "body", "giver")
SCHEMA: dict[str, Any] = {
    "type": "object",
    "properties": {name: {"type": "string", "minLength": 1, "maxLength": LIMITS[name]} for name in FIELDS},
    "required": list(FIELDS),
    "additionalProperties": False,
}
OPTIONS = Options(max_tokens=512, temperature=0.8, top_p=0.95, json_schema=SCHEMA)

NOT_GIVEN = "(적지 않음)"
_INSTRUCTION = """\
다음 사연으로 한국어 상장 문구를 씁니다. 사연에 있는 이름, 숫자, 날짜, 따옴표 속 말은 그대로 쓰고,
사연에 없는 사실은 더하지 않습니다.
title(상 이름), recipient(받는 사람), body(본문), giver(주는 사람)를 가진 JSON으로 답합니다."""


def messages(request: AwardRequest) -> list[Message]:
    """The prompt for ``request``: one user turn."""
    lines = [
        _INSTRUCTION,
        "",
        f"종류: {request.kind}",
        f"분위기: {request.tone}",
        f"길이: {request.length}",
        f"받는 사람: {request.recipient or NOT_GIVEN}",
        f"주는 사람: {request.giver or NOT_GIVEN}",
        f"사연: {request.reason}",
    ]
    return [{"role": "user", "content": "\n".join(lines)}]


def completion(award: Award) -> str:
    """``award`` as a model should write it."""
    return json.dumps({name: getattr(award, name) for name in FIELDS}, ensure_ascii=False)


def parse(text: str, kind: str) -> Award:
    """Read a model's text; a code fence or words around the object do no harm. Raises AnswerFormatError."""
    start, end = text.find("{"), text.rfind("}")
    if start < 0 or end < start:
        raise AnswerFormatError("JSON 객체가 없음")
    try:
        data = json.loads(text[start : end + 1])
    except json.JSONDecodeError:
        raise AnswerFormatError("JSON으로 읽히지 않음") from None
    values = {}
    for name in FIELDS:
        value = data.get(name)
        if not isinstance(value, str) or not value.strip():
            raise AnswerFormatError(f"{name} 항목이 없음")
        values[name] = value.strip()
    return Award(kind=kind, **values)
