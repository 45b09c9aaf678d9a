"""A telling: one event finding with everything by which it is compared with others, worked out once."""

from __future__ import annotations

import datetime as dt

import msgspec

from chronofile.merge.agents import Cast
from chronofile.merge.held import HeldPage
from chronofile.merge.names import head, normal
from chronofile.merge.numbers import Amount, amount, single
from chronofile.merge.words import content_words, family, weight, words
from chronofile.model import DateValue, EventFinding, Span

NARROW = 10
"""Days an event's date may span and still join by itself; wider dates only propose."""
_SYMMETRIC = frozenset({"meeting", "negotiation", "agreement", "interview", "visit", "letter"})
"""Kinds in which reports turn actor and counterpart round: all who took part are compared as one set."""


class Telling(msgspec.Struct, frozen=True, gc=False):
    """`first` and `last` are ordinals of days, both included, None where the date is open on that side.

    `doers`, `done_to` and `others` hold handles: case-wide bodies and groups ("k:…"), persons named in full
    ("p:surname:…") and surnames ("s:…"), heads of descriptions ("d:…"), pairs that may be one ("t:…"); see `meet`.
    `words` leaves out names and the date, which are compared on their own; `weight` is the sum of their rarities.
    """

    index: int
    page: str
    report: str
    sentence: Span
    key: str
    kind: str
    family: str
    factuality: str
    first: int | None
    last: int | None
    doers: frozenset[str]
    done_to: frozenset[str]
    others: frozenset[str]
    place: str
    amounts: dict[str, Amount]
    words: frozenset[str]
    weight: float
    language: str

    @property
    def agents(self) -> frozenset[str]:
        return self.doers | self.done_to | self.others

    @property
    def narrow(self) -> bool:
        return self.first is not None and self.last is not None and self.last - self.first < NARROW


def telling(index: int, key: str, finding: EventFinding, page: HeldPage, cast: Cast) -> Telling:
    """The telling of an event finding; `cast` gives the case-wide agents."""
    event = finding.value
    parts: dict[str, set[str]] = {"doers": set(), "done_to": set(), "others": set()}
    for involvement in event.involvements:
        handles = _handles(page, involvement.agent, cast)
        if event.kind in _SYMMETRIC or involvement.part in ("participant", "witness", "intermediary"):
            parts["others" if event.kind not in _SYMMETRIC else "doers"] |= handles
        else:
            parts["doers" if involvement.part == "actor" else "done_to"] |= handles
    occurred = event.occurred
    said = _words(finding, page)
    amounts = single([amount(q, page.text, page.language) for q in event.quantities])
    return Telling(
        index=index,
        page=page.layer,
        report=page.report,
        sentence=finding.sentence,
        key=key,
        kind=event.kind,
        family=family(finding.trigger.of(page.text), page.language),
        factuality=event.factuality,
        first=_day(occurred, "earliest"),
        last=_day(occurred, "latest"),
        doers=frozenset(parts["doers"]),
        done_to=frozenset(parts["done_to"]),
        others=frozenset(parts["others"]),
        place=event.place or "",
        amounts=amounts,
        words=said,
        weight=weight(said, page.language),
        language=page.language,
    )


def _day(value: DateValue | None, end: str) -> int | None:
    day = getattr(value, end) if value else None
    return dt.date.fromisoformat(day).toordinal() if day else None


def _handles(page: HeldPage, local: str, cast: Cast) -> set[str]:
    agent = page.agents.get(local)
    if agent is None:
        return set()
    key = cast.of(page.layer, local)
    if agent.identification != "named":
        about = head(agent.name, page.language)
        return {f"d:{about}"} | ({f"k:{key}"} if key else set()) if about else set()
    found = {f"t:{min(key, other)}:{max(key, other)}" for other in cast.proposals.get(key, ())} if key else set()
    if agent.type != "Person":
        return found | ({f"k:{key}"} if key else set())
    name = normal(agent.name, page.language)
    surname = name.rpartition(" ")[2]
    found.add(f"s:{surname}")
    if " " in name:
        found.add(f"p:{surname}:{key}")
    return found


def meet(a: frozenset[str], b: frozenset[str]) -> frozenset[str]:
    """Handles that two tellings share. A surname counts only where one of them does not give the full name."""
    both = a & b
    if not any(h[0] == "s" for h in both):
        return both
    return frozenset(h for h in both if h[0] != "s" or not (_in_full(h, a) and _in_full(h, b)))


def _in_full(surname: str, handles: frozenset[str]) -> bool:
    lead = f"p:{surname[2:]}:"
    return any(h.startswith(lead) for h in handles)


def _words(finding: EventFinding, page: HeldPage) -> frozenset[str]:
    """Words of the sentence that say something, without its names, its date and the trigger itself."""
    taken = [m.span for m in page.mentions_in(finding.sentence)] + [finding.trigger]
    if finding.value.time:
        taken.append(finding.value.time)
    text, at, kept = page.text, finding.sentence.start, []
    for span in sorted(taken):
        if span.start > at:
            kept.append(text[at : min(span.start, finding.sentence.end)])
        at = max(at, span.end)
    kept.append(text[at : finding.sentence.end])
    return content_words(words(" ".join(kept)[:_LONGEST]), page.language)


_LONGEST = 4000
"""Code points of a sentence that are compared: what is longer is a broken page, not a sentence."""
