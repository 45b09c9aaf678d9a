"""Character references: what `&amp;`, `&#8217;` or `&notit` stand for (HTML Standard 13.2.5.72 to 13.2.5.80).

Not `html.unescape`, which drops some control characters and may change between Python versions: the text layer's
offsets hang on this table, so it is kept here.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from importlib.resources import files

REFERENCE = re.compile(r"&(?:#(?:[0-9]++|[xX][0-9a-fA-F]++);?|[A-Za-z][A-Za-z0-9]{1,31};?)")
"""One candidate. Its name is at most 31 characters and a semicolon, the longest there is."""

LONGEST_BARE = 6
"""Characters of the longest name that needs no semicolon ("frac12")."""

_BLANK = frozenset((0x09, 0x0A, 0x0B, 0x0C, 0x0D, 0x20))
_WINDOWS_1252 = dict(
    zip(
        (
            *(0x80, 0x82, 0x83, 0x84, 0x85, 0x86, 0x87, 0x88, 0x89, 0x8A, 0x8B, 0x8C, 0x8E),
            *(0x91, 0x92, 0x93, 0x94, 0x95, 0x96, 0x97, 0x98, 0x99, 0x9A, 0x9B, 0x9C, 0x9E, 0x9F),
        ),
        "€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ",
        strict=True,
    )
)


@cache
def names() -> dict[str, str]:
    """Name (with its semicolon where it needs one) to the characters it stands for; white space as one space."""
    table = {}
    for line in files("chronofile.read").joinpath("references.txt").read_text(encoding="ascii").splitlines():
        if not line.startswith("#"):
            name, *points = line.split()
            text = "".join(chr(int(point, 16)) for point in points)
            table[name] = " " if text in "\t\n" else text
    return table


@lru_cache(maxsize=4096)
def resolve(source: str) -> tuple[str, int]:
    """What a match of REFERENCE stands for, and how many characters of `source` that used up.

    The rest of `source` stands for itself (`&notit` is ¬ and "it"); 0 used means that nothing is a reference here.
    ASCII white space comes back as one space, so that it folds like any other.
    """
    if source[1] == "#":
        return _number(source), len(source)
    name = source[1:]
    found = names().get(name)
    if found is not None:
        return found, len(source)
    for length in range(min(len(name) - 1, LONGEST_BARE), 1, -1):
        found = names().get(name[:length])
        if found is not None:
            return found, length + 1
    return "", 0


def unescape(text: str) -> str:
    """`text` with every reference resolved once."""
    return REFERENCE.sub(_replacement, text) if "&" in text else text


def unescape_attribute(text: str) -> str:
    """As `unescape`, by the rule for attribute values: `&copy=1` and `&copyx` in a query stay as they are."""
    return REFERENCE.sub(_replacement_in_attribute, text) if "&" in text else text


def _replacement(match: re.Match[str]) -> str:
    source = match.group()
    text, used = resolve(source)
    return text + source[used:]


def _replacement_in_attribute(match: re.Match[str]) -> str:
    source = match.group()
    text, used = resolve(source)
    if used and source[1] != "#" and source[used - 1] != ";":
        after = source[used : used + 1] or match.string[match.end() : match.end() + 1]
        if after == "=" or (after.isascii() and after.isalnum()):
            return source
    return text + source[used:]


def _number(source: str) -> str:
    digits = source[2:].rstrip(";")
    base = 10
    if digits[0] in "xX":
        digits, base = digits[1:], 16
    digits = digits.lstrip("0") or "0"
    value = int(digits, base) if len(digits) <= 7 else 0x110000
    if value in _BLANK:
        return " "
    if value in _WINDOWS_1252:
        return _WINDOWS_1252[value]
    if value == 0 or value > 0x10FFFF or 0xD800 <= value <= 0xDFFF:
        return "\N{REPLACEMENT CHARACTER}"
    return chr(value)
