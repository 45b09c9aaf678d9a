"""Cases as released versions wrote them. `python -m tests.store.released` adds one of the present version: run it once,
when a version with a new format is released, and never again for that format.
"""

from __future__ import annotations

import sys
from pathlib import Path

from chronofile.model import Failure, Folded
from chronofile.store import Ending, Made, create, schema
from tests.store.records import AS_OF, a_run, anchor_on, anchors, chronology_of, incoming, put

FOLDER = Path(__file__).resolve().parent / "versions"
TEXTS = ("Harbour workers strike\nOn Monday the union met the mayor.", "Second page\nNobody met anybody in Norrby.")


def make(case: Path) -> None:
    """A case with something in every table."""
    with create(case, "Norrby", "Who promised what?", by="MK") as store:
        pages = [put(store, incoming(text, f"{n}.txt")) for n, text in enumerate(TEXTS)]
        store.keep(incoming("<rss/>", "feed.xml", is_container=True), as_of=AS_OF)
        store.put_failure(Failure(location="gone.html", kind="input", message="gone.html is not there"))
        accept = store.append_judgement("AB", "accept", (anchor_on(pages[0]),), seen={"headline": "met"})
        store.append_judgement("AB", "undo", undoes=accept.id)
        chronology = chronology_of(*pages)
        run = store.begin_run(a_run())
        ending = Ending(run, "MK", "2026-01-01T12:00:00+00:00")
        store.put_projection(Folded(chronology=chronology), anchors(chronology), Made("all of it"), ending=ending)
        store.log_export("csv", b"a,b")


if __name__ == "__main__":
    target = FOLDER / str(schema.version())
    if target.exists():
        sys.exit(f"{target} is there already: what a version wrote does not change after its release")
    make(target)
