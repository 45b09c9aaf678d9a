"""Measure the text layer on kept pages: `python tools/bench_text_layer.py ../shared/bench/read [--spans 100]`.

Prints, for every page of the folder: whether a parser sees the same visible characters and the same words (so that no
two words are glued together at a tag), whether random spans stand when their bytes are decoded again, and the speed.
"""

from __future__ import annotations

import argparse
import gzip
import random
import re
import sys
import time
from pathlib import Path
from typing import NamedTuple

from selectolax.lexbor import LexborHTMLParser, LexborNode

from chronofile.model import Acquisition, Span, TextLayer, cite, sha256
from chronofile.read.byte_map import stands
from chronofile.read.elements import BREAKING
from chronofile.read.script_layer import script_layer
from chronofile.read.text_layer import text_layer

UNSEEN = frozenset(("script", "style", "iframe", "noembed", "noframes"))
STAND_IN = "x-template"
"""A parser keeps what is in a template apart from the tree; under another name it stays in it."""

_TEMPLATE = re.compile(r"<(/?)template(?=[\s/>])", re.IGNORECASE)
_OTHER_BREAKS = frozenset((STAND_IN, "desc", "foreignObject", "text", "title"))


class Result(NamedTuple):
    characters_equal: bool
    words_equal: bool
    spans: int
    bad_spans: int
    seconds: float
    size: int


def tree_text(html: str) -> str:
    """Text of the parsed page with a line end at both edges of every breaking element."""
    html = _TEMPLATE.sub(rf"<\1{STAND_IN}", html.replace("\0", ""))
    root = LexborHTMLParser(html).root
    parts: list[str] = []
    todo: list[LexborNode | str] = [root] if root is not None else []
    while todo:
        node = todo.pop()
        if isinstance(node, str):
            parts.append(node)
        elif node.tag == "-text":
            parts.append(node.text_content or "")
        elif node.tag not in UNSEEN:
            children: list[LexborNode | str] = list(node.iter(include_text=True))
            if node.tag in BREAKING or node.tag in _OTHER_BREAKS:
                children = ["\n", *children, "\n"]
            todo.extend(reversed(children))
    return "".join(parts)


def measure(data: bytes, spans: int, chance: random.Random) -> Result:
    acquisition = Acquisition(snapshot="", how="file", location="")
    began = time.process_time()
    layer = text_layer(data, "text/html", acquisition, sha256(data))
    seconds = time.process_time() - began
    seen = tree_text(data.decode(layer.charset, "replace").removeprefix("\ufeff"))
    bad = 0
    layers: list[TextLayer | None] = [layer, script_layer(data, "text/html", acquisition, layer.snapshot)]
    checked = 0
    for each in layers:
        if each is None or not each.text:
            continue
        for _ in range(spans):
            start = chance.randrange(len(each.text))
            end = min(start + 1 + int(chance.expovariate(1 / 80)), len(each.text))
            checked += 1
            bad += not stands(cite(each.id, each.snapshot, each.text, Span(start, end)), each, data)
    glue = re.compile(r"\s+")
    return Result(
        glue.sub("", seen) == glue.sub("", layer.text),
        seen.split() == layer.text.split(),
        checked,
        bad,
        seconds,
        len(data),
    )


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("folder", type=Path)
    options.add_argument("--spans", type=int, default=100)
    options.add_argument("--show", action="store_true", help="name the pages that differ")
    chosen = options.parse_args()
    chance = random.Random(2026)
    results = []
    for path in sorted(chosen.folder.glob("html/*/*.gz")):
        result = measure(gzip.decompress(path.read_bytes()), chosen.spans, chance)
        results.append(result)
        if chosen.show and not (result.characters_equal and result.words_equal and not result.bad_spans):
            print(path.relative_to(chosen.folder), result, file=sys.stderr)
    seconds = sum(result.seconds for result in results)
    print(f"pages                     {len(results):,}")
    print(f"same visible characters   {sum(r.characters_equal for r in results):,}")
    print(f"same words                {sum(r.words_equal for r in results):,}")
    print(f"spans checked, bad        {sum(r.spans for r in results):,}, {sum(r.bad_spans for r in results):,}")
    print(f"MB, pages per CPU second  {sum(r.size for r in results) / 1e6 / seconds:.1f}, {len(results) / seconds:.0f}")


if __name__ == "__main__":
    main()
