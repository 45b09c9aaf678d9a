"""What the program suggests for one entry: values chosen among the claims, with why, and the words they stand on."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from typing import Any

from msgspec.structs import replace

from chronofile.merge.claims import Told, without_echoes
from chronofile.merge.disagreements import choose, stand
from chronofile.merge.found import agent_name
from chronofile.merge.ground import Ground
from chronofile.merge.held import HeldPage
from chronofile.merge.nodes import Node
from chronofile.merge.numbers import Amount
from chronofile.model import (
    Attribute,
    CitedWords,
    DateValue,
    Entry,
    EntryInvolvement,
    EventFinding,
    LegalStatusFinding,
    OpenItemFinding,
    Part,
    StatementFinding,
    sort_key,
)

_PART_ORDER: tuple[Part, ...] = ("actor", "target", "recipient", "participant", "intermediary", "witness")
_MOST_HEADLINE = 300


def claims_of(nodes: Sequence[Node], ground: Ground) -> list[Told]:
    """All claims of these nodes in order of publication."""
    return without_echoes([t for n in nodes for t in n.told(ground.reports[n.page.layer])])


def suggestion(nodes: Sequence[Node], claims: Sequence[Told], ground: Ground) -> Entry:
    """The entry as the program would write it, without id, state and flags. `nodes` are in reading order, not empty."""
    best = min(nodes, key=lambda n: (-n.finding.score, -_weight(n), n.order))
    entry = _of_aspect(best, nodes, claims, ground)
    pages = list(dict.fromkeys(n.page.layer for n in nodes))
    reports = len({ground.reports[p] for p in pages})
    base, why = _importance(nodes)
    importance = min(1.0, base + 0.1 * (reports - 1))
    if reports > 1:
        why = f"{why}; {reports} independent reports" if why else f"{reports} independent reports"
    against = _against(claims, entry, ground)
    return replace(
        entry,
        members=tuple(n.key for n in nodes),
        pages=tuple(pages),
        claims=tuple(c.claim() for c in claims),
        citations=_citations(nodes, against),
        independent_reports=reports,
        copies=len(pages) - reports,
        importance=round(importance, 4),
        importance_reason=why,
        score=max(n.finding.score for n in nodes),
        reason=best.finding.reason,
    )


def _weight(node: Node) -> int:
    return len(node.finding.value.involvements) if isinstance(node.finding, EventFinding) else 0


def _of_aspect(best: Node, nodes: Sequence[Node], claims: Sequence[Told], ground: Ground) -> Entry:
    finding = best.finding
    if isinstance(finding, EventFinding):
        return _event(best, nodes, claims, ground)
    if isinstance(finding, StatementFinding):
        content = [str(c) for c in best.found["content"]]
        speaker = str(best.found["speaker"])
        said = " … ".join(content)
        return Entry(
            id="",
            aspect="statement",
            headline=_cut(f"{speaker}: {said}" if speaker else said) or best.finding.sentence.of(best.page.text),
            kind="statement",
            occurred=finding.value.said,
            said_by=speaker or None,
            involvements=_speaker(best, ground),
            details={"mode": finding.value.mode, "content": content, "speaker": speaker},
            chosen=_chosen(claims, ("date",), ground)[0],
        )
    if isinstance(finding, LegalStatusFinding):
        status = finding.value
        return Entry(
            id="",
            aspect="legal_status",
            headline=_cut(f"{status.holder}: {status.status}"),
            kind="other",
            factuality="ongoing",
            said_by=status.asserted_by or None,
            details={k: v for k, v in best.found.items() if k != "beside"},
        )
    return _open_item(finding, best, nodes, claims, ground)


def _event(best: Node, nodes: Sequence[Node], claims: Sequence[Told], ground: Ground) -> Entry:
    chosen, values = _chosen(claims, ("kind", "date", "place", "factuality"), ground)
    kinds = [c for c in claims if c.attribute == "kind" and c.value != "other"]
    kind = choose(kinds, ground.known)
    amounts = _amounts(claims, ground, chosen)
    speakers = {c.value for c in claims if c.attribute == "attribution"}
    all_said = all(n.found.get("said_by") for n in nodes)
    date, place = values.get("date"), values.get("place")
    _as_the_page_has_it(best, nodes, values, chosen)
    return Entry(
        id="",
        aspect="event",
        headline=_cut(str(best.found["headline"])),
        kind=str(kind.value) if kind else "other",
        occurred=date if isinstance(date, DateValue) else None,
        factuality=str(values.get("factuality", "occurred")),
        place=place if isinstance(place, str) else None,
        involvements=_involvements(nodes, ground),
        said_by=str(next(iter(speakers))) if len(speakers) == 1 and all_said else None,
        details={"quantities": amounts} if amounts else {},
        chosen=chosen,
    )


def _as_the_page_has_it(best: Node, nodes: Sequence[Node], values: dict[str, Any], chosen: dict[str, str]) -> None:
    """Whether it happened is told by words ("plans to", "will", a negation): they are the first reason for it."""
    for node in (best, *nodes):
        finding = node.finding
        if isinstance(finding, EventFinding) and finding.value.factuality == values.get("factuality"):
            told_alone = len({n.page.layer for n in nodes}) == 1
            reasons = [finding.value.factuality_reason, "" if told_alone else chosen["factuality"]]
            chosen["factuality"] = "; ".join(r for r in reasons if r) or chosen["factuality"]
            return


def _open_item(
    finding: OpenItemFinding, best: Node, nodes: Sequence[Node], claims: Sequence[Told], ground: Ground
) -> Entry:
    item = finding.value
    heard = sorted((n.page.published for n in nodes if n.page.published), key=sort_key)
    details: dict[str, Any] = {k: v for k, v in best.found.items() if k != "beside"}
    details["last_heard"] = heard[-1].edtf if heard else None
    chosen, values = _chosen(claims, ("date",), ground)
    due = values.get("date")
    return Entry(
        id="",
        aspect="open_item",
        headline=_cut(item.what),
        kind="other",
        occurred=due if isinstance(due, DateValue) else None,
        factuality="planned",
        details=details,
        chosen=chosen,
    )


def _chosen(
    claims: Sequence[Told], attributes: Sequence[Attribute], ground: Ground
) -> tuple[dict[str, str], dict[str, Any]]:
    """Why, and the value, for each attribute. A plan gives no date to what also happened; the last word on whether it
    happened stands, unless reports contradict each other on it.
    """
    why: dict[str, str] = {}
    values: dict[str, Any] = {}
    for attribute in attributes:
        own = [c for c in claims if c.attribute == attribute]
        happened = [c for c in own if not c.not_yet]
        choice = choose(happened if attribute == "date" and happened else own, ground.known)
        if choice is None:
            continue
        values[attribute], why[attribute] = choice.value, choice.why
        if attribute == "factuality" and not choice.disputed and own:
            last = max(own, key=lambda c: c.order)
            if last.value != choice.value:
                values[attribute], why[attribute] = last.value, "as last reported"
    return why, values


def _amounts(claims: Sequence[Told], ground: Ground, why: dict[str, str]) -> list[str]:
    by_unit: dict[str, list[Told]] = defaultdict(list)
    for claim in claims:
        if isinstance(claim.value, Amount):
            by_unit[claim.value.unit].append(claim)
    made = []
    for unit in sorted(by_unit):
        choice = choose(by_unit[unit], ground.known)
        if choice and isinstance(choice.value, Amount):
            made.append(choice.value.shown)
            why[f"number of {unit}"] = choice.why
    return made


def _involvements(nodes: Sequence[Node], ground: Ground) -> tuple[EntryInvolvement, ...]:
    """Each agent once, in the part that most tellings give it; two described in the same words count as one here."""
    parts: dict[str, Counter[Part]] = defaultdict(Counter)
    names: dict[str, str] = {}
    described: dict[str, str] = {}
    for node in nodes:
        if not isinstance(node.finding, EventFinding):
            continue
        for involvement in node.finding.value.involvements:
            key = ground.cast.of(node.page.layer, involvement.agent)
            agent = ground.agents.get(key) if key else None
            if agent is not None and agent.state == "rejected":
                continue
            name = agent.name if agent else agent_name(node.page, involvement.agent)
            named = agent is not None and agent.identification == "named"
            handle = key if key and named else described.setdefault(name.casefold(), key or name)
            parts[handle][involvement.part] += 1
            names.setdefault(handle, name)
    made = [(min(count, key=lambda p: (-count[p], _PART_ORDER.index(p))), handle) for handle, count in parts.items()]
    ordered = sorted(made, key=lambda m: (_PART_ORDER.index(m[0]), names[m[1]].casefold(), m[1]))
    return tuple(
        EntryInvolvement(agent=ground.agents[h].id if h in ground.agents else "", name=names[h], part=part)
        for part, h in ordered
    )


def _speaker(node: Node, ground: Ground) -> tuple[EntryInvolvement, ...]:
    finding = node.finding
    if not isinstance(finding, StatementFinding) or not finding.value.speaker_agent:
        return ()
    key = ground.cast.of(node.page.layer, finding.value.speaker_agent)
    agent = ground.agents.get(key) if key else None
    return (EntryInvolvement(agent=agent.id, name=agent.name, part="actor"),) if agent else ()


def _importance(nodes: Sequence[Node]) -> tuple[float, str]:
    weights = [
        (n.finding.value.importance, n.finding.value.importance_reason)
        for n in nodes
        if isinstance(n.finding, EventFinding)
    ]
    return max(weights, default=(0.0, ""))


def _against(claims: Sequence[Told], entry: Entry, ground: Ground) -> set[str]:
    """Finding keys whose claims contradict the value shown."""
    found = set()
    for attribute, value in (("date", entry.occurred), ("place", entry.place), ("factuality", entry.factuality)):
        own = [c for c in claims if c.attribute == attribute]
        shown = next((c for c in own if c.value == value), None)
        if shown is not None:
            found |= {c.finding for c in own if stand(shown, c, ground.known) == "contradicts"}
    return found


def _citations(nodes: Sequence[Node], against: set[str]) -> tuple[CitedWords, ...]:
    made: dict[tuple[str, int, int], CitedWords] = {}
    for node in nodes:
        page: HeldPage = node.page
        span = node.finding.sentence
        stance: Any = "contradicts" if node.key in against else "supports"
        words = CitedWords(page.cite(span), stance)
        made.setdefault((page.layer, span.start, span.end), words)
    return tuple(made.values())


def _cut(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= _MOST_HEADLINE else text[: _MOST_HEADLINE - 1] + "…"
