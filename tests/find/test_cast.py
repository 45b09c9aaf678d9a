from collections.abc import Callable

import pytest

Look = Callable[..., object]


@pytest.mark.parametrize(
    ("text", "trigger", "who"),
    [
        ("Osman Demir won. Petra Vance, the mayor of Vigo, said she would challenge his oath.", "challenge", "Petra Vance"),
        ("Osman Demir fell ill. Petra Vance said she was tired, but would fill the post.", "fill", "Petra Vance"),
        ("Osman Demir met the mayor. Pedro Brandt announced he is to resign.", "resign", "Pedro Brandt"),
        ("Secretary of Justice Petra Vance was sworn in on Monday.", "sworn in", "Petra Vance"),
    ],
)  # fmt: skip
def test_who_it_is(look: Look, text: str, trigger: str, who: str) -> None:
    found = look([text], [("Monday", "2025-03-10")])
    assert who in {name for name, _ in found.who(found.event(trigger))}  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("text", "trigger"),
    [
        ("Osman Demir was held. His lawyer, Pedro Brandt, said he would appeal.", "appeal"),
        ("Osman Demir won. The charge against Pedro Brandt is that he accused the court of theft.", "accused"),
    ],
)
def test_who_stays_open(look: Look, text: str, trigger: str) -> None:
    found = look([text])
    names = {n for e in found.events if e.kind == "filing" for n, _ in found.who(e)}  # type: ignore[attr-defined]
    assert not names & {"Osman Demir", "Pedro Brandt"}


def test_the_whole_name_shows_whom_a_title_stands_before(look: Look) -> None:
    found = look(["Secretary of Justice Petra Vance was sworn in on Monday."], [("Monday", "2025-03-10")])
    part = found.event("sworn in").involvements[0]  # type: ignore[attr-defined]
    assert part.end - part.start == len("Secretary of Justice Petra Vance")
