"""Three pages of other cases and styles: an agency report, a magazine feature, a report on a dispute between states."""

from __future__ import annotations

from collections.abc import Callable

import pytest

Look = Callable[..., object]

SHIPWRECK = [
    ("headline", "Inquiry Opens Into Sinking of Ferry Maren Stolt"),
    "HARLEM BAY, Feb. 9 (Coastwire) - A public inquiry into the sinking of the ferry Maren Stolt opened on Monday in the port town of Harlem Bay, four months after 31 passengers drowned.",
    "Judge Ingrid Falk, who chairs the inquiry, said the vessel had left Tornholm on October 3 with a cracked bow door. The ferry sank in the Skarne Strait on October 4.",
    "“We were told it would be repaired in spring,” said Anders Holm, a former engineer of Stolt Lines. “Nobody came.”",
    "The company denied that it had received any warning. Stolt Lines chief executive Petra Vance is expected to testify on March 2.",
    "Coastguard divers recovered the ship’s log on November 12, according to the Maritime Safety Board (MSB). The MSB has not published the log.",
    "Two crew members were arrested in Tornholm on October 20. One sailor was released on bail; the second sailor remains in custody.",
    "A hearing planned for January 15 was cancelled after the board asked for more time.",
]
SHIPWRECK_DATES = [
    ("Feb. 9", "2026-02-09"), ("Monday", "2026-02-09"), ("October 3", "2025-10-03"), ("October 4", "2025-10-04"),
    ("March 2", "2026-03-02"), ("November 12", "2025-11-12"), ("October 20", "2025-10-20"), ("January 15", "2026-01-15"),
    ("four months", None),
]  # fmt: skip

JOURNALIST = [
    ("headline", "Reporter’s year behind bars"),
    "It was raining when they came for Lejla Maric. On 14 May 2024, police arrested the reporter at her flat in Dravograd, the capital of Tarvia.",
    "Her lawyer, Omar Besson, says she is held as a political prisoner. “There is no case,” Besson told The Valley Post. “There is only a warning to everyone else.”",
    "The Dravograd District Court sentenced her to six years on 11 November; an appeal was rejected in February.",
    "Foreign Minister Pavel Maric — no relation — promised on 3 March to review her file. The ministry did not respond to questions.",
    "Reporters Without Borders urged Tarvia to release her by 1 July. Her sister, Ana Maric, visited her in Kolm prison last week.",
    "Maric has allegedly lost twenty kilos. Officials may move her to a hospital, the family fears.",
]
JOURNALIST_DATES = [
    ("14 May 2024", "2024-05-14"), ("11 November", "2024-11-11"), ("in February", "2025-02"), ("3 March", "2025-03-03"),
    ("by 1 July", "../2025-07-01"), ("last week", "[2025-05-12..2025-05-18]"),
]  # fmt: skip

DAM = [
    ("headline", "Tarvia and Osmia sign Kelda dam accord"),
    "GENEVA (Wireco) - Tarvia and Osmia signed an agreement on Thursday on the filling of the Kelda dam, ending two years of talks.",
    "Osmian President Duri Khel and Tarvian Prime Minister Ana Lindqvist met in Geneva on Wednesday under the eyes of United Nations envoy Carlos Peña.",
    "“Water is not a weapon,” Peña said in a statement. President Khel said that engineers would begin filling the reservoir in July.",
    "In 2023, floods killed 212 people in the Kelda valley. Farmers there sued the Osmian Water Authority last year and won $4 million.",
    "The Osmian government had promised to compensate the villages of Arn and Tolm. Villagers say nothing has been paid.",
    "Khel’s deputy, Noor Khel, did not attend the ceremony. The accord may collapse if parliament refuses to ratify it, analysts warn.",
]
DAM_DATES = [
    ("Thursday", "2025-05-22"), ("Wednesday", "2025-05-21"), ("in July", "2025-07"), ("In 2023", "2023"), ("last year", "2024"),
    ("two years", None),
]  # fmt: skip


@pytest.fixture(scope="module")
def ship(look: Look):  # type: ignore[no-untyped-def]
    return look(SHIPWRECK, SHIPWRECK_DATES, headline=SHIPWRECK[0][1])


@pytest.fixture(scope="module")
def jail(look: Look):  # type: ignore[no-untyped-def]
    return look(JOURNALIST, JOURNALIST_DATES, headline=JOURNALIST[0][1])


@pytest.fixture(scope="module")
def dam(look: Look):  # type: ignore[no-untyped-def]
    return look(DAM, DAM_DATES, headline=DAM[0][1])


def told(found) -> list[tuple[str, str, str | None]]:  # type: ignore[no-untyped-def]
    return [(e.kind, e.factuality, e.occurred.edtf if e.occurred else None) for e in found.events]


def test_the_shipwreck_day_by_day(ship) -> None:  # type: ignore[no-untyped-def]
    lines = told(ship)
    for line in [
        ("other", "occurred", "2026-02-09"), ("other", "occurred", "2025-10-04"), ("statement", "planned", "2026-03-02"),
        ("other", "occurred", "2025-11-12"), ("publication", "denied", None), ("capture", "occurred", "2025-10-20"),
        ("release", "occurred", None), ("meeting", "cancelled", "2026-01-15"),
    ]:  # fmt: skip
        assert line in lines


def test_the_shipwrecks_people_and_words(ship) -> None:  # type: ignore[no-untyped-def]
    assert ship.findings.relayed_from == "Coastwire"
    assert ship.agent("MSB").name == "Maritime Safety Board"
    assert [(r.title, r.organization, r.former) for r in ship.agent("Anders Holm").roles] == [
        ("engineer", "Stolt Lines", True)
    ]
    assert ship.said("cracked bow door").speaker_name == "Ingrid Falk"
    assert ship.said("Nobody came").speaker_name == "Anders Holm"
    assert ship.said("any warning").speaker_name == "The company"
    recovered = ship.event("recovered")
    assert recovered.said_by == "Maritime Safety Board"
    assert "Maritime Safety Board" in recovered.headline
    assert ("Petra Vance", "2026-03-02") in [(o.owed_by, o.due.edtf if o.due else "") for o in ship.open_items]


def test_the_jailed_journalist_day_by_day(jail) -> None:  # type: ignore[no-untyped-def]
    lines = told(jail)
    for line in [
        ("capture", "occurred", "2024-05-14"), ("ruling", "occurred", "2024-11-11"), ("ruling", "occurred", "2025-02"),
        ("visit", "occurred", "[2025-05-12..2025-05-18]"),
    ]:  # fmt: skip
        assert line in lines
    assert jail.event("arrested").place == "Dravograd"


def test_the_journalists_people_and_words(jail) -> None:  # type: ignore[no-untyped-def]
    assert jail.agent("Maric").names == ("Maric",), "three people have this surname"
    assert jail.said("no case").speaker_name == "Omar Besson"
    assert jail.said("political prisoner").speaker_name == "Omar Besson"
    assert "Omar Besson" not in [s.holder for s in jail.statuses], "the lawyer is not the prisoner"
    assert [(o.kind, o.owed_by, o.owed_to) for o in jail.open_items] == [
        ("promise", "Pavel Maric", ""), ("unanswered", "ministry", ""), ("request", "Tarvia", "Reporters Without Borders"),
    ]  # fmt: skip
    assert jail.open_items[2].due.edtf == "../2025-07-01"


def test_the_dam_dispute_day_by_day(dam) -> None:  # type: ignore[no-untyped-def]
    assert told(dam) == [
        ("agreement", "occurred", "2025-05-22"), ("meeting", "occurred", "2025-05-21"), ("other", "planned", "2025-07"),
        ("death", "occurred", "2023"), ("filing", "occurred", "2024"),
    ]  # fmt: skip
    signed = dam.event("signed")
    assert signed.place is None, "filed from Geneva, not signed there"
    assert dam.who(signed) == {("Tarvia", "actor"), ("Osmia", "actor")}
    assert dam.event("met").place == "Geneva"
    assert [(q.value, q.unit) for q in dam.event("killed").quantities] == [(212, "people")]


def test_the_disputes_people_and_words(dam) -> None:  # type: ignore[no-untyped-def]
    assert dam.findings.relayed_from == "Wireco"
    assert dam.agent("Duri Khel").names == ("Duri Khel", "Khel"), "by the title"
    assert dam.agent("Noor Khel").name == "Noor Khel"
    assert ("envoy", "United Nations") in [(r.title, r.organization) for r in dam.agent("Carlos Peña").roles]
    begin = dam.event("begin")
    assert (begin.said_by, begin.factuality) == ("Duri Khel", "planned")
    assert ("promise", "Osmian government") in [(o.kind, o.owed_by) for o in dam.open_items]
    assert dam.said("nothing has been paid").speaker_name == "Villagers"
