"""Long work that shows its progress and stops when the person says so."""

from __future__ import annotations

import contextvars
import queue
import threading
from collections.abc import Callable, Iterator
from typing import Any, TypeVar

Update = TypeVar("Update")


class Stopped(Exception):
    """Raised inside the work, at its next report, after the person pressed Stop or left."""


def reports(work: Callable[[Callable[[Update], None]], None]) -> Iterator[Update]:
    """Run ``work(report)`` in a thread and yield what it reports, in order.

    Closing the iterator (Gradio does so on cancel) makes the next ``report`` raise Stopped inside the work. What the
    work raises comes out of the iterator.
    """
    stop = threading.Event()
    pending: queue.Queue[tuple[str, Any]] = queue.Queue()

    def report(update: Update) -> None:
        if stop.is_set():
            raise Stopped
        pending.put(("update", update))

    def run() -> None:
        try:
            work(report)
        except BaseException as error:  # noqa: BLE001  # handed over to the caller's thread
            pending.put(("error", error))
        else:
            pending.put(("end", None))

    # ZeroGPU reads whose quota to use from the context of the visitor's request.
    context = contextvars.copy_context()
    threading.Thread(target=context.run, args=(run,), name="hanmadi-work", daemon=True).start()
    try:
        while True:
            kind, value = pending.get()
            if kind == "update":
                yield value
            elif kind == "error":
                raise value
            else:
                return
    finally:
        stop.set()
