"""A GGUF file loaded through llama.cpp's C API: vocabulary, chat template and weights. It decodes nothing by itself."""

from __future__ import annotations

import ctypes
import logging
import weakref
from collections.abc import Sequence
from pathlib import Path

import llama_cpp
from llama_cpp.llama_chat_format import Jinja2ChatFormatter

from pipeline.errors import EngineError
from pipeline.serving.engine import Message
from pipeline.serving.text import marker_pattern, without_markers

# llama.cpp prints a page for each file that it loads; what goes wrong comes back as an EngineError.
logging.getLogger("llama-cpp-python").setLevel(logging.CRITICAL)


class GgufModel:
    """``pointer`` and ``vocab`` are llama.cpp's handles; ``trained_context`` is in tokens.

    Raises EngineError when the file cannot be loaded or holds no chat template.
    """

    def __init__(self, path: Path) -> None:
        llama_cpp.llama_backend_init()
        pointer = llama_cpp.llama_model_load_from_file(str(path).encode(), llama_cpp.llama_model_default_params())
        if not pointer:
            raise EngineError(
                f"모델 파일 {path.name}을(를) 읽을 수 없습니다.",
                "GGUF 파일이 온전한지, 메모리가 충분한지 확인해 주세요.",
            )
        self.pointer = pointer
        self._free = weakref.finalize(self, llama_cpp.llama_model_free, pointer)
        self._free.atexit = False  # a thread may still be using it then
        self.vocab = llama_cpp.llama_model_get_vocab(pointer)
        self.vocab_size: int = llama_cpp.llama_vocab_n_tokens(self.vocab)
        self.trained_context: int = llama_cpp.llama_model_n_ctx_train(pointer)
        # A recurrent state cannot be cut back to a shared beginning.
        self.can_share_prefix = not (
            llama_cpp.llama_model_is_recurrent(pointer) or llama_cpp.llama_model_is_hybrid(pointer)
        )
        template = llama_cpp.llama_model_chat_template(pointer, None)
        if template is None:
            self.close()
            raise EngineError(
                f"모델 파일 {path.name}에 대화 템플릿이 없습니다.", "tokenizer.chat_template이 든 GGUF를 쓰세요."
            )
        self._bos: int = llama_cpp.llama_vocab_bos(self.vocab)
        self._formatter = Jinja2ChatFormatter(
            template=template.decode(), bos_token=self._text(self._bos), eos_token=self._text(self._eos())
        )
        self._markers = marker_pattern(
            self._text(token) for token in range(self.vocab_size) if llama_cpp.llama_vocab_is_control(self.vocab, token)
        )

    def prompt_ids(self, messages: Sequence[Message]) -> list[int]:
        """Token ids of ``messages`` rendered by the model's own template, generation prompt included, with one BOS."""
        try:
            text = self._formatter(messages=without_markers(messages, self._markers)).prompt  # type: ignore[arg-type]
        except ValueError as error:  # the template's raise_exception
            raise EngineError(f"모델의 대화 템플릿이 이 요청을 받지 않습니다({error}).") from error
        ids = self.tokenize(text)
        if llama_cpp.llama_vocab_get_add_bos(self.vocab) and ids[:1] != [self._bos]:
            ids.insert(0, self._bos)
        return ids

    def tokenize(self, text: str) -> list[int]:
        """The ids of ``text``, in which markers count as markers; nothing is added."""
        data = text.encode()
        size = len(data) + 8  # a token is at least a byte
        tokens = (llama_cpp.llama_token * size)()
        count = llama_cpp.llama_tokenize(self.vocab, data, len(data), tokens, size, False, True)
        return list(tokens[:count])

    def piece(self, token: int) -> bytes:
        """The bytes that ``token`` adds to the text; none for a control token."""
        size = 64
        while True:
            buffer = ctypes.create_string_buffer(size)
            length = llama_cpp.llama_token_to_piece(self.vocab, token, buffer, size, 0, False)
            if length >= 0:
                return buffer.raw[:length]
            size = -length

    def is_end(self, token: int) -> bool:
        """Whether ``token`` ends an answer (end of sequence or of turn)."""
        return bool(llama_cpp.llama_vocab_is_eog(self.vocab, token))

    def close(self) -> None:
        """Free the weights now, and not when nobody refers to this any more. Everything that uses them must be gone."""
        self._free()
        self.pointer = None

    def _eos(self) -> int:
        return int(llama_cpp.llama_vocab_eos(self.vocab))

    def _text(self, token: int) -> str:
        return llama_cpp.llama_vocab_get_text(self.vocab, token).decode() if token >= 0 else ""
