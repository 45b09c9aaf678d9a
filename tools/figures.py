"""Write docs/figures.md from bench.json: numbers in the documentation are made by a command.

make bench && python -m tools.figures
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from tools.measure import Row

ROOT = Path(__file__).resolve().parent.parent
TITLES = {
    "path": "Speed and memory of the whole path",
    "read": "Reading pages",
    "time": "Dates",
    "find": "Who did, said and plans what",
    "merge": "Copies and joining",
    "desk": "The desk",
}
HEAD = """# Speed and quality

Made from `bench.json` by `python -m tools.figures` after `make bench`; nothing is typed by hand. Peers of dates and
copies are figures reported with the data; trafilatura and the scripted path ran in the same run on the same pages.
The sets are development data: rules were worked on with them in sight, so expect less on pages nobody has seen.
"""


def page(rows: list[Row]) -> str:
    """The page as Markdown, a table a room."""
    parts = [HEAD]
    for room, title in TITLES.items():
        own = [r for r in rows if r.room == room]
        if not own:
            continue
        parts.append(f"\n## {title}\n\n`{own[0].command or f'make bench ROOM={room}'}`\n")
        parts.append("\n| set | measure | Chronofile | unit | peer | its figure |\n|---|---|---:|---|---|---:|\n")
        for r in own:
            peer = "" if r.peer_value is None else f"{r.peer_value:,.3f}".rstrip("0").rstrip(".")
            value = f"{r.value:,.3f}".rstrip("0").rstrip(".")
            parts.append(f"| {r.set} | {r.measure} | {value} | {r.unit} | {r.peer} | {peer} |\n")
    return "".join(parts)


def main() -> int:
    rows = [Row(**r) for r in json.loads((ROOT / "bench.json").read_text(encoding="utf-8"))]
    (ROOT / "docs" / "figures.md").write_text(page(rows), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
