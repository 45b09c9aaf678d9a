"""Change words: a decision's values before and after it, as a person reads them: no code names, no dates in figures."""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence
from typing import Any

import msgspec
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from chronofile.api import Change
from chronofile.desk import page_facts, people_words
from chronofile.desk.held import HeldCase
from chronofile.model import DateValue
from chronofile.show import dates, words
from chronofile.show.sentences import shortened

LONGEST = 160
NOTHING = "–"
_SETTLED = ("date", "place", "number", "identity", "status", "attribution", "factuality")
_DATES = ("occurred", "published", "due", "since", "until")


class Row(msgspec.Struct, frozen=True):
    """One value that a decision changed."""

    name: str
    before: str
    after: str


def rows(change: Change) -> list[Row]:
    names = list(dict.fromkeys((*change.before, *change.after)))
    if change.act in ("same", "undo") and {"apart", "together"} & set(names):
        return [_joined(change)]
    return [
        Row(_names().get(name, name), _said(name, change.before.get(name)), _said(name, change.after.get(name)))
        for name in names
        if (name in change.before or change.after.get(name) not in (None, "", [], {}))
        and change.before.get(name) != change.after.get(name)
    ]


def address(held: HeldCase, change: Change, people: Container[str]) -> str:
    """Where what was decided on stands now, "" where it stands nowhere. `people` are the ids of everybody known."""
    if change.entry in held.by_id:
        return f"/c/{held.key}/entries/{change.entry}"
    if change.entry in people:
        return f"/c/{held.key}/people/{change.entry}"
    about_page = not change.entry and change.page and change.act in ("redate", "describe", "withdraw", "undo")
    return f"/c/{held.key}/pages/{change.page}" if about_page else ""


def _joined(change: Change) -> Row:
    apart, together = _("apart: %(names)s"), _("one: %(names)s")
    before, after = change.before, change.after
    told = [
        (apart if "apart" in side else together) % {"names": _listed(side.get("apart") or side.get("together") or ())}
        for side in (before, after)
    ]
    return Row(_("Joined"), *told)


def _said(name: str, value: Any) -> str:
    if value in (None, "", [], {}):
        return NOTHING
    plain = _plain().get(name, {})
    if isinstance(value, str) and value in plain:
        return plain[value]
    if name == "parts":
        counts = [len(part) for part in value]
        return _("apart: %(numbers)s places") % {"numbers": " + ".join(map(str, counts))}
    if name == "body":
        return ngettext("%(n)d part chosen", "%(n)d parts chosen", len(value)) % {"n": len(value)}
    if name in _DATES:
        return _date(value)
    if name == "factuality":
        return words.factuality(str(value))
    if name == "language":
        return page_facts.language_name(str(value)) or NOTHING
    if name == "involvements":
        return ", ".join(f"{who.get('name', '')} ({words.PARTS.get(who.get('part', ''), '')})" for who in value)
    if name == "roles":
        return "; ".join(people_words.office(role) for role in value)
    if name == "citation" and isinstance(value, Mapping):
        return f"“{shortened(str(value.get('exact', '')), LONGEST)}”"
    if isinstance(value, Mapping):
        return ", ".join(f"{_names().get(key, key)}: {_said(key, each)}" for key, each in value.items() if each)
    if isinstance(value, Sequence) and not isinstance(value, str):
        return _listed(value)
    return shortened(" ".join(str(value).split()), LONGEST)


def _listed(values: Sequence[Any]) -> str:
    return shortened(" · ".join(str(value) for value in values), LONGEST)


def _date(value: Any) -> str:
    if isinstance(value, Mapping):
        try:
            return dates.when(msgspec.convert(dict(value), DateValue)).line
        except msgspec.ValidationError:
            value = value.get("edtf", "")
    try:
        return dates.when(DateValue.from_edtf(str(value))).line
    except ValueError:
        return str(value)


def _plain() -> dict[str, dict[str, str]]:
    """Values that are words of the program's own."""
    settled = {"reports differ": _("reports differ"), "no disagreement": _("no disagreement")}
    return {
        "state": {
            "suggested": _("Suggested"),
            "accepted": _("Accepted"),
            "rejected": _("Rejected"),
            "merged": _("Joined"),
            "open": _("Open"),
            "done": _("Done"),
        },
        "type": people_words.types(),
        "identification": people_words.identifications(),
        **dict.fromkeys(_SETTLED, settled),
    }


def _names() -> dict[str, str]:
    return {
        "headline": _("What"),
        "occurred": _("When"),
        "factuality": _("Happened?"),
        "place": _("Where"),
        "kind": _("Kind"),
        "said_by": _("Who says so"),
        "involvements": _("Who"),
        "state": _("State"),
        "unsure_by": _("Unsure"),
        "note": _("Note"),
        "parts": _("Split"),
        "published": _("Published"),
        "outlet": _("Outlet"),
        "language": _("Language"),
        "byline": _("Written by"),
        "body": _("Body"),
        "name": _("Name"),
        "type": _("What they are"),
        "identification": _("On the pages"),
        "size": _("How many"),
        "roles": _("Roles"),
        "citation": _("Words"),
        "exact": _("Words"),
        "what": _("What"),
        "owed_by": _("Owed by"),
        "owed_to": _("Owed to"),
        "due": _("Due"),
        "done_words": _("Words"),
        "speaker": _("Speaker"),
        "content": _("Said"),
        "mode": _("How said"),
        "holder": _("Holder"),
        "status": _("Legal status"),
        "legal_system": _("Legal system"),
        "basis": _("Basis"),
        "asserted_by": _("Asserted by"),
        "details": _("More"),
        "date": _("Date"),
        "number": _("Number"),
        "identity": _("Who it was"),
        "attribution": _("Who said it"),
    }
