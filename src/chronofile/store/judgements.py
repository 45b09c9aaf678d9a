"""Judgements: what people decided, appended, each with its line in the ledger; a step of several goes in as one."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

import msgspec

from chronofile.errors import JudgementRefused
from chronofile.model import Judgement, sha256
from chronofile.store import ledger
from chronofile.store.database import Database
from chronofile.store.packing import read_json


class ActLine(NamedTuple):
    """What tells which judgements are in force: see `taken_back`."""

    sequence: int
    id: str
    act: str
    undoes: str | None


def append(db: Database, draft: Judgement) -> Judgement:
    """Give `draft` its sequence and a random id and keep it with its ledger line, in one transaction.

    Raises JudgementRefused for an undo of what does not exist or is already taken back.
    """
    return append_all(db, (draft,))[0]


def append_all(
    db: Database, drafts: Sequence[Judgement], check: Callable[[], None] | None = None
) -> tuple[Judgement, ...]:
    """The same for several, in their order: all of them or none, in one transaction, each with its ledger line.

    A draft keeps the id it brings. `check` is called inside the transaction before anything is written: nobody else
    can write between it and the drafts; what it raises leaves the case as it was.
    """
    with db.transaction("judgement"):
        if check is not None:
            check()
        row = db.row("SELECT max(sequence) FROM judgement")
        last = int(row[0] or 0) if row else 0
        made = []
        for number, draft in enumerate(drafts, last + 1):
            if draft.act == "undo" or draft.undoes is not None:
                _check_undo(db, draft)
            judgement = msgspec.structs.replace(draft, id=draft.id or secrets.token_hex(8), sequence=number)
            made.append(_insert(db, judgement))
    return tuple(made)


def _insert(db: Database, judgement: Judgement) -> Judgement:
    body = _body(judgement)
    db.run(
        "INSERT INTO judgement (sequence, id, act, undoes, body) VALUES (?, ?, ?, ?, ?)",
        judgement.sequence,
        judgement.id,
        judgement.act,
        judgement.undoes,
        body.decode(),
    )
    ledger.add(db, ledger.JUDGED, by=judgement.by, at=judgement.at, digest=sha256(body), subject=judgement.id)
    return msgspec.json.decode(body, type=Judgement)


def every(db: Database) -> tuple[Judgement, ...]:
    """All judgements, taken-back ones included, in the order they were made. Raises CaseDamaged."""
    return tuple(read_json(body, Judgement, f"{db.case}: judgement {number}") for number, _, body in bodies(db))


def get(db: Database, own: str) -> Judgement | None:
    """One judgement by its id. Raises CaseDamaged."""
    row = db.row("SELECT sequence, body FROM judgement WHERE id = ?", own)
    return read_json(row[1], Judgement, f"{db.case}: judgement {row[0]}") if row else None


def newest(db: Database) -> Judgement | None:
    """The last one made, None before the first."""
    row = db.row("SELECT id FROM judgement ORDER BY sequence DESC LIMIT 1")
    return get(db, row[0]) if row else None


def step_of(db: Database, judgement: Judgement) -> tuple[Judgement, ...]:
    """All that were made in one step with this one, in their order: they stand one behind the other."""
    if not judgement.group:
        return (judgement,)
    before: list[Judgement] = []
    after: list[Judgement] = []
    for found, way in ((before, "sequence < ? ORDER BY sequence DESC"), (after, "sequence > ? ORDER BY sequence")):
        for (own,) in db.rows(f"SELECT id FROM judgement WHERE {way}", judgement.sequence):
            other = get(db, own)
            if other is None or other.group != judgement.group:
                break
            found.append(other)
    return (*reversed(before), judgement, *after)


def lines(db: Database, known: tuple[ActLine, ...] = ()) -> tuple[ActLine, ...]:
    """Every judgement without its body, in the order made. Of `known`, all of them at an earlier moment, only what was
    appended since is read (1,000 judgements: 6 ms a time otherwise); `known` of a transaction that failed is dropped.
    """
    since = known[-1].sequence if known else 0
    columns = "SELECT sequence, id, act, undoes FROM judgement WHERE sequence >= ? ORDER BY sequence"
    found = tuple(ActLine(*row) for row in db.rows(columns, since))
    if not known:
        return found
    return known + found[1:] if found[:1] == known[-1:] else lines(db)


def count(db: Database) -> int:
    row = db.row("SELECT count(*) FROM judgement")
    return int(row[0]) if row else 0


def bodies(db: Database) -> list[tuple[int, str, str]]:
    """(sequence, id, JSON as it was written) of every judgement."""
    return [
        (sequence, own, body)
        for sequence, own, body in db.rows("SELECT sequence, id, body FROM judgement ORDER BY sequence")
    ]


def taken_back(undos: Iterable[tuple[str, str]]) -> set[str]:
    """Ids that no longer hold, from (id, what it undoes) in order of sequence: an undo can itself be undone."""
    gone: set[str] = set()
    for own, target in reversed(list(undos)):
        if own not in gone:
            gone.add(target)
    return gone


def _check_undo(db: Database, draft: Judgement) -> None:
    if draft.act != "undo" or draft.undoes is None:
        raise JudgementRefused(f"'{draft.act}' takes nothing back; only an undo names what it undoes, and it must")
    if not db.row("SELECT 1 FROM judgement WHERE id = ?", draft.undoes):
        raise JudgementRefused(f"there is no judgement '{draft.undoes}' in this case to take back")
    undos = db.rows("SELECT id, undoes FROM judgement WHERE undoes IS NOT NULL ORDER BY sequence")
    if draft.undoes in taken_back((own, target) for own, target in undos):
        raise JudgementRefused(f"the judgement '{draft.undoes}' is taken back already; undo that undo to restore it")


def _body(judgement: Judgement) -> bytes:
    try:
        return msgspec.json.encode(judgement)
    except UnicodeEncodeError as error:
        raise JudgementRefused(
            "the words of this judgement hold characters that stand for nothing (lone surrogates); "
            "choose words without them"
        ) from error
