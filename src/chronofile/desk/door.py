"""Door: who may come in, from where, and what a browser may do with what it gets.

The rules for posts are those of Fetch Metadata (W3C): a form that another site sent is refused whatever cookie it
carries; a program without these headers is let through to the cookie and the form's own token.
"""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponse

from chronofile.desk.premises import here

Answer = Callable[[HttpRequest], HttpResponse]

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "font-src 'none'; frame-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
_SAFE = frozenset(("GET", "HEAD", "OPTIONS"))
_OPEN_TO_ALL = ("/open/", "/static/")


def door(answer: Answer) -> Answer:
    """Only this address and this origin; headers on everything that leaves."""

    def at_the_door(request: HttpRequest) -> HttpResponse:
        refused = _refused(request)
        if refused is not None:
            response = HttpResponse(refused, status=403, content_type="text/plain; charset=utf-8")
        else:
            response = answer(request)
        response.headers.setdefault("Content-Security-Policy", POLICY)
        response.headers.setdefault("Cache-Control", "no-store")
        response.headers.setdefault("X-Frame-Options", "DENY")
        response.headers["X-Content-Type-Options"] = "nosniff"
        response.headers["Referrer-Policy"] = "same-origin"
        response.headers["Cross-Origin-Opener-Policy"] = "same-origin"
        response.headers["Cross-Origin-Resource-Policy"] = "same-origin"
        response.headers["Permissions-Policy"] = "camera=(), microphone=(), geolocation=(), payment=(), usb=()"
        return response

    return at_the_door


def inside(answer: Answer) -> Answer:
    """Everything but the way in needs a session, which only a fresh link gives."""

    def with_session(request: HttpRequest) -> HttpResponse:
        if request.path.startswith(_OPEN_TO_ALL) or request.session.get("inside"):
            return answer(request)
        from chronofile.desk.trouble import outside

        return outside(request)

    return with_session


def _refused(request: HttpRequest) -> str | None:
    """Why this request may not come in, in a sentence; None when it may."""
    host = request.META.get("HTTP_HOST", "")
    if not _is_here(host):
        return "Chronofile answers only at its own address on this computer."
    if request.method in _SAFE:
        return None
    site = request.META.get("HTTP_SEC_FETCH_SITE", "").strip().lower()
    if site not in ("", "same-origin", "none"):
        return "This form came from another site; nothing was changed."
    origin = request.META.get("HTTP_ORIGIN", "").strip()
    if origin and not _same_origin(origin, host):
        return "This form came from another site; nothing was changed."
    return None


def _is_here(host: str) -> bool:
    name, _, port = host.partition(":")
    listening = here().port
    return name in ("127.0.0.1", "localhost") and (not listening or port == str(listening))


def _same_origin(origin: str, host: str) -> bool:
    try:
        parts = urlsplit(origin)
        return parts.scheme == "http" and parts.netloc == host
    except ValueError:
        return False
