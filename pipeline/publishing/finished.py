"""A finished run, read from its folder and checked: only what passed the gate, unchanged since, may go out."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import pyarrow.parquet
import yaml

from pipeline.errors import HanmadiError
from pipeline.publishing.files import File
from pipeline.training.recipe import Recipe
from pipeline.training.stages import identity, is_complete, read_record

STAGES = ("data", "train", "merge", "gguf", "evaluate")
SPLITS = ("train", "validation", "test")
AGAIN = "python -m pipeline run으로 다시 실행해 주세요."
HUB_ID = re.compile(r"[\w.-]+/[\w.-]+")
PUBLIC_ROW = "hub:"  # scenario of a row that comes from somebody's public set: hub:owner/name[@revision]/subset/number


@dataclass(frozen=True)
class Source:
    """A public set of which ``rows`` rows were trained on. ``revision`` is empty where the rows do not say it."""

    repo: str
    revision: str
    rows: int


@dataclass(frozen=True)
class FinishedRun:
    """``evaluation`` is the gate's report, ``speed`` tokens per second by model, ``samples`` unselected answers."""

    folder: Path
    recipe: Recipe
    evaluation: dict[str, Any]
    speed: dict[str, float]
    samples: list[dict[str, str]]
    data: dict[str, Any]
    versions: dict[str, str]
    seconds: dict[str, float]

    @property
    def base_on_hub(self) -> str:
        """The base's id on the Hub; empty for one made here and for a folder, whose path is nobody's business."""
        base = self.recipe.base
        on_hub = not base.is_made and not Path(base.model).exists() and HUB_ID.fullmatch(base.model)
        return base.model if on_hub else ""

    @cached_property
    def weights(self) -> list[File]:
        """The merged model: weights, configuration, tokenizer, chat template."""
        return self._files("merge", "model/")

    @cached_property
    def quants(self) -> dict[str, File]:
        """The quantized GGUF files, smallest first as in the recipe."""
        by_name = {file.path: file for file in self._files("gguf", "")}
        names = {quant: f"{self.recipe.publish.name}-{quant}.gguf" for quant in self.recipe.gguf.quants}
        return {quant: by_name[name] for quant, name in names.items()}

    @cached_property
    def splits(self) -> dict[str, pyarrow.Table]:
        """The rows that are ours, by split; a split without rows is left out."""
        tables = {split: pyarrow.parquet.read_table(self.folder / "data" / f"{split}.parquet") for split in SPLITS}
        own = {split: _own(table) for split, table in tables.items()}
        return {split: table for split, table in own.items() if table.num_rows}

    @cached_property
    def sources(self) -> list[Source]:
        """The public sets that the run read, which are referred to and never published again."""
        counts: dict[str, int] = {}
        for split in SPLITS:
            table = pyarrow.parquet.read_table(self.folder / "data" / f"{split}.parquet", columns=["scenario"])
            for scenario in table["scenario"].to_pylist():
                if scenario.startswith(PUBLIC_ROW):
                    name = "/".join(scenario.removeprefix(PUBLIC_ROW).split("/")[:2])
                    counts[name] = counts.get(name, 0) + 1
        named = [(name.partition("@"), rows) for name, rows in counts.items()]
        return [Source(repo, revision, rows) for (repo, _, revision), rows in named if HUB_ID.fullmatch(repo)]

    def _files(self, stage: str, below: str) -> list[File]:
        """A stage's files below a folder of it, each still the one that the gate saw."""
        outputs = read_record(self.folder / stage)["outputs"]
        files = [
            File(name.removeprefix(below), self.folder / stage / name) for name in outputs if name.startswith(below)
        ]
        for file in files:
            if file.sha256 != outputs[below + file.path]["sha256"]:
                raise HanmadiError(f"{file.source}이(가) 검사 뒤에 바뀌었습니다.", f"{stage} 폴더를 지우고 {AGAIN}")
        return files


def read_run(folder: Path) -> FinishedRun:
    """Read a run folder. Raises HanmadiError unless every stage is complete and the gate passed these very files."""
    for stage in STAGES:
        if not is_complete(folder / stage):
            raise HanmadiError(f"{folder}의 {stage} 단계가 끝나지 않았습니다.", AGAIN)
    seen = read_record(folder / "evaluate")["inputs"]
    stale = [stage for stage in ("data", "train", "gguf") if seen[stage] != identity(folder / stage)]
    if read_record(folder / "gguf")["inputs"]["merge"] != identity(folder / "merge"):
        stale.append("merge")
    evaluation = _read_json(folder / "evaluate" / "report.json")
    if stale or evaluation["reasons"]:
        raise HanmadiError(f"{folder}의 지금 결과물은 공개 전 검사를 통과한 것이 아닙니다.", AGAIN)
    return FinishedRun(
        folder=folder,
        recipe=Recipe.model_validate(yaml.safe_load((folder / "recipe.yaml").read_text(encoding="utf-8"))),
        evaluation=evaluation,
        speed=_read_json(folder / "evaluate" / "speed.json"),
        samples=_read_json(folder / "evaluate" / "samples.json"),
        data=_read_json(folder / "data" / "report.json"),
        versions=_read_json(folder / "versions.json"),
        seconds={stage: read_record(folder / stage)["seconds"] for stage in STAGES},
    )


def _own(table: pyarrow.Table) -> pyarrow.Table:
    ours = [not scenario.startswith(PUBLIC_ROW) for scenario in table["scenario"].to_pylist()]
    return table if all(ours) else table.filter(pyarrow.array(ours))


def _read_json(file: Path) -> Any:
    return json.loads(file.read_text(encoding="utf-8"))
