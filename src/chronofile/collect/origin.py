"""Origin: where bytes came from, before it is known what they are."""

from __future__ import annotations

import msgspec

from chronofile.model import Acquisition, Failure, How, sha256
from chronofile.model.failure import FailureKind


class Origin(msgspec.Struct, frozen=True, kw_only=True):
    """All of an acquisition but the snapshot. Fields as in `Acquisition`."""

    how: How
    location: str
    added_at: str
    by: str
    collected_at: str | None = None
    url: str | None = None
    headers: tuple[tuple[str, str], ...] = ()
    container: str | None = None
    offset: int | None = None
    length: int | None = None

    def acquisition(self, data: bytes) -> Acquisition:
        """How these bytes came to be held."""
        return self.acquisition_of(sha256(data))

    def acquisition_of(self, digest: str) -> Acquisition:
        """How bytes with this SHA-256 came to be held."""
        return Acquisition(snapshot=digest, **{name: getattr(self, name) for name in self.__struct_fields__})

    def failure(self, message: str, kind: FailureKind = "input") -> Failure:
        """A failure here; `message` goes after the location ("is empty: …")."""
        return Failure(location=self.location, kind=kind, message=f"{self.location} {message}")
