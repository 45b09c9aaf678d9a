"""A person's record: the values they saw, frozen as JSON, and an entry made of them again."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from typing import Any, get_args

import msgspec

from chronofile.merge.digest import encoded
from chronofile.model import Citation, CitedWords, DateValue, Entry, EntryInvolvement, Part

_PARTS = frozenset(get_args(Part))
_PLAIN = ("headline", "kind", "factuality", "place", "said_by")
AROUND = ("review_state", "decided_by", "unsure_by", "notes", "version")
"""What stands around an entry's values: frozen with them, and no part of a record."""
_VALUES = ("aspect", *_PLAIN, "occurred", "involvements", "details")
_KNOWN = frozenset({*_VALUES, *AROUND, "citations", "found", "judgements", "readings"})
NO_DETAILS = frozenset({*_KNOWN, "parts", "attribute", "choice"})
"""Names a judgement uses itself, which no detail of an entry can have beside its other values."""
DATE_RULE = "person"


def values_of(entry: Entry) -> dict[str, Any]:
    """What a person has before their eyes, in JSON's own types: to be frozen as a judgement's `seen`.

    `found` runs parallel to the entry's anchors, so a judgement must carry exactly these anchors; `judgements` are the
    decisions they knew of, `version` what tells this state of the entry from any other (see `version_of`).
    """
    return {**_values(entry), "version": version_of(entry)}


def version_of(entry: Entry) -> str:
    """A short hash of what a person sees of an entry: its values, its state and notes, and the decisions on it.

    Two people who saw the same version saw the same. More words for the same values are no other version.
    """
    seen = {k: v for k, v in _values(entry).items() if k not in ("citations", "found")}
    seen["involvements"] = [(i.name, i.part) for i in entry.involvements]
    return hashlib.sha256(encoded(seen)).hexdigest()[:16]


def _values(entry: Entry) -> dict[str, Any]:
    return {
        "aspect": entry.aspect,
        "headline": entry.headline,
        "kind": entry.kind,
        "occurred": msgspec.to_builtins(entry.occurred) if entry.occurred else None,
        "factuality": entry.factuality,
        "place": entry.place,
        "involvements": [{"agent": i.agent, "name": i.name, "part": i.part} for i in entry.involvements],
        "said_by": entry.said_by,
        "details": msgspec.to_builtins(entry.details),
        "citations": [{"stance": c.stance, **msgspec.to_builtins(c.citation)} for c in entry.citations],
        "found": [msgspec.to_builtins(value) for value in entry.found],
        "judgements": list(entry.judgements),
        "review_state": entry.state,
        "decided_by": entry.decided_by,
        "unsure_by": entry.unsure_by,
        "notes": [{"text": n.text, "by": n.by, "at": n.at} for n in entry.notes],
    }


def date_of(value: Any, reason: str = "") -> DateValue | None:
    """A date as judgements hold it: None, EDTF text or a DateValue's mapping.

    What cannot be read as a date is kept word for word and left open: a person's decision is never dropped.
    """
    if value is None or value == "":
        return None
    if isinstance(value, DateValue):
        return value
    if isinstance(value, Mapping):
        try:
            return msgspec.convert(dict(value), DateValue)
        except msgspec.ValidationError:
            value = str(value.get("edtf", value))
    text = str(value).strip()
    try:
        return DateValue.from_edtf(text, basis="reviewer", rule=DATE_RULE, reason=reason or "a person gave this date")
    except ValueError:
        return DateValue(
            edtf="", earliest=None, latest=None, precision="unknown", qualifier="unknown", verbatim=text,
            basis="reviewer", rule=DATE_RULE, reason="a person wrote this; it cannot be placed on a calendar",
        )  # fmt: skip


def recorded(entry: Entry, values: Mapping[str, Any], agent_id: Callable[[str], str], reason: str = "") -> Entry:
    """`entry` with every value a person decided in place of the program's. Attributes not in `values` stay.

    `agent_id(name)` gives the id an agent of that name has now, "" for none. Values under names the record does not
    know (a note) become details.
    """
    changes: dict[str, Any] = {}
    for field in _PLAIN:
        if field in values:
            value = values[field]
            changes[field] = None if value is None and field in ("place", "said_by") else str(value or "")
    if "occurred" in values:
        changes["occurred"] = date_of(values["occurred"], reason)
    if "involvements" in values:
        changes["involvements"] = _involvements(values["involvements"], agent_id)
    details = dict(values["details"]) if isinstance(values.get("details"), Mapping) else dict(entry.details)
    details.update({k: v for k, v in values.items() if k not in _KNOWN})
    changes["details"] = details
    return msgspec.structs.replace(entry, **changes)


def _involvements(value: Any, agent_id: Callable[[str], str]) -> tuple[EntryInvolvement, ...]:
    made = []
    for item in value if isinstance(value, Sequence) and not isinstance(value, str) else ():
        if isinstance(item, Mapping):
            name, part = str(item.get("name", "")), item.get("part", "participant")
            agent = agent_id(name)
            made.append(EntryInvolvement(agent=agent, name=name, part=part if part in _PARTS else "participant"))
    return tuple(made)


def citations_in(values: Mapping[str, Any]) -> list[CitedWords]:
    """The quotations among frozen values; what cannot be read as one is passed over."""
    made = []
    for item in values.get("citations") or ():
        if isinstance(item, Mapping):
            body = {k: v for k, v in item.items() if k != "stance"}
            try:
                citation = msgspec.convert(body, Citation)
            except msgspec.ValidationError:
                continue
            made.append(CitedWords(citation, "contradicts" if item.get("stance") == "contradicts" else "supports"))
    return made


def differences(record: Entry, program: Entry) -> dict[str, Any]:
    """The program's values where they are not the person's, by attribute."""
    made: dict[str, Any] = {}
    for field in _PLAIN:
        if getattr(record, field) != getattr(program, field):
            made[field] = getattr(program, field)
    ours, theirs = record.occurred, program.occurred
    if (ours.edtf if ours else None) != (theirs.edtf if theirs else None):
        made["occurred"] = msgspec.to_builtins(theirs) if theirs else None
    if sorted((i.name, i.part) for i in record.involvements) != sorted((i.name, i.part) for i in program.involvements):
        made["involvements"] = [{"name": i.name, "part": i.part} for i in program.involvements]
    return made
