"""The seed page, through the real path: what its rows marked M ask of this room."""

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pytest

from chronofile import pipeline
from chronofile.model import Acquisition, Agent, Event, EventFinding, Incoming, LegalStatusFinding, Page, sha256

PAGE = Path(__file__).resolve().parents[3] / "shared" / "seed" / "page.txt"
pytestmark = [pytest.mark.seed, pytest.mark.skipif(not PAGE.is_file(), reason="../shared/seed/page.txt is not here")]


@pytest.fixture(scope="module")
def page() -> Page:
    data = PAGE.read_bytes()
    acquisition = Acquisition(snapshot=sha256(data), how="file", location="page.txt")
    return pipeline.process(
        Incoming(data=data, media_type="text/plain", acquisition=acquisition), as_of=dt.date(2026, 2, 15)
    )


@pytest.fixture(scope="module")
def named(page: Page) -> Callable[[Event], set[str]]:
    names = {a.id: a.name for a in page.findings.agents}
    return lambda event: {names[i.agent] for i in event.involvements}


def events(page: Page) -> list[Event]:
    return [f.value for f in page.findings.findings if isinstance(f, EventFinding)]


def day(event: Event) -> str:
    return event.occurred.edtf if event.occurred else ""


def test_the_teasers_give_no_people_and_no_events(page: Page) -> None:
    words = " ".join(n for a in page.findings.agents for n in a.names) + " ".join(e.headline for e in events(page))
    for name in ("Park", "Jiwon", "NewJeans", "ADOR", "Myung Tae Kyun"):
        assert name not in words


@pytest.fixture(scope="module")
def agents(page: Page) -> dict[str, Agent]:
    """By every name that an agent has on the page; no name is that of two."""
    held: dict[str, Agent] = {}
    for agent in page.findings.agents:
        for name in agent.names:
            assert name not in held, name
            held[name] = agent
    return held


def offices(agent: Agent) -> set[tuple[str, str, bool]]:
    return {(r.title, r.organization, r.former) for r in agent.roles}


def test_named_people_and_their_offices(agents: dict[str, Agent]) -> None:
    committee = "Emergency Response Committee for the Release of North Korean Soldiers in Ukraine"
    assert offices(agents["Yoo Yong-won"]) == {("Rep.", "People Power Party", False)}
    assert offices(agents["Volodymyr Zelenskyy"]) == {("President", "Ukraine", False)}
    assert offices(agents["Jang Se-yul"]) == {("representative", "Korea Unity Coalition", False)}
    assert offices(agents["Tae Yong-ho"]) == {("lawmaker", "", True), ("chair", committee, False)}
    assert offices(agents["Lee Jae Myung"]) == {("President", "", False)}


@pytest.mark.parametrize(
    ("short", "full"),
    [
        ("Yoo", "Yoo Yong-won"), ("Jang", "Jang Se-yul"), ("Zelenskyy", "Volodymyr Zelenskyy"), ("UN", "United Nations"),
        ("ICRC", "International Committee of the Red Cross"), ("Twitter", "X"),
    ],
)  # fmt: skip
def test_short_and_other_names(agents: dict[str, Agent], short: str, full: str) -> None:
    assert agents[short] is agents[full]
    assert agents[full].name == full


def test_bodies_are_bodies_and_of_the_state_or_not(agents: dict[str, Agent]) -> None:
    kinds = {
        name: agents[name].type
        for name in ("Korea Unity Coalition", "News1", "X", "Ministry of Foreign Affairs", "Ukrainian Defense Ministry")
    }
    assert kinds == {
        "Korea Unity Coalition": "Organization", "News1": "Organization", "X": "Organization",
        "Ministry of Foreign Affairs": "PublicBody", "Ukrainian Defense Ministry": "PublicBody",
    }  # fmt: skip


def test_people_nobody_names(agents: dict[str, Agent]) -> None:
    group = agents["two North Korean soldiers"]
    assert (group.identification, group.size, group.type) == ("collective", 2, "Group")
    assert [agents[name].part_of for name in ("one soldier", "second soldier")] == [group.id, group.id]
    assert group.may_be == (agents["two North Korean prisoners"].id,)
    lawyer = agents["local lawyer"]
    assert (lawyer.identification, lawyer.type, lawyer.roles) == ("described", "Person", ())
    assert agents["Ukrainian forces"].identification == "collective"


def test_nobody_else_is_a_person(page: Page) -> None:
    assert {a.name for a in page.findings.agents if a.type == "Person" and a.identification == "named"} == {
        "Yoo Yong-won", "Volodymyr Zelenskyy", "Jang Se-yul", "Tae Yong-ho", "Lee Jae Myung",
    }  # fmt: skip


def test_two_things_happened_on_christmas_eve(page: Page, named: Callable[[Event], set[str]]) -> None:
    eve = [e for e in events(page) if day(e) == "2025-12-24"]
    assert len(eve) == 2
    letters, meeting = eve
    assert "Jang Se-yul" in named(letters)
    assert "letters" in letters.headline
    assert meeting.kind == "meeting"
    assert {"Ministry of Foreign Affairs", "Tae Yong-ho"} <= named(meeting)


def test_each_caption_is_one_event(page: Page, named: Callable[[Event], set[str]]) -> None:
    met = [e for e in events(page) if day(e) == "2025-02-25"]
    assert len(met) == 1
    assert named(met[0]) == {"Yoo Yong-won", "two North Korean prisoners"}
    announced = [e for e in events(page) if day(e) == "2025-01-11"]
    assert len(announced) == 1
    assert named(announced[0]) == {"Volodymyr Zelenskyy"}


def test_the_capture_is_not_dated_by_its_announcement(page: Page) -> None:
    captures = [e for e in events(page) if e.kind == "capture"]
    assert "2025-01-11" not in [day(e) for e in captures]
    assert "2025-01" in [day(e) for e in captures]


def test_the_lawyer_stays_unnamed_and_the_meeting_planned(page: Page, named: Callable[[Event], set[str]]) -> None:
    planned = [e for e in events(page) if e.factuality == "planned"]
    assert [named(e) for e in planned] == [{"local lawyer", "Ukrainian Defense Ministry officials"}]


def test_two_soldiers_speak_in_two_months(page: Page, named: Callable[[Event], set[str]]) -> None:
    told = {day(e): named(e) for e in events(page) if e.kind == "statement"}
    assert told["2025-03"] == {"one soldier"}
    assert told["2025-10"] == {"second soldier"}


def test_two_statuses_in_two_laws_and_who_asserts_the_third(page: Page) -> None:
    held = [f.value for f in page.findings.findings if isinstance(f, LegalStatusFinding)]
    assert [(s.status, s.legal_system, s.asserted_by) for s in held] == [
        ("prisoners of war", "international law", ""),
        ("South Korean citizens", "domestic law", ""),
        ("citizens", "", "Experts"),
    ]
    assert held[2].basis == "South Korean Constitution"


def test_the_relay_is_named(page: Page) -> None:
    assert page.findings.relayed_from == "News1"


def test_every_span_is_on_the_page(page: Page) -> None:
    text = page.article.layer.text
    for f in page.findings.findings:
        assert f.sentence.holds(f.trigger)
        assert f.trigger.of(text).strip()
    for m in page.findings.mentions:
        assert m.span.of(text).strip()
