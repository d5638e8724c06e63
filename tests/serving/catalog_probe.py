"""An app's catalog in a process of its own, because the Hub's client reads its settings at import.

Takes a question and, for a machine like ZeroGPU's, the word zero-gpu. Prints one JSON object: the notices that came
before it settled, each task's final state, and what its model answered.
"""

from __future__ import annotations

import json
import os
import sys
import time
from dataclasses import replace
from pathlib import Path

from pipeline.serving.catalog import Catalog
from pipeline.serving.engine import Message, Options
from pipeline.settings import TASKS, Settings

LOCK_FILE = Path(os.environ.get("LOCK", "no.lock"))


def main() -> None:
    begun = time.monotonic()
    # SPACES_ZERO_GPU itself would make the spaces package look for that hardware.
    catalog = Catalog(replace(Settings.from_environment(), zero_gpu="zero-gpu" in sys.argv), lock_file=LOCK_FILE)
    catalog.start()
    started = time.monotonic() - begun
    notices: list[str] = []
    engine_meanwhile = False
    while not catalog.settled:
        state, engine = catalog.state("awards"), catalog.engine("awards")
        if state.notice not in notices:
            notices.append(state.notice)
        engine_meanwhile |= engine is not None and state.progress is not None
        time.sleep(0.01)
    report = {
        "started": started,
        "notices": notices,
        "engine_meanwhile": engine_meanwhile,
        "states": {task: catalog.state(task).as_dict() for task in TASKS},
        "answers": {task: answer(catalog, task) for task in TASKS},
        "torch": "torch" in sys.modules,
    }
    catalog.close()
    sys.stdout.write(json.dumps(report, ensure_ascii=False))


def answer(catalog: Catalog, task: str) -> str | None:
    engine = catalog.engine(task)
    if engine is None:
        return None
    return "".join(engine.stream([Message(role="user", content=sys.argv[1])], Options(max_tokens=80)))


main()
