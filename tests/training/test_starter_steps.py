"""The starter is what its recipe makes: the first steps of starter-base, trained again, have the recorded losses.

bench/starter_steps.py recorded them from the run that the shipped weights come from: the packs of token ids in their
order, and the loss of every step.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from bench.starter_steps import FILE, NAMES, STEPS, Stop
from pipeline.serving.catalog import STARTER
from pipeline.training import recipe, scratch, sft
from pipeline.training.loading import load_tokenizer

TOLERANCE = 0.03  # nats: another processor or number of threads adds up in another order


@pytest.mark.slow
@pytest.mark.timeout(600)  # a minute of one core, more where cores are shared
def test_the_first_steps_have_the_recorded_losses(tmp_path: Path) -> None:
    from torch.utils.data import SequentialSampler

    recorded = np.load(FILE)
    chosen = recipe.load("starter-base")
    assert chosen.base.scratch
    packs = [
        {name: recorded[f"{number:03}.{name}"].astype(int).tolist() for name in NAMES}
        for number in range(STEPS * chosen.train.accumulation)
    ]
    tokenizer = load_tokenizer(STARTER / "base")
    model = scratch.new_model(chosen.base.scratch, len(tokenizer), chosen.train.seed)
    trainer = sft.trainer_over(chosen, model, tokenizer, packs, [], tmp_path)
    trainer._get_train_sampler = lambda dataset=None: SequentialSampler(dataset)  # type: ignore[method-assign]
    stop = Stop()
    trainer.add_callback(stop)
    trainer.train()
    assert len(stop.losses) == STEPS
    assert stop.losses == pytest.approx(recorded["losses"].tolist(), abs=TOLERANCE)
    assert stop.losses[-1] < stop.losses[0] - 1, "and it learns"
