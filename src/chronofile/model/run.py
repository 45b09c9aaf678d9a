"""Run: one build, with the hashes of what did the work."""

from __future__ import annotations

from typing import Literal

import msgspec

Outcome = Literal["running", "done", "cancelled"]


class Run(msgspec.Struct, frozen=True, kw_only=True):
    """`code`, `rules` and `configuration` are hashes; a change in any of them makes pages be found again.

    A run that was killed is "cancelled" from the next build on. `digest` is the content digest of the chronology it
    ended with, empty before. Times are ISO 8601 with zone.
    """

    id: str
    code: str
    rules: str
    configuration: str
    started_at: str
    finished_at: str | None = None
    scope: tuple[str, ...] = ()
    outcome: Outcome = "running"
    digest: str = ""
