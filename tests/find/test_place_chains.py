from collections.abc import Callable

import pytest

Look = Callable[..., object]


@pytest.mark.parametrize(
    ("text", "trigger", "who"),
    [
        ("The court in Bergen, Norway, convicted Osman Demir.", "convicted", ("court", "actor")),
        (
            "Osman Demir, the suspect in a theft in Harlan, Kentucky, United States that left two dead, was released on Monday.",
            "released",
            ("Osman Demir", "target"),
        ),
        ("Osman Demir, the mayor of Bergen, Norway, was arrested.", "arrested", ("Osman Demir", "target")),
    ],
)
def test_commas_between_a_town_and_its_land_part_nothing(
    look: Look, text: str, trigger: str, who: tuple[str, str]
) -> None:
    found = look([text], [("Monday", "2025-03-10")])
    assert who in found.who(found.event(trigger))  # type: ignore[attr-defined]


def test_a_list_of_lands_stays_a_list(look: Look) -> None:
    found = look(["Osman Demir was arrested in Norway, Sweden and Denmark on Monday."], [("Monday", "2025-03-10")])
    assert found.event("arrested").place == "Norway"  # type: ignore[attr-defined]
