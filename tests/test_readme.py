"""README is also the Space's configuration: what it says must be what the code does."""

from __future__ import annotations

import re
from pathlib import Path

import yaml

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
FRONT = yaml.safe_load(README.split("---")[1])
COLOURS = {"red", "yellow", "green", "blue", "indigo", "purple", "pink", "gray"}


def test_the_front_matter_is_a_valid_space() -> None:
    assert FRONT["sdk"] == "gradio"
    assert (ROOT / FRONT["app_file"]).is_file()
    assert {FRONT["colorFrom"], FRONT["colorTo"]} <= COLOURS
    assert len(FRONT["short_description"]) <= 60
    assert FRONT["python_version"] == "3.12.12", "the 3.12 that ZeroGPU offers"
    assert FRONT["license"] == "apache-2.0"


def test_the_space_runs_the_gradio_that_is_tested() -> None:
    pinned = re.search(r"^gradio(?:\[\w+\])?==(\S+)", (ROOT / "requirements-app.txt").read_text(), re.MULTILINE)
    assert pinned
    assert FRONT["sdk_version"] == pinned[1]


def test_every_file_that_readme_shows_is_there() -> None:
    shown = re.findall(r'(?:\]\(|src=")((?!http)[^)"#]+)', README)
    assert shown
    missing = [path for path in shown if not (ROOT / path).exists()]
    assert not missing


def test_every_endpoint_of_readme_is_served() -> None:
    import app

    served = {block.api_name for block in app.demo.fns.values() if block.api_visibility == "public"}
    described = set(re.findall(r"^\| `/(\w+)` \|", README, re.MULTILINE))
    assert described == served


def test_every_make_target_of_readme_exists() -> None:
    makefile = (ROOT / "Makefile").read_text()
    for target in re.findall(r"^make (\w+)", README, re.MULTILINE):
        assert re.search(rf"^{target}:", makefile, re.MULTILINE), target
