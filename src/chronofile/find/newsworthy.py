"""Newsworthy: what an event needs before it is worth a line in a chronology."""

from __future__ import annotations

from chronofile.find.cast import Cast
from chronofile.find.clause import Clause
from chronofile.find.parts import Taken
from chronofile.find.reading import Read
from chronofile.find.said import Said
from chronofile.find.triggers import Candidate
from chronofile.model import DateValue, EventKind, Factuality, Span

_FILED: frozenset[EventKind] = frozenset(("filing", "ruling", "vote", "agreement"))
"""Kinds that are news without a date or anybody named, where their own noun tells them."""

_STEPS: frozenset[EventKind] = frozenset(
    ("appointment", "decision", "request", "negotiation", "release", "repatriation")
)
"""Other kinds which are news as soon as somebody named says that they will take them."""


def enough(
    cast: Cast,
    option: Candidate,
    taken: list[Taken],
    occurred: DateValue | None,
    value: Factuality,
    own: bool,
) -> bool:
    """A date or an agent; for words of many uses a date or a named agent. `own`: news in the page's own words ("an
    appeal has been filed") whose noun says what it is.
    """
    named = any(cast.is_named(k) or cast.is_public(k) for k, _, _ in taken)
    dated = occurred is not None and (occurred.earliest is not None or occurred.latest is not None)
    if option.trigger.kind == "statement" and not dated:
        return named and not option.trigger.weak
    if value in ("possible",) and not dated:
        return False
    if option.trigger.weak:
        return (dated and (bool(taken) or option.about)) or (
            named and any(p in ("actor", "target") for k, p, _ in taken if cast.is_named(k) or cast.is_public(k))
        )
    news = option.trigger.kind in _FILED or option.noun
    return dated or bool(taken) or (option.about and value == "occurred" and own and news)


def told_beside(cast: Cast, option: Candidate, taken: list[Taken], value: Factuality) -> bool:
    """ "until Ana Ruiz was appointed", "when he fell ill": what another event is told by has happened too."""
    return value == "occurred" and not option.trigger.weak and any(cast.is_named(k) for k, _, _ in taken)


def means_to(cast: Cast, source: Said | None, value: Factuality, option: Candidate) -> bool:
    """ "Ana Ruiz said she would sue": what somebody named says is planned is news, whoever "she" is."""
    named = source is not None and source.speaker is not None and cast.is_named(source.speaker)
    return named and value == "planned" and option.trigger.kind in _FILED | _STEPS


def only_says(option: Candidate, trigger: Span, taken: list[Taken], said: list[Said]) -> bool:
    """ "wrote on the wall: …": words of saying whose words are told as said, and that were sent to nobody."""
    return (
        option.trigger.kind == "letter"
        and not any(part == "recipient" for _, part, _ in taken)
        and any(x.mode in ("direct", "mixed") and any(c.overlap(trigger) for c in x.cue) for x in said)
    )


def of_a_place(cast: Cast, i: int, read: Read, clause: Clause) -> bool:
    """ "the trip to Oslo, which was cancelled": what "which" stands for is open where a place is nearest."""
    if clause.kind != "relative" or len(clause.subject) != 1:
        return False
    key = cast.of_chunk(i, clause.subject[0])
    return key is not None and cast.is_place(key)


def stated(cast: Cast, source: Said | None, clause: Clause) -> bool:
    """ "The ministry announced the laboratory found traces": somebody named or a body of the state says
    what some body or person did to something.
    """
    if source is None or source.speaker is None or clause.kind != "complement" or not clause.objects:
        return False
    official = cast.is_public(source.speaker) or cast.is_named(source.speaker)
    return official and bool(clause.subject) and not clause.verb.passive


def nobody(read: Read, clause: Clause, taken: list[Taken]) -> bool:
    """The subject is a pronoun that stands for nobody known."""
    return missing(clause, taken) and read.chunks[clause.subject[0]].pronoun


def missing(clause: Clause, taken: list[Taken]) -> bool:
    return bool(clause.subject) and not any(c == clause.subject[0] for _, _, c in taken)


def of_it(read: Read, clause: Clause) -> bool:
    """ "signed it": all that it happened to is a word that points elsewhere."""
    if clause.verb.passive or not clause.objects:
        return False
    chunk = read.chunks[clause.objects[0]]
    return len(clause.objects) == 1 and chunk.last - chunk.first == 1 and read.s.tags[chunk.head] in ("P", "D") and (
        read.s.lowers[chunk.head] in read.s.function.points
    )  # fmt: skip
