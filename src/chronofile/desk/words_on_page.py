"""WordsOnPage: the one place where words stand that a person pasted beside the page they come from."""

from __future__ import annotations

from django.utils.translation import gettext as _

from chronofile.desk import marking
from chronofile.desk.held import HeldCase
from chronofile.desk.marking import NotPlaced
from chronofile.desk.page_text import as_described
from chronofile.model import Span


def the_place(held: HeldCase, page: str, words: str) -> Span:
    """Raises NotPlaced, in the person's words, for no page, no place and several."""
    if page not in held.chronology.published:
        raise NotPlaced(_("Choose the page these words stand on."))
    kept = held.case.page(page)
    blocks = as_described(kept.article.layout.blocks, held.chronology.described.get(page, {}).get("body"))
    spans = marking.found(kept.article.layer.text, blocks, words)
    if len(spans) > 1:
        told = _("These words stand %(count)d times on that page: give some more of them.")
        raise NotPlaced(told % {"count": len(spans)})
    return spans[0]
