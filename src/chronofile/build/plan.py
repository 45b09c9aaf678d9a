"""Plan: how a case is to be built; BuildReport: what came of it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

import msgspec

from chronofile.build.fingerprint import Fingerprint
from chronofile.build.workers import Limits
from chronofile.model import Chronology, Entry, Failure, Folded, Judgement, Page

Fold = Callable[[Sequence[Page], Sequence[Judgement], Mapping[str, str]], Folded]
"""Pages, judgements and the ids of known anchors to the chronology: `merge.folded` with its redating bound."""

KnownIds = Callable[[Chronology], Mapping[str, str]]
"""Anchor key to id of the entry or agent that stands there: `merge.known_ids`."""


@dataclass(frozen=True, kw_only=True)
class Plan:
    """`process` names the function that reads one page ("chronofile.pipeline:process"); `as_of` is today, by which
    nothing can have been published later. `jobs` is the number of worker processes, 0 for none: then pages are read
    in the caller's process, without limits. `known_ids` tells which ids the next fold is to know again. `scope` are
    the paths the person gave. `fingerprint` None means: that of the installed program.
    """

    process: str
    as_of: dt.date
    fold: Fold
    known_ids: KnownIds
    by: str = ""
    jobs: int = 1
    limits: Limits = field(default_factory=Limits)
    scope: tuple[str, ...] = ()
    fingerprint: Fingerprint | None = None


class BuildReport(msgspec.Struct, frozen=True, kw_only=True):
    """`pages_new` were read for the first time, `pages_again` anew (a new version, or the page came in a better way),
    `pages_known` came in again and needed no reading. `failures` are those of this build, `digest` the chronology's.
    """

    pages_new: int
    pages_again: int
    pages_known: int
    entries_new: tuple[Entry, ...]
    entries_changed: tuple[Entry, ...]
    entries_gone: tuple[str, ...]
    failures: tuple[Failure, ...]
    digest: str
    seconds: float
