"""From one flattened page to its chronology: what must hold for the seed page, and for a page of our own alike.

The page of our own (`tests/pages/flat_two_on_one_day.txt`) has other names, dates, outlet and layout: no rule may know either.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from chronofile import Case
from chronofile.model import Chronology, Entry, Page
from chronofile.show import EXPORTERS, terminal

HERE = Path(__file__).resolve().parent


class Wanted(NamedTuple):
    """What a careful person reads off a page."""

    headline: str
    label: str
    strangers: tuple[str, ...]
    captions: tuple[str, ...]
    escaped: str
    day: str
    two: tuple[str, str]


SEED = Wanted(
    headline="Ukraine North Korea Prisoner South Korea Repatriation, Eventually Passes Year",
    label="NorthKorea",
    strangers=("Park Jiwon", "Park", "NewJeans", "ADOR", "Myung Tae Kyun", "Yoon"),
    captions=("Rep. Yoo Yong-won of the People Power Party meeting", "Volodymyr Zelenskyy announced on January 11"),
    escaped=r"Russia\'s",
    day="2025-12-24",
    two=("Jang publicly released", "the Ministry of Foreign Affairs met"),
)
OWN = Wanted(
    headline="Velt Divers Still Held as Talks With Ostmark Enter Second Winter",
    label="WorldSea",
    strangers=("Greta Holm", "Holm", "The Lanterns", "Oskar Ruud"),
    captions=("Senator Mira Castell visiting the two divers", "Prime Minister Jonas Veld announced on June 3"),
    escaped=r"Ostmark\'s",
    day="2023-11-16",
    two=("Tarek published", "the Foreign Ministry met"),
)


class Read(NamedTuple):
    """A page built into a case of its own."""

    case: Case
    page: Page
    chronology: Chronology
    wanted: Wanted
    source: Path


@pytest.fixture(scope="module", params=["seed", "own"])
def read(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Read]:
    source, wanted = HERE / "pages" / "flat_two_on_one_day.txt", OWN
    if request.param == "seed":
        source, wanted = HERE.parents[1] / "shared" / "seed" / "page.txt", SEED
        if not source.is_file():
            pytest.skip("../shared/seed is not here: this test reads the seed page")
    with Case.create(tmp_path_factory.mktemp(request.param) / "case") as case:
        case.build([source], jobs=0)
        chronology = case.chronology()
        yield Read(case, case.page(case.pages()[0].text_layer), chronology, wanted, source)


def events(read: Read) -> list[Entry]:
    return [e for e in read.chronology.entries if e.aspect == "event"]


def test_other_stories_on_the_page_leave_nothing(read: Read) -> None:
    names = {n for agent in read.chronology.agents for n in (agent.name, *agent.names)}
    assert not names & set(read.wanted.strangers)
    kept = [(b.start, b.end) for b in read.page.article.layout.kept]
    for finding in read.page.findings.findings:
        assert any(start <= finding.trigger.start and finding.trigger.end <= end for start, end in kept)
    told = " ".join(e.headline + " " + " ".join(c.citation.exact for c in e.citations) for e in read.chronology.entries)
    for stranger in read.wanted.strangers:
        assert stranger not in told


def test_the_headline_is_found_once_without_its_label(read: Read) -> None:
    assert read.page.article.headline == read.wanted.headline
    assert read.wanted.headline not in read.page.article.text
    assert read.wanted.label not in read.page.article.text


def test_each_caption_is_kept_once(read: Read) -> None:
    text, blocks = read.page.article.layer.text, read.page.article.layout.blocks
    captions = [text[b.start : b.end] for b in blocks if b.role == "caption"]
    for words in read.wanted.captions:
        assert sum(words in caption for caption in captions) == 1
        assert text.count(words) == 2
        assert sum(words in c.citation.exact for e in events(read) for c in e.citations[:1]) <= 2


def told(data: bytes) -> str:
    """What an export says, of Word and Excel files all their parts."""
    if not data.startswith(b"PK"):
        return data.decode("utf-8")
    with zipfile.ZipFile(io.BytesIO(data)) as parts:
        return "\n".join(parts.read(name).decode("utf-8") for name in parts.namelist())


def test_the_escape_stays_in_the_bytes_and_never_reaches_a_screen(read: Read) -> None:
    data = read.source.read_bytes()
    assert read.wanted.escaped.encode() in data
    assert read.case.store.original(read.page.article.snapshot.sha256) == data
    assert read.wanted.escaped in read.page.article.layer.text
    assert "\\'" not in read.page.article.text
    assert "\\'" not in terminal(read.case.export_record(whole=True))
    for exporter in EXPORTERS:
        if exporter.name not in ("json",):
            assert "\\'" not in told(read.case.export(exporter.name)), exporter.name
    for entry in read.chronology.entries:
        assert "\\'" not in entry.headline + (entry.place or "")
        for c in entry.citations:
            assert "\\'" not in c.citation.shown
            assert c.citation.exact == read.page.article.layer.text[c.citation.start : c.citation.end]
            if "\\'" in c.citation.exact:
                assert c.citation.edits


def test_two_things_on_one_day_stay_two(read: Read) -> None:
    on_day = [e for e in events(read) if e.occurred is not None and e.occurred.edtf == read.wanted.day]
    first = [e for e in on_day if any(read.wanted.two[0] in c.citation.exact for c in e.citations)]
    second = [e for e in on_day if any(read.wanted.two[1] in c.citation.exact for c in e.citations)]
    assert len(first) == len(second) == 1
    assert first[0].id != second[0].id


def test_every_quotation_stands_in_the_kept_bytes(read: Read) -> None:
    assert read.case.verify().problems == ()
