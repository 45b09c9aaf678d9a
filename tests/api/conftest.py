"""A small case of two pages, written for these tests; people and places are invented."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from chronofile import Case

PAGES = {
    "report.html": """<!doctype html><html lang="en"><head><title>Two divers freed - The Quay Herald</title>
<meta property="og:site_name" content="The Quay Herald"><meta property="article:published_time" content="2024-05-16T08:00:00Z">
</head><body><nav><a href="/">Home</a> <a href="/sport">Sport</a></nav><article><h1>Two divers freed after a night in custody</h1>
<p>Port police detained the divers Ana Lund and Piet Moor in Sarnhaven on May 14, the harbour office said on Wednesday.</p>
<p>The police released both divers on May 15 after their lawyer, Ruth Calder, had protested at the station.</p>
<p>Calder plans to meet officials of the Fisheries Ministry on May 20 to ask for the return of the boat.</p></article></body></html>""",
    "second.html": """<!doctype html><html lang="en"><head><title>Divers tell of the arrest - Norder Post</title>
<meta property="og:site_name" content="Norder Post"><meta property="article:published_time" content="2024-05-18T08:00:00Z">
</head><body><article><h1>Divers tell of their arrest in Sarnhaven</h1>
<p>Port police detained the divers Ana Lund and Piet Moor in Sarnhaven on May 13, their families said on Friday.</p>
<p>"Nobody told us what we were accused of," Lund told the Norder Post. She said the boat was still at the quay.</p></article></body></html>""",
}


@pytest.fixture
def pages(tmp_path: Path) -> Path:
    folder = tmp_path / "pages"
    folder.mkdir()
    for name, text in PAGES.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


@pytest.fixture
def case(tmp_path: Path, pages: Path) -> Iterator[Case]:
    with Case.create(tmp_path / "case", "Two divers") as made:
        made.build([pages], jobs=0)
        yield made
