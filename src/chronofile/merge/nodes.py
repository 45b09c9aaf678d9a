"""Every finding of the run with what merging needs beside it, in an order made of content alone."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

import msgspec
from msgspec.structs import replace

from chronofile.merge.attachment import attached, beside_of
from chronofile.merge.claims import Told, told
from chronofile.merge.decisions import Decisions, Place
from chronofile.merge.found import anchor_of, found_at, same_value
from chronofile.merge.held import Held, HeldPage
from chronofile.merge.words import folded
from chronofile.model import Anchor, Finding, Span, finding_key, sort_key


class Node(msgspec.Struct, frozen=True, gc=False):
    """One finding; `number` is its position among all, `place` the judged place it was found again for, `noted` the
    same or a place where people only put a remark.
    """

    number: int
    finding: Finding
    key: str
    page: HeldPage
    anchor: Anchor
    found: dict[str, Any]
    place: Place | None = None
    noted: Place | None = None

    @property
    def aspect(self) -> str:
        return self.anchor.aspect

    @property
    def order(self) -> tuple[Any, ...]:
        """Reading order: publication, page, place on the page, content."""
        return sort_key(self.page.published), self.page.layer, self.finding.sentence, self.finding.trigger, self.key

    @property
    def echo(self) -> tuple[str, str]:
        """The report and the words of the sentence: the same in every copy."""
        return self.page.report, folded(self.finding.sentence.of(self.page.text))

    def told(self, report: str) -> list[Told]:
        return told(self.finding, self.key, self.page, report)


def nodes(held: Held, decided: Decisions) -> tuple[Node, ...]:
    """All findings of all pages in reading order; findings that say the same at the same place are one."""
    every: dict[str, tuple[Finding, HeldPage]] = {}
    for page in held.pages.values():
        for finding in page.page.findings.findings:
            if finding.text_layer == page.layer:
                every.setdefault(finding_key(finding), (finding, page))
    every = dict(sorted(every.items(), key=lambda item: item[0]))
    findings = [finding for finding, _ in every.values()]
    beside = beside_of(findings)
    found = [found_at(finding, page, beside[at]) for at, (finding, page) in enumerate(every.values())]
    places = {index: place for place, index in attached(decided, findings, found).items()}
    taken = {place: set[str]() for place in (p._replace(twin="") for p in decided.anchors)}
    for place in decided.anchors:
        taken[place._replace(twin="")].add(place.twin)
    made = []
    for at, (key, (finding, page)) in enumerate(every.items()):
        anchor = anchor_of(finding, page) if at in places else _own_anchor(finding, page, taken)
        at_place = places.get(at)
        judged = at_place is not None and decided.groups.group_of(at_place) is not None
        made.append(Node(0, finding, key, page, anchor, found[at], at_place if judged else None, at_place))
    made.sort(key=lambda n: n.order)
    return tuple(replace(node, number=i) for i, node in enumerate(made))


def _own_anchor(finding: Finding, page: HeldPage, taken: dict[Place, set[str]]) -> Anchor:
    """An anchor that no other finding and no decision on other findings has: the very same words may say two things."""
    anchor = anchor_of(finding, page)
    at = anchor.citation
    names = taken.setdefault(Place(at.text_layer, anchor.aspect, at.start, at.end), set())
    name, number = "", 2
    while name in names:
        name, number = f"#{number}", number + 1
    names.add(name)
    return replace(anchor, name=name) if name else anchor


def anchor_for(node: Node, decided: Decisions) -> Anchor:
    """The anchor by which the node is known: that of the place people saw it at, so that its identity outlives small
    shifts.
    """
    return decided.anchors[node.noted] if node.noted is not None else node.anchor


def echoes(every: Sequence[Node]) -> list[list[int]]:
    """Nodes that are one because the very same sentence says them: in copies of a report, or twice on a page.

    An open item is also the same wherever it stands in the very same words.
    """
    same: dict[tuple[Any, ...], list[int]] = defaultdict(list)
    texts: dict[tuple[str, Span], str] = {}
    for node in every:
        at = (node.page.layer, node.finding.sentence)
        if at not in texts:
            texts[at] = folded(node.finding.sentence.of(node.page.text))
        lead = folded(node.page.text[node.finding.sentence.start : node.finding.trigger.start])
        words = folded(node.finding.trigger.of(node.page.text))
        if texts[at]:
            same[node.page.report, node.aspect, texts[at], lead, words].append(node.number)
        if node.aspect == "open_item":
            what = folded(str(node.found.get("what", "")))
            if len(what.split()) >= _LEAST_WORDS:
                same["item", what].append(node.number)
    return [indexes for _, indexes in sorted(same.items(), key=lambda kv: kv[1]) if len(indexes) > 1]


_LEAST_WORDS = 5


def still_rejected(node: Node, before: Mapping[str, Any] | None) -> bool:
    """Whether a thrown-out place still says what was thrown out; one whose value was not frozen stays out."""
    return not before or same_value(dict(before), node.found)
