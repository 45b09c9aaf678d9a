"""One page through the room, with roles and texts at hand."""

from __future__ import annotations

from pathlib import Path

from chronofile import read
from chronofile.model import Acquisition, Layout, TextLayer, sha256

PAGES = Path(__file__).resolve().parent.parent / "pages"


class Reading:
    def __init__(self, data: bytes, media_type: str, **acquired: object) -> None:
        way = Acquisition(snapshot=sha256(data), how="file", location="page", **acquired)  # type: ignore[arg-type]
        self.layer: TextLayer = read.text_layer(data, media_type, way, way.snapshot)
        self.layout: Layout = read.layout(data, self.layer, way)
        self.body = read.body(self.layer.text, self.layout)

    def texts(self, *roles: str) -> list[str]:
        return [self.layer.text[b.start : b.end] for b in self.layout.blocks if b.role in roles]

    def role(self, beginning: str) -> str:
        """The role of the only block that begins with these words."""
        (role,) = [b.role for b in self.layout.blocks if self.layer.text[b.start : b.end].startswith(beginning)]
        return role

    def candidates(self, field: str) -> list[tuple[str, str]]:
        return [(c.value, c.place) for c in self.layout.candidates if c.field == field]


def page(name: str, media_type: str | None = None, **acquired: object) -> Reading:
    kind = media_type or ("text/html" if name.endswith(".html") else "text/plain")
    return Reading((PAGES / name).read_bytes(), kind, **acquired)


def html(body: str, head: str = "", **acquired: object) -> Reading:
    source = f"<!doctype html><html><head><meta charset=utf-8>{head}</head><body>{body}</body></html>"
    return Reading(source.encode(), "text/html", **acquired)


def plain(text: str, **acquired: object) -> Reading:
    return Reading(text.encode(), "text/plain", **acquired)
