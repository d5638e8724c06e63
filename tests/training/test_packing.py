"""Packing: every row trained exactly as if alone, its shared beginning laid once, nothing lost."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
import torch

from pipeline.training import sft
from pipeline.training.corpus import IGNORED
from pipeline.training.packing import Row, attention_masks, collate, pack, shareable
from pipeline.training.tiny import Family, make_tiny
from tests.training.conftest import small_recipe
from tests.training.small_task import small


def row(prompt: list[int], answer: list[int]) -> Row:
    return {"input_ids": prompt + answer, "labels": [IGNORED] * len(prompt) + answer}


def rows_of_two_kinds(count: int) -> list[Row]:
    draw = random.Random(3)
    openings = ([2, *range(100, 160)], [2, *range(200, 230)])
    return [
        row([*openings[draw.randrange(2)], *draw.choices(range(300, 400), k=5)], draw.choices(range(500, 600), k=8))
        for _ in range(count)
    ]


def unpacked(packs: list[dict[str, list[int]]]) -> list[tuple[list[int], list[int]]]:
    """Every row's tokens and answer, put together again from the packs."""
    found = []
    for laid in packs:
        before = len(laid["input_ids"]) - len(laid["labels"])
        placed = list(zip(laid["segments"], laid["position_ids"], laid["input_ids"], strict=True))
        for number in range(1, max(laid["segments"]) + 1):
            tokens = {position: token for segment, position, token in placed if segment in (0, number)}
            mine = [at for at in range(len(laid["labels"])) if placed[before + at][0] == number]
            positions = [placed[before + at][1] for at in mine]
            answer = [laid["labels"][at] for at in mine]
            assert sorted(tokens) == list(range(len(tokens))), "every position once"
            assert positions == list(range(positions[0], len(tokens)))
            assert answer[:-1] == [tokens[position] for position in positions[1:]], "each predicts the next"
            found.append(([tokens[position] for position in sorted(tokens)] + answer[-1:], answer))
    return found


@pytest.mark.parametrize("capacity", [0, 80, 300])
def test_no_token_of_any_row_is_lost(capacity: int) -> None:
    rows = rows_of_two_kinds(60)
    packs = pack(rows, capacity, seed=0)
    expected = [(item["input_ids"], [label for label in item["labels"] if label != IGNORED]) for item in rows]
    assert sorted(unpacked(packs)) == sorted(expected)
    assert all(capacity == 0 or len(laid["input_ids"]) <= capacity for laid in packs)


def test_rows_that_begin_alike_are_laid_together() -> None:
    rows = rows_of_two_kinds(60)
    tokens = sum(len(item["input_ids"]) for item in rows)
    laid = sum(len(packed["input_ids"]) for packed in pack(rows, 300, seed=0))
    assert laid < 0.45 * tokens, "openings of 61 and 31 tokens before 13 others"
    assert pack(rows, 300, seed=0) == pack(rows, 300, seed=0)
    assert pack(rows, 300, seed=0) != pack(rows, 300, seed=1)


def test_the_last_prompt_token_is_never_shared() -> None:
    """It predicts the answer's first token, which differs from row to row."""
    twins = [row([2, 7, 8, 9], [11, 12]), row([2, 7, 8, 9], [13])]
    (laid,) = pack(twins, 100, seed=0)
    assert laid["segments"].count(0) == shareable(twins[0]) == 3
    assert sorted(unpacked([laid])) == [([2, 7, 8, 9, 11, 12], [11, 12]), ([2, 7, 8, 9, 13], [13])]


def test_what_a_token_sees() -> None:
    class Config:
        layer_types = ("sliding_attention", "full_attention")
        sliding_window = 3

    laid = {
        "input_ids": [1, 2, 3, 4, 5, 6],
        "labels": [7, 7, 7, 7],
        "position_ids": [0, 1, 2, 3, 2, 3],
        "segments": [0, 0, 1, 1, 2, 2],
    }
    short = {name: values[:3] for name, values in laid.items()} | {"labels": [7]}
    batch = collate([laid, short])
    assert batch["labels"].tolist() == [[7, 7, 7, 7], [7, IGNORED, IGNORED, IGNORED]]
    assert batch["segments"].tolist()[1] == [0, 0, 1, -1, -1, -1]
    masks = attention_masks(batch, Config, torch.float32)
    seen = (masks["full_attention"] == 0)[:, 0].int().tolist()
    assert seen[0] == [
        [1, 0, 0, 0, 0, 0],
        [1, 1, 0, 0, 0, 0],
        [1, 1, 1, 0, 0, 0],
        [1, 1, 1, 1, 0, 0],
        [1, 1, 0, 0, 1, 0],
        [1, 1, 0, 0, 1, 1],
    ]
    assert all(any(line) for line in seen[1]), "padding sees itself, so that no softmax is over nothing"
    assert not any(line[3:] != [0, 0, 0] for line in seen[1][:3]), "and nobody sees padding"
    near = (masks["sliding_attention"] == 0)[0, 0].int().tolist()
    assert near[3] == [0, 1, 1, 1, 0, 0]
    assert near[5] == [0, 1, 0, 0, 1, 1]


@pytest.mark.slow
@pytest.mark.parametrize("family", ["gemma2", "gemma4"])
def test_loss_and_gradients_are_those_of_the_rows_alone(family: Family, finished: Path, tmp_path: Path) -> None:
    base = make_tiny(tmp_path / "base", list(small.corpus()), steps=10, family=family)
    recipe = small_recipe("train.packing=true", "lora.dropout=0.0")
    trainer = sft.make_trainer(recipe, base, finished / "data", tmp_path)
    (batch,) = trainer.get_train_dataloader()
    assert (batch["segments"] == 0).sum() > 15, "the prompts' common beginning"
    assert batch["segments"].max() == 4
    model = trainer.model
    for name, parameter in model.named_parameters():
        if "lora_B" in name:  # zero at first, which would leave the gradients of A at zero
            torch.nn.init.normal_(parameter, std=0.02)

    def gradients() -> list[torch.Tensor]:
        found = [parameter.grad.clone() for parameter in model.parameters() if parameter.grad is not None]
        model.zero_grad()
        return found

    together = trainer.compute_loss(model, batch)
    together.backward()
    expected = gradients()
    rows = unpacked([{name: values[0].tolist() for name, values in batch.items()}])
    total, tokens = 0.0, sum(len(answer) for _, answer in rows)
    for ids, answer in rows:
        labels = torch.tensor([[IGNORED] * (len(ids) - len(answer)) + answer])
        alone = model(input_ids=torch.tensor([ids]), labels=labels).loss * len(answer) / tokens
        alone.backward()
        total += alone.item()
    assert together.item() == pytest.approx(total, rel=1e-5)
    for packed_gradient, alone_gradient in zip(expected, gradients(), strict=True):
        torch.testing.assert_close(packed_gradient, alone_gradient, rtol=1e-3, atol=1e-6)
