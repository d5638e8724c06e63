"""GGUF files: the converter of the installed llama.cpp, tensor types that are what they claim, refusals."""

from __future__ import annotations

import hashlib
import io
import json
import shutil
import tarfile
from importlib.metadata import version
from pathlib import Path

import pytest

from pipeline.errors import HanmadiError
from pipeline.training import converter, gguf
from pipeline.training.imatrix import collect
from pipeline.training.loading import load_float32
from pipeline.training.recipe import Loading

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def master(finished: Path) -> Path:
    return finished / "gguf" / "hanmadi-small-F32.gguf"


@pytest.mark.parametrize(("quant", "main"), [("Q4_K_M", "q4_K"), ("Q5_K_M", "q5_K"), ("Q8_0", "q8_0")])
def test_a_quantized_file_holds_the_types_of_its_name(finished: Path, quant: str, main: str) -> None:
    kinds = gguf.tensor_types(finished / "gguf" / f"hanmadi-small-{quant}.gguf")
    matrices = [kind for name, kind in kinds.items() if "norm" not in name]
    assert len(matrices) == 4 * 7 + 1
    assert set(matrices) <= {main, "q6_K"}
    assert matrices.count(main) >= 20
    assert {kind for name, kind in kinds.items() if "norm" in name} == {"f32"}


def test_a_matrix_that_k_quants_cannot_hold_is_refused(finished: Path, tmp_path: Path) -> None:
    """llama.cpp falls back to other types, returns success and only logs it."""
    from transformers import Gemma2Config, Gemma2ForCausalLM

    base = finished / "base"
    config = Gemma2Config.from_pretrained(base)
    config.hidden_size, config.intermediate_size, config.head_dim = 96, 192, 24
    for file in base.iterdir():
        if file.name != "model.safetensors":
            (tmp_path / "odd").mkdir(exist_ok=True)
            shutil.copyfile(file, tmp_path / "odd" / file.name)
    Gemma2ForCausalLM(config).save_pretrained(tmp_path / "odd")
    odd = gguf.convert(tmp_path / "odd", tmp_path / "odd.gguf", outtype="f32")
    with pytest.raises(HanmadiError, match="256의 배수"):
        gguf.quantize(odd, tmp_path / "odd-Q4_K_M.gguf", "Q4_K_M", threads=1)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["odd", "odd.gguf"]
    gguf.quantize(odd, tmp_path / "odd-Q8_0.gguf", "Q8_0", threads=1)


def test_llama_cpps_own_reason_is_told(finished: Path, tmp_path: Path) -> None:
    quantized = finished / "gguf" / "hanmadi-small-Q8_0.gguf"
    with pytest.raises(HanmadiError, match="requantiz"):
        gguf.quantize(quantized, tmp_path / "again.gguf", "Q4_K_M", threads=1)
    assert not list(tmp_path.iterdir())


def test_a_file_that_is_no_gguf(tmp_path: Path) -> None:
    (tmp_path / "no.gguf").write_bytes(b"GGUF but no more")
    with pytest.raises(HanmadiError, match=r"no\.gguf"):
        gguf.tensor_types(tmp_path / "no.gguf")


def test_a_model_that_cannot_be_converted_leaves_nothing(finished: Path, tmp_path: Path) -> None:
    shutil.copytree(finished / "merge" / "model", tmp_path / "model")
    file = tmp_path / "model" / "model.safetensors"
    file.write_bytes(file.read_bytes()[:5000])
    with pytest.raises(HanmadiError, match="GGUF 변환에 실패했습니다"):
        gguf.convert(tmp_path / "model", tmp_path / "model.gguf")
    assert [path.name for path in tmp_path.iterdir()] == ["model"]


def test_staging_gives_back_what_the_converter_reads(finished: Path, tmp_path: Path) -> None:
    model = tmp_path / "model"
    shutil.copytree(finished / "merge" / "model", model)
    (model / "tokenizer.model").unlink()  # as transformers 5 saves it
    before = {file.name: file.read_bytes() for file in model.iterdir()}
    with pytest.raises(HanmadiError, match=r"tokenizer\.model"):
        gguf.stage(model, tmp_path / "nowhere")
    staged = gguf.stage(model, tmp_path / "staged", base=finished / "base")
    assert (staged / "tokenizer.model").read_bytes() == (finished / "base" / "tokenizer.model").read_bytes()
    added = json.loads((staged / "tokenizer_config.json").read_text())["added_tokens_decoder"]
    assert added["107"]["content"] == "<end_of_turn>"
    assert added["107"]["special"]
    assert {file.name: file.read_bytes() for file in model.iterdir()} == before


def test_an_importance_matrix_reaches_the_quantizer(finished: Path, master: Path, tmp_path: Path) -> None:
    loading = Loading(quantization="none", dtype="float32", attention="eager")
    weights = collect(finished / "merge" / "model", finished / "data", loading)
    kinds = gguf.tensor_types(master)
    assert set(weights) == {name for name in kinds if name.startswith("blk.") and "norm" not in name}
    down = load_float32(finished / "merge" / "model").model.layers[0].mlp.down_proj
    assert len(weights["blk.0.ffn_down.weight"]) == down.in_features
    weighed = gguf.quantize(master, tmp_path / "weighed.gguf", "Q4_K_M", threads=1, imatrix=weights)
    plain = finished / "gguf" / "hanmadi-small-Q4_K_M.gguf"
    assert weighed.read_bytes() != plain.read_bytes()
    assert weighed.stat().st_size == plain.stat().st_size


def test_the_converter_comes_from_the_pinned_sdist(tmp_path: Path) -> None:
    folder = converter.converter_folder()
    assert folder.name == version("llama-cpp-python")
    assert (folder / "convert_hf_to_gguf.py").is_file()
    assert (folder / "LICENSE").read_text().startswith("MIT License")


def test_a_sdist_that_is_not_the_pinned_one_is_refused(tmp_path: Path) -> None:
    sdist = tmp_path / "sdist" / f"llama_cpp_python-{version('llama-cpp-python')}.tar.gz"
    sdist.parent.mkdir()
    sdist.write_bytes(b"something else")
    with pytest.raises(HanmadiError, match="sha256"):
        converter.converter_folder(tmp_path)
    assert not (tmp_path / "llama.cpp").exists()


def test_only_the_wanted_part_of_a_sdist_is_extracted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    sdist = tmp_path / "sdist" / f"llama_cpp_python-{version('llama-cpp-python')}.tar.gz"
    sdist.parent.mkdir()
    names = ("convert_hf_to_gguf.py", "conversion/base.py", "gguf-py/gguf/vocab.py", "src/llama.cpp", "../escape.py")
    with tarfile.open(sdist, "w:gz") as archive:
        for name in names:
            member = tarfile.TarInfo(f"llama_cpp_python-0/vendor/llama.cpp/{name}")
            member.size = 4
            archive.addfile(member, io.BytesIO(b"text"))
    digest = hashlib.sha256(sdist.read_bytes()).hexdigest()
    monkeypatch.setattr(converter, "SDIST_SHA256", {version("llama-cpp-python"): digest})
    folder = converter.converter_folder(tmp_path)
    found = sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())
    assert found == sorted(names[:3])
    assert sorted(path.name for path in tmp_path.iterdir()) == ["llama.cpp", "sdist"]
