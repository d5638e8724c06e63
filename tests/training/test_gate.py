"""The gate bites: each way in which a conversion can be silently wrong is made on purpose and must be refused."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable
from contextlib import closing
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
import torch

from pipeline.serving.gguf_model import GgufModel
from pipeline.training import fidelity, gguf
from pipeline.training.converter import converter_folder
from pipeline.training.fidelity import MASTER_LIMITS, Reference, check_master, check_tokens
from pipeline.training.quality import engine_for, gguf_writer
from pipeline.training.tiny import make_tiny
from tests.training.small_task import small

pytestmark = pytest.mark.slow

ROWS = list(small.corpus())
CONVERSATIONS = [row.messages for row in ROWS]


@pytest.fixture(scope="module")
def reference(finished: Path) -> Reference:
    return Reference.load(finished / "merge" / "model", ROWS)


def problems(reference: Reference, file: Path) -> list[str]:
    with closing(GgufModel(file)) as model:
        found = check_tokens(reference, model, CONVERSATIONS)
    return found + check_master(reference.divergence(file, threads=1), "f32")


def test_a_sound_conversion_passes_with_room(reference: Reference, finished: Path) -> None:
    file = finished / "gguf" / "hanmadi-small-F32.gguf"
    assert problems(reference, file) == []
    assert reference.divergence(file, 1).kl < MASTER_LIMITS["f32"][0] / 10
    assert any(len(row) > reference.model.config.sliding_window + 32 for row in reference.ids), "one row outgrows it"
    assert reference.divergence(finished / "gguf" / "hanmadi-small-Q4_K_M.gguf", 1).kl > 1e-4, "not degenerate"


def norms_one_smaller(reader: Any) -> None:
    """As a converter leaves them that forgets that Gemma's norms multiply by 1 + weight."""
    for tensor in reader.tensors:
        if tensor.name.endswith("norm.weight"):
            tensor.data[:] -= 1


def no_sliding_window(reader: Any) -> None:
    set_number(reader, "gemma2.attention.sliding_window", 0)


def no_soft_cap(reader: Any) -> None:
    set_number(reader, "gemma2.attn_logit_softcapping", 1e6)
    set_number(reader, "gemma2.final_logit_softcapping", 1e6)


def two_bos(reader: Any) -> None:
    text = reader.fields["tokenizer.chat_template"].parts[-1]
    once, twice = b"{{ bos_token }}", b"{{bos_token*2}}"
    start = text.tobytes().index(once)
    text[start : start + len(once)] = list(twice)


def markers_as_text(reader: Any) -> None:
    """As a conversion leaves them that lacks added_tokens_decoder."""
    kinds = reader.fields["tokenizer.ggml.token_type"]
    for number in (106, 107):
        kinds.parts[kinds.data[number]][0] = 1


def set_number(reader: Any, key: str, value: float) -> None:
    field = reader.fields[key]
    field.parts[field.data[0]][0] = value


@pytest.mark.parametrize(
    ("mutate", "word"),
    [
        (norms_one_smaller, "KL"),
        (no_sliding_window, "KL"),
        (no_soft_cap, "KL"),
        (two_bos, "BOS"),
        (markers_as_text, "<start_of_turn>"),
    ],
)
def test_a_wrong_file_is_refused(
    mutate: Callable[[Any], None], word: str, reference: Reference, finished: Path, tmp_path: Path
) -> None:
    file = tmp_path / "wrong.gguf"
    shutil.copyfile(finished / "gguf" / "hanmadi-small-F32.gguf", file)
    reader = gguf_reader(file)
    mutate(reader)
    reader.data.flush()
    found = problems(reference, file)
    assert any(word in problem for problem in found), found


def gguf_reader(file: Path) -> Any:
    """The file opened for changes in place, by the ``gguf`` package that belongs to the converter."""
    package = str(converter_folder() / "gguf-py")
    sys.path.insert(0, package)
    try:
        return import_module("gguf").GGUFReader(file, "r+")
    finally:
        sys.path.remove(package)


def test_a_conversion_without_added_tokens_decoder_is_refused(
    reference: Reference, finished: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It succeeds, and the turn markers are pieces of plain text."""
    monkeypatch.setattr(gguf, "added_tokens_decoder", lambda model: {})
    file = gguf.convert(finished / "merge" / "model", tmp_path / "wrong.gguf", outtype="f32")
    with closing(GgufModel(file)) as model:
        found = check_tokens(reference, model, CONVERSATIONS)
    assert any("<start_of_turn>" in problem for problem in found), found
    assert any("학습한 입력과" in problem for problem in found), found


@pytest.fixture(scope="module")
def twin(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A model of Gemma 4's shape and markers that knows the four answers."""
    return make_tiny(tmp_path_factory.mktemp("twin") / "model", ROWS, steps=50, family="gemma4")


@pytest.fixture(scope="module")
def twin_gguf(twin: Path) -> Path:
    return gguf.convert(twin, twin.parent / "twin-F32.gguf", outtype="f32")


def test_gemma_4_goes_the_same_way(twin: Path, twin_gguf: Path, tmp_path: Path) -> None:
    reference = Reference.load(twin, ROWS)
    assert problems(reference, twin_gguf) == []
    for quant in ("Q4_K_M", "Q5_K_M", "Q8_0"):
        file = gguf.quantize(twin_gguf, tmp_path / f"{quant}.gguf", quant, threads=1)  # type: ignore[arg-type]
        with closing(engine_for(file, 256, 1)) as engine:
            write = gguf_writer(engine, reference.chat, 48)
            assert [write(row.messages)[0] for row in ROWS] == [row.completion for row in ROWS], quant


def test_gemma_4s_visible_markers_are_told_apart(twin: Path, twin_gguf: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Seven of its markers are user-defined on purpose; a rule that wants control tokens everywhere would be wrong."""
    monkeypatch.setattr(fidelity, "VISIBLE_MARKERS", frozenset())
    with closing(GgufModel(twin_gguf)) as model:
        found = check_tokens(Reference.load(twin, ROWS), model, CONVERSATIONS)
    assert any("<|channel>" in problem and "종류" in problem for problem in found)
    assert not any("<turn|>" in problem for problem in found)


def test_a_merged_model_that_is_not_the_trained_one_is_refused(reference: Reference, finished: Path) -> None:
    probe = finished / "train" / "probe.safetensors"
    assert reference.merge_divergence(probe).kl < 1e-9
    base = Reference.load(finished / "base", ROWS)
    assert base.merge_divergence(probe).kl > 1
    assert torch.isfinite(torch.from_numpy(base.logits[0])).all()
