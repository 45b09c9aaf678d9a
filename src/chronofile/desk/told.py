"""Told: a decision in words, as the undo bar says it."""

from __future__ import annotations

import msgspec
from django.utils.translation import gettext as _

from chronofile.api import Change
from chronofile.desk.held import HeldCase
from chronofile.model import Judgement
from chronofile.show.sentences import shortened


class Last(msgspec.Struct, frozen=True):
    """What was done last, in words. `verb` and `words` are shown apart; `undone` when it was taken back last."""

    verb: str
    words: str
    undone: bool = False


def last(held: HeldCase) -> Last | None:
    """The last decision of this case, None before the first."""
    store = held.case.store
    target = store.newest_judgement()
    if target is None:
        return None
    depth = 0
    while target.act == "undo" and (undone := store.judgement(target.undoes or "")) is not None:
        target, depth = undone, depth + 1
    step = store.step_of(target)
    # The first of a step: where a page is dated anew, the entries that a person moved along come after it.
    leading = step[0]
    if depth % 2 == 0:
        return Last(verb(leading, step), subject(leading))
    return Last(_("Taken back:"), subject(leading) or verb(leading, step), undone=True)


def verb(judgement: Judgement, step: tuple[Judgement, ...] = ()) -> str:
    """ "You rejected" or, for a bulk act, "You rejected 7 entries:". `step` are all that were made with it."""
    together = sum(j.act == judgement.act for j in step) if judgement.group else 1
    plain = _verbs().get(judgement.act, _("You decided"))
    if together > 1:
        return _("%(did)s %(count)d at once, among them") % {"did": plain, "count": together}
    return plain


def did(change: Change) -> str:
    """What a line of the list of decisions says was done: "rejected", "took back"."""
    return _plain().get(change.act, _("decided"))


def subject(judgement: Judgement) -> str:
    """What it was about, in the words the person saw; "" where it has none."""
    seen, value = judgement.seen, judgement.value
    for found in (value.get("headline"), seen.get("headline"), value.get("name"), seen.get("name"), value.get("note")):
        if found:
            return shortened(str(found), 80)
    if judgement.anchors and judgement.anchors[0].citation.exact:
        return shortened(judgement.anchors[0].citation.exact, 80)
    return ""


def _verbs() -> dict[str, str]:
    return {
        "accept": _("You accepted"),
        "reject": _("You rejected"),
        "unsure": _("You are unsure about"),
        "note": _("You noted on"),
        "edit": _("You edited"),
        "redate": _("You changed the publication date of a page"),
        "same": _("You joined"),
        "split": _("You took apart"),
        "name": _("You named"),
        "make": _("You wrote"),
        "resolve": _("You settled what differs about"),
        "describe": _("You corrected a page"),
        "withdraw": _("You took a page out of the case"),
    }


def _plain() -> dict[str, str]:
    return {
        "accept": _("accepted"),
        "reject": _("rejected"),
        "unsure": _("is unsure about"),
        "note": _("noted on"),
        "edit": _("edited"),
        "redate": _("changed the publication date of a page"),
        "same": _("joined"),
        "split": _("took apart"),
        "name": _("named"),
        "make": _("wrote"),
        "resolve": _("settled what differs about"),
        "describe": _("corrected a page"),
        "withdraw": _("took a page out of the case"),
        "undo": _("took back"),
    }
