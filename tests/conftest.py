"""Fixtures that tests of several folders share: the tiny model and the loopback Hub."""

from __future__ import annotations

import os

os.environ.setdefault("OMP_NUM_THREADS", "1")  # before torch: its threads spin, and the machine has few cores
os.environ.setdefault("HF_HUB_DISABLE_TELEMETRY", "1")

import hashlib
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.hub_server import HubServer
    from tests.tiny_model import TinyModel

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="session")
def tiny(pytestconfig: pytest.Config) -> TinyModel:
    """A model that answers tests/tiny_model.py's questions. Made once, and again when its makers change."""
    from tests import tiny_model  # only who asks for a model pays for its libraries

    makers = [
        ROOT / "tests" / "tiny_model.py",
        *(ROOT / "pipeline" / "training" / f"{name}.py" for name in ("tiny", "gguf")),
    ]
    made_by = (
        b"".join(path.read_bytes() for path in makers) + f"{version('torch')} {version('llama-cpp-python')}".encode()
    )
    cache = pytestconfig.cache
    assert cache is not None
    folder = Path(cache.mkdir("tiny-model")) / hashlib.sha256(made_by).hexdigest()[:16]
    return tiny_model.load(folder)


@pytest.fixture
def hub(tmp_path: Path) -> Iterator[HubServer]:
    """An empty Hub of this test's own on a loopback port; its user is alice."""
    from tests.hub_server import HubServer

    with HubServer(tmp_path / "hub") as server:
        yield server
