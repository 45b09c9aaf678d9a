"""What can be found without knowing the language: sentences, and words between quotation marks."""

from __future__ import annotations

from bisect import bisect_right

from chronofile.find.quotes import quotes
from chronofile.find.reading import searched_blocks
from chronofile.find.sentences import sentences
from chronofile.model import Article, Findings, Statement, StatementFinding


def plain_findings(article: Article) -> Findings:
    """Direct quotations without speaker; no names, no events; a problem says why."""
    text = article.layer.text
    blocks, _ = searched_blocks(article)
    spans = [span for block in blocks for span in sentences(text, block, article.language)]
    starts = [span.start for span in spans]
    found = []
    for quote in quotes(text, blocks, []):
        if not quote.full or not quote.closed:
            continue
        k = max(0, bisect_right(starts, quote.span.start) - 1)
        found.append(
            StatementFinding(
                snapshot=article.snapshot.sha256,
                text_layer=article.layer.id,
                sentence=spans[k],
                trigger=quote.span,
                value=Statement(mode="direct", content=(quote.span,)),
                rule="rules: quotation marks",
                score=0.4,
                reason="words between quotation marks; who speaks is not known without the language",
            )
        )
    problem = f"no words known for the language “{article.language}”: only quotations and dates were looked for"
    return Findings(
        snapshot=article.snapshot.sha256,
        text_layer=article.layer.id,
        sentences=tuple(spans),
        findings=tuple(found),
        problems=(problem,) if spans else (),
    )
