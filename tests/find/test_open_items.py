from collections.abc import Callable

import pytest

Look = Callable[..., object]
DATES = [("Friday", "2025-03-14"), ("by 1 July", "../2025-07-01")]


@pytest.mark.parametrize(
    ("text", "kind", "what", "owed_by", "owed_to"),
    [
        ("The lawyer plans to meet Ana Ruiz on Friday.", "plan", "meet Ana Ruiz on Friday", "lawyer", ""),
        ("The board is scheduled to rule on Friday.", "plan", "rule on Friday", "board", ""),
        ("The company has promised to repair the door.", "promise", "repair the door", "company", ""),
        ("Ana Ruiz pledged to publish the log by 1 July.", "promise", "publish the log by 1 July", "Ana Ruiz", ""),
        ("The Dock Union asked the ministry to open the port by 1 July.", "request", "open the port by 1 July", "ministry", "Dock Union"),
        ("The ministry did not respond to questions.", "unanswered", "The ministry did not respond", "ministry", ""),
        ("The government is conducting negotiations with Norway.", "negotiation", "negotiations", "government", ""),
    ],
)  # fmt: skip
def test_what_is_open_and_who_owes_it(look: Look, text: str, kind: str, what: str, owed_by: str, owed_to: str) -> None:
    items = look([text], DATES).open_items  # type: ignore[attr-defined]
    assert [(o.kind, o.what, o.owed_by, o.owed_to) for o in items] == [(kind, what, owed_by, owed_to)]


def test_when_it_is_due(look: Look) -> None:
    found = look(["Ana Ruiz pledged to publish the log by 1 July. The lawyer plans to meet her on Friday."], DATES)
    assert [o.due.edtf for o in found.open_items] == ["../2025-07-01", "2025-03-14"]  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    "text", ["The union planned to strike.", "The door is closed.", "Ana Ruiz agreed.", "Nobody promised anything."]
)
def test_what_is_not_open(look: Look, text: str) -> None:
    assert look([text]).open_items == []  # type: ignore[attr-defined]
