from collections.abc import Callable

import pytest

Look = Callable[..., object]


@pytest.mark.parametrize(
    ("text", "speaker", "mode"),
    [
        ("“The door was open all night,” Ana Ruiz said.", "Ana Ruiz", "direct"),
        ("“The door was open all night,” said Ana Ruiz, a cook on the ferry.", "Ana Ruiz", "direct"),
        ('Ana Ruiz told reporters: "The door was open all night."', "Ana Ruiz", "direct"),
        ("«The door was open all night», said Ana Ruiz.", "Ana Ruiz", "direct"),
        ("「The door was open all night,」 Ana Ruiz said.", "Ana Ruiz", "direct"),
        ("''The door was open all night,'' Ana Ruiz said.", "Ana Ruiz", "direct"),
        ("“The door was open all night.” — Ana Ruiz", "Ana Ruiz", "direct"),
        ("Ana Ruiz said the door was open all night.", "Ana Ruiz", "indirect"),
        ("Ana Ruiz said on its website that the door was open all night.", "Ana Ruiz", "indirect"),
        ("The door was open all night, Ana Ruiz said.", "Ana Ruiz", "indirect"),
        ("The door was open all night, said Ana Ruiz, a cook on the ferry.", "Ana Ruiz", "indirect"),
        ("According to Ana Ruiz, the door was open all night.", "Ana Ruiz", "indirect"),
        ("The door was open all night, according to Ana Ruiz.", "Ana Ruiz", "indirect"),
        ("Ana Ruiz said the door “was open all night” and nobody closed it.", "Ana Ruiz", "mixed"),
        ("A local lawyer noted that the door was open all night.", "A local lawyer", "indirect"),
        ("Experts argue that the door was open all night.", "Experts", "indirect"),
    ],
)
def test_who_says_it(look: Look, text: str, speaker: str, mode: str) -> None:
    found = look([text])
    statement = found.said("open all night")  # type: ignore[attr-defined]
    assert (statement.speaker_name, statement.mode) == (speaker, mode)


def test_a_quotation_over_two_paragraphs_is_one_statement(look: Look) -> None:
    found = look(["“The door was open all night,” Ana Ruiz said. “Nobody closed it.", "“We all knew about it.”"])
    assert len(found.statements) == 1  # type: ignore[attr-defined]
    assert found.content(found.statements[0]).endswith("“We all knew about it.”")  # type: ignore[attr-defined]


def test_reportedly_has_no_speaker_made_up(look: Look) -> None:
    found = look(["Two sailors were reportedly arrested on Monday."], [("Monday", "2025-03-10")])
    assert found.statements == []  # type: ignore[attr-defined]
    assert found.event("arrested").said_by == "reportedly"  # type: ignore[attr-defined]


def test_what_a_thing_shows_and_what_nobody_said_is_no_statement(look: Look) -> None:
    found = look(["The photo shows the ferry. Nobody called. She did not say that the door was open."])
    assert found.statements == []  # type: ignore[attr-defined]


def test_the_writers_own_voice_goes_on_behind_but(look: Look) -> None:
    found = look(["The mayor said the port was closed, but the harbour office had opened it."])
    assert found.content(found.statements[0]) == "the port was closed"  # type: ignore[attr-defined]


def test_a_second_verb_of_saying_goes_on_with_the_speaker(look: Look) -> None:
    found = look(["Ana Ruiz says the port was closed and claims the mayor knew it."])
    assert [s.speaker_name for s in found.statements] == ["Ana Ruiz", "Ana Ruiz"]  # type: ignore[attr-defined]


def test_unbalanced_marks_swallow_no_more_than_their_sentence(look: Look) -> None:
    found = look(
        ["“The door was open all night, he thought. The mayor signed the law on Monday."], [("Monday", "2025-03-10")]
    )
    assert found.event("signed").headline == "The mayor signed the law"  # type: ignore[attr-defined]
