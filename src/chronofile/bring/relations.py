"""Relations: which part of a Word or Excel file belongs to which, and where its links point."""

from __future__ import annotations

import posixpath

import msgspec

from chronofile.bring.container import Package
from chronofile.bring.markup import tree


class Relation(msgspec.Struct, frozen=True):
    """`kind` is the last word of the relation's type ("worksheet", "hyperlink"); `target` a part's name, or an address
    where `outside`.
    """

    kind: str
    target: str
    outside: bool


def relations(package: Package, part: str, where: str) -> dict[str, Relation]:
    """Relations of a part by their ids; `part` "" stands for the whole file. None there: an empty mapping."""
    folder, _, name = part.rpartition("/")
    data = package.part(f"{folder}/_rels/{name}.rels".lstrip("/"))
    if data is None:
        return {}
    found: dict[str, Relation] = {}
    for node in tree(data, where).all("Relationship"):
        outside = node.attrs.get("TargetMode") == "External"
        target = node.attrs.get("Target", "")
        if not outside:
            target = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
        found[node.attrs.get("Id", "")] = Relation(node.attrs.get("Type", "").rpartition("/")[2], target, outside)
    return found


def by_kind(found: dict[str, Relation], kind: str) -> str | None:
    """The part that stands in that relation, None when there is none."""
    return next((r.target for r in found.values() if r.kind == kind and not r.outside), None)


def address(found: dict[str, Relation], key: str) -> str | None:
    """The web address of a link, None for anything but http and https."""
    relation = found.get(key)
    return web_address(relation.target) if relation and relation.outside else None


def web_address(target: str) -> str | None:
    clean = target.strip()
    return clean if clean.lower().startswith(("http://", "https://")) and len(clean) <= 4096 else None
