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
        ("Anders Holm, a former engineer of Stolt Lines, spoke.", "Anders Holm", "engineer", "Stolt Lines", True),
    ],
)  # fmt: skip
def test_offices_around_a_name(look: Look, text: str, name: str, title: str, organization: str, former: bool) -> None:
    roles = look([text]).agent(name).roles  # type: ignore[attr-defined]
    assert (title, organization, former) in [(r.title, r.organization, r.former) for r in roles]


def test_a_role_shows_its_words(look: Look) -> None:
    found = look(["Osman Demir, representative of the Dock Union, spoke."])
    role = found.agent("Osman Demir").roles[0]  # type: ignore[attr-defined]
    assert found.article.layer.text[role.start : role.end] == "representative of the Dock Union"  # type: ignore[attr-defined]
