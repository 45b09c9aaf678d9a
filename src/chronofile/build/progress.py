"""Progress: what a build tells while it runs."""

from __future__ import annotations

from typing import Literal

import msgspec

Step = Literal["reading", "joining", "done"]


class ProgressEvent(msgspec.Struct, frozen=True, kw_only=True):
    """After each page and at each step. `done` pages were read in this build, `failed` were not, `known` needed no
    reading; `location` is the page just done, "" between pages, and `is_read` whether it could be read. How many are to
    come is not known beforehand.
    """

    step: Step
    done: int
    known: int
    failed: int
    location: str = ""
    is_read: bool = True


def silent(event: ProgressEvent) -> None:
    """Tell nobody."""
