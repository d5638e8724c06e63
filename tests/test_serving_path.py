"""The CPU serving path stays light, and settings say what is wrong with them."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from pipeline.settings import Settings

ROOT = Path(__file__).parents[1]


def test_the_app_loads_neither_torch_nor_transformers_nor_a_model_runtime() -> None:
    heavy = {"torch", "transformers", "llama_cpp", "kiwipiepy", "trafilatura"}
    code = f"import sys, app; print(*({heavy!r} & set(sys.modules)))"
    loaded = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert loaded.stdout.split() == []


def test_tasks_do_not_import_each_other_and_only_tabs_import_gradio() -> None:
    for task in ("awards", "naming", "summaries"):
        others = {"awards", "naming", "summaries"} - {task}
        for file in (ROOT / "pipeline" / "tasks" / task).rglob("*.py"):
            text = file.read_text(encoding="utf-8")
            assert not any(f"pipeline.tasks.{other}" in text for other in others), file
            if not file.name.startswith("tab"):
                assert "gradio" not in text, file


def test_serving_and_training_name_no_task() -> None:
    for folder in ("serving", "training"):
        for file in (ROOT / "pipeline" / folder).rglob("*.py"):
            text = file.read_text(encoding="utf-8")
            assert not any(f"pipeline.tasks.{task}" in text for task in ("awards", "naming", "summaries")), file


def test_settings_come_from_the_environment_and_hide_secrets() -> None:
    settings = Settings.from_environment(
        {
            "HANMADI_AWARDS_MODEL": "me/model",
            "HF_TOKEN": "hf_secret",
            "SPACE_ID": "me/space",
            "GRADIO_SERVER_PORT": "81",
        }
    )
    assert settings.models == {"awards": "me/model"}
    assert settings.server_name == "0.0.0.0"
    assert settings.server_port == 81
    assert "hf_secret" not in repr(settings)


def test_a_bad_number_in_the_environment_is_named() -> None:
    with pytest.raises(ValueError, match="GRADIO_SERVER_PORT"):
        Settings.from_environment({"GRADIO_SERVER_PORT": "abc"})
