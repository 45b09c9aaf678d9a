"""Judgements: what people decided, appended one by one, each with its line in the ledger."""

from __future__ import annotations

import secrets
from collections.abc import Iterable

import msgspec

from chronofile.errors import JudgementRefused
from chronofile.model import Judgement, sha256
from chronofile.store import ledger
from chronofile.store.database import Database
from chronofile.store.packing import read_json


def append(db: Database, draft: Judgement) -> Judgement:
    """Give `draft` its sequence and a random id and keep it with its ledger line, in one transaction.

    Raises JudgementRefused for an undo of what does not exist or is already taken back.
    """
    with db.transaction("judgement"):
        if draft.act == "undo" or draft.undoes is not None:
            _check_undo(db, draft)
        row = db.row("SELECT max(sequence) FROM judgement")
        judgement = msgspec.structs.replace(draft, id=secrets.token_hex(8), sequence=(row[0] or 0) + 1 if row else 1)
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
