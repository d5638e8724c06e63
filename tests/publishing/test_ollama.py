"""Ollama's two files: what it makes of them is what the model was trained on."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import jinja2
import pytest

from pipeline.publishing import ollama
from pipeline.serving.engine import Message, Options
from pipeline.settings import TASKS
from pipeline.training.chat import ChatFormat
from pipeline.training.corpus import load_task
from pipeline.training.tiny import TEMPLATES
from tests.tiny_model import TinyModel

WORDS = '우리 팀 김야근 님이 3주 동안 "밤샘"을 해서 {{ .Prompt }} 서버를 살렸어요. {} <b>'


def filled(template: str, turns: Sequence[tuple[str, str]]) -> str:
    """What Ollama makes of ``turns`` (prompt and response): whole templates for the turns before, the last one cut."""
    before = "".join(_with(template, prompt, response) for prompt, response in turns[:-1])
    return before + _with(template.partition("{{ .Response }}")[0], *turns[-1])


def _with(template: str, prompt: str, response: str) -> str:
    values = {".Prompt": prompt, ".Response": response, '"{{"': "{{"}
    return re.sub(r"\{\{ (.+?) \}\}", lambda found: values[found[1]], template)


@pytest.fixture(scope="module")
def chat(tiny: TinyModel) -> ChatFormat:
    return ollama.chat_format(tiny.q8)


@pytest.mark.parametrize("name", TASKS)
def test_bare_words_become_the_ids_that_the_app_feeds(name: str, chat: ChatFormat) -> None:
    task = load_task(name)
    text = filled(ollama.template(task, chat), [(WORDS, "")])
    assert WORDS in text
    assert [chat.bos_id, *chat.encode(text)] == chat.prompt_ids(task.plain_messages(WORDS))


def test_an_earlier_turn_ends_as_the_model_s_own_template_ends_it(chat: ChatFormat) -> None:
    task = load_task("awards")
    asked = [task.plain_messages(words)[0] for words in ("첫 사연", "둘째 사연")]
    conversation = [asked[0], Message(role="assistant", content="첫 답"), asked[1]]
    text = filled(ollama.template(task, chat), [("첫 사연", "첫 답"), ("둘째 사연", "")])
    assert [chat.bos_id, *chat.encode(text)] == chat.prompt_ids(conversation)


def test_a_generation_prompt_longer_than_a_turn_s_head() -> None:
    """Gemma 4 opens and closes an empty thinking channel before an answer."""
    environment = jinja2.Environment(trim_blocks=True)
    shape = environment.from_string(TEMPLATES["gemma4"])

    def render(messages: Sequence[Message], generate: bool) -> str:
        return shape.render(messages=messages, bos_token="<bos>", add_generation_prompt=generate)

    chat = ChatFormat(render, lambda text: list(map(ord, text)), lambda ids: "<bos>", 2)
    task = load_task("awards")
    template = ollama.template(task, chat)
    assert template.endswith("<|turn>model\n<|channel>thought\n<channel|>{{ .Response }}<turn|>\n")
    assert "<bos>" + filled(template, [("사연", "")]) == render(task.plain_messages("사연"), True)


def test_braces_in_an_instruction_stay_braces(chat: ChatFormat) -> None:
    instruction = 'JSON으로 답합니다: {{"a": {"b": 1}}} {{{ }}\n'
    task: Any = SimpleNamespace(
        options=Options(), plain_messages=lambda text: [Message(role="user", content=instruction + text)]
    )
    template = ollama.template(task, chat)
    assert instruction + "사연" in filled(template, [("사연", "")])
    assert template.count(ollama.PROMPT) == 1


@pytest.mark.parametrize("name", TASKS)
def test_the_options_are_the_task_s(name: str, chat: ChatFormat) -> None:
    task = load_task(name)
    params = json.loads(ollama.params(task, chat, 4096))
    assert params["stop"] == ["<end_of_turn>"]
    assert params["temperature"] == task.options.temperature
    assert params["num_predict"] == task.options.max_tokens
    assert params["num_ctx"] == 4096
    assert params["repeat_penalty"] == 1.0


def test_both_files_are_published(finished: Path, tiny: TinyModel, tmp_path: Path) -> None:
    from pipeline.publishing.finished import read_run
    from pipeline.publishing.release import of_run

    gguf = of_run(read_run(finished), "me")[-1]
    files = {
        file.path: file.source.read_text(encoding="utf-8") for file in gguf.files if file.path in ("template", "params")
    }
    assert files["template"].endswith("{{ .Response }}<end_of_turn>\n")
    assert json.loads(files["params"])["stop"] == ["<end_of_turn>"]
