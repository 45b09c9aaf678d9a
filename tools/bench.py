"""`make bench`: every figure the documentation quotes, printed and written to bench.json.

    python -m tools.bench --room path|read|time|find|merge|desk|all --data ../shared/bench

Sets are found by their files' prefixes below the data folder, so any folder of the same layout can be measured; a set
that is not there is skipped and said so.
"""

from __future__ import annotations

import argparse
import importlib
import sys
from pathlib import Path

from tools.measure import Row, save, table

ROOMS = {
    "path": "tools.bench_path",
    "read": "tools.bench_read",
    "time": "tools.bench_time tools.bench_event_day tools.bench_page_date",
    "find": "tools.bench_find",
    "merge": "tools.bench_merge",
    "desk": "tools.bench_desk",
}
"""Room to the modules that measure it; each has `rows(data: Path) -> Iterable[Row]`."""


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--room", default="all", choices=[*ROOMS, "all"])
    parser.add_argument("--data", type=Path, default=Path("../shared/bench"))
    parser.add_argument("--out", type=Path, default=Path("bench.json"))
    asked = parser.parse_args()
    chosen = list(ROOMS) if asked.room == "all" else [asked.room]
    rows: list[Row] = []
    for room in chosen:
        print(f"measuring {room} …", file=sys.stderr, flush=True)
        try:
            for module in ROOMS[room].split():
                rows.extend(importlib.import_module(module).rows(asked.data))
        except FileNotFoundError as missing:
            print(f"skipped {room}: {missing}", file=sys.stderr)
    print(table(rows))
    save(rows, asked.out)
    return 0


if __name__ == "__main__":
    sys.exit(main())
