"""The page's own dates: when it was published and modified, weighed from what it prints and what its text says.

A printed date is taken when nothing contradicts it and its place is trusted; a date line that merely stands above
other stories needs support from the text. What the text contradicts is kept as a rejected alternative with the reason.
With no date to take, the text bounds the day as far as it can, and everything that hangs on it is as wide as that.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import NamedTuple

from chronofile.model import Alternative, DateValue, Layout, TimeExpression
from chronofile.when.candidates import Parsed, parse
from chronofile.when.evidence import (
    Evidence,
    Told,
    explicit_bounds,
    fits,
    misfit_reason,
    readings,
    told_on,
    told_without_year,
    year_links,
)
from chronofile.when.outcome import in_words
from chronofile.when.window import Window, window

RECENT = 10
"""Days: an article's freshest date without a year lies so close before publication that it supports a date line."""
MAX_CANDIDATES = 200


class PageDates(NamedTuple):
    """`published` is None when nothing bounds it; `modified` is None when the page names no such day."""

    published: DateValue | None
    modified: DateValue | None


class _Judged(NamedTuple):
    parsed: Parsed
    score: int
    against: tuple[str, ...]
    support: tuple[str, ...]
    rejected: str


def date_page(
    text: str, layout: Layout, expressions: Sequence[TimeExpression], *, language: str, as_of: dt.date
) -> PageDates:
    """Dates of the page. `as_of` is the last day on which anything on it can have been published."""
    read = readings(layout, expressions)
    evidence = [*explicit_bounds(read), *year_links(text, read)]
    told = told_without_year(read)
    published = [p for c in layout.all("published")[:MAX_CANDIDATES] if (p := parse(c, language))]
    modified = [p for c in layout.all("modified")[:MAX_CANDIDATES] if (p := parse(c, language))]
    judged = [_judge(p, published, evidence, told, as_of) for p in published]
    taken = max((j for j in judged if not j.rejected), key=lambda j: j.score, default=None)
    if taken is not None:
        taken = _in_its_own_zone(taken, judged)
    if taken is not None:
        value: DateValue | None = _taken(taken, judged)
    else:
        upper = [p for p in (*published, *modified) if p.period.last <= as_of]
        value = _bounded(window(evidence, told, upper, as_of), judged)
    return PageDates(value, _modified(modified, value, as_of))


def _judge(
    parsed: Parsed, others: Sequence[Parsed], evidence: Sequence[Evidence], told: Sequence[Told], as_of: dt.date
) -> _Judged:
    first, last = parsed.period.first, parsed.period.last
    if first > as_of + dt.timedelta(days=1):
        return _Judged(parsed, 0, (), (), f"it lies after {in_words(as_of)}, when the page was already known")
    against, strength = _contradictions(parsed, evidence, told)
    if (address := _older_address(parsed, others)) is not None:
        against.insert(0, f"{address.said} was made on {in_words(address.period.first)}, long before")
        strength += OLDER
    support = _support(parsed, others, told)
    if strength >= max(parsed.weight, 1):
        return _Judged(parsed, 0, tuple(against), tuple(support), "; ".join(against))
    if parsed.weight == 0:
        return _Judged(parsed, 0, (), (), "such a header tells when the file last changed, not when it was published")
    if parsed.weight == 1 and not support:
        return _Judged(parsed, 0, (), (), "it stands above other stories and nothing in the article supports it")
    score = 4 * parsed.weight + 2 * len(support) - 3 * strength - 8 * (first != last)
    score += parsed.candidate.place.startswith(AT_HEADLINE)
    score -= 4 * any(_came_first(o, parsed) for o in others)
    return _Judged(parsed, score, tuple(against), tuple(support), "")


AT_HEADLINE = "visible date line at the headline"
"""What a reader sees there is meant for readers; a machine's date of equal weight may be that of the file."""
OLDER = 5
"""Strength of an address that holds an earlier day: it is as good as the page's own word."""
LONG_BEFORE = 30
"""Days: a page whose address holds a day so long before its printed date was published again, or its date made anew."""


def _older_address(parsed: Parsed, others: Sequence[Parsed]) -> Parsed | None:
    if _is_address(parsed):
        return None
    made = [o for o in others if _is_address(o) and o.period.unit == "day"]
    return next((o for o in made if (parsed.period.first - o.period.first).days > LONG_BEFORE), None)


def _is_address(parsed: Parsed) -> bool:
    return "url" in parsed.candidate.place.lower()


def _came_first(other: Parsed, parsed: Parsed) -> bool:
    """Of two time elements in one place the earlier is that of publication, the later that of a change or a comment."""
    same = other.candidate.place == parsed.candidate.place and other.candidate.place.startswith("time element")
    return same and other.period.last < parsed.period.first


def _in_its_own_zone(taken: _Judged, judged: Sequence[_Judged]) -> _Judged:
    """A moment given in UTC may lie in another day than where the page was published: then what the page prints for
    its readers, or gives with its own zone, says which day it was there.
    """
    parsed = taken.parsed
    if parsed.zone != "UTC" or parsed.hour is None:
        return taken
    own = [j for j in judged if j.parsed.zone != "UTC" and j.parsed.weight > 1 and not j.rejected]
    if any(j.parsed.period == parsed.period for j in own):
        return taken
    for other in own:
        step = (other.parsed.period.first - parsed.period.first).days
        if other.parsed.period.unit == "day" and (
            (step == -1 and parsed.hour < 12) or (step == 1 and parsed.hour >= 10)
        ):
            why = f"the same moment as {parsed.said}, in the page's own zone"
            return other._replace(support=(why, *(s for s in other.support if "agrees" not in s)))
    return taken


def _contradictions(parsed: Parsed, evidence: Sequence[Evidence], told: Sequence[Told]) -> tuple[list[str], int]:
    """What the text says against a date, strongest first, and how strong that is together (each sort counted once)."""
    first, last = parsed.period.first, parsed.period.last
    slack = dt.timedelta(days=1)
    found: list[tuple[int, str]] = []
    early = [e for e in evidence if e.kind == "not before" and e.day > last + slack]
    if early:
        best = max(early, key=lambda e: (e.strength, e.day))
        found.append((best.strength + (len({e.day for e in early}) > 1), f"{best.reason}, which is later"))
    late = [e for e in evidence if e.kind == "not after" and e.day < first - slack]
    if late:
        found.append((late[0].strength, f"{late[0].reason}, though it was over by then"))
    links = [e for e in evidence if e.kind == "year"]
    if links and first.year == last.year:
        for_year = sum(e.strength for e in links if e.day.year == first.year)
        other = [e for e in links if e.day.year != first.year]
        total = sum(e.strength for e in other)
        if total > for_year:
            best = max(other, key=lambda e: e.strength)
            found.append((min(total - for_year, 5), f"{best.reason}, so it was written in {best.day.year}"))
    misfits = [t for t in told if not fits(t, last)]
    if misfits and len(misfits) * 3 >= len(told):
        found.append((1, misfit_reason(misfits[0], last)))
    found.sort(key=lambda f: -f[0])
    return [reason for _, reason in found], sum(s for s, _ in found)


def _support(parsed: Parsed, others: Sequence[Parsed], told: Sequence[Told]) -> list[str]:
    day = parsed.period.last
    out = []
    for other in others:
        apart = other is not parsed and other.candidate.place != parsed.candidate.place and other.weight > 0
        if apart and abs((other.period.first - parsed.period.first).days) <= 1:
            out.append(f"{other.said} agrees")
    for date in told:
        found = told_on(date, day)
        if date.day is None or found is None or (day - found.last).days > RECENT:
            continue
        if date.weekday is None or found.first.isoweekday() == date.weekday:
            out.append(f"the text tells of '{date.words}', days before")
            break
    return out[:3]


def _rejections(judged: Sequence[_Judged], taken: _Judged | None) -> tuple[Alternative, ...]:
    out = []
    for other in judged:
        if other is taken:
            continue
        if other.rejected:
            reason = f"{other.parsed.said}: rejected, {other.rejected}"
        elif taken is not None and other.parsed.period == taken.parsed.period:
            continue
        else:
            reason = f"{other.parsed.said}: its place is trusted less"
        out.append(Alternative(other.parsed.period.edtf, reason, other.parsed.candidate.value))
    return tuple(dict.fromkeys(out))


def _taken(taken: _Judged, judged: Sequence[_Judged]) -> DateValue:
    parsed = taken.parsed
    reason = (
        f"{parsed.said} gives {in_words(parsed.period.first) if parsed.period.unit == 'day' else parsed.period.value}"
    )
    reason += "".join(f"; {s}" for s in taken.support)
    reason += "".join(f"; against it: {a}" for a in taken.against)
    alternatives = _rejections(judged, taken)
    if parsed.alternative:
        other = Alternative(parsed.alternative, "day and month read the other way round", parsed.candidate.value)
        alternatives = (*alternatives, other)
    return DateValue.from_edtf(
        parsed.period.edtf,
        zone=parsed.zone,
        verbatim=parsed.candidate.value,
        basis="explicit",
        anchor="explicit",
        rule=f"published.{parsed.candidate.place.split(' ')[0].lower()}",
        reason=reason,
        alternatives=alternatives,
    )


def _bounded(found: Window | None, judged: Sequence[_Judged]) -> DateValue | None:
    if found is None:
        return None
    reason = "no printed date can be taken; " if judged else "the page prints no date; "
    return DateValue.between(
        found.first,
        found.last,
        basis="inferred",
        anchor="explicit",
        rule="published.from_text",
        reason=reason + "; ".join(found.reasons),
        alternatives=_rejections(judged, None),
    )


def _modified(modified: Sequence[Parsed], published: DateValue | None, as_of: dt.date) -> DateValue | None:
    """The latest trusted day of change, not in the future and not before publication."""
    begin = published.first_day if published else None
    possible = [p for p in modified if p.period.first <= as_of + dt.timedelta(days=1)]
    if begin is not None:
        possible = [p for p in possible if p.period.last >= begin - dt.timedelta(days=1)]
    if not possible:
        return None
    best = max(possible, key=lambda p: (p.weight, p.period.last))
    return DateValue.from_edtf(
        best.period.edtf,
        zone=best.zone,
        verbatim=best.candidate.value,
        basis="explicit",
        anchor="explicit",
        rule=f"modified.{best.candidate.place.split(' ')[0].lower()}",
        reason=f"{best.said} says when the page last changed",
    )
