"""Agents across pages, and what people say about them. (`cast`, `people` and `roster` together.)"""

from __future__ import annotations

from msgspec.structs import replace

from chronofile.model import Agent, Anchor, CaseAgent, Citation, Page, Role, Span, cite
from tests.merge.story import Desk, page, sentence, with_findings


def told(*names: str, outlet: str = "Harbour Post", tail: str = "today") -> Page:
    """A page that names these agents, one a line."""
    return page(
        *[sentence(f"[[{n}|actor]] {{spoke}} about number {i} {tail}.", "statement") for i, n in enumerate(names)],
        outlet=outlet,
        name=outlet,
    )


def with_agents(of: Page, **changes: dict[str, object]) -> Page:
    agents = tuple(replace(a, **changes.get(a.name.replace(" ", "_"), {})) for a in of.findings.agents)
    return replace(of, findings=replace(of.findings, agents=agents))


def names(desk: Desk) -> list[str]:
    return [a.name for a in desk.chronology.agents]


def agent(desk: Desk, name: str) -> CaseAgent:
    (found,) = [a for a in desk.chronology.agents if a.name == name]
    return found


def anchors(desk: Desk, *found: CaseAgent) -> list[Anchor]:
    return [a for one in found for a in one.anchors]


def test_one_full_name_on_two_pages_is_one_person() -> None:
    desk = Desk(told("Mara Holt"), told("President Mara Holt", outlet="T"))
    assert len(desk.chronology.agents) == 1
    assert len(desk.chronology.agents[0].citations) == 2


def test_a_surname_alone_is_proposed_never_joined() -> None:
    desk = Desk(told("Mara Holt"), told("Holt", outlet="T"))
    full, short = agent(desk, "Mara Holt"), agent(desk, "Holt")
    assert (full.proposals, short.proposals) == ((short.id,), (full.id,))


def test_a_surname_alone_on_two_pages_is_one_unless_two_people_bear_it() -> None:
    assert names(Desk(told("Holt"), told("Holt", outlet="T"))) == ["Holt"]
    desk = Desk(told("Holt"), told("Holt", outlet="T"), told("Mara Holt", "Peter Holt", outlet="U"))
    assert sorted(names(desk)) == ["Holt", "Holt", "Mara Holt", "Peter Holt"]


def test_a_transliteration_is_proposed_never_joined() -> None:
    desk = Desk(told("Volodymyr Zelenskyy"), told("Volodymyr Zelensky", outlet="T"))
    a, b = desk.chronology.agents
    assert (a.proposals, b.proposals) == ((b.id,), (a.id,))


def test_an_acronym_joins_the_one_body_that_spells_it_out() -> None:
    full = with_agents(told("Harbour Workers Union"), Harbour_Workers_Union={"names": ("Harbour Workers Union", "HWU")})
    short = with_agents(told("HWU", outlet="T"), HWU={"type": "Organization"})
    assert names(Desk(full, short)) == ["Harbour Workers Union"]
    rival = with_agents(
        told("Hospital Workers Union", outlet="U"), Hospital_Workers_Union={"names": ("Hospital Workers Union", "HWU")}
    )
    assert sorted(names(Desk(full, short, rival))) == ["HWU", "Harbour Workers Union", "Hospital Workers Union"]


def test_described_people_join_only_in_copies_of_one_report() -> None:
    def lawyer(outlet: str, *more: str) -> Page:
        return page(sentence("[[a local lawyer|actor]] {spoke} to the court.", "statement"), *more, outlet=outlet)

    same = [f"The same line {i} of one and the same report of the day." for i in range(5)]
    other = [f"Quite another thing {i} was written by somebody else here." for i in range(5)]
    assert len(Desk(lawyer("A", *same), lawyer("B", *same)).chronology.agents) == 1
    assert len(Desk(lawyer("A", *same), lawyer("B", *other)).chronology.agents) == 2


def test_a_person_and_a_body_of_one_name_are_two() -> None:
    person, body = told("Mara Holt"), with_agents(told("Mara Holt", outlet="T"), Mara_Holt={"type": "Organization"})
    assert len(Desk(person, body).chronology.agents) == 2


def test_roles_are_listed_once_with_their_words() -> None:
    first = told("Mara Holt")
    text = first.article.layer.text
    at = text.index("spoke")
    role = Role(title="speaker", organization="the crew", start=at, end=at + 5)
    pages = [with_agents(p, Mara_Holt={"roles": (role,)}) for p in (first, told("Mara Holt", outlet="T"))]
    (found,) = Desk(*pages).chronology.agents
    assert [(r["title"], r["pages"], r["citation"]["exact"]) for r in found.roles] == [("speaker", 2, "spoke")]


# ---- people's word ------------------------------------------------------------------------------------------------------


def test_same_joins_what_the_program_would_not() -> None:
    desk = Desk(told("Volodymyr Zelenskyy"), told("Volodymyr Zelensky", outlet="T"))
    act = desk.judge("same", anchors(desk, *desk.chronology.agents))
    (one,) = desk.chronology.agents
    assert one.proposals == ()
    assert set(one.names) == {"Volodymyr Zelenskyy", "Volodymyr Zelensky"}
    desk.undo(act)
    assert len(desk.chronology.agents) == 2


def test_split_keeps_apart_what_bears_one_name_and_proposes_nothing() -> None:
    desk = Desk(told("Mara Holt"), told("Mara Holt", outlet="T"))
    desk.judge("split", anchors(desk, *desk.chronology.agents), value={"parts": [[0], [1]]})
    a, b = desk.chronology.agents
    assert (a.name, b.name, a.proposals, b.proposals) == ("Mara Holt", "Mara Holt", (), ())


def test_a_given_name_stays_and_reaches_entries_that_nobody_decided() -> None:
    desk = Desk(told("Mara Holt"), told("Mara Holt", outlet="T"))
    desk.judge("name", anchors(desk, agent(desk, "Mara Holt")), value={"name": "Mara Ilse Holt"})
    found = agent(desk, "Mara Ilse Holt")
    assert (found.state, found.names) == ("accepted", ("Mara Holt", "Mara Ilse Holt"))
    assert {i.name for e in desk.chronology.entries for i in e.involvements} == {"Mara Ilse Holt"}
    assert {i.agent for e in desk.chronology.entries for i in e.involvements} == {found.id}


def test_a_name_by_its_words_alone_finds_its_agent() -> None:
    desk = Desk(told("Mara Holt"))
    found = agent(desk, "Mara Holt")
    bare = [Anchor(citation=c, sentence=Span(c.start, c.end), aspect="agent", name=found.name) for c in found.citations]
    desk.judge("name", bare, value={"name": "M. H."})
    assert names(desk) == ["M. H."]


def test_a_name_that_is_no_longer_found_stays_and_is_flagged() -> None:
    one = told("Mara Holt")
    desk = Desk(one)
    act = desk.judge("name", anchors(desk, agent(desk, "Mara Holt")), value={"name": "M. H."})
    empty = replace(one, findings=replace(one.findings, agents=(), mentions=(), findings=()))
    desk.look(empty)
    found = agent(desk, "M. H.")
    assert found.flags == ("The program no longer finds this name",)
    assert found.judgements == (act.id,)


def test_a_rejected_agent_is_kept_in_the_list_and_out_of_entries() -> None:
    desk = Desk(told("Mara Holt", "Iven Straub"))
    desk.judge("reject", anchors(desk, agent(desk, "Mara Holt")))
    assert agent(desk, "Mara Holt").state == "rejected"
    assert {i.name for e in desk.chronology.entries for i in e.involvements} == {"Iven Straub"}


def test_an_agent_made_by_hand_can_be_named_and_joined() -> None:
    one = told("Mara Holt")
    desk = Desk(one)
    layer = one.article.layer
    at = layer.text.index("number 0")
    words = Anchor(
        citation=cite(layer.id, layer.snapshot, layer.text, Span(at, at + 8)),
        sentence=Span(0, 30),
        aspect="agent",
        name="Number Zero",
    )
    desk.judge("make", [words], value={"name": "Number Zero", "type": "Person"})
    made = agent(desk, "Number Zero")
    assert [c.exact for c in made.citations] == ["number 0"]
    desk.judge("name", anchors(desk, made), value={"name": "Nobody"})
    assert agent(desk, "Nobody").state == "accepted"
    desk.judge("same", anchors(desk, agent(desk, "Mara Holt"), agent(desk, "Nobody")))
    assert len(desk.chronology.agents) == 1


def test_same_between_agents_that_are_not_there_bears_on_nothing() -> None:
    desk = Desk(told("Mara Holt"))
    gone = Anchor(
        citation=Citation(text_layer="x", snapshot="x", start=0, end=4, exact="Nora"),
        sentence=Span(0, 4),
        aspect="agent",
    )
    act = desk.judge("same", [gone])
    assert desk.chronology.unplaced == (act.id,)
    assert names(desk) == ["Mara Holt"]


def test_agents_keep_their_ids_when_another_page_names_them() -> None:
    desk = Desk(told("Mara Holt"))
    before = agent(desk, "Mara Holt").id
    desk.look(told("Mara Holt"), told("Mara Holt", outlet="T"))
    assert agent(desk, "Mara Holt").id == before


def test_an_agent_without_a_mention_is_listed_without_words() -> None:
    one = told("Mara Holt")
    ghost = Agent(id="z", name="Nora Pell", names=("Nora Pell",), type="Person")
    desk = Desk(replace(one, findings=replace(one.findings, agents=(*one.findings.agents, ghost))))
    assert agent(desk, "Nora Pell").citations == ()
    assert with_findings(one, one.findings.findings) == one
