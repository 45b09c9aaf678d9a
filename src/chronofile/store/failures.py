"""Failures: what could not be read, kept until it is read or gone, so that a person sees it."""

from __future__ import annotations

from collections.abc import Collection

import msgspec

from chronofile.errors import CaseDamaged
from chronofile.model import Failure
from chronofile.store.custody import readable
from chronofile.store.database import Database
from chronofile.store.packing import read_json


def put(db: Database, failure: Failure, made_from: str = "") -> None:
    """Keep or renew one failure; `made_from` tells with what the page was read when it failed. No write if the same."""
    failure = _storable(failure)
    body = msgspec.json.encode(failure).decode()
    key = (failure.location, failure.snapshot or "")
    old = db.row("SELECT made_from, body FROM failure WHERE location = ? AND snapshot = ?", *key)
    if old == (made_from, body):
        return
    with db.transaction("failure kept"):
        db.run(
            "INSERT INTO failure (location, snapshot, made_from, body) VALUES (?, ?, ?, ?)"
            " ON CONFLICT (location, snapshot) DO UPDATE SET made_from = excluded.made_from, body = excluded.body",
            *key,
            made_from,
            body,
        )


def every(db: Database) -> tuple[Failure, ...]:
    """Current failures, by location. One that cannot be read back says so: it must not stand in a build's way."""
    rows = db.rows("SELECT location, snapshot, body FROM failure ORDER BY location, snapshot")
    return tuple(_read(location, snapshot, body) for location, snapshot, body in rows)


def tried(db: Database) -> set[tuple[str, str]]:
    """(snapshot, made_from) of pages that failed: the same version would only fail again."""
    return {
        (digest, made_from)
        for digest, made_from in db.rows("SELECT snapshot, made_from FROM failure WHERE snapshot <> ''")
    }


def clear(db: Database, failures: Collection[Failure]) -> None:
    """Forget failures that are over; no write when there is none."""
    if not failures:
        return
    with db.transaction("failures cleared"):
        for failure in failures:
            failure = _storable(failure)
            db.run("DELETE FROM failure WHERE location = ? AND snapshot = ?", failure.location, failure.snapshot or "")


def _read(location: str, snapshot: str, body: str) -> Failure:
    try:
        return read_json(body, Failure, location)
    except CaseDamaged as damage:
        message = f"{damage}: why it could not be read is lost; build the case again with it"
        return Failure(location=location, kind="our defect", message=message, snapshot=snapshot or None)


def _storable(failure: Failure) -> Failure:
    return msgspec.structs.replace(
        failure,
        location=readable(failure.location),
        message=readable(failure.message),
        detail=readable(failure.detail),
    )
