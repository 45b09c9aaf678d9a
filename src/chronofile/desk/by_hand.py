"""ByHand: what a person makes of words they marked: an entry, a statement, somebody, a date, an open item."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import msgspec
from django.http import QueryDict
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from chronofile import api
from chronofile.desk import people_words
from chronofile.desk.entry_form import EntryForm, changes, date_problem, given_as, sent
from chronofile.model import Entry, Page, Span
from chronofile.model.agent import Identification

KINDS = ("entry", "statement", "person", "date", "open")
"""What the toolbar offers, as addresses and forms name it."""
ASPECTS: Mapping[str, str] = {"entry": "event", "statement": "statement", "person": "agent", "open": "open_item"}
MOST_NEAR = 30


class Made(msgspec.Struct, frozen=True, kw_only=True):
    """A form as it was sent: its fields to show again, what is wrong by field, and the values for `Judge.make`."""

    fields: Mapping[str, str] = {}
    entry: EntryForm = EntryForm()
    errors: Mapping[str, str] = {}
    values: Mapping[str, Any] = {}


class Read(msgspec.Struct, frozen=True):
    """A date the program reads in or beside the marked words: the page's words and what they come to, "" for open."""

    words: str
    date: str


def titles() -> dict[str, str]:
    return {
        "entry": _("New entry"),
        "statement": _("New statement"),
        "person": _("New person or organisation"),
        "date": _("A date for an entry"),
        "open": _("New open item"),
    }


def names() -> dict[str, str]:
    """As the toolbar says them."""
    return {
        "entry": _("Entry"),
        "statement": _("Statement"),
        "person": _("Person"),
        "date": _("Date"),
        "open": _("Open item"),
    }


def identifications() -> dict[Identification, str]:
    return {
        "named": _("these words are a name"),
        "described": _("described, not named"),
        "collective": _("several, told of together"),
    }


def filled_in(kind: str, data: QueryDict) -> Made:
    """A form as it was sent; "date" is read by `dated`."""
    if kind == "entry":
        form = sent(data)
        values = {"headline": form.headline, "factuality": form.factuality, "kind": form.kind}
        whole = {} if form.errors else values | changes(form, EntryForm())
        return Made(entry=form, errors=form.errors, values=whole, fields={"reason": form.reason})
    if kind == "statement":
        return _statement(_plain(data))
    if kind == "person":
        return _somebody(_plain(data))
    if kind == "open":
        return _open_item(_plain(data))
    return dated(_plain(data))


def dated(fields: Mapping[str, str]) -> Made:
    """A date that is to be put on something: it cannot be left empty."""
    errors: dict[str, str] = {}
    value = _date(fields, "occurred", errors)
    if "occurred" not in errors and value is None:
        errors["occurred"] = _("Write what date these words mean.")
    if not fields.get("target"):
        errors["target"] = _("Choose what this is the date of.")
    return Made(fields=fields, errors=errors, values={"occurred": value})


def read_in(page: Page, span: Span) -> list[Read]:
    """What the program reads as dates in the marked words; where it finds none there, in their sentence."""
    sentence = next((s for s in page.findings.sentences if s.overlap(span)), span)
    text = page.article.layer.text
    for within in (span, Span(min(sentence.start, span.start), max(sentence.end, span.end))):
        found = [
            Read(
                " ".join(text[time.start : time.end].split()),
                _words(time.date.edtf) if time.date and (time.date.earliest or time.date.latest) else "",
            )
            for time in page.article.times
            if within.start <= time.start and time.end <= within.end
        ]
        if found:
            return found[:5]
    return []


def nearest(entries: Sequence[Entry], page: str, span: Span) -> list[Entry]:
    """Entries of a page, those that stand on the marked words first, then those beside them."""

    def apart(entry: Entry) -> tuple[int, str]:
        spans = [w.citation.span for w in entry.citations if w.citation.text_layer == page]
        return min((max(s.start - span.end, span.start - s.end, 0) for s in spans), default=1 << 30), entry.id

    return sorted(entries, key=apart)[:MOST_NEAR]


def _words(edtf: str) -> str:
    from chronofile.model import DateValue
    from chronofile.show import dates

    return dates.when(DateValue.from_edtf(edtf)).value


def _plain(data: QueryDict) -> dict[str, str]:
    return {name: " ".join(str(data.get(name, "")).split()) for name in data}


def _date(fields: Mapping[str, str], name: str, errors: dict[str, str]) -> Any:
    try:
        return given_as(api.typed_date(fields.get(name, ""), get_language() or "en"))
    except api.DateNotUnderstood as error:
        errors[name] = date_problem(error)
        return None


def _statement(fields: Mapping[str, str]) -> Made:
    errors: dict[str, str] = {}
    values: dict[str, Any] = {"speaker": fields.get("speaker") or None, "occurred": _date(fields, "occurred", errors)}
    if fields.get("headline"):
        values["headline"] = fields["headline"]
    return Made(fields=fields, errors=errors, values=values)


def _somebody(fields: Mapping[str, str]) -> Made:
    errors: dict[str, str] = {}
    values: dict[str, Any] = {}
    if fields.get("name"):
        values["name"] = fields["name"]
    if fields.get("type", "Person") not in people_words.types():
        errors["type"] = _("Choose one of the values offered.")
    if fields.get("identification", "named") not in identifications():
        errors["identification"] = _("Choose one of the values offered.")
    values |= {"type": fields.get("type", "Person"), "identification": fields.get("identification", "named")}
    size = fields.get("size", "")
    if size and not (size.isdecimal() and 0 < int(size) < 10_000_000):
        errors["size"] = _("Write how many they are in figures, or leave it empty.")
    elif size:
        values["size"] = int(size)
    if fields.get("title"):
        values["roles"] = [{"title": fields["title"], "organization": fields.get("organization", "")}]
    return Made(fields=fields, errors=errors, values=values)


def _open_item(fields: Mapping[str, str]) -> Made:
    errors: dict[str, str] = {}
    due = _date(fields, "due", errors)
    if not fields.get("what"):
        errors["what"] = _("Say in one line what was promised, asked or planned.")
    named = {name: fields.get(name, "") for name in ("what", "owed_by", "owed_to")}
    return Made(fields=fields, errors=errors, values={**named, "due": due})
