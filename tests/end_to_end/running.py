"""The real app in a process of its own, and real Chromium looking at it."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from gradio_client import Client
from playwright.sync_api import Browser, BrowserContext, Page, Playwright, expect

ROOT = Path(__file__).parents[2]
PATIENCE = 20_000  # milliseconds for anything on the page, on a busy test machine
START_LIMIT = 60  # seconds; generous, for a busy test machine: bench/start.py measures
DESKTOP = {"width": 1280, "height": 900}
PHONE = {"width": 360, "height": 740}


@dataclass
class App:
    url: str
    log: Path


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def running_app(folder: Path, **environment: str) -> Iterator[App]:
    """``python app.py`` with a cache of its own, away from the public Hub; stopped at the end."""
    port = free_port()
    log = folder / "app.log"
    settings = {
        "GRADIO_SERVER_PORT": str(port),
        "GRADIO_TEMP_DIR": str(folder / "gradio"),
        "HANMADI_CACHE": str(folder / "cache"),
        "HF_HOME": str(folder / "hf"),
        "HF_ENDPOINT": "http://127.0.0.1:9",  # nothing listens there: the app must do without the Hub
        "OMP_NUM_THREADS": "1",
        "HANMADI_THREADS": "1",
        **environment,
    }
    inherited = {
        name: value for name, value in os.environ.items() if not name.startswith(("HANMADI_", "HF_", "GRADIO_"))
    }
    with log.open("w") as output:
        process = subprocess.Popen(
            [sys.executable, "app.py"], cwd=ROOT, env=inherited | settings, stdout=output, stderr=subprocess.STDOUT
        )
    url = f"http://127.0.0.1:{port}"
    try:
        deadline = time.monotonic() + START_LIMIT
        while True:
            try:
                urllib.request.urlopen(url, timeout=2).close()
                break
            except OSError:
                if process.poll() is not None or time.monotonic() > deadline:
                    pytest.fail(f"the app did not start:\n{log.read_text()[-3000:]}")
                time.sleep(0.2)
        yield App(url, log)
    finally:
        process.terminate()
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def client_of(app: App, **options: Any) -> Client:
    """The real Gradio client, patient: a busy test machine may take seconds for its first answer."""
    return Client(app.url, verbose=False, httpx_kwargs={"timeout": 60}, **options)


def chromium(playwright: Playwright) -> Browser:
    """The machine's own Chromium; a missing one is a failure that says what to install."""
    path = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
    if not path:
        raise RuntimeError("Chromium이 없습니다. sudo apt-get install chromium 을 실행해 주세요.")
    quiet = ("background-networking", "component-update", "sync")
    return playwright.chromium.launch(
        executable_path=path, args=["--no-sandbox", "--no-first-run", *(f"--disable-{part}" for part in quiet)]
    )


@contextmanager
def visitor(browser: Browser, url: str, **options: object) -> Iterator[Page]:
    """A fresh visitor (Korean, desktop unless said otherwise); a script error on the page fails the test."""
    context: BrowserContext = browser.new_context(
        **{"locale": "ko-KR", "viewport": DESKTOP, "accept_downloads": True, **options}
    )  # type: ignore[arg-type]
    page = context.new_page()
    page.set_default_timeout(PATIENCE)
    expect.set_options(timeout=PATIENCE)
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.goto(url)
    page.wait_for_selector("#award-write")
    yield page
    context.close()
    assert not errors, errors
