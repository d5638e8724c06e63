"""Merging: exactly PEFT's result, in shards, from what a folder really holds; and refusals that say why."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
import torch
from safetensors.torch import load_file, save_file

from pipeline.errors import HanmadiError
from pipeline.training import merge as merging
from pipeline.training import sft
from pipeline.training.fidelity import Reference
from pipeline.training.loading import load_float32, load_model
from pipeline.training.recipe import Loading, Merge
from pipeline.training.tiny import make_tiny
from tests.training.conftest import small_recipe
from tests.training.small_task import small

pytestmark = pytest.mark.slow

FLOAT32 = Loading(quantization="none", dtype="float32", attention="eager")


def read_all(folder: Path) -> dict[str, torch.Tensor]:
    return {name: tensor for file in folder.glob("*.safetensors") for name, tensor in load_file(file).items()}


def by_peft(base: Path, adapter: Path, loading: Loading, *, dequantize: bool = False) -> dict[str, torch.Tensor]:
    from peft import PeftModel

    model = load_model(base, loading)
    if dequantize:
        model = model.dequantize()
    return dict(PeftModel.from_pretrained(model, adapter).merge_and_unload().state_dict())


def test_the_same_as_peft_with_the_embedding_tied(finished: Path) -> None:
    merged = read_all(finished / "merge" / "model")
    assert "lm_head.weight" not in merged
    expected = by_peft(finished / "base", finished / "train" / "adapter", FLOAT32)
    changed = 0
    for name, tensor in merged.items():
        torch.testing.assert_close(tensor, expected[name], rtol=1e-6, atol=1e-6)
        changed += not torch.equal(tensor, load_file(finished / "base" / "model.safetensors")[name])
    assert changed == 4 * 7, "every linear layer of four decoder layers"
    assert set(merged) == set(expected) - {"lm_head.weight"}


def test_bf16_weights_are_rounded_once(finished: Path, tmp_path: Path) -> None:
    loading = FLOAT32.model_copy(update={"dtype": "bfloat16"})
    merging.merge(finished / "base", finished / "train" / "adapter", tmp_path, loading, Merge())
    merged = read_all(tmp_path)
    deltas = merging.Deltas.read(finished / "train" / "adapter", {k: tuple(v.shape) for k, v in merged.items()})
    name = "model.layers.0.self_attn.q_proj.weight"
    base = load_file(finished / "base" / "model.safetensors")[name].bfloat16()
    a, b = deltas.factors[name]
    assert torch.equal(merged[name], (base.float() + b @ a * deltas.scale).bfloat16())
    assert json.loads((tmp_path / "config.json").read_text())["dtype"] == "bfloat16"


def test_many_shards_hold_the_same_model(finished: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(merging, "SHARD_BYTES", 1 << 20)
    merging.merge(finished / "base", finished / "train" / "adapter", tmp_path, FLOAT32, Merge())
    index = json.loads((tmp_path / "model.safetensors.index.json").read_text())
    assert len(set(index["weight_map"].values())) > 5
    assert not (tmp_path / "model.safetensors").exists()
    sharded, whole = load_float32(tmp_path).state_dict(), load_float32(finished / "merge" / "model").state_dict()
    assert all(torch.equal(sharded[name], whole[name]) for name in whole)


def test_a_multimodal_checkpoint_gives_its_text_model(finished: Path, tmp_path: Path) -> None:
    """Gemma 4's checkpoints keep the text model beside towers for pictures and sound, which are left out."""
    base = tmp_path / "base"
    shutil.copytree(finished / "base", base)
    tensors = load_file(base / "model.safetensors")
    moved = {name.replace("model.", "model.language_model.", 1): tensor for name, tensor in tensors.items()}
    moved["model.vision_tower.patch.weight"] = torch.zeros(3, 3)
    save_file(moved, base / "model.safetensors")
    merging.merge(base, finished / "train" / "adapter", tmp_path / "merged", FLOAT32, Merge())
    expected = read_all(finished / "merge" / "model")
    merged = read_all(tmp_path / "merged")
    assert set(merged) == set(expected)
    assert all(torch.equal(merged[name], expected[name]) for name in expected)


@pytest.mark.parametrize("overrides", [("nf4", "false"), ("nf4", "true"), ("8bit", "false")])
def test_the_dequantized_base_is_what_bitsandbytes_held(
    overrides: tuple[str, str], finished: Path, tmp_path: Path
) -> None:
    loading = Loading(quantization=overrides[0], double_quantization=overrides[1] == "true", attention="eager")
    adapter = finished / "train" / "adapter"
    merging.merge(finished / "base", adapter, tmp_path, loading, Merge(base="dequantized"))
    merged, original = read_all(tmp_path), load_file(finished / "base" / "model.safetensors")
    held = dict(load_model(finished / "base", loading).dequantize().state_dict())
    deltas = merging.Deltas.read(adapter, {name: tuple(tensor.shape) for name, tensor in merged.items()})
    name = "model.layers.1.mlp.down_proj.weight"
    assert not torch.equal(held[name], original[name].bfloat16()), "quantization changes the weights"
    assert torch.equal(merged[name], deltas.add_to(name, held[name]))
    assert torch.equal(merged["model.embed_tokens.weight"], original["model.embed_tokens.weight"].bfloat16())


@pytest.fixture(scope="module")
def qlora(finished: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An nf4 run that is trained a little and not over-fitted, on a base that knows other answers."""
    from dataclasses import replace

    folder = tmp_path_factory.mktemp("qlora")
    rows = list(small.corpus())
    others = [replace(row, completion=rows[number - 1].completion) for number, row in enumerate(rows)]
    make_tiny(folder / "base", others, steps=40)
    recipe = small_recipe(*QLORA)
    sft.train(recipe, folder / "base", finished / "data", folder / "train")
    return folder


QLORA = (
    "loading.quantization=nf4",
    "train.optimizer=paged_adamw_8bit",
    "train.steps=10",
    "train.learning_rate=0.001",
    "lora.rank=8",
    "lora.alpha=16",
)


def divergence(folder: Path, merged: Path) -> float:
    return Reference.load(merged, list(small.corpus())).merge_divergence(folder / "train" / "probe.safetensors").kl


def test_both_merges_of_a_quantized_run_stay_below_the_limit(qlora: Path, tmp_path: Path) -> None:
    recipe = small_recipe(*QLORA)
    found = {}
    for base in ("original", "dequantized"):
        options = Merge(base=base)
        merging.merge(qlora / "base", qlora / "train" / "adapter", tmp_path / base, recipe.loading, options)
        found[base] = divergence(qlora, tmp_path / base)
    assert found["dequantized"] < 1e-6, "what was trained, but for the adapter's own rounding"
    assert found["dequantized"] < found["original"] < 0.02 < Merge().kl_limit


def test_a_merge_into_the_4_bit_weights_is_caught(qlora: Path, tmp_path: Path) -> None:
    recipe = small_recipe(*QLORA)
    merging.merge(qlora / "base", qlora / "train" / "adapter", tmp_path, recipe.loading, Merge())
    from peft import PeftModel

    model = PeftModel.from_pretrained(load_model(qlora / "base", recipe.loading), qlora / "train" / "adapter")
    wrong = model.merge_and_unload().dequantize().state_dict()
    tensors = {name: wrong[name].float().contiguous() for name in read_all(tmp_path)}
    save_file(tensors, tmp_path / "model.safetensors", metadata={"format": "pt"})
    assert divergence(qlora, tmp_path) > Merge().kl_limit


def test_an_adapter_of_another_model(finished: Path, tmp_path: Path) -> None:
    adapter = tmp_path / "adapter"
    shutil.copytree(finished / "train" / "adapter", adapter)
    tensors = load_file(adapter / "adapter_model.safetensors")
    name = next(name for name in tensors if "q_proj.lora_B" in name)
    tensors[name] = torch.zeros(512, tensors[name].shape[1])
    save_file(tensors, adapter / "adapter_model.safetensors")
    with pytest.raises(HanmadiError, match="어댑터 512×256, 바탕 \\(256, 256\\)"):
        merging.merge(finished / "base", adapter, tmp_path / "out", FLOAT32, Merge())
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("part", ["base", "adapter"])
def test_a_corrupted_file(part: str, finished: Path, tmp_path: Path) -> None:
    for name, source in (("base", finished / "base"), ("adapter", finished / "train" / "adapter")):
        shutil.copytree(source, tmp_path / name)
    file = next((tmp_path / part).glob("*.safetensors"))
    file.write_bytes(file.read_bytes()[:1000])
    with pytest.raises(HanmadiError, match="깨졌습니다"):
        merging.merge(tmp_path / "base", tmp_path / "adapter", tmp_path / "out", FLOAT32, Merge())


def test_a_base_with_a_weight_missing(finished: Path, tmp_path: Path) -> None:
    shutil.copytree(finished / "base", tmp_path / "base")
    tensors = load_file(tmp_path / "base" / "model.safetensors")
    del tensors["model.layers.2.mlp.up_proj.weight"]
    save_file(tensors, tmp_path / "base" / "model.safetensors")
    with pytest.raises(HanmadiError, match=r"model\.layers\.2\.mlp\.up_proj\.weight"):
        merging.merge(tmp_path / "base", finished / "train" / "adapter", tmp_path / "out", FLOAT32, Merge())
