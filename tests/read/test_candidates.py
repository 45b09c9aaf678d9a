import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parent))
from reading import html, page, plain

from chronofile.read.candidates import date_in_url, without_outlet

TEXT = "".join(
    f"<p>The harbour master of Elvik said for the {n} time that the crane had been repaired before it fell into the water.</p>"
    for n in ("first", "second", "third", "fourth")
)


def test_a_page_with_everything() -> None:
    got = page("article.html")
    assert got.layout.first("headline") == "Lighthouse keepers win back pensions"
    assert got.candidates("byline") == [("Morag Finnan", "json-ld NewsArticle author")]
    assert got.layout.first("outlet") == "The Skerry Post"
    assert got.layout.first("url") == "https://skerrypost.example/2024/06/18/lighthouse-keepers-pensions"
    assert got.layout.first("language") == "en"
    assert [place for _, place in got.candidates("published")] == [
        "json-ld NewsArticle datePublished",
        "meta article:published_time",
        "time element at the headline",
        "visible date line at the headline",
        "canonical url",
        "visible date line above other stories",
    ]
    assert {value for value, _ in got.candidates("modified")} == {"2024-06-19T10:00:00+01:00"}


def test_the_site_header_date_is_the_last_published_candidate() -> None:
    assert page("article.html").candidates("published")[-1] == (
        "Friday, 5 September 2025",
        "visible date line above other stories",
    )


def test_http_headers_are_weak_evidence_of_a_change() -> None:
    got = html(f"<h1>Crane falls in Elvik</h1>{TEXT}", headers=(("Last-Modified", "Tue, 04 Mar 2025 10:00:00 GMT"),))
    assert got.candidates("modified") == [("Tue, 04 Mar 2025 10:00:00 GMT", "http last-modified")]


def test_json_ld_in_a_graph_with_people_by_reference() -> None:
    graph = (
        '<script type="application/ld+json">{"@graph":[{"@type":"WebPage","datePublished":"2020-01-01"},'
        '{"@type":["Article","NewsArticle"],"headline":"Crane falls in Elvik","datePublished":"2025-03-04T08:00:00Z",'
        '"author":{"@id":"#p1"}},{"@type":"Person","@id":"#p1","name":"Runa Dahl"}]}</script>'
    )
    got = html(f"<h1>Crane falls in Elvik</h1>{TEXT}", graph)
    assert got.candidates("byline") == [("Runa Dahl", "json-ld Article author")]
    assert got.candidates("published")[0] == ("2025-03-04T08:00:00Z", "json-ld Article datePublished")


def test_a_visible_byline_beats_the_outlet_named_as_author() -> None:
    head = '<meta property="og:site_name" content="Elvik News"><meta name="author" content="Elvik News">'
    got = html(f'<h1>Crane falls in Elvik</h1><p class="byline">By Runa Dahl</p>{TEXT}', head)
    assert got.candidates("byline") == [("Runa Dahl", "visible byline")]


def test_the_bylines_of_other_stories_are_not_the_authors() -> None:
    others = "".join(
        f'<li><a href="/{n}">Something else in town</a> <span class="author">Other Writer{n}</span></li>'
        for n in "abcde"
    )
    got = html(f'<h1>Crane falls in Elvik</h1><p>By Runa Dahl</p>{TEXT}<div class="trending"><ul>{others}</ul></div>')
    assert got.candidates("byline") == [("Runa Dahl", "visible byline")]


def test_nobody_is_no_author() -> None:
    got = html(f"<h1>Crane falls in Elvik</h1>{TEXT}", '<meta name="author" content="admin">')
    assert got.candidates("byline") == []


def test_the_headline_on_the_page_is_preferred_and_placed() -> None:
    head = "<title>Crane falls in Elvik harbour | Elvik News</title>"
    got = html(f"<div><h1>Elvik News</h1></div><h1>Crane falls in Elvik harbour</h1>{TEXT}", head)
    first = got.layout.all("headline")[0]
    assert first.value == "Crane falls in Elvik harbour"
    assert got.layer.text[first.start : first.end] == first.value


def test_a_headline_that_stands_nowhere_in_the_text_comes_from_the_markup() -> None:
    got = html(TEXT, '<meta property="og:title" content="Crane falls in Elvik harbour">')
    assert got.layout.first("headline") == "Crane falls in Elvik harbour"
    assert got.texts("headline") == []


@pytest.mark.parametrize(
    ("address", "day"),
    [
        ("https://a.example/2025/01/12/story", "2025-01-12"),
        ("https://a.example/2025/1/2/story", "2025-01-02"),
        ("https://a.example/news-2025-03-04.html", "2025-03-04"),
        ("https://a.example/20240612/x", "2024-06-12"),
        ("https://a.example/id/9920240612884", None),
        ("https://a.example/2025/story", None),
        ("https://a.example/2025/13/40/x", None),
    ],
)
def test_dates_in_addresses(address: str, day: str | None) -> None:
    assert date_in_url(address) == day


def test_the_outlet_is_cut_off_the_title() -> None:
    assert without_outlet("Crane falls | Elvik News", ["Elvik News"]) == "Crane falls"
    assert without_outlet("Elvik News: Crane falls", ["Elvik News"]) == "Elvik News: Crane falls"
    assert without_outlet("Crane falls - twice", ["Elvik News"]) == "Crane falls - twice"


def test_the_declared_language_is_checked_against_the_text() -> None:
    german = (
        "Der Hafenmeister sagte am Montag, dass der Kran vor dem Sturz repariert worden sei und nicht zum ersten Mal. "
        * 3
    )
    got = plain(german)
    assert got.layout.first("language") == "de"
    got = html(f"<html lang=en><h1>Der Kran</h1><p>{german}</p>")
    assert got.layout.first("language") == "de"
