"""Measure the day of publication that a page is given: pages as they came, read and dated, against their truth.

    python -m tools.bench_page_date [--data ../shared/bench] [--errors N]

"same day" counts pages whose date is exactly the true day; "wrong day" those given another one. An open or wide date is
neither. The sets are those of `../shared/bench/read` that carry dates.
"""

from __future__ import annotations

import argparse
import datetime as dt
import gzip
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from chronofile import read, when
from chronofile.model import Acquisition, DateValue, sha256
from tools.measure import Row

SETS = ("fundus", "misinfo", "trafilatura_eval", "postlight")
PEERS = {"misinfo": 0.883, "trafilatura_eval": 0.853, "postlight": 0.827}
"""trafilatura on the same pages."""
LAST_DAY = dt.date(2026, 12, 31)
"""No page of the sets is younger."""


def published(data: bytes, url: str | None) -> DateValue | None:
    snapshot = sha256(data)
    acquisition = Acquisition(snapshot=snapshot, how="file", location="page", url=url)
    layer = read.text_layer(data, "text/html", acquisition, snapshot)
    layout = read.layout(data, layer, acquisition)
    language = layout.first("language") or ""
    expressions = when.match(layer.text, layout.kept, language)
    return when.date_page(layer.text, layout, expressions, language=language, as_of=LAST_DAY).published


def _pages(home: Path, name: str) -> Iterator[dict[str, Any]]:
    wanted = set((home / "ids" / f"{name}.ids").read_text().split())
    with gzip.open(home / "pages.jsonl.gz", "rt", encoding="utf-8") as file:
        for line in file:
            page = json.loads(line)
            if page["id"] in wanted and page.get("date_published"):
                yield page


def rows(data: Path, errors: int = 0) -> list[Row]:
    home = data / "read"
    made: list[Row] = []
    if not (home / "pages.jsonl.gz").is_file():
        return made
    for name in SETS:
        right = wrong = total = 0
        for page in _pages(home, name):
            total += 1
            date = published(gzip.decompress((home / page["html_path"]).read_bytes()), page.get("url"))
            day = date.earliest if date is not None and date.is_day else None
            truth = page["date_published"][:10].replace("/", "-")
            right += day == truth
            wrong += day is not None and day != truth
            if errors and day != truth:
                errors -= 1
                print(
                    f"{name} {truth} got {date.edtf if date else None}:",
                    date.reason[:200] if date else "",
                    page.get("url"),
                )
        for measure, count in (("same day", right), ("wrong day", wrong)):
            peer = PEERS.get(name) if measure == "same day" else None
            made.append(
                Row(
                    room="time",
                    set=f"{name} pages",
                    measure=f"page date, {measure} (n={total})",
                    value=round(count / max(total, 1), 3),
                    unit="",
                    peer="trafilatura" if peer else "",
                    peer_value=peer,
                    command="python -m tools.bench_page_date",
                )
            )
    return made


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=Path("../shared/bench"))
    parser.add_argument("--errors", type=int, default=0)
    asked = parser.parse_args()
    for row in rows(asked.data, asked.errors):
        beside = f"   {row.peer}: {row.peer_value}" if row.peer else ""
        print(f"{row.set:<26}{row.measure:<34}{row.value:>7}{beside}")


if __name__ == "__main__":
    main()
