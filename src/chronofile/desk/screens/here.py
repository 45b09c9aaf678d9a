"""Here: nothing leaves this computer, as numbers; the letters of each act and others instead; help and practice."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import path
from django.utils.translation import gettext as _

from chronofile import __version__, config
from chronofile.api.place import place_of
from chronofile.desk import keys, outgoing
from chronofile.desk.held import posted
from chronofile.desk.premises import here as premises
from chronofile.desk.shelf_row import place_words


def here(request: HttpRequest) -> HttpResponse:
    """The address it listens on, connections to elsewhere, what is stored where, how to check."""
    shelf = premises().shelf.read()
    cases = [(case, place_words(place_of(case.folder))) for case in shelf.cases if not case.archived]
    answer: HttpResponse = render(
        request,
        "desk/here/here.html",
        {
            "port": premises().port,
            "connections": outgoing.count(),
            "shelf_folder": premises().folder,
            "shelf_warning": place_words(place_of(premises().folder)),
            "log_folder": config.log_folder(),
            "cases": cases,
            "version": __version__,
        },
    )
    return answer


def letters(request: HttpRequest) -> HttpResponse:
    """The letters in force, first those of the screen one came from; each can be another."""
    liking = premises().shelf.read().liking
    wanted = dict(liking.keys)
    error = ""
    if request.method == "POST":
        if posted(request, "act") == "usual":
            wanted = {}
        else:
            given = {act: _letter(request, act, liking.keys) for act in keys.LETTERS}
            wanted = {act: letter for act, letter in given.items() if letter and letter != keys.LETTERS[act]}
        error = wrong(wanted)
        if not error:
            changed = msgspec.structs.replace(liking, keys=wanted, letter_keys=bool(request.POST.get("letter_keys")))
            premises().shelf.like(changed)
            return HttpResponseRedirect("/keys?saved=1")
    came_from = request.GET.get("from", "")
    groups = sorted(_groups(), key=lambda group: came_from not in group.screens)
    answer: HttpResponse = render(
        request,
        "desk/here/keys.html",
        {
            "groups": [(g.title, [(a, said, keys.letter(a, wanted)) for a, said in g.acts.items()]) for g in groups],
            "error": error,
            "saved": "saved" in request.GET,
        },
        status=422 if error else 200,
    )
    return answer


def help_page(request: HttpRequest) -> HttpResponse:
    example = next((case for case in premises().shelf.read().cases if case.example), None)
    answer: HttpResponse = render(request, "desk/here/help.html", {"example": example})
    return answer


class Group(msgspec.Struct, frozen=True):
    """Acts whose letters count at one time; `screens` are names of places in the rail."""

    title: str
    screens: tuple[str, ...]
    acts: dict[str, str]


def wrong(chosen: dict[str, str]) -> str:
    """Why these letters cannot be, in a sentence; "" when they can: two acts of one screen need two letters."""
    for letter in chosen.values():
        parts = letter.split(" ")
        if len(parts) > 2 or any(len(part) != 1 or not part.isprintable() for part in parts):
            return _("“%(letter)s” is no letter: give one, or two with a blank between.") % {"letter": letter}
    everywhere, *others = _groups()
    for group in others:
        seen: dict[str, str] = {}
        for act, said in {**everywhere.acts, **group.acts}.items():
            letter = keys.letter(act, chosen)
            if letter in seen and act != seen[letter]:
                told = _("“%(letter)s” cannot stand for both “%(one)s” and “%(other)s”.")
                one = {**everywhere.acts, **group.acts}[seen[letter]]
                return told % {"letter": letter, "one": one, "other": said}
            seen[letter] = act
    return ""


def _letter(request: HttpRequest, act: str, before: Mapping[str, str]) -> str:
    """An act of several groups has a field in each; the one that was changed counts."""
    now = keys.letter(act, before)
    fields = [" ".join(value.split()) for value in request.POST.getlist(f"key-{act}")]
    return next((value for value in fields if value != now), now if fields else "")


def _groups() -> list[Group]:
    """Each act in words, in the order of DESK's table: everywhere first."""
    everywhere = {
        "search": _("Search"),
        "keys": _("These letters"),
        "undo": _("Undo"),
        "again": _("Do again"),
        "go chronology": _("Go to the chronology"),
        "go review": _("Go to review"),
        "go pages": _("Go to the pages"),
        "go who": _("Go to who's who"),
        "go disagreements": _("Go to disagreements"),
        "go open": _("Go to open items"),
    }
    lists = {"next": _("Next"), "previous": _("Previous"), "new": _("New"), "tick": _("Tick a row")}
    review = {
        "accept": _("Accept"),
        "reject": _("Reject"),
        "unsure": _("Unsure"),
        "edit": _("Edit"),
        "date": _("Date"),
        "people": _("People"),
        "happened": _("Happened?"),
        "join": _("Join"),
        "split": _("Split"),
        "original": _("Original"),
        "next": _("Next"),
        "previous": _("Previous"),
        "all": _("All at once"),
        "page": _("To the page and back"),
    }
    page = {
        "mark": _("Mark the next sentence"),
        "mark back": _("Mark the one before"),
        "statement": _("Statement of the marked words"),
        "open item": _("Open item of the marked words"),
        "original": _("Original"),
    }
    pairs = {"same": _("Same"), "different": _("Different"), "unsure": _("Unsure")}
    return [
        Group(_("Everywhere"), (), everywhere),
        Group(_("In lists"), ("chronology", "disagreements", "open", "activity"), lists),
        Group(_("In review"), ("review",), review),
        Group(_("On a page"), ("pages",), page),
        Group(_("In pairs"), ("people",), pairs),
    ]


urls = [
    path("here", here, name="here"),
    path("keys", letters, name="keys"),
    path("help", help_page, name="help"),
]
