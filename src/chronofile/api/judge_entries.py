"""Acts on entries: accept, reject, set aside, note, edit, join, split, make, settle."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import msgspec

from chronofile import merge
from chronofile.api.acting import Acting
from chronofile.api.values import agent_values, checked, made_values, one_of
from chronofile.errors import CalledWrongly, JudgementRefused
from chronofile.model import Act, Anchor, Chronology, Citation, Entry, Judgement, Span

MADE = ("event", "statement", "open_item", "legal_status", "agent")
"""What can be made by hand."""
NO_READING = ("reports differ", "no disagreement")
"""Answers to readings that differ which choose none: both stay, and contradict each other or do not."""
OPEN_STATES = ("suggested", "merged")


def on_entry(
    acting: Acting, act: Act, own: str, *, by: str, reason: str = "", value: Mapping[str, Any] | None = None,
    expected: str = "",
) -> Judgement:  # fmt: skip
    """One act on one entry as it stands, decided on the version `expected` of it."""
    found = acting.entry(own, expected)
    return acting.write([_draft(acting, act, found, by, reason, value)], {own: expected})[0]


def _draft(
    acting: Acting, act: Act, entry: Entry, by: str, reason: str, value: Mapping[str, Any] | None = None
) -> Judgement:
    seen = merge.values_of(entry)
    return acting.draft(act, acting.anchors(entry), by=by, reason=reason, seen=seen, value=dict(value or {}))


def unsure(acting: Acting, own: str, *, by: str, reason: str, expected: str) -> Judgement:
    found = acting.entry(own, expected)
    if found.state not in OPEN_STATES:
        raise JudgementRefused(f"'{found.headline}' is decided already; take that decision back to set it aside")
    return acting.write([_draft(acting, "unsure", found, by, reason)], {own: expected})[0]


def note(acting: Acting, own: str, text: str, *, by: str, expected: str) -> Judgement:
    if not text.strip():
        raise JudgementRefused("a note needs at least one word")
    return on_entry(acting, "note", own, by=by, value={"text": text.strip()}, expected=expected)


def edit(
    acting: Acting, own: str, values: Mapping[str, Any], words: tuple[str, Span] | None, *, by: str, reason: str,
    expected: str,
) -> Judgement:  # fmt: skip
    """`words` are a page's text layer and the place on it that says so."""
    found = acting.entry(own, expected)
    made = checked(values, found.aspect, acting.agent)
    if not made:
        raise JudgementRefused("nothing was changed: name at least one value")
    if words is not None:
        made["citations"] = _with(found, acting.words(*words)[1])
    return acting.write([_draft(acting, "edit", found, by, reason, made)], {own: expected})[0]


def done(
    acting: Acting, own: str, words: tuple[str, Span | None] | None, *, by: str, reason: str, expected: str
) -> Judgement:
    """`words` are a page's text layer and the place on it that says so."""
    found = acting.entry(own, expected)
    if found.aspect != "open_item":
        raise JudgementRefused(f"'{found.headline}' is no open item: only what is open can be done")
    value: dict[str, Any] = {"state": "done"}
    if words is not None:
        _, citation = acting.words(*words)
        value |= {"done_words": citation.exact, "citations": _with(found, citation)}
    return acting.write([_draft(acting, "edit", found, by, reason, value)], {own: expected})[0]


def _with(entry: Entry, citation: Citation) -> list[dict[str, Any]]:
    """The quotations of an entry and one more, as judgements freeze them."""
    return [*merge.values_of(entry)["citations"], {"stance": "supports", **msgspec.to_builtins(citation)}]


def all_of(
    acting: Acting, act: Act, entries: Sequence[str], *, by: str, reason: str, expected: Mapping[str, str]
) -> tuple[Judgement, ...]:
    """One act on several entries, as one step. Flagged ones are refused for *accept*: each asks for a look."""
    if not entries:
        raise JudgementRefused("name at least one entry")
    watched = {own: expected.get(own, "") for own in entries}
    found = acting.entries(watched)
    flagged = [entry for entry in found if entry.flags] if act == "accept" else []
    if flagged:
        first = flagged[0]
        raise JudgementRefused(
            f"{len(flagged)} of these ask for a look before they are accepted; "
            f"the first is '{first.headline}': {first.flags[0]}"
        )
    drafts = [_draft(acting, act, entry, by, reason) for entry in found]
    return acting.write(drafts, watched)


def same(acting: Acting, entries: Sequence[str], *, by: str, reason: str, expected: Mapping[str, str]) -> Judgement:
    if len(set(entries)) < 2:
        raise JudgementRefused("to join entries, name at least two different ones")
    watched = {own: expected.get(own, "") for own in entries}
    found = acting.entries(watched)
    anchors = [a for entry in found for a in acting.anchors(entry)]
    seen = {"entries": [merge.values_of(entry) for entry in found]}
    draft = acting.draft("same", anchors, by=by, reason=reason, seen=seen)
    return acting.write([draft], watched)[0]


def split(
    acting: Acting, own: str, parts: Sequence[Sequence[int]], *, by: str, reason: str, expected: str
) -> Judgement:
    found = acting.entry(own, expected)
    count = len(acting.anchors(found))
    check_parts(parts, count, f"'{found.headline}' is told in {count} places")
    value = {"parts": [list(part) for part in parts]}
    return acting.write([_draft(acting, "split", found, by, reason, value)], {own: expected})[0]


def check_parts(parts: Sequence[Sequence[int]], count: int, what: str) -> None:
    """Each number in exactly one of at least two parts. Raises JudgementRefused."""
    numbers = sorted(i for part in parts for i in part)
    if len(parts) < 2 or numbers != list(range(count)) or not all(parts):
        raise JudgementRefused(f"{what}; put each number from 0 to {count - 1} into exactly one of at least two parts")


def make(
    acting: Acting, values: Mapping[str, Any], aspect: str, words: tuple[str, Span | None] | None, *, by: str,
    reason: str,
) -> Judgement:  # fmt: skip
    one_of(aspect, MADE, "thing to make by hand")
    kind: Any = aspect
    anchors: tuple[Anchor, ...] = ()
    given = dict(values)
    if words is not None:
        page, citation = acting.words(*words)
        span = citation.span
        sentence = next((s for s in page.findings.sentences if s.holds(span)), span)
        said = " ".join((citation.shown or citation.exact).split())
        name = said if aspect == "agent" else ""
        anchors = (Anchor(citation=citation, sentence=sentence, aspect=kind, name=name),)
        if aspect in ("statement", "agent"):
            given.setdefault("name" if aspect == "agent" else "headline", said)
        if aspect == "agent":
            _not_known(acting, anchors[0])
    if aspect == "agent":
        value = _somebody(given)
    else:
        value = made_values(given, aspect, acting.agent)
        if aspect == "statement" and anchors:
            value["details"]["content"] = [anchors[0].citation.exact]
    return acting.write([acting.draft("make", anchors, by=by, reason=reason, value={**value, "aspect": aspect})])[0]


def made(acting: Acting, judgement: Judgement) -> str:
    acting.refresh()
    own = acting.store.entry_at(merge.made_key(judgement.id))
    if own is not None and acting.store.entry(own) is not None:
        return own
    agent = next((a for a in acting.agents() if judgement.id in a.judgements), None)
    if agent is None:
        raise CalledWrongly(f"the judgement '{judgement.id}' made nothing that is in this case now")
    return agent.id


def _somebody(values: Mapping[str, Any]) -> dict[str, Any]:
    name = str(values.get("name") or "").strip()
    if not name:
        raise JudgementRefused("somebody by hand needs a 'name', or words that describe them")
    rest = {k: v for k, v in values.items() if k != "name"}
    return {"name": name, "type": "Person", "identification": "named", **agent_values(rest)}


def _not_known(acting: Acting, anchor: Anchor) -> None:
    """The very words of somebody who is in the list already make nobody new."""
    at = anchor.citation
    for agent in acting.agents():
        for known in agent.anchors:
            if known.citation.text_layer == at.text_layer and known.citation.span == at.span:
                raise JudgementRefused(f"'{agent.name}' stands in the list already with these words")


def resolve(acting: Acting, disagreement: str, choice: str, *, by: str, reason: str, expected: str) -> Judgement:
    found = acting.disagreement(disagreement)
    if found is None:
        raise CalledWrongly(f"there is no disagreement '{disagreement}' in this case")
    known = [r.shown for r in found.readings]
    if choice not in (*NO_READING, *known):
        raise JudgementRefused(
            f"'{choice}' is none of the readings: {', '.join(known)}; nor is it one of: {', '.join(NO_READING)}"
        )
    entry = acting.entry(found.entry, expected)
    value = {"attribute": found.attribute, "choice": choice}
    seen = {**merge.values_of(entry), "readings": known}
    draft = acting.draft("resolve", acting.anchors(entry), by=by, reason=reason, seen=seen, value=value)
    return acting.write([draft], {entry.id: expected})[0]


def around(acting: Acting) -> Chronology:
    """What stands around the entries: dates of pages, what was corrected about them, who was taken out."""
    if not acting.store.writable:
        return acting.chronology()
    acting.refresh()
    return acting.store.surroundings() or acting.chronology()
