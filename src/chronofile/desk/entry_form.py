"""EntryForm: an entry as a person fills it in: what, when, happened?, where, who. The same form edits and makes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, get_args

import msgspec
from django.http import QueryDict
from django.utils.translation import gettext as _

from chronofile import api
from chronofile.errors import CalledWrongly
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
            api.typed_date(form.occurred)
        except CalledWrongly:
            errors["occurred"] = _(
                "This date was not understood. Write 24 December 2025, December 2025, 2025, "
                "between 24 and 31 December 2025, or leave it open."
            )
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
        given = api.typed_date(form.occurred)
        values["occurred"] = given.edtf if given else None
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
    except CalledWrongly:
        again = None
    same = again is not None and (again.earliest, again.latest) == (date.earliest, date.latest)
    return value if same else date.edtf
