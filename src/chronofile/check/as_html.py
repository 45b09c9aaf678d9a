"""As HTML: a report of a draft as one page that needs nothing else: to keep, to print, to send."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape

from chronofile.check import said
from chronofile.check.marked import marked_paragraphs
from chronofile.check.report import Difference, DraftReport, Item
from chronofile.model import Span

_STYLE = """
:root { color-scheme: light dark }
body { font: 15px/22px system-ui, sans-serif; max-width: 46rem; margin: 2rem auto; padding: 0 1rem }
h1 { font-size: 22px; line-height: 28px; margin-bottom: 0 } h2 { font-size: 18px; margin-top: 32px }
blockquote, .draft { font: 16px/24px Charter, Cambria, Georgia, serif; margin: 8px 0 }
article { border-top: 1px solid #86826f; padding: 16px 0; break-inside: avoid }
article h3 { margin: 0; font-size: 15px } .facts { color: #62656d; margin: 4px 0 }
.draft p { margin: 0 0 12px } b.d { border-bottom: 3px double }
.exact { text-decoration: underline } .differs { text-decoration: underline wavy }
.elsewhere { text-decoration: underline dashed } .not-found { text-decoration: underline dotted }
sup { font: 11px system-ui, sans-serif }
@media (prefers-color-scheme: dark) { .facts { color: #9c9c97 } }
"""


def as_html(report: DraftReport) -> str:
    """All of it, whatever the draft or a page holds: everything is text, nothing is markup, nothing is fetched."""
    title = escape(f"Check of {report.name}")
    return (
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8">'
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">"
        f'<meta name="viewport" content="width=device-width"><title>{title}</title><style>{_STYLE}</style></head>'
        f"<body><main>{''.join(_body(report))}</main></body></html>\n"
    )


def _body(report: DraftReport) -> Iterator[str]:
    yield f"<h1>{escape(f'Check of {report.name}')}</h1>"
    held = f"Held against the {said.pages(report.pages_held)} kept in “{report.case}”, {report.made_at}."
    yield f'<p class="facts">{escape(held)}</p><p>{escape(said.summary(report))}</p>'
    for problem in (*report.problems, *([said.unread(report.pages_unread)] if report.pages_unread else ())):
        yield f"<p>{escape(problem)}</p>"
    waiting = report.to_look_at
    if waiting:
        yield "<h2>To look at</h2>"
        yield from (_item(item, report) for item in waiting)
    yield "<h2>The draft</h2>"
    yield from _draft(report)
    numbers = {item.number for item in waiting}
    rest = [item for item in report.items if item.number not in numbers]
    if rest:
        yield "<h2>Found</h2>"
        yield from (_item(item, report) for item in rest)


def _item(item: Item, report: DraftReport) -> str:
    parts = [f"<h3>{item.number}. {escape(said.title(item, report))}</h3>"]
    stood = " · let stand by a person" if item.number in report.fine else ""
    parts.append(f'<p class="facts">{escape(said.line(item, report))} · {said.KINDS[item.kind]}{stood}</p>')
    changed = [d for d in item.differences if d.change != "left out"]
    before, after = ("", "") if item.kind == "quotation" else ("“", "”")  # a quotation brings its own
    own = _marked(report.text, _whole(item.spans), _spans(changed, True))
    parts.append(f'<blockquote dir="auto">{before}{own}{after}</blockquote>')
    if item.place and item.place.exact and item.mark != "exact":
        start = min(s.start for s in item.place.spans)
        shown = _marked_page(item.place.exact, start, _spans(changed, False))
        parts.append(f'<p class="facts">The kept page</p><blockquote dir="auto">“{shown}”</blockquote>')
    if item.differences:
        rows = "".join(f"<li>{escape(said.difference(d))}</li>" for d in item.differences)
        parts.append(f"<ul>{rows}</ul>")
    parts += [f"<p>{escape(line)}</p>" for line in said.details(item, report)]
    if item.place:
        facts = report.pages.get(item.place.page)
        print_ = f" · SHA-256 {facts.sha256}" if facts else ""
        parts.append(f'<p class="facts">{escape(said.where(item.place, report))}{escape(print_)}</p>')
    return f'<article id="i{item.number}">{"".join(parts)}</article>'


def _draft(report: DraftReport) -> Iterator[str]:
    for paragraph, pieces in marked_paragraphs(report):
        made = []
        for start, end, item in pieces:
            text = escape(report.text[start:end])
            if item is None:
                made.append(text)
                continue
            last = end == item.spans[-1].end
            number = f'<sup><a href="#i{item.number}">{item.number}</a></sup>' if last else ""
            made.append(f'<span class="{item.mark.replace(" ", "-")}">{text}</span>{number}')
        yield f'<p class="draft" id="p{paragraph.start}" dir="auto">{"".join(made)}</p>'


def _whole(spans: Sequence[Span]) -> Span:
    return Span(spans[0].start, spans[-1].end)


def _spans(changes: Sequence[Difference], of_draft: bool) -> list[Span]:
    return [d.draft if of_draft else d.page for d in changes]


def _marked_page(exact: str, start: int, spans: Sequence[Span]) -> str:
    return _marked(exact, Span(0, len(exact)), [Span(s.start - start, s.end - start) for s in spans])


def _marked(text: str, within: Span, spans: Sequence[Span]) -> str:
    """Text with the differing words in bold with a double underline."""
    at, made = within.start, []
    for span in sorted(spans):
        start, end = max(span.start, at), min(span.end, within.end)
        if start < end:
            made.append(f'{escape(text[at:start])}<b class="d">{escape(text[start:end])}</b>')
            at = end
    return "".join(made) + escape(text[at : within.end])
