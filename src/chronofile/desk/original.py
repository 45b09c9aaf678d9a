"""Original: a kept page as it looked, cleaned of all that acts or asks, for a frame that may do nothing.

Three walls stand one behind the other: what is cleaned away here, the policy the frame is served with, and the sandbox
it is shown in. Cleaning is done in a process of its own with limits on time and memory: a page that is made to exhaust
a cleaner (100,000 nested elements take two minutes) costs its picture and nothing else.
"""

from __future__ import annotations

import json
import subprocess
import sys
from html import escape

from chronofile.model import TextLayer

POLICY = (
    "default-src 'none'; img-src data:; style-src 'unsafe-inline'; sandbox; "
    "form-action 'none'; base-uri 'none'; frame-ancestors 'self'"
)
"""Of the frame alone: no script, no form, nothing asked for, an origin of its own; only the desk may frame it."""

LONGEST_BYTES = 4 << 20
"""Longer pages are read as text: nobody looks at them whole."""
SECONDS = 5.0
MEMORY_BYTES = 1 << 30
_BOOT = "import json, sys; sys.path[:] = json.loads(sys.argv[1]); from chronofile.desk.original import main; main()"


def _names(text: str) -> frozenset[str]:
    return frozenset(text.split())


TAGS = _names(
    """a abbr address article aside b bdi bdo big blockquote br caption center cite code col colgroup data dd del
    details dfn div dl dt em figcaption figure font footer h1 h2 h3 h4 h5 h6 header hgroup hr i img ins kbd li main
    mark nav ol p pre q rp rt ruby s samp section small span strike strong sub summary sup table tbody td tfoot th
    thead time tr tt u ul var wbr"""
)
DROPPED_WHOLE = _names(
    "script style noscript template iframe object embed applet frame frameset svg math head title textarea select "
    "option button audio video canvas noembed noframes xmp plaintext"
)
"""Elements that go with all that is in them."""
_STYLES = _names(
    """color background-color font-weight font-style text-align text-decoration text-indent direction display
    visibility width max-width margin margin-left margin-right padding border border-left vertical-align white-space
    float clear list-style-type"""
)
_ATTRIBUTES = {
    "*": {"lang", "dir", "title", "style"},
    "img": {"src", "alt", "width", "height"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan", "scope"},
    "ol": {"start", "type", "reversed"},
    "time": {"datetime"},
    "font": {"color"},
    "del": {"datetime"},
    "ins": {"datetime"},
}
"""No address but that of a picture, and of these only ones that hold their bytes: links lead nowhere."""

_PICTURES = ("data:image/png", "data:image/jpeg", "data:image/gif", "data:image/webp")

STYLE = (
    "html{background:#fff;color:#111;font:16px/1.5 Georgia,serif}body{margin:1.5rem;max-width:46rem;"
    "overflow-wrap:anywhere}img{max-width:100%;height:auto}table{border-collapse:collapse}td,th{padding:.25rem}"
    "pre{white-space:pre-wrap}"
)


def cleaned(data: bytes, layer: TextLayer) -> str | None:
    """A whole document of the page as it looked; None when it cannot be shown safely within the limits."""
    if len(data) > LONGEST_BYTES:
        return None
    text = data.decode(layer.charset, "replace")
    if not layer.scanner.startswith(("html", "xhtml")):
        return _document(f"<pre>{escape(text)}</pre>")
    inside = _cleaned_apart(text)
    return None if inside is None else _document(inside)


def clean(text: str) -> str:
    """Markup of which nothing can act, lead away or ask for anything."""
    import nh3

    return nh3.clean(
        text,
        tags=set(TAGS),
        clean_content_tags=set(DROPPED_WHOLE),
        attributes={name: set(allowed) for name, allowed in _ATTRIBUTES.items()},
        url_schemes={"data"},
        url_relative="deny",
        filter_style_properties=set(_STYLES),
        attribute_filter=_only_pictures,
        link_rel=None,
        strip_comments=True,
    )


def main() -> None:
    """In a process of its own: markup in, clean markup out."""
    from chronofile.build.memory import limit_own

    limit_own(MEMORY_BYTES)
    sys.stdout.buffer.write(clean(sys.stdin.buffer.read().decode("utf-8", "replace")).encode("utf-8", "replace"))


def _cleaned_apart(text: str) -> str | None:
    try:
        done = subprocess.run(
            [sys.executable, "-I", "-c", _BOOT, json.dumps(sys.path)],
            input=text.encode("utf-8", "replace"),
            capture_output=True,
            timeout=SECONDS,
            check=False,
        )
    except (subprocess.TimeoutExpired, OSError):
        return None
    return done.stdout.decode("utf-8", "replace") if done.returncode == 0 else None


def _only_pictures(tag: str, attribute: str, value: str) -> str | None:
    return value if attribute != "src" or value.lower().startswith(_PICTURES) else None


def _document(inside: str) -> str:
    return f'<!doctype html><html><head><meta charset="utf-8"><style>{STYLE}</style></head><body>{inside}</body></html>'
