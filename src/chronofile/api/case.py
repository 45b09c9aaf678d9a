"""Case: a chronology on disk, through the front door."""

from __future__ import annotations

import datetime as dt
import json
import os
import re
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

import msgspec

from chronofile import __version__, build, show
from chronofile import store as store_room
from chronofile.api import preferences as preferences_file
from chronofile.api.clock import now, today
from chronofile.api.preferences import Preferences
from chronofile.api.reading import PathLike
from chronofile.api.source import Source, coming_in
from chronofile.errors import CalledWrongly, CaseReadOnly, NotExact
from chronofile.model import Chronology, Citation, DateValue, Failure, Judgement, Page
from chronofile.show.export import citations
from chronofile.store import CaseStore, Known, Listed, Verification

if TYPE_CHECKING:
    from chronofile.api.judge import Judge

PROCESS = "chronofile.pipeline:process"
"""The path of one page, by the name a worker process finds it under."""


class Case:
    """An open case; close it, or use it in a `with`. Not to be shared between threads: open it once in each."""

    def __init__(self, store: CaseStore) -> None:
        self.store = store

    @classmethod
    def create(cls, path: PathLike, name: str | None = None, question: str = "", *, by: str = "") -> Case:
        """A new case in a folder that is empty or not there yet; `name` defaults to the folder's.

        Raises CalledWrongly when something else stands there, CaseReadOnly, DiskFull.
        """
        title = name or Path(path).resolve().name
        return cls(store_room.create(path, title, question, by=by))

    @classmethod
    def open(cls, path: PathLike, write: bool = True) -> Case:
        """An existing case. Raises CaseNotFound, CaseTooNew, CaseDamaged, CaseBusy and, with `write`, CaseReadOnly."""
        return cls(store_room.open_case(path, write=write))

    def __enter__(self) -> Case:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Leave the folder so that copying it copies the case."""
        self.store.close()

    @property
    def path(self) -> Path:
        return Path(self.store.path)

    @property
    def name(self) -> str:
        return self.store.facts().name

    @cached_property
    def judge(self) -> Judge:
        """What a person decides: accept, reject, edit, redate, same, split, name, make, resolve, undo."""
        from chronofile.api.judge import Judge

        return Judge(self.store, self.chronology)

    def build(
        self,
        paths: Sequence[PathLike | Source],
        *,
        by: str = "",
        jobs: int | None = None,
        as_of: dt.date | None = None,
        progress: Callable[[build.ProgressEvent], None] = build.silent,
    ) -> build.BuildReport:
        """Take the pages below `paths` into the case and bring its chronology up to date; safe to repeat.

        `jobs` is the number of worker processes (None: as many as there are processors, 4 at most, since the memory
        of each counts; 0: none, without limits on time and memory). `as_of` is the last day on which a page that
        comes in now can have been published (None: today). Pages that cannot be read are failures in the report.
        Raises CalledWrongly when none of the paths exists, CaseBusy, CaseReadOnly, DiskFull.
        """
        plan = build.Plan(
            process=PROCESS,
            as_of=as_of or today(),
            fold=self._fold,
            known_ids=known_ids,
            by=by,
            jobs=min(4, os.cpu_count() or 1) if jobs is None else jobs,
            scope=tuple(p.location or p.path if isinstance(p, Source) else os.fspath(p) for p in paths),
        )
        incoming = coming_in(paths, added_at=now(), by=by)
        return build.build(self.store, incoming, plan, progress=progress)

    def chronology(self) -> Chronology:
        """The chronology as it stands, every judgement folded in; kept for next time where the case may be written.

        What an older version of the program folded stays until the next build, and pages that a build is still reading
        come in with its end.
        """
        judgements = self.store.judgements()
        made_from = self._made_from(judgements)
        while True:
            stored_from = self.store.projection_made_from()
            current = build.same_case(stored_from, made_from) or (
                build.same_judgements(stored_from, made_from) and build.holder(self.path) is not None
            )
            stored = self.store.projection() if current else None
            if stored is not None:
                return stored
            made = self._fold(self.store.all_pages(), judgements, self.store.known_ids())
            if not self.store.writable:
                return made
            if (
                self.store.put_projection(made, known_ids(made), judged=len(judgements), made_from=made_from)
                is not None
            ):
                return made
            # Somebody judged in another window meanwhile: fold again with what they decided.
            judgements = self.store.judgements()
            made_from = self._made_from(judgements)

    def stamp(self) -> str:
        """Another one after every decision, page or build: what was read under the same stamp is still true."""
        head = self.store.ledger_head()
        return f"{head.hash if head else ''}:{self.store.content_digest() or ''}"

    def preferences(self) -> Preferences:
        """How people want to work with this case; no part of its record."""
        return preferences_file.read(self.path)

    def prefer(self, preferences: Preferences) -> None:
        """Keep other preferences. Raises CaseReadOnly where the folder cannot be written."""
        try:
            preferences_file.write(self.path, preferences)
        except OSError as error:
            raise CaseReadOnly(f"{self.path}: preferences cannot be kept here ({error.strerror})") from error

    def pages(self) -> tuple[Listed, ...]:
        """Every page held, without its text."""
        return tuple(self.store.listed())

    def page(self, text_layer: str) -> Page:
        """One page with all that was found on it. Raises CaseDamaged when there is none of that text layer."""
        return self.store.page(text_layer)

    def failures(self) -> tuple[Failure, ...]:
        """What could not be read, each with its way out."""
        return self.store.failures()

    def judgements(self) -> tuple[Judgement, ...]:
        """All decisions, taken-back ones included, in the order they were made."""
        return self.store.judgements()

    def export_record(self, *, whole: bool = False, audience: str = "working") -> show.Export:
        """What exporters are given. Without `whole`, entries come as lists show them and pages without their text."""
        facts, head = self.store.facts(), self.store.ledger_head()
        current = build.same_case(self.store.projection_made_from(), self._made_from(self.store.judgements()))
        outline = self.store.outline() if current and not whole else None
        chronology = outline or self.chronology()
        return show.Export(
            case=facts.name,
            question=facts.question,
            as_of=today(),
            audience=audience,
            chronology=chronology,
            pages=self._whole_pages(chronology.published) if whole else self._listed_pages(chronology.published),
            failures=self.store.failures(),
            ledger_head=head.hash if head else "",
            version=__version__,
        )

    def export(self, name: str, audience: str = "working", *, by: str = "", decided: bool = False) -> bytes:
        """The case in one of the formats of `show.EXPORTERS`, after every quotation was held against its kept bytes;
        with `decided` only what a person accepted, edited or wrote.

        Raises CalledWrongly for an unknown format or audience, NotExact when a quotation does not stand on its page.
        """
        exporter = show.exporter(name)
        record = self.export_record(whole=True, audience=audience)
        if decided:
            record = show.filtered(record, show.Filter(decided=True))
        self._check(record)
        data = exporter.write(record)
        if self.store.writable:
            self.store.log_export(name, data, by=by)
        return data

    def verify(self, against: PathLike | None = None) -> Verification:
        """Every hash, every line of the custody log, every quotation against its bytes; what a folder cannot know about
        itself is said. `against` is an earlier export (JSON, HTML or Markdown), which carries the log's head.
        """
        from chronofile import read

        known = Known(head=ledger_head_in(Path(against))) if against is not None else None
        return store_room.verify(self.store, stands=read.stands, against=known)

    def _fold(self, pages: Sequence[Page], judgements: Sequence[Judgement], known_ids: Mapping[str, str]) -> Chronology:
        """The chronology of these pages and judgements. A page that a person redated is fetched whole for it."""
        from chronofile import merge, pipeline, read

        def redate(page: Page, published: DateValue | None) -> Page:
            return pipeline.redate(self.store.page(page.findings.text_layer), published)

        return merge.fold(pages, judgements, redate=redate, known_ids=known_ids, shown=read.shown)

    def _made_from(self, judgements: Sequence[Judgement]) -> str:
        return build.case_key(self.store, judgements, build.fingerprint(PROCESS).folding)

    def _check(self, record: show.Export) -> None:
        """Hold every quotation against the kept bytes, page by page. Raises NotExact naming the first that fails."""
        from chronofile import read

        by_layer: dict[str, list[Citation]] = {}
        for citation in citations(record):
            by_layer.setdefault(citation.text_layer, []).append(citation)
        for layer_id, quotations in sorted(by_layer.items()):
            layer = self.store.text_layer(layer_id)
            if layer is None:
                raise NotExact(f"{self.path}: a quotation stands on a page that is not held any more; build again")
            data = self.store.original(layer.snapshot)
            for citation in quotations:
                if not read.stands(citation, layer, data):
                    raise NotExact(
                        f"{self.path}: the words at {citation.start}–{citation.end} do not stand like that on the kept "
                        f"page {layer.snapshot}; nothing was exported. Run 'chronofile verify' on this case."
                    )

    def _listed_pages(self, published: Mapping[str, DateValue | None]) -> dict[str, show.PageInfo]:
        return {
            listed.text_layer: show.PageInfo(
                text_layer=listed.text_layer,
                sha256=listed.snapshot.sha256,
                media_type=listed.snapshot.media_type,
                headline=listed.headline,
                outlet=listed.outlet,
                byline=listed.byline,
                published=published.get(listed.text_layer, listed.published),
                language=listed.language,
                url=listed.url,
                collected_at=listed.collected_at,
                location=listed.location,
                problems=listed.problems,
            )
            for listed in self.store.listed()
        }

    def _whole_pages(self, published: Mapping[str, DateValue | None]) -> dict[str, show.PageInfo]:
        listed = self._listed_pages(published)
        return {
            page.findings.text_layer: msgspec.structs.replace(
                listed[page.findings.text_layer],
                text=page.article.text,
                layer_text=page.article.layer.text,
                blocks=page.article.layout.blocks,
                relayed_from=page.findings.relayed_from,
            )
            for page in self.store.pages()
        }


def known_ids(chronology: Chronology) -> Mapping[str, str]:
    """The places entries and agents stand on, by which their ids are known again."""
    from chronofile import merge

    return merge.known_ids(chronology)


_HEAD = re.compile(
    r'<meta name="chronofile-ledger-head" content="([0-9a-f]{64})"|^<!-- chronofile-ledger-head ([0-9a-f]{64}) -->$',
    re.MULTILINE,
)
"""The head of the custody log in an HTML or Markdown export: a bare tag, which no words of a page can become there."""


def ledger_head_in(export: Path) -> str:
    """The head of the custody log as an export carries it. Raises CalledWrongly when the file holds none."""
    try:
        text = export.read_text(encoding="utf-8", errors="replace")
    except OSError as error:
        raise CalledWrongly(f"{export} cannot be read ({error.strerror}).") from error
    if text.lstrip().startswith("{"):
        with suppress(ValueError, LookupError, TypeError):
            return str(json.loads(text)["ledger_head"])
    found = _HEAD.search(text)
    if found is None:
        raise CalledWrongly(
            f"{export} carries no head of a custody log; give a JSON, HTML or Markdown export of this case."
        )
    return str(found[1] or found[2])
