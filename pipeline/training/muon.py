"""The Muon optimizer (Keller Jordan, 2024) for new models: steps of equal size in every direction of a matrix.

torch.optim.Muon is the same rule, but orthogonalizes in bfloat16, which most CPUs only emulate, and knows matrices
alone. Here the embedding, whose rows are rarely touched, and vectors go by AdamW in the same optimizer.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

import torch
from torch import Tensor

COEFFICIENTS = (3.4445, -4.7750, 2.0315)  # of the quintic Newton-Schulz iteration, from the author's write-up
ITERATIONS = 5
MOMENTUM = 0.95
ADAM_BETAS, EPSILON = (0.9, 0.95), 1e-8
RMS = 0.2  # size of a step like AdamW's, so that the same learning rate and weight decay suit both


class Muon(torch.optim.Optimizer):
    """Muon for the matrices within the layers of ``model``, AdamW for everything else."""

    def __init__(self, model: torch.nn.Module, lr: float, weight_decay: float) -> None:
        groups = [
            {"params": list(_matrices(model)), "orthogonal": True, "weight_decay": weight_decay},
            {"params": list(_others(model)), "orthogonal": False, "weight_decay": 0.0},
        ]
        super().__init__(groups, {"lr": lr})

    @torch.no_grad()
    def step(self, closure: Callable[[], float] | None = None) -> float | None:  # type: ignore[override]
        """Move every parameter that has a gradient."""
        loss = closure() if closure else None
        for group in self.param_groups:
            for parameter in group["params"]:
                if parameter.grad is None:
                    continue
                move = self._orthogonal if group["orthogonal"] else self._adam
                update = move(parameter.grad, self.state[parameter])
                parameter.mul_(1 - group["lr"] * group["weight_decay"]).add_(update, alpha=-group["lr"])
        return loss

    def _orthogonal(self, gradient: Tensor, state: dict[str, Any]) -> Tensor:
        momentum = state.setdefault("momentum", torch.zeros_like(gradient))
        momentum.lerp_(gradient, 1 - MOMENTUM)
        ahead = gradient.lerp(momentum, MOMENTUM)
        return orthogonalized(ahead) * (RMS * max(gradient.shape) ** 0.5)

    def _adam(self, gradient: Tensor, state: dict[str, Any]) -> Tensor:
        mean = state.setdefault("mean", torch.zeros_like(gradient))
        square = state.setdefault("square", torch.zeros_like(gradient))
        state["step"] = state.get("step", 0) + 1
        mean.lerp_(gradient, 1 - ADAM_BETAS[0])
        square.lerp_(gradient.square(), 1 - ADAM_BETAS[1])
        unbiased = [1 - beta ** state["step"] for beta in ADAM_BETAS]
        return mean / unbiased[0] / ((square / unbiased[1]).sqrt() + EPSILON)


def orthogonalized(matrix: Tensor) -> Tensor:
    """Nearly the orthogonal matrix next to ``matrix`` [rows, columns]: its singular values brought to about 1."""
    a, b, c = COEFFICIENTS
    tall = matrix.shape[0] > matrix.shape[1]
    result = matrix.T if tall else matrix
    result = result / (result.norm() + 1e-7)
    for _ in range(ITERATIONS):
        gram = result @ result.T
        result = a * result + (b * gram + c * gram @ gram) @ result
    return result.T if tall else result


def _matrices(model: torch.nn.Module) -> Iterator[Tensor]:
    embeddings = {id(parameter) for parameter in _embeddings(model)}
    for parameter in model.parameters():
        if parameter.requires_grad and parameter.ndim == 2 and id(parameter) not in embeddings:
            yield parameter


def _others(model: torch.nn.Module) -> Iterator[Tensor]:
    matrices = {id(parameter) for parameter in _matrices(model)}
    for parameter in model.parameters():
        if parameter.requires_grad and id(parameter) not in matrices:
            yield parameter


def _embeddings(model: torch.nn.Module) -> Iterable[Tensor]:
    for module in model.modules():
        if isinstance(module, torch.nn.Embedding):
            yield module.weight
