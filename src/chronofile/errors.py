"""What can go wrong that a person can mend: each message names its subject and the way out."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


class ChronofileError(Exception):
    """Base of all expected errors. `str(error)` is one sentence a user can act on; no traceback reaches a user."""


class CalledWrongly(ChronofileError):
    """The command or call itself is wrong (a missing path, an unknown format): exit status 2."""


class CaseNotFound(CalledWrongly):
    """The folder named is not a case."""


class CaseBusy(ChronofileError):
    """Another build holds the case's lock."""


class CaseTooNew(ChronofileError):
    """The case was written by a newer version of the program; nothing in it was touched."""


class CaseReadOnly(ChronofileError):
    """The case can be read but not written here."""


class DiskFull(ChronofileError):
    """No room left; what was committed before is safe."""


class CaseDamaged(ChronofileError):
    """A stored object does not match its own hash, or the database cannot be read."""


class NotExact(ChronofileError):
    """A quotation does not stand in the kept page at its offsets; it may not leave."""


class UnknownLanguage(ChronofileError):
    """No folder in `lang/` has this name."""


class JudgementRefused(ChronofileError):
    """The act does not fit what it is applied to (undoing twice, a span outside the page)."""


class JudgementConflict(ChronofileError):
    """The entry is no longer what the person saw when they began: somebody decided meanwhile. Nothing was written.

    `entry` is its id, `expected` and `actual` the versions. `before` are the values that the person saw (None when no
    decision kept them) and `now` those it has, as a judgement freezes them.
    """

    def __init__(
        self, entry: str, expected: str, actual: str, before: Mapping[str, Any] | None, now: Mapping[str, Any]
    ) -> None:
        what = now.get("headline") or (before or {}).get("headline") or "this entry"
        super().__init__(f"'{what}' was changed elsewhere since it was shown here; look at it again, then decide")
        self.entry = entry
        self.expected = expected
        self.actual = actual
        self.before = None if before is None else dict(before)
        self.now = dict(now)

    @property
    def differences(self) -> tuple[tuple[str, str, str], ...]:
        """(attribute, what was seen, what it is now), in words, for each value that is another; "" for an open one."""
        seen, held = self.before or {}, self.now
        names = [name for name in _SHOWN if _said(seen.get(name)) != _said(held.get(name))]
        return tuple((name, _said(seen.get(name)), _said(held.get(name))) for name in names)


_SHOWN = (
    "review_state", "decided_by", "unsure_by", "headline", "kind", "occurred", "factuality", "place", "involvements",
    "said_by", "details", "notes",
)  # fmt: skip
"""What differs is told in this order."""


def _said(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, Mapping):
        if "edtf" in value:
            return str(value["edtf"])
        if "name" in value:
            return f"{value['name']} ({value['part']})" if value.get("part") else str(value["name"])
        if "text" in value:
            return str(value["text"])
        return "; ".join(f"{key}: {_said(item)}" for key, item in value.items() if _said(item))
    if isinstance(value, list | tuple):
        return ", ".join(_said(item) for item in value)
    return str(value)
