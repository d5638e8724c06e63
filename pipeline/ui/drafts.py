"""What a person typed stays in their own browser, encrypted, and comes back after a reload."""

from __future__ import annotations

from typing import Any

import gradio as gr


def keep_draft(demo: gr.Blocks, draft: gr.BrowserState, fields: list[Any]) -> Any:
    """Save ``fields`` into ``draft`` at every change and bring them back on load; nothing passes through the server.

    Returns the event of bringing back, for what shall follow it.
    """
    for field in fields:
        field.change(fn=None, inputs=fields, outputs=draft, js="(...values) => [values]", api_visibility="private")
    keep = "(saved, ...now) => (Array.isArray(saved) && saved.length === now.length) ? saved : now"
    return demo.load(fn=None, inputs=[draft, *fields], outputs=fields, js=keep, api_visibility="private")
