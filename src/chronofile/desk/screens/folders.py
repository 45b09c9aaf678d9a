"""Folders: looking for a folder on this computer, because a browser may not tell where a file lies."""

from __future__ import annotations

import os
import string
import sys
from pathlib import Path
from urllib.parse import urlencode

import msgspec
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path
from django.utils.http import url_has_allowed_host_and_scheme

MOST = 500


class Folder(msgspec.Struct, frozen=True):
    name: str
    address: str
    is_case: bool


def folders(request: HttpRequest) -> HttpResponse:
    """What lies in a folder: its folders to look into; `to` is the form that is told which one was chosen."""
    to = request.GET.get("to", "/")
    if not to.startswith("/") or not url_has_allowed_host_and_scheme(to, allowed_hosts=None):
        to = "/"
    wanted = request.GET.get("at", "")
    at = wanted if wanted and "\0" not in wanted and os.path.isdir(wanted) else str(Path.home())
    at = os.path.abspath(at)
    found, refused = _inside(at, to)
    above = os.path.dirname(at)
    made: HttpResponse = render(
        request,
        "desk/shelf/folders.html",
        {
            "at": at,
            "to": to,
            "found": found,
            "refused": refused,
            "above": _address(above, to) if above != at else "",
            "tops": [Folder(top, _address(top, to), False) for top in _tops()],
            "chosen": f"{to}{'&' if '?' in to else '?'}{urlencode({'folder': at})}",
            "is_case": os.path.isfile(os.path.join(at, "case.db")),
        },
    )
    return made


def _inside(at: str, to: str) -> tuple[list[Folder], bool]:
    """The folders in a folder, hidden ones left out; True when it may not be looked into."""
    try:
        with os.scandir(at) as entries:
            names = sorted(
                (e.name for e in entries if not e.name.startswith((".", "$")) and _is_folder(e)), key=str.casefold
            )
    except OSError:
        return [], True
    paths = [(name, os.path.join(at, name)) for name in names[:MOST]]
    return [
        Folder(_shown(name), _address(place, to), os.path.isfile(os.path.join(place, "case.db")))
        for name, place in paths
    ], False


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:
        return False


def _tops() -> list[str]:
    """Where looking can begin: the person's own folder, and the drives."""
    if sys.platform == "win32":
        return [str(Path.home()), *(f"{d}:\\" for d in string.ascii_uppercase if os.path.exists(f"{d}:\\"))]
    return [str(Path.home()), *(p for p in ("/", "/media", "/mnt", "/Volumes") if os.path.isdir(p))]


def _address(place: str, to: str) -> str:
    return "/folders?" + urlencode({"at": os.fsencode(place), "to": to})


def _shown(name: str) -> str:
    return name.encode("utf-8", "replace").decode("utf-8")


urls = [path("folders", folders, name="folders")]
