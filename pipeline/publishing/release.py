"""What a finished run publishes, and where: the merged model, its GGUF files and its data, a repository each.

Whatever is not a file of the run itself (cards, Ollama's two files, licence texts) is written to ``<run>/publish``,
where a maintainer can read it before anything goes out.
"""

from __future__ import annotations

import shutil
from pathlib import Path

import pyarrow.parquet

from pipeline.publishing import cards, ollama
from pipeline.publishing.files import File, Repository
from pipeline.publishing.finished import FinishedRun
from pipeline.training.corpus import load_task

ROOT = Path(__file__).resolve().parents[2]
APACHE = ROOT / "LICENSE"
# Google asks everyone who passes a Gemma model on to say exactly this in a file of this name.
GEMMA_NOTICE = "Gemma is provided under and subject to the Gemma Terms of Use found at ai.google.dev/gemma/terms\n"


def of_run(run: FinishedRun, namespace: str) -> list[Repository]:
    """The repositories of a release with all their files: the data first, since the others' cards point to it."""
    shutil.rmtree(run.folder / "publish", ignore_errors=True)
    names = cards.Names.of(run.recipe.publish.name, namespace)
    task = load_task(run.recipe.task)
    chat = ollama.chat_format(next(iter(run.quants.values())).source)
    deck = cards.Deck(run, names, task)
    # Room for the longest training row, prompt and answer together, and never less than Ollama's own default.
    context = max(4096, run.recipe.data.max_tokens)
    model = Repository(
        names.model,
        "model",
        (*run.weights, *_written(run, "model", {"README.md": deck.model()}), *_recipe(run), *_licence(run, "model")),
    )
    gguf = Repository(
        names.gguf,
        "model",
        (
            *run.quants.values(),
            *_written(
                run,
                "gguf",
                {
                    "README.md": deck.gguf(),
                    "template": ollama.template(task, chat),
                    "params": ollama.params(task, chat, context),
                },
            ),
            *_licence(run, "gguf"),
        ),
    )
    if not run.recipe.publish.dataset:
        return [model, gguf]
    data = Repository(names.data, "dataset", (*_rows(run), *_written(run, "data", {"README.md": deck.data()})))
    return [data, model, gguf]


def _rows(run: FinishedRun) -> list[File]:
    """A parquet file a split, with the rows that are ours."""
    files = []
    for split, table in run.splits.items():
        path = run.folder / "publish" / "data" / cards.split_path(split)
        path.parent.mkdir(parents=True, exist_ok=True)
        pyarrow.parquet.write_table(table, path)
        files.append(File(cards.split_path(split), path))
    return files


def _recipe(run: FinishedRun) -> list[File]:
    """The recipe as it was resolved, unless its base is a folder of this machine."""
    reachable = run.base_on_hub or run.recipe.base.is_made
    return [File("recipe.yaml", run.folder / "recipe.yaml")] if reachable else []


def _licence(run: FinishedRun, repository: str) -> list[File]:
    """The licence text or notice that the base's licence wants beside a derived model."""
    licence = run.recipe.base.license
    if licence == "gemma":
        return _written(run, repository, {"NOTICE": GEMMA_NOTICE})
    return [File("LICENSE", APACHE)] if licence == "apache-2.0" else []


def _written(run: FinishedRun, repository: str, contents: dict[str, str]) -> list[File]:
    """Text files of a repository, written below ``<run>/publish``."""
    folder = run.folder / "publish" / repository
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in contents.items():
        (folder / name).write_text(text, encoding="utf-8")
    return [File(name, folder / name) for name in contents]
