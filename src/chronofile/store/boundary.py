"""Boundary: the places where a write can be cut short.

Every write of the store calls `reached` just before and just after it takes effect. It does nothing. A test puts
another function in its place and makes the disk fill up, or the process die, at each of them in turn.
"""

from __future__ import annotations


def reached(name: str) -> None:
    """Called at the boundary `name` ("original: before rename"); callers go through the module, never a copy."""
