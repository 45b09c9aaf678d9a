"""HeldCase: a case as one request holds it: opened, with what screens ask for most, and closed at its end."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime
from functools import cached_property, wraps
from typing import Any, Concatenate, ParamSpec

import msgspec
from django.http import Http404, HttpRequest, HttpResponse

from chronofile.api import Case
from chronofile.desk.premises import here
from chronofile.desk.shelf_file import OnShelf
from chronofile.errors import CaseReadOnly
from chronofile.model import Chronology, Entry

P = ParamSpec("P")
_KEPT = 4
"""Chronologies kept in memory: one of 5,000 entries is some 40 MB."""


class HeldCase:
    """`key` is what stands for the case in addresses. `writable` False means that nothing can be decided here."""

    def __init__(self, on_shelf: OnShelf, case: Case) -> None:
        self.on_shelf = on_shelf
        self.key = on_shelf.key
        self.case = case
        self.writable = case.store.writable

    @property
    def by(self) -> str:
        """Whose decisions these are: the signature of the case, else of the shelf, else "You"."""
        return self.case.preferences().signature or here().shelf.read().liking.signature or "You"

    @cached_property
    def chronology(self) -> Chronology:
        """The whole chronology as it stands now."""
        return _read.chronology(self.case)

    @cached_property
    def by_id(self) -> dict[str, Entry]:
        return {entry.id: entry for entry in self.chronology.entries}

    def entry(self, own: str) -> Entry:
        """One entry. Raises Http404 when the case has none of that id."""
        found = self.by_id.get(own)
        if found is None:
            raise Http404(own)
        return found

    def forget(self) -> None:
        """After a decision: what follows in this request sees it."""
        for name in ("chronology", "by_id"):
            self.__dict__.pop(name, None)


class _Chronologies:
    """The last few chronologies read, shared by all threads: they are frozen, and known by the state they show."""

    def __init__(self) -> None:
        self._kept: OrderedDict[str, tuple[str, Chronology]] = OrderedDict()
        self._lock = threading.Lock()

    def chronology(self, case: Case) -> Chronology:
        folder, stamp = str(case.path), case.stamp()
        with self._lock:
            found = self._kept.get(folder)
            if found is not None and found[0] == stamp:
                self._kept.move_to_end(folder)
                return found[1]
        made = case.chronology()
        with self._lock:
            self._kept[folder] = (case.stamp(), made)
            self._kept.move_to_end(folder)
            while len(self._kept) > _KEPT:
                self._kept.popitem(last=False)
        return made


_read = _Chronologies()


def on_case(
    view: Callable[Concatenate[HttpRequest, HeldCase, P], HttpResponse],
) -> Callable[..., HttpResponse]:
    """A view of a case: `view(request, held, …)` for the address `/c/<key>/…`. 404 when the shelf has no such case."""

    @wraps(view)
    def with_case(request: HttpRequest, key: str, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        on_shelf = here().shelf.find(key)
        if on_shelf is None:
            raise Http404(key)
        with opened(on_shelf) as case:
            _seen(on_shelf, case)
            return view(request, HeldCase(on_shelf, case), *args, **kwargs)

    return with_case


def _seen(on_shelf: OnShelf, case: Case) -> None:
    """Note on the shelf when the case was opened last, what it is called and which it is; once a minute at most."""
    now = datetime.now(UTC)
    if on_shelf.opened_at[:16] != now.isoformat()[:16]:
        facts = case.store.facts()
        moment = now.isoformat(timespec="seconds")
        with suppress(OSError):  # a shelf that cannot be written keeps nobody from a case
            here().shelf.put(msgspec.structs.replace(on_shelf, opened_at=moment, name=facts.name, case=facts.id))


def opened(on_shelf: OnShelf) -> Case:
    """The case for writing where that can be, else for reading."""
    try:
        return Case.open(on_shelf.folder)
    except CaseReadOnly:
        return Case.open(on_shelf.folder, write=False)


def posted(request: HttpRequest, name: str, default: str = "") -> str:
    """A field of a form, without blanks around it."""
    value: Any = request.POST.get(name, default)
    return str(value).strip()
