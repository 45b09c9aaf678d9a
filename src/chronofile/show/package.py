"""Package: the zip of XML parts that a Word or Excel file is, the same bytes for the same parts."""

from __future__ import annotations

import datetime as dt
import io
import re
import zipfile
from collections.abc import Sequence

import msgspec

from chronofile.show.export import STAMP, Export

HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_TYPES = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_EPOCH = (1980, 1, 1, 0, 0, 0)
"""The earliest time a zip can hold: what lies inside has no time of its own."""


class Part(msgspec.Struct, frozen=True, kw_only=True):
    """One part. `kind` is its content type, "" for one known by its suffix; `relations` are (id, type, target), the
    type without its common beginning; a target with "://" lies outside.
    """

    name: str
    body: str
    kind: str = ""
    relations: Sequence[tuple[str, str, str]] = ()


def escaped(text: str) -> str:
    """Text inside an element or an attribute. What XML cannot hold becomes the sign for a character that is lost."""
    text = _CONTROL.sub("\ufffd", text)
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")


def packed(parts: Sequence[Part], whole: Sequence[tuple[str, str, str]]) -> bytes:
    """The file; `whole` are its own relations."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        _add(archive, "[Content_Types].xml", _content_types(parts))
        _add(archive, "_rels/.rels", _relations(whole))
        for part in parts:
            _add(archive, part.name, part.body)
            if part.relations:
                folder, _, name = part.name.rpartition("/")
                _add(archive, f"{folder}/_rels/{name}.rels".lstrip("/"), _relations(part.relations))
    return out.getvalue()


def properties(export: Export) -> tuple[Part, tuple[str, str, str]]:
    """What a file says about itself, and its relation: the case, and that the copy is not for release; no person."""
    moment = dt.datetime.combine(export.as_of, dt.time()).strftime("%Y-%m-%dT%H:%M:%SZ")
    space = "http://schemas.openxmlformats.org/package/2006/metadata/core-properties"
    body = (
        f'{HEAD}<cp:coreProperties xmlns:cp="{space}" xmlns:dc="http://purl.org/dc/elements/1.1/"'
        ' xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{escaped(export.case)}</dc:title><dc:creator>Chronofile</dc:creator>"
        f"<dc:description>Working copy, {STAMP}. Record {escaped(export.ledger_head) or 'not kept'}.</dc:description>"
        f'<dcterms:created xsi:type="dcterms:W3CDTF">{moment}</dcterms:created>'
        f'<dcterms:modified xsi:type="dcterms:W3CDTF">{moment}</dcterms:modified></cp:coreProperties>'
    )
    kind = "application/vnd.openxmlformats-package.core-properties+xml"
    return (
        Part(name="docProps/core.xml", body=body, kind=kind),
        ("rCore", "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties",
         "docProps/core.xml"),
    )  # fmt: skip


def _content_types(parts: Sequence[Part]) -> str:
    overrides = "".join(f'<Override PartName="/{p.name}" ContentType="{p.kind}"/>' for p in parts if p.kind)
    return (
        f'{HEAD}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{overrides}</Types>'
    )


def _relations(relations: Sequence[tuple[str, str, str]]) -> str:
    lines = []
    for own, kind, target in relations:
        outside = ' TargetMode="External"' if "://" in target else ""
        full = kind if "://" in kind else _TYPES + kind
        lines.append(f'<Relationship Id="{own}" Type="{full}" Target="{escaped(target)}"{outside}/>')
    return f'{HEAD}<Relationships xmlns="{_RELATIONS}">{"".join(lines)}</Relationships>'


def _add(archive: zipfile.ZipFile, name: str, body: str) -> None:
    info = zipfile.ZipInfo(name, _EPOCH)
    info.compress_type = zipfile.ZIP_DEFLATED
    info.external_attr = 0o600 << 16
    archive.writestr(info, body.encode("utf-8"))
