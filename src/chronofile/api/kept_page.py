"""Kept page: the bytes of a page with all ways it came in, and whether they are still what they were."""

from __future__ import annotations

import msgspec

from chronofile.api.case import Case
from chronofile.errors import CalledWrongly, CaseDamaged
from chronofile.model import Acquisition, TextLayer
from chronofile.store import Listed


class KeptPage(msgspec.Struct, frozen=True, kw_only=True):
    """`damage` says what is wrong with the kept bytes, "" when they match their fingerprint."""

    listed: Listed
    acquisitions: tuple[Acquisition, ...]
    damage: str = ""


def current(case: Case, layer: str) -> str | None:
    """The text layer by which a page is known now: a newer version of the program may have read it anew. None when the
    case has no such page.
    """
    known = {listed.text_layer for listed in case.pages()}
    if layer in known:
        return layer
    old = case.store.text_layer(layer)
    if old is None:
        return None
    return next((listed.text_layer for listed in case.pages() if listed.snapshot.sha256 == old.snapshot), None)


def kept_page(case: Case, layer: str) -> KeptPage:
    """Everything about how a page is held, its bytes held against their fingerprint. Raises CalledWrongly."""
    listed = next((each for each in case.pages() if each.text_layer == layer), None)
    if listed is None:
        raise CalledWrongly(f"there is no page '{layer}' in this case")
    snapshot = listed.snapshot
    fault = case.store.originals.fault(snapshot.sha256, snapshot.size)
    return KeptPage(listed=listed, acquisitions=case.store.acquisitions(snapshot.sha256), damage=fault or "")


def original(case: Case, layer: str) -> tuple[bytes, TextLayer]:
    """The bytes of a page and its text layer. Raises CaseDamaged when they are not what they were, or there is none."""
    found = case.store.text_layer(layer)
    if found is None:
        raise CaseDamaged(f"{case.path}: no page has the text layer {layer}")
    return case.store.original(found.snapshot), found


def missing(case: Case) -> frozenset[str]:
    """Text layers of pages whose file is not there: seen without reading any. `verify` looks at every byte."""
    place = case.store.originals.place
    return frozenset(listed.text_layer for listed in case.pages() if not place(listed.snapshot.sha256).is_file())
