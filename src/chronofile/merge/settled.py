"""Readings that a person settled: the value they chose stands in the entry, with their reason."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import msgspec
from msgspec.structs import replace

from chronofile.merge.decisions import Decision, Decisions, Place, Resolution
from chronofile.merge.flags import say
from chronofile.merge.record import date_of
from chronofile.model import Disagreement, Entry, Reading

_FIELD_OF = {"date": "occurred", "place": "place", "factuality": "factuality", "attribution": "said_by"}
_NO_CHOICE = frozenset({"", "differ", "reports differ", "no disagreement", "unsure", "open"})


def settled_by_people(
    entry: Entry,
    open_ones: Sequence[Disagreement],
    judged: Sequence[Place],
    standing: Decision | None,
    decided: Decisions,
) -> tuple[Entry, list[Disagreement]]:
    """Disagreements a person settled, and the value they chose in the entry; the reason travels with both."""
    latest: dict[str, Resolution] = {}
    for place in judged:
        for resolution in decided.resolutions.get(place, ()):
            known = latest.get(resolution.attribute)
            if known is None or known.judgement.sequence <= resolution.judgement.sequence:
                latest[resolution.attribute] = resolution
    made = []
    for one in open_ones:
        settled = latest.get(one.attribute)
        if settled is None:
            made.append(one)
            continue
        choice = _chosen_reading(settled.choice, one)
        shown = choice.shown if choice else say(settled.choice)
        made.append(replace(one, state="resolved", resolution=shown, reason=settled.judgement.reason))
    for attribute, settled in sorted(latest.items()):
        readings = [r for d in open_ones if d.attribute == attribute if (r := _chosen_reading(settled.choice, d))]
        value = readings[0].value if readings else settled.choice
        later = standing is None or settled.judgement.sequence > standing.judgement.sequence
        field = _FIELD_OF.get(attribute)
        if field and later and _is_value(attribute, settled.choice, bool(readings)):
            chosen: Any = date_of(value, settled.judgement.reason) if field == "occurred" else str(value)
            entry = replace(entry, **{field: chosen})
        why = f"settled by {settled.judgement.by}" + (
            f": {settled.judgement.reason}" if settled.judgement.reason else ""
        )
        stale = _readings_changed(settled, [d for d in open_ones if d.attribute == attribute])
        flags = (f"Reports on {attribute} changed since it was settled",) if stale else ()
        entry = replace(entry, chosen={**entry.chosen, attribute: why}, flags=(*entry.flags, *flags))
    return entry, made


def _readings_changed(settled: Resolution, now: Sequence[Disagreement]) -> bool:
    """Whether the readings are others than those the person had before them, as far as that was kept."""
    seen = settled.judgement.seen.get("readings")
    shown = sorted(r.shown for d in now for r in d.readings)
    return isinstance(seen, list | tuple) and bool(shown) and sorted(map(str, seen)) != shown


def _chosen_reading(choice: Any, one: Disagreement) -> Reading | None:
    plain = msgspec.to_builtins(choice)
    wanted = plain.get("edtf") if isinstance(plain, dict) else plain
    for reading in one.readings:
        edtf = reading.value.get("edtf") if isinstance(reading.value, dict) else None
        if plain == reading.value or wanted in (edtf or reading.value, reading.shown):
            return reading
    return None


def _is_value(attribute: str, choice: Any, is_reading: bool) -> bool:
    """Whether the choice is a value to show, rather than "reports differ" in some words."""
    if is_reading:
        return True
    if choice is None or (isinstance(choice, str) and choice.strip().casefold() in _NO_CHOICE):
        return False
    if attribute == "date":
        value = date_of(choice)
        return value is not None and bool(value.edtf)
    return isinstance(choice, str)
