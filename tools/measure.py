"""One line of `make bench`: what was measured, on what, next to a peer's figure."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Iterable
from pathlib import Path


@dataclasses.dataclass(frozen=True, kw_only=True)
class Row:
    """`peer_value` is the peer's figure in the same unit, measured in the same run or, where `peer` says
    "reported", taken from the data's README; None where there is no peer."""

    room: str
    set: str
    measure: str
    value: float
    unit: str
    peer: str = ""
    peer_value: float | None = None
    command: str = ""


def table(rows: Iterable[Row]) -> str:
    """The rows as text, columns aligned."""
    cells = [("room", "set", "measure", "value", "unit", "peer", "peer's")]
    for r in rows:
        peer = "" if r.peer_value is None else f"{r.peer_value:,.3f}".rstrip("0").rstrip(".")
        value = f"{r.value:,.3f}".rstrip("0").rstrip(".")
        cells.append((r.room, r.set, r.measure, value, r.unit, r.peer, peer))
    widths = [max(len(row[i]) for row in cells) for i in range(len(cells[0]))]
    return "\n".join("  ".join(c.ljust(w) for c, w in zip(row, widths, strict=True)).rstrip() for row in cells)


def save(rows: Iterable[Row], path: Path) -> None:
    path.write_text(json.dumps([dataclasses.asdict(r) for r in rows], indent=1) + "\n", encoding="utf-8")
