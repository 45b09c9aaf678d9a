"""Dumb: a second, crude flattening of a page, to ask independently whether a quotation stands in it.

It shares nothing with the scanner: no tokenizer, no offsets, no folding. White space, control characters and U+FFFD
are thrown away on both sides. It can say yes to words that stand in two places side by side, and so replaces no exact
check; but a quotation that it cannot find anywhere is not on the page.
"""

from __future__ import annotations

import html
import re
from functools import lru_cache

from selectolax.lexbor import LexborHTMLParser

from chronofile.read.transcode import decode

_TAG = re.compile(r"<[^<>]*+>")
_UNSEEN = re.compile(r"<(?:(!--)|(script|style)(?=[\s/>]))", re.IGNORECASE)
_ENDS = {"!--": re.compile("-->"), "script": re.compile("</script", re.I), "style": re.compile("</style", re.I)}
_JSON_ESCAPE = re.compile(r"\\(?:u([0-9a-fA-F]{4})|([nrtbf])|(.))", re.DOTALL)

TREE_LIMIT = 5_000_000
TREE_PARTS = 50_000
"""Characters, and tags or attributes, above which no tree is built: parsers take quadratic time on some such pages."""

_WAYS = ("source", "once", "twice", "tree", "json")


def stands_in_dumb_flattening(exact: str, data: bytes, codec: str) -> bool:
    """True when the lines of `exact`, printable characters only, stand one behind the other in some crude flattening.

    Between two lines anything may stand: the layer breaks lines where a page has markup, a script or another key.
    """
    wanted = [_printable(line) for line in exact.split("\n")]
    return any(_in_order(wanted, _flattening(data, codec, way)) for way in _WAYS)


def _in_order(lines: list[str], text: str) -> bool:
    at = 0
    for line in lines:
        at = text.find(line, at)
        if at < 0:
            return False
        at += len(line)
    return True


@lru_cache(maxsize=2 * len(_WAYS))
def _flattening(data: bytes, codec: str, way: str) -> str:
    """`source`: as it stands; `once`, `twice`: without tags and unescaped, for feeds a second time; `tree`: a parser's
    text; `json`: JSON escapes resolved."""
    text = decode(data, codec).replace("\0", "")
    if way == "once":
        text = _stripped(text)
    elif way == "twice":
        text = _stripped(_stripped(text))
    elif way == "tree":
        small = len(text) < TREE_LIMIT and text.count("=") < TREE_PARTS and text.count("<") < TREE_PARTS
        root = LexborHTMLParser(text).root if small else None
        text = root.text(deep=True, separator="", strip=False) if root is not None else ""
    elif way == "json":
        text = (
            _JSON_ESCAPE.sub(_json_character, text).encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
        )
    return _printable(text)


def _printable(text: str) -> str:
    return "".join(filter(str.isprintable, text)).replace(" ", "").replace("\N{REPLACEMENT CHARACTER}", "")


def _stripped(text: str) -> str:
    text = text.replace("<![CDATA[", "").replace("]]>", "")
    parts: list[str] = []
    at = 0
    hopeless: set[str] = set()
    for opening in _UNSEEN.finditer(text):
        kind = (opening[1] or opening[2]).lower()
        if opening.start() < at or kind in hopeless:
            continue
        end = _ENDS[kind].search(text, opening.end())
        if end is None:
            hopeless.add(kind)
            continue
        parts.append(text[at : opening.start()])
        at = end.end() if kind == "!--" else end.start()
    parts.append(text[at:])
    return html.unescape(_TAG.sub("", "".join(parts)))


def _json_character(escape: re.Match[str]) -> str:
    if escape[1]:
        return chr(int(escape[1], 16))
    return "" if escape[2] else escape[3]
