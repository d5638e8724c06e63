"""Colours and type of the app: paper, ink and the red of a seal. Every pair of text and ground meets WCAG AA."""

from __future__ import annotations

from pathlib import Path

import gradio as gr
from gradio.themes.utils import colors

FONTS = (
    "Pretendard",
    "Noto Sans KR",
    "Noto Sans CJK KR",
    "Apple SD Gothic Neo",
    "Malgun Gothic",
    "system-ui",
    "sans-serif",
)

SEAL_RED = colors.Color(
    name="seal",
    c50="#fdf3f1",
    c100="#fbe3df",
    c200="#f6c7c0",
    c300="#eda095",
    c400="#de7063",
    c500="#c94a3d",
    c600="#b1342a",
    c700="#952820",
    c800="#7a241e",
    c900="#65221e",
    c950="#370e0b",
)
PAPER = colors.Color(
    name="paper",
    c50="#fdfbf6",
    c100="#f7f2e8",
    c200="#e9e1d2",
    c300="#d4c9b6",
    c400="#a1978a",
    c500="#6f675d",
    c600="#575047",
    c700="#423d37",
    c800="#2c2926",
    c900="#1e1c1a",
    c950="#141312",
)


def theme() -> gr.themes.Base:
    """Gradio's default theme in our colours, light and dark."""
    return gr.themes.Default(
        primary_hue=SEAL_RED,
        secondary_hue=SEAL_RED,
        neutral_hue=PAPER,
        radius_size="md",
        text_size="lg",
        font=list(FONTS),
    ).set(
        body_background_fill="*neutral_50",
        body_text_color="*neutral_900",
        body_text_color_subdued="*neutral_600",
        block_label_text_color="*neutral_700",
        block_title_text_color="*neutral_800",
        block_info_text_color="*neutral_600",
        input_placeholder_color="*neutral_500",
        input_placeholder_color_dark="*neutral_400",
        button_primary_background_fill="*primary_700",
        button_primary_background_fill_hover="*primary_800",
        button_primary_background_fill_dark="*primary_700",
        button_primary_background_fill_hover_dark="*primary_600",
        button_primary_text_color="white",
        button_secondary_background_fill="white",
        button_secondary_background_fill_hover="*neutral_100",
        button_secondary_border_color="*neutral_400",
        button_secondary_text_color="*neutral_800",
        checkbox_label_background_fill_selected="*primary_700",
        checkbox_label_text_color_selected="white",
        checkbox_label_background_fill_selected_dark="*primary_700",
        link_text_color="*primary_700",
        link_text_color_hover="*primary_800",
        link_text_color_dark="*primary_300",
    )


def css() -> str:
    """Layout that a theme cannot say; see style.css beside this file."""
    return (Path(__file__).parent / "style.css").read_text(encoding="utf-8")
