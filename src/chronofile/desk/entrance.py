"""Entrance: the one-time link, and the files every page needs (styles, script, icon), which hold nothing of a case."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect

from chronofile.desk.premises import here
from chronofile.desk.trouble import outside

STATIC = Path(__file__).resolve().parent / "static" / "desk"
_TYPES = {".css": "text/css; charset=utf-8", ".js": "text/javascript; charset=utf-8", ".svg": "image/svg+xml"}


def come_in(request: HttpRequest, token: str) -> HttpResponse:
    """Let this browser in and lead on; a link that was used already lets nobody in."""
    to = here().use(token)
    if to is None:
        return outside(request)
    request.session.cycle_key()
    request.session["inside"] = True
    return HttpResponseRedirect(to)


def static(request: HttpRequest, version: str, name: str) -> HttpResponse:
    """A file of the desk; its address changes with its bytes, so that a browser may keep it."""
    data = _files().get(name)
    if data is None:
        raise Http404(name)
    response = HttpResponse(data, content_type=_TYPES[Path(name).suffix])
    response["Cache-Control"] = "public, max-age=31536000, immutable"
    return response


@cache
def _files() -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(STATIC.iterdir()) if path.suffix in _TYPES}


@cache
def static_version() -> str:
    return hashlib.sha256(b"".join(_files().values())).hexdigest()[:10]
