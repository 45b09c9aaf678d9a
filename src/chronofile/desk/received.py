"""Received: what a form of "Add pages" sent, as a draft that was read, or what of it cannot be taken and why."""

from __future__ import annotations

import datetime as dt
import errno
import json
import os
from typing import Any

import msgspec
from django.http import HttpRequest
from django.utils.translation import gettext as _

from chronofile.api.adding import files_below, read_apart
from chronofile.api.clock import now, today
from chronofile.api.source import Source
from chronofile.desk.drafts import FEW, Draft, Drafts, placed
from chronofile.desk.held import HeldCase, posted
from chronofile.desk.premises import here

WAYS = ("files", "text", "page")
LONGEST_TEXT = 4_000_000
"""Letters in a pasted text: a novel has a fifth of that."""


class Wrong(msgspec.Struct, frozen=True):
    """What of a form cannot be taken, by field."""

    errors: dict[str, str]


def received(request: HttpRequest, held: HeldCase, way: str) -> Draft | Wrong:
    """A draft of what was sent, read where it is little."""
    if way == "files":
        return _from_folder(request, held) if posted(request, "folder") else _from_files(request, held)
    return from_text(request, held, way)


def _from_files(request: HttpRequest, held: HeldCase) -> Draft | Wrong:
    files = [file for file in request.FILES.getlist("files") if file.name]
    if not files:
        return Wrong({"files": _("Nothing was chosen. Choose files or a folder, or drop them here.")})
    drafts = drafts_of(held)
    own = drafts.new()
    try:
        sources = placed(drafts.files(own), zip(_names(request, files), files, strict=True))
    except OSError as error:
        drafts.drop(own)
        if error.errno != errno.ENOSPC:
            raise
        return Wrong({"files": _("No room left on this computer for these files. Free some space, or add fewer.")})
    return _ready(held, Draft(id=own, way="files", made_at=now(), sources=tuple(sources), count=len(files)))


def _from_folder(request: HttpRequest, held: HeldCase) -> Draft | Wrong:
    folder = os.path.expanduser(posted(request, "folder").strip('"'))
    if "\0" in folder or not os.path.isabs(folder):
        return Wrong({"folder": _("Give the whole path, from the drive or the root of the disk on.")})
    if not os.path.exists(folder):
        return Wrong(
            {"folder": _("Not found at %(path)s. Check the name, or choose it from the list.") % {"path": folder}}
        )
    count = len(files_below([Source(path=folder)]))
    if not count:
        return Wrong({"folder": _("Nothing to read in %(path)s.") % {"path": folder}})
    drafts = drafts_of(held)
    made = Draft(id=drafts.new(), way="files", made_at=now(), sources=(Source(path=folder),), count=count)
    return _ready(held, made)


def from_text(request: HttpRequest, held: HeldCase, way: str, own: str = "") -> Draft | Wrong:
    text = request.POST.get("text", "").replace("\r\n", "\n")
    errors: dict[str, str] = {}
    if not text.strip():
        errors["text"] = _("Nothing was pasted yet.")
    elif len(text) > LONGEST_TEXT:
        errors["text"] = _("This is longer than a page can be. Save it as files and add these.")
    address = posted(request, "address")
    if address and not address.startswith(("http://", "https://")):
        errors["address"] = _("An address begins with http:// or https://. Leave it empty where there is none.")
    collected, wrong = _collected(posted(request, "collected_on"))
    if wrong:
        errors["collected_on"] = wrong
    if errors:
        return Wrong(errors)
    drafts = drafts_of(held)
    own = own or drafts.new()
    is_markup = way == "page" and "<" in text and ">" in text
    name = "pasted.html" if is_markup else "pasted.txt"
    head = '<meta charset="utf-8">' if is_markup and "charset" not in text[:2048].lower() else ""
    file = drafts.files(own) / name
    for other in drafts.files(own).iterdir():
        other.unlink()
    file.write_text(head + text, encoding="utf-8", errors="replace", newline="")
    source = Source(
        path=str(file),
        location=address or _("pasted text, %(moment)s") % {"moment": now()[:16].replace("T", " ")},
        how="paste",
        url=address or None,
        collected_at=collected,
    )
    instead = posted(request, "instead")
    return _ready(
        held,
        Draft(
            id=own,
            way="page" if way == "page" else "text",
            made_at=now(),
            sources=(source,),
            count=1,
            instead_of=instead,
        ),
    )


def _collected(given: str) -> tuple[str | None, str]:
    """The day in ISO 8601, this moment for today; and what is wrong with it."""
    if not given:
        return None, ""
    try:
        day = dt.date.fromisoformat(given)
    except ValueError:
        return None, _("Not understood as a day; write it as %(example)s.") % {"example": today().isoformat()}
    if day > today():
        return None, _("This day is still to come.")
    return (now() if day == today() else day.isoformat()), ""


def _ready(held: HeldCase, draft: Draft) -> Draft:
    """Read it where it is little; a draft of many waits for "Read these"."""
    drafts = drafts_of(held)
    reads = None if draft.count > FEW else read_apart(draft.sources, by=held.by, most=FEW)
    if reads is None or (len(reads) > 1 and any(read.inside for read in reads)):
        return drafts.put(msgspec.structs.replace(draft, many=True))
    drafts.put_reads(draft.id, reads)
    return drafts.put(draft)


def _names(request: HttpRequest, files: list[Any]) -> list[str]:
    """With their folders, where the page's script could tell them: a form alone sends names without folders."""
    try:
        names = json.loads(request.POST.get("paths", ""))
    except ValueError:
        names = None
    if isinstance(names, list) and len(names) == len(files) and all(isinstance(name, str) for name in names):
        return [name or str(file.name) for name, file in zip(names, files, strict=True)]
    return [str(file.name) for file in files]


def is_archive(source: Source) -> bool:
    return source.path.lower().endswith((".warc", ".warc.gz", ".xml", ".rss", ".atom")) or os.path.isdir(source.path)


def drafts_of(held: HeldCase) -> Drafts:
    return Drafts(here().folder, held.key)
