"""Chain: what a ledger can show about itself, and what an export made earlier can show about it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import msgspec

from chronofile.model import GENESIS, LedgerLine
from chronofile.store import ledger

_RESTORE = "Restore the case from a backup made before; what was changed since then has to be looked at by a person"


class Problem(msgspec.Struct, frozen=True):
    """Something that is not as it was kept: which thing, what is wrong with it, and what a person can do."""

    subject: str
    what: str
    way_out: str


class Known(msgspec.Struct, frozen=True, kw_only=True):
    """What something outside the folder (an export, a note) remembers of the ledger: the hash of its last line, with
    the line's number and the lines themselves where it carries them. `case` is the case's id, "" when not told.
    """

    head: str
    number: int | None = None
    lines: tuple[LedgerLine, ...] = ()
    case: str = ""


def chain_problems(lines: Sequence[LedgerLine]) -> Iterator[Problem]:
    """Lines that were edited, reordered, taken out or put in: everything but a cut end."""
    if not lines or lines[0].kind != ledger.CREATED:
        yield Problem("ledger", "it does not begin with the creation of the case", _RESTORE)
    previous: LedgerLine | None = None
    for line in lines:
        subject = f"ledger line {line.number}"
        expected = previous.number + 1 if previous else 1
        if line.number > expected:
            one = line.number == expected + 1
            gap = f"line {expected} is" if one else f"lines {expected} to {line.number - 1} are"
            yield Problem("ledger", f"{gap} missing", _RESTORE)
        if line.hash != line.expected_hash():
            yield Problem(subject, f"it was edited ('{line.kind}'): its hash does not fit what it says", _RESTORE)
        if line.number == expected and line.previous != (previous.hash if previous else GENESIS):
            yield Problem(subject, "it does not follow from the line before: one of the two was replaced", _RESTORE)
        previous = line


def against_problems(lines: Sequence[LedgerLine], known: Known) -> Iterator[Problem]:
    """What the ledger should still hold and does not: a cut end, a rewritten chain, an older folder put back."""
    if known.case and lines and lines[0].subject != known.case:
        yield Problem("export", "it was made from another case", "Compare with an export of this case")
        return
    if any(line.hash == known.head for line in lines):
        return
    last = lines[-1].number if lines else 0
    number = known.number or (known.lines[-1].number if known.lines else None)
    if number is None:
        what = (
            f"none of its {last} lines is the one the export was made at: its end was cut off, it was rewritten, "
            "or an older copy of the folder was put in its place"
        )
    elif last < number:
        what = (
            f"it ends at line {last}, but the export was made at line {number}: the end was cut off, "
            "or an older copy of the folder was put in its place"
        )
    else:
        what = (
            f"line {_first_difference(lines, known, number)} is not the one the export knows: the chain was rewritten"
        )
    yield Problem("ledger", what, "Ask who had access to the folder since the export, and restore a later backup")


def _first_difference(lines: Sequence[LedgerLine], known: Known, number: int) -> str:
    by_number = {line.number: line.hash for line in lines}
    for line in known.lines:
        if by_number.get(line.number) != line.hash:
            return str(line.number)
    return f"{number} or one before it"
