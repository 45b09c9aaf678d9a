"""Redate: findings moved to the dates their expressions have now, without finding anything again."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from chronofile.find.event_days import SAME_EVENT, inferred
from chronofile.find.event_times import BEFORE, before
from chronofile.model import (
    Article,
    DateValue,
    EventFinding,
    Finding,
    Findings,
    OpenItemFinding,
    Span,
    StatementFinding,
)

Dates = Mapping[tuple[int, int], DateValue | None]


def redate(findings: Findings, article: Article) -> Findings:
    """The same findings with the dates of `article.times`, by the span of each one's expression. A finding without an
    expression keeps its date; one whose expression is no longer among the times loses it.
    """
    dates: Dates = {(t.start, t.end): t.date for t in article.times}
    return msgspec.structs.replace(findings, findings=tuple(_moved(f, dates) for f in findings.findings))


def _moved(finding: Finding, dates: Dates) -> Finding:
    if isinstance(finding, EventFinding) and finding.value.time is not None:
        occurred = _date(finding.value.occurred, finding.value.time, dates)
        return msgspec.structs.replace(finding, value=msgspec.structs.replace(finding.value, occurred=occurred))
    if isinstance(finding, StatementFinding) and finding.value.time is not None:
        said = _date(finding.value.said, finding.value.time, dates)
        return msgspec.structs.replace(finding, value=msgspec.structs.replace(finding.value, said=said))
    if isinstance(finding, OpenItemFinding) and finding.value.time is not None:
        due = _date(finding.value.due, finding.value.time, dates)
        return msgspec.structs.replace(finding, value=msgspec.structs.replace(finding.value, due=due))
    return finding


def _date(old: DateValue | None, span: Span, dates: Dates) -> DateValue | None:
    new = dates.get((span.start, span.end))
    if new is not None and old is not None and old.rule == BEFORE:
        return before(new, old.verbatim)
    if new is not None and old is not None and old.rule == SAME_EVENT:
        return inferred(new, old.rule, old.reason)
    return new
