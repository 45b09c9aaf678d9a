"""HeldCase: a case as one request holds it: opened, with what screens ask for most, and closed at its end."""

from __future__ import annotations

import gc
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
from chronofile.store import View

P = ParamSpec("P")
_KEPT = 2
"""Cases whose chronology is kept in memory."""


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
        """The chronology as it stands now, its entries as lists show them: without claims and reasons (see `entry`)."""
        return _views.of(self.case).chronology

    @cached_property
    def by_id(self) -> dict[str, Entry]:
        """The same entries by their ids."""
        return {entry.id: entry for entry in self.chronology.entries}

    @cached_property
    def involved(self) -> dict[str, list[Entry]]:
        """The entries that each agent is in, by the agent's id."""
        found: dict[str, list[Entry]] = {}
        for entry in self.chronology.entries:
            for own in dict.fromkeys(i.agent for i in entry.involvements):
                found.setdefault(own, []).append(entry)
        return found

    def entry(self, own: str) -> Entry:
        """One entry in full. Raises Http404 when the case has none of that id."""
        found = self.case.entry(own)
        if found is None:
            raise Http404(own)
        return found

    def forget(self) -> None:
        """After a decision: what follows in this request sees it."""
        for name in ("chronology", "by_id", "involved"):
            self.__dict__.pop(name, None)


class _Views:
    """The last view of a few cases, for all threads (it is frozen). A newer one takes over what did not change."""

    def __init__(self) -> None:
        self._kept: OrderedDict[tuple[str, str], View] = OrderedDict()
        self._lock = threading.Lock()

    def of(self, case: Case) -> View:
        own = (str(case.path), case.store.identity)
        with self._lock:
            known = self._kept.get(own)
        made = case.view(known)
        if known is None or made.chronology.agents is not known.chronology.agents:
            _out_of_the_way()
        with self._lock:
            self._kept[own] = made
            self._kept.move_to_end(own)
            while len(self._kept) > _KEPT:
                self._kept.popitem(last=False)
        return made


def _out_of_the_way() -> None:
    """After a whole view was read: the collector looks at it no more (10,000 entries held decisions up for 150 ms every
    sixtieth time). Views hold no cycles, so a dropped one is still given back.
    """
    gc.collect(1)
    gc.freeze()


_views = _Views()


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
