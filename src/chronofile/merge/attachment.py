"""Which finding of the current run each judged place means: same text layer, same sentence, same aspect."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from chronofile.merge.decisions import Decisions, Place
from chronofile.merge.found import same_value
from chronofile.model import Finding, Span, aspect_of

_NEIGHBOURS = 6
"""Triggers remembered on either side: a sentence of a broken page may hold thousands."""
_LOOK_AT = 400


def attached(decided: Decisions, findings: Sequence[Finding], found: Sequence[Mapping[str, Any]]) -> dict[Place, int]:
    """Place to the index of its finding; one to one. Places that found nothing, and those made by hand, are left out.

    Pairs are taken by overlap of triggers, then by nearness, then the one that says what was decided on (`found`, in
    the order of `findings`, is what each says), then by position. A finding that stood beside the one a
    person decided on, at that moment, is not mistaken for it now. A changed kind or name does not count here.
    """
    by_page: dict[tuple[str, str], list[int]] = defaultdict(list)
    for index, finding in enumerate(findings):
        by_page[finding.text_layer, aspect_of(finding)].append(index)
    wanted: dict[tuple[str, str], list[Place]] = defaultdict(list)
    for place in decided.anchors:
        if not place.made and (place.layer, place.aspect) in by_page:
            wanted[place.layer, place.aspect].append(place)
    made: dict[Place, int] = {}
    for key, places in wanted.items():
        made.update(_pairs(places, by_page[key], (findings, found), decided))
    return made


def _pairs(
    places: Iterable[Place],
    indexes: Sequence[int],
    run: tuple[Sequence[Finding], Sequence[Mapping[str, Any]]],
    decided: Decisions,
) -> dict[Place, int]:
    findings, found = run
    ordered = sorted(indexes, key=lambda i: (findings[i].sentence, findings[i].trigger, i))
    starts = [findings[i].sentence.start for i in ordered]
    ranked = []
    for place in places:
        sentence = decided.anchors[place].sentence
        before = _found_before(place, decided)
        beside = [Span(int(s), int(e)) for s, e in before.get("beside", ())]
        at = bisect_left(starts, sentence.end) - 1
        last = max(-1, at - _LOOK_AT)
        while at > last:
            index = ordered[at]
            finding = findings[index]
            if finding.sentence.end <= min(sentence.start, place.start) and finding.sentence != sentence:
                break
            overlap = place.trigger.overlap(finding.trigger)
            if _one_sentence(sentence, place, finding) and not _stood_beside(finding.trigger, beside, overlap):
                other = bool(before) and not same_value(before, dict(found[index]))
                rank = (-overlap, abs(place.start - finding.trigger.start), other, place, finding.trigger, at)
                ranked.append((rank, place, index))
            at -= 1
    taken: set[int] = set()
    made: dict[Place, int] = {}
    for _, place, index in sorted(ranked, key=lambda r: r[0]):
        if place not in made and index not in taken:
            made[place] = index
            taken.add(index)
    return made


def _one_sentence(sentence: Span, place: Place, finding: Finding) -> bool:
    """Sentence bounds may move with a better splitter: most of the shorter one, and the trigger, must be shared."""
    if sentence == finding.sentence:
        return True
    shorter = min(sentence.end - sentence.start, finding.sentence.end - finding.sentence.start)
    return 2 * sentence.overlap(finding.sentence) > shorter and finding.sentence.overlap(place.trigger) > 0


def _found_before(place: Place, decided: Decisions) -> dict[str, Any]:
    """What the program said at the place when it was last decided on, {} when that was not kept."""
    for decision in reversed(decided.history.get(place, ())):
        value = decision.found.get(place)
        if value is not None:
            return dict(value)
    return {}


def _stood_beside(trigger: Span, beside: Sequence[Span], overlap: int) -> bool:
    return any(trigger.overlap(other) > overlap for other in beside)


def beside_of(findings: Sequence[Finding]) -> Mapping[int, list[Span]]:
    """For each finding, the triggers of the others in its sentence and aspect, in order."""
    same: dict[tuple[str, str, Span], list[int]] = defaultdict(list)
    for index, finding in enumerate(findings):
        same[finding.text_layer, aspect_of(finding), finding.sentence].append(index)
    made: dict[int, list[Span]] = {}
    for indexes in same.values():
        ordered = sorted(indexes, key=lambda i: (findings[i].trigger, i))
        for at, index in enumerate(ordered):
            own = findings[index].trigger
            near = ordered[max(0, at - _NEIGHBOURS) : at + _NEIGHBOURS + 1]
            made[index] = [findings[i].trigger for i in near if findings[i].trigger != own]
    return made
