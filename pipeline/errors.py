"""Errors that a person can act on: what happened and what to do, Korean first.

Anything else that is raised is a defect of ours: it is logged without the person's text and shown as a fixed sentence.
"""

from __future__ import annotations


class HanmadiError(Exception):
    """Something went wrong that the person at the screen, or the maintainer at the terminal, can do something about.

    ``what`` says what happened, ``do`` what to do now; both are whole Korean sentences (an English one may follow).
    Neither may hold a secret or a stranger's text beyond the few words that identify the problem.
    """

    def __init__(self, what: str, do: str = "") -> None:
        super().__init__(f"{what} {do}".strip())
        self.what = what
        self.do = do


class InvalidInput(HanmadiError):
    """A field holds something that cannot be used. ``field`` is the parameter's name in the API contract."""

    def __init__(self, field: str, what: str, do: str = "") -> None:
        super().__init__(what, do)
        self.field = field


class EngineError(HanmadiError):
    """A model could not be loaded or broke off while it answered. The offline writer answers instead."""
