"""Packing: several rows in one sequence, each seeing itself and the beginning that all of them share, and nothing else.

A task words its prompts alike, so rows begin with the same tokens. In a pack that beginning is laid once and every row
continues from it: the same positions, the same attention, the same gradients as row by row, for fewer tokens.

The tokens that predict an answer stand at the end of a sequence, whatever their row, so that a model need not finish
the others: no output head for them, and for Gemma 4, whose upper layers only read what lower ones have computed, none
of those layers either. Order means nothing to attention that goes by positions and masks.
"""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pipeline.training.corpus import IGNORED

if TYPE_CHECKING:
    import torch

Row = Mapping[str, list[int]]  # input_ids and labels, of the same length; the labelled answer stands at the end

SHARED, PADDING = 0, -1  # segments; the rows of a pack are 1, 2, 3…
OPENING = 24  # tokens; an instruction is longer, and a turn's markers with a word or two are shorter


@dataclass(frozen=True)
class Pack:
    """Rows and how many tokens at their beginning are shared by all of them."""

    rows: list[Row]
    shared: int

    @property
    def length(self) -> int:
        """Tokens when laid out; a row's last one predicts nothing and is left out."""
        return self.shared + sum(len(row["input_ids"]) - 1 - self.shared for row in self.rows)

    def with_row(self, row: Row) -> Pack:
        return Pack([*self.rows, row], common_length(self.rows[0], row, self.shared))

    def lay_out(self) -> dict[str, list[int]]:
        """``input_ids``, ``position_ids`` and ``segments``; ``labels``: what each of the last tokens predicts."""
        first = self.rows[0]["input_ids"]
        context = [(first[position], position, SHARED) for position in range(self.shared)]
        predicting: list[tuple[int, int, int]] = []
        labels: list[int] = []
        for number, row in enumerate(self.rows, 1):
            ids, start = row["input_ids"], shareable(row)
            context += [(ids[position], position, number) for position in range(self.shared, start)]
            predicting += [(ids[position], position, number) for position in range(start, len(ids) - 1)]
            labels += ids[start + 1 :]
        tokens, positions, segments = (list(column) for column in zip(*context, *predicting, strict=True))
        return {"input_ids": tokens, "position_ids": positions, "segments": segments, "labels": labels}


def pack(rows: Sequence[Row], capacity: int, seed: int) -> list[dict[str, list[int]]]:
    """Lay the rows out in packs of at most ``capacity`` tokens, in an order that the seed fixes.

    0 for ``capacity`` gives every row a sequence of its own.
    """
    shuffle = random.Random(seed).shuffle
    packs: list[Pack] = []
    for alike in group_by_opening(rows):
        shuffle(alike)
        filling: Pack | None = None
        for row in alike:
            joined = filling.with_row(row) if filling else None
            if joined and joined.length <= capacity:
                filling = packs[-1] = joined
            else:
                filling = Pack([row], shareable(row) if capacity else 0)
                packs.append(filling)
    shuffle(packs)
    return [filled.lay_out() for filled in packs]


def group_by_opening(rows: Sequence[Row]) -> list[list[Row]]:
    """The rows in groups whose first OPENING tokens are the same, as one wording makes them; then the rest."""
    groups: list[list[Row]] = []
    for row in sorted(rows, key=lambda row: row["input_ids"]):
        if groups and common_length(groups[-1][-1], row, OPENING) == OPENING:
            groups[-1].append(row)
        else:
            groups.append([row])
    rest = [group[0] for group in groups if len(group) == 1]
    return [group for group in groups if len(group) > 1] + [rest] * bool(rest)


def shareable(row: Row) -> int:
    """How much of a row may be shared: all of its prompt but the last token, which predicts the answer's first."""
    return next(index for index, label in enumerate(row["labels"]) if label != IGNORED) - 1


def common_length(left: Row, right: Row, limit: int) -> int:
    """Tokens at the beginning of both, at most ``limit`` and what ``right`` may share."""
    limit = min(limit, shareable(right))
    mine, theirs = left["input_ids"], right["input_ids"]
    return next((index for index in range(limit) if mine[index] != theirs[index]), limit)


def collate(packs: Sequence[Mapping[str, list[int]]]) -> dict[str, torch.Tensor]:
    """A batch of packs: int64 [packs, tokens] each, and ``labels`` [packs, predicting tokens], which stand at the end.

    ``shift_labels`` are the same labels, by the name that tells the trainer that they are where they are predicted.
    """
    import torch

    predicting = max(len(laid["labels"]) for laid in packs)
    before = max(len(laid["input_ids"]) - len(laid["labels"]) for laid in packs)

    def padded(laid: Mapping[str, list[int]], name: str, value: int) -> list[int]:
        own = len(laid["input_ids"]) - len(laid["labels"])
        context, rest = laid[name][:own], laid[name][own:]
        return context + [value] * (before - own) + rest + [value] * (predicting - len(rest))

    fill = {"input_ids": 0, "position_ids": 0, "segments": PADDING}
    batch = {name: torch.tensor([padded(laid, name, value) for laid in packs]) for name, value in fill.items()}
    missing = [[IGNORED] * (predicting - len(laid["labels"])) for laid in packs]
    labels = torch.tensor([laid["labels"] + rest for laid, rest in zip(packs, missing, strict=True)])
    return batch | {"labels": labels, "shift_labels": labels}


def attention_masks(batch: Mapping[str, torch.Tensor], config: Any, dtype: torch.dtype) -> Any:
    """The additive masks [packs, 1, tokens, tokens] that the model's layers take, by layer type where it has several.

    A token sees tokens of its own row and the shared beginning, at positions up to its own; within a sliding window,
    those less than the window away.
    """
    import torch

    segments, positions = batch["segments"], batch["position_ids"]
    mine, theirs = segments[:, None, :, None], segments[:, None, None, :]
    distance = positions[:, None, :, None] - positions[:, None, None, :]
    seen = (distance >= 0) & ((mine == theirs) | ((theirs == SHARED) & (mine != PADDING)))

    def additive(allowed: torch.Tensor) -> torch.Tensor:
        nothing = torch.zeros((), dtype=dtype, device=allowed.device)
        return torch.where(allowed, nothing, torch.finfo(dtype).min)

    if not getattr(config, "layer_types", None):
        return additive(seen)
    near = seen & (distance < config.sliding_window) if config.sliding_window else seen
    return {"full_attention": additive(seen), "sliding_attention": additive(near)}
