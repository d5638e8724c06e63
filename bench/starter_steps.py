"""Records how starter-base begins (`python -m bench.starter_steps runs/starter-base`), for a test to repeat.

It trains the first STEPS steps of a finished run's rows again, from the same first weights, and writes the packs of
token ids in the order in which they were trained, with the loss of every step, to
tests/training/data/starter_base_steps.npz. The losses are checked against the run's own loss.csv.
"""

from __future__ import annotations

import argparse
import csv
import itertools
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import torch
from transformers import TrainerCallback

from pipeline.training import recipe, sft

STEPS = 50
FILE = Path(__file__).parents[1] / "tests" / "training" / "data" / "starter_base_steps.npz"
NAMES = ("input_ids", "position_ids", "segments", "labels")
TOLERANCE = 0.02  # nats, against the run, which may have used more threads


class Stop(TrainerCallback):
    """Ends training after STEPS steps and keeps their losses."""

    def __init__(self) -> None:
        self.losses: list[float] = []

    def on_step_end(self, args: Any, state: Any, control: Any, **_: Any) -> Any:
        control.should_log = True
        control.should_training_stop = state.global_step >= STEPS
        return control

    def on_log(self, args: Any, state: Any, control: Any, logs: dict[str, Any] | None = None, **_: Any) -> None:
        if logs and "loss" in logs:
            self.losses.append(float(logs["loss"]))


def record(run: Path) -> tuple[list[dict[str, np.ndarray]], list[float]]:
    """The packs of the first steps in their order, and the loss of each step."""
    chosen = recipe.load("starter-base")
    packs: list[dict[str, np.ndarray]] = []
    with tempfile.TemporaryDirectory() as scratch:
        trainer = sft.make_trainer(chosen, run / "base", run / "data", Path(scratch))
        original, stop = trainer.compute_loss, Stop()

        def compute_loss(model: Any, inputs: dict[str, Any], *rest: Any, **options: Any) -> Any:
            if model.training:
                packs.append({name: inputs[name][0].numpy().astype(np.int16) for name in NAMES})
            return original(model, inputs, *rest, **options)

        trainer.compute_loss = compute_loss  # type: ignore[method-assign]
        trainer.add_callback(stop)
        trainer.train()
    return packs, stop.losses


def agrees(losses: Sequence[float], run: Path) -> bool:
    """Whether the losses are those of the run, which logged means over several steps."""
    with (run / "train" / "loss.csv").open(encoding="utf-8") as file:
        logged = {int(row["step"]): float(row["loss"]) for row in csv.DictReader(file) if row["loss"]}
    steps = [0, *sorted(step for step in logged if step <= STEPS)]
    means = {end: sum(losses[begin:end]) / (end - begin) for begin, end in itertools.pairwise(steps)}
    for end, mean in means.items():
        print(f"step {end}: {mean:.4f}, in the run {logged[end]:.4f}")
    return all(abs(mean - logged[end]) <= TOLERANCE for end, mean in means.items())


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("run", type=Path)
    run = parser.parse_args().run
    torch.set_num_threads(1)
    packs, losses = record(run)
    if not agrees(losses, run):
        raise SystemExit("these are not the losses of that run")
    arrays = {f"{number:03}.{name}": pack[name] for number, pack in enumerate(packs) for name in NAMES}
    FILE.parent.mkdir(exist_ok=True)
    np.savez_compressed(FILE, losses=np.array(losses, np.float32), **arrays)  # type: ignore[arg-type]
    print(f"{len(packs)} packs, {FILE.stat().st_size / 1000:.0f} kB")


if __name__ == "__main__":
    main()
