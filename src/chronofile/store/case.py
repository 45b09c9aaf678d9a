"""CaseStore: a case on disk: a folder with `case.db` and `originals/`.

Each method hands over to the file of its noun; the rules are told there.
"""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Any

import msgspec

from chronofile.errors import CalledWrongly, CaseDamaged
from chronofile.model import (
    Acquisition,
    Act,
    Anchor,
    Failure,
    Incoming,
    Judgement,
    LedgerLine,
    Page,
    Run,
    Snapshot,
    TextLayer,
    sha256,
)
from chronofile.store import custody, failures, judgements, ledger, pages, runs
from chronofile.store import search as search_room
from chronofile.store.backup import backup
from chronofile.store.chronology import StoredChronology
from chronofile.store.custody import Kept
from chronofile.store.database import Database
from chronofile.store.judgements import ActLine
from chronofile.store.originals import Originals
from chronofile.store.packing import PackedPage, pack_page
from chronofile.store.pages import Listed
from chronofile.store.search import Hit


class CaseFacts(msgspec.Struct, frozen=True, kw_only=True):
    """What a person said the case is. `protect` asks for protection in every export, whoever is in it."""

    id: str
    name: str
    question: str
    protect: bool
    created_at: str


def facts_digest(facts: CaseFacts) -> str:
    """What the ledger records of a case that is created or called something else."""
    return sha256(msgspec.json.encode(facts))


def utc_now() -> str:
    """ISO 8601 with zone, to the second."""
    return dt.datetime.now(dt.UTC).isoformat(timespec="seconds")


class CaseStore(StoredChronology):
    """An open case; close it, or use it in a `with`. Not to be shared between threads: open the case once in each.

    Every writing method raises CaseReadOnly where the case was opened for reading, DiskFull, and CaseBusy when another
    program does not let go within seconds. `clock` gives the time in ISO 8601 with zone.
    """

    def __init__(self, db: Database, clock: Callable[[], str] = utc_now) -> None:
        super().__init__(db)
        self.path = db.case
        self.originals = Originals(db.case)
        self.clock = clock
        self._acts: tuple[ActLine, ...] = ()

    def __enter__(self) -> CaseStore:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Leave the folder so that copying it copies the case; harmless when called twice."""
        self.db.close()

    @property
    def writable(self) -> bool:
        return self.db.writable

    @property
    def identity(self) -> str:
        """Which file this is: what was read of a case says nothing of another that was put in its place."""
        return self.db.identity()

    def facts(self) -> CaseFacts:
        row = self.db.row("SELECT id, name, question, protect, created_at FROM meta")
        if row is None:
            raise CaseDamaged(f"{self.path}: nothing tells what this case is; restore it from a backup")
        own, name, question, protect, created_at = row
        return CaseFacts(id=own, name=name, question=question, protect=bool(protect), created_at=created_at)

    def rename(
        self, *, name: str | None = None, question: str | None = None, protect: bool | None = None, by: str = ""
    ) -> CaseFacts:
        """Other facts from here on, with their line in the ledger; None leaves one as it is, and nothing is written
        when nothing would change.
        """
        with self.db.transaction("case renamed"):
            before = self.facts()
            after = msgspec.structs.replace(
                before,
                name=before.name if name is None else name,
                question=before.question if question is None else question,
                protect=before.protect if protect is None else protect,
            )
            if after != before:
                values = (after.name, after.question, int(after.protect))
                self.db.run("UPDATE meta SET name = ?, question = ?, protect = ?", *values)
                digest = facts_digest(after)
                ledger.add(self.db, ledger.RENAMED, by=by, at=self.clock(), digest=digest, subject=after.id)
        return after

    # Bytes and how they came

    def keep(self, incoming: Incoming, *, as_of: dt.date) -> Kept | None:
        """Keep what came in, and how; tells how to read it, None for a container. A known page costs no write."""
        return custody.keep(self.db, self.originals, incoming, as_of=as_of, now=self.clock())

    def keep_original(self, data: bytes, media_type: str, *, by: str = "") -> Snapshot:
        return custody.keep_original(self.db, self.originals, data, media_type, by=by, at=self.clock())

    def add_acquisition(self, acquisition: Acquisition, *, media_type: str, as_of: dt.date) -> bool:
        """True when the page had not come in this way before. The original must have been kept."""
        return custody.add_acquisition(self.db, acquisition, media_type=media_type, as_of=as_of)

    def original(self, digest: str) -> bytes:
        """The bytes of a kept page, their hash checked. Raises CaseDamaged, naming it; CalledWrongly for no page."""
        row = self.db.row("SELECT size FROM snapshot WHERE sha256 = ?", digest)
        if row is None:
            raise CalledWrongly(f"{self.path}: no page with the hash {digest} is kept here")
        return self.originals.read(digest, row[0])

    def acquisitions(self, digest: str | None = None) -> tuple[Acquisition, ...]:
        """How one page came in, or all."""
        return custody.acquisitions(self.db, digest)

    def kept_pages(self) -> Iterator[Kept]:
        """Every page to be read, with how to read it; containers are none."""
        return custody.kept_pages(self.db)

    # What was read off them

    def put_page(self, run: str, page: Page | PackedPage, *, made_from: str = "") -> None:
        """One page in one short transaction; `run` is the id of a begun run, `made_from` a hash of what it came of."""
        pages.put(self.db, run, page if isinstance(page, PackedPage) else pack_page(page), made_from)

    def page(self, layer: str) -> Page:
        """The page of a current text layer. Raises CaseDamaged when there is none."""
        return pages.get(self.db, layer)

    def pages(self, on_damage: Callable[[str, CaseDamaged], None] | None = None) -> Iterator[Page]:
        """Every page with its findings, decoded one at a time, in an order made of content."""
        return pages.every(self.db, on_damage)

    def all_pages(self, on_damage: Callable[[str, CaseDamaged], None] | None = None) -> list[Page]:
        """The same at once for a fold, equal strings held once; without times, expressions and the map to the bytes."""
        return pages.together(self.db, on_damage)

    def reading_keys(self) -> list[str]:
        """What every current reading was made from, in the order of the pages' hashes."""
        return pages.readings(self.db)

    def listed(self) -> Iterator[Listed]:
        """Every page without its text."""
        return pages.listed(self.db)

    def holds(self, layer: str) -> bool:
        """Whether a page is held whose current text layer this is."""
        return pages.holds(self.db, layer)

    def text_layer(self, layer: str) -> TextLayer | None:
        """Any text layer ever made here, also one that is no longer current."""
        return pages.text_layer(self.db, layer)

    def search(self, query: str, limit: int = 50) -> tuple[Hit, ...]:
        return search_room.search(self.db, query, limit)

    # What could not be read

    def put_failure(self, failure: Failure, *, made_from: str = "") -> None:
        failures.put(self.db, failure, made_from)

    def tried(self) -> set[tuple[str, str]]:
        """(snapshot, made_from) of pages that failed: the same version would only fail again."""
        return failures.tried(self.db)

    def failures(self) -> tuple[Failure, ...]:
        return failures.every(self.db)

    def clear_failures(self, over: Collection[Failure]) -> None:
        failures.clear(self.db, over)

    # What people decided

    def append_judgement(
        self,
        by: str,
        act: Act,
        anchors: tuple[Anchor, ...] = (),
        *,
        seen: Mapping[str, Any] | None = None,
        value: Mapping[str, Any] | None = None,
        reason: str = "",
        undoes: str | None = None,
    ) -> Judgement:
        """Keep a decision; the parameters are the fields of a Judgement that a person gives.

        Raises JudgementRefused for an undo of nothing, or of what is taken back already.
        """
        draft = Judgement(
            id="",
            sequence=0,
            by=by,
            at=self.clock(),
            act=act,
            anchors=anchors,
            seen=dict(seen or {}),
            value=dict(value or {}),
            reason=reason,
            undoes=undoes,
        )
        return judgements.append(self.db, draft)

    def append_judgements(
        self, drafts: Sequence[Judgement], *, check: Callable[[], None] | None = None
    ) -> tuple[Judgement, ...]:
        """Keep several decisions, all or none, in one transaction; a draft's own id and time stay, where it has them.

        `check` is called inside the transaction before anything is written; what it raises, no other writer comes
        between. Raises JudgementRefused as `append_judgement` does.
        """
        now = self.clock()
        timed = [draft if draft.at else msgspec.structs.replace(draft, at=now) for draft in drafts]
        return judgements.append_all(self.db, timed, check)

    def judgement_count(self) -> int:
        """How many there are, taken-back ones included."""
        return judgements.count(self.db)

    def judgement(self, own: str) -> Judgement | None:
        """One by its id, None when there is none."""
        return judgements.get(self.db, own)

    def newest_judgement(self) -> Judgement | None:
        """The last one made, None before the first."""
        return judgements.newest(self.db)

    def step_of(self, judgement: Judgement) -> tuple[Judgement, ...]:
        """All that were made in one step with this one, in their order."""
        return judgements.step_of(self.db, judgement)

    def acts(self) -> tuple[ActLine, ...]:
        """All of them by act and what they undo alone, in the order made: much quicker than `judgements`."""
        self._acts = judgements.lines(self.db, self._acts)
        return self._acts

    def judgements(self) -> tuple[Judgement, ...]:
        """All of them, taken-back ones included, in the order they were made."""
        return judgements.every(self.db)

    # Runs and the custody log

    def begin_building(self) -> None:
        """Tidy up after a build that was killed. Only for who holds the build's lock."""
        self.originals.sweep()
        runs.close_killed(self.db)
        self.db.sync_seldom()

    def end_reading(self) -> None:
        """From here on everything is on the disk when it is said to be, and all that was read before with it."""
        self.db.sync_always()

    def begin_run(self, draft: Run) -> Run:
        return runs.begin(self.db, draft)

    def cancel_run(self, run: Run) -> None:
        runs.cancel(self.db, run, at=self.clock())

    def runs(self) -> tuple[Run, ...]:
        return runs.every(self.db)

    def ledger(self) -> Iterator[LedgerLine]:
        return ledger.lines(self.db)

    def ledger_head(self) -> LedgerLine | None:
        return ledger.head(self.db)

    def log_export(self, to: str, data: bytes, *, by: str = "") -> LedgerLine:
        """Record that `data` left the case in the format `to`."""
        with self.db.transaction("export logged"):
            return ledger.add(self.db, ledger.EXPORTED, by=by, at=self.clock(), digest=sha256(data), subject=to)

    def backup(self, to: str | os.PathLike[str]) -> Path:
        """A copy of the case in a folder that does not exist yet, made while others may write."""
        return backup(self.db, self.originals, Path(to))
