"""Roles on HTML pages."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
from reading import html, page

ARTICLE = "".join(
    f"<p>The council heard witness number {n}, who said that the bridge had been inspected only twice since it was built.</p>"
    for n in ("one", "two", "three", "four", "five", "six")
)


def test_a_page_with_every_part() -> None:
    got = page("article.html")
    assert got.texts("headline") == ["Lighthouse keepers win back pensions"]
    assert got.texts("standfirst") == [
        "A tribunal in Garvay rules that the harbour board broke its word to eleven men."
    ]
    assert got.texts("caption") == ["The lighthouse on Skerry Head."]
    assert got.texts("credit") == ["Photo: Ailis Crane"]
    assert got.texts("dateline") == ["GARVAY, June 18 (Isles Wire) –"]
    assert got.texts("heading") == ["What the ruling says"]
    assert got.texts("block quote") == ["We kept the light burning, and now they have to keep their word."]
    assert len(got.texts("list")) == 2
    assert len(got.texts("paragraph")) == 4
    assert got.role("Well done to all") == "comment"
    assert got.role("The morning boat") == "teaser"
    assert got.role("Share on Facebook") == "promotion"
    assert got.role("Pensions Garvay") == "tags"
    assert got.role("Home") == "navigation"


def test_hidden_text_is_left_out_and_says_why() -> None:
    got = page("article.html")
    hidden = [got.layer.text[b.start : b.end] for b in got.layout.blocks if b.reason == "hidden on the page"]
    assert [h.split()[0] for h in hidden] == ["Subscribers", "Related"]


def test_aria_hidden_text_is_left_out() -> None:
    got = html(
        f"<h1>The bridge inquiry</h1>{ARTICLE}<p aria-hidden=true>Nobody is meant to read this sentence at all, ever.</p>"
    )
    assert "Nobody is meant" not in got.body


def test_marks_around_the_whole_article_are_not_believed() -> None:
    got = html(f'<div class="sidebar related"><h1>The bridge inquiry</h1>{ARTICLE}</div>')
    assert got.body.count("The council heard") == 6


def test_marks_on_every_part_of_the_article_are_not_believed() -> None:
    parts = ARTICLE.replace("<p>", '<div class="sidebar-grid"><p>').replace("</p>", "</p></div>")
    got = html(f"<h1>The bridge inquiry</h1>{parts}")
    assert got.body.count("The council heard") == 6


def test_comments_longer_than_the_article_are_left_out() -> None:
    comment = (
        "<div><p>This is what I think about the bridge and the council and all the years that they wasted.</p></div>"
        * 40
    )
    got = html(f'<h1>The bridge inquiry</h1>{ARTICLE}<div id="comments">{comment}</div>')
    assert "This is what I think" not in got.body
    assert got.body.count("The council heard") == 6


def test_signed_comments_without_marks_are_left_out() -> None:
    comment = "".join(
        f"<li><b>{name} says</b><br>May 2{n}, 2021 at 2:5{n} pm<p>I walked across that bridge for years and always wondered who would look after it.</p></li>"
        for n, name in enumerate(("Ada", "Bob", "Cyd", "Dan"))
    )
    got = html(f"<h1>The bridge inquiry</h1>{ARTICLE}<ul>{comment}</ul>")
    assert "I walked across" not in got.body


def test_a_list_of_other_stories_is_left_out() -> None:
    cards = "".join(
        f'<li><h3><a href="/{n}">Another story with number {n}</a></h3><p>What happened in that other story is told in this short summary of number {n}.</p></li>'
        for n in range(8)
    )
    got = html(f"<h1>The bridge inquiry</h1>{ARTICLE}<ul>{cards}</ul>")
    assert "Another story" not in got.body
    assert "told in this short summary" not in got.body


def test_an_article_in_several_containers_is_read_whole() -> None:
    parts = ARTICLE.replace("<p>", "<section><div><p>").replace("</p>", "</p></div></section>")
    got = html(f"<main><h1>The bridge inquiry</h1>{parts}</main>")
    assert got.body.count("The council heard") == 6


def test_a_paragraph_broken_by_line_breaks_is_read() -> None:
    text = ARTICLE.replace("<p>", "").replace("</p>", "<br><br>")
    got = html(f"<h1>The bridge inquiry</h1><div>{text}</div>")
    assert got.body.count("The council heard") == 6


def test_dates_above_the_paragraphs_of_a_timeline_are_headings() -> None:
    got = page("live_blog_timeline.html")
    assert got.texts("heading") == ["January 11, 2024", "February 2, 2024", "May 20, 2024", "August 7, 2024"]
    assert got.candidates("published") == []


def test_the_same_paragraph_twice_is_kept_once() -> None:
    got = html(f"<h1>The bridge inquiry</h1>{ARTICLE}{ARTICLE}")
    assert got.body.count("The council heard witness number three") == 1


def test_text_that_the_page_gives_as_its_article_is_kept_whatever_surrounds_it() -> None:
    said = "A box that the page marks as promotion but whose words its own data gives as text of the article."
    data = f'<script type="application/ld+json">{{"@type":"NewsArticle","articleBody":"{said}"}}</script>'
    got = html(
        f'<h1>The bridge inquiry</h1>{ARTICLE}<div class="promo"><p>{said}</p></div>{ARTICLE.replace("council", "court")}',
        data,
    )
    assert said in got.body
