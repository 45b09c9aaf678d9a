"""Markup: tags with everything in them escaped. Text can only become a page's markup through `tag`."""

from __future__ import annotations

import re
from collections.abc import Iterable
from html import escape
from urllib.parse import urlsplit

_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]")
_VOID = frozenset(("meta", "br", "hr", "line", "rect", "path", "circle", "use", "stop"))


class Markup(str):
    """Text that is HTML already."""

    __slots__ = ()


def tag(name: str, /, *children: str | None, **attributes: str | int | bool | None) -> Markup:
    """`<name …>children</name>`; children that are not Markup are escaped, None ones left out.

    Attribute names: a trailing underscore is dropped (`class_`), others become hyphens; None and False leave the
    attribute out, True leaves its value out.
    """
    written = "".join(_attribute(key, value) for key, value in attributes.items())
    inside = "".join(text(child) for child in children if child is not None)
    if name in _VOID and not inside:
        return Markup(f"<{name}{written}>" if name in ("meta", "br", "hr") else f"<{name}{written}/>")
    return Markup(f"<{name}{written}>{inside}</{name}>")


def text(value: str) -> Markup:
    """Escaped; characters that HTML cannot carry (controls, unpaired surrogates) become U+FFFD."""
    if isinstance(value, Markup):
        return value
    return Markup(escape(_UNPRINTABLE.sub("�", value), quote=True))


def joined(parts: Iterable[str | None], between: str = "") -> Markup:
    """One after the other, None ones left out."""
    return Markup(text(between).join(text(part) for part in parts if part is not None))


def isolated(value: str) -> Markup:
    """Words from outside, their direction kept from turning what stands around them."""
    return tag("bdi", value)


def quotation(value: str, language: str = "und", *, name: str = "q") -> Markup:
    """Words of a kept page, in its language and direction, in quotation marks."""
    lang = language if re.fullmatch(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}", language) and language != "und" else None
    return tag("span", "“", isolated(" ".join(value.split())), "”", class_=name, lang=lang, dir="auto")


def link_out(address: str) -> Markup:
    """A link only where the address is http or https; anything else stays text."""
    shown = tag("span", isolated(address), class_="address")
    try:
        parts = urlsplit(address)
    except ValueError:
        return shown
    if parts.scheme not in ("http", "https") or not parts.netloc or re.search(r"[\s\\\x00-\x1f]", address):
        return shown
    return tag("a", shown, href=address, rel="noopener noreferrer nofollow external")


def glyph(name: str) -> Markup:
    """A sign that only repeats what the words beside it say."""
    return tag("svg", tag("use", href=f"#g-{name}"), class_="g", aria_hidden="true", focusable="false")


def identifier(prefix: str, value: str | int) -> str:
    """An id that is safe in an attribute, a fragment and a selector."""
    return f"{prefix}-{re.sub(r'[^A-Za-z0-9_-]', '-', str(value))}"


def _attribute(key: str, value: str | int | bool | None) -> str:
    if value is None or value is False:
        return ""
    name = key.rstrip("_").replace("_", "-") if key not in ("viewBox",) else key
    return f" {name}" if value is True else f' {name}="{text(str(value))}"'
