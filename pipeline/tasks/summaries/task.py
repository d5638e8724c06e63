"""Summaries as a Task: one call of a model for a text that fits its context. Longer texts: long_documents.py."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from pipeline.serving.engine import Message, Options
from pipeline.tasks.summaries import prompt
from pipeline.tasks.summaries.offline import extract
from pipeline.tasks.task import AnswerFormatError, Example, Problem

MAX_TOKENS = {"짧게": 192, "보통": 384, "길게": 768}
_PREFIX = re.compile(r"^(?:\W*(?:요약(?:문)?|핵심 ?요약|전체 ?요약)\W*[:：][\s*_]*)+")
_ENDED = re.compile(r"[.!?…。][\"'”’)\]]*$")


@dataclass(frozen=True, slots=True)
class SummaryRequest:
    """A text that fits a model's context. ``guidance``: sentences of it chosen by the extractive summary; ``merging``:
    the text consists of the summaries of a longer text's parts."""

    text: str
    length: str = "보통"
    guidance: tuple[str, ...] = ()
    merging: bool = False


class SummaryTask:
    """The answer is the summary's text."""

    name = "summaries"
    options = Options(max_tokens=MAX_TOKENS["보통"], temperature=0.1, top_p=0.95)

    def messages(self, request: SummaryRequest) -> list[Message]:
        instructions = prompt.MERGING if request.merging else prompt.INSTRUCTIONS
        return prompt.prompt(instructions[request.length], prompt.with_guidance(request.text, request.guidance))

    def plain_messages(self, text: str) -> list[Message]:
        return self.messages(SummaryRequest(text))

    def parse(self, text: str) -> str:
        """The summary without a heading, list marks and blank lines. Raises AnswerFormatError for an empty answer."""
        lines = [
            re.sub(r"^(?:[-*•·▪]\s+|\d{1,2}[.)]\s+)", "", line.strip())
            for line in _PREFIX.sub("", text.strip()).splitlines()
        ]
        answer = " ".join(line for line in lines if line).strip()
        if not re.search(r"\w", answer):
            raise AnswerFormatError("빈 답")
        return answer

    def check(self, request: SummaryRequest, answer: str) -> list[Problem]:
        problems = []
        if not _ENDED.search(answer):
            problems.append(Problem("cut", "모델의 답이 도중에 끊겼습니다."))
        if _loops(answer):
            problems.append(Problem("loop", "모델이 같은 말을 되풀이했습니다."))
        if len(answer) > max(len(request.text), 60):
            problems.append(Problem("long", "모델의 답이 원문보다 깁니다."))
        if _hangul_share(answer) < 0.3 <= _hangul_share(request.text):
            problems.append(Problem("language", "모델이 한국어로 답하지 않았습니다."))
        if any(instruction in answer for instruction in (*prompt.INSTRUCTIONS.values(), *prompt.MERGING.values())):
            problems.append(Problem("echo", "모델이 지시문을 되풀이했습니다."))
        return problems

    def offline(self, request: SummaryRequest) -> str:
        return " ".join(sentence for sentence, _ in extract(request.text, request.length).sentences)

    def corpus(self) -> Iterable[Example]:
        from pipeline.tasks.summaries.corpus import examples

        return examples()


summaries = SummaryTask()


def _loops(text: str) -> bool:
    """A run of eojeol said three times, or sentences said twice."""
    sentences = [sentence for sentence in re.split(r"(?<=[.!?])\s+", text) if len(sentence) > 6]
    if len(set(sentences)) < len(sentences):
        return True
    words = text.split()
    runs = [tuple(words[start : start + 4]) for start in range(len(words) - 3)]
    return any(runs.count(run) >= 3 for run in set(runs)) or bool(re.search(r"(.{2,40}?)\1{4,}", text))


def _hangul_share(text: str) -> float:
    letters = re.findall(r"[^\W\d_]", text)
    return len(re.findall("[가-힣]", text)) / len(letters) if letters else 0.0
