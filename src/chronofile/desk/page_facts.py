"""Page facts: what was read of a page, in words: its language, its body and what was left out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from django.conf.locale import LANG_INFO
from django.utils.translation import get_language_info, ngettext
from django.utils.translation import gettext as _

from chronofile.desk.page_text import is_hidden
from chronofile.model import BODY_ROLES, Block

UNKNOWN = "und"


def language_name(code: str | None) -> str:
    """In the interface's language; the code itself where nobody named it."""
    if not code or code == UNKNOWN:
        return ""
    try:
        return str(get_language_info(code)["name_translated"])
    except KeyError:
        return code


def languages() -> list[tuple[str, str]]:
    """Codes and names to choose from, by name."""
    codes = [code for code, info in LANG_INFO.items() if "name" in info and "-" not in code]
    return sorted(((code, language_name(code)) for code in codes), key=lambda each: each[1].casefold())


def body_kept(blocks: Iterable[Block]) -> str:
    """ "18 paragraphs and 2 captions", "" where nothing belongs to the story."""
    kept = [block for block in blocks if block.kept]
    paragraphs = sum(block.role in ("paragraph", "list", "block quote") for block in kept)
    captions = sum(block.role == "caption" for block in kept)
    told = []
    if paragraphs:
        told.append(ngettext("%(count)d paragraph", "%(count)d paragraphs", paragraphs) % {"count": paragraphs})
    if captions:
        told.append(ngettext("%(count)d caption", "%(count)d captions", captions) % {"count": captions})
    return _(" and ").join(told)


def body_left_out(blocks: Sequence[Block]) -> str:
    """ "13 lines left out: 7 not part of the story, 3 printed twice"."""
    out = [block for block in blocks if not block.kept]
    if not out:
        return ""
    counts = Counter("hidden" if is_hidden(block) else block.role for block in out)
    parts = ", ".join(f"{count} {_kinds().get(kind, kind)}" for kind, count in counts.most_common())
    told = ngettext("%(count)d line left out: %(parts)s", "%(count)d lines left out: %(parts)s", len(out))
    return told % {"count": len(out), "parts": parts}


def has_story(blocks: Iterable[Block]) -> bool:
    return any(block.role in ("paragraph", "list", "block quote") for block in blocks)


def _kinds() -> dict[str, str]:
    return {
        "teaser": _("for other stories"),
        "navigation": _("around the story"),
        "comment": _("of readers' comments"),
        "promotion": _("of advertising"),
        "legal": _("of legal notices"),
        "tags": _("of keywords"),
        "duplicate": _("printed twice"),
        "hidden": _("hidden on the page"),
    }


def place_on_page(blocks: Sequence[Block], start: int) -> str:
    """ "paragraph 9", "the headline", "a photo caption"; "" where the page's layout does not hold the place. Paragraphs
    are counted as exports and print count them.
    """
    paragraph = 0
    for block in blocks:
        in_body = block.role in BODY_ROLES and block.role != "heading"
        paragraph += in_body
        if block.start <= start < block.end:
            if in_body:
                return _("paragraph %(n)d") % {"n": paragraph}
            return {"caption": _("a photo caption"), "headline": _("the headline"), "heading": _("a heading")}.get(
                block.role, ""
            )
    return ""
