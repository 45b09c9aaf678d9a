"""Agents of the whole case as they were last folded, and who bears a name."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Sequence

from chronofile.model import CaseAgent
from chronofile.store.database import Database
from chronofile.store.packing import pack, plain, unpack

_AT_ONCE = 500
"""Names in one question: SQLite takes some thousand values."""


def put(db: Database, agents: Sequence[CaseAgent]) -> bytes:
    """Replace all; a hash of what was written comes back. The caller holds the transaction."""
    packed = [(at, plain(agent.id), pack(agent)) for at, agent in enumerate(agents)]
    named = sorted({(plain(name), at) for at, agent in enumerate(agents) for name in (agent.name, *agent.names)})
    seal = seal_of(packed, named)
    if seal == sealed(db):
        return seal
    db.run("DELETE FROM agent")
    db.run("DELETE FROM bearer")
    db.run_many("INSERT INTO agent (position, id, body) VALUES (?, ?, ?)", packed)
    db.run_many("INSERT INTO bearer (name, position) VALUES (?, ?)", named)
    return seal


def sealed(db: Database) -> bytes:
    """The hash of what is there."""
    return seal_of(
        db.rows("SELECT position, id, body FROM agent ORDER BY position"),
        db.rows("SELECT name, position FROM bearer ORDER BY name, position"),
    )


def seal_of(packed: Iterable[tuple[int, str, bytes]], named: Iterable[tuple[str, int]]) -> bytes:
    whole = hashlib.sha256()
    for at, own, body in packed:
        whole.update(f"{at}\x1f{own}\x1f".encode() + hashlib.sha256(body).digest())
    for name, at in named:
        whole.update(f"{name}\x1f{at}\x1e".encode())
    return whole.digest()


def every(db: Database) -> tuple[CaseAgent, ...]:
    """All, in the order of their list. Raises CaseDamaged."""
    bodies = db.rows("SELECT body FROM agent ORDER BY position")
    return tuple(unpack(body, CaseAgent, f"{db.case}: the stored chronology") for (body,) in bodies)


def get(db: Database, own: str) -> CaseAgent | None:
    """One by its id. Raises CaseDamaged."""
    row = db.row("SELECT body FROM agent WHERE id = ?", own)
    return unpack(row[0], CaseAgent, f"{db.case}: the stored chronology") if row else None


def bearing(db: Database, names: Collection[str]) -> dict[str, list[CaseAgent]]:
    """Agents by each of these names, in the order of their list."""
    wanted = sorted(names)
    found: dict[str, list[CaseAgent]] = {}
    for start in range(0, len(wanted), _AT_ONCE):
        part = wanted[start : start + _AT_ONCE]
        marks = ", ".join("?" * len(part))
        rows = db.rows(
            f"SELECT b.name, a.body FROM bearer b JOIN agent a USING (position) WHERE b.name IN ({marks})"
            " ORDER BY b.name, b.position",
            *part,
        )
        for name, body in rows:
            found.setdefault(name, []).append(unpack(body, CaseAgent, f"{db.case}: the stored chronology"))
    return found


def positions(db: Database, ids: Collection[str]) -> dict[str, int]:
    """Where these stand in the list of agents."""
    found = {}
    for own in ids:
        row = db.row("SELECT position FROM agent WHERE id = ?", own)
        if row is not None:
            found[own] = int(row[0])
    return found
