import re
from collections.abc import Callable

import pytest

Look = Callable[..., object]
DAY = [("Monday", "2025-03-10"), ("in June", "2025-06"), ("Friday", "2025-03-14")]


@pytest.mark.parametrize(
    ("text", "trigger", "value"),
    [
        ("Police arrested Ana Ruiz on Monday.", "arrested", "occurred"),
        ("Police will arrest Ana Ruiz on Monday.", "arrest", "planned"),
        ("Ana Ruiz plans to meet the mayor on Monday.", "meet", "planned"),
        ("The board was set to meet on Monday.", "meet", "planned"),
        ("Police may arrest Ana Ruiz on Monday.", "arrest", "possible"),
        ("If police arrest Ana Ruiz on Monday, the union will strike.", "arrest", "possible"),
        ("Police did not arrest Ana Ruiz on Monday.", "arrest", "denied"),
        ("Police have not arrested Ana Ruiz.", "arrested", "denied"),
        ("Police refused to release Ana Ruiz on Monday.", "release", "denied"),
        ("Osman Demir is negotiating with the mayor.", "negotiating", "ongoing"),
        ("The hearing planned for Monday was cancelled.", "cancelled", "cancelled"),
        ("The mayor cancelled the meeting on Monday.", "cancelled", "cancelled"),
    ],
)
def test_whether_it_happened(look: Look, text: str, trigger: str, value: str) -> None:
    assert look([text], DAY).event(trigger).factuality == value  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("text", "trigger", "reason"),
    [
        ("Police arrested Ana Ruiz on Monday.", "arrested", "told as past"),
        ("Police will arrest Ana Ruiz on Monday.", "arrest", "“will”"),
        ("Ana Ruiz plans to meet the mayor on Monday.", "meet", "“plan”"),
        ("Police did not arrest Ana Ruiz on Monday.", "arrest", "negated"),
        ("If police arrest Ana Ruiz on Monday, the union will strike.", "arrest", "stands in a condition"),
    ],
)
def test_the_words_that_tell_it_are_its_reason(look: Look, text: str, trigger: str, reason: str) -> None:
    assert look([text], DAY).event(trigger).factuality_reason == reason  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    "text",
    [
        "The constitution requires a vote.",
        "Ships sink. Courts rule. Governments negotiate.",
        "The union wants better pay and the mayor likes ships.",
        "Nobody knows how the meeting between rivals could help trade.",
        "Police must arrest smugglers.",
    ],
)
def test_generalities_and_opinions_are_no_events(look: Look, text: str) -> None:
    assert look([text]).events == []  # type: ignore[attr-defined]


def test_no_date_is_taken_from_the_publication_day(look: Look) -> None:
    found = look(["The Dock Union appointed a lawyer."], [], published="2025-03-12")
    assert found.event("appointed").occurred is None  # type: ignore[attr-defined]
    assert found.event("appointed").time is None  # type: ignore[attr-defined]


def test_the_day_something_was_told_is_not_the_day_it_happened(look: Look) -> None:
    found = look(["President Ana Ruiz announced on Monday that troops had captured two sailors."], DAY)
    assert found.event("announced").occurred.edtf == "2025-03-10"  # type: ignore[attr-defined]
    capture = found.event("captured")  # type: ignore[attr-defined]
    assert capture.occurred.edtf == "[..2025-03-10]"
    assert capture.said_by == "Ana Ruiz"
    assert capture.headline == "President Ana Ruiz announced that troops had captured two sailors"


def test_the_day_of_the_deed_inside_what_was_told(look: Look) -> None:
    found = look(["President Ana Ruiz announced that troops captured two sailors on Monday."], DAY)
    assert found.event("captured").occurred.edtf == "2025-03-10"  # type: ignore[attr-defined]


def test_active_and_passive_give_the_same_parts(look: Look) -> None:
    active = look(["Police arrested Ana Ruiz on Monday."], DAY)
    passive = look(["Ana Ruiz was arrested by police on Monday."], DAY)
    assert (
        active.who(active.events[0]) == passive.who(passive.events[0]) == {("police", "actor"), ("Ana Ruiz", "target")}
    )  # type: ignore[attr-defined]


def test_partners_recipients_and_those_it_is_against(look: Look) -> None:
    found = look(
        ["Ana Ruiz met with Osman Demir on Monday.", "The Dock Union sent a letter to Petra Vance on Friday."], DAY
    )
    assert found.who(found.event("met")) == {("Ana Ruiz", "actor"), ("Osman Demir", "participant")}  # type: ignore[attr-defined]
    assert ("Petra Vance", "recipient") in found.who(found.event("sent"))  # type: ignore[attr-defined]


def test_place_and_number(look: Look) -> None:
    found = look(
        ["Police arrested 1,200 protesters in the port of Odesa on Monday; the court fined them $2 million."], DAY
    )
    event = found.event("arrested")  # type: ignore[attr-defined]
    assert event.place == "port of Odesa"
    assert event.place_span.of(found.article.layer.text) == "port of Odesa"  # type: ignore[attr-defined]
    assert [(q.value, q.unit) for q in event.quantities] == [(1200.0, "protester")]


def test_a_claim_is_never_a_bare_fact(look: Look) -> None:
    found = look(["Critics alleged that the mayor took bribes and arrested Osman Demir on Monday."], DAY)
    for event in found.events:  # type: ignore[attr-defined]
        assert event.said_by == "Critics"
        assert event.headline.startswith("Critics alleged")


def test_a_dated_caption_is_an_event(look: Look) -> None:
    found = look(
        [("caption", "Rep. Ana Ruiz of the Coast Party meeting with two sailors in Oslo on Monday (Handout)")], DAY
    )
    event = found.event("meeting")  # type: ignore[attr-defined]
    assert (event.kind, event.factuality, event.occurred.edtf, event.place) == (
        "meeting",
        "occurred",
        "2025-03-10",
        "Oslo",
    )
    assert found.who(event) == {("Ana Ruiz", "actor"), ("two sailors", "participant")}  # type: ignore[attr-defined]


def test_what_is_left_out_of_the_article_gives_nothing(look: Look) -> None:
    found = look([("teaser", "Pop star Mina Bell was arrested in Oslo on Monday."), "The port is quiet."], DAY)
    assert found.events == []  # type: ignore[attr-defined]
    assert not found.has_agent("Mina Bell")  # type: ignore[attr-defined]


def test_release_of_people_and_release_of_papers(look: Look) -> None:
    found = look(["Police released two sailors on Monday. The board released a report on Friday."], DAY)
    assert [e.kind for e in found.events] == ["release", "publication"]  # type: ignore[attr-defined]


def test_headlines_are_the_pages_own_words_in_order(look: Look) -> None:
    text = "On Monday, Ana Ruiz (45), who lives in Oslo, sued the Dock Union over unpaid wages, her lawyer said."
    for event in look([text], DAY).events:  # type: ignore[attr-defined]
        rest = iter(re.findall(r"\w+", text.lower()))
        assert all(word in rest for word in re.findall(r"\w+", event.headline.lower()))


def test_importance_gives_reasons(look: Look) -> None:
    found = look([("headline", "Ruiz arrested"), "Police arrested Ana Ruiz on Monday."], DAY, headline="Ruiz arrested")
    event = found.event("arrested")  # type: ignore[attr-defined]
    assert event.importance == 1.0
    assert event.importance_reason == "in the headline, in the lead, dated to the day, somebody named takes part"


@pytest.mark.parametrize("pronoun", ["whom", "that"])
def test_who_stands_behind_a_relative_pronoun_did_it(look: Look, pronoun: str) -> None:
    text = f"Ana Lund and Piet Moor, the two divers {pronoun} port police detained in Sarn on May 13, spoke on Friday."
    found = look([text], [("May 13", "2024-05-13"), ("Friday", "2024-05-17")])
    caught = found.event("detained")  # type: ignore[attr-defined]
    assert ("port police", "actor") in found.who(caught)  # type: ignore[attr-defined]
    assert ("two divers", "target") in found.who(caught)  # type: ignore[attr-defined]
    assert caught.occurred is not None
    assert caught.occurred.edtf == "2024-05-13"
    assert caught.headline == f"The two divers {pronoun} port police detained in Sarn"
