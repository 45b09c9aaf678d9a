"""Speed of this room on a made-up archive. Prints; never a test.

python -m tests.collect.speed
"""

from __future__ import annotations

import gzip
import random
import sys
import tempfile
import time
from pathlib import Path

from chronofile.collect import incoming
from chronofile.model import Incoming
from tests.collect.making import answer, record

PAGES = 3500


def made_up(chance: random.Random) -> bytes:
    words = ["".join(chance.choices("abcdefghiklmnoprstuv", k=chance.randint(2, 9))) for _ in range(2000)]
    return ("<html><body>" + "".join(f"<p>{' '.join(chance.choices(words, k=80))}</p>" for _ in range(60))).encode()


def main() -> int:
    chance = random.Random(1)
    bodies = [answer(made_up(chance)) for _ in range(50)]
    records = [record(bodies[i % 50], f"https://example.org/{i}") for i in range(PAGES)]
    with tempfile.TemporaryDirectory() as folder:
        plain, packed = Path(folder, "a.warc"), Path(folder, "a.warc.gz")
        plain.write_bytes(b"".join(records))
        packed.write_bytes(b"".join(gzip.compress(r, 5) for r in records))
        for path in (plain, packed):
            start, size, count = time.process_time(), 0, 0
            for came in incoming([path], added_at=""):
                if isinstance(came, Incoming) and not came.is_container:
                    size, count = size + len(came.data), count + 1
            spent = time.process_time() - start
            print(f"{path.name}: {count} pages, {size / spent / 1e6:.0f} MB/s unpacked, {count / spent:,.0f} pages/s")
    return 0


if __name__ == "__main__":
    sys.exit(main())
