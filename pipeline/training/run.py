"""From a recipe to a run folder: base, data, train, merge, gguf, evaluate, and publish when asked.

``runs/<recipe>/`` holds one folder a stage, ``recipe.yaml`` as it was resolved and ``versions.json``.
"""

from __future__ import annotations

import json
import os
import platform
import shutil
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from importlib import import_module
from importlib.metadata import version
from itertools import islice
from pathlib import Path
from typing import Any

import yaml
from filelock import FileLock, Timeout

from pipeline.errors import HanmadiError
from pipeline.tasks.task import Example, Task
from pipeline.training import corpus, preflight
from pipeline.training.evaluate import Artifacts
from pipeline.training.recipe import Recipe
from pipeline.training.sft import Progress, trained_name
from pipeline.training.stages import digest, identity, is_complete, run_stage

STAGES = ("data", "train", "merge", "gguf", "evaluate")
PACKAGES = ("torch", "transformers", "trl", "peft", "bitsandbytes", "accelerate", "llama-cpp-python", "sentencepiece")
TINY_ROWS = 200  # rows of the corpus that a tiny base's tokenizer is trained on, unless the recipe limits them further

Report = Callable[[str, int, int, str], None]  # stage, done, total, note


@dataclass
class Run:
    """One recipe's run. ``report`` is told about progress; ``threads`` 0 means one per core."""

    recipe: Recipe
    folder: Path
    threads: int = 0
    token: str | None = field(default=None, repr=False)
    report: Report = lambda stage, done, total, note: None

    def until(self, last: str) -> list[str]:
        """Run the stages up to ``last`` and return the names of those that had something to do.

        Of several processes (``accelerate launch``) the first does this, and the others take part in training alone.
        Raises HanmadiError, with nothing half-made under a final name.
        """
        if int(os.environ.get("WORLD_SIZE", "1")) > 1 and not is_complete(self.folder / "data"):
            raise HanmadiError(
                "여러 프로세스로 학습하려면 데이터가 먼저 있어야 합니다.",
                "python -m pipeline data를 먼저 실행해 주세요.",
            )
        if follower():
            return ["train"] if self._train() else []
        self.folder.mkdir(parents=True, exist_ok=True)
        try:
            with FileLock(self.folder / ".lock", timeout=0):
                self._write_description()
                wanted = STAGES[: STAGES.index(last) + 1]
                return [name for name in wanted if getattr(self, f"_{name}")()]
        except Timeout:
            raise HanmadiError(
                f"{self.folder}에서 다른 실행이 진행 중입니다.", "끝나기를 기다리거나 --runs로 다른 폴더를 골라 주세요."
            ) from None

    @cached_property
    def task(self) -> Task[Any, Any]:
        return corpus.load_task(self.recipe.task)

    @cached_property
    def examples(self) -> list[Example]:
        """The rows that the recipe asks for; no more are read."""
        return corpus.gather(self.task, self.recipe.data, self.recipe.train.seed)

    @cached_property
    def source(self) -> str:
        """A digest of what the rows are made from: making them takes minutes, so no later stage waits for them."""
        rows = corpus.authored(self.task, self.recipe.data)
        made_by = [self.recipe.data.model_dump(), self.recipe.train.seed]
        return digest([made_by, [[corpus.digest(row), row.scenario] for row in rows]])

    @cached_property
    def base(self) -> Path:
        """The base model's folder: downloaded, local, or made on the spot."""
        if self.recipe.base.is_made:
            self._make_base()
            return self.folder / "base"
        return preflight.fetch_base(self.recipe.base, self.token)

    def publish(self, namespace: str, *, dry_run: bool = False, release: str = "") -> None:
        """Publish what passed the gate, as ``release`` if named; the stages before run first where they have to."""
        self.until("evaluate")
        hub = import_module("pipeline.publishing.hub")  # needs nothing of training, and training nothing of it
        hub.publish(self.folder, namespace=namespace, token=self.token, dry_run=dry_run, release=release)

    def artifacts(self) -> Artifacts:
        """Where everything lies that the stages up to gguf make."""
        quants: dict[str, Path] = {
            name: self.folder / "gguf" / f"{self.stem}-{name}.gguf" for name in self.recipe.gguf.quants
        }
        return Artifacts(
            base=self.base,
            data=self.folder / "data",
            adapter=self.folder / "train" / trained_name(self.recipe),
            probe=self.folder / "train" / "probe.safetensors",
            merged=self.folder / "merge" / "model",
            master=self.folder / "gguf" / f"{self.stem}-{self.recipe.gguf.master.upper()}.gguf",
            quants=quants,
        )

    @property
    def stem(self) -> str:
        """What the GGUF files are called before their type: Ollama finds ``…-Q5_K_M.gguf`` by it."""
        return self.recipe.publish.name

    def _make_base(self) -> bool:
        from pipeline.training.scratch import make_scratch
        from pipeline.training.tiny import make_tiny

        base = self.recipe.base
        family: Any = base.tiny
        inputs = {"family": family, "rows": self.source, "versions": versions()}
        if base.scratch:
            inputs |= {"scratch": base.scratch.model_dump(), "seed": self.recipe.train.seed}

        def work(out: Path) -> None:
            if base.scratch:
                make_scratch(out, self.examples, base.scratch, self.recipe.train.seed)
            else:
                rows = list(islice(self.examples, self.recipe.data.limit or TINY_ROWS))
                make_tiny(out, rows, steps=0, family=family)

        return run_stage(self.folder / "base", inputs, work)

    def _data(self) -> bool:
        from pipeline.training.chat import ChatFormat
        from pipeline.training.loading import load_tokenizer

        recipe = self.recipe
        inputs = {
            "base": self._base_identity(),
            "data": recipe.data.model_dump(),
            "seed": recipe.train.seed,
            "rows": self.source,
        }

        def work(out: Path) -> None:
            chat = ChatFormat.of_tokenizer(load_tokenizer(self.base))
            corpus.build(self.examples, chat, recipe.data, recipe.train.seed, out)

        return run_stage(self.folder / "data", inputs, work)

    def _train(self) -> bool:
        from pipeline.training.sft import train

        recipe = self.recipe
        inputs = {
            "base": self._base_identity(),
            "data": identity(self.folder / "data"),
            "loading": recipe.loading.model_dump(),
            "lora": recipe.lora.model_dump() if recipe.lora else None,
            "train": recipe.train.model_dump(),
            "max_tokens": recipe.data.max_tokens,
            "versions": versions(),
        }

        def work(out: Path) -> None:
            train(recipe, self.base, self.folder / "data", out, self._tell("train"))
            if not follower():
                shutil.rmtree(out / "checkpoints")

        return run_stage(self.folder / "train", inputs, work, resumable=True, leads=not follower())

    def _merge(self) -> bool:
        from pipeline.training.merge import merge

        made, recipe = self.artifacts(), self.recipe
        inputs = {
            "base": self._base_identity(),
            "train": identity(self.folder / "train"),
            "loading": recipe.loading.model_dump(),
            "how": recipe.merge.base,
        }

        def work(out: Path) -> None:
            merge(made.base, made.adapter, out / made.merged.name, recipe.loading, recipe.merge, self._tell("merge"))

        return run_stage(self.folder / "merge", inputs, work)

    def _gguf(self) -> bool:
        from pipeline.training.gguf import convert, quantize
        from pipeline.training.imatrix import collect

        made, options = self.artifacts(), self.recipe.gguf
        inputs = {
            "merge": identity(self.folder / "merge"),
            "gguf": options.model_dump(),
            "name": self.stem,
            "versions": versions(),
        }

        def work(out: Path) -> None:
            total = 1 + len(options.quants)
            self.report("gguf", 0, total, options.master)
            master = convert(made.merged, out / made.master.name, outtype=options.master, base=made.base)
            weights = collect(made.merged, made.data, self.recipe.loading) if options.imatrix else None
            for done, name in enumerate(options.quants, 1):
                self.report("gguf", done, total, name)
                quantize(master, out / made.quants[name].name, name, threads=self.threads, imatrix=weights)
            self.report("gguf", total, total, "")

        return run_stage(self.folder / "gguf", inputs, work)

    def _evaluate(self) -> bool:
        from pipeline.training.evaluate import GateError, evaluate

        recipe, made = self.recipe, self.artifacts()
        inputs = {
            "base": self._base_identity(),
            "data": identity(self.folder / "data"),
            "train": identity(self.folder / "train"),
            "gguf": identity(self.folder / "gguf"),
            "evaluate": recipe.evaluate.model_dump(),
            "kl_limit": recipe.merge.kl_limit,
        }

        def work(out: Path) -> None:
            evaluate(recipe, self.task, made, out, self.threads, self._tell("evaluate"))

        failed = self.folder / "evaluate-failed"
        shutil.rmtree(failed, ignore_errors=True)
        try:
            return run_stage(self.folder / "evaluate", inputs, work)
        except GateError:
            shutil.rmtree(self.folder / "evaluate", ignore_errors=True)  # an older pass says nothing of these files
            (self.folder / "evaluate.partial").rename(failed)
            raise

    def _tell(self, stage: str) -> Progress:
        return lambda done, total, note: self.report(stage, done, total, note)

    def _base_identity(self) -> str:
        if self.recipe.base.is_made:
            return identity(self.base)
        return preflight.identify_base(self.base)

    def _write_description(self) -> None:
        resolved = yaml.safe_dump(self.recipe.model_dump(), allow_unicode=True, sort_keys=False)
        (self.folder / "recipe.yaml").write_text(resolved, encoding="utf-8")
        told = {"python": platform.python_version(), "machine": platform.machine(), **versions()}
        (self.folder / "versions.json").write_text(json.dumps(told, indent=2), encoding="utf-8")


def follower() -> bool:
    """Whether this is one of several processes and not the first; ``accelerate launch`` numbers them."""
    return int(os.environ.get("RANK", "0")) > 0


def versions() -> dict[str, str]:
    """The installed versions of what decides a model's bytes."""
    return {name: version(name) for name in PACKAGES}
