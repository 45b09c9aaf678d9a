"""What holds for every layout, whatever the bytes."""

import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

sys.path.insert(0, str(Path(__file__).resolve().parent))
from reading import PAGES, Reading

TAGS = [
    "<p>",
    "</p>",
    "<div class='related'>",
    "</div>",
    "<h1>",
    "</h1>",
    "<li>",
    "<ul>",
    "</ul>",
    "<a href=x>",
    "</a>",
    "<table><tr><td>",
    "<aside>",
    "<svg>",
    "<b>",
    "</b>",
    "<script>",
    "<!--",
    "-->",
    "<p hidden>",
    "&amp;",
    "\0",
    "<blockquote>",
]
WORDS = [
    "The ministry said on Monday that the two men would be released in the spring of next year.",
    "Home",
    "By Jane Roe",
    "March 3, 2025",
    "Most Popular",
    "\ud800 x",
    "Photo: J. Roe",
    "\\'s",
    "2025.3.4 / News1",
    "\n\n",
]


def check(got: Reading) -> None:
    text, at = got.layer.text, 0
    for block in got.layout.blocks:
        assert at <= block.start < block.end <= len(text)
        assert block.reason
        assert text[block.start : block.end].strip() == text[block.start : block.end]
        at = block.end
    covered = sum(len("".join(text[b.start : b.end].split())) for b in got.layout.blocks)
    assert covered == len("".join(text.split()))
    for candidate in got.layout.candidates:
        assert candidate.place
        if candidate.start is not None:
            assert (
                candidate.value in text[candidate.start : candidate.end]
                or text[candidate.start : candidate.end] in candidate.value
            )


@given(st.lists(st.sampled_from([*TAGS, *WORDS]), max_size=60))
@settings(max_examples=150)
def test_blocks_are_in_order_apart_and_cover_the_layer(parts: list[str]) -> None:
    data = " ".join(parts).encode("utf-8", "surrogatepass")
    check(Reading(data, "text/html"))
    check(Reading(data, "text/plain"))


@given(st.binary(max_size=300))
@settings(max_examples=100)
def test_any_bytes_give_a_layout(data: bytes) -> None:
    for kind in ("text/html", "text/plain", "application/rss+xml;item", "application/xhtml+xml"):
        got = Reading(data, kind)
        assert got.layout.text_layer == got.layer.id


@pytest.mark.parametrize(
    "path", sorted(PAGES.glob("flat_*.txt")) + sorted(PAGES.glob("article.html")), ids=lambda p: p.name
)
def test_the_same_bytes_give_the_same_layout(path: Path) -> None:
    kind = "text/html" if path.suffix == ".html" else "text/plain"
    first, second = (Reading(path.read_bytes(), kind) for _ in range(2))
    assert first.layout == second.layout
    check(first)


@pytest.mark.parametrize("codec", ["utf-8", "utf-16", "cp1252"])
def test_a_charset_changes_no_role(codec: str) -> None:
    source = (
        (PAGES / "article.html")
        .read_text(encoding="utf-8")
        .replace('<meta charset="utf-8">', f'<meta charset="{codec}">')
    )
    got = Reading(source.encode(codec), "text/html")
    plain = Reading((PAGES / "article.html").read_bytes(), "text/html")
    assert [b.role for b in got.layout.blocks] == [b.role for b in plain.layout.blocks]
    assert got.candidates("published") == plain.candidates("published")


@pytest.mark.parametrize(
    "source",
    [
        "<div>" * 30_000 + "text",
        "<p><b><i>" * 8_000,
        "<a href='x'>" * 8_000 + "text",
        "<ul><li>" * 8_000 + "one two three",
        "<table><tr><td>" * 4_000,
        "<p>" + "2024-" * 40_000,
        "<p>" + "1/" * 60_000,
        "<p>" + "By A " * 30_000,
        "<p>" + "(" * 60_000,
        "<p>" + "lorem ipsum dolor sit amet, " * 40_000,
        '<script type="application/ld+json">' + "[" * 60_000,
    ],
    ids=range(11),
)
def test_hostile_pages_are_read(source: str) -> None:
    check(Reading(source.encode(), "text/html"))
