"""The maintainer's command line: train a model from a recipe, check it, publish it."""

from __future__ import annotations

import json
import logging
import os
import sys
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    ProgressColumn,
    SpinnerColumn,
    Task,
    TextColumn,
    TimeRemainingColumn,
)
from rich.table import Table
from rich.text import Text

from pipeline.errors import HanmadiError
from pipeline.publishing import commands
from pipeline.settings import Settings
from pipeline.tasks.awards.hall_commands import hall
from pipeline.training import preflight, recipe
from pipeline.training.run import STAGES, Run

app = typer.Typer(
    name="pipeline",
    help="레시피 하나로 데이터에서 Hub까지: data → train → merge → gguf → evaluate → publish.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
app.add_typer(commands.space, name="space")
app.add_typer(hall, name="hall")
console = Console(stderr=True)

RecipeName = Annotated[str, typer.Argument(help="레시피 이름(tiny)이나 YAML 파일의 경로")]
Overrides = Annotated[list[str], typer.Option("--set", help="레시피 항목 바꾸기: train.steps=100")]
RunsFolder = Annotated[Path, typer.Option("--runs", help="실행 폴더가 놓일 곳")]
OnCpu = Annotated[bool, typer.Option("--cpu", help="큰 모델도 GPU 없이 학습합니다")]
Namespace = Annotated[str, typer.Option("--namespace", help="올릴 Hub 계정이나 조직 (기본: HANMADI_NAMESPACE)")]
DryRun = Annotated[bool, typer.Option("--dry-run", help="올릴 저장소와 파일만 보여 줍니다")]
ReleaseTag = Annotated[str, typer.Option("--release", help="판의 태그 (기본: 이어지는 번호)")]

NO_OVERRIDES: list[str] = []
RUNS = Path("runs")


@app.command()
def run(
    name: RecipeName,
    push: Annotated[bool, typer.Option("--push", help="검사를 통과하면 Hub에 올립니다")] = False,
    namespace: Namespace = "",
    release: ReleaseTag = "",
    dry_run: DryRun = False,
    overrides: Overrides = NO_OVERRIDES,
    runs: RunsFolder = RUNS,
    cpu: OnCpu = False,
) -> None:
    """처음부터 끝까지 실행합니다. 끝난 단계는 건너뛰고, 끊긴 단계는 이어서 합니다."""
    owner = _namespace(namespace) if push or dry_run else ""
    with _run(name, overrides, runs, cpu, owner if push else "") as current:
        current.until("evaluate")
        _show_evaluation(current.folder)
        if owner:
            current.publish(owner, dry_run=dry_run, release=release)


@app.command()
def data(name: RecipeName, overrides: Overrides = NO_OVERRIDES, runs: RunsFolder = RUNS) -> None:
    """말뭉치를 학습 행으로 만들고, 무엇이 왜 빠졌는지와 첫 행들을 보여 줍니다."""
    with _run(name, overrides, runs, cpu=True) as current:
        current.until("data")
        _show_data(current.folder)


@app.command()
def train(name: RecipeName, overrides: Overrides = NO_OVERRIDES, runs: RunsFolder = RUNS, cpu: OnCpu = False) -> None:
    """LoRA를 학습합니다. 여러 GPU에서는 accelerate launch -m pipeline train <레시피>."""
    with _run(name, overrides, runs, cpu) as current:
        current.until("train")


@app.command()
def merge(name: RecipeName, overrides: Overrides = NO_OVERRIDES, runs: RunsFolder = RUNS, cpu: OnCpu = False) -> None:
    """LoRA를 바탕 모델에 병합합니다."""
    with _run(name, overrides, runs, cpu) as current:
        current.until("merge")


@app.command()
def gguf(name: RecipeName, overrides: Overrides = NO_OVERRIDES, runs: RunsFolder = RUNS, cpu: OnCpu = False) -> None:
    """GGUF로 변환하고 양자화합니다."""
    with _run(name, overrides, runs, cpu) as current:
        current.until("gguf")


@app.command()
def evaluate(
    name: RecipeName, overrides: Overrides = NO_OVERRIDES, runs: RunsFolder = RUNS, cpu: OnCpu = False
) -> None:
    """모든 결과물이 학습된 모델 그대로인지, 작업을 잘하는지 검사합니다."""
    with _run(name, overrides, runs, cpu) as current:
        current.until("evaluate")
        _show_evaluation(current.folder)


@app.command()
def publish(
    name: RecipeName,
    namespace: Namespace = "",
    release: ReleaseTag = "",
    dry_run: DryRun = False,
    overrides: Overrides = NO_OVERRIDES,
    runs: RunsFolder = RUNS,
    cpu: OnCpu = False,
) -> None:
    """검사를 통과한 모델, GGUF, 데이터를 Hub에 올립니다."""
    owner = _namespace(namespace)
    with _run(name, overrides, runs, cpu, "" if dry_run else owner) as current:
        current.publish(owner, dry_run=dry_run, release=release)


@app.command()
def recipes() -> None:
    """있는 레시피를 보여 줍니다."""
    table = Table("이름", "작업", "바탕 모델", "설명")
    for name in recipe.names():
        loaded = recipe.load(name)
        table.add_row(name, loaded.task, loaded.base.model, loaded.about)
    Console().print(table)


@app.command()
def schema() -> None:
    """레시피에 쓸 수 있는 모든 항목과 그 뜻을 JSON Schema로 보여 줍니다."""
    Console().print_json(json.dumps(recipe.Recipe.model_json_schema(), ensure_ascii=False))


def main() -> None:
    """Run a verb; what a person can act on is one sentence, and anything else a traceback."""
    _be_quiet()
    try:
        app()
    except HanmadiError as error:
        console.print(f"[bold red]멈췄습니다.[/] {error.what}", highlight=False)
        if error.do:
            console.print(f"[bold]할 일:[/] {error.do}", highlight=False)
        sys.exit(1)


class RateColumn(ProgressColumn):
    """How many of a stage's steps, files or rows are done in a second."""

    def render(self, task: Task) -> Text:
        rate = task.finished_speed or task.speed
        return Text(f"{rate:.2g}/초" if rate else "", style="progress.data.speed")


@contextmanager
def _run(name: str, overrides: list[str], runs: Path, cpu: bool, namespace: str = "") -> Iterator[Run]:
    """A checked run with progress bars. Nothing is written before the checks are through."""
    settings = Settings.from_environment()
    chosen = recipe.load(name, overrides)
    folder = runs / Path(name).stem
    preflight.check(chosen, folder, settings.token, namespace=namespace, cpu=cpu)
    columns = (
        SpinnerColumn(),
        TextColumn("{task.description:<8}"),
        BarColumn(),
        MofNCompleteColumn(),
        RateColumn(),
        TimeRemainingColumn(),
        TextColumn("{task.fields[note]}"),
    )
    with Progress(*columns, console=console) as bars:
        tasks = {stage: bars.add_task(stage, total=None, note="", visible=False) for stage in STAGES}

        def report(stage: str, done: int, total: int, note: str) -> None:
            bars.update(tasks[stage], completed=done, total=total, note=note, visible=True)

        yield Run(chosen, folder, settings.threads, settings.token, report)
    console.print(f"실행 폴더: {folder}", highlight=False)


def _namespace(given: str) -> str:
    if found := given or Settings.from_environment().namespace:
        return found
    raise HanmadiError("올릴 곳을 모릅니다.", "--namespace 이름을 붙이거나 HANMADI_NAMESPACE를 정해 주세요.")


def _show_data(folder: Path) -> None:
    report = json.loads((folder / "data" / "report.json").read_text(encoding="utf-8"))
    console.print(f"들어온 행 {report['rows_in']}, 나뉜 행 {report['rows']}, 빠진 행 {report['dropped'] or '없음'}")
    console.print(f"토큰 {report['tokens']}")
    console.print((folder / "data" / "preview.txt").read_text(encoding="utf-8"), markup=False, highlight=False)


def _show_evaluation(folder: Path) -> None:
    """One line a model: how far from the merged one, how large, how fast, how well it does the task."""
    report = json.loads((folder / "evaluate" / "report.json").read_text(encoding="utf-8"))
    speed = json.loads((folder / "evaluate" / "speed.json").read_text(encoding="utf-8"))
    table = Table(
        "모델", "KL", "perplexity", "MB", "토큰/초", "형식", "ROUGE-L", title=f"{report['split']} {report['rows']}행"
    )
    for name in dict.fromkeys((*report["quality"], *report["fidelity"])):
        fidelity, quality = report["fidelity"].get(name, {}), report["quality"].get(name, {})
        size = report["sizes"].get(name, 0)
        table.add_row(
            name,
            f"{fidelity['kl']:.2g}" if fidelity else "",
            f"{fidelity['perplexity']:.2f}" if fidelity else "",
            f"{size / 1e6:.1f}" if size else "",
            str(speed.get(name, "")),
            f"{quality['valid']:.0%}" if quality else "",
            f"{quality['rougeL']:.2f}" if quality else "",
        )
    console.print(table)


def _be_quiet() -> None:
    """Libraries' own bars and notices would tear ours apart; warnings and errors still show."""
    os.environ.setdefault("TRANSFORMERS_VERBOSITY", "error")
    os.environ.setdefault("HF_HUB_DISABLE_TELEMETRY", "1")
    os.environ.setdefault("HF_DATASETS_DISABLE_PROGRESS_BARS", "1")
    warnings.filterwarnings("ignore", category=FutureWarning)
    logging.basicConfig(level=logging.WARNING, format="%(name)s: %(message)s")
    logging.getLogger("bitsandbytes").setLevel(logging.ERROR)  # says at every matrix that it casts bf16
