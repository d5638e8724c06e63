"""How two elements that stand side by side get on."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from typing import Literal

from pipeline.tasks.naming.elements import generates, overcomes

Relation = Literal["상생", "비화", "상극"]


def relation(first: str, second: str) -> Relation:
    """상생 where either feeds the other, 비화 where they are the same, 상극 where either overcomes the other."""
    if first == second:
        return "비화"
    if generates(first) == second or generates(second) == first:
        return "상생"
    return "상극"


def arrow(first: str, second: str) -> str:
    """The relation of two neighbours as people read it: 목→화 상생, 금→목 상극, 토=토 비화."""
    if first == second:
        return f"{first}={second} 비화"
    forward = generates(first) == second or overcomes(first) == second
    shown = f"{first}→{second}" if forward else f"{second}→{first}"
    return f"{shown} {relation(first, second)}"


def arrows(elements: Sequence[str]) -> str:
    """All neighbours of a row: ``목→화 상생, 화→토 상생``."""
    return ", ".join(arrow(first, second) for first, second in itertools.pairwise(elements))
