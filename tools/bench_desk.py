"""Speed, memory and weight of the desk's screens on a case of 1,000 generated pages.

Every screen is reached as a browser reaches it, by the links of other screens, and asked for several times in one
process: server time, the size of its HTML, the process's memory. Decisions are made by the buttons' own addresses, once
on a case at rest and once while another process builds 1,000 pages into it.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tools.make_pages import write
from tools.measure import Row

ROOT = Path(__file__).resolve().parent.parent
COMMAND = "make bench ROOM=desk"
PAGES = 1000
BACKGROUND = 0.86
"""Share of sentences that tell of no event: then the chronology lists about 5,000 entries, statements not counted."""

MEASURED = """
import json, os, re, resource, statistics, subprocess, sys, time
from pathlib import Path
from urllib.parse import quote, urlsplit
task, case, home, more = sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3]), sys.argv[4:]
from chronofile.desk.premises import Premises
from chronofile.desk.setup import set_up
from chronofile.desk.shelf_file import OnShelf
premises = Premises(home)
set_up(premises)
from django.test import Client
from django.urls import resolve, Resolver404
key = premises.shelf.put(OnShelf(folder=str(case), name="Bench")).key
client = Client(headers={"host": "127.0.0.1"}, raise_request_exception=True)
client.get(premises.link("/"))
LINK = re.compile(r'href="(/[^"#]*)')
QUIET = ("restore", "shelf")
result = {}


def timed(ask):
    started = time.perf_counter()
    answer = ask()
    body = b"".join(answer) if answer.streaming else answer.content
    return time.perf_counter() - started, answer, body


def quantile(values, share):
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def resident():
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def screens():
    seen, waiting, found = set(), ["/", f"/c/{key}/"], {}
    while waiting:
        address = waiting.pop(0)
        if address in seen:
            continue
        seen.add(address)
        try:
            name = resolve(urlsplit(address).path).view_name or address
        except Resolver404:
            continue
        if len(found.setdefault(name, [])) >= 6 or "/static/" in address:
            continue
        took, answer, body = timed(lambda: client.get(address))
        kind = answer.headers.get("Content-Type", "")
        while answer.status_code in (301, 302):
            waiting.append(answer.headers["Location"])
            break
        if answer.status_code == 200 and kind.startswith("text/html"):
            found[name].append((address, len(body)))
            waiting += [link.replace("&amp;", "&") for link in dict.fromkeys(LINK.findall(body.decode()))]
    return {name: addresses for name, addresses in found.items() if addresses}


def entries():
    from chronofile import api
    with api.Case.open(case) as held:
        told = held.view().chronology
        shown = [e.id for e in told.entries if e.aspect == "event" and e.state == "suggested"]
        listed = sum(e.aspect in ("event", "open_item") for e in told.entries)
        result.update(pages=len(told.published), entries=len(told.entries), listed=listed)
        return shown


def decide(owns, until=lambda: False):
    times = []
    for number, own in enumerate(owns):
        if until():
            break
        act = ("accept", "reject", "unsure")[number % 3]
        took, answer, _ = timed(lambda: client.post(f"/c/{key}/entries/{own}/decide", {"act": act}))
        assert answer.status_code == 302, answer.status_code
        times.append(took)
    return times


if task == "screens":
    owns = entries()
    found = screens()
    result["screens"] = len(found)
    every, worst = [], ("", 0.0)
    result["each"] = {}
    for name, addresses in found.items():
        times = [timed(lambda: client.get(a))[0] for a, _ in addresses for _ in range(max(3, 12 // len(addresses)))]
        every += times
        median = statistics.median(times)
        result["each"][name] = (median, quantile(times, 0.99), max(size for _, size in addresses))
    result["median"] = max(m for m, _, _ in result["each"].values())
    result["p99"] = quantile(every, 0.99)
    result["worst p99"] = max(p for _, p, _ in result["each"].values())
    result["html"] = max(size for _, _, size in result["each"].values())
    words = ["harbour", "released", "court ruling", "Kelm", "Anselm Brask", "\\ud3ec\\ub85c", "zzzz"]
    times = [timed(lambda: client.get(f"/c/{key}/search?q=" + quote(w)))[0] for w in words for _ in range(5)]
    result["search"], result["search p99"] = statistics.median(times), quantile(times, 0.99)
    times = decide(owns[:300])
    result["judge"], result["judge p99"] = statistics.median(times), quantile(times, 0.99)
    times = []
    for own in owns[300:340]:
        client.post(f"/c/{key}/entries/{own}/decide", {"act": "accept"})
        times.append(timed(lambda: client.get(f"/c/{key}/"))[0])
    result["after"] = statistics.median(times)
    result["mb"] = resident()
elif task == "while building":
    owns = entries()
    client.get(f"/c/{key}/")
    builder = subprocess.Popen([sys.executable, "-m", "chronofile", "build", str(case), more[0], "--progress-json"],
                               stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    times = []
    try:
        for own in owns:
            if builder.poll() is not None:
                break
            times += decide([own])
            time.sleep(0.2)
    finally:
        builder.wait()
    result["judge"], result["judge p99"], result["count"] = statistics.median(times), quantile(times, 0.99), len(times)
    result["worst"] = max(times)
print(json.dumps(result))
"""


def measured(task: str, case: Path, home: Path, *more: str) -> dict[str, Any]:
    """One task in a fresh process; times in seconds, `html` in bytes, `mb` its memory at the end."""
    command = [sys.executable, "-c", MEASURED, task, str(case), str(home), *more]
    done = subprocess.run(command, capture_output=True, text=True, cwd=ROOT)
    if done.returncode:
        raise RuntimeError(done.stderr)
    return dict(json.loads(done.stdout.splitlines()[-1]))


def rows(data: Path) -> Iterator[Row]:
    """All figures of the desk; `data` is not needed, pages are generated."""
    with tempfile.TemporaryDirectory() as folder:
        yield from _rows(Path(folder))


def _rows(work: Path) -> Iterator[Row]:
    def row(measure: str, value: float, unit: str) -> Row:
        return Row(room="desk", set=f"{PAGES:,} pages", measure=measure, value=value, unit=unit, command=COMMAND)

    pages, case = work / "pages", work / "case"
    pages.mkdir()
    write(PAGES, pages, background=BACKGROUND)
    build = [sys.executable, "-m", "chronofile", "build", str(case), str(pages)]
    subprocess.run(build, check=True, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    made = measured("screens", case, work / "home")
    yield row("entries listed", made["listed"], "entries")
    yield row("entries with statements", made["entries"], "entries")
    yield row("screens measured", made["screens"], "screens")
    yield row("slowest screen, median", 1000 * made["median"], "ms")
    yield row("all screens, 99th percentile", 1000 * made["p99"], "ms")
    yield row("slowest screen, 99th percentile", 1000 * made["worst p99"], "ms")
    yield row("chronology after a decision", 1000 * made["after"], "ms")
    yield row("largest page", made["html"] / 1000, "KB HTML")
    yield row("search", 1000 * made["search"], "ms")
    yield row("search, 99th percentile", 1000 * made["search p99"], "ms")
    yield row("a decision", 1000 * made["judge"], "ms")
    yield row("a decision, 99th percentile", 1000 * made["judge p99"], "ms")
    yield row("memory of the desk", made["mb"], "MB")
    others = work / "others"
    others.mkdir()
    for number, page in enumerate(sorted(pages.iterdir())):
        (others / page.name).write_bytes(page.read_bytes() + f"\n<!-- {number} -->".encode())
    busy = measured("while building", case, work / "home", str(others))
    yield row("a decision while 1,000 pages are built", 1000 * busy["judge"], "ms")
    yield row("the same, 99th percentile", 1000 * busy["judge p99"], "ms")
    yield row("the same, decisions made", busy["count"], "decisions")
