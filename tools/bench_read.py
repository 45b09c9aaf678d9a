"""Measure reading against public truth: body, titles, authors, dates; HTML and text without markup; pages a second.

    python -m tools.bench_read [--data ../shared/bench] [--limit N] [--pages-out FILE]

The data and its scorer are not part of this repository: without them the command says so and prints nothing.
trafilatura is run on the same pages in the same run where it can be imported.
"""

from __future__ import annotations

import argparse
import gzip
import importlib.util
import json
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

from chronofile import read
from chronofile.model import Acquisition, DateValue, Layout, sha256
from tools.measure import Row, table

HTML_SETS = ("fundus", "misinfo", "wcxb_nodraft", "magic_article", "mozilla_readability")
FIELD_SETS = ("fundus", "misinfo", "trafilatura_eval", "postlight")
FLAT_WAYS = ("wet", "copy", "glued", "noisy")
FLAT_BEST_RULE = {"wet": 0.83, "copy": 0.84, "glued": 0.83, "noisy": 0.69}
"""Body F1 of the best known rule (lines of five words that end in a full stop), all corpora."""
COMMAND = "make bench ROOM=read"

Prediction = dict[str, Any]


def rows(data: Path, *, limit: int | None = None, pages_out: Path | None = None) -> Iterator[Row]:
    """One row a measure. `limit` is pages per set; raises FileNotFoundError when the data is not there."""
    home = data / "read"
    if not (home / "pages.jsonl.gz").is_file():
        raise FileNotFoundError(
            f"no reading benchmark at {home}; point --data at a folder that holds read/pages.jsonl.gz"
        )
    score = _scorer(home / "score.py")
    ids = {path.stem: set(path.read_text().split()) for path in (home / "ids").glob("*.ids")}
    truth = list(_lines(home / "pages.jsonl.gz"))
    mine, theirs, seconds, peer_seconds = _read_all(home, _chosen(truth, ids, limit))
    if pages_out is not None:
        pages_out.write_text("".join(json.dumps(p) + "\n" for p in mine.values()), encoding="utf-8")
    for name in HTML_SETS:
        pages = [t for t in truth if t["id"] in ids.get(name, ()) and t["id"] in mine and t.get("text")]
        yield from _scored(
            score,
            name,
            pages,
            mine,
            theirs,
            {
                "f1": "body F1",
                "precision": "body precision",
                "recall": "body recall",
                "page_f1": "body F1, mean of pages",
                "caption_leak": "captions in the body",
            },
        )
    for name in FIELD_SETS:
        pages = [t for t in truth if t["id"] in ids.get(name, ()) and t["id"] in mine]
        yield from _scored(
            score,
            name,
            pages,
            mine,
            theirs,
            {
                "title_exact": "titles exact",
                "authors_f1": "authors F1",
                "date_acc": "dates, same day",
                "snip_f": "snippets F1",
            },
        )
    yield _row(
        "all html", "pages a second", len(mine) / seconds, len(theirs) / peer_seconds if theirs else None, "pages/s"
    )
    for way in FLAT_WAYS:
        yield from _flat(score, home, way, limit)


def _row(name: str, measure: str, value: float, peer: float | None, unit: str = "", who: str = "trafilatura") -> Row:
    return Row(
        room="read", set=name, measure=measure, value=round(value, 4), unit=unit,
        peer=who if peer is not None else "", peer_value=None if peer is None else round(peer, 4), command=COMMAND,
    )  # fmt: skip


def _scorer(path: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("read_score", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _lines(path: Path) -> Iterator[dict[str, Any]]:
    with gzip.open(path, "rt", encoding="utf-8") as file:
        for line in file:
            yield json.loads(line)


def _chosen(truth: list[dict[str, Any]], ids: dict[str, set[str]], limit: int | None) -> list[dict[str, Any]]:
    chosen: dict[str, dict[str, Any]] = {}
    for name in dict.fromkeys((*HTML_SETS, *FIELD_SETS)):
        pages = [t for t in truth if t["id"] in ids.get(name, ())]
        chosen.update((t["id"], t) for t in pages[:limit])
    return list(chosen.values())


def _read_all(
    home: Path, pages: list[dict[str, Any]]
) -> tuple[dict[str, Prediction], dict[str, Prediction], float, float]:
    peer = _trafilatura()
    mine: dict[str, Prediction] = {}
    theirs: dict[str, Prediction] = {}
    seconds = peer_seconds = 0.0
    for page in pages:
        data = gzip.decompress((home / page["html_path"]).read_bytes())
        started = time.process_time()
        mine[page["id"]] = {"id": page["id"], **predicted(data, "text/html", page.get("url"))}
        seconds += time.process_time() - started
        if peer is not None:
            started = time.process_time()
            theirs[page["id"]] = {"id": page["id"], **peer(data, page.get("url"))}
            peer_seconds += time.process_time() - started
    return mine, theirs, seconds, peer_seconds


def predicted(data: bytes, media_type: str, url: str | None) -> Prediction:
    """What Chronofile reads from a page, in the scorer's terms. Dates: the first candidate that gives a whole day."""
    snapshot = sha256(data)
    acquisition = Acquisition(snapshot=snapshot, how="file", location="page", url=url)
    layer = read.text_layer(data, media_type, acquisition, snapshot)
    layout = read.layout(data, layer, acquisition)
    return {
        "text": read.body(layer.text, layout),
        "title": read.shown(layout.first("headline") or "")[0],
        "authors": [c.value for c in layout.all("byline")],
        "date_published": _day(layout),
        "captions": [layer.text[b.start : b.end] for b in layout.blocks if b.role == "caption"],
    }


def _day(layout: Layout) -> str | None:
    """The first published candidate that begins with an ISO day; other notations are the room of dates' to read."""
    for candidate in layout.all("published"):
        try:
            return DateValue.from_edtf(candidate.value[:10].replace("/", "-").replace(".", "-")).earliest
        except ValueError:
            continue
    return None


def _trafilatura() -> Callable[[bytes, str | None], Prediction] | None:
    try:
        import trafilatura  # type: ignore[import-not-found]
    except ImportError:
        return None

    def run(data: bytes, url: str | None) -> Prediction:
        found = trafilatura.bare_extraction(data, url=url, include_comments=False, with_metadata=True)
        values = found.as_dict() if found is not None else {}
        return {
            "text": values.get("text") or "",
            "title": values.get("title"),
            "authors": [a.strip() for a in (values.get("author") or "").split(";") if a.strip()],
            "date_published": values.get("date"),
        }

    return run


def _scored(
    score: ModuleType, name: str, pages: list[dict[str, Any]], mine: dict[str, Prediction],
    theirs: dict[str, Prediction], measures: dict[str, str],
) -> Iterator[Row]:  # fmt: skip
    if not pages:
        return
    ours, _ = score.score(pages, list(mine.values()), 0)
    peer = score.score(pages, list(theirs.values()), 0)[0] if theirs else {}
    for key, label in measures.items():
        if key in ours:
            yield _row(name, f"{label} (n={len(pages)})", ours[key], peer.get(key))


def _flat(score: ModuleType, home: Path, way: str, limit: int | None) -> Iterator[Row]:
    found, seconds, count = [], 0.0, 0
    for path in sorted((home / "flat").glob(f"*.{way}.jsonl.gz")):
        if path.name.split(".")[0] not in ("fundus", "misinfo", "wcxb_dev"):
            continue
        for page in list(_lines(path))[:limit]:
            if page["in_page"] < 0.5:
                continue
            data = page["page_text"].encode("utf-8", "replace")
            started = time.process_time()
            got = predicted(data, "text/plain", None)
            seconds += time.process_time() - started
            count += 1
            found.append(score.tpfpfn(page["text"], got["text"], cjk=score.is_cjk(page["text"])))
    if found:
        yield _row(f"flat {way}", f"body F1 (n={count})", score.prf(found)[2], FLAT_BEST_RULE[way], who="best rule")
        yield _row(f"flat {way}", "pages a second", count / seconds, None, "pages/s")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=Path("../shared/bench"))
    parser.add_argument("--limit", type=int, default=None, help="pages per set")
    parser.add_argument("--pages-out", type=Path, default=None, help="write what was read, one JSON line a page")
    options = parser.parse_args()
    try:
        print(table(list(rows(options.data, limit=options.limit, pages_out=options.pages_out))))
    except FileNotFoundError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
