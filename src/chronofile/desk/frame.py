"""Frame: what stands around every screen: the rail with its counts, the undo bar, the way the desk looks."""

from __future__ import annotations

from typing import Any

import msgspec
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render as django_render
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _

from chronofile.desk import builds, told
from chronofile.desk.entrance import static_version
from chronofile.desk.held import HeldCase
from chronofile.desk.premises import here
from chronofile.model import Entry
from chronofile.show.html.glyphs import sheet

LISTED = ("event", "open_item")
"""What a chronology is made of; statements and legal statuses stand behind it."""


class Place(msgspec.Struct, frozen=True):
    """A line of the rail. `name` is that of its address; `count` None shows none."""

    name: str
    title: str
    address: str
    count: int | None = None
    key: str = ""


def everywhere(request: HttpRequest) -> dict[str, Any]:
    """For every template: how this person likes the desk, and the signs."""
    liking = here().shelf.read().liking
    return {"liking": liking, "static_version": static_version(), "glyphs": sheet()}


def render(
    request: HttpRequest, template: str, held: HeldCase, *, at: str, status: int = 200, **context: Any
) -> HttpResponse:
    """A screen of a case; `at` is the name of its place in the rail."""
    made: HttpResponse = django_render(
        request,
        template,
        {
            "held": held,
            "case_name": held.case.name,
            "at": at,
            "rail": rail(held),
            "undo": told.last(held),
            "build": builds.state(held.on_shelf.folder),
            **context,
        },
        status=status,
    )
    return made


def rail(held: HeldCase) -> list[list[Place]]:
    """The rail in its three groups. Review, disagreements and open items count what waits, the others what there is."""
    chronology = held.chronology
    listed = [e for e in chronology.entries if e.aspect in LISTED and e.state != "rejected" and not e.left_out]
    events = [e for e in listed if e.aspect == "event"]
    waiting = sum(is_waiting(e) for e in listed)
    settings = held.case.preferences()
    reading = [
        _place(held, "chronology", _("Chronology"), len(events), "go chronology"),
        _place(held, "review", _("Review"), waiting, "go review"),
        _place(held, "pages", _("Pages"), len(chronology.published), "go pages"),
        _place(held, "people", _("Who's who"), sum(a.type != "Place" for a in chronology.agents), "go who"),
        _place(
            held,
            "disagreements",
            _("Disagreements"),
            sum(d.state == "open" for d in chronology.disagreements),
            "go disagreements",
        ),
        _place(held, "open", _("Open items"), sum(is_open_item(e) for e in listed), "go open"),
        _place(held, "coverage", _("Coverage")),
    ]
    if not settings.suggestions:
        reading = [place for place in reading if place.name != "review"]
    doing = [
        _place(held, "add", _("Add pages")),
        _place(held, "check", _("Check a draft")),
        _place(held, "import", _("Bring in a chronology")),
        _place(held, "export", _("Export and print")),
    ]
    keeping = [
        _place(held, "activity", _("Activity")),
        _place(held, "safe", _("Keep safe")),
        _place(held, "case-settings", _("Settings")),
    ]
    return [[place for place in group if _is_built(place.name, held)] for group in (reading, doing, keeping)]


def is_waiting(entry: Entry) -> bool:
    """A suggestion that nobody has decided or set aside, and whose words are part of the page's body."""
    return entry.state == "suggested" and not entry.unsure_by and not entry.left_out


def is_open_item(entry: Entry) -> bool:
    return entry.aspect == "open_item" and entry.state != "rejected" and entry.details.get("state") != "done"


def _is_built(name: str, held: HeldCase) -> bool:
    """Whether this place has a screen."""
    try:
        reverse(name, args=[held.key])
    except NoReverseMatch:
        return False
    return True


def _place(held: HeldCase, name: str, title: str, count: int | None = None, key: str = "") -> Place:
    below = "" if name == "chronology" else name
    return Place(name=name, title=title, address=f"/c/{held.key}/{below}", count=count, key=key)
