"""Premises: what one running desk knows of itself: its shelf, its address, and who has come in."""

from __future__ import annotations

import secrets
import threading
from pathlib import Path

from django.conf import settings

from chronofile.desk.shelf_file import ShelfFile


class Premises:
    """One for each running desk. `folder` is where the shelf is kept; `port` 0 until the server listens."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.shelf = ShelfFile(folder)
        self.port = 0
        self._links: dict[str, str] = {}
        self._lock = threading.Lock()

    def link(self, to: str = "/") -> str:
        """The path of a link that lets one browser in, once, and leads to `to` (a path of this desk)."""
        token = secrets.token_urlsafe(24)
        with self._lock:
            self._links[token] = to
        return f"/open/{token}"

    def use(self, token: str) -> str | None:
        """Where the link leads; None when there is no such link or it was used already."""
        with self._lock:
            return self._links.pop(token, None)


def here() -> Premises:
    """The premises of the running desk."""
    found: Premises = settings.PREMISES
    return found
