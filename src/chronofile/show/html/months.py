"""Months: the strip of a long chronology, counts by month instead of single signs."""

from __future__ import annotations

import datetime as dt
from collections import Counter

from chronofile.show.html.axis import Axis
from chronofile.show.html.markup import Markup, joined, tag

UPPER, LOWER = 64, 40
MOST_BARS = 120


def drawn_months(axis: Axis, spans: list[tuple[dt.date, dt.date]], reports: list[dt.date]) -> tuple[Markup, int, int]:
    """The drawing, the height of its upper part and its whole height in pixels. An entry counts in its first
    possible month; beyond 120 months, several share a bar.
    """
    months = axis.months()
    size = -(-len(months) // MOST_BARS)
    origin = months[0]
    happened = Counter(_bar(a, origin, size) for a, b in spans if axis.shows(a, b))
    reported = Counter(_bar(day, origin, size) for day in reports if axis.shows(day, day))
    bars = -(-len(months) // size)
    parts = [axis.drawn(UPPER + LOWER + 34)]
    for counts, down in ((happened, False), (reported, True)):
        parts += [
            _drawn(max(0, index), count, max(counts.values()), bars, down=down) for index, count in counts.items()
        ]
    height = UPPER + LOWER + 34
    return tag("svg", joined(parts), class_="draw", width="100%", height=height), UPPER, height


def _bar(day: dt.date, origin: dt.date, size: int) -> int:
    return max(0, ((day.year - origin.year) * 12 + day.month - origin.month) // size)


def _drawn(index: int, count: int, most: int, bars: int, *, down: bool) -> Markup:
    room = (LOWER if down else UPPER) - 18
    tall = max(2, round(room * count / most))
    left, width = 100 * index / bars, 100 / bars
    y = UPPER + 6 if down else UPPER - tall
    bar = tag(
        "rect", x=f"{left + width * 0.15:.2f}%", y=y, width=f"{width * 0.7:.2f}%", height=tall,
        class_="count copy" if down else "count",
    )  # fmt: skip
    label_y = y + tall + 11 if down else y - 3
    label = tag("text", str(count), x=f"{left + width / 2:.2f}%", y=label_y, class_="label mid") if bars <= 40 else None
    return tag("g", tag("title", str(count)), bar, label)
