"""The two small files by which ``ollama run hf.co/…`` asks a GGUF the way it was trained: ``template`` and ``params``.

Without them a bare sentence would reach the model without the instruction that it learnt to follow. Ollama fills
``{{ .Prompt }}`` and generates where ``{{ .Response }}`` stands; what comes after that ends an earlier turn.
"""

from __future__ import annotations

import io
import json
from contextlib import redirect_stderr
from pathlib import Path
from typing import Any

from pipeline.serving.engine import Message
from pipeline.tasks.task import Task
from pipeline.training.chat import ChatFormat

SLOT = "여기에사람의말이온다"  # stands for a person's words while the prompt is rendered
ANSWER = "여기에답이온다"
PROMPT, RESPONSE = "{{ .Prompt }}", "{{ .Response }}"


def chat_format(gguf: Path) -> ChatFormat:
    """The chat template and vocabulary inside a GGUF file; its weights are not read."""
    from llama_cpp import Llama

    with redirect_stderr(io.StringIO()):  # llama.cpp warns of a context that nobody will use
        return ChatFormat.of_gguf(Llama(str(gguf), vocab_only=True, verbose=False))


def template(task: Task[Any, Any], chat: ChatFormat) -> str:
    """Ollama's template (Go's text/template): the task's own prompt around a person's words, in the model's own turns.

    The beginning-of-sequence marker is left out, since Ollama adds it.
    """
    messages = task.plain_messages(SLOT)
    asked = chat.render(messages, True).removeprefix(chat.decode([chat.bos_id]))
    before, _, after = asked.partition(SLOT)
    told = chat.render([*messages, Message(role="assistant", content=ANSWER)], False)
    end_of_turn = told.rpartition(ANSWER)[2]
    return f"{_literal(before)}{PROMPT}{_literal(after)}{RESPONSE}{_literal(end_of_turn)}"


def params(task: Task[Any, Any], chat: ChatFormat, context: int) -> str:
    """Ollama's options as JSON: the task's own, a context of ``context`` tokens, and no penalty on repeated words.

    Ollama punishes repetition unless told otherwise, and an answer has to repeat the names that it was given.
    """
    options = {
        "temperature": task.options.temperature,
        "top_p": task.options.top_p,
        "num_predict": task.options.max_tokens,
        "num_ctx": context,
        "repeat_penalty": 1.0,
        "stop": [chat.end_of_turn],
    }
    return json.dumps(options, ensure_ascii=False, indent=2) + "\n"


def _literal(text: str) -> str:
    """``text`` as Go's template engine gives it back."""
    return text.replace("{{", '{{ "{{" }}')
