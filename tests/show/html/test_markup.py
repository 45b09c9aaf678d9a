from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chronofile.show.html.markup import Markup, identifier, joined, link_out, quotation, tag, text


class Seen(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""

    def handle_starttag(self, name: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((name, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.text += data


def seen(markup: str) -> Seen:
    parser = Seen()
    parser.feed(markup)
    parser.close()
    return parser


@given(st.text(), st.text())
def test_text_and_attributes_stay_text(body: str, title: str) -> None:
    parser = seen(tag("p", body, title=title))
    assert [name for name, _ in parser.tags] == ["p"]
    assert parser.text.count("<") == body.count("<")
    assert list(parser.tags[0][1]) == ["title"]
    tag("p", body, title=title).encode()  # nothing in it that UTF-8 cannot carry


def test_what_html_cannot_carry_is_shown_as_missing() -> None:
    assert text("a\x00b\x1b\ud800c\n") == "a�b��c\n"


def test_markup_is_not_escaped_twice() -> None:
    assert tag("p", tag("b", "x & y")) == "<p><b>x &amp; y</b></p>"
    assert joined([Markup("<i>a</i>"), None, "<"], ", ") == "<i>a</i>, &lt;"


def test_attributes_have_their_names_and_absent_ones_are_left_out() -> None:
    made = tag("a", "x", class_="c", aria_label="l", href=None, hidden=True, tabindex=0, draggable=False)
    assert made == '<a class="c" aria-label="l" hidden tabindex="0">x</a>'


@pytest.mark.parametrize(
    "address",
    ["javascript:alert(1)", "data:text/html,x", "ftp://a.example/", "//a.example", "http:\\\\a.example", "http://a.example/ b", "https:", "x", "http://[::1"],
)  # fmt: skip
def test_only_the_web_is_linked(address: str) -> None:
    assert "href" not in link_out(address)
    assert seen(link_out(address)).text == address


def test_a_link_out_tells_nothing_of_where_it_was_clicked() -> None:
    (name, attributes), *_ = seen(link_out("https://a.example/?a=1&b=2")).tags
    assert name == "a"
    assert attributes["href"] == "https://a.example/?a=1&b=2"
    assert {"noopener", "noreferrer"} <= set(str(attributes["rel"]).split())
    assert "target" not in attributes


def test_a_quotation_has_its_language_and_direction() -> None:
    assert quotation("변호사\n 선임", "ko") == '<span class="q" lang="ko" dir="auto">“<bdi>변호사 선임</bdi>”</span>'
    assert "lang" not in quotation("x", '"><b>')


@given(st.text())
def test_identifiers_are_safe_everywhere(value: str) -> None:
    made = identifier("e", value)
    assert made.isascii()
    assert " " not in made
    assert tag("p", id=made) == f'<p id="{made}"></p>'
