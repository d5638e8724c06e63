"""The endpoints as programs call them: the real Gradio client, and MCP."""

from __future__ import annotations

import asyncio
import urllib.error
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from gradio_client import Client, handle_file
from gradio_client.exceptions import AppError, ValidationError
from mcp import ClientSession
from mcp.client.streamable_http import streamable_http_client
from PIL import Image
from pypdf import PdfReader

from tests.end_to_end.running import App, client_of

AWARD = {
    "kind": "감사장",
    "title": "새벽 도시락 감사상",
    "recipient": "어머니 박영순",
    "body": "귀하께서는 33년 동안 새벽마다 도시락을 싸 주셨기에 이 감사장을 드립니다.",
    "giver": "딸 김지은",
}


@pytest.fixture(scope="module")
def client(app: App, tmp_path_factory: pytest.TempPathFactory) -> Client:
    return client_of(app, download_files=str(tmp_path_factory.mktemp("downloads")))


def test_write_award_with_only_the_essential(client: Client) -> None:
    result = client.predict(request="이서준이 두발자전거를 17번 넘어지고도 끝까지 배웠어요", api_name="/write_award")
    assert result["engine"] == "offline"
    assert len(result["awards"]) == 3
    for award in result["awards"]:
        assert set(award) == {"kind", "title", "recipient", "body", "giver"}
        assert award["kind"] == "상장"
        assert "17번" in award["body"]
    assert len({award["title"] for award in result["awards"]}) == 3


def test_write_award_with_every_parameter(client: Client) -> None:
    result = client.predict(
        request="33년 동안 새벽마다 도시락을 싸 주셨어요",
        recipient="어머니 박영순",
        giver="딸 김지은",
        kind="감사장",
        tone="감동",
        count=1,
        part="제목",
        api_name="/write_award",
    )
    (award,) = result["awards"]
    assert award["recipient"] == "어머니 박영순"
    assert award["giver"] == "딸 김지은"
    assert award["kind"] == "감사장"
    assert award["title"]


@pytest.mark.parametrize(
    ("arguments", "word"),
    [
        ({"request": ""}, "적어"),
        ({"request": "가" * 401}, "400"),
        ({"request": "성실하게 일했어요", "kind": "벌금"}, "상장"),
        ({"request": "성실하게 일했어요", "tone": "분노"}, "감동"),
        ({"request": "성실하게 일했어요", "count": 9}, "5"),
        ({"request": "성실하게 일했어요", "part": "끝"}, "전체"),
    ],
)
def test_a_bad_request_gets_a_korean_message(client: Client, arguments: dict[str, object], word: str) -> None:
    with pytest.raises((ValidationError, AppError), match=word):
        client.predict(**arguments, api_name="/write_award")


def test_render_certificate_files_open(client: Client) -> None:
    png, square, pdf = client.predict(award=AWARD, api_name="/render_certificate")
    assert Image.open(png).size == (2480, 3508)
    assert Image.open(square).size == (1080, 1080)
    assert "박영순" in "".join(PdfReader(pdf).pages[0].extract_text().split())


def test_render_certificate_with_every_parameter(client: Client, tmp_path: Path) -> None:
    picture = tmp_path / "logo.png"
    Image.new("RGB", (64, 64), "navy").save(picture)
    png, _, pdf = client.predict(
        award=AWARD,
        design="modern",
        orientation="가로",
        number="2026-001",
        date="2026-05-08",
        seal="참잘했어요",
        seal_image=None,
        logo=handle_file(str(picture)),
        api_name="/render_certificate",
    )
    assert Image.open(png).size == (3508, 2480)
    text = "".join(PdfReader(pdf).pages[0].extract_text().split())
    assert "2026-001" in text
    assert "2026년5월8일" in text


@pytest.mark.parametrize(
    ("arguments", "word"),
    [
        ({"award": {}}, "kind"),
        ({"award": {**AWARD, "body": ""}}, "비어"),
        ({"award": AWARD, "design": "nope"}, "classic"),
        ({"award": AWARD, "orientation": "위아래"}, "세로"),
        ({"award": AWARD, "date": "2026-02-30"}, "날짜"),
    ],
)
def test_a_bad_certificate_gets_a_korean_message(client: Client, arguments: dict[str, object], word: str) -> None:
    with pytest.raises((ValidationError, AppError), match=word):
        client.predict(**arguments, api_name="/render_certificate")


def test_status(client: Client) -> None:
    status = client.predict(api_name="/status")
    assert status["contract"]
    assert set(status["tasks"]) == {"awards", "naming", "summaries"}
    assert status["tasks"]["awards"]["engine"] == "offline"
    assert {"repo", "revision", "file", "sha256"} <= set(status["tasks"]["awards"])
    assert "gradio" in status["versions"]


def test_mcp_offers_the_same_endpoints(app: App) -> None:
    async def tools() -> dict[str, str]:
        async with (
            streamable_http_client(f"{app.url}/gradio_api/mcp/") as (read, send, _),
            ClientSession(read, send) as session,
        ):
            await session.initialize()
            listed = await session.list_tools()
            return {tool.name: tool.description or "" for tool in listed.tools}

    with ThreadPoolExecutor(1) as elsewhere:  # the browser of other tests keeps a loop of its own in this thread
        offered = elsewhere.submit(asyncio.run, tools()).result()
    endpoints = {"write_award", "render_certificate", "status"}
    assert endpoints <= set(offered), "and nothing private is offered"
    assert not {name for name in offered if name.startswith(("_", "lambda"))}
    assert any("상장" in description for description in offered.values())


@pytest.mark.parametrize("path", ["/gradio_api/runs", "/monitoring/summary"])
def test_nothing_that_keeps_visitors_texts_is_served(app: App, path: str) -> None:
    with pytest.raises(urllib.error.HTTPError) as refused:
        urllib.request.urlopen(app.url + path)
    assert refused.value.code in {403, 404, 405}
