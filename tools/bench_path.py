"""Speed and memory of the whole path on generated pages, beside what a user would script from well-kept parts.

The peer (`tools/peer_script.py`) runs in its own environment, made by `make peers`; without it the column stays empty.
CPU seconds are those of the process and its workers; every build runs in a fresh process on one worker. What runs the
encoder is an extra, so the path is measured as it is installed by default, with the rules alone, and once more with it.
"""

from __future__ import annotations

import gzip
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tools.make_example_archive import answer, record
from tools.make_pages import write
from tools.measure import Row

ROOT = Path(__file__).resolve().parent.parent
PEER = ROOT / ".peers" / "bin" / "python"
COMMAND = "make bench ROOM=path"
SIZES = (250, 500, 1000)

MEASURED = """
import json, resource, sys, time
from pathlib import Path
started = time.perf_counter()
result = {}
task, folder = sys.argv[1], sys.argv[2]
if task == "first look":
    import datetime as dt
    from chronofile import collect, merge, pipeline
    from chronofile.model import Failure, Findings, Page
    pages = []
    for item in collect.incoming([folder], added_at="2026-01-01T00:00:00Z"):
        if not isinstance(item, Failure) and not item.is_container:
            article = pipeline.read_page(item, as_of=dt.date(2030, 1, 1))
            empty = Findings(snapshot=article.snapshot.sha256, text_layer=article.layer.id)
            pages.append(Page(article=article, findings=empty))
    merge.fold(pages, (), redate=pipeline.redate, known_ids={})
    result["pages"] = len(pages)
elif task == "warc":
    from chronofile import collect
    result["pages"] = sum(1 for _ in collect.incoming([folder], added_at="2026-01-01T00:00:00Z"))
elif task == "build":
    import chronofile
    with chronofile.Case.create(sys.argv[3]) as case:
        report = case.build([folder], jobs=1)
        own, children = (resource.getrusage(w) for w in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
        result["mb"] = (own.ru_maxrss + children.ru_maxrss) / 1024
        result["pages"] = report.pages_new
        result["entries"] = len(report.entries_new)
elif task == "again":
    import subprocess
    command = [sys.executable, "-m", "chronofile", "build", sys.argv[3], folder]
    subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=True)
elif task == "show":
    import subprocess
    subprocess.run([sys.executable, "-m", "chronofile", "show", sys.argv[3]], stdout=subprocess.DEVNULL, check=True)
elif task == "help":
    import subprocess
    subprocess.run([sys.executable, "-m", "chronofile", "--help"], stdout=subprocess.DEVNULL, check=True)
own, children = (resource.getrusage(w) for w in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
result["wall"] = time.perf_counter() - started
result["cpu"] = own.ru_utime + own.ru_stime + children.ru_utime + children.ru_stime
result.setdefault("mb", (own.ru_maxrss + children.ru_maxrss) / 1024)
print(json.dumps(result))
"""


def measured(task: str, folder: Path, case: Path | None = None, encoder: bool = False) -> dict[str, Any]:
    """Run one task in a fresh process; `wall` and `cpu` in seconds, `mb` its peak plus that of its largest worker.

    Without `encoder` neither the process nor its workers can import what runs it, as on a default install.
    """
    command = [sys.executable, "-c", MEASURED, task, str(folder), *([str(case)] if case else [])]
    with _environment(encoder) as env:
        done = subprocess.run(command, capture_output=True, text=True, check=True, cwd=ROOT, env=env)
    return dict(json.loads(done.stdout.splitlines()[-1]))


@contextmanager
def _environment(encoder: bool) -> Iterator[Mapping[str, str]]:
    with tempfile.TemporaryDirectory() as blocked:
        (Path(blocked) / "onnxruntime.py").write_text("raise ImportError('left out')\n", encoding="utf-8")
        yield os.environ if encoder else {**os.environ, "PYTHONPATH": blocked}


def peer(folder: Path) -> dict[str, Any] | None:
    """The same pages through the script of well-kept parts, None where its environment was not made."""
    if not PEER.exists():
        return None
    done = subprocess.run(
        [str(PEER), str(ROOT / "tools" / "peer_script.py"), str(folder)], capture_output=True, text=True, check=True
    )
    return dict(json.loads(done.stdout.splitlines()[-1]))


def archive(pages: Path, target: Path) -> tuple[Path, float]:
    """The HTML pages of a folder as a WARC.gz, a member a record; with their size unpacked, in MB."""
    size = 0
    with target.open("wb") as out:
        for number, page in enumerate(sorted(pages.glob("*.html"))):
            body = page.read_bytes()
            size += len(body)
            block = answer("200 OK", ["Content-Type: text/html; charset=utf-8", f"Content-Length: {len(body)}"], body)
            url = f"https://archive.example/{number}"
            out.write(gzip.compress(record("response", block, "2025-06-01T00:00:00Z", url)))
    return target, size / 1e6


def rows(data: Path) -> Iterator[Row]:
    """All figures of the path; `data` is not needed, pages are generated."""
    with tempfile.TemporaryDirectory() as folder:
        yield from _rows(Path(folder))


def _rows(work: Path) -> Iterator[Row]:
    def row(measure: str, value: float, unit: str, **peer_says: Any) -> Row:
        named = {"room": "path", "set": "generated pages", "command": COMMAND}
        return Row(measure=measure, value=value, unit=unit, **named, **peer_says)

    pages = {n: work / f"pages-{n}" for n in SIZES}
    for count, folder in pages.items():
        folder.mkdir()
        write(count, folder)
    other = peer(pages[250])
    named = "trafilatura + dateparser + MinHash" if other else "not installed (make peers)"

    look = measured("first look", pages[250])
    rate = other["pages"] / other["cpu"] if other else None
    yield row("first look: read, date, join", look["pages"] / look["cpu"], "pages/CPU-s", peer=named, peer_value=rate)

    warc, size = archive(pages[250], work / "pages.warc.gz")
    read = measured("warc", warc)
    yield row("WARC.gz unpacked", size / read["cpu"], "MB/CPU-s")
    from_warc = measured("first look", warc)
    yield row("WARC.gz to first look", size / from_warc["cpu"], "MB/CPU-s")

    for count, folder in pages.items():
        case = work / f"case-{count}"
        built = measured("build", folder, case)
        if count == SIZES[0]:
            yield row("whole path", built["pages"] / built["cpu"], "pages/CPU-s", peer=named, peer_value=rate)
        yield row(f"build {count} pages", built["wall"], "s")
        yield row(f"build {count} pages: entries", built["entries"], "entries")
        yield row(f"build {count} pages: memory", built["mb"], "MB")
        yield row(f"build {count} pages again", measured("again", folder, case)["wall"], "s")
    built = measured("build", pages[1000], work / "case-encoder", encoder=True)
    yield row("whole path with the encoder", built["pages"] / built["cpu"], "pages/CPU-s")
    yield row("build 1000 pages with the encoder: memory", built["mb"], "MB")
    yield row("show 1000 pages", measured("show", work, work / "case-1000")["wall"], "s")
    sparse = work / "pages-sparse"
    sparse.mkdir()
    write(1000, sparse, background=0.86)
    built = measured("build", sparse, work / "case-sparse")
    yield row("build 1000 pages that tell less: entries", built["entries"], "entries")
    yield row("build 1000 pages that tell less: memory", built["mb"], "MB")
    yield row("show 1000 pages that tell less", measured("show", work, work / "case-sparse")["wall"], "s")
    yield row("--help", measured("help", work)["wall"], "s")
