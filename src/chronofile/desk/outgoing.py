"""Outgoing: connections this process made to other computers, counted, so that "none" is a number and no promise."""

from __future__ import annotations

import ipaddress
import sys
from contextlib import suppress
from typing import Any

_count = 0
_watching = False


def watch() -> None:
    """Begin to count; a hook of the interpreter sees every connection, whoever makes it. Cannot be undone."""
    global _watching
    if not _watching:
        _watching = True
        sys.addaudithook(_saw)


def count() -> int | None:
    """Connections to other computers since `watch`; None when nobody watched."""
    return _count if _watching else None


def is_elsewhere(address: Any) -> bool:
    """Whether an address, as a socket takes it, lies outside this computer; names of local sockets do not."""
    if not isinstance(address, tuple) or not address or not isinstance(address[0], str):
        return False
    host = address[0].partition("%")[0]
    if host.lower() == "localhost":
        return False
    with suppress(ValueError):
        return not ipaddress.ip_address(host).is_loopback
    return True


def _saw(event: str, given: tuple[Any, ...]) -> None:
    global _count
    if event == "socket.connect" and len(given) > 1 and is_elsewhere(given[1]):
        _count += 1
