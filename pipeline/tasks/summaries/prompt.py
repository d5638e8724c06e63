"""How a model is asked for a summary. The only place where that prompt is worded, for training and for serving.

The form is the predecessor's, instruction, colon, newline, text, since its public training rows have it.
"""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.serving.engine import Message

INSTRUCTIONS = {
    "짧게": "다음 글을 한두 문장으로 짧게 요약해주세요",
    "보통": "다음 글을 요약해주세요",
    "길게": "다음 글을 자세히 요약해주세요",
}
MERGING = {
    "짧게": "다음은 긴 글의 부분별 요약입니다. 전체를 한두 문장으로 짧게 요약해주세요",
    "보통": "다음은 긴 글의 부분별 요약입니다. 전체를 하나로 요약해주세요",
    "길게": "다음은 긴 글의 부분별 요약입니다. 전체를 하나로 자세히 요약해주세요",
}
GUIDANCE = "핵심 문장"


def prompt(instruction: str, text: str) -> list[Message]:
    return [{"role": "user", "content": f"{instruction}:\n{text}"}]


def with_guidance(text: str, guidance: Sequence[str]) -> str:
    """The text, and below it the sentences that the extractive summary chose from it."""
    if not guidance:
        return text
    return f"{text}\n\n{GUIDANCE}:\n" + "\n".join(f"- {sentence}" for sentence in guidance)
