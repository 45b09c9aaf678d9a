"""Moments: when something was done, as a person says it, in the time of this computer."""

from __future__ import annotations

import datetime as dt

from django.utils.dateformat import format as in_words
from django.utils.translation import gettext as _


def moment(written: str, now: dt.datetime | None = None) -> str:
    """ "Today, 14:32", "19 November", "3 March 2024"; the day alone where no time was written; "" for nothing, and what
    is no moment as it is.
    """
    if not written:
        return ""
    try:
        when = dt.datetime.fromisoformat(written)
    except ValueError:
        return written
    local = when.astimezone() if when.tzinfo else when
    today = (now or dt.datetime.now().astimezone()).date()
    if len(written) <= 10:
        return day(local.date(), today)
    if local.date() == today:
        return _("Today, %(time)s") % {"time": in_words(local, "H:i")}
    return day(local.date(), today)


def day(value: dt.date, today: dt.date) -> str:
    """The year only where it is another one."""
    return in_words(value, "j F" if value.year == today.year else "j F Y")


def exactly(written: str) -> str:
    """ "25 November 2025, 14:12"; the day alone where no time was written."""
    try:
        when = dt.datetime.fromisoformat(written)
    except ValueError:
        return written
    return in_words(when.astimezone() if when.tzinfo else when, "j F Y" if len(written) <= 10 else "j F Y, H:i")
