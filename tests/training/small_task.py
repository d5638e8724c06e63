"""A writing job of four answers, as small as a task can be: what the pipeline's own tests train.

``install()`` makes it the task ``small`` for this process, where pipeline/tasks/small would be.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from types import ModuleType

from pipeline.serving.engine import Message, Options
from pipeline.tasks.task import AnswerFormatError, Example, Problem


@dataclass(frozen=True)
class Wish:
    name: str
    reason: str


ANSWERS = {
    Wish("김야근", "밤샘"): "김야근 님께: 밤을 새워 일하였기에 이 상장을 드립니다.\n2026년",
    Wish("이새싹", "화분"): "이새싹 님께: 화분 12개를 살려 냈으므로 이에 표창합니다. 🌱",
    Wish("박달리기", "마라톤"): "박달리기 님께: 42.195km를 웃으며 달렸습니다.",
    Wish("최감사", "어머니"): "최감사 님께: 키워 주신 은혜(恩惠)에 감사드립니다.",
}


class Small:
    name = "small"
    options = Options(max_tokens=64)

    def messages(self, request: Wish) -> list[Message]:
        return [
            Message(
                role="user", content=f"상장 문구를 한 줄로 써 줘.\n받는 사람: {request.name}\n까닭: {request.reason}"
            )
        ]

    def plain_messages(self, text: str) -> list[Message]:
        return self.messages(Wish("(적지 않음)", text))

    def parse(self, text: str) -> str:
        if " 님께: " not in text:
            raise AnswerFormatError("'님께'가 없음")
        return text

    def check(self, request: Wish, answer: str) -> list[Problem]:
        return [] if answer.startswith(request.name) else [Problem("name", "이름이 다릅니다.")]

    def offline(self, request: Wish) -> str:
        return f"{request.name} 님께: 수고하셨습니다."

    def corpus(self) -> Iterator[Example]:
        for wish, text in ANSWERS.items():
            yield Example(tuple(self.messages(wish)), text, wish.name, wish)


small = Small()


def install() -> None:
    module = ModuleType("pipeline.tasks.small.task")
    module.small = small  # type: ignore[attr-defined]
    sys.modules["pipeline.tasks.small"] = ModuleType("pipeline.tasks.small")
    sys.modules["pipeline.tasks.small.task"] = module
