"""How much this room takes in before it says no. A chronology kept by hand stays far below all of them."""

from __future__ import annotations

MB = 1 << 20

FILE_BYTES = 64 * MB
"""Largest file. Pictures inside a Word file are never unpacked, but count here."""

PART_BYTES = 48 * MB
"""Largest part of a Word or Excel file after decompression; 5,000 entries with footnotes take about 8 MB."""

TOTAL_BYTES = 1024 * MB
"""All parts together, by their own account."""

PARTS = 20_000
"""Files inside one file. A Word file has 15, one with hundreds of pictures some hundreds."""

RATIO = 250
"""Bytes out per byte in, counted beyond `RATIO_FLOOR`: sheets pack 10 to 60 times, deflate can do 1,030."""

RATIO_FLOOR = 8 * MB

ELEMENTS = 3_000_000
"""XML elements in one part."""

DEPTH = 200
"""XML elements inside elements. Five tables inside each other reach 70."""

ROWS = 50_000
"""Rows read of one table; the rest is said to be left out."""

COLUMNS = 64
"""Columns read of one table."""

CELLS = 2_000_000
"""Cells of one sheet, empty ones counted where a merged cell fills them."""

CELL_TEXT = 200_000
"""Code points read of one cell."""
