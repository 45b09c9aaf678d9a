from collections.abc import Callable

import pytest

Look = Callable[..., object]
DAY = [("Monday", "2025-03-10"), ("November", "2025-11"), ("May 3", "2025-05-03")]


@pytest.mark.parametrize(
    ("text", "trigger", "kind", "value"),
    [
        ("The trial of Osman Demir has been scheduled for November.", "scheduled", "ruling", "planned"),
        ("A hearing is set for May 3.", "set", "meeting", "planned"),
        ("Osman Demir appeared in Vigo District Court on Monday.", "appeared", "ruling", "occurred"),
        ("Osman Demir was tried by a court on Monday.", "tried", "ruling", "occurred"),
        ("Osman Demir turned himself in to police on Monday.", "turned himself in", "capture", "occurred"),
        ("Osman Demir ran away from the camp on Monday.", "ran away", "escape", "occurred"),
        ("The Harbour Foundation provided for the evacuation of the crew.", "provided", "transfer", "occurred"),
        ("Protests filled the streets of the town.", "filled", "other", "occurred"),
        ("The Harbour Board suspended the permit of Stolt Lines.", "suspended", "decision", "occurred"),
        ("The Harbour Board suspended Osman Demir.", "suspended", "appointment", "occurred"),
        ("Osman Demir became governor on Monday.", "became governor", "appointment", "occurred"),
        ("The board named Osman Demir as director on Monday.", "named", "appointment", "occurred"),
        ("Friends of Osman Demir alleged he drank tea with poison in it.", "drank", "other", "occurred"),
        ("The police have been investigating the fire.", "investigating", "other", "ongoing"),
    ],
)
def test_what_tells_an_event(look: Look, text: str, trigger: str, kind: str, value: str) -> None:
    event = look([text], DAY).event(trigger)  # type: ignore[attr-defined]
    assert (event.kind, event.factuality) == (kind, value)


@pytest.mark.parametrize(
    ("text", "trigger"),
    [
        ("Osman Demir tried the door on Monday.", "tried"),
        ("The board did not name the men on Monday.", "name"),
        ("The agreement made promises.", "made"),
        ("Rosa Lund served with the guard.", "served"),
        ("Courts in Tarvia do not impose fines on Osman Demir.", "impose"),
        ("Rosa Lund planned a trip to Oslo, which was cancelled.", "cancelled"),
        ('"We are with you," wrote Rosa Lund.', "wrote"),
    ],
)
def test_what_does_not(look: Look, text: str, trigger: str) -> None:
    assert trigger not in look([text], DAY).triggers  # type: ignore[attr-defined]


def test_what_is_alleged_stays_theirs_who_allege_it(look: Look) -> None:
    event = look(["Friends of Osman Demir alleged he drank tea with poison in it."]).event("drank")  # type: ignore[attr-defined]
    assert event.said_by == "Friends of Osman Demir"
