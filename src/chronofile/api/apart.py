"""Apart: two copies of one case, held beside each other by their custody logs.

Every page and every decision adds a line that carries the hash of the one before: two copies share the lines they were
made with, and the first line that differs tells when they parted.
"""

from __future__ import annotations

import tempfile
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Literal

import msgspec

from chronofile.api.case import Case
from chronofile.api.reading import PathLike
from chronofile.api.unpacked import unpack
from chronofile.errors import CalledWrongly
from chronofile.model import LedgerLine
from chronofile.store.chain import chain_problems
from chronofile.store.database import FILE

Relation = Literal["same", "first ahead", "second ahead", "parted", "other case", "damaged"]


class Since(msgspec.Struct, frozen=True):
    """What one copy has that the other lacks: lines of its log, in all and by kind; by whom; when the last was made."""

    lines: int = 0
    kinds: dict[str, int] = {}
    by: tuple[str, ...] = ()
    last_at: str = ""


class Apart(msgspec.Struct, frozen=True, kw_only=True):
    """`shared` is the number of the last line both have, 0 when they have none in common. `problem` says what is wrong
    with a log that is *damaged*, whose lines prove nothing.
    """

    relation: Relation
    first: str
    second: str
    shared: int = 0
    shared_at: str = ""
    only_first: Since = Since()
    only_second: Since = Since()
    problem: str = ""

    @property
    def parted_at(self) -> int:
        """The first line that differs."""
        return self.shared + 1


def compare(first: PathLike, second: PathLike, passphrase: str = "") -> Apart:
    """Two copies, each the folder of a case or the file of a backup, which `passphrase` opens where it is locked.
    Raises CalledWrongly for what is neither, CaseDamaged, CaseTooNew.
    """
    return held_beside(log_of(first, passphrase), log_of(second, passphrase), str(first), str(second))


def held_beside(ours: list[LedgerLine], theirs: list[LedgerLine], first: str, second: str) -> Apart:
    """The same of two logs; `first` and `second` are what they are called."""
    for lines, name in ((ours, first), (theirs, second)):
        for problem in chain_problems(lines):
            said = f"{name}: {problem.subject}: {problem.what}"
            return Apart(relation="damaged", first=first, second=second, problem=said)
    shared = 0
    for mine, their in zip(ours, theirs, strict=False):
        if mine.hash != their.hash:
            break
        shared += 1
    relation: Relation = "parted"
    if not shared:
        relation = "other case"
    elif shared == len(ours):
        relation = "same" if shared == len(theirs) else "second ahead"
    elif shared == len(theirs):
        relation = "first ahead"
    return Apart(
        relation=relation,
        first=first,
        second=second,
        shared=shared,
        shared_at=ours[shared - 1].at if shared else "",
        only_first=_since(ours[shared:]),
        only_second=_since(theirs[shared:]),
    )


def since(case: Case, line: int) -> Since:
    """What came into a case after a line of its log."""
    return _since(own for own in case.store.ledger() if own.number > line)


def log_of(copy: PathLike, passphrase: str = "") -> list[LedgerLine]:
    """The custody log of a case's folder, or of a backup in one file."""
    place = Path(copy)
    if place.is_dir():
        return _lines(place)
    if not place.exists():
        raise CalledWrongly(f"{place} was not found. Give the folder of a case, or the file of a backup.")
    with tempfile.TemporaryDirectory(prefix="chronofile-") as folder:
        unpack(place, Path(folder), only=(FILE,), passphrase=passphrase)
        return _lines(Path(folder))


def _lines(folder: Path) -> list[LedgerLine]:
    with Case.open(folder, write=False) as case:
        return list(case.store.ledger())


def _since(lines: Iterable[LedgerLine]) -> Since:
    own = list(lines)
    return Since(
        lines=len(own),
        kinds=dict(Counter(line.kind for line in own)),
        by=tuple(sorted({line.by for line in own if line.by})),
        last_at=own[-1].at if own else "",
    )
