"""Read: bytes to a text layer with its map, to blocks with their roles, to what the page says of itself."""

from chronofile.read.body import body
from chronofile.read.byte_map import byte_span, bytes_text, stands
from chronofile.read.every_line import every_line
from chronofile.read.layout import layout
from chronofile.read.script_layer import script_layer
from chronofile.read.shown import shown
from chronofile.read.text_layer import tags_of, text_layer

__all__ = [
    "body",
    "byte_span",
    "bytes_text",
    "every_line",
    "layout",
    "script_layer",
    "shown",
    "stands",
    "tags_of",
    "text_layer",
]
