"""The cards of a release: model_cards/<task>.md and datasets_cards/<task>.md, filled from the run.

A template holds the prose of its task; everything that can be measured or looked up comes from the run. Each card is
read back by the Hub's own parser before it goes out.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from huggingface_hub import DatasetCard, EvalResult, ModelCard
from huggingface_hub.repocard_data import eval_results_to_model_index
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from jinja2.exceptions import TemplateNotFound

from pipeline.errors import HanmadiError
from pipeline.publishing import card_tables as tables
from pipeline.publishing.finished import FinishedRun
from pipeline.serving.download import PREFERRED
from pipeline.tasks.task import Task

ROOT = Path(__file__).resolve().parents[2]
MODEL_CARDS, DATASET_CARDS = ROOT / "model_cards", ROOT / "datasets_cards"


@dataclass(frozen=True)
class Names:
    """Where a task's release lives: ``owner/name`` of each repository."""

    model: str
    gguf: str
    data: str
    space: str

    @classmethod
    def of(cls, name: str, namespace: str) -> Names:
        repo = f"{namespace}/{name}"
        return cls(repo, f"{repo}-GGUF", f"{repo}-data", f"{namespace}/hanmadi")


def split_path(split: str) -> str:
    """Where a split lies in the dataset repository."""
    return f"data/{split}.parquet"


class Deck:
    """The three cards of one run. Raises HanmadiError for a task without templates, ValueError for broken metadata."""

    def __init__(self, run: FinishedRun, names: Names, task: Task[Any, Any]) -> None:
        self._run, self._names, self._task = run, names, task

    def model(self) -> str:
        """The card of the merged model."""
        master = self._run.recipe.gguf.master
        return self._model_card("model", master, self._run.base_on_hub)

    def gguf(self) -> str:
        """The card of the GGUF files."""
        return self._model_card("gguf", self._preferred(), self._names.model)

    def data(self) -> str:
        """The card of the dataset."""
        rows = {split: table.num_rows for split, table in self._run.splits.items()}
        text = self._render(
            DATASET_CARDS,
            configs=[
                {
                    "config_name": "default",
                    "data_files": [{"split": split, "path": split_path(split)} for split in rows],
                }
            ],
            size_category=tables.size_category(sum(rows.values())),
            rows=rows,
            statistics=tables.statistics(self._run),
            example=tables.example_row(self._run),
        )
        DatasetCard(text)
        return text

    def _model_card(self, kind: str, measured: str, base_model: str) -> str:
        """``kind`` is model or gguf; ``measured`` names the file whose figures stand in the model index."""
        run = self._run
        text = self._render(
            MODEL_CARDS,
            kind=kind,
            base_model=base_model,
            relation="finetune" if kind == "model" else "quantized",
            datasets=self._datasets(),
            model_index=self._model_index(kind, measured),
            preferred=self._preferred(),
            stem=run.recipe.publish.name,
            options=self._task.options,
            prompt=self._prompt,
            quality=tables.quality(run),
            files=tables.files(run),
            training=tables.training(run),
            rows=run.data["rows"],
            dropped=tables.dropped(run),
            samples=tables.samples(run),
            context=max(4096, run.recipe.data.max_tokens),
        )
        ModelCard(text)
        return text

    def _render(self, folder: Path, **values: Any) -> str:
        name = f"{self._run.recipe.task}.md"
        try:
            template = _templates(folder).get_template(name)
        except TemplateNotFound:
            raise HanmadiError(
                f"{folder.name}/{name} 카드 틀이 없습니다.", "다른 작업의 틀을 본떠 만든 뒤 다시 실행해 주세요."
            ) from None
        run = self._run
        common = {
            "names": self._names,
            "recipe": run.recipe,
            "evaluation": run.evaluation,
            "sources": run.sources,
            "seconds": run.seconds,
            "versions": run.versions,
            "base_on_hub": self._run.base_on_hub,
        }
        return template.render(**common, **values)

    def _prompt(self, words: str) -> str:
        """What a model is asked for a person's ``words``."""
        return self._task.plain_messages(words)[-1]["content"]

    def _datasets(self) -> list[str]:
        own = [self._names.data] if self._run.recipe.publish.dataset else []
        return own + [source.repo for source in self._run.sources]

    def _preferred(self) -> str:
        """The quantization that the app takes of those there are."""
        quants = self._run.recipe.gguf.quants
        return next((quant for quant in PREFERRED if quant in quants), quants[0])

    def _model_index(self, kind: str, measured: str) -> list[dict[str, Any]]:
        evaluation = self._run.evaluation
        split = evaluation["split"]
        results = [
            EvalResult(
                task_type="text-generation",
                dataset_type=self._names.data if self._run.recipe.publish.dataset else "private",
                dataset_name=f"{self._run.recipe.publish.name}-data ({split}, {evaluation['rows']} rows)",
                dataset_config="default",
                dataset_split=split,
                metric_type=metric,
                metric_name=tables.METRICS[metric][0],
                metric_value=value,
            )
            for metric, value in evaluation["quality"][measured].items()
            if metric in tables.shown_metrics(self._run)
        ]
        name = self._names.model if kind == "model" else self._names.gguf
        return eval_results_to_model_index(name.partition("/")[2], results)


@cache
def _templates(folder: Path) -> Environment:
    environment = Environment(
        loader=FileSystemLoader(folder),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters.update(yaml=_yaml, code=_code, python=_python)
    return environment


def _yaml(value: Any) -> str:
    """As a YAML block; Korean stays readable."""
    return str(yaml.safe_dump(value, allow_unicode=True, sort_keys=False, width=1000)).rstrip("\n")


def _code(text: str, language: str = "") -> str:
    """A fenced block that no fence inside ``text`` can end."""
    longest = max((len(run) for run in re.findall(r"`+", text)), default=0)
    fence = "`" * max(3, longest + 1)
    return f"{fence}{language}\n{text}\n{fence}"


def _python(text: str) -> str:
    """A Python string over several lines."""
    if '"""' in text or "\\" in text or text.endswith('"'):
        return repr(text)
    return f'"""{text}"""'
