"""How much this room takes in before it says no: every limit in one place, each with its reason.

They guard against archives made to exhaust a machine and against files given by mistake; honest press material stays
far below all of them.
"""

from __future__ import annotations

MB = 1 << 20

PAGE_BYTES = 64 * MB
"""Largest page after decompression. The largest honest pages seen are live tickers of some 10 MB; 50 MB must pass."""

HEADER_BYTES = 64 << 10
"""Longest head of a WARC record or of an HTTP answer. Servers themselves refuse more than 8 to 64 KB."""

HEADER_LINES = 200
"""Header lines kept beside a page; the rest are dropped."""

RECORD_BYTES = PAGE_BYTES + HEADER_BYTES
"""Longest WARC record held in memory; longer ones are passed over without being held."""

RATIO = 200
"""Bytes out per byte in that no page of text reaches: press pages pack 4 to 15 times, the worst template 60 times.
Deflate itself can do 1,030. Counted only beyond the floors below, because a short page of one repeated line is honest.
"""

MEMBER_FLOOR = PAGE_BYTES + MB
"""A gzip member may unpack to this much at any ratio: a page of the largest size must pass."""

ARCHIVE_FLOOR = 1024 * MB
"""A whole archive may unpack to this much at any ratio."""

CONTAINER_IN_MEMORY = 64 * MB
"""A WARC up to this size is handed over as bytes; a larger one as the name of its file."""

GARBAGE_CANDIDATES = 100_000
"""Places tried after a break in a gzip file before the rest is given up: about a second's work."""

RECORDS = 10_000_000
"""Records read from one WARC. Crawlers start a new file at 1 GB, some 100,000 records."""

FEED_ITEMS = 100_000
"""Items cut from one feed; ordinary feeds hold 10 to 200, exports of whole blogs some 10,000."""

FILES = 1_000_000
"""Files taken from one call."""

FOLDER_DEPTH = 64
"""Folders inside folders; deeper ones are almost always a loop made by links."""

CONTENT_CODINGS = 4
"""Content codings undone on one HTTP answer, one inside the other. Two are already rare."""
