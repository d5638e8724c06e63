"""Everything that is read from the environment, typed, in one place."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

TASKS = ("awards", "naming", "summaries")
CACHE_SECONDS = 3600  # rendered files are deleted from the server after this time; the privacy notice says so


@dataclass(frozen=True, slots=True)
class Settings:
    """Read once at start. Secrets are kept out of ``repr`` so that they reach no log."""

    namespace: str = ""  # HANMADI_NAMESPACE: owner of the Hub repositories to serve from
    models: Mapping[str, str] = field(default_factory=dict)  # HANMADI_<TASK>_MODEL
    endpoints: Mapping[str, str] = field(default_factory=dict)  # HANMADI_<TASK>_ENDPOINT
    token: str | None = field(default=None, repr=False)  # HF_TOKEN
    space_id: str = ""  # SPACE_ID: set by the Hub on a Space
    zero_gpu: bool = False  # SPACES_ZERO_GPU: set by the Hub on ZeroGPU hardware
    server_name: str = "127.0.0.1"  # GRADIO_SERVER_NAME
    server_port: int = 7860  # GRADIO_SERVER_PORT
    secret: str = field(default="hanmadi-draft-v1", repr=False)  # HANMADI_SECRET: encrypts drafts in the browser
    hall: str = ""  # HANMADI_HALL: the hall of fame: a folder or datasets/owner/name; empty: there is none
    threads: int = 0  # HANMADI_THREADS: CPU threads of a model; 0 = one per core
    cache: Path = Path.home() / ".cache" / "hanmadi"  # HANMADI_CACHE

    @classmethod
    def from_environment(cls, env: Mapping[str, str] | None = None) -> Settings:
        """Read ``env`` (the process's own by default). Raises ValueError, naming the variable, for a bad number."""
        env = os.environ if env is None else env
        on_space = bool(env.get("SPACE_ID"))
        defaults = cls()
        return cls(
            namespace=env.get("HANMADI_NAMESPACE", "").strip(),
            models=_per_task(env, "MODEL"),
            endpoints=_per_task(env, "ENDPOINT"),
            token=env.get("HF_TOKEN") or None,
            space_id=env.get("SPACE_ID", ""),
            zero_gpu=env.get("SPACES_ZERO_GPU", "").lower() in {"1", "true"},
            server_name=env.get("GRADIO_SERVER_NAME") or ("0.0.0.0" if on_space else defaults.server_name),
            server_port=_integer(env, "GRADIO_SERVER_PORT", defaults.server_port),
            secret=env.get("HANMADI_SECRET") or defaults.secret,
            hall=env.get("HANMADI_HALL", "").strip(),
            threads=_integer(env, "HANMADI_THREADS", defaults.threads),
            cache=Path(env.get("HANMADI_CACHE") or defaults.cache),
        )


def _per_task(env: Mapping[str, str], suffix: str) -> dict[str, str]:
    values = {task: env.get(f"HANMADI_{task.upper()}_{suffix}", "").strip() for task in TASKS}
    return {task: value for task, value in values.items() if value}


def _integer(env: Mapping[str, str], name: str, default: int) -> int:
    text = env.get(name, "").strip()
    if not text:
        return default
    try:
        return int(text)
    except ValueError:
        raise ValueError(f"{name} must be a whole number, not {text!r}") from None
