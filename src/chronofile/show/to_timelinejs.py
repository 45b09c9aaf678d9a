"""TimelineJS 3: the JSON from which the Knight Lab's widget draws a timeline. Its texts are HTML: all is escaped."""

from __future__ import annotations

import datetime as dt
import html
import json
import re
from typing import Any

from chronofile.model import Entry
from chronofile.show import dates, sentences, words
from chronofile.show.export import STAMP, Export, is_planned, ready, shown_entries

Row = dict[str, Any]


def to_timelinejs(export: Export) -> bytes:
    """An event needs a day to stand on: one known only as "on or before" stands on its last day, and undated ones are
    listed on the title slide, so that none is dropped. Words beside each date say how exact it is.
    """
    ready(export)
    entries = shown_entries(export)
    undated = [e for e in entries if _start(e) is None]
    text = f"<p>Working copy, {STAMP}. As of {dates.day(export.as_of)}.</p>"
    if export.question:
        text += f"<p>{_escaped(export.question)}</p>"
    if undated:
        text += "<p>Undated:</p><ul>" + "".join(f"<li>{_escaped(e.headline)}</li>" for e in undated) + "</ul>"
    record = {
        "title": {"unique_id": "title", "text": {"headline": _escaped(export.case), "text": text}},
        "events": [_event(export, e) for e in entries if _start(e) is not None],
    }
    return (json.dumps(record, ensure_ascii=False, indent=1) + "\n").encode("utf-8", "backslashreplace")


def _event(export: Export, entry: Entry) -> Row:
    date = entry.occurred
    start = _start(entry)
    if date is None or start is None:
        raise ValueError("an undated entry has no slide")
    row: Row = {
        "unique_id": "entry-" + re.sub(r"[^A-Za-z0-9_-]", "-", entry.id),
        "start_date": _date(start),
        "display_date": _escaped(dates.when(date).line),
        "group": "Planned" if is_planned(entry) else words.factuality(entry.factuality),
        "text": {"headline": _escaped(entry.headline), "text": _text(export, entry)},
    }
    if date.first_day and date.last_day and date.last_day > date.first_day:
        row["end_date"] = _date(date.last_day)
    return row


def _text(export: Export, entry: Entry) -> str:
    parts = []
    for cited in entry.citations:
        page = export.pages[cited.citation.text_layer]
        quotation = _escaped(sentences.one_line(cited.citation.shown or cited.citation.exact))
        where = _escaped(page.headline or page.location or "a page without a headline")
        outlet = f", {_escaped(page.outlet)}" if page.outlet else ""
        parts.append(f"<p>“{quotation}”<br>{where}{outlet}</p>")
    parts.append(f"<p>{_escaped(words.state(entry))} · {_escaped(words.told_by(entry))}</p>")
    return "".join(parts)


def _start(entry: Entry) -> dt.date | None:
    return (entry.occurred.first_day or entry.occurred.last_day) if entry.occurred else None


def _date(day: dt.date) -> Row:
    return {"year": day.year, "month": day.month, "day": day.day}


def _escaped(text: str) -> str:
    return html.escape(text, quote=True)
