"""Mark: words of a page become an entry, a statement, somebody, a date, an open item; exact whatever stands before."""

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

PAGE = """<html lang="ko"><head><title>부두 화재 🔥 소식</title></head><body><article><h1>🔥🔥 부두 화재</h1>
<p>👩‍🚒 소방관은 화재를 껐다 🔥. 항만청은 3월 4일에 부두를 닫았다. 카페 cafe\u0301 주인은 다치지 않았다.</p>
<p>The harbour office closed the quay on 3 March 2024. Mara Tolland promised to open the quay again in May 2024.</p>
<p style="display:none">The secret owner paid for the quay.</p>
<p>Nobody was hurt at the quay, the office said, and the fire was out before the evening came.</p></article></body></html>"""


@pytest.fixture
def kept(premises: Premises, tmp_path: Path) -> tuple[OnShelf, str]:
    (tmp_path / "page.html").write_text(PAGE, encoding="utf-8")
    with api.Case.create(tmp_path / "case", "Quay") as case:
        case.build([tmp_path / "page.html"], jobs=0)
        layer = case.pages()[0].text_layer
    return premises.shelf.put(OnShelf(folder=str(tmp_path / "case"), name="Quay")), layer


def _html(answer: Any) -> str:
    return html.unescape(str(answer.content.decode()))


def _text(case: OnShelf, layer: str) -> str:
    with api.Case.open(case.folder, write=False) as held:
        return held.page(layer).article.layer.text


def _at(text: str, words: str) -> str:
    start = text.index(words)
    return f"{start}-{start + len(words)}"


def test_pasted_words_lead_to_their_form(client: Any, kept: tuple[OnShelf, str]) -> None:
    case, layer = kept
    path = f"/c/{case.key}/pages/{layer}"
    text = _text(case, layer)
    assert "Paste or type the words" in _html(client.get(f"{path}/new"))
    answer = client.post(f"{path}/mark", {"words": "항만청은  3월 4일에 부두를 닫았다.", "as": "entry"})
    assert answer.status_code == 302
    assert answer.headers["Location"].endswith(f"?at={_at(text, '항만청은 3월 4일에 부두를 닫았다.')}&as=entry")
    form = _html(client.get(answer.headers["Location"]))
    assert "“항만청은 3월 4일에 부두를 닫았다.”" in form
    assert re.search(r"<mark[^>]*>항만청은 3월 4일에 부두를 닫았다\.</mark>", form)
    with api.Case.open(case.folder, write=False) as held:
        assert held.judgements() == ()


def test_words_that_stand_several_times_are_shown_to_choose_from(client: Any, kept: tuple[OnShelf, str]) -> None:
    case, layer = kept
    shown = _html(client.post(f"/c/{case.key}/pages/{layer}/mark", {"words": "the quay", "as": "person"}))
    assert "These words stand 3 times: choose which" in shown
    links = re.findall(r'href="([^"]+/new\?at=[^"]+)"', shown)
    assert len(links) == 3
    assert "secret" not in shown.partition('class="places"')[2].partition("</ol>")[0]
    assert "“the quay”" in _html(client.get(links[1]))


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("The secret owner", "hidden on the page"),
        ("never written here", "do not stand on this page"),
        ("", "do not stand on this page"),
    ],
)
def test_words_that_cannot_be_cited_are_refused(client: Any, kept: tuple[OnShelf, str], words: str, said: str) -> None:
    case, layer = kept
    answer = client.post(f"/c/{case.key}/pages/{layer}/mark", {"words": words})
    assert answer.status_code == 422
    assert said in _html(answer)


def test_a_place_is_held_against_the_page(client: Any, kept: tuple[OnShelf, str]) -> None:
    case, layer = kept
    path, text = f"/c/{case.key}/pages/{layer}", _text(case, layer)
    secret = _at(text, "secret owner")
    for odd in ("5-1", "x", "1-999999", secret):
        assert client.get(f"{path}/new", {"at": odd}).status_code == 422
        assert client.post(f"{path}/new", {"at": odd, "as": "open", "what": "x"}).status_code == 422
    start = text.index("부두를")
    wrong = {"start": "0", "start16": str(start), "end": "0", "end16": str(start + 3), "words": "부두를"}
    assert client.post(f"{path}/mark", wrong).status_code == 422
    assert client.get(f"/c/{case.key}/pages/{'0' * 32}/new").status_code == 404
    with api.Case.open(case.folder, write=False) as held:
        assert held.judgements() == ()


def test_each_kind_is_made_with_its_exact_words(client: Any, kept: tuple[OnShelf, str]) -> None:
    case, layer = kept
    path, text = f"/c/{case.key}/pages/{layer}", _text(case, layer)
    sent = [
        ("entry", "부두를 닫았다", {"headline": "The quay was closed", "occurred": "4 March 2024", "factuality": "occurred", "kind": "other"}),
        ("statement", "Nobody was hurt at the quay", {"speaker": "The office", "occurred": "March 2024"}),
        ("open", "promised to open the quay again", {"what": "open the quay again", "owed_by": "Mara Tolland", "due": "May 2024"}),
        ("person", "소방관", {"name": "", "identification": "described", "type": "Person", "title": "firefighter"}),
    ]  # fmt: skip
    for kind, words, fields in sent:
        answer = client.post(f"{path}/new", {"at": _at(text, words), "as": kind, **fields})
        assert answer.status_code == 302, _html(answer)
        assert answer.headers["Location"] == f"{path}?at={_at(text, words)}"
        assert client.get(answer.headers["Location"]).status_code == 200
    with api.Case.open(case.folder, write=False) as held:
        made = {j.value["aspect"]: j for j in held.judgements()}
        chronology = held.chronology()
    assert [made[a].anchors[0].citation.exact for a in ("event", "statement", "open_item", "agent")] == [
        words for _kind, words, _fields in sent
    ]
    by_hand = {e.aspect: e for e in chronology.entries if e.made_by_hand}
    assert by_hand["event"].occurred.edtf == "2024-03-04"  # type: ignore[union-attr]
    assert by_hand["statement"].said_by == "The office"
    assert by_hand["open_item"].details["owed_by"] == "Mara Tolland"
    somebody = next(a for a in chronology.agents if a.name == "소방관")
    assert (somebody.identification, somebody.roles[0]["title"]) == ("described", "firefighter")


def test_a_date_is_put_on_an_entry_with_its_words(client: Any, kept: tuple[OnShelf, str]) -> None:
    case, layer = kept
    path, text = f"/c/{case.key}/pages/{layer}", _text(case, layer)
    at = _at(text, "3월 4일에")
    client.post(f"{path}/new", {"at": _at(text, "부두를 닫았다"), "as": "entry", "headline": "Closed", "factuality": "occurred", "kind": "other"})  # fmt: skip
    with api.Case.open(case.folder, write=False) as held:
        own = next(e.id for e in held.chronology().entries if e.made_by_hand)
    form = _html(client.get(f"{path}/new", {"at": at, "as": "date"}))
    assert f'value="{own}"' in form
    missing = client.post(f"{path}/new", {"at": at, "as": "date", "occurred": "", "target": ""})
    assert missing.status_code == 422
    assert "Choose what this is the date of" in _html(missing)
    sent = {"at": at, "as": "date", "occurred": "4 March 2024", "target": own}
    stale = client.post(f"{path}/new", {**sent, f"version-{own}": "0" * 16})
    assert stale.status_code == 422
    assert "Another window changed this entry" in _html(stale)
    assert client.post(f"{path}/new", {**sent, "target": "no-such"}).status_code == 404
    assert client.post(f"{path}/new", sent).status_code == 302
    with api.Case.open(case.folder, write=False) as held:
        entry = next(e for e in held.chronology().entries if e.id == own)
    assert entry.occurred is not None
    assert entry.occurred.edtf == "2024-03-04"
    assert "3월 4일에" in [w.citation.exact for w in entry.citations]
    page = client.post(f"{path}/new", {**sent, "target": "page"})
    assert page.headers["Location"] == f"{path}/date?how=typed&date=4+March+2024"


def test_what_is_wrong_is_said_and_nothing_lost(client: Any, kept: tuple[OnShelf, str]) -> None:
    case, layer = kept
    path, text = f"/c/{case.key}/pages/{layer}", _text(case, layer)
    at = _at(text, "부두를 닫았다")
    for kind, fields, said in (
        (
            "entry",
            {"headline": "", "occurred": "03/04/2024"},
            ("Say in one line", "can be 3 April 2024 or 4 March 2024"),
        ),
        ("open", {"what": "", "owed_by": "Mara", "due": "soon"}, ("Say in one line what was promised", "Mara")),
        ("person", {"name": "Mara", "size": "some"}, ("how many they are in figures", "Mara")),
        ("statement", {"speaker": "Mara", "occurred": "31 February 2024"}, ("has no day 31", "Mara")),
    ):
        answer = client.post(f"{path}/new", {"at": at, "as": kind, "reason": "because", **fields})
        assert answer.status_code == 422
        for words in said:
            assert words in _html(answer)
        assert "because" in _html(answer)
    twice = {"at": at, "as": "person", "name": "Quay"}
    assert client.post(f"{path}/new", twice).status_code == 302
    again = client.post(f"{path}/new", twice)
    assert again.status_code == 422
    assert "stands in the list already" in _html(again)


def test_only_a_screen_of_this_case_is_gone_back_to(client: Any, kept: tuple[OnShelf, str]) -> None:
    case, layer = kept
    shown = _html(client.get(f"/c/{case.key}/pages/{layer}/new?back=https://example.org/"))
    assert "example.org" not in shown
    assert f'href="/c/{case.key}/review"' in _html(
        client.get(f"/c/{case.key}/pages/{layer}/new?back=/c/{case.key}/review")
    )


def _select(page: Any, words: str) -> None:
    """Select words with the mouse's own means: from their first letter to their last, wherever they stand."""
    page.evaluate(
        """(words) => { for (const el of document.querySelectorAll('#page-text [data-start]')) {
            const node = el.firstChild; if (!node || node.nodeType !== 3) continue;
            const at = node.data.indexOf(words); if (at < 0) continue;
            getSelection().setBaseAndExtent(node, at, node, at + words.length); return; }
            throw new Error('not there: ' + words); }""",
        words,
    )


@pytest.mark.parametrize(
    "words", ["항만청은 3월 4일에 부두를 닫았다", "cafe\u0301", "🔥", "👩‍🚒 소방관은 화재를 껐다 🔥."]
)
def test_selected_words_are_placed_exactly(desk: Any, kept: tuple[OnShelf, str], words: str) -> None:
    from playwright.sync_api import expect

    case, layer = kept
    page = desk.goto(f"/c/{case.key}/pages/{layer}")
    page.wait_for_load_state("load")
    page.evaluate("document.querySelector('[data-block]:nth-of-type(1)')")
    _select(page, words)
    expect(page.locator("#marker")).to_be_visible()
    page.keyboard.press("i")
    expect(page.locator("h1")).to_have_text("New open item")
    expect(page.locator(".chosen .q")).to_have_text(f"“{words}”")
    page.wait_for_load_state("load")
    page.keyboard.type("Ask again")
    page.keyboard.press("Control+Enter")
    expect(page.locator("#undo")).to_contain_text("Ask again")
    with api.Case.open(case.folder, write=False) as held:
        citation = held.judgements()[-1].anchors[0].citation
        text = held.page(layer).article.layer.text
    assert citation.exact == words == text[citation.start : citation.end]


def test_a_selection_over_two_paragraphs_and_one_over_a_gap(desk: Any, kept: tuple[OnShelf, str]) -> None:
    from playwright.sync_api import expect

    case, layer = kept
    page = desk.goto(f"/c/{case.key}/pages/{layer}")
    page.wait_for_load_state("load")
    page.evaluate(
        """() => { const all = [...document.querySelectorAll('#page-text > p.t')];
            getSelection().setBaseAndExtent(all[0], 0, all[1], all[1].childNodes.length); }"""
    )
    page.keyboard.press("e")
    expect(page.locator(".chosen .q")).to_contain_text("소방관은")
    expect(page.locator(".chosen .q")).to_contain_text("in May 2024.")
    page = desk.goto(f"/c/{case.key}/pages/{layer}")
    page.wait_for_load_state("load")
    page.evaluate(
        """() => getSelection().setBaseAndExtent(document.querySelector('#page-text aside p.t'), 0,
            document.querySelector('#page-text > p.t'), 1)"""
    )
    page.keyboard.press("e")
    expect(page.locator("#problem")).to_contain_text("run over a part that was left out")
    page = desk.goto(f"/c/{case.key}/pages/{layer}")
    page.wait_for_load_state("load")
    page.evaluate(
        """() => { const hidden = document.querySelector('#page-text [data-hidden]');
            getSelection().selectAllChildren(hidden); }"""
    )
    expect(page.locator("#marker .refused")).to_be_visible()
    expect(page.locator("#marker button:visible")).to_have_count(0)


@pytest.mark.parametrize("width", [1280, 390])
def test_by_keyboard_in_a_browser(
    desk: Any,
    kept: tuple[OnShelf, str],
    axe: Callable[[Any], list[str]],
    picture: Callable[[Any, str], None],
    width: int,
) -> None:
    from playwright.sync_api import expect

    case, layer = kept
    desk.page.set_viewport_size({"width": width, "height": 800})
    page = desk.goto(f"/c/{case.key}/pages/{layer}")
    page.wait_for_load_state("load")
    for _time in range(3):
        page.keyboard.press("v")
    page.keyboard.press("Shift+V")
    page.keyboard.press("v")
    expect(page.locator("#marker")).to_be_visible()
    whole = page.evaluate("getSelection().toString()")
    assert whole == "항만청은 3월 4일에 부두를 닫았다."
    page.keyboard.press("Shift+Alt+ArrowLeft")
    assert page.evaluate("getSelection().toString()") == whole[:-1]
    page.keyboard.press("Shift+ArrowLeft")
    assert len(page.evaluate("getSelection().toString()")) < len(whole) - 2
    page.keyboard.press("Escape")
    expect(page.locator("#marker")).to_be_hidden()
    for _time in range(3):
        page.keyboard.press("v")
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        assert axe(page) == []
        picture(page, f"mark-{width}-{scheme}")
    page.keyboard.press("e")
    expect(page.locator("h1")).to_have_text("New entry")
    page.wait_for_load_state("load")
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        assert axe(page) == []
        picture(page, f"by-hand-{width}-{scheme}")
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    page.locator("#headline").focus()
    page.keyboard.type("The harbour office closed the quay")
    page.locator("#occurred").focus()
    page.keyboard.type("4 March 2024")
    page.keyboard.press("Control+Enter")
    expect(page.locator("#undo")).to_contain_text("The harbour office closed the quay")
    for kind in ("statement", "person", "date", "open"):
        desk.goto(f"/c/{case.key}/pages/{layer}/new?at=0-5&as={kind}")
        assert axe(page) == []
        picture(page, f"by-hand-{kind}-{width}")
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    desk.goto(f"/c/{case.key}/pages/{layer}/new")
    page.locator("#words").fill("the quay")
    page.keyboard.press("Control+Enter")
    expect(page.locator(".places a").first).to_be_focused()
    assert axe(page) == []
    picture(page, f"find-{width}")
    assert all(address.startswith(desk.address) for address in desk.asked)


def test_words_are_marked_beside_a_card(desk: Any, example: OnShelf) -> None:
    """The toolbar's letters go before those of the card, and one comes back to it."""
    from playwright.sync_api import expect

    page = desk.goto(f"/c/{example.key}/review")
    card = page.url
    page.wait_for_load_state("load")
    page.keyboard.press("v")
    expect(page.locator("#marker")).to_be_visible()
    page.keyboard.press("p")
    expect(page.locator("h1")).to_have_text("New person or organisation")
    page.wait_for_load_state("load")
    page.keyboard.type("Somebody else")
    page.keyboard.press("Control+Enter")
    expect(page.locator("#undo")).to_contain_text("Somebody else")
    assert page.url == card
