"""What an element's name and marks say of the text inside it: the vocabulary of page builders, not of one site."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from chronofile.model.layout import Role
from chronofile.read.marks import Marks


class Said(NamedTuple):
    """`role` of everything inside, `reason` in words; `firm` where the element leaves no doubt (hidden, nav) and a
    large share of the page's text does not speak against it.
    """

    role: Role
    reason: str
    firm: bool


_BY_NAME: dict[str, Said] = {
    "nav": Said("navigation", "in a <nav> element", True),
    "footer": Said("navigation", "in a <footer> element", False),
    "aside": Said("teaser", "in an <aside> element", False),
    "noscript": Said("promotion", "shown only without scripts", True),
    "template": Said("navigation", "hidden on the page: a template", True),
    "select": Said("navigation", "choices of a form", True),
    "button": Said("navigation", "a button", True),
    "textarea": Said("navigation", "a form field", True),
    "dialog": Said("promotion", "a dialog", True),
    "menu": Said("navigation", "a menu", True),
    "label": Said("navigation", "label of a form field", True),
    "form": Said("promotion", "a form", False),
    "svg": Said("navigation", "label of a drawing", True),
    "title": Said("navigation", "the document's title", True),
    "iframe": Said("promotion", "a frame", True),
    "object": Said("promotion", "an embedded object", False),
    "video": Said("promotion", "a player", True),
    "audio": Said("promotion", "a player", True),
    "figcaption": Said("caption", "a <figcaption>", True),
    "figure": Said("caption", "in a <figure>", False),
    "caption": Said("caption", "caption of a table", True),
}
_BY_ROLE: dict[str, Said] = {
    "navigation": Said("navigation", "marked as navigation", True),
    "menu": Said("navigation", "marked as a menu", True),
    "menubar": Said("navigation", "marked as a menu", True),
    "banner": Said("navigation", "marked as the site's banner", False),
    "contentinfo": Said("legal", "marked as the site's footer", False),
    "complementary": Said("teaser", "marked as complementary", False),
    "search": Said("navigation", "marked as a search form", True),
    "dialog": Said("promotion", "a dialog", True),
    "alertdialog": Said("promotion", "a dialog", True),
    "alert": Said("promotion", "an alert", False),
    "button": Said("navigation", "a button", True),
    "toolbar": Said("navigation", "a toolbar", True),
    "tablist": Said("navigation", "tabs", False),
    "tooltip": Said("navigation", "a tooltip", True),
}
HIDDEN = Said("navigation", "hidden on the page", True)


class _Vocabulary(NamedTuple):
    pairs: tuple[tuple[Role, frozenset[str]], ...]
    words: tuple[tuple[Role, frozenset[str]], ...]
    body_pairs: frozenset[str]
    body_words: frozenset[str]


@cache
def _vocabulary() -> _Vocabulary:
    data = tomllib.loads((files(__package__) / "element_words.toml").read_text(encoding="utf-8"))
    return _Vocabulary(
        pairs=tuple((role, frozenset(words.split())) for role, words in data["pairs"].items()),
        words=tuple((role, frozenset(words.split())) for role, words in data["words"].items()),
        body_pairs=frozenset(data["body"]["pairs"].split()),
        body_words=frozenset(data["body"]["words"].split()),
    )


def said_of(name: str, marks: Marks) -> Said | None:
    """What an element says of all text inside it, or None when it says nothing."""
    if marks.hidden:
        return HIDDEN
    if marks.role and (by_role := _BY_ROLE.get(marks.role)):
        return by_role
    by_name = _BY_NAME.get(name)
    if by_name is not None and by_name.firm:
        return by_name
    vocabulary = _vocabulary()
    for role, pairs in vocabulary.pairs:
        hit = pairs & marks.pairs
        if hit:
            return Said(role, f"marked “{min(hit)}”", False)
    if is_body(marks):
        return by_name
    for role, words in vocabulary.words:
        hit = words & marks.words
        if hit:
            return Said(role, f"marked “{min(hit)}”", False)
    if "author" in marks.rel or "author" in marks.itemprop or "datePublished" in marks.itemprop:
        return Said("byline", "marked as author or date", False)
    return by_name


def is_body(marks: Marks) -> bool:
    """True where the page's authors called an element the article's text."""
    vocabulary = _vocabulary()
    return bool(
        "articleBody" in marks.itemprop or vocabulary.body_pairs & marks.pairs or vocabulary.body_words & marks.words
    )
