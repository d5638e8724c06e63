"""Recipes: the shipped ones say what they should, and a mistake in one is named before any work."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from pipeline.errors import InvalidInput
from pipeline.training import recipe


@pytest.mark.parametrize("name", recipe.names())
def test_every_field_of_a_shipped_recipe_is_explained(name: str) -> None:
    recipe.load(name)
    for line in (recipe.FOLDER / f"{name}.yaml").read_text(encoding="utf-8").splitlines():
        if re.match(r"  \w+: ", line):
            assert re.search(r" # \w", line), f"{name}: {line.strip()} does not say why"


def test_the_predecessors_published_settings() -> None:
    expected = {
        "awards-gemma-2b": ("google/gemma-2b-it", "nf4", 8, 16, 0.1, 300),
        "naming-ko-gemma-2-9b": ("rtzr/ko-gemma-2-9b-it", "8bit", 16, 8, 0.1, 3000),
        "summaries-gemma-2-2b": ("google/gemma-2-2b-it", "nf4", 6, 8, 0.05, 3000),
    }
    for name, settings in expected.items():
        loaded = recipe.load(name)
        lora, train = loaded.lora, loaded.train
        found = (loaded.base.model, loaded.loading.quantization, lora.rank, lora.alpha, lora.dropout, train.steps)
        assert found == settings
        assert (train.batch_size, train.accumulation, train.learning_rate) == (1, 4, 2e-4)
        assert train.optimizer == "paged_adamw_8bit"


@pytest.mark.parametrize("task", ["awards", "naming", "summaries"])
def test_each_task_has_a_recommended_recipe_on_an_open_model(task: str) -> None:
    loaded = recipe.load(f"{task}-gemma-4-e2b")
    assert (loaded.task, loaded.base.model, loaded.base.license) == (task, "google/gemma-4-E2B-it", "apache-2.0")
    assert loaded.publish.name == f"hanmadi-{task}"


@pytest.mark.parametrize(
    ("overrides", "words"),
    [
        (["train.stepz=3"], "train.stepz: 모르는 항목입니다"),
        (["train.steps=many"], "train.steps: 정수여야 합니다"),
        (["train.learning_rate=2e-4"], "2e-4는 0.0002나 2.0e-4로"),
        (["lora.dropout=1.5"], "lora.dropout: 1.0보다 작아야 합니다"),
        (["gguf.quants=[Q2_K]"], "gguf.quants.0: 'Q4_K_M', 'Q5_K_M', 'Q6_K' or 'Q8_0' 가운데 하나여야 합니다"),
        (["gguf.quants=[]"], "gguf.quants: 하나 이상 있어야 합니다"),
        (["base=gemma"], "base: 항목들의 묶음이어야 합니다"),
        (["train.epochs=2"], "steps와 epochs 가운데 하나만"),
        (["data.validation=0.6", "data.test=0.4"], "1보다 작아야 학습할 행이 남습니다"),
        (["merge.base=dequantized"], "nf4나 8bit일 때만"),
        (["loading.double_quantization=true"], "quantization: nf4에서만"),
        (["train.patience=2"], "data.validation이 0보다 커야 합니다"),
        (["train.patience=2", "train.evaluate_every=7", "data.validation=0.1"], "save_every가 evaluate_every의 배수"),
    ],
)
def test_a_mistake_is_named_in_korean(overrides: list[str], words: str) -> None:
    with pytest.raises(InvalidInput) as caught:
        recipe.load("tiny", overrides)
    assert caught.value.field == "recipe"
    assert words in caught.value.what


def test_an_unknown_recipe_lists_those_there_are() -> None:
    with pytest.raises(InvalidInput, match="tiny"):
        recipe.load("tinny")


@pytest.mark.parametrize("text", ["a: [", "- list", "", "task: awards"])
def test_a_file_that_is_no_recipe(tmp_path: Path, text: str) -> None:
    file = tmp_path / "mine.yaml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(InvalidInput):
        recipe.load(str(file))


@pytest.mark.parametrize("override", ["train.steps", "train.steps.more=1"])
def test_a_broken_override(override: str) -> None:
    with pytest.raises(InvalidInput) as caught:
        recipe.load("tiny", [override])
    assert caught.value.field == "set"
