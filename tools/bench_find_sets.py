"""The sets of `../shared/bench/find`: their records as articles, their scorer, their rows."""

from __future__ import annotations

import importlib.util
import json
from collections.abc import Sequence
from pathlib import Path
from types import ModuleType
from typing import Any

from chronofile import when
from chronofile.model import (
    Acquisition,
    Article,
    Block,
    DateValue,
    Layout,
    Segments,
    TextLayer,
    snapshot_of,
)
from tools.measure import Row

COMMAND = "make bench ROOM=find"
Record = dict[str, Any]
STUDY = "a study, reported in the data's README"
PEERS = {
    ("ieer_even", "names F1"): 83.1,
    ("polnear_dev", "direct recall"): 89.0,
    ("polnear_dev", "direct speaker"): 93.0,
    ("polnear_dev", "indirect recall"): 70.0,
    ("polnear_dev", "indirect speaker"): 86.0,
}
"""Figures of trained models and rules on sets of the same kind, where the README gives one number."""


def article(text: str, blocks: Sequence[tuple[int, int]], published: str | None = None, dates: bool = False) -> Article:
    """An article of plain text; `dates` has the when room read its times, counted from `published`."""
    data = text.encode("utf-8", "surrogatepass")
    snapshot = snapshot_of(data, "text/plain")
    segments = Segments()
    segments.append(0, len(text), 0, len(data), "raw")
    layer = TextLayer(
        snapshot=snapshot.sha256,
        scanner="plain-1",
        charset="utf-8",
        charset_reason="measured",
        text=text,
        segments=segments,
    )
    parts = tuple(Block(start, end, "paragraph") for start, end in blocks)
    day = DateValue.from_edtf(published) if published else None
    expressions = when.match(text, parts, "en") if dates else ()
    return Article(
        snapshot=snapshot,
        acquisition=Acquisition(snapshot=snapshot.sha256, how="file", location="measured"),
        layer=layer,
        layout=Layout(text_layer=layer.id, version="measured", blocks=parts),
        language="en",
        headline=None,
        outlet=None,
        byline=(),
        url=None,
        published=day,
        modified=None,
        expressions=expressions,
        times=when.resolve(expressions, text, day, "en") if dates else (),
        text=text,
    )


def paragraphs(text: str) -> list[tuple[int, int]]:
    """Stretches between line ends, blank ones left out."""
    spans, at = [], 0
    for line in text.split("\n"):
        if line.strip():
            spans.append((at, at + len(line)))
        at += len(line) + 1
    return spans


def records(data: Path, prefix: str, folder: str) -> tuple[list[Record], Path] | None:
    """The records of the first file below `data` whose name starts with `prefix`, in a folder of that name."""
    for file in sorted(data.rglob(f"{prefix}*.jsonl")):
        if file.parent.name == folder:
            with file.open(encoding="utf-8") as lines:
                return [json.loads(line) for line in lines if line.strip()], file
    return None


def scorer(data: Path) -> ModuleType | None:
    """The scorer beside the data; None when there is none."""
    for file in sorted(data.rglob("score.py")):
        if (file.parent / "ner").is_dir() or (file.parent / "quotes").is_dir():
            spec = importlib.util.spec_from_file_location("find_score", file)
            assert spec is not None
            assert spec.loader is not None
            module = importlib.util.module_from_spec(spec)
            spec.loader.exec_module(module)
            return module
    return None


def row(name: str, measure: str, value: float) -> Row:
    peer = PEERS.get((name, measure))
    return Row(
        room="find",
        set=name,
        measure=measure,
        value=value,
        unit="%",
        peer=STUDY if peer is not None else "",
        peer_value=peer,
        command=COMMAND,
    )
