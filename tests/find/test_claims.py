"""No claim, belief or opinion becomes a fact in the chronology's own voice, in whatever shape it is told."""

from collections.abc import Callable

import pytest

from chronofile.model import EventFinding, Findings

Look = Callable[..., object]

DEEDS = [
    ("two guards", "beat the cook on 3 March", "beating the cook on 3 March", "beaten the cook on 3 March"),
    ("the coastguard", "arrested Ana Ruiz in Vigo", "arresting Ana Ruiz in Vigo", "arrested Ana Ruiz in Vigo"),
    ("Petra Vance", "sank the ferry on 3 March", "sinking the ferry on 3 March", "sunk the ferry on 3 March"),
    ("the owners", "killed two sailors", "killing two sailors", "killed two sailors"),
    ("the ministry", "released the prisoners on 3 March", "releasing the prisoners on 3 March", "released the prisoners on 3 March"),
]  # fmt: skip
CLAUSES = [
    "The harbour union said that {who} {did}.",
    "The harbour union said {who} {did}.",
    "The harbour union says {who} {did} and that nobody helped.",
    "The harbour union told reporters in Oslo on Friday that {who} {did}.",
    "{Who} {did}, the harbour union said.",
    "{Who} {did}, said Tomas Hale, a fisherman.",
    "According to the harbour union, {who} {did}.",
    "{Who} {did}, according to Tomas Hale.",
    "In the row over pay, according to Tomas Hale, {who} {did}.",
    "As a result of the unrest, according to a report of the harbour union, {who} {did}.",
    "As Tomas Hale has noted, {who} {did}.",
    "{Who} {did}, as Tomas Hale claimed.",
    "Tomas Hale’s claim that {who} {did} was read in court.",
    "The claim that {who} {did} was read in court.",
    "There are rumours that {who} {did}.",
    "After reports that {who} {did}, the mayor resigned.",
    "Tomas Hale believes that {who} {did}.",
    "Tomas Hale believes {who} {did}.",
    "Many fishermen suspect that {who} {did}.",
    "Relatives fear that {who} {did}.",
    "Tomas Hale is convinced that {who} {did}.",
    "Tomas Hale is sure {who} {did}.",
    "Tomas Hale was told that {who} {did}.",
    "Tomas Hale heard that {who} {did}.",
    "It is alleged that {who} {did}.",
    "It is believed that {who} {did}.",
    "It was claimed on Friday that {who} {did}.",
    "Allegedly, {who} {did}.",
    "{Who} allegedly {did}.",
    "{Who} reportedly {did}.",
    "Tomas Hale asked whether {who} {did}.",
    "Tomas Hale wondered if {who} {did}.",
    "In the opinion of Tomas Hale, {who} {did}.",
    "In Tomas Hale’s view, {who} {did}.",
    "Tomas Hale suggested that {who} {did}.",
    "Tomas Hale, a fisherman, testified that {who} {did}.",
    "A letter seen by the paper says that {who} {did}.",
    "The indictment alleges that {who} {did}.",
    "Tomas Hale posted a video, claiming that {who} {did}.",
    "Claiming that {who} {did}, Tomas Hale left the room.",
    "Tomas Hale continues to insist that {who} {did}.",
    "“{Who} {did},” Tomas Hale said.",
    "Tomas Hale said: “{Who} {did}.”",
    "If {who} {did}, the court will say so.",
    "Tomas Hale accepts that {who} {did}.",
    "The question is whether {who} {did}.",
    "Tomas Hale has a theory that {who} {did}.",
    "Tomas Hale imagines that {who} {did}.",
    "Tomas Hale hopes {who} {did}.",
    "Tomas Hale, who says that {who} {did}, left the room.",
    "The mayor, citing Tomas Hale, wrote that {who} {did}.",
]
OTHERS = [
    "The harbour union accused {who} of {doing}.",
    "{Who} was accused of {doing}.",
    "{Who} is accused of having {done}.",
    "{Who} is said to have {done}.",
    "{Who} is believed to have {done}.",
    "{Who} was alleged to have {done}.",
    "{Who} may have {done}.",
    "{Who} could have {done}.",
    "{Who} denied {doing}.",
    "{Who} denies having {done}.",
    "Tomas Hale blamed {who} for {doing}.",
    "Tomas Hale suspects {who} of {doing}.",
    "{Who} is suspected of {doing}.",
    "{Who} was charged with {doing}.",
    "Tomas Hale claimed to have seen {who} {doing}.",
]


def _bare_facts(found: Findings, deed: str, text: str) -> list[str]:
    """Events inside the deed's words that nobody is said to say and that are told as having happened."""
    at = text.find(deed)
    return [
        f.value.headline
        for f in found.findings
        if isinstance(f, EventFinding)
        and at <= f.trigger.start < at + len(deed)
        and f.value.said_by is None
        and f.value.factuality in ("occurred", "ongoing")
    ]


def _told(frame: str, deed: tuple[str, str, str, str]) -> str:
    who, did, doing, done = deed
    return frame.format(who=who, Who=who[0].upper() + who[1:], did=did, doing=doing, done=done)


@pytest.mark.parametrize("frame", CLAUSES)
def test_a_told_clause_is_no_fact(look: Look, frame: str) -> None:
    for deed in DEEDS:
        text = _told(frame, deed)
        found = look([text], [("3 March", "2025-03-03"), ("Friday", "2025-03-07")]).findings  # type: ignore[attr-defined]
        assert _bare_facts(found, deed[1], text) == [], text


@pytest.mark.parametrize("frame", OTHERS)
def test_a_charge_is_no_fact(look: Look, frame: str) -> None:
    for deed in DEEDS:
        text = _told(frame, deed)
        found = look([text], [("3 March", "2025-03-03")]).findings  # type: ignore[attr-defined]
        words = next(d for d in deed[2:] if d in text)
        assert _bare_facts(found, words, text) == [], text


@pytest.mark.parametrize("deed", DEEDS)
def test_the_pages_own_voice_is_heard(look: Look, deed: tuple[str, str, str, str]) -> None:
    """Without a frame the same words are told as having happened, so that the tests above can fail."""
    text = _told("{Who} {did}.", deed)
    found = look([text], [("3 March", "2025-03-03")]).findings  # type: ignore[attr-defined]
    assert _bare_facts(found, deed[1], text), text
