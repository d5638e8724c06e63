"""Cards: metadata that the Hub's own parsers read, and a body that says what the run measured and nothing else."""

from __future__ import annotations

import ast
import copy
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from datasets.utils.metadata import MetadataConfigs
from huggingface_hub import DatasetCard, ModelCard

from pipeline.errors import HanmadiError
from pipeline.publishing import release
from pipeline.publishing.cards import Deck, Names
from pipeline.publishing.files import Repository
from pipeline.publishing.finished import FinishedRun, read_run
from pipeline.settings import TASKS
from pipeline.training import recipe
from pipeline.training.corpus import load_task
from tests.publishing import finished_run
from tests.tiny_model import TinyModel

# Identifiers that the Hub knows and that a base of ours can carry.
LICENCES = {"apache-2.0", "mit", "gemma", "llama2", "llama3", "llama3.1", "llama3.2", "llama3.3", "cc-by-4.0", "other"}
SECTIONS = {
    "할 수 있는 것과 없는 것",
    "쓰는 법",
    "학습",
    "평가",
    "한계와 위험",
    "라이선스",
    "다시 만들기",
}
HUB_ID = re.compile(r"[\w.-]+/[\w.-]+")


@pytest.fixture(scope="module")
def run(finished: Path) -> FinishedRun:
    return read_run(finished)


def of(run: FinishedRun, name: str) -> FinishedRun:
    """The run as if the recipe ``name`` had made it."""
    loaded = recipe.load(name)
    measured = copy.deepcopy(run.evaluation)
    samples = copy.deepcopy(run.samples)
    for found in (measured["fidelity"], measured["quality"], *samples):
        found[loaded.gguf.master] = found["f32"]
    quants = {"quants": list(finished_run.QUANTS)}
    name_of_files = {"name": finished_run.NAME}
    changed = loaded.model_copy(
        update={
            "gguf": loaded.gguf.model_copy(update=quants),
            "publish": loaded.publish.model_copy(update=name_of_files),
        }
    )
    return replace(run, recipe=changed, evaluation=measured, samples=samples)


def deck(run: FinishedRun) -> Deck:
    task = run.recipe.task
    return Deck(run, Names.of(f"hanmadi-{task}", "me"), load_task(task))


@pytest.mark.parametrize("name", recipe.names())
def test_every_recipe_s_model_has_a_card_that_the_hub_reads(name: str, run: FinishedRun) -> None:
    made = of(run, name)
    base = made.recipe.base
    for text, relation, library in (
        (deck(made).model(), "finetune", "transformers"),
        (deck(made).gguf(), "quantized", "gguf"),
    ):
        data = ModelCard(text).data
        assert data.license == base.license
        assert base.license in LICENCES
        assert data.language == ["ko"]
        assert data.library_name == library
        assert data.pipeline_tag == "text-generation"
        task = f"me/hanmadi-{made.recipe.task}"
        expected = task if library == "gguf" else base.model if HUB_ID.fullmatch(base.model) else None
        assert data.get("base_model") == expected
        assert data.get("base_model_relation") == (relation if expected else None)
        assert data.datasets == [f"{task}-data"]
        assert all(HUB_ID.fullmatch(dataset) for dataset in data.datasets)
        results = {result.metric_type: result for result in data.eval_results or []}
        figures = {key: value for key, value in finished_run.FIGURES.items() if not key.startswith("problem")}
        assert {metric: result.metric_value for metric, result in results.items()} == {
            key: value for key, value in figures.items() if key != "exact" or made.recipe.evaluate.memorised
        }
        assert {(result.dataset_type, result.dataset_split) for result in results.values()} == {
            (f"{task}-data", "test")
        }
        check_body(text)
        assert set(re.findall(r"^## (.+)$", text, re.MULTILINE)) == SECTIONS
        assert ("Gemma Terms of Use" in text) == (base.license == "gemma")
        assert ("시험하려고" in text) == bool(base.tiny)


@pytest.mark.parametrize("task", TASKS)
def test_every_task_s_dataset_has_a_card_whose_paths_exist(task: str, run: FinishedRun) -> None:
    made = replace(run, recipe=run.recipe.model_copy(update={"task": task}))
    text = deck(made).data()
    data = DatasetCard(text).data
    assert data.license == "apache-2.0"
    assert data.language == ["ko"]
    assert data.size_categories == ["n<1K"]
    assert data.pretty_name
    assert set(data.task_categories) <= {"text-generation", "summarization"}
    configs = MetadataConfigs.from_dataset_card_data(data)
    assert set(configs) == {"default"}
    repository = next(found for found in release.of_run(run, "me") if found.kind == "dataset")
    held = {file.path for file in repository.files}
    paths = {entry["split"]: entry["path"] for entry in configs["default"]["data_files"]}
    assert paths == {"train": "data/train.parquet", "test": "data/test.parquet"}
    assert set(paths.values()) <= held
    check_body(text)
    assert "| train | 4 | 4 |" in text


def check_body(text: str) -> None:
    """Whole tables, compilable examples, nothing unfilled, no path of this machine."""
    assert "{%" not in text
    assert "{{" not in text
    assert "None" not in text
    assert str(Path.home()) not in text
    assert "/tmp/" not in text
    for rows in tables(text):
        assert len({row.count("|") for row in rows}) == 1, rows
        assert re.fullmatch(r"[|:\-]+", rows[1]), rows
    for code in re.findall(r"```python\n(.*?)```", text, re.DOTALL):
        ast.parse(code)


def tables(text: str) -> Iterator[list[str]]:
    rows: list[str] = []
    for line in [*text.splitlines(), ""]:
        if line.startswith("|"):
            rows.append(line)
        elif rows:
            yield rows
            rows = []


def test_the_prompt_in_a_card_is_the_task_s_own(run: FinishedRun) -> None:
    for task in TASKS:
        made = replace(run, recipe=run.recipe.model_copy(update={"task": task}))
        text = deck(made).gguf()
        prompts = {
            node.value.value
            for code in re.findall(r"```python\n(.*?)```", text, re.DOTALL)
            for node in ast.parse(code).body
            if isinstance(node, ast.Assign) and isinstance(node.value, ast.Constant)
        }
        (prompt,) = prompts
        words = load_task(task).plain_messages("@@")[0]["content"]
        before, after = words.split("@@")
        assert prompt.startswith(before)
        assert prompt.endswith(after)


def test_figures_are_those_of_the_run(run: FinishedRun) -> None:
    text = deck(run).gguf()
    for file in run.quants.values():
        assert f"| `{file.path}` | {file.size / 1e6:,.1f} | 0.0016 | 1.01 | 87.5 |" in text
    assert "| 작업의 사실·형식 검사에서 흠이 없는 답의 비율 | 0.750 | 0.750 | 0.750 | 0.750 | 0.750 |" in text
    assert "똑같은 행 2행, 너무 긴 행 1행" in text


def test_training_rows_as_test_are_called_so(run: FinishedRun) -> None:
    seen = replace(run, evaluation=run.evaluation | {"split": "train"})
    assert "학습에 쓴 1행으로 쟀습니다" in deck(seen).model()
    assert "학습하지 않은 시험 데이터 1행" in deck(run).model()


def test_a_fence_in_an_answer_ends_no_block(run: FinishedRun) -> None:
    sample = dict.fromkeys(run.samples[0], "```python\nprint()\n```")
    assert "````text\n```python\nprint()\n```\n````" in deck(replace(run, samples=[sample])).model()


def test_a_task_without_a_template_is_told(run: FinishedRun) -> None:
    made = replace(run, recipe=run.recipe.model_copy(update={"task": "poems"}))
    with pytest.raises(HanmadiError, match=r"model_cards/poems.md 카드 틀이 없습니다"):
        Deck(made, Names.of("hanmadi-poems", "me"), load_task("awards")).model()


def licensed(tiny: TinyModel, folder: Path, *overrides: str) -> list[Repository]:
    return release.of_run(read_run(finished_run.make(folder, tiny, overrides=overrides)), "me")


def test_gemma_s_notice_goes_with_its_weights(tiny: TinyModel, tmp_path: Path) -> None:
    base = ("base.model=google/gemma-2b-it", "base.license=gemma")
    _, *models = licensed(tiny, tmp_path / "gemma", *base)
    for repository in models:
        files = {file.path: file for file in repository.files}
        assert files["NOTICE"].source.read_text() == (
            "Gemma is provided under and subject to the Gemma Terms of Use found at ai.google.dev/gemma/terms\n"
        )
        assert "LICENSE" not in files


def test_a_local_base_is_not_told(tiny: TinyModel, tmp_path: Path) -> None:
    for repository in licensed(tiny, tmp_path / "local", f"base.model={tmp_path}"):
        for file in repository.files:
            assert str(tmp_path).encode() not in file.source.read_bytes(), file.path


def test_the_published_recipe_can_be_run_again(run: FinishedRun) -> None:
    model = next(found for found in release.of_run(run, "me") if found.id.endswith("awards"))
    (file,) = [file for file in model.files if file.path == "recipe.yaml"]
    assert recipe.load(str(file.source)) == run.recipe
