"""Who's who: pairs decided, joined with a preview, taken apart by pages, renamed with words, corrected."""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from chronofile import api
from chronofile.desk.premises import Premises
from chronofile.desk.shelf_file import OnShelf
from chronofile.model import CaseAgent


def _html(answer: Any) -> str:
    return html.unescape(str(answer.content.decode()))


def _agents(case: OnShelf) -> dict[str, CaseAgent]:
    with api.Case.open(case.folder, write=False) as held:
        return {agent.name: agent for agent in held.chronology().agents}


def _acts(case: OnShelf) -> list[str]:
    with api.Case.open(case.folder, write=False) as held:
        return [judgement.act for judgement in held.judgements()]


def test_everybody_named_or_not_stands_in_the_list(client: Any, example: OnShelf) -> None:
    agents = [a for a in _agents(example).values() if a.type != "Place"]
    shown = _html(client.get(f"/c/{example.key}/people"))
    for agent in agents:
        assert f"/people/{agent.id}" in shown
    assert "a group of 5" in shown
    assert "a person, unnamed" in shown
    assert "Port Casimir" not in re.findall(r"/people/\w+\">([^<]*)<", shown)
    only = _html(client.get(f"/c/{example.key}/people?are=collective"))
    assert "a group of 5" in only
    assert "Marie Tennant" not in only.partition('id="list"')[2]
    found = _html(client.get(f"/c/{example.key}/people?q=tennant")).partition('id="list"')[2]
    assert "Marie Tennant" in found
    assert "Peter Rusk" not in found
    assert "Nobody fits." in _html(client.get(f"/c/{example.key}/people?q=nobody"))


def test_nobody_yet(client: Any, premises: Premises, tmp_path: Path) -> None:
    api.Case.create(tmp_path / "new", "New").close()
    key = premises.shelf.put(OnShelf(folder=str(tmp_path / "new"))).key
    assert "Nobody yet. Names come with entries." in _html(client.get(f"/c/{key}/people"))


@pytest.mark.parametrize(("act", "judged"), [("same", "same"), ("different", "split"), ("unsure", "unsure")])
def test_a_pair_is_decided(client: Any, example: OnShelf, act: str, judged: str) -> None:
    agents = _agents(example)
    pair = [agents["Brandt"].id, agents["Elin Brandt"].id]
    path = f"/c/{example.key}/people"
    assert all(own in _html(client.get(path)).partition('id="list"')[0] for own in pair)
    answer = client.post(f"{path}/decide", {"agent": pair, "act": act, "back": path})
    assert answer.headers["Location"] == path
    assert _acts(example) == [judged]
    pairs = _html(client.get(path)).partition('id="list"')[0]
    assert f'value="{pair[0]}"' not in pairs
    assert ("Brandt" in _agents(example)) == (act != "same")
    client.post(f"/c/{example.key}/undo")
    assert f'value="{pair[0]}"' in _html(client.get(path))


def test_what_is_no_decision_is_not_here(client: Any, example: OnShelf) -> None:
    own = _agents(example)["Brandt"].id
    path = f"/c/{example.key}/people/decide"
    assert client.post(path, {"agent": [own, "0" * 32], "act": "same"}).status_code == 404
    assert client.post(path, {"agent": [own], "act": "delete"}).status_code == 404
    assert client.post(path, {"agent": [own], "act": "same"}).status_code == 409
    for below in ("0" * 32, f"{'0' * 32}/edit", f"{'0' * 32}/split", "join"):
        assert client.get(f"/c/{example.key}/people/{below}").status_code == 404
    assert _acts(example) == []


def test_joining_shows_what_they_would_be(client: Any, example: OnShelf) -> None:
    agents = _agents(example)
    first, other = agents["Elin Brandt"], agents["Brandt"]
    path = f"/c/{example.key}/people/join"
    alone = _html(client.get(f"{path}?agent={first.id}"))
    assert "Who is the same as Elin Brandt?" in alone
    assert alone.index(f'value="{other.id}"') < alone.index(f'value="{agents["Peter Rusk"].id}"')
    shown = _html(client.get(f"{path}?agent={first.id}&agent={other.id}"))
    assert "Are these one?" in shown
    assert f"on {len({*first.pages, *other.pages})} pages" in shown
    assert _acts(example) == []
    answer = client.post(path, {"agent": [first.id, other.id], "reason": "the same person"})
    assert answer.status_code == 302
    assert "Elin Brandt" in _html(client.get(answer.headers["Location"]))
    assert "Brandt" not in _agents(example)
    client.post(f"/c/{example.key}/undo")
    assert "Brandt" in _agents(example)


def test_joining_what_was_kept_apart_says_so(client: Any, example: OnShelf) -> None:
    agents = _agents(example)
    pair = [agents["Brandt"].id, agents["Elin Brandt"].id]
    asked = f"/c/{example.key}/people/join?agent={pair[0]}&agent={pair[1]}"
    assert "kept these apart before" not in _html(client.get(asked))
    with api.Case.open(example.folder) as held:
        held.judge.different_agents(pair, by="MK")
    assert "MK kept these apart before" in _html(client.get(asked))
    unnamed = f"/c/{example.key}/people/join?agent={pair[1]}&agent={agents['second lawyer'].id}"
    assert "not named where they stand" in _html(client.get(unnamed))


def test_taken_apart_by_the_pages_it_stands_on(client: Any, example: OnShelf) -> None:
    agent = _agents(example)["Josef Lindow"]
    path = f"/c/{example.key}/people/{agent.id}/split"
    shown = _html(client.get(path))
    assert shown.count('name="part"') == len(agent.anchors) > 2
    for ticked in ([], [str(n) for n in range(len(agent.anchors))], ["999", "x"]):
        answer = client.post(path, {"part": ticked})
        assert answer.status_code == 422
        assert "Tick at least one page" in _html(answer)
    assert client.post(path, {"part": ["0", "2"]}).status_code == 302
    with api.Case.open(example.folder, write=False) as held:
        (made,) = held.judgements()
        rest = [n for n in range(len(agent.anchors)) if n not in (0, 2)]
        assert (made.act, made.value["parts"]) == ("split", [rest, [0, 2]])
        assert sum("Josef Lindow" in a.names for a in held.chronology().agents) == 2
    alone = _agents(example)["Anna"]
    assert "nothing to split" in _html(client.get(f"/c/{example.key}/people/{alone.id}/split"))


def test_renamed_with_the_words_that_say_so(client: Any, example: OnShelf) -> None:
    agent = _agents(example)["Halvor Dane"]
    path = f"/c/{example.key}/people/{agent.id}"
    page = agent.citations[0].text_layer
    assert client.post(f"{path}/name", {"name": " "}).status_code == 422
    wrong = client.post(f"{path}/name", {"name": "H. Dane", "words": "never written", "page": page})
    assert wrong.status_code == 422
    assert "do not stand on this page" in _html(wrong)
    assert 'value="H. Dane"' in _html(wrong)
    elsewhere = client.post(f"{path}/name", {"name": "H. Dane", "words": "Halvor Dane", "page": "0" * 32})
    assert "Choose the page" in _html(elsewhere)
    sent = {"name": "H. Dane", "words": "Halvor Dane, director", "page": page, "reason": "so he signs"}
    assert client.post(f"{path}/name", sent).headers["Location"] == path
    with api.Case.open(example.folder, write=False) as held:
        (made,) = held.judgements()
        cited = made.value["citation"]
        text = held.page(page).article.layer.text
    assert cited["exact"] == "Halvor Dane, director" == text[cited["start"] : cited["end"]]
    assert "H. Dane" in _agents(example)


def test_a_name_for_somebody_unnamed_keeps_the_description(client: Any, example: OnShelf) -> None:
    agent = _agents(example)["second lawyer"]
    path = f"/c/{example.key}/people/{agent.id}"
    assert "The pages leave them unnamed." in _html(client.get(path))
    client.post(f"{path}/name", {"name": "Ada Brink"})
    shown = _html(client.get(path))
    assert "described on the pages as “second lawyer”" in shown
    assert _agents(example)["Ada Brink"].identification == "named"


def test_offices_are_corrected_and_keep_their_words(client: Any, example: OnShelf) -> None:
    agent = _agents(example)["Irena Sauter"]
    assert len(agent.roles) == 2
    path = f"/c/{example.key}/people/{agent.id}/edit"
    form = {"type": agent.type, "identification": agent.identification, "size": ""}

    def rows(**columns: list[str]) -> dict[str, list[str]]:
        empty = {"number": ["0", "1", "-1"], "title": ["", "", ""], "organization": ["", "", ""]}
        return {
            f"role-{name}": value for name, value in {**empty, "since": [""] * 3, "until": [""] * 3, **columns}.items()
        }

    titles = [str(role["title"]) for role in agent.roles]
    assert client.post(path, {**form, **rows(title=[*titles, ""])}).status_code == 302
    assert _acts(example) == []  # sent back unchanged, nothing is decided
    wrong = client.post(path, {**form, "size": "many", **rows(title=[*titles, ""], since=["03/04/2024", "", ""])})
    assert wrong.status_code == 422
    assert "can be 3 April 2024 or 4 March 2024" in _html(wrong)
    assert "in figures" in _html(wrong)
    sent = rows(title=["advocate", "", "chair"], organization=["", "", "the Bar"], since=["March 2024", "", "2020"], until=["", "", "2023"])  # fmt: skip
    assert client.post(path, {**form, **sent, "role-former": ["2"]}).status_code == 302
    first, second = _agents(example)["Irena Sauter"].roles
    assert (first["title"], first["since"]) == ("advocate", "2024-03")
    assert first["citation"] == agent.roles[0]["citation"]
    assert (second["title"], second["organization"], second["former"]) == ("chair", "the Bar", True)
    shown = _html(client.get(f"/c/{example.key}/people/{agent.id}"))
    assert "former chair of the Bar, since 2020, until 2023" in shown


def test_legal_statuses_say_who_asserts_them(client: Any, example: OnShelf) -> None:
    shown = _html(client.get(f"/c/{example.key}/people/{_agents(example)['Josef Lindow'].id}"))
    assert "Legal status" in shown
    assert "Velmark law" in shown
    assert "the page does not say who asserts it" in shown


@pytest.mark.parametrize("width", [1280, 390])
def test_by_keyboard_in_a_browser(
    desk: Any, example: OnShelf, axe: Callable[[Any], list[str]], picture: Callable[[Any, str], None], width: int
) -> None:
    from playwright.sync_api import expect

    agents = _agents(example)
    desk.page.set_viewport_size({"width": width, "height": 800})
    page = desk.goto(f"/c/{example.key}/people")
    page.wait_for_load_state("load")
    pairs = page.locator(".pair-of-names")
    before = pairs.count()
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        assert axe(page) == []
        picture(page, f"people-{width}-{scheme}")
    page.keyboard.press("j")
    page.keyboard.press("j")
    second = pairs.nth(1).locator("a").first.inner_text()
    page.keyboard.press("n")
    expect(pairs).to_have_count(before - 1)
    expect(page.locator("#undo")).to_contain_text("You took apart")
    assert second in page.locator("#undo").inner_text()
    page.locator("h1").click()
    page.keyboard.press("z")
    expect(pairs).to_have_count(before)
    own = agents["Elin Brandt"].id
    for below in (
        own,
        f"{own}/edit",
        f"{own}/split",
        f"join?agent={own}&agent={agents['Brandt'].id}",
        f"join?agent={own}",
    ):
        desk.goto(f"/c/{example.key}/people/{below}")
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)
            assert axe(page) == []
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
        picture(page, f"person-{re.sub(r'[^a-z]+', '-', below[-12:])}-{width}")
    desk.goto(f"/c/{example.key}/people/{own}")
    page.wait_for_load_state("load")
    page.keyboard.press("e")
    page.keyboard.press("Control+a")
    page.keyboard.type("M. Hale")
    page.keyboard.press("Control+Enter")
    expect(page.locator("h1")).to_have_text("M. Hale")
    page.keyboard.press("m")
    expect(page.locator("h1")).to_have_text("Who is the same as M. Hale?")
    page.wait_for_load_state("load")
    page.keyboard.press("Escape")
    expect(page.locator("h1")).to_have_text("M. Hale")
