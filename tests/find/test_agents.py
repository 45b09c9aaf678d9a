from collections.abc import Callable

import pytest

Look = Callable[..., object]


def test_a_surname_joins_the_only_person_who_has_it(look: Look) -> None:
    found = look(["Rep. Jang Min-woo met Maria Lopez Garcia. Jang left. Lopez stayed, and Rep. Jang returned."])
    assert found.agent("Jang Min-woo").names == ("Jang Min-woo", "Jang")  # type: ignore[attr-defined]
    assert "Lopez" in found.agent("Maria Lopez Garcia").names  # type: ignore[attr-defined]


def test_two_people_of_one_surname_stay_apart(look: Look) -> None:
    found = look(["Lejla Maric and Pavel Maric met in Oslo. Maric left early."])
    lone = found.agent("Maric")  # type: ignore[attr-defined]
    assert lone.names == ("Maric",)
    assert lone.reason == "could be Lejla Maric or Pavel Maric: left apart"
    assert [found.names[a] for a in lone.may_be] == ["Lejla Maric", "Pavel Maric"]  # type: ignore[attr-defined]


def test_a_surname_before_the_page_names_another_who_has_it(look: Look) -> None:
    page = [
        "Lejla Maric left Oslo.",
        "Maric wept.",
        "Her uncle Pavel Maric stayed.",
        "Maric sang.",
        "It rained.",
        "It snowed.",
        "Maric slept.",
    ]
    found = look(page).findings  # type: ignore[attr-defined]
    lejla = next(a.id for a in found.agents if a.name == "Lejla Maric")
    lone = [m.agent == lejla for m in found.mentions if m.end - m.start == len("Maric")]
    assert lone == [True, False, True]  # Open in the paragraph behind the other's full name.


def test_another_office_is_not_whom_the_page_has_called_so(look: Look) -> None:
    found = look(["Mayor Lejla Maric left. Maric wept.", "Judge Maric sat.", "", "Pavel Maric stayed."])
    assert "Judge Maric" not in found.agent("Lejla Maric").names  # type: ignore[attr-defined]
    assert any(a.name == "Maric" and a.may_be for a in found.findings.agents)  # type: ignore[attr-defined]


def test_a_title_tells_two_people_of_one_surname_apart(look: Look) -> None:
    found = look(["President Duri Khel met his aide Noor Khel. President Khel left."])
    assert "Khel" in found.agent("Duri Khel").names  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("text", "short", "full"),
    [
        ("Pedro Sollis met the crew. Minister Sollis was late.", "Sollis", "Pedro Sollis"),
        ("Sen. Pedro Sollis met the crew. Senator Sollis was late.", "Sollis", "Pedro Sollis"),
        ("Rep. Pedro Sollis met the crew. Lawmaker Sollis was late.", "Sollis", "Pedro Sollis"),
        ("Sollis Brandt spoke. Later the skipper Sollis A. Brandt spoke.", "Sollis Brandt", "Sollis A. Brandt"),
        ("Lejla Marchenko met the crew. A suit against Marhcenko failed.", "Marhcenko", "Lejla Marchenko"),
        ("Brandt Rohl wept. Later Pedro Brandt Rohl fell silent.", "Brandt Rohl", "Pedro Brandt Rohl"),
    ],
)
def test_short_forms_join(look: Look, text: str, short: str, full: str) -> None:
    assert short in look([text]).agent(full).names  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("text", "short", "full"),
    [
        ("Mayor Pedro Sollis met the crew. Judge Sollis was late.", "Sollis", "Pedro Sollis"),
        ("Pedro Harald met the crew. King Harald was late.", "Harald", "Pedro Harald"),
        ("Osman Demir spoke. Osman Demir Jr. wept.", "Osman Demir", "Osman Demir Jr."),
    ],
)
def test_what_may_be_another_is_left_apart_and_says_whom_it_may_be(
    look: Look, text: str, short: str, full: str
) -> None:
    found = look([text])
    one, other = found.agent(short), found.agent(full)  # type: ignore[attr-defined]
    if one is other:
        one = next(a for a in found.findings.agents if a.name == short)  # type: ignore[attr-defined]
    assert one.id != other.id
    assert one.id in other.may_be or other.id in one.may_be
