"""People words: how the desk speaks of who is in a case: what they are, how pages call them, their offices."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from chronofile.model import CaseAgent, DateValue
from chronofile.show import dates


def types() -> dict[str, str]:
    return {
        "Person": _("a person"),
        "Organization": _("an organisation"),
        "PublicBody": _("a public body"),
        "Group": _("a group of people"),
    }


def identifications() -> dict[str, str]:
    return {
        "named": _("named"),
        "described": _("described, not named"),
        "collective": _("several, told of together"),
    }


def kind(agent: CaseAgent) -> str:
    """ "a person", "a public body, unnamed", "a group of 5"."""
    if agent.identification == "collective" and agent.size:
        return ngettext("a group of %(count)d", "a group of %(count)d", agent.size) % {"count": agent.size}
    if agent.identification == "collective":
        return _("a group, its number not said")
    what = types().get(agent.type, agent.type)
    if agent.identification == "described":
        return _("%(what)s, unnamed") % {"what": what}
    return what


def office(role: Mapping[str, Any]) -> str:
    """ "former representative of the Korea Unity Coalition, since March 2024"."""
    title, organization = str(role.get("title", "")), str(role.get("organization", ""))
    said = (
        _("%(title)s of %(organization)s") % {"title": title, "organization": organization} if organization else title
    )
    if role.get("former"):
        said = _("former %(role)s") % {"role": said}
    for end, told in (("since", _("%(role)s, since %(day)s")), ("until", _("%(role)s, until %(day)s"))):
        if role.get(end):
            said = told % {"role": said, "day": dates.phrase(_date(role[end]))}
    return said


def typed(value: Any) -> str:
    """The day an office began or ended, as it is typed in a field."""
    return dates.when(_date(value)).value if value else ""


def _date(value: Any) -> DateValue | None:
    try:
        return DateValue.from_edtf(str(value))
    except ValueError:
        return None
