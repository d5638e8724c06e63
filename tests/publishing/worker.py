"""The publishing side in a process of its own, because the Hub's client reads its settings at import.

Reads one JSON object a line, {"call": name, "arguments": {…}}, and answers with one: what the call returned or which
error it raised, what it showed on the terminal, and what reached the log. One process serves many tests.
"""

from __future__ import annotations

import contextlib
import io
import json
import logging
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Any

from pipeline.errors import HanmadiError
from pipeline.publishing import hub, space, trouble

CALLS = {"publish": hub.publish, "push": space.push, "pin": space.pin}
PATHS = {"folder", "checkout"}


def main() -> None:
    out = sys.stdout
    trouble.WAITS = tuple(0.05 for _ in trouble.WAITS)
    log = io.StringIO()
    logging.basicConfig(stream=log, level=logging.WARNING, format="%(levelname)s %(name)s %(message)s")
    for line in sys.stdin:
        log.seek(0)
        log.truncate()
        request = json.loads(line)
        out.write(json.dumps(answer(request["call"], request["arguments"], log), ensure_ascii=False) + "\n")
        out.flush()


def answer(call: str, arguments: dict[str, Any], log: io.StringIO) -> dict[str, Any]:
    values = {name: Path(value) if name in PATHS else value for name, value in arguments.items()}
    shown, warned = io.StringIO(), io.StringIO()
    reply: dict[str, Any] = {"error": None, "result": None}
    with contextlib.redirect_stdout(shown), contextlib.redirect_stderr(warned):
        try:
            result = CALLS[call](**values)
            reply["result"] = asdict(result) if isinstance(result, hub.Release) else result and result.model_dump()
        except HanmadiError as error:
            reply["error"] = {"kind": type(error).__name__, "what": error.what, "do": error.do}
    return reply | {"shown": shown.getvalue(), "warned": warned.getvalue(), "log": log.getvalue()}


main()
