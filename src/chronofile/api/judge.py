"""Judge: what a person decides, told to a case. Each act is appended, and each can be taken back."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import msgspec

from chronofile import merge, read
from chronofile.api.reading import date_given
from chronofile.errors import CalledWrongly, JudgementRefused
from chronofile.model import Anchor, CaseAgent, Chronology, Entry, Judgement, Page, Span, cite
from chronofile.store import CaseStore

EDITABLE = ("headline", "kind", "occurred", "factuality", "place", "said_by", "details")
"""What of an entry a person may change; `occurred` is given in EDTF, or None for "the page does not say"."""


class Judge:
    """The acts of one case. `by` is who decides, as they want to be named; each act returns the judgement it made.

    Every act raises CalledWrongly for an entry, agent or page that is not there, JudgementRefused for what does not
    fit, CaseReadOnly where the case was opened for reading only.
    """

    def __init__(self, store: CaseStore, chronology: Callable[[], Chronology]) -> None:
        self._store = store
        self._chronology = chronology

    def accept(self, entry: str, *, by: str, reason: str = "") -> Judgement:
        """The entry as it stands becomes the person's record: later versions may only propose differences beside it."""
        return self._on_entry("accept", entry, by=by, reason=reason)

    def reject(self, entry: str, *, by: str, reason: str = "") -> Judgement:
        """Hides the entry; should what the page is read to say change, it comes back and says so."""
        return self._on_entry("reject", entry, by=by, reason=reason)

    def edit(self, entry: str, values: Mapping[str, Any], *, by: str, reason: str = "") -> Judgement:
        """Change some values (see `EDITABLE`); what is not named stays as the person saw it."""
        return self._on_entry("edit", entry, by=by, reason=reason, value=_checked(values))

    def redate(self, page: str, published: str | None, *, by: str, reason: str = "") -> Judgement:
        """Correct a page's publication date (EDTF; None: not known). All that was counted from it moves along.

        `page` is a text layer's id.
        """
        held = self._page(page)
        given = date_given(published)
        layer = held.article.layer
        anchor = Anchor(
            citation=cite(layer.id, layer.snapshot, layer.text, Span(0, 0)), sentence=Span(0, 0), aspect="page"
        )
        before = self._chronology().published.get(page)
        return self._append(
            "redate",
            (anchor,),
            by=by,
            reason=reason,
            seen={"published": before.edtf if before else None},
            value={"published": given.edtf if given else None},
        )

    def same(self, entries: Sequence[str], *, by: str, reason: str = "") -> Judgement:
        """These entries tell one event."""
        if len(set(entries)) < 2:
            raise JudgementRefused("to join entries, name at least two different ones")
        found = [self._entry(e) for e in entries]
        anchors = [a for entry in found for a in self._anchors(entry)]
        seen = {"entries": [merge.values_of(entry) for entry in found]}
        return self._append("same", tuple(anchors), by=by, reason=reason, seen=seen)

    def split(self, entry: str, parts: Sequence[Sequence[int]], *, by: str, reason: str = "") -> Judgement:
        """Take an entry apart. `parts` are groups of numbers into `tellings(entry)`, each number in one group."""
        found = self._entry(entry)
        anchors = self._anchors(found)
        numbers = sorted(i for part in parts for i in part)
        if len(parts) < 2 or numbers != list(range(len(anchors))) or not all(parts):
            raise JudgementRefused(
                f"'{found.headline}' is told in {len(anchors)} places; put each number from 0 to {len(anchors) - 1} "
                "into exactly one of at least two parts"
            )
        seen = merge.values_of(found)
        value = {"parts": [list(part) for part in parts]}
        return self._append("split", anchors, by=by, reason=reason, seen=seen, value=value)

    def tellings(self, entry: str) -> tuple[Anchor, ...]:
        """The places that tell an entry, in the order `split` counts them."""
        return self._anchors(self._entry(entry))

    def name(self, agent: str, name: str, *, by: str, reason: str = "") -> Judgement:
        """How a person, group or organisation is to be called."""
        if not name.strip():
            raise JudgementRefused("a name needs at least one letter")
        found = self._agent(agent)
        return self._append(
            "name",
            self._agent_anchors(found),
            by=by,
            reason=reason,
            seen={"name": found.name},
            value={"name": name.strip()},
        )

    def same_agents(self, agents: Sequence[str], *, by: str, reason: str = "") -> Judgement:
        """These names stand for one person, group or organisation."""
        if len(set(agents)) < 2:
            raise JudgementRefused("to join names, give at least two different ones")
        found = [self._agent(a) for a in agents]
        anchors = tuple(anchor for agent in found for anchor in self._agent_anchors(agent))
        return self._append("same", anchors, by=by, reason=reason, seen={"names": [a.name for a in found]})

    def different_agents(self, agents: Sequence[str], *, by: str, reason: str = "") -> Judgement:
        """These names stand for different ones, and stay apart."""
        found = [self._agent_anchors(self._agent(a)) for a in agents]
        parts, at = [], 0
        for anchors in found:
            parts.append(list(range(at, at + len(anchors))))
            at += len(anchors)
        if len(parts) < 2:
            raise JudgementRefused("to keep names apart, give at least two")
        anchors = tuple(anchor for own in found for anchor in own)
        return self._append("split", anchors, by=by, reason=reason, value={"parts": parts})

    def make(
        self, values: Mapping[str, Any], *, by: str, page: str | None = None, span: Span | None = None, reason: str = ""
    ) -> Judgement:
        """An entry by hand, with the words it rests on (`span` of the text layer `page`) or without any."""
        checked = _checked(values)
        if not str(checked.get("headline", "")).strip():
            raise JudgementRefused("an entry needs a line that says what happened: give it a 'headline'")
        anchors: tuple[Anchor, ...] = ()
        if page is not None:
            held = self._page(page)
            layer = held.article.layer
            if span is None or not 0 <= span.start < span.end <= len(layer.text):
                raise JudgementRefused(
                    f"the words chosen lie outside the page, which is {len(layer.text)} letters long"
                )
            sentence = next((s for s in held.findings.sentences if s.holds(span)), span)
            words = cite(layer.id, layer.snapshot, layer.text, span)
            text, edits = read.shown(words.exact)
            words = msgspec.structs.replace(words, shown=text, edits=edits)
            anchors = (Anchor(citation=words, sentence=sentence, aspect="event"),)
        return self._append("make", anchors, by=by, reason=reason, value=checked)

    def resolve(self, disagreement: str, choice: str, *, by: str, reason: str) -> Judgement:
        """Settle readings that differ: `choice` is the value of one reading as shown, or "reports differ"."""
        found = next((d for d in self._chronology().disagreements if d.id == disagreement), None)
        if found is None:
            raise CalledWrongly(f"there is no disagreement '{disagreement}' in this case")
        known = [r.shown for r in found.readings]
        if choice != "reports differ" and choice not in known:
            raise JudgementRefused(f"'{choice}' is none of the readings: {', '.join(known)}, or 'reports differ'")
        entry = self._entry(found.entry)
        value = {"attribute": found.attribute, "choice": choice}
        seen = {"readings": known}
        return self._append("resolve", self._anchors(entry), by=by, reason=reason, seen=seen, value=value)

    def undo(self, judgement: str | None = None, *, by: str, reason: str = "") -> Judgement:
        """Take back one judgement, the last one in force by default. To do it again, undo the undo."""
        target = judgement or self._last_in_force()
        return self._append("undo", (), by=by, reason=reason, undoes=target)

    def _last_in_force(self) -> str:
        standing = merge.standing(self._store.judgements())
        if not standing:
            raise JudgementRefused("nothing is decided yet, so nothing can be taken back")
        return standing[-1].id

    def _on_entry(
        self, act: Any, entry: str, *, by: str, reason: str, value: Mapping[str, Any] | None = None
    ) -> Judgement:
        found = self._entry(entry)
        return self._append(
            act, self._anchors(found), by=by, reason=reason, seen=merge.values_of(found), value=dict(value or {})
        )

    def _append(self, act: Any, anchors: tuple[Anchor, ...], *, by: str, **fields: Any) -> Judgement:
        if not by.strip():
            raise JudgementRefused("a decision needs a name or initials: say by whom")
        return self._store.append_judgement(by.strip(), act, anchors, **fields)

    def _entry(self, entry: str) -> Entry:
        found = next((e for e in self._chronology().entries if e.id == entry), None)
        if found is None:
            raise CalledWrongly(f"there is no entry '{entry}' in this case")
        return found

    def _agent(self, agent: str) -> CaseAgent:
        found = next((a for a in self._chronology().agents if a.id == agent), None)
        if found is None:
            raise CalledWrongly(f"there is nobody '{agent}' in this case")
        return found

    def _page(self, layer: str) -> Page:
        if all(listed.text_layer != layer for listed in self._store.listed()):
            raise CalledWrongly(f"there is no page '{layer}' in this case")
        return self._store.page(layer)

    def _anchors(self, entry: Entry) -> tuple[Anchor, ...]:
        held = {listed.text_layer for listed in self._store.listed()}
        return merge.anchors_of(entry, [self._store.page(p) for p in entry.pages if p in held])

    def _agent_anchors(self, agent: CaseAgent) -> tuple[Anchor, ...]:
        return agent.anchors


def _checked(values: Mapping[str, Any]) -> dict[str, Any]:
    """Values fit to be kept. Raises JudgementRefused for an unknown attribute, CalledWrongly for what is no date."""
    unknown = [name for name in values if name not in EDITABLE]
    if unknown:
        raise JudgementRefused(f"'{unknown[0]}' cannot be changed; what can: {', '.join(EDITABLE)}")
    checked = dict(values)
    if isinstance(checked.get("occurred"), str):
        given = date_given(checked["occurred"])
        checked["occurred"] = given.edtf if given else None
    return checked
