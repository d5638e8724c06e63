"""A recipe: everything that decides what a model will be, in one YAML file. An unknown key is an error."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import yaml
from pydantic import Field, ValidationError, model_validator

from pipeline.errors import InvalidInput
from pipeline.training.recipe_sections import Base, Data, Evaluate, Gguf, Loading, Lora, Merge, Publish, Section, Train

FOLDER = Path(__file__).resolve().parent.parent / "recipes"

KOREAN = {  # pydantic's error types that a recipe can raise
    "extra_forbidden": "모르는 항목입니다",
    "missing": "빠졌습니다",
    "literal_error": "{expected} 가운데 하나여야 합니다",
    "int_type": "정수여야 합니다",
    "float_type": "수여야 합니다 (2e-4는 0.0002나 2.0e-4로 적습니다)",
    "bool_type": "true나 false여야 합니다",
    "string_type": "글자여야 합니다",
    "list_type": "목록이어야 합니다",
    "model_type": "항목들의 묶음이어야 합니다",
    "too_short": "하나 이상 있어야 합니다",
    "greater_than": "{gt}보다 커야 합니다",
    "greater_than_equal": "{ge} 이상이어야 합니다",
    "less_than": "{lt}보다 작아야 합니다",
    "less_than_equal": "{le} 이하여야 합니다",
}


class Recipe(Section):
    """One model, from data to the Hub."""

    task: str = Field(description="Folder under pipeline/tasks: awards, naming, summaries.")
    about: str = Field(description="One or two sentences: what this recipe is for and where its numbers come from.")
    base: Base
    loading: Loading = Loading()
    lora: Lora | None = Field(default=Lora(), description="null trains every weight instead of an adapter.")
    data: Data
    train: Train
    merge: Merge = Merge()
    gguf: Gguf = Gguf()
    evaluate: Evaluate = Evaluate()
    publish: Publish

    @model_validator(mode="after")
    def _combinations(self) -> Recipe:
        if self.merge.base == "dequantized" and self.loading.quantization == "none":
            raise ValueError("merge.base: dequantized는 loading.quantization이 nf4나 8bit일 때만 뜻이 있습니다")
        if self.lora is None and self.loading.quantization != "none":
            raise ValueError("모든 가중치를 학습하려면(lora: null) loading.quantization이 none이어야 합니다")
        if self.lora and self.train.optimizer == "muon":
            raise ValueError("train.optimizer: muon은 모든 가중치를 학습할 때(lora: null)만 쓸 수 있습니다")
        if self.train.patience and not self.data.validation:
            raise ValueError("조기 종료(train.patience)에는 data.validation이 0보다 커야 합니다")
        return self


def names() -> list[str]:
    """The recipes that come with the repository."""
    return sorted(path.stem for path in FOLDER.glob("*.yaml"))


def load(name_or_path: str, overrides: Iterable[str] = ()) -> Recipe:
    """Read a recipe by its name (``tiny``) or path; ``overrides`` are ``section.key=value`` with YAML values.

    Raises InvalidInput for an unknown name, broken YAML, an unknown key, a wrong type or an impossible combination.
    """
    path = Path(name_or_path)
    if path.suffix not in {".yaml", ".yml"}:
        path = FOLDER / f"{name_or_path}.yaml"
    try:
        values = yaml.safe_load(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise InvalidInput(
            "recipe",
            f"'{name_or_path}' 레시피가 없습니다.",
            f"{', '.join(names())} 가운데 하나나 YAML 파일의 경로를 적어 주세요.",
        ) from None
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise InvalidInput(
            "recipe", f"{path.name}을(를) YAML로 읽을 수 없습니다: {error}", "문법을 고쳐 주세요."
        ) from None
    if not isinstance(values, dict):
        raise InvalidInput("recipe", f"{path.name}에 레시피 항목이 없습니다.", "다른 레시피를 본떠 채워 주세요.")
    for override in overrides:
        _override(values, override)
    try:
        return Recipe.model_validate(values)
    except ValidationError as error:
        raise InvalidInput(
            "recipe", f"{path.name}: {_explain(error)}", "python -m pipeline schema로 쓸 수 있는 항목을 볼 수 있습니다."
        ) from None


def _override(values: dict[str, Any], text: str) -> None:
    keys, equals, value = text.partition("=")
    if not equals:
        raise InvalidInput("set", f"'{text}'에 등호가 없습니다.", "--set train.steps=100처럼 적어 주세요.")
    section: Any = values
    *parents, last = keys.strip().split(".")
    for key in parents:
        section = section.setdefault(key, {})
        if not isinstance(section, dict):
            raise InvalidInput(
                "set", f"'{keys}'의 {key}는 값이라 그 아래 항목이 없습니다.", "항목 이름을 확인해 주세요."
            )
    section[last] = yaml.safe_load(value)


def _explain(error: ValidationError) -> str:
    """pydantic's findings in Korean, one after another, each with the key that it is about."""
    findings = []
    for finding in error.errors():
        key = ".".join(str(part) for part in finding["loc"]) or "레시피"
        said = KOREAN.get(finding["type"], finding["msg"].removeprefix("Value error, ")).format(
            **finding.get("ctx", {})
        )
        given = f" (적힌 값: {finding['input']!r})" if finding["type"] not in {"missing", "value_error"} else ""
        findings.append(f"{key}: {said}{given}")
    return "; ".join(findings)
