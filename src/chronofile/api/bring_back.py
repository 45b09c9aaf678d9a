"""Bring back: an exported Word table or spreadsheet that was edited, as changes a person takes over one by one."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from chronofile import bring, merge, show
from chronofile.api.bring import Given, in_words
from chronofile.api.case import Case
from chronofile.api.clock import today
from chronofile.bring import Compared, Proposal, Standing
from chronofile.errors import JudgementRefused
from chronofile.model import Chronology, Entry, Judgement
from chronofile.show.table import read_back


def changes(case: Case, given: Given, *, chronology: Chronology | None = None) -> Compared:
    """What differs between the file and the case; nothing is written. Entries that an export would hold are looked at:
    rejected and joined ones are not.
    """
    chronology = chronology or case.chronology()
    aspects = ("event",) if given.document.format == "docx" else ("event", "statement", "legal_status", "open_item")
    standing = [
        Standing(entry.id, read_back(entry), entry.occurred.edtf if entry.occurred else "")
        for entry in chronology.entries
        if entry.aspect in aspects and show.export.is_shown(entry)
    ]
    return bring.compared(given.document, standing, in_words, today())


def versions(compared: Compared, chronology: Chronology) -> dict[str, str]:
    """The version of every entry that a change is proposed for: what a person had before them when they chose."""
    wanted = {proposal.entry for proposal in compared.proposals if proposal.entry}
    return {entry.id: merge.version_of(entry) for entry in chronology.entries if entry.id in wanted}


def take_over(
    case: Case,
    given: Given,
    chosen: Collection[str],
    *,
    by: str,
    expected: Mapping[str, str] | None = None,
) -> tuple[Judgement, ...]:
    """The changes chosen, by `Proposal.own`, as one step. Changes of one row become one decision.

    Raises JudgementRefused for a change that cannot be taken over or is no longer one, JudgementConflict where an entry
    is another than `expected`; then nothing is written.
    """
    found = {proposal.own: proposal for proposal in changes(case, given).proposals}
    wanted = [found[own] for own in dict.fromkeys(chosen) if own in found]
    if len(wanted) < len(set(chosen)):
        raise JudgementRefused("what differs has changed meanwhile: look again, then choose")
    stuck = next((proposal for proposal in wanted if proposal.problem), None)
    if stuck is not None:
        raise JudgementRefused(f"row {stuck.row} cannot be taken over: {stuck.problem}")
    if not wanted:
        raise JudgementRefused("no change was chosen, so nothing was changed")
    name, seen = given.document.name, expected or {}
    made: list[Judgement] = []
    with case.judge.together(f"taken over from {name}"):
        for own, proposals in _by_entry(wanted).items():
            first = proposals[0]
            version = seen.get(own, "")
            reason = f"changed in {name}, row {first.row}" if first.row else f"row deleted in {name}"
            if first.kind == "deleted":
                made.append(case.judge.reject(own, by=by, reason=reason, expected=version))
            elif first.kind == "changed":
                values = {k: v for proposal in proposals for k, v in _value(proposal).items()}
                made.append(case.judge.edit(own, values, by=by, reason=reason, expected=version))
        made += [
            case.judge.make(_new(proposal, name), by=by, reason=f"added in {name}, row {proposal.row}")
            for proposal in wanted
            if proposal.kind == "added"
        ]
    return tuple(made)


def entry_of(chronology: Chronology, own: str) -> Entry | None:
    return next((entry for entry in chronology.entries if entry.id == own), None)


def _by_entry(proposals: list[Proposal]) -> dict[str, list[Proposal]]:
    made: dict[str, list[Proposal]] = {}
    for proposal in proposals:
        if proposal.entry:
            made.setdefault(proposal.entry, []).append(proposal)
    return made


def _value(proposal: Proposal) -> dict[str, Any]:
    if proposal.column == "when":
        return {"occurred": _date(proposal)}
    if proposal.column == "happened":
        return {"factuality": proposal.factuality}
    return {"place" if proposal.column == "place" else "headline": proposal.now}


def _new(proposal: Proposal, name: str) -> dict[str, Any]:
    values: dict[str, Any] = {"headline": proposal.now, "occurred": _date(proposal)}
    values |= {k: v for k, v in (("factuality", proposal.factuality), ("place", proposal.place)) if v}
    return {**values, "details": {"brought_from": {"file": name, "row": proposal.row}}}


def _date(proposal: Proposal) -> dict[str, str] | None:
    return {"edtf": proposal.date.edtf, "verbatim": proposal.date.verbatim} if proposal.date else None
