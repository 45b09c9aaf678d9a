"""Case key: all that a chronology comes of: as long as it is the same, a fold would give what the last one gave."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

from chronofile.store import CaseStore


def case_key(store: CaseStore, judgements: Iterable[str], folding: str) -> str:
    """Hashes of every reading, of every judgement (their ids in the order made) and of the code that folds them
    (`Fingerprint.folding`).
    """
    return f"{key(*store.reading_keys())}:{judgement_key(judgements)}:{folding}"


def judgement_key(judgements: Iterable[str]) -> str:
    """The part of a case key that tells which judgements were folded in, by their ids in the order made."""
    return key(*judgements)


def same_pages(made_from: str | None, wanted: str) -> bool:
    """Whether at most people's decisions differ, and the version of the program."""
    return made_from is not None and made_from.split(":")[:1] == wanted.split(":")[:1]


def same_case(made_from: str | None, wanted: str) -> bool:
    """Whether a chronology was folded from the same readings and judgements, by whatever version of the program."""
    return made_from is not None and made_from.split(":")[:2] == wanted.split(":")[:2]


def same_judgements(made_from: str | None, wanted: str) -> bool:
    """Whether only pages differ: what a build that still runs will fold when it has read them all."""
    return made_from is not None and made_from.split(":")[1:2] == wanted.split(":")[1:2]


def key(*parts: str) -> str:
    """SHA-256 of parts that hold no unit separator."""
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()
