"""What to do when the Hub refuses or breaks off: try a step again where that can help, else say what happened.

A step must look before it acts, so that it can be repeated after an answer was lost on the way.
"""

from __future__ import annotations

import json
import logging
import re
import time
from collections.abc import Callable, Iterator
from typing import TypeVar

import httpx2  # the HTTP library of huggingface_hub 2
from huggingface_hub.errors import HfHubHTTPError

from pipeline.errors import HanmadiError

T = TypeVar("T")

WAITS = (1.0, 2.0, 4.0, 8.0, 16.0)  # seconds before each new try
LONGEST_WAIT = 900.0  # seconds; the Hub counts requests over five minutes, so a longer wait is told instead
TOLD = {  # what happened and what to do, by the Hub's status; {about} is a repository, {answer} the status and words
    401: ("Hub가 토큰을 받아 주지 않습니다({answer}).", "HF_TOKEN에 유효한 쓰기 토큰을 넣어 주세요."),
    402: (
        "{about}을(를) 만들려면 유료 계정이 필요하다고 합니다({answer}).",
        "무료 계정은 ZeroGPU(zero-a10g) Space만 두 개까지 만들 수 있습니다. 하드웨어와 요금제를 확인해 주세요.",
    ),
    403: ("{about}에 쓸 권한이 없습니다({answer}).", "토큰의 쓰기 권한과 --namespace를 확인해 주세요."),
    404: ("{about}을(를) 찾을 수 없습니다({answer}).", "이름과 토큰의 권한을 확인해 주세요."),
    409: ("다른 작업이 {about}을(를) 바꾸고 있습니다({answer}).", "그 작업이 끝난 뒤 다시 실행해 주세요."),
    412: ("다른 작업이 {about}을(를) 바꾸고 있습니다({answer}).", "그 작업이 끝난 뒤 다시 실행해 주세요."),
    413: ("{about}에 한 번에 올리기에는 너무 큽니다({answer}).", "파일을 줄여 다시 실행해 주세요."),
    429: ("Hub가 요청이 너무 많다고 합니다({answer}).", "몇 분 뒤에 다시 실행하면 이어서 올립니다."),
}
SERVER = ("Hub가 지금 답하지 못합니다({answer}).", "잠시 뒤에 다시 실행하면 이어서 올립니다.")
REFUSED = ("Hub가 {about}에 대한 요청을 거절했습니다({answer}).", "내용을 고쳐 다시 실행해 주세요.")
PASSING = {408, 409, 412, 425, 429, 500, 502, 503, 504}  # statuses that may be gone at the next look

XET_STATUS = re.compile(r"HTTP status \w+ error \((\d{3})")  # how the Xet client words the Hub's refusal

log = logging.getLogger(__name__)


def patiently(step: Callable[[], T], about: str) -> T:
    """Take a step on repository ``about``, again after a wait when that may help.

    Raises HanmadiError when it does not; any exception that is not the Hub's or the network's comes through.
    """
    waits = iter(WAITS)
    while True:
        try:
            return step()
        except HanmadiError:
            raise
        except Exception as error:
            if not _of_the_hub(error):
                raise
            wait = _wait(error, next(waits, None))
            if wait is None:
                raise explain(error, about) from error
            log.warning("%s: %s %.0f초 뒤에 다시 합니다.", about, explain(error, about).what, wait)
            time.sleep(wait)


def explain(error: BaseException, about: str) -> HanmadiError:
    """What happened to ``about`` (a repository's name), for people; never holds a token or a signed address."""
    if isinstance(error, ValueError) and "Invalid metadata in README.md" in str(error):
        # The Hub looks at a card before it takes a commit; the client tells its findings in these words.
        findings = str(error).partition("README.md.")[2].strip()
        return HanmadiError(
            f"Hub가 {about}의 README.md 머리말을 받지 않습니다: {findings}", "머리말(YAML)을 고쳐 다시 실행해 주세요."
        )
    status = status_of(error)
    if status is None:
        return HanmadiError(
            f"{about}을(를) 다루는 중에 Hub와의 연결이 끊겼습니다.",
            "네트워크를 확인하고 다시 실행하면 이어서 올립니다.",
        )
    what, do = TOLD.get(status, SERVER if status >= 500 else REFUSED)
    return HanmadiError(what.format(about=about, answer=f"{status}{_said(error)}"), do)


def status_of(error: BaseException) -> int | None:
    """The HTTP status behind an error, if the Hub answered with one."""
    for seen in _chain(error):
        if isinstance(seen, HfHubHTTPError):
            return seen.response.status_code
        if isinstance(seen, ConnectionError) and (found := XET_STATUS.search(str(seen))):
            return int(found[1])
    return None


def _of_the_hub(error: BaseException) -> bool:
    """Whether it is the Hub's answer or the network, and not a defect of ours."""
    return any(
        isinstance(seen, httpx2.HTTPError | json.JSONDecodeError | ConnectionError | TimeoutError)
        for seen in _chain(error)
    )


def _wait(error: BaseException, usual: float | None) -> float | None:
    """Seconds to wait before trying again; None when that would not help."""
    status = status_of(error)
    if usual is None or (status is not None and status not in PASSING):
        return None
    asked = _asked_wait(error)
    if asked is None:
        return usual
    return asked if asked <= LONGEST_WAIT else None


def _asked_wait(error: BaseException) -> float | None:
    """The Hub's Retry-After in seconds, if it sent one."""
    for seen in _chain(error):
        if isinstance(seen, HfHubHTTPError):
            text = seen.response.headers.get("Retry-After", "")
            return float(text) if text.isdigit() else None
    return None


def _said(error: BaseException) -> str:
    """The Hub's own words, short, to put behind the status."""
    words = next((seen.server_message for seen in _chain(error) if isinstance(seen, HfHubHTTPError)), None)
    return f": {' '.join(words.split())[:160]}" if words else ""


def _chain(error: BaseException) -> Iterator[BaseException]:
    """The error and those that caused it: an upload's error hides the Hub's answer behind a RuntimeError."""
    seen: BaseException | None = error
    while seen is not None:
        yield seen
        seen = seen.__cause__
