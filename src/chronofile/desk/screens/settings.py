"""Settings: how a person likes the desk."""

from __future__ import annotations

import msgspec
from django.conf import settings as django_settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import path
from django.utils.translation import gettext as _

from chronofile.desk.held import posted
from chronofile.desk.premises import here
from chronofile.desk.shelf_file import Liking, Theme

SMALLEST_TEXT, LARGEST_TEXT = 15, 24
THEMES: tuple[Theme, ...] = ("system", "light", "dark")


def settings(request: HttpRequest) -> HttpResponse:
    """Light or dark, letters, size of text, language, signature."""
    if request.method == "POST":
        here().shelf.like(_liked(request, here().shelf.read().liking))
        return HttpResponseRedirect("/settings?saved=1")
    answer: HttpResponse = render(
        request,
        "desk/settings/settings.html",
        {
            "saved": "saved" in request.GET,
            "themes": [("system", _("As the system")), ("light", _("Light")), ("dark", _("Dark"))],
            "sizes": range(SMALLEST_TEXT, LARGEST_TEXT + 1),
            "languages": [("", _("As the browser")), *django_settings.LANGUAGES],
        },
    )
    return answer


def _liked(request: HttpRequest, before: Liking) -> Liking:
    theme = posted(request, "theme")
    size = posted(request, "text_px")
    language = posted(request, "language")
    return msgspec.structs.replace(
        before,
        theme=next((known for known in THEMES if known == theme), before.theme),
        letter_keys=bool(request.POST.get("letter_keys")),
        text_px=min(max(int(size), SMALLEST_TEXT), LARGEST_TEXT) if size.isdecimal() else before.text_px,
        language=language if language in dict(django_settings.LANGUAGES) else "",
        signature=posted(request, "signature")[:60],
    )


urls = [path("settings", settings, name="settings")]
