"""What the recipes starter-base and starter made goes where the app finds it (`python -m scripts.ship_starter base`).

`base` takes runs/starter-base: its weights in 16 bits, tokenizer and configuration, from which the recipe starter goes
on. `model` takes the GGUF file of runs/starter.
"""

from __future__ import annotations

import argparse
import json
import shutil
from pathlib import Path

import torch
from safetensors.torch import load_file, save_file

from pipeline.serving.catalog import STARTER

WEIGHTS = "model.safetensors"


def ship_base(runs: Path, to: Path) -> None:
    """Write ``to``/base anew."""
    made = runs / "starter-base" / "merge" / "model"
    base = to / "base"
    shutil.rmtree(base, ignore_errors=True)
    shutil.copytree(made, base, ignore=shutil.ignore_patterns(WEIGHTS))
    weights = {name: tensor.to(torch.float16) for name, tensor in load_file(made / WEIGHTS).items()}
    save_file(weights, base / WEIGHTS, metadata={"format": "pt"})
    config = json.loads((base / "config.json").read_text(encoding="utf-8")) | {"dtype": "float16"}
    (base / "config.json").write_text(json.dumps(config, indent=2, sort_keys=True) + "\n", encoding="utf-8")


def ship_model(runs: Path, to: Path) -> None:
    """Replace the GGUF file in ``to``."""
    (made,) = (runs / "starter" / "gguf").glob("*-Q8_0.gguf")
    for old in to.glob("*.gguf"):
        old.unlink()
    shutil.copyfile(made, to / "starter-Q8_0.gguf")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=("base", "model"))
    parser.add_argument("--runs", type=Path, default=Path("runs"))
    parser.add_argument("--to", type=Path, default=STARTER)
    options = parser.parse_args()
    ship = {"base": ship_base, "model": ship_model}[options.what]
    ship(options.runs, options.to)


if __name__ == "__main__":
    main()
