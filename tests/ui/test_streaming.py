"""Long work in a thread: what it reports comes out in order, and closing stops it."""

from __future__ import annotations

import contextvars
import threading
from collections.abc import Callable

import pytest

from pipeline.ui.streaming import Stopped, reports


def test_reports_come_out_in_order_and_then_it_ends() -> None:
    def work(report: Callable[[int], None]) -> None:
        for number in range(100):
            report(number)

    assert list(reports(work)) == list(range(100))


def test_what_the_work_raises_comes_out_after_its_reports() -> None:
    def work(report: Callable[[int], None]) -> None:
        report(1)
        raise ValueError("broken")

    updates = reports(work)
    assert next(updates) == 1
    with pytest.raises(ValueError, match="broken"):
        next(updates)


def test_closing_stops_the_work_at_its_next_report() -> None:
    stopped = threading.Event()

    def work(report: Callable[[int], None]) -> None:
        try:
            for number in range(10**9):
                report(number)
        except Stopped:
            stopped.set()
            raise

    updates = reports(work)
    assert next(updates) == 0
    updates.close()  # type: ignore[attr-defined]
    assert stopped.wait(5)


def test_the_work_sees_the_context_of_the_request() -> None:
    visitor: contextvars.ContextVar[str] = contextvars.ContextVar("visitor")
    visitor.set("me")

    def work(report: Callable[[str], None]) -> None:
        report(visitor.get())

    assert list(reports(work)) == ["me"]
