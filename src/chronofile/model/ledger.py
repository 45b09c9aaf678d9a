"""LedgerLine: the custody log, each line carrying the hash of the one before."""

from __future__ import annotations

import hashlib

import msgspec

GENESIS = "0" * 64


class LedgerLine(msgspec.Struct, frozen=True, kw_only=True):
    """`digest` is the SHA-256 of what the line records; `hash` covers every other field: no line can change alone.

    `subject` names the thing recorded: a snapshot's hash, the key of an acquisition, the id of a run or a judgement,
    the format of an export. It is never text of a page.
    """

    number: int
    previous: str
    kind: str
    by: str
    at: str
    digest: str
    hash: str
    subject: str = ""

    def expected_hash(self) -> str:
        """What `hash` must be for the other fields to be as they were written."""
        fields = [self.number, self.previous, self.kind, self.by, self.at, self.digest, self.subject]
        return hashlib.sha256(msgspec.json.encode(fields)).hexdigest()


def next_line(
    previous: LedgerLine | None, *, kind: str, by: str, at: str, digest: str, subject: str = ""
) -> LedgerLine:
    """The line that follows `previous` (None for the first)."""
    line = LedgerLine(
        number=previous.number + 1 if previous else 1,
        previous=previous.hash if previous else GENESIS,
        kind=kind,
        by=by,
        at=at,
        digest=digest,
        hash="",
        subject=subject,
    )
    return msgspec.structs.replace(line, hash=line.expected_hash())
