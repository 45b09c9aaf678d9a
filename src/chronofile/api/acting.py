"""Acting: what all acts on one case share: what a person has before them, and how a step of decisions is written."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

import msgspec

from chronofile import merge, read
from chronofile.errors import CalledWrongly, JudgementConflict, JudgementRefused
from chronofile.model import (
    Act,
    Anchor,
    CaseAgent,
    Chronology,
    Citation,
    Disagreement,
    Entry,
    Judgement,
    Page,
    Span,
    cite,
)
from chronofile.store import CaseStore


class _Moved(Exception):
    """Somebody wrote between the look at an entry and the decision on it: look again."""


class _Step:
    """Judgements that will be written as one: `watched` are the versions of entries they were decided on."""

    def __init__(self, reason: str) -> None:
        self.group = secrets.token_hex(8)
        self.reason = reason
        self.drafts: list[Judgement] = []
        self.watched: dict[str, str] = {}


class Acting:
    """`refresh` brings the stored chronology up to date with every judgement; `chronology` gives it whole."""

    def __init__(self, store: CaseStore, chronology: Callable[[], Chronology], refresh: Callable[[], object]) -> None:
        self.store = store
        self.chronology = chronology
        self.refresh = refresh
        self._step: _Step | None = None

    # What a person has before them

    def entry(self, own: str, expected: str = "") -> Entry:
        """One entry as it stands now. Raises CalledWrongly when there is none, JudgementConflict when its version is
        another than `expected` ("": whatever it is).
        """
        return self.entries({own: expected})[0]

    def entries(self, expected: Mapping[str, str]) -> tuple[Entry, ...]:
        """Several by their ids, each with the version expected of it, at one moment."""
        made = []
        for own, entry in zip(expected, self.found(expected), strict=True):
            if entry is None:
                raise CalledWrongly(f"there is no entry '{own}' in this case")
            if expected[own] and merge.version_of(entry) != expected[own]:
                raise self._conflict(own, expected[own], entry)
            made.append(entry)
        return tuple(made)

    def found(self, owns: Iterable[str]) -> list[Entry | None]:
        """Entries by their ids, None for each that is not there."""
        if self.store.writable:
            self.refresh()
            return [self.store.entry(own) for own in owns]
        held = {entry.id: entry for entry in self.chronology().entries}
        return [held.get(own) for own in owns]

    def agents(self) -> tuple[CaseAgent, ...]:
        if not self.store.writable:
            return self.chronology().agents
        self.refresh()
        return self.store.agents()

    def disagreement(self, own: str) -> Disagreement | None:
        """One by its id, None when there is none."""
        if not self.store.writable:
            return next((d for d in self.chronology().disagreements if d.id == own), None)
        self.refresh()
        return self.store.disagreement(own)

    def somebody(self, own: str) -> CaseAgent | None:
        """One agent by its id, None when there is none."""
        if not self.store.writable:
            return next((a for a in self.chronology().agents if a.id == own), None)
        self.refresh()
        return self.store.agent(own)

    def agent(self, own: str) -> CaseAgent:
        found = self.somebody(own)
        if found is None:
            raise CalledWrongly(f"there is nobody '{own}' in this case")
        return found

    def page(self, layer: str) -> Page:
        if not self.store.holds(layer):
            raise CalledWrongly(f"there is no page '{layer}' in this case")
        return self.store.page(layer)

    def anchors(self, entry: Entry) -> tuple[Anchor, ...]:
        """The places an entry stands on, in the order its `found` values have."""
        if entry.anchors:
            return entry.anchors
        return merge.anchors_of(entry, [self.store.page(p) for p in entry.pages if self.store.holds(p)])

    def words(self, layer: str, span: Span | None) -> tuple[Page, Citation]:
        """A page and the words chosen on it, repaired for the eye. Raises CalledWrongly, JudgementRefused."""
        page = self.page(layer)
        text = page.article.layer.text
        if span is None or not 0 <= span.start < span.end <= len(text):
            raise JudgementRefused(f"the words chosen lie outside the page, which is {len(text)} letters long")
        made = cite(page.article.layer.id, page.article.layer.snapshot, text, span)
        shown, edits = read.shown(made.exact)
        return page, msgspec.structs.replace(made, shown=shown, edits=edits)

    # How a step is written

    @contextmanager
    def together(self, reason: str = "") -> Iterator[None]:
        """All acts inside are one step; see `Judge.together`."""
        if self._step is not None:
            yield
            return
        step = self._step = _Step(reason)
        try:
            yield
        finally:
            self._step = None
        if step.drafts:
            self._write(step.drafts, step.watched)

    def draft(self, act: Act, anchors: Sequence[Anchor] = (), *, by: str, **fields: Any) -> Judgement:
        """A judgement still to be written. Raises JudgementRefused when nobody says that it is theirs."""
        if not by.strip():
            raise JudgementRefused("a decision needs a name or initials: say by whom")
        return Judgement(id="", sequence=0, by=by.strip(), at="", act=act, anchors=tuple(anchors), **fields)

    def write(self, drafts: Sequence[Judgement], watched: Mapping[str, str] | None = None) -> tuple[Judgement, ...]:
        """Write these as one step, or put them into the step that is open. `watched` are entries with the versions
        they were decided on; an entry that is another now stops all of them. Raises JudgementConflict,
        JudgementRefused; then nothing is written.
        """
        checked = {own: version for own, version in (watched or {}).items() if version}
        if self._step is None:
            step = _Step("") if len(drafts) > 1 else None
            return self._write([self._placed(draft, step) for draft in drafts], checked)
        made = [self._placed(draft, self._step) for draft in drafts]
        self._step.drafts += made
        self._step.watched.update(checked)
        return tuple(made)

    def _placed(self, draft: Judgement, step: _Step | None) -> Judgement:
        """With its own id, so that what is still to be written can be named, and in its step."""
        group, reason = (step.group, draft.reason or step.reason) if step else ("", draft.reason)
        return msgspec.structs.replace(draft, id=secrets.token_hex(8), group=group, reason=reason)

    def _write(self, drafts: Sequence[Judgement], watched: Mapping[str, str]) -> tuple[Judgement, ...]:
        while True:
            if not watched:
                return self.store.append_judgements(drafts)
            count = self.store.judgement_count()
            self.entries(watched)
            digest = self.store.content_digest()

            def check(count: int = count, digest: str | None = digest) -> None:
                if (self.store.judgement_count(), self.store.content_digest()) != (count, digest):
                    raise _Moved

            try:
                return self.store.append_judgements(drafts, check=check)
            except _Moved:
                continue

    def _conflict(self, own: str, expected: str, now: Entry) -> JudgementConflict:
        """With the values the person saw, where a decision since then kept them."""
        before = None
        for judgement in reversed(self.store.judgements()):
            if judgement.seen.get("version") == expected:
                before = judgement.seen
                break
        return JudgementConflict(own, expected, merge.version_of(now), before, merge.values_of(now))
