"""Importance: how near an event is to what its page is about, from 0 to 1, with the reasons in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chronofile.find.cast import Cast

if TYPE_CHECKING:
    from chronofile.find.happening import Happening


def importance(cast: Cast, event: Happening, lead: int) -> tuple[float, str]:
    """`lead` counts sentences from the page's first one, which is 1."""
    value, reasons = 0.25, []
    title = (cast.reading.article.headline or "").lower()
    page = cast.reading.page
    trigger = page[event.trigger.start : event.trigger.end].lower()
    names = [cast.name(k) for k, _, _ in event.parts]
    if title and (
        trigger[:5] in title or any(word.lower() in title for name in names for word in name.split() if len(word) > 3)
    ):
        value += 0.2
        reasons.append("in the headline")
    if lead <= 2:
        value += 0.15
        reasons.append("in the lead")
    if event.occurred is not None and event.occurred.is_day:
        value += 0.2
        reasons.append("dated to the day")
    elif event.occurred is not None:
        value += 0.1
        reasons.append("dated")
    if any(cast.is_named(k) for k, _, _ in event.parts):
        value += 0.15
        reasons.append("somebody named takes part")
    if event.said_by is None:
        value += 0.05
    else:
        reasons.append("only said by somebody")
    if cast.reading.sentences[event.sentence].s.role == "caption":
        reasons.append("from a caption")
    return round(min(1.0, value), 2), ", ".join(reasons)
