"""Exported: what exporters are given of a case, held against its kept bytes; and what an export says of the case."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

import msgspec

from chronofile import __version__, show
from chronofile.api.clock import today
from chronofile.errors import CalledWrongly, NotExact
from chronofile.model import Chronology, Citation
from chronofile.show.export import citations
from chronofile.store import CaseStore


def record(store: CaseStore, chronology: Chronology, audience: str, *, whole: bool) -> show.Export:
    """The case as exporters are given it: with this chronology, pages with their text where it is the `whole` one."""
    facts, head = store.facts(), store.ledger_head()
    return show.Export(
        case=facts.name,
        question=facts.question,
        as_of=today(),
        audience=audience,
        chronology=chronology,
        pages=whole_pages(store, chronology) if whole else listed_pages(store, chronology),
        failures=store.failures(),
        ledger_head=head.hash if head else "",
        version=__version__,
    )


def check(store: CaseStore, record: show.Export) -> None:
    """Hold every quotation against the kept bytes, page by page. Raises NotExact naming the first that fails."""
    from chronofile import read

    by_layer: dict[str, list[Citation]] = {}
    for citation in citations(record):
        by_layer.setdefault(citation.text_layer, []).append(citation)
    for layer_id, quotations in sorted(by_layer.items()):
        layer = store.text_layer(layer_id)
        if layer is None:
            raise NotExact(f"{store.path}: a quotation stands on a page that is not held any more; build again")
        data = store.original(layer.snapshot)
        for citation in quotations:
            if not read.stands(citation, layer, data):
                raise NotExact(
                    f"{store.path}: the words at {citation.start}–{citation.end} do not stand like that on the kept "
                    f"page {layer.snapshot}; nothing was exported. Run 'chronofile verify' on this case."
                )


def listed_pages(store: CaseStore, chronology: Chronology) -> dict[str, show.PageInfo]:
    """Pages as people corrected them. One that was taken out is there only where an entry still cites it."""
    published, described = chronology.published, chronology.described
    gone = set(chronology.withdrawn)
    gone -= {w.citation.text_layer for e in chronology.entries if gone for w in e.citations}
    pages = {
        listed.text_layer: show.PageInfo(
            text_layer=listed.text_layer,
            sha256=listed.snapshot.sha256,
            media_type=listed.snapshot.media_type,
            headline=listed.headline,
            outlet=listed.outlet,
            byline=listed.byline,
            published=published.get(listed.text_layer, listed.published),
            language=listed.language,
            url=listed.url,
            collected_at=listed.collected_at,
            location=listed.location,
            problems=listed.problems,
        )
        for listed in store.listed()
        if listed.text_layer not in gone
    }
    for layer, said in described.items():
        if layer in pages:
            pages[layer] = _as_described(pages[layer], said)
    return pages


def whole_pages(store: CaseStore, chronology: Chronology) -> dict[str, show.PageInfo]:
    listed = listed_pages(store, chronology)
    return {
        page.findings.text_layer: msgspec.structs.replace(
            listed[page.findings.text_layer],
            text=page.article.text,
            layer_text=page.article.layer.text,
            blocks=page.article.layout.blocks,
            relayed_from=page.findings.relayed_from,
        )
        for page in store.pages()
        if page.findings.text_layer in listed
    }


def _as_described(page: show.PageInfo, said: Mapping[str, Any]) -> show.PageInfo:
    changes = {name: said[name] for name in ("headline", "outlet", "language") if name in said}
    if "byline" in said:
        changes["byline"] = tuple(said["byline"])
    return msgspec.structs.replace(page, **changes) if changes else page


_HEAD = re.compile(
    r'<meta name="chronofile-ledger-head" content="([0-9a-f]{64})"|^<!-- chronofile-ledger-head ([0-9a-f]{64}) -->$',
    re.MULTILINE,
)
"""The head of the custody log in an HTML or Markdown export: a bare tag, which no words of a page can become there."""


def ledger_head_in(export: Path) -> str:
    """The head of the custody log as an export carries it. Raises CalledWrongly when the file holds none."""
    try:
        text = export.read_text(encoding="utf-8", errors="replace")
    except OSError as error:
        raise CalledWrongly(f"{export} cannot be read ({error.strerror}).") from error
    if text.lstrip().startswith("{"):
        with suppress(ValueError, LookupError, TypeError):
            return str(json.loads(text)["ledger_head"])
    found = _HEAD.search(text)
    if found is None:
        raise CalledWrongly(
            f"{export} carries no head of a custody log; give a JSON, HTML or Markdown export of this case."
        )
    return str(found[1] or found[2])
