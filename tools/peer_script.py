"""What a user would script today from well-kept parts: extract, find dates, drop near-copies. A peer for `make bench`.

Runs in its own environment (`make peers`): trafilatura, dateparser, datasketch.
"""

import json
import resource
import sys
from pathlib import Path

import trafilatura
from datasketch import MinHash, MinHashLSH
from dateparser.search import search_dates


def main() -> None:
    index = MinHashLSH(threshold=0.7, num_perm=128)
    pages = dates = copies = 0
    for path in sorted(p for p in Path(sys.argv[1]).rglob("*") if p.is_file()):
        raw = path.read_text(encoding="utf-8", errors="replace")
        text = trafilatura.extract(raw, with_metadata=False) or ""
        dates += len(search_dates(text, languages=["en"]) or [])
        words = text.lower().split()
        sketch = MinHash(num_perm=128)
        sketch.update_batch([" ".join(words[i : i + 5]).encode() for i in range(len(words) - 4)])
        copies += bool(index.query(sketch))
        index.insert(str(path), sketch)
        pages += 1
    used = resource.getrusage(resource.RUSAGE_SELF)
    print(json.dumps({"pages": pages, "dates": dates, "copies": copies, "cpu": used.ru_utime + used.ru_stime}))


if __name__ == "__main__":
    main()
