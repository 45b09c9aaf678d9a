"""Clock: the rooms know none; the front door reads it once and hands the time over."""

from __future__ import annotations

import datetime as dt


def today() -> dt.date:
    """The calendar day here and now: the last on which a page that is read now can have been published."""
    return dt.datetime.now().astimezone().date()


def now() -> str:
    """This moment, ISO 8601 in UTC, to the second."""
    return dt.datetime.now(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
