"""Verify: every hash, every line of the ledger, every quotation against its bytes; and what no folder can know."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

import msgspec

from chronofile.errors import CalledWrongly, CaseDamaged
from chronofile.model import Chronology, Citation, LedgerLine, TextLayer, sha256, text_layer_id
from chronofile.store import custody, judgements, ledger, pages, projection, runs, schema
from chronofile.store.case import CaseStore, facts_digest
from chronofile.store.chain import Known, Problem, against_problems, chain_problems
from chronofile.store.originals import way_out as original_way_out
from chronofile.store.trouble import told

_BACKUP = "Restore the case from a backup; what differs has to be looked at by a person"
_REBUILD = "Build the case again: this is made anew from the kept pages"
_SHOWN = 60
"""Code points of a quotation named in a problem."""

Stands = Callable[[Citation, TextLayer, bytes], bool]


class Verification(msgspec.Struct, frozen=True, kw_only=True):
    """`problems` are what the folder itself (and the export, if given) can show; `unknown` what it cannot, in words;
    `notes` what is unusual and harmless. `checked` counts what was looked at.
    """

    problems: tuple[Problem, ...]
    unknown: tuple[str, ...]
    notes: tuple[str, ...]
    checked: Mapping[str, int]

    @property
    def clean(self) -> bool:
        return not self.problems


def verify(store: CaseStore, *, stands: Stands, against: Known | None = None) -> Verification:
    """Look at everything. `stands` tells whether a citation's words are in its layer and its page's bytes."""
    problems: list[Problem] = []
    lines: list[LedgerLine] = []
    kept: set[str] = set()
    citations: dict[tuple[str, int, int, str], Citation] = {}
    notes: list[str] = []
    checks: tuple[tuple[str, Callable[[], Iterable[Problem]]], ...] = (
        ("database", lambda: _database(store)),
        ("ledger", lambda: _ledger(store, lines)),
        ("pages", lambda: _originals(store, kept)),
        ("records", lambda: _records(store, lines)),
        ("readings", lambda: _readings(store)),
        ("chronology", lambda: _chronology(store)),
        ("quotations", lambda: _quotations(store, stands, citations)),
        ("pages", lambda: _oddities(store, kept, notes)),
    )
    for subject, check in checks:
        try:
            problems.extend(check())
        except CaseDamaged as damage:
            problems.append(Problem(subject, str(damage), _BACKUP))
        except (sqlite3.Error, AttributeError, TypeError, ValueError) as error:
            # A damaged database gives rows that no case can hold, an empty cell where there is always text.
            if not any(problem.subject == "database" for problem in problems):
                raise
            problems.append(Problem(subject, f"this cannot be checked ({type(error).__name__})", _BACKUP))
    if against is not None:
        problems.extend(against_problems(lines, against))
    return Verification(
        problems=tuple(dict.fromkeys(problems)),
        unknown=_unknown(lines, against),
        notes=tuple(notes),
        checked={"pages": len(kept), "ledger lines": len(lines), "quotations": len(citations)},
    )


def _database(store: CaseStore) -> Iterator[Problem]:
    for (said,) in store.db.rows("PRAGMA integrity_check"):
        if said != "ok":
            yield Problem("database", f"SQLite finds it damaged: {said}", _BACKUP)
    with told(store.path):
        found, wanted = schema.tables(store.db.connection), schema.expected()
    for name in sorted({*found, *wanted}):
        if found.get(name) != wanted.get(name):
            yield Problem("database", f"'{name}' is not as this program makes its tables and triggers", _BACKUP)
    for table, *_ in store.db.rows("PRAGMA foreign_key_check"):
        yield Problem("database", f"a row of '{table}' belongs to something that is gone", _BACKUP)


def _ledger(store: CaseStore, lines: list[LedgerLine]) -> Iterator[Problem]:
    lines.extend(store.ledger())
    yield from chain_problems(lines)


def _originals(store: CaseStore, kept: set[str]) -> Iterator[Problem]:
    for snapshot in custody.snapshots(store.db):
        kept.add(snapshot.sha256)
        fault = store.originals.fault(snapshot.sha256, snapshot.size)
        if fault:
            yield Problem(f"page {snapshot.sha256}", fault, original_way_out())


def _records(store: CaseStore, lines: Sequence[LedgerLine]) -> Iterator[Problem]:
    """What the ledger recorded against what is there."""
    facts = store.facts()
    acquired, decided, ran = {}, {}, {}
    for key, digest, container, body in store.db.rows("SELECT key, snapshot, is_container, body FROM acquisition"):
        acquired[key] = sha256(body.encode())
        way = custody.read_way(store.db, digest, body)
        if (key, digest, bool(container)) != (way.acquisition.key, way.acquisition.snapshot, way.is_container):
            yield Problem(f"acquisition {key}", "its row says other things than its record", _BACKUP)
    for _, own, body in judgements.bodies(store.db):
        decided[own] = sha256(body.encode())
    for judgement in judgements.every(store.db):
        row = store.db.row("SELECT sequence, act, undoes FROM judgement WHERE id = ?", judgement.id)
        if row != (judgement.sequence, judgement.act, judgement.undoes):
            yield Problem(f"judgement {judgement.id}", "its row says other things than its record", _BACKUP)
    for run in runs.every(store.db):
        if run.outcome == "done":
            ran[run.id] = runs.run_digest(run)
        if store.db.row("SELECT started_at, outcome FROM run WHERE id = ?", run.id) != (run.started_at, run.outcome):
            yield Problem(f"run {run.id}", "its row says other things than its record", _BACKUP)
    there = {
        ledger.CREATED: {facts.id: facts_digest(facts)},
        ledger.KEPT: {s.sha256: s.sha256 for s in custody.snapshots(store.db)},
        ledger.ACQUIRED: acquired,
        ledger.JUDGED: decided,
        ledger.FINISHED: ran,
    }
    for kind, present in there.items():
        kinds = (ledger.CREATED, ledger.RENAMED) if kind == ledger.CREATED else (kind,)
        yield from _matched(kind, present, {line.subject: line for line in lines if line.kind in kinds})


def _matched(kind: str, present: Mapping[str, str], recorded: Mapping[str, LedgerLine]) -> Iterator[Problem]:
    for subject, digest in present.items():
        line = recorded.get(subject)
        if line is None:
            yield Problem(f"{kind} {subject}", "it stands in the case but not in the ledger", _BACKUP)
        elif line.digest != digest:
            yield Problem(f"{kind} {subject}", f"it was changed after ledger line {line.number} recorded it", _BACKUP)
    for subject, line in recorded.items():
        if subject not in present:
            yield Problem(f"{kind} {subject}", f"ledger line {line.number} recorded it, and it is gone", _BACKUP)


def _readings(store: CaseStore) -> Iterator[Problem]:
    broken: list[Problem] = []

    def note(digest: str, damage: CaseDamaged) -> None:
        broken.append(Problem(f"reading of page {digest}", str(damage), _REBUILD))

    for _ in pages.every(store.db, note):
        pass
    yield from broken
    for own, digest, scanner, charset in pages.text_layers(store.db):
        if own != text_layer_id(digest, scanner, charset):
            yield Problem(f"text layer {own}", f"its name does not fit the page {digest} it belongs to", _BACKUP)
            continue
        try:
            pages.text_layer(store.db, own)
        except CaseDamaged as damage:
            yield Problem(f"text layer {own}", str(damage), _REBUILD)


def _chronology(store: CaseStore) -> Iterator[Problem]:
    wrong = projection.broken(store.db)
    if wrong:
        yield Problem("chronology", wrong, _REBUILD)


def _quotations(
    store: CaseStore, stands: Stands, citations: dict[tuple[str, int, int, str], Citation]
) -> Iterator[Problem]:
    for citation in _all_citations(store):
        citations.setdefault((citation.text_layer, citation.start, citation.end, citation.exact), citation)
    layer: TextLayer | None = None
    data: bytes | None = None
    at = ""
    for (own, *_), citation in sorted(citations.items()):
        if own != at:
            at, layer, data = own, *_layer_and_bytes(store, own)
        subject = f"quotation “{citation.exact[:_SHOWN]}” of page {citation.snapshot}"
        if layer is None:
            yield Problem(subject, f"the text layer {own} it stands in is not here or cannot be read", _REBUILD)
        elif layer.snapshot != citation.snapshot:
            yield Problem(subject, f"its text layer belongs to another page, {layer.snapshot}", _BACKUP)
        elif data is not None and not stands(citation, layer, data):
            yield Problem(
                subject, f"these words do not stand at {citation.start}-{citation.end} of the kept page", _BACKUP
            )


def _layer_and_bytes(store: CaseStore, own: str) -> tuple[TextLayer | None, bytes | None]:
    """The bytes are None where the page itself is damaged, which is a problem of its own."""
    try:
        layer = store.text_layer(own)
    except CaseDamaged:
        return None, None
    if layer is None:
        return None, None
    try:
        return layer, store.original(layer.snapshot)
    except (CaseDamaged, CalledWrongly):
        return layer, None


def _all_citations(store: CaseStore) -> Iterator[Citation]:
    for judgement in store.judgements():
        yield from (a.citation for a in judgement.anchors if a.citation.exact)
    try:
        chronology = store.projection() or Chronology()
    except CaseDamaged:
        return
    for entry in chronology.entries:
        yield from (claim.citation for claim in entry.claims)
        yield from (cited.citation for cited in entry.citations)
    for agent in chronology.agents:
        yield from agent.citations
    for disagreement in chronology.disagreements:
        for reading in disagreement.readings:
            yield from reading.citations


def _unknown(lines: Sequence[LedgerLine], against: Known | None) -> tuple[str, ...]:
    last = lines[-1].number if lines else 0
    if against is None:
        tail = (
            f"whether lines after line {last} were cut off the ledger, or the whole folder is an older copy: "
            "no folder can show that of itself; `verify --against` an export can"
        )
    else:
        tail = f"whether lines that followed the export and came after line {last} were cut off the ledger"
    return (
        tail,
        "whether somebody who could write to the whole folder made it all anew, hashes included: "
        "only something kept elsewhere (an export, a backup, the head of the ledger on paper) shows that",
        "whether a server really sent these bytes: a hash shows that the case has held them, unchanged, since it did",
        "whether the computer's clock was right and whether the people named are who they say they are",
    )


def _oddities(store: CaseStore, kept: set[str], notes: list[str]) -> Iterator[Problem]:
    orphans = sum(name not in kept for name in store.originals.names())
    if orphans:
        notes.append(f"{orphans} file(s) in originals/ belong to no page: a build was interrupted; they harm nothing")
    read = {page for (page,) in store.db.rows("SELECT snapshot FROM article UNION SELECT snapshot FROM failure")}
    waiting = sum(page.snapshot.sha256 not in read for page in store.kept_pages())
    if waiting:
        notes.append(f"{waiting} kept page(s) have not been read yet: build the case again")
    yield from ()
