"""Summaries of Korean articles. Everything is imported on first use: the app starts without Kiwi and trafilatura."""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pipeline.tasks.summaries.article import Article, extract_article, fetch_article, read_source
    from pipeline.tasks.summaries.summary import Summary, summarize
    from pipeline.tasks.summaries.task import SummaryRequest, SummaryTask

__all__ = [
    "Article",
    "Summary",
    "SummaryRequest",
    "SummaryTask",
    "extract_article",
    "fetch_article",
    "read_source",
    "summarize",
]

_HOMES = {
    "Article": "article",
    "extract_article": "article",
    "fetch_article": "article",
    "read_source": "article",
    "Summary": "summary",
    "summarize": "summary",
    "SummaryRequest": "task",
    "SummaryTask": "task",
}


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(importlib.import_module(f"{__name__}.{_HOMES[name]}"), name)
    globals()[name] = value
    return value
