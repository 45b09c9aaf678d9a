"""What somebody holds, wants or is accused of: found as a statement, with where it ends, and never as an event."""

from collections.abc import Callable

import pytest

Look = Callable[..., object]


def told(found: object) -> list[tuple[str, str]]:
    return [(s.speaker_name, found.content(s)) for s in found.statements]  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("text", "speaker", "content"),
    [
        ("Petra Vance criticised the ruling.", "Petra Vance", "the ruling"),
        ("Petra Vance called for new talks on the harbour.", "Petra Vance", "new talks on the harbour"),
        ("Petra Vance called the vote a farce.", "Petra Vance", "the vote a farce"),
        ("Petra Vance opposes closing the harbour.", "Petra Vance", "closing the harbour"),
        ("Petra Vance wants to keep the harbour open.", "Petra Vance", "to keep the harbour open"),
        ("Petra Vance vowed not to close the harbour.", "Petra Vance", "not to close the harbour"),
        ("Petra Vance urged the crew to wait.", "Petra Vance", "to wait"),
        ("Petra Vance left the hall, citing an old letter.", "Petra Vance", "an old letter"),
        ("Citing an old letter, Petra Vance left the hall.", "Petra Vance", "an old letter"),
        ("Petra Vance is once again questioning the toll.", "Petra Vance", "the toll"),
        ("Many fishermen suspect that the toll is too high.", "Many fishermen", "that the toll is too high"),
        ("The harbour toll was criticised by Petra Vance.", "Petra Vance", "The harbour toll"),
        ("The two cooks were accused of taking a boat.", "", "The two cooks … taking a boat"),
        ("In Petra Vance’s view, the toll is too high.", "Petra Vance", "the toll is too high"),
        ("As Petra Vance has often noted, the toll is too high.", "Petra Vance", "the toll is too high"),
        ("The toll is too high, as Petra Vance has noted.", "Petra Vance", "The toll is too high"),
        ("Petra Vance continues to insist that the toll is too high.", "Petra Vance", "the toll is too high"),
        ("Petra Vance has long said that the toll is too high.", "Petra Vance", "the toll is too high"),
        ("Though the toll is low, Petra Vance said, the harbour is empty.", "Petra Vance",
         "Though the toll is low … the harbour is empty"),
        ("Tolls of that kind, Petra Vance said, are a burden.", "Petra Vance", "Tolls of that kind … are a burden"),
    ],
)  # fmt: skip
def test_whose_it_is_and_where_it_ends(look: Look, text: str, speaker: str, content: str) -> None:
    assert (speaker, content) in told(look([text])), told(look([text]))


@pytest.mark.parametrize(
    ("text", "content"),
    [
        ("Petra Vance wants to stay, although the council says the post is filled.", "to stay"),
        ("Petra Vance praised the crew, who had worked all night.", "the crew"),
        ("Petra Vance criticised the ruling when she left the court.", "the ruling"),
        ("Petra Vance said the toll is too high, and Tomas Hale says the harbour is empty.", "the toll is too high"),
        ("Although Petra Vance has admitted using the boat, she kept it.", "using the boat"),
        ("Petra Vance asked to see the log, the council said.", "to see the log"),
        ("Petra Vance, who wants to stay, may lose her post.", "to stay"),
    ],
)
def test_other_voices_are_cut_off(look: Look, text: str, content: str) -> None:
    held = dict(reversed(told(look([text]))))
    assert held["Petra Vance"] == content


@pytest.mark.parametrize(
    "text",
    [
        "Petra Vance criticised the ruling of 3 March.",
        "Petra Vance believes that the crew sank the ferry on 3 March.",
        "Petra Vance hopes the court will release the crew on 3 March.",
        "Petra Vance fears the crew were killed on 3 March.",
        "Petra Vance imagines that the crew fled on 3 March.",
    ],
)
def test_what_somebody_thinks_is_no_event(look: Look, text: str) -> None:
    found = look([text], [("3 March", "2025-03-03")])
    assert told(found)
    assert [e for e in found.events if e.kind not in ("statement", "request")] == []  # type: ignore[attr-defined]


def test_a_wish_inside_somebodys_words_is_part_of_them(look: Look) -> None:
    assert told(look(["Petra Vance said she plans to stay."])) == [("Petra Vance", "she plans to stay")]


@pytest.mark.parametrize(
    "text",
    [
        "The photo shows the ferry.",
        "The storm threatened to sink the ferry.",
        "She did not say that the door was open.",
        "The harbour needs a new toll house.",
        "Petra Vance walked along the quay.",
    ],
)
def test_things_and_deeds_hold_no_position(look: Look, text: str) -> None:
    assert told(look([text])) == []


def test_what_came_out_is_told_by_the_page(look: Look) -> None:
    found = look(
        ["On Friday it emerged that police arrested Ana Ruiz on 3 March."],
        [("Friday", "2025-03-07"), ("3 March", "2025-03-03")],
    )
    assert found.event("arrested").said_by is None  # type: ignore[attr-defined]


def test_who_is_accused_did_it_and_not_who_accuses(look: Look) -> None:
    found = look(["Petra Vance accused two guards of beating the cook on 3 March."], [("3 March", "2025-03-03")])
    beating = found.event("beating")  # type: ignore[attr-defined]
    assert beating.said_by == "Petra Vance"
    assert ("Petra Vance", "actor") not in found.who(beating)  # type: ignore[attr-defined]
