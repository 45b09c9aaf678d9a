"""Bearers of names: whom or what a page names, while its mentions are being gathered."""

from __future__ import annotations

from collections.abc import Sequence as Many

import msgspec

from chronofile.model import MentionType, Role


class Bearer(msgspec.Struct):
    """`words` are the fullest form of the name; `keys` the words, folded, that may stand alone for it; `forms` how
    often each stands; `may_be` the indexes of bearers that it may be and was not joined with.
    """

    words: tuple[str, ...]
    type: MentionType
    rule: str
    first: int
    forms: dict[str, int] = msgspec.field(default_factory=dict)
    keys: set[str] = msgspec.field(default_factory=set)
    titles: set[str] = msgspec.field(default_factory=set)
    roles: list[Role] = msgspec.field(default_factory=list)
    may_be: list[int] = msgspec.field(default_factory=list)
    reason: str = ""

    @property
    def name(self) -> str:
        return " ".join(self.words)

    def count(self, form: str, start: int) -> None:
        """Note that the form stands at `start` of the page."""
        self.forms[form] = self.forms.get(form, 0) + 1
        self.first = min(self.first, start)


class Named(msgspec.Struct):
    """The bearers of a page; `of` gives for (sentence, first token of a name) an index in `list`.

    One that was joined with another stays in the list without forms.
    """

    list: list[Bearer]
    of: dict[tuple[int, int], int]

    def add(self, bearer: Bearer) -> int:
        self.list.append(bearer)
        return len(self.list) - 1

    def leave_apart(self, at: int, candidates: Many[int], why: str = "could be {}: left apart") -> None:
        """Note whom `at` may be."""
        self.list[at].may_be = list(candidates)
        self.list[at].reason = why.format(" or ".join(self.list[c].name for c in candidates[:3]))

    def join(self, moved: dict[int, int], reasons: dict[int, str]) -> None:
        """Give the mentions of each key of `moved` to its value."""
        for place, at in self.of.items():
            self.of[place] = moved.get(at, at)
        for at, into in moved.items():
            source, target = self.list[at], self.list[into]
            for form, count in source.forms.items():
                target.forms[form] = target.forms.get(form, 0) + count
            target.first = min(target.first, source.first)
            target.reason = reasons[at]
            source.forms = {}
