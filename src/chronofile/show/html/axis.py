"""Axis: days to per cent of a drawing's width, and the months under it."""

from __future__ import annotations

import calendar
import datetime as dt

import msgspec

from chronofile.show import dates
from chronofile.show.html.markup import Markup, joined, tag

STEPS = (1, 2, 3, 6, 12, 24, 60, 120, 240, 600, 1200, 6000, 12000)
MOST_TICKS = 13


class Axis(msgspec.Struct, frozen=True):
    """`first` and `last` are ordinals of days, both included; `before` and `after` count entries outside them."""

    first: int
    last: int
    before: int = 0
    after: int = 0

    def place(self, day: dt.date) -> float:
        """Per cent of the width, clamped to the drawing."""
        share = (day.toordinal() - self.first) / max(1, self.last - self.first)
        return round(100 * min(1.0, max(0.0, share)), 3)

    def span(self, first: dt.date, last: dt.date) -> tuple[float, float]:
        return self.place(first), self.place(last)

    def shows(self, first: dt.date, last: dt.date) -> bool:
        return last.toordinal() >= self.first and first.toordinal() <= self.last

    def told(self) -> str:
        start, end = dt.date.fromordinal(self.first), dt.date.fromordinal(self.last)
        return f"{dates.MONTHS[start.month - 1]} {start.year} to {dates.MONTHS[end.month - 1]} {end.year}"

    def months(self) -> list[dt.date]:
        """First days of all months shown."""
        made, day = [], dt.date.fromordinal(self.first).replace(day=1)
        while day.toordinal() <= self.last:
            made.append(day)
            if (day.year, day.month) == (9999, 12):
                break
            day = dt.date(day.year + day.month // 12, day.month % 12 + 1, 1)
        return made

    def drawn(self, height: int) -> Markup:
        """Dotted lines with the names of months, years under every January and the first."""
        months = self.months()
        step = next((s for s in STEPS if len(months) / s <= MOST_TICKS), STEPS[-1])
        ticks = [m for m in months if (m.year * 12 + m.month - 1) % step == 0 and m.toordinal() >= self.first]
        parts = []
        for number, month in enumerate(ticks):
            x = f"{self.place(month):.2f}%"
            parts.append(tag("line", x1=x, y1=4, x2=x, y2=height - 34, class_="tick"))
            year = month.month == 1 or number == 0
            name = dates.SHORT_MONTHS[month.month - 1] if step < 12 else str(month.year)
            parts.append(tag("text", name, x=x, y=height - 19, class_="label"))
            if year and step < 12:
                parts.append(tag("text", str(month.year), x=x, y=height - 4, class_="label year"))
        return joined(parts)


def axis_for(spans: list[tuple[dt.date, dt.date]], reports: list[dt.date]) -> Axis | None:
    """From the first to the last month of all entries and reports; None without any entry.

    A few entries far away ("founded in 1953") would press all others into one point: when one in ten at most lies
    outside and the rest takes less than a quarter of the whole, the drawing shows the rest and counts the few.
    """
    if not spans:
        return None
    starts, ends = sorted(a for a, _ in spans), sorted(b for _, b in spans)
    reported = (min(reports, default=dt.date.max), max(reports, default=dt.date.min))
    first, last = min(starts[0], reported[0]), max(ends[-1], reported[1])
    whole, few = (last - first).days, len(spans) // 10
    one_side = [pair for n in range(1, few + 1) for pair in ((n, 0), (0, n))]
    for left, right in (*one_side, (few, few)):
        inner = min(starts[left], reported[0]), max(ends[-1 - right], reported[1])
        if (inner[1] - inner[0]).days * 4 < whole:
            first, last = inner
            break
    low = first.replace(day=1)
    high = last.replace(day=calendar.monthrange(last.year, last.month)[1])
    return Axis(
        low.toordinal(),
        high.toordinal(),
        before=sum(b < low for _, b in spans),
        after=sum(a > high for a, _ in spans),
    )


def lanes(spans: list[tuple[float, float]], *, gap: float, most: int) -> list[int]:
    """A lane for each span so that none in one lane come closer than `gap`; beyond `most` lanes they overlap."""
    free: list[float] = []
    placed = [0] * len(spans)
    for index in sorted(range(len(spans)), key=lambda i: spans[i]):
        left, right = spans[index]
        lane = next((n for n, end in enumerate(free) if end + gap <= left), None)
        if lane is None:
            if len(free) < max(1, most):
                free.append(right)
                lane = len(free) - 1
            else:
                lane = min(range(len(free)), key=free.__getitem__)
        free[lane] = max(free[lane], right)
        placed[index] = lane
    return placed
