"""When a model serves the awards: its answer, a refusal by the fact check, Stop, and more visitors than it can take."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import Browser, expect

from pipeline.serving.engine import Message, ModelIdentity, Options
from pipeline.ui.errors import QUEUE_SIZE
from tests.end_to_end.running import App, client_of, running_app, visitor
from tests.serving.openai_server import OpenAiServer, serving

REASON = "33년 동안 새벽마다 도시락을 싸 주셨어요"
FAITHFUL = {
    "title": "서른세 해 도시락 감사상",
    "recipient": "어머니 박영순",
    "body": "귀하께서는 33년 동안 새벽마다 도시락을 싸 주셨기에 깊이 감사드리며 이 감사장을 드립니다.",
    "giver": "딸 김지은",
}
REQUEST = {"request": REASON, "recipient": "어머니 박영순", "giver": "딸 김지은", "kind": "감사장", "count": 1}


class Scripted:
    """An engine that says one text, piece by piece."""

    identity = ModelIdentity("gguf")
    context_size = 4096

    def __init__(self) -> None:
        self.text = ""
        self.pause = 0.0  # seconds between pieces
        self.asked = 0

    def stream(self, messages: Sequence[Message], options: Options) -> Iterator[str]:
        self.asked += 1
        for start in range(0, len(self.text), 4):
            time.sleep(self.pause)
            yield self.text[start : start + 4]

    def count_tokens(self, messages: Sequence[Message]) -> int:
        return sum(len(message["content"]) for message in messages)


@pytest.fixture(scope="module")
def server() -> Iterator[OpenAiServer]:
    with serving(Scripted()) as running:
        yield running


@pytest.fixture(scope="module")
def app_with_model(server: OpenAiServer, tmp_path_factory: pytest.TempPathFactory) -> Iterator[App]:
    folder = tmp_path_factory.mktemp("with-model")
    with running_app(folder, HANMADI_AWARDS_ENDPOINT=server.url) as running:
        client = client_of(running)
        deadline = time.monotonic() + 20
        while client.predict(api_name="/status")["tasks"]["awards"]["engine"] != "remote":
            assert time.monotonic() < deadline, "the server was never taken"
            time.sleep(0.2)
        yield running


@pytest.fixture
def model(server: OpenAiServer) -> Scripted:
    assert isinstance(server.engine, Scripted)
    server.engine.pause, server.engine.asked = 0.0, 0
    server.disconnected.clear()
    return server.engine


def test_a_faithful_answer_reaches_the_person(app_with_model: App, model: Scripted) -> None:
    model.text = json.dumps(FAITHFUL, ensure_ascii=False)
    result = client_of(app_with_model).predict(**REQUEST, api_name="/write_award")
    assert result["awards"][0]["title"] == FAITHFUL["title"]
    assert result["engine"] != "offline"
    assert model.asked == 1


@pytest.mark.parametrize("change", [("33년", "35년"), ("박영순", "박영자"), ("{", "")])
def test_an_answer_that_changes_a_fact_or_the_form_never_does(
    app_with_model: App, model: Scripted, change: tuple[str, str]
) -> None:
    model.text = json.dumps(FAITHFUL, ensure_ascii=False).replace(*change)
    result = client_of(app_with_model).predict(**REQUEST, api_name="/write_award")
    assert model.asked == 2, "one retry"
    assert result["engine"] == "offline"
    assert "33년" in result["awards"][0]["body"]
    assert "오프라인 작성기" in " ".join(result["notes"])


def test_stop_ends_the_work_and_keeps_what_was_typed(
    app_with_model: App, model: Scripted, server: OpenAiServer, browser: Browser
) -> None:
    model.text, model.pause = json.dumps(FAITHFUL, ensure_ascii=False), 0.5
    with visitor(browser, app_with_model.url) as page:
        page.locator("#award-request textarea").fill(REASON)
        page.locator("#award-recipient textarea, #award-recipient input").first.fill("어머니 박영순")
        page.locator("#award-giver textarea, #award-giver input").first.fill("딸 김지은")
        page.click("#award-write")
        page.click("#award-stop")
        expect(page.locator("#award-write")).to_be_enabled()
        expect(page.locator("#award-stop")).to_be_hidden()
        assert server.disconnected.wait(10), "the model was left running"
        assert page.locator("#award-request textarea").input_value() == REASON


def test_a_full_queue_says_so_kindly(app_with_model: App, model: Scripted) -> None:
    model.text, model.pause = json.dumps(FAITHFUL, ensure_ascii=False), 1.0
    data = [REASON, "어머니 박영순", "딸 김지은", "감사장", "감동", 1, "전체"]

    def ask(client: httpx.Client) -> httpx.Response:
        return client.post(f"{app_with_model.url}/gradio_api/call/write_award", json={"data": data}, timeout=60)

    with httpx.Client() as client:
        answers = [ask(client) for _ in range(QUEUE_SIZE + 8)]
    model.pause = 0.0
    refused = [answer for answer in answers if answer.status_code == 422]
    assert refused
    assert all("잠시 뒤에 다시" in answer.text for answer in refused)
    status = client_of(app_with_model).predict(api_name="/status")
    assert status["contract"], "and the app still answers"


def test_the_log_of_it_all_holds_nothing_that_was_typed(app_with_model: App) -> None:
    log = Path(app_with_model.log).read_text()
    assert "도시락" not in log
    assert "박영순" not in log
