"""EntryForm: an entry as a person fills it in: what, when, happened?, where, who. The same form edits and makes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, get_args

import msgspec
from django.http import QueryDict
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from chronofile import api
from chronofile.model import DateValue, Entry
from chronofile.model.finding import EventKind, Factuality, Part
from chronofile.show import dates

KINDS: tuple[str, ...] = get_args(EventKind)
FACTUALITIES: tuple[str, ...] = get_args(Factuality)
PARTS: tuple[str, ...] = get_args(Part)
ROWS_FREE = 2
"""Empty lines for more people at the end of the form."""


class Who(msgspec.Struct, frozen=True):
    """One line of "who": `agent` is the id of somebody known, "" for a name typed in."""

    agent: str = ""
    name: str = ""
    part: str = "participant"


class EntryForm(msgspec.Struct, frozen=True, kw_only=True):
    """What stands in the fields, and what is wrong with them by field. `occurred` is in words or EDTF, "" for open."""

    headline: str = ""
    occurred: str = ""
    factuality: str = "occurred"
    kind: str = "other"
    place: str = ""
    said_by: str = ""
    who: tuple[Who, ...] = ()
    reason: str = ""
    errors: Mapping[str, str] = {}

    @property
    def rows(self) -> tuple[Who, ...]:
        return (*self.who, *(Who() for _number in range(ROWS_FREE)))


def filled(entry: Entry) -> EntryForm:
    """The form as the entry stands."""
    return EntryForm(
        headline=entry.headline,
        occurred=written(entry.occurred),
        factuality=entry.factuality,
        kind=entry.kind,
        place=entry.place or "",
        said_by=entry.said_by or "",
        who=tuple(Who(i.agent, i.name, i.part) for i in entry.involvements),
    )


def sent(data: QueryDict, before: EntryForm | None = None) -> EntryForm:
    """The form as it was sent, with what is wrong. A date left as it stood is not read again."""
    rows = zip(data.getlist("who-agent"), data.getlist("who-name"), data.getlist("who-part"), strict=False)
    form = EntryForm(
        headline=" ".join(data.get("headline", "").split()),
        occurred=data.get("occurred", "").strip(),
        factuality=data.get("factuality", "occurred"),
        kind=data.get("kind", "other"),
        place=data.get("place", "").strip(),
        said_by=data.get("said_by", "").strip(),
        who=tuple(Who(agent, name.strip(), part) for agent, name, part in rows if name.strip()),
        reason=data.get("reason", "").strip(),
    )
    errors: dict[str, str] = {}
    if not form.headline:
        errors["headline"] = _("Say in one line what happened.")
    if form.factuality not in FACTUALITIES or form.kind not in KINDS or any(w.part not in PARTS for w in form.who):
        errors["factuality"] = _("Choose one of the values offered.")
    if before is None or form.occurred != before.occurred:
        try:
            api.typed_date(form.occurred, get_language() or "en")
        except api.DateNotUnderstood as error:
            errors["occurred"] = date_problem(error)
    return msgspec.structs.replace(form, errors=errors)


def changes(form: EntryForm, before: EntryForm) -> dict[str, Any]:
    """What `Judge.edit` or `Judge.make` is told: only what is another now."""
    values: dict[str, Any] = {}
    for name in ("headline", "factuality", "kind"):
        if getattr(form, name) != getattr(before, name):
            values[name] = getattr(form, name)
    for name in ("place", "said_by"):
        if getattr(form, name) != getattr(before, name):
            values[name] = getattr(form, name) or None
    if form.occurred != before.occurred:
        values["occurred"] = given_as(api.typed_date(form.occurred, get_language() or "en"))
    if form.who != before.who:
        known = {w.name: w.agent for w in before.who}
        values["involvements"] = [
            {"agent": w.agent if w.agent and known.get(w.name) == w.agent else "", "name": w.name, "part": w.part}
            for w in form.who
        ]
    return values


def written(date: DateValue | None) -> str:
    """A date as it stands in the field: in words where those can be read back, else in EDTF."""
    if date is None:
        return ""
    value = dates.when(date).value
    try:
        again = api.typed_date(value)
    except api.DateNotUnderstood:
        again = None
    return value if again is not None and _means(again) == _means(date) else date.edtf


def _means(date: DateValue) -> tuple[object, ...]:
    return date.earliest, date.latest, date.extent, date.qualifier == "approximate"


def given_as(date: DateValue | None) -> str | dict[str, str] | None:
    """A typed date as `Judge` takes it: EDTF where that says all, else with what it is meant as."""
    if date is None:
        return None
    if date.qualifier != "approximate" or date.edtf.endswith(("~", "?")):
        return date.edtf
    return {"edtf": date.edtf, "qualifier": date.qualifier, "verbatim": date.verbatim}


def date_problem(error: api.DateNotUnderstood) -> str:
    """What is wrong with a typed date and how to write it, in the language of the desk."""
    said = {
        "ambiguous": _("“%(typed)s” can be %(choices)s: write the month by its name."),
        "no such day": _("“%(typed)s” is not in the calendar: that month has no day %(part)s."),
        "no year": _("“%(typed)s” has no year: add it, as in 24 December 2025."),
        "counted": _("“%(typed)s” is counted from another day: write the day itself, as in 24 December 2025."),
        "backwards": _("“%(typed)s” ends before it begins: put the earlier date first."),
        "unknown": _(
            "“%(typed)s” is not understood as a date. Write 24 December 2025, December 2025, 2025, between 24 and "
            "31 December 2025, 3–5 May 2024, before 5 May 2024, after March 2024 or about March 2024."
        ),
    }
    choices = _(" or ").join(dates.edtf(choice) for choice in error.choices)
    return said[error.why] % {"typed": error.typed, "part": error.part, "choices": choices}
