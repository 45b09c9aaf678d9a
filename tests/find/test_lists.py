from collections.abc import Callable

import pytest

Look = Callable[..., object]
DAY = [("Monday", "2025-03-10")]


@pytest.mark.parametrize(
    ("text", "trigger", "who"),
    [
        ("Ana Ruiz, Petra Vance, and Osman Demir met on Monday.", "met", {"Ana Ruiz", "Petra Vance", "Osman Demir"}),
        ("Ana Ruiz, Petra Vance and Osman Demir met on Monday.", "met", {"Ana Ruiz", "Petra Vance", "Osman Demir"}),
        ("Ana Ruiz, a lawyer, and Osman Demir met on Monday.", "met", {"Ana Ruiz", "Osman Demir"}),
        ("Police visited Oslo, and Ana Ruiz resigned.", "resigned", {"Ana Ruiz"}),
        ("The board confirmed Petra Vance, and Ana Ruiz resigned on Monday.", "resigned", {"Ana Ruiz"}),
        ("Under the lease, Ana Ruiz and Petra Vance met on Monday.", "met", {"Ana Ruiz", "Petra Vance"}),
    ],
)
def test_who_is_joined_to_one_subject(look: Look, text: str, trigger: str, who: set[str]) -> None:
    found = look([text], DAY)
    assert {name for name, _ in found.who(found.event(trigger))} == who  # type: ignore[attr-defined]


def test_what_is_made_by_somebody_behind_an_object_is_no_verb_of_the_sentence(look: Look) -> None:
    found = look(["The Dock Union released a summary of a call made by Ana Ruiz on Monday."], DAY)
    assert ("Dock Union", "actor") in found.who(found.event("released"))  # type: ignore[attr-defined]
