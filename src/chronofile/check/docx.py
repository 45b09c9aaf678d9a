"""Docx: the text of a Word document: body, tables, text boxes, footnotes and endnotes.

What is deleted under tracked changes, hidden, or the code of a field is left out; what is inserted stands in it. The
file comes from anywhere: it is read from memory, part by part, to a limit, and its XML may define nothing.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator

from lxml import etree

from chronofile.check.draft import JOINT, Draft, NoteMark, Paragraph, Place
from chronofile.errors import CalledWrongly

MOST_XML = 128 << 20
"""Bytes of XML of one part after unpacking: a book of 2,000 pages takes 30 MB."""
MOST_FILES = 20_000
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_STRICT = "{http://purl.oclc.org/ooxml/wordprocessingml/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_SKIPPED = ("del", "moveFrom", "instrText", "delText", "sdtPr", "pPr", "tblPr", "trPr", "tcPr", "sectPr")
_BLANKS = {"tab": "\t", "br": " ", "cr": " ", "noBreakHyphen": "-", "ptab": "\t"}
_QUOTATION_STYLES = ("quote", "intense quote", "block text", "block quote", "block quotation")
_DEEPEST = 200
"""Elements inside elements. Word itself nests some 30; nested text boxes and tables a few more."""


def docx_draft(data: bytes, name: str) -> Draft:
    """Raises CalledWrongly when it is no Word document, is damaged, or unpacks to more than a document can be."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as file:
            if len(file.infolist()) > MOST_FILES:
                raise CalledWrongly(f"{name} holds more parts than a Word document has. Save it again in Word.")
            main = _part(file, "word/document.xml", name)
            if main is None:
                raise CalledWrongly(f"{name} is no Word document. Give a .docx file or plain text.")
            notes = [(kind, _part(file, f"word/{kind}s.xml", name)) for kind in ("footnote", "endnote")]
            styles = _part(file, "word/styles.xml", name)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, RuntimeError, ValueError) as error:
        raise CalledWrongly(f"{name} is damaged or locked; open it in Word and save it again.") from error
    reading = _Reading(_quotation_styles(styles))
    reading.take(main, "body")
    for kind, part in notes:
        if part is not None:
            reading.take_notes(part, "footnote" if kind == "footnote" else "endnote")
    return reading.draft(name)


def _part(file: zipfile.ZipFile, part: str, name: str) -> etree._Element | None:
    try:
        info = file.getinfo(part)
    except KeyError:
        return None
    with file.open(info) as stream:
        body = stream.read(MOST_XML + 1)
    if len(body) > MOST_XML:
        raise CalledWrongly(f"{name} unpacks to more text than a document can hold; paste the part to check.")
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(body, parser)
    except etree.XMLSyntaxError as error:
        raise CalledWrongly(f"{name} is damaged; open it in Word and save it again.") from error
    if root.getroottree().docinfo.doctype:
        raise CalledWrongly(f"{name} defines entities of its own, which no Word document does; it was not read.")
    return root


class _Reading:
    """Paragraphs as they come; a text box inside a paragraph follows it."""

    def __init__(self, quotation_styles: frozenset[str]) -> None:
        self.quotation_styles = quotation_styles
        self.pieces: list[str] = []
        self.paragraphs: list[Paragraph] = []
        self.marks: list[tuple[int, Place, str]] = []
        self.note_paragraphs: dict[tuple[Place, str], list[int]] = {}
        self.numbers: dict[tuple[Place, str], int] = {}
        self.referred: dict[Place, int] = {}
        self.counts: dict[Place, int] = {}
        self.at = 0
        self.tracked = False

    def take(self, root: etree._Element, place: Place) -> None:
        for paragraph, where in _paragraphs(root, place):
            self._add(paragraph, where)

    def take_notes(self, root: etree._Element, place: Place) -> None:
        """Notes in the order in which the text refers to them; separators are no notes."""
        for note in root:
            own = _attribute(note, "id")
            if _name(note) != place or _attribute(note, "type") not in ("", "normal"):
                continue
            for paragraph, _ in _paragraphs(note, place):
                self._add(paragraph, place, own)

    def draft(self, name: str) -> Draft:
        marks = [NoteMark(at, tuple(self.note_paragraphs.get((kind, own), ()))) for at, kind, own in self.marks]
        problems = ("The document has tracked changes: it was read as if all were accepted.",) if self.tracked else ()
        return Draft(
            name=name,
            text=JOINT.join(self.pieces),
            paragraphs=tuple(self.paragraphs),
            notes=tuple(mark for mark in marks if mark.paragraphs),
            problems=problems,
        )

    def _add(self, element: etree._Element, place: Place, note: str = "") -> None:
        parts: list[str] = []
        marks: list[tuple[int, Place, str]] = []
        length = 0
        for kind, value in self._runs(element):
            if kind == "text":
                parts.append(value)
                length += len(value)
            else:
                mark: Place = "footnote" if kind == "footnote" else "endnote"
                marks.append((length, mark, value))
                if (mark, value) not in self.numbers:
                    self.numbers[mark, value] = self.referred[mark] = self.referred.get(mark, 0) + 1
        text = "".join(parts)
        left = len(text) - len(text.lstrip())
        text = text.strip()
        if not text:
            return
        if note:
            number = self.numbers.get((place, note), 0)
            self.note_paragraphs.setdefault((place, note), []).append(len(self.paragraphs))
        else:
            number = self.counts[place] = self.counts.get(place, 0) + 1
        self.marks += [(self.at + min(max(0, at - left), len(text)), kind, own) for at, kind, own in marks]
        is_quoted = _style(element) in self.quotation_styles
        self.paragraphs.append(Paragraph(self.at, self.at + len(text), place, number, is_quoted))
        self.pieces.append(text)
        self.at += len(text) + len(JOINT)

    def _runs(self, paragraph: etree._Element) -> Iterator[tuple[str, str]]:
        """("text", …) and ("footnote" or "endnote", its id) in order, nested paragraphs left out."""
        for element in _walk(paragraph, self):
            name = _name(element)
            if name == "t":
                yield "text", (element.text or "").replace("\n", " ").replace("\r", " ")
            elif name in _BLANKS:
                yield "text", _BLANKS[name]
            elif name in ("footnoteReference", "endnoteReference"):
                yield name.removesuffix("Reference"), _attribute(element, "id")


def _quotation_styles(styles: etree._Element | None) -> frozenset[str]:
    """Ids of the styles that Word itself names for quotations; the names are the same in every language."""
    named = {
        _attribute(style, "styleId"): next((_attribute(n, "val") for n in style if _name(n) == "name"), "").lower()
        for style in (styles if styles is not None else ())
        if _name(style) == "style"
    }
    return frozenset(own for own, name in named.items() if own and name in _QUOTATION_STYLES)


def _style(paragraph: etree._Element) -> str:
    for properties in paragraph:
        if _name(properties) == "pPr":
            return next((_attribute(p, "val") for p in properties if _name(p) == "pStyle"), "")
    return ""


def _walk(paragraph: etree._Element, reading: _Reading) -> Iterator[etree._Element]:
    """Elements of one paragraph in document order, without what is deleted, hidden or a paragraph of its own."""
    stack: list[Iterator[etree._Element]] = [iter(paragraph)]
    while stack:
        element = next(stack[-1], None)
        if element is None:
            stack.pop()
            continue
        name = _name(element)
        if name in ("del", "ins", "moveFrom", "moveTo"):
            reading.tracked = True
        if name in _SKIPPED or name == "p" or element.tag == _FALLBACK or (name == "r" and _hidden(element)):
            continue
        yield element
        if len(stack) < _DEEPEST:
            stack.append(iter(element))


def _hidden(run: etree._Element) -> bool:
    for properties in run:
        if _name(properties) == "rPr":
            return any(_name(p) == "vanish" and _attribute(p, "val") not in ("0", "false", "off") for p in properties)
    return False


def _paragraphs(root: etree._Element, place: Place) -> Iterator[tuple[etree._Element, Place]]:
    """Every paragraph with where it stands, in document order; one in a text box comes after the one that holds it."""
    stack: list[tuple[etree._Element, Place]] = [(root, place)]
    while stack:
        element, where = stack.pop()
        name = _name(element)
        if element.tag == _FALLBACK or name in ("del", "moveFrom"):
            continue
        if name == "p":
            yield element, where
        inside: Place = "table" if name == "tbl" and where == "body" else where
        stack += [(child, inside) for child in reversed(element) if isinstance(child.tag, str)]


def _name(element: etree._Element) -> str:
    tag = element.tag
    if not isinstance(tag, str):
        return ""
    for space in (_W, _STRICT):
        if tag.startswith(space):
            return tag[len(space) :]
    return ""


def _attribute(element: etree._Element, name: str) -> str:
    return str(element.get(_W + name) or element.get(_STRICT + name) or "")
