"""Language: the interface in the language a person chose, else their browser's, else English."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.utils import translation

from chronofile.desk.door import Answer
from chronofile.desk.premises import here


def language(answer: Answer) -> Answer:
    def in_language(request: HttpRequest) -> HttpResponse:
        chosen = here().shelf.read().liking.language or translation.get_language_from_request(request)
        with translation.override(chosen):
            response = answer(request)
            response.headers.setdefault("Content-Language", translation.get_language() or "en")
            return response

    return in_language
