"""The one place where an exception becomes a sentence on the screen."""

from __future__ import annotations

import functools
import inspect
import logging
import traceback
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, TypeVar

import gradio as gr
from gradio.context import LocalContext

from pipeline.errors import HanmadiError, InvalidInput

QUEUE_SIZE = 48  # requests that may wait; the next one is asked to come back
QUEUE_LIMIT = 2 * QUEUE_SIZE  # where Gradio itself refuses, for events without a validator
log = logging.getLogger(__name__)
Handler = TypeVar("Handler", bound=Callable[..., Any])


def guarded(handler: Handler) -> Handler:
    """Show a HanmadiError's own words; anything else as a fixed sentence with a number that stands in the log too.

    The log gets the kind of error and the places in our code, never its message: that may hold what a person typed.
    """
    if inspect.isgeneratorfunction(handler):

        @functools.wraps(handler)
        def generator(*args: Any, **kwargs: Any) -> Iterator[Any]:
            with _readable():
                yield from handler(*args, **kwargs)

        return generator  # type: ignore[return-value]

    @functools.wraps(handler)
    def function(*args: Any, **kwargs: Any) -> Any:
        with _readable():
            return handler(*args, **kwargs)

    return function  # type: ignore[return-value]


@contextmanager
def _readable() -> Iterator[None]:
    try:
        yield
    except HanmadiError as error:
        raise gr.Error(str(error), print_exception=False) from None
    except gr.Error:
        raise
    except Exception as error:  # noqa: BLE001  # the last frame before a stranger's screen
        number = uuid.uuid4().hex[:8]
        places = " < ".join(
            f"{frame.name}:{frame.lineno}" for frame in reversed(traceback.extract_tb(error.__traceback__))
        )
        log.error("error %s: %s at %s", number, type(error).__name__, places)
        message = (
            f"알 수 없는 문제가 생겼습니다. 쓰신 내용은 그대로 있으니 다시 한 번 눌러 주세요. (오류 번호 {number})"
        )
        raise gr.Error(message, print_exception=False) from None


def first_problem(names: list[str], check: Callable[[], object]) -> list[dict[str, Any]]:
    """Run ``check`` for a validator: one ``gr.validate`` per input, marking the field that an InvalidInput names.

    ``names`` are the inputs' names in order. Runs before the queue; when that is full, this is where it is said kindly.
    Other errors are left to the handler, which words them: Gradio would print them.
    """
    field, message = "", ""
    try:
        _room_in_queue(names[0])
        check()
    except HanmadiError as error:
        field, message = getattr(error, "field", names[0]), str(error)
    except Exception as error:  # noqa: BLE001  # see above
        log.warning("a validator failed: %s", type(error).__name__)
    if message and field not in names:
        field = names[0]
    return [gr.validate(not (message and name == field), message if name == field else "") for name in names]


def _room_in_queue(field: str) -> None:
    """Gradio's own refusal of a full queue is one English line that only comes at QUEUE_LIMIT."""
    blocks = LocalContext.blocks.get(None)
    if blocks is not None and len(blocks._queue) >= QUEUE_SIZE:
        raise InvalidInput(
            field, "지금 기다리는 분이 많습니다.", "쓰신 내용은 그대로 두었으니 잠시 뒤에 다시 눌러 주세요."
        )
