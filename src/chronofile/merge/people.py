"""What people decided about agents: who is one, who is not, what they are called."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import NamedTuple

from chronofile.merge.found import key_of
from chronofile.merge.held import Held, HeldPage
from chronofile.merge.partition import Partition
from chronofile.merge.relocation import anchor_in
from chronofile.model import Anchor, Citation, Judgement, Mention, Span

NOWHERE = ""
"""The layer of an agent that stands on no page held, or was made by hand without words."""


class Local(NamedTuple):
    """An agent of one page: text layer and the id it has there."""

    layer: str
    id: str


class AgentDecisions:
    """`groups` hold agents of pages; lost ones and those made by hand are `Local(NOWHERE, key)`.

    `acts` are the judgements that name, edit, accept, reject or make an agent, in the order made; `anchors` the first
    anchor by which each was named; `lost` those whose words or name are on no page held any more, and `nowhere` the
    ids of judgements that bear on lost ones alone. `aside` are agents that a person looked at side by side
    and left open: what proposes them as one does not come back.
    """

    def __init__(self) -> None:
        self.groups: Partition[Local] = Partition()
        self.acts: dict[Local, list[Judgement]] = defaultdict(list)
        self.anchors: dict[Local, Anchor] = {}
        self.lost: set[Local] = set()
        self.nowhere: set[str] = set()
        self.aside: list[frozenset[Local]] = []


def agent_decisions(standing: Iterable[Judgement], held: Held) -> AgentDecisions:
    """Read the judgements in force (in the order made) that bear on agents."""
    made = AgentDecisions()
    in_force = tuple(standing)
    by_hand = {j.id for j in in_force if j.act == "make"}
    for judgement in in_force:
        anchors = [a for a in judgement.anchors if a.aspect == "agent" and (not a.made or a.made in by_hand)]
        if not anchors and not (judgement.act == "make" and judgement.value.get("aspect") == "agent"):
            continue
        if judgement.act == "make":
            locals_ = [_hand_made(made, judgement, anchors)]
        else:
            locals_ = [_local(made, anchor, held) for anchor in anchors]
        if all(local in made.lost for local in locals_):
            made.nowhere.add(judgement.id)
        if judgement.act == "split":
            parts = judgement.value.get("parts")
            if isinstance(parts, list | tuple):
                made.groups.split(
                    [
                        [locals_[i] for i in p if isinstance(i, int) and 0 <= i < len(locals_)]
                        for p in parts
                        if isinstance(p, list | tuple)
                    ]
                )
            continue
        if judgement.act == "unsure":
            made.aside.append(frozenset(locals_))
            continue
        made.groups.join(locals_)
        if judgement.act != "same":
            made.acts[locals_[0]].append(judgement)
    return made


def _hand_made(made: AgentDecisions, judgement: Judgement, anchors: list[Anchor]) -> Local:
    local = Local(NOWHERE, f"made:{judgement.id}")
    if anchors:
        first = anchors[0]
        anchor = Anchor(
            citation=first.citation, sentence=first.sentence, aspect="agent", name=first.name, made=judgement.id
        )
    else:
        empty = Citation(text_layer="", snapshot="", start=0, end=0, exact="")
        anchor = Anchor(citation=empty, sentence=Span(0, 0), aspect="agent", made=judgement.id)
    made.anchors[local] = anchor
    return local


def _local(made: AgentDecisions, anchor: Anchor, held: Held) -> Local:
    if anchor.made:
        local = Local(NOWHERE, f"made:{anchor.made}")
        made.anchors.setdefault(local, anchor)
        return local
    moved = anchor_in(anchor, held)
    if moved is not None:
        page = held.pages[moved.citation.text_layer]
        found = _mentioned(moved, page) or _named(moved, page)
        if found:
            local = Local(page.layer, found)
            made.anchors.setdefault(local, moved)
            return local
    local = Local(NOWHERE, key_of(anchor))
    made.anchors.setdefault(local, moved or anchor)
    made.lost.add(local)
    return local


def _mentioned(anchor: Anchor, page: HeldPage) -> str | None:
    """The agent whose mention shares most with the anchor's words."""
    span = anchor.citation.span

    def rank(mention: Mention) -> tuple[int, int, str]:
        return (-mention.span.overlap(span), mention.start, mention.agent)

    met = [m for m in page.mentions if m.span.overlap(span) > 0 and m.agent in page.agents]
    return min(met, key=rank).agent if met else None


def _named(anchor: Anchor, page: HeldPage) -> str | None:
    wanted = {anchor.name, anchor.citation.exact} - {""}
    met = [a.id for a in page.agents.values() if wanted & {a.name, *a.names}]
    return min(met) if met else None
