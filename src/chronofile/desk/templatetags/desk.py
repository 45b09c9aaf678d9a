"""Tags and filters of the desk's templates. What they are given is escaped here or by the template."""

from __future__ import annotations

from typing import Any

from django import template
from django.template import Context
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from chronofile.api import Change
from chronofile.desk import date_chip as chips
from chronofile.desk import keys, moments, told
from chronofile.model import Citation, DateValue, Entry
from chronofile.show import dates, words
from chronofile.show.html import markup
from chronofile.show.sentences import shortened

register = template.Library()


@register.simple_tag
def glyph(name: str) -> SafeString:
    """A sign that only repeats the words beside it."""
    return mark_safe(markup.glyph(name))


@register.simple_tag(takes_context=True)
def key(context: Context, act: str) -> SafeString:
    """The attributes that give an element its letter, none when letters are switched off."""
    liking = context.get("liking")
    if liking is None or not liking.letter_keys:
        return mark_safe("")
    return format_html('data-key="{}"', keys.letter(act, liking.keys))


def shown_letter(letters: str) -> str:
    """As printed on a keyboard: Shift where it has to be held."""
    if len(letters) != 1 or not letters.isalpha():
        return letters
    return f"⇧ {letters}" if letters.isupper() else letters.upper()


@register.simple_tag(takes_context=True)
def mark_keys(context: Context) -> SafeString:
    """The letters that mark the next and the previous sentence of a page's text."""
    liking = context.get("liking")
    if liking is None or not liking.letter_keys:
        return mark_safe("")
    there, back = keys.letter("mark", liking.keys), keys.letter("mark back", liking.keys)
    return format_html('data-mark="{}" data-mark-back="{}"', there, back)


@register.simple_tag(takes_context=True)
def list_keys(context: Context) -> SafeString:
    """The letters that no element carries: those that walk and tick rows, and go to the page beside a card and back."""
    liking = context.get("liking")
    if liking is None:
        return mark_safe("")
    if not liking.letter_keys:
        return mark_safe('data-letters="off"')
    here = (keys.letter(act, liking.keys) for act in ("next", "previous", "tick", "page"))
    return format_html('data-next="{}" data-previous="{}" data-tick="{}" data-beside="{}"', *here)


@register.simple_tag(takes_context=True)
def cap(context: Context, act: str) -> SafeString:
    """The letter of an act as a key cap beside its name."""
    liking = context.get("liking")
    if liking is None or not liking.letter_keys:
        return mark_safe("")
    letters = keys.letter(act, liking.keys)
    return format_html('<kbd aria-hidden="true">{}</kbd>', shown_letter(letters))


@register.simple_tag
def swaps(target: str = "#main") -> SafeString:
    """On a form or link: with scripts, only the main part, the rail and the undo bar of the answer are put in place."""
    return format_html(
        'hx-boost="true" hx-target="{0}" hx-select="{0}" hx-swap="outerHTML show:none" hx-select-oob="#undo,#rail"',
        target,
    )


@register.filter
def when(date: DateValue | None) -> dates.When:
    """`.value` and `.exactness` of a date in words."""
    return dates.when(date)


@register.filter
def reasons(date: DateValue | None) -> tuple[str, ...]:
    return dates.reasons(date)


@register.inclusion_tag("desk/date_chip.html", takes_context=True)
def date_chip(context: Context, entry: Entry, back: str = "") -> dict[str, Any]:
    """The date of an entry; its reasons open by mouse and keys. `back` is the card it stands on."""
    chip = chips.of_entry(context["held"], entry, back, chips.AT_ONCE)
    return {"chip": chip, "lettered": True, "liking": context.get("liking")}


@register.inclusion_tag("desk/date_chip.html", takes_context=True)
def page_date_chip(context: Context, page: str, published: DateValue | None) -> dict[str, Any]:
    """The same of the day a page was published."""
    return {"chip": chips.of_page(context["held"], page, published), "lettered": True, "liking": context.get("liking")}


@register.filter
def happened(factuality: str) -> str:
    return words.factuality(factuality)


@register.filter
def part(name: str) -> str:
    return words.PARTS.get(name, name)


@register.filter
def told_by(entry: Entry) -> str:
    return words.told_by(entry)


@register.filter
def decision(entry: Entry) -> str:
    """The decision in one word, with who took it: "Suggested", "Unsure MK", "Accepted MK"."""
    if entry.state == "suggested" and entry.unsure_by:
        return f"Unsure {entry.unsure_by}"
    return words.state(entry)


@register.filter
def decision_glyph(entry: Entry) -> str:
    if entry.state == "accepted":
        return "hand" if entry.made_by_hand else "edited" if words.is_edited(entry) else "accepted"
    if entry.state == "rejected":
        return "rejected"
    return "unsure" if entry.unsure_by else "suggested"


@register.filter
def voice(entry: Entry) -> str:
    """The class of an entry's voice: a person's "ink" or the program's "pencil"."""
    return "ink" if entry.state == "accepted" else "pencil"


@register.simple_tag
def quote(citation: Citation, language: str = "und", length: int = 0) -> SafeString:
    """The words of a page as they are shown, in quotation marks, cut with "…" after `length` letters (0: whole)."""
    text = citation.shown or citation.exact
    return mark_safe(markup.quotation(shortened(text, length) if length else text, language))


@register.filter
def from_a_word(before: str) -> str:
    """Words that stand before a place, cut to a length somewhere: without the piece of a word they begin with."""
    return before.split(" ", 1)[1] if " " in before.strip() else before


@register.filter
def to_a_word(after: str) -> str:
    """Words that stand behind a place, without the piece of a word they end with."""
    return after.rsplit(" ", 1)[0] if " " in after.strip() else after


@register.filter
def bdi(value: Any) -> SafeString:
    """Words from outside, their direction kept from turning what stands around them."""
    return mark_safe(markup.isolated(str(value)))


@register.filter
def moment(written: str) -> str:
    """When something was done: "Today, 14:32", "19 November"."""
    return moments.moment(written or "")


@register.filter
def exactly(written: str) -> str:
    """The same with its year and time."""
    return moments.exactly(written or "")


@register.filter
def amount(number: int) -> str:
    """A whole number with its thousands set apart."""
    return f"{number:,}"


@register.filter
def phrase(date: DateValue | None) -> str:
    """A date inside a sentence: "between 24 and 31 December 2025"."""
    return dates.phrase(date)


@register.filter
def did(change: Change) -> str:
    """What a decision did, in words."""
    return told.did(change)
