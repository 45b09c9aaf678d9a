import base64
import hashlib
import re
from collections import Counter

import msgspec
import pytest

from chronofile.model import DateValue
from chronofile.show.html.page import to_html
from tests.show.html.test_markup import Seen, seen
from tests.show.sample import HOSTILE, sample

LOADS = {
    "script",
    "img",
    "iframe",
    "object",
    "embed",
    "link",
    "base",
    "video",
    "audio",
    "source",
    "form",
    "image",
    "style",
}


@pytest.fixture(scope="module")
def page() -> str:
    return to_html(sample()).decode()


@pytest.fixture(scope="module")
def parsed(page: str) -> Seen:
    return seen(page)


def test_nothing_in_it_can_load_anything(parsed: Seen) -> None:
    names = Counter(name for name, _ in parsed.tags)
    assert not (LOADS - {"style"}) & set(names)
    assert names["style"] == 1
    for name, attributes in parsed.tags:
        assert not {"src", "srcset", "style", "background", "action", "ping", "poster", "data"} & set(attributes)
        assert not [a for a in attributes if a.startswith("on") or a == "xlink:href"]
        if name == "use":
            assert str(attributes["href"]).startswith("#")


def test_the_style_sheet_asks_for_nothing_either(page: str) -> None:
    style = re.search(r"<style>(.*?)</style>", page, re.S)
    assert style
    assert "@import" not in style[1]
    assert set(re.findall(r"url\((.)", style[1])) == {"#"}


def test_the_policy_forbids_all_and_names_the_style_sheet(page: str, parsed: Seen) -> None:
    style = re.search(r"<style>(.*?)</style>", page, re.S)
    assert style
    digest = base64.b64encode(hashlib.sha256(style[1].encode()).digest()).decode()
    policy = next(
        a["content"] for n, a in parsed.tags if n == "meta" and a.get("http-equiv") == "Content-Security-Policy"
    )
    assert policy == f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"


def test_hostile_words_come_out_as_text(parsed: Seen) -> None:
    assert parsed.text.count("<script>alert('x')</script>") >= 6
    links = [str(a["href"]) for n, a in parsed.tags if n == "a"]
    assert all(link.startswith(("#", "https://nordwire.example/")) for link in links)


def test_every_place_that_is_linked_is_there_once(parsed: Seen) -> None:
    ids = Counter(a["id"] for _, a in parsed.tags if "id" in a)
    assert set(ids.values()) == {1}
    for name, attributes in parsed.tags:
        target = attributes.get("href") or ""
        if name in ("a", "use") and target.startswith("#"):
            assert target[1:] in ids, target


def test_one_title_landmarks_and_tables_one_can_hear(parsed: Seen) -> None:
    names = Counter(name for name, _ in parsed.tags)
    assert names["h1"] == names["main"] == names["nav"] == names["header"] == names["footer"] == 1
    assert next(a for n, a in parsed.tags if n == "html")["lang"] == "en"
    assert all("scope" in a for n, a in parsed.tags if n == "th")
    for name, attributes in parsed.tags:
        if name == "section":
            assert attributes["aria-labelledby"] in {a.get("id") for _, a in parsed.tags}
    first = next(a for n, a in parsed.tags if n == "a")
    assert first["href"] == "#chronology"


def test_what_a_lawyer_looks_for_is_there(parsed: Seen) -> None:
    told = " ".join(parsed.text.split())
    assert "Working copy, not for release" in told
    assert "14 entries: 4 decided by MK, 10 suggested; 1 rejected, not shown." in told
    assert "5 pages held, counted as 4 reports; 1 file not read." in told
    assert "“They have been held for almost a year.”" in told
    assert "Reports differ on place" in told
    assert "“Friday, January 30, 2026” was not used: it stands above teasers of other stories." in told
    assert "a local lawyer (unnamed)" in told
    assert "That it was done is not found on the 5 pages held." in told
    assert "Last heard" in told
    assert (
        "Between 24 Nov and 7 Dec 202524 November 2025Suggested" in told
    )  # due, last heard, state: cells side by side
    assert "It does not prove that a server sent them" in told
    assert "photo-3.pdf is a scan" in told
    assert "No words from a page" in told
    assert sample().ledger_head in told


def test_no_date_in_figures_in_our_own_words(page: str) -> None:
    for paths in re.findall(r'(?:class="(?:date|how|meta|facts|reading)")>([^<]*)', page):
        assert not re.search(r"\d{4}-\d\d", paths), paths


def test_a_note_leads_to_its_words_and_back(page: str) -> None:
    assert re.search(r'<tr id="e-e001".*?href="#n-1"', page, re.S)
    assert re.search(r'<li id="n-1">.*?href="#e-e001"', page, re.S)


def test_who_is_who_holds_people_and_organisations(page: str) -> None:
    people = re.search(r'<section id="people".*?</section>', page, re.S)
    assert people
    shown, _, folded = people[0].partition("<details")
    assert "Ida Brenner" in shown
    assert "representative, Seafarers" in shown
    assert "group of 2" in shown
    assert "a local lawyer" in folded


def test_suggested_and_decided_differ_without_colour(page: str) -> None:
    assert re.search(r'<tr id="e-e002" role="row" class="sug">.*?#g-suggested.*?Suggested', page, re.S)
    assert re.search(r'<tr id="e-e003" role="row" class="dec">.*?#g-accepted.*?Accepted MK', page, re.S)
    assert "Suggested, not decided" in page


def test_odd_dates_and_names_do_not_break_it() -> None:
    export = sample(case=HOSTILE, question="\x00\ud800", ledger_head='"}</style><script>')
    entries = tuple(
        msgspec.structs.replace(e, id=f"e {n}\"'<", occurred=DateValue.from_edtf(t))
        for n, (e, t) in enumerate(
            zip(export.chronology.entries, ("0001", "9999-12-31", "../..", "20XX", "2025/..", "../2025"), strict=False)
        )
    )
    export = msgspec.structs.replace(export, chronology=msgspec.structs.replace(export.chronology, entries=entries))
    parsed = seen(to_html(export).decode())
    assert not (LOADS - {"style"}) & {name for name, _ in parsed.tags}
