"""Collect: from what a person names to bytes with how they came."""

from chronofile.collect.incoming import incoming, incoming_bytes

__all__ = ["incoming", "incoming_bytes"]
