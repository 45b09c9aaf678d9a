"""Building: what one program tells another of a build it runs, and who is building a case now."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import msgspec

from chronofile import build
from chronofile.api.source import Source
from chronofile.build import priority
from chronofile.errors import CalledWrongly

LOWERED = priority.LOWERED
"""How Windows is asked to run a build behind everything else; elsewhere the build sees to it."""
LISTED = ("event", "open_item")
"""Aspects that a chronology is made of, and that a person is told are new."""


def told(event: build.ProgressEvent) -> dict[str, Any]:
    """An event of a build as a row: "step", "known" (pages that needed no reading), "failed", and of a page just
    done its "location" and whether it "is_read".
    """
    row: dict[str, Any] = {"step": event.step, "known": event.known, "failed": event.failed}
    if event.location:
        row |= {"location": event.location, "is_read": event.is_read}
    return row


def given_sources(data: bytes) -> list[Source]:
    """Sources as they were written for another process. Raises CalledWrongly for anything else."""
    try:
        return msgspec.json.decode(data, type=list[Source])
    except msgspec.DecodeError as error:
        raise CalledWrongly("what came on standard input is no list of sources; give paths instead") from error


def builder_of(case: Path) -> build.Holder | None:
    """Which process builds the case now, here or in another program; None when none does."""
    return build.holder(case)
