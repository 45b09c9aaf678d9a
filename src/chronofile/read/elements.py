"""Elements: what the scanner must know of each HTML element by its name (lower case)."""

from __future__ import annotations

_BREAKING = """
address article aside blockquote body br button canvas caption center col colgroup dd details dialog dir div dl dt
fieldset figcaption figure footer form frame frameset h1 h2 h3 h4 h5 h6 head header hgroup hr html iframe legend li
listing main marquee menu nav noembed noframes noscript object ol optgroup option p plaintext pre search section
select summary table tbody td template textarea tfoot th thead title tr ul video audio xmp
"""
BREAKING = frozenset(_BREAKING.split())
"""Start and end of these break the line. The list is `display: block`, `list-item` and the table values of the
standard's rendering section, with `br` and with what draws a box of its own inside a line (`button`, `select`,
`video`): words on two sides of it are never one word."""

BREAKING_IN_FOREIGN = frozenset(("desc", "foreignobject", "text", "title"))
"""The same in svg: each is a label of its own."""

FOREIGN = frozenset(("math", "svg"))
INTEGRATION = frozenset(("annotation-xml", "desc", "foreignobject", "mi", "mn", "mo", "ms", "mtext", "title"))
"""Inside svg and math: their content is HTML again (HTML Standard 13.2.6, integration points)."""

_BREAKOUT = """
b big blockquote body br center code dd div dl dt em embed h1 h2 h3 h4 h5 h6 head hr i img li listing menu meta nobr ol
p pre ruby s small span strong strike sub sup table tt u ul var
"""
BREAKOUT = frozenset(_BREAKOUT.split())
"""Start tags that end svg and math (HTML Standard 13.2.6.5)."""

RCDATA = frozenset(("textarea", "title"))
"""References are resolved in them, tags are not."""

RAW = frozenset(("iframe", "noembed", "noframes", "script", "style", "xmp", *RCDATA))
"""Text up to their own end tag. Of those that are not RCDATA only `xmp` is ever shown."""

KEEPS_LINES = frozenset(("listing", "pre"))
"""A line end in them is one on the screen too."""
