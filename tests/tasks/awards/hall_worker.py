"""A hall of fame on the loopback Hub in a process of its own, because the Hub's client reads its settings at import.

Reads one JSON object a line, {"call": name, "arguments": {…}}, and answers with one: result, error and seconds.
Every list is asked for anew, and the waits are short.
"""

from __future__ import annotations

import base64
import json
import sys
import time
from typing import Any

from pipeline.errors import HanmadiError
from pipeline.tasks.awards import hall, hall_store
from pipeline.tasks.awards.award import Award

hall.FRESH, hall.PATIENCE, hall_store.ANSWER_LIMIT = 0.0, 1.0, 2.0


class Worker:
    def open(self, place: str, token: str | None) -> None:
        self.store = hall_store.open_store(place, token)
        self.hall = hall.Hall(self.store)

    def limit(self, kept: int) -> None:
        hall.MOST_KEPT = kept

    def show(self, award: dict[str, str], picture: str) -> str:
        entry = hall.Entry(Award.from_dict(award), "classic", "세로", "2026년 11월 21일")
        return self.hall.show(hall.Prepared(entry, base64.b64decode(picture)))

    def list(self, patience: float = 20.0) -> dict[str, Any]:
        listing = self.hall.listing(patience)
        shown = [(shown.id, shown.entry.award.title, shown.picture.is_file()) for shown in listing.shown]
        return {"shown": shown, "notice": listing.notice}

    def remove(self, id: str) -> None:
        self.store.forget(id)


def main() -> None:
    worker = Worker()
    for line in sys.stdin:
        request = json.loads(line)
        reply: dict[str, Any] = {"result": None, "error": None}
        begun = time.monotonic()
        try:
            reply["result"] = getattr(worker, request["call"])(**request["arguments"])
        except (HanmadiError, FileNotFoundError) as error:
            reply["error"] = str(error)
        reply["seconds"] = time.monotonic() - begun
        sys.stdout.write(json.dumps(reply, ensure_ascii=False) + "\n")
        sys.stdout.flush()


main()
