"""Docx parts: the pieces of a Word document: paragraphs, rows, footnotes, styles. What is written is escaped here."""

from __future__ import annotations

from collections.abc import Sequence

from chronofile.show.package import HEAD, Part, escaped

_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_R = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
_KIND = "application/vnd.openxmlformats-officedocument.wordprocessingml."
_WIDTHS = (2600, 7038)
"""Of both columns in twentieths of a point: 46 and 124 mm, the width of A4 between margins of 20 mm."""


def run(text: str, *, bold: bool = False) -> str:
    """Words of one look; a line end in them stays one."""
    look = "<w:rPr><w:b/></w:rPr>" if bold else ""
    lines = text.split("\n")
    made = "<w:br/>".join(f'<w:t xml:space="preserve">{escaped(line)}</w:t>' for line in lines)
    return f"<w:r>{look}{made}</w:r>"


def paragraph(runs: str, *, style: str = "") -> str:
    look = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f"<w:p>{look}{runs}</w:p>"


def bookmark(number: int, name: str) -> str:
    """A place without width: text typed over what follows leaves it where it is."""
    return f'<w:bookmarkStart w:id="{number}" w:name="{escaped(name)}"/><w:bookmarkEnd w:id="{number}"/>'


def reference(number: int) -> str:
    """The raised number of a footnote; Word numbers them itself, in the order they stand."""
    return f'<w:r><w:rPr><w:rStyle w:val="FootnoteReference"/></w:rPr><w:footnoteReference w:id="{number}"/></w:r>'


def row(texts: Sequence[str], *, head: bool = False) -> str:
    cells = [_cell(paragraph(run(text, bold=head)), width) for text, width in zip(texts, _WIDTHS, strict=True)]
    return f"<w:tr><w:trPr><w:cantSplit/>{'<w:tblHeader/>' if head else ''}</w:trPr>{''.join(cells)}</w:tr>"


def row_of(first: str, second: str) -> str:
    """A row of two cells given as paragraphs."""
    return f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{_cell(first, _WIDTHS[0])}{_cell(second, _WIDTHS[1])}</w:tr>"


def title_row(text: str) -> str:
    """A heading that reaches across the table and stays with the row below it."""
    look = '<w:pPr><w:pStyle w:val="ChronofileGroup"/><w:keepNext/></w:pPr>'
    wide = f'<w:tcPr><w:tcW w:w="{sum(_WIDTHS)}" w:type="dxa"/><w:gridSpan w:val="2"/></w:tcPr>'
    return f"<w:tr><w:trPr><w:cantSplit/></w:trPr><w:tc>{wide}<w:p>{look}{run(text)}</w:p></w:tc></w:tr>"


def table(rows: Sequence[str]) -> str:
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in _WIDTHS)
    look = (
        f'<w:tblPr><w:tblStyle w:val="ChronofileTable"/><w:tblW w:w="{sum(_WIDTHS)}" w:type="dxa"/>'
        '<w:tblLayout w:type="fixed"/><w:tblLook w:firstRow="1"/></w:tblPr>'
    )
    # A table that ends a document or meets another needs a paragraph after it.
    return f"<w:tbl>{look}<w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl><w:p/>"


def parts(body: str, footnotes: Sequence[str], footer: str, manifest: str) -> list[Part]:
    """All parts but what the file says about itself."""
    related = [
        ("rStyles", "styles", "styles.xml"),
        ("rSettings", "settings", "settings.xml"),
        ("rNotes", "footnotes", "footnotes.xml"),
        ("rFooter", "footer", "footer1.xml"),
        ("rRows", "customXml", "../customXml/item1.xml"),
    ]
    section = (
        '<w:sectPr><w:footerReference w:type="default" r:id="rFooter"/><w:pgSz w:w="11906" w:h="16838"/>'
        '<w:pgMar w:top="1134" w:right="1134" w:bottom="1134" w:left="1134" w:header="567"'
        ' w:footer="567" w:gutter="0"/>'
        "</w:sectPr>"
    )
    document = f"{HEAD}<w:document {_W} {_R}><w:body>{body}{section}</w:body></w:document>"
    return [
        Part(name="word/document.xml", body=document, kind=f"{_KIND}document.main+xml", relations=related),
        Part(name="word/footnotes.xml", body=_footnotes(footnotes), kind=f"{_KIND}footnotes+xml"),
        Part(name="word/footer1.xml", body=_footer(footer), kind=f"{_KIND}footer+xml"),
        Part(name="word/settings.xml", body=_SETTINGS, kind=f"{_KIND}settings+xml"),
        Part(name="word/styles.xml", body=_STYLES, kind=f"{_KIND}styles+xml"),
        Part(name="customXml/item1.xml", body=HEAD + manifest),
    ]


def _cell(paragraphs: str, width: int) -> str:
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>{paragraphs}</w:tc>'


def _footnotes(texts: Sequence[str]) -> str:
    marks = (
        '<w:footnote w:type="separator" w:id="-1"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>'
        '<w:footnote w:type="continuationSeparator" w:id="0"><w:p><w:r><w:continuationSeparator/></w:r></w:p>'
        "</w:footnote>"
    )
    number = '<w:r><w:rPr><w:rStyle w:val="FootnoteReference"/></w:rPr><w:footnoteRef/></w:r>'
    made = "".join(
        f'<w:footnote w:id="{own}">{paragraph(number + run(f" {text}"), style="FootnoteText")}</w:footnote>'
        for own, text in enumerate(texts, 1)
    )
    return f"{HEAD}<w:footnotes {_W}>{marks}{made}</w:footnotes>"


def _footer(text: str) -> str:
    page = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> PAGE </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>1</w:t></w:r>'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
    return f"{HEAD}<w:ftr {_W}>{paragraph(run(text) + page, style='ChronofileFacts')}</w:ftr>"


_SETTINGS = (
    f'{HEAD}<w:settings {_W}><w:footnotePr><w:footnote w:id="-1"/><w:footnote w:id="0"/></w:footnotePr>'
    '<w:compat><w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word"'
    ' w:val="15"/>'
    "</w:compat></w:settings>"
)


def _style(own: str, name: str, look: str, spacing: str = "", kind: str = "paragraph") -> str:
    based = '<w:basedOn w:val="Normal"/>' if kind == "paragraph" else ""
    before = f"<w:pPr>{spacing}</w:pPr>" if spacing else ""
    return (
        f'<w:style w:type="{kind}" w:styleId="{own}"><w:name w:val="{name}"/>{based}<w:qFormat/>{before}'
        f"<w:rPr>{look}</w:rPr></w:style>"
    )


_GREY = '<w:color w:val="4B4F58"/><w:sz w:val="18"/>'
_STYLES = (
    f"{HEAD}<w:styles {_W}><w:docDefaults><w:rPrDefault><w:rPr>"
    '<w:rFonts w:ascii="Cambria" w:hAnsi="Cambria" w:eastAsia="Batang" w:cs="Times New Roman"/><w:sz w:val="21"/>'
    '</w:rPr></w:rPrDefault><w:pPrDefault><w:pPr><w:spacing w:after="60" w:line="264" w:lineRule="auto"/></w:pPr>'
    "</w:pPrDefault></w:docDefaults>"
    '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>'
    + _style("Title", "Title", '<w:b/><w:sz w:val="36"/>', '<w:spacing w:after="60"/>')
    + _style("Subtitle", "Subtitle", '<w:sz w:val="24"/>')
    + _style("Heading1", "heading 1", '<w:b/><w:sz w:val="26"/>', '<w:keepNext/><w:spacing w:before="240"/>')
    + _style("ChronofileFacts", "Chronofile Facts", _GREY)
    + _style("ChronofileNote", "Chronofile Note", _GREY)
    + _style("ChronofileGroup", "Chronofile Group", "<w:b/>", '<w:spacing w:before="120"/>')
    + _style("FootnoteText", "footnote text", '<w:sz w:val="18"/>', '<w:spacing w:after="20"/>')
    + _style("FootnoteReference", "footnote reference", '<w:vertAlign w:val="superscript"/>', kind="character")
    + '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/><w:tblPr>'
    '<w:tblCellMar><w:left w:w="108" w:type="dxa"/><w:right w:w="108" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>'
    '<w:style w:type="table" w:styleId="ChronofileTable"><w:name w:val="Chronofile Table"/>'
    '<w:basedOn w:val="TableNormal"/><w:tblPr><w:tblBorders><w:top w:val="single" w:sz="8" w:color="1A1C20"/>'
    '<w:bottom w:val="single" w:sz="8" w:color="1A1C20"/><w:insideH w:val="single" w:sz="4" w:color="DAD6CC"/>'
    '</w:tblBorders><w:tblCellMar><w:top w:w="60" w:type="dxa"/><w:left w:w="85" w:type="dxa"/>'
    '<w:bottom w:w="60" w:type="dxa"/><w:right w:w="85" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style></w:styles>'
)
