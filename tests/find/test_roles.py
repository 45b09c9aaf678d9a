from collections.abc import Callable

import pytest

Look = Callable[..., object]


@pytest.mark.parametrize(
    ("text", "name", "title", "organization", "former"),
    [
        ("Rep. Ana Ruiz of the Coast Party spoke.", "Ana Ruiz", "Rep.", "Coast Party", False),
        ("Osman Demir, representative of the Dock Union, spoke.", "Osman Demir", "representative", "Dock Union", False),
        ("Norwegian President Ingrid Falk spoke.", "Ingrid Falk", "President", "Norway", False),
        ("They met former lawmaker Han Min-ho, who chairs the River Committee, in Oslo.", "Han Min-ho", "chair", "River Committee", False),
        ("They met former lawmaker Han Min-ho.", "Han Min-ho", "lawmaker", "", True),
        ("Petra Vance, the mayor of Bergen, spoke.", "Petra Vance", "mayor", "Bergen", False),
        ("Stolt Lines chief executive Petra Vance spoke.", "Petra Vance", "chief executive", "Stolt Lines", False),
        ("Former President Ingrid Falk spoke.", "Ingrid Falk", "President", "", True),
        ("The Stolt Party nominee Petra Vance spoke.", "Petra Vance", "nominee", "Stolt Party", False),
        ("Then-mayor Petra Vance spoke. The retired goalkeeper Lars Brandt wept.", "Lars Brandt", "retired goalkeeper", "", False),
        ("Kelda's chief engineer, Anders Holm, called it a lie.", "Anders Holm", "chief engineer", "Kelda", False),
        ("The mayor of Bergen, Petra Vance, spoke.", "Petra Vance", "mayor", "Bergen", False),
        ("Petra Vance, chairwoman and founder of Stolt Lines, spoke.", "Petra Vance", "chairwoman and founder", "Stolt Lines", False),
        ("Petra Vance, a spokeswoman for the Holm family, spoke.", "Petra Vance", "spokeswoman", "Holm family", False),
        ("Petra Vance, who led the River Committee until May, spoke.", "Petra Vance", "leader", "River Committee", True),
        ("Petra Vance, who serves as treasurer of the Dock Union, spoke.", "Petra Vance", "treasurer", "Dock Union", False),
        ("Petra Vance, now an Oslo-based lawyer, spoke.", "Petra Vance", "lawyer", "", False),
        ("The Harbour Foundation, a non-profit in Bergen, paid.", "Harbour Foundation", "non-profit", "Bergen", False),
        ("They sailed to the capital, Oslo, on Monday.", "Oslo", "capital", "", False),
        ("Anders Holm, a former engineer of Stolt Lines, spoke.", "Anders Holm", "engineer", "Stolt Lines", True),
        ("They met Petra Vance who is the treasurer of the Dock Union.", "Petra Vance", "treasurer", "Dock Union", False),
        ("President Ingrid Falk of Norway spoke.", "Ingrid Falk", "President", "Norway", False),
        ("Her son-in-law, Lars Brandt, spoke.", "Lars Brandt", "son-in-law", "", False),
        ("The Dock Union statistician Petra Vance spoke.", "Petra Vance", "statistician", "Dock Union", False),
        ("Legislator Petra Vance spoke.", "Petra Vance", "Legislator", "", False),
    ],
)  # fmt: skip
def test_offices_around_a_name(look: Look, text: str, name: str, title: str, organization: str, former: bool) -> None:
    roles = look([text]).agent(name).roles  # type: ignore[attr-defined]
    assert (title, organization, former) in [(r.title, r.organization, r.former) for r in roles]


def test_a_role_shows_its_words(look: Look) -> None:
    found = look(["Osman Demir, representative of the Dock Union, spoke."])
    role = found.agent("Osman Demir").roles[0]  # type: ignore[attr-defined]
    assert found.article.layer.text[role.start : role.end] == "representative of the Dock Union"  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    "text",
    [
        "Mr. Anders Holm spoke.",
        "Ms. Petra Vance spoke.",
        "They met the mayor, Petra Vance and two sailors.",
        "Anders Holm, his boat and the engineer went down.",
        "The engineer office Anders Holm rented was cold.",
        "Anders Holm, who chairs, spoke.",
        "They met Anders Holm who is ill.",
        "Mr. Anders Holm of Norway spoke.",
    ],
)
def test_words_around_a_name_that_are_no_office_of_his(look: Look, text: str) -> None:
    found = look([text])
    assert all(a.roles == () for a in found.findings.agents if a.identification == "named")  # type: ignore[attr-defined]
