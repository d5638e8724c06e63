"""What all tabs share: the page around them, start-up, notices for in-app browsers, and ``/status``."""

from __future__ import annotations

import platform
import threading
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path
from typing import Any

import gradio as gr

from pipeline.serving.catalog import Catalog
from pipeline.settings import CACHE_SECONDS, TASKS, Settings
from pipeline.ui.errors import QUEUE_LIMIT, guarded
from pipeline.ui.texts import t, translations
from pipeline.ui.theme import css, theme

CONTRACT_VERSION = "1.0"
TASK_LABELS = {"awards": "상장", "naming": "작명", "summaries": "요약"}
UPLOAD_LIMIT = "12mb"

PRIVACY = (
    "입력한 글은 서버에 저장하거나 기록하지 않습니다. 쓰던 글은 이 브라우저에만 남고, "
    f"만든 파일은 내려받을 수 있도록 서버에 {CACHE_SECONDS // 60}분 동안만 두었다가 지웁니다."
)
PRIVACY_EN = (
    "Nothing you type is stored or logged on the server. Drafts stay in this browser; finished files are kept on the "
    f"server for {CACHE_SECONDS // 60} minutes so that you can download them, then deleted."
)

HALL = " 명예의 전당에 걸기로 동의한 상장만은 내릴 때까지 보관합니다."
HALL_EN = " Only a certificate that you agree to hang in the hall of fame is kept, until it is taken down."


def page() -> gr.Blocks:
    """The empty page: ``with page() as demo:`` and build the tabs inside."""
    return gr.Blocks(title="한마디 Hanmadi", analytics_enabled=False, delete_cache=(CACHE_SECONDS, CACHE_SECONDS))


def header() -> None:
    gr.Markdown(t("# 한마디", "# Hanmadi"), elem_id="brand")
    gr.Markdown(
        t(
            "상장 문구, 사주 작명, 글 요약. 작은 모델이 우리말로 씁니다.",
            "Award citations, names, summaries, in Korean.",
        ),
        elem_id="tagline",
    )


def footer(catalog: Catalog, settings: Settings) -> None:
    """Privacy, and per task which model answers; refreshed while a model is still on its way."""
    korean, english = (PRIVACY + HALL, PRIVACY_EN + HALL_EN) if settings.hall else (PRIVACY, PRIVACY_EN)
    gr.Markdown(t(korean, english), elem_id="privacy")
    models = gr.Markdown(_models(catalog), elem_id="models")
    timer = gr.Timer(2.0, active=not catalog.settled)

    def refresh() -> tuple[str, gr.Timer]:
        return _models(catalog), gr.Timer(active=not catalog.settled)

    timer.tick(refresh, outputs=[models, timer], api_visibility="private", queue=False, show_progress="hidden")


def _models(catalog: Catalog) -> str:
    """A line for each different notice, with the tasks that it is about."""
    tasks_of: dict[str, list[str]] = {}
    for task in TASKS:
        tasks_of.setdefault(catalog.state(task).notice, []).append(TASK_LABELS[task])
    return "\n".join(f"- {'·'.join(labels)}: {notice}" for notice, labels in tasks_of.items())


def status_endpoint(catalog: Catalog) -> None:
    """``/status``: contract version; per task engine, repo, revision, file and sha256; versions of what answers."""

    @guarded
    def status() -> dict[str, Any]:
        """Which model serves which task, and the versions of the parts."""
        return {
            "contract": CONTRACT_VERSION,
            "tasks": {task: catalog.state(task).as_dict() for task in TASKS},
            "versions": {
                "python": platform.python_version(),
                **{
                    name: version(name)
                    for name in ("gradio", "llama-cpp-python", "kiwipiepy", "typst", "huggingface_hub")
                },
            },
        }

    gr.Button(visible=False).click(status, outputs=gr.JSON(visible=False), api_name="status", queue=False)


def launch(demo: gr.Blocks, settings: Settings, warm_up: Callable[[], None]) -> None:
    """Serve until interrupted. Run history, analytics and monitoring are off: they would keep what people type.

    ``warm_up`` runs once the page can be seen, so that the first visitor does not wait for what loads slowly.
    """
    here = Path(__file__).parent
    script = "\n".join((here / name).read_text(encoding="utf-8") for name in ("notices.js", "linked.js"))
    demo.queue(max_size=QUEUE_LIMIT)
    demo.launch(
        server_name=settings.server_name,
        server_port=settings.server_port,
        theme=theme(),
        css=css(),
        head=f'<meta name="viewport" content="width=device-width, initial-scale=1">\n<script>{script}</script>',
        i18n=translations(),
        footer_links=["api"],
        run_history=False,
        enable_monitoring=False,
        show_error=False,
        mcp_server=True,
        pwa=False,
        ssr_mode=False,
        max_file_size=UPLOAD_LIMIT,
        prevent_thread_lock=True,
    )
    threading.Thread(target=warm_up, name="hanmadi-warm-up", daemon=True).start()
    demo.block_thread()
