"""Runs: which version read what, and how each build ended."""

from __future__ import annotations

import secrets

import msgspec

from chronofile.model import Run, sha256
from chronofile.model.run import Outcome
from chronofile.store import ledger
from chronofile.store.database import Database
from chronofile.store.packing import read_json


def begin(db: Database, draft: Run) -> Run:
    """Keep `draft` under a random id, as running."""
    run = msgspec.structs.replace(draft, id=secrets.token_hex(8), outcome="running")
    with db.transaction("run begun"):
        _write(db, run)
    return run


def cancel(db: Database, run: Run, *, at: str) -> None:
    """The run ended before its time; what it had read stays. One that is done already stays done."""
    with db.transaction("run cancelled"):
        if db.row("SELECT 1 FROM run WHERE id = ? AND outcome = 'running'", run.id):
            _write(db, msgspec.structs.replace(run, outcome="cancelled", finished_at=at))


def finish(db: Database, run: Run, *, digest: str, by: str, at: str) -> Run:
    """The run is done and left the chronology `digest`; the caller holds the transaction."""
    ended = msgspec.structs.replace(run, outcome="done", finished_at=at, digest=digest)
    _write(db, ended)
    ledger.add(db, ledger.FINISHED, by=by, at=at, digest=run_digest(ended), subject=run.id)
    return ended


def close_killed(db: Database) -> None:
    """Runs that a killed build left behind: only the one builder, who holds the lock, can tell that they are over."""
    for run in every(db, outcome="running"):
        with db.transaction("run cancelled"):
            _write(db, msgspec.structs.replace(run, outcome="cancelled"))


def every(db: Database, outcome: Outcome | None = None) -> tuple[Run, ...]:
    """All runs, or those that ended so, first to last."""
    rows = db.rows("SELECT id, body FROM run WHERE ? IS NULL OR outcome = ? ORDER BY started_at, id", outcome, outcome)
    return tuple(read_json(body, Run, f"{db.case}: the run {own}") for own, body in rows)


def run_digest(run: Run) -> str:
    """What the ledger records of a run: all of it, the content digest of its chronology included."""
    return sha256(msgspec.json.encode(run))


def _write(db: Database, run: Run) -> None:
    db.run(
        "INSERT INTO run (id, started_at, outcome, body) VALUES (?, ?, ?, ?)"
        " ON CONFLICT (id) DO UPDATE SET outcome = excluded.outcome, body = excluded.body",
        run.id,
        run.started_at,
        run.outcome,
        msgspec.json.encode(run).decode(),
    )
