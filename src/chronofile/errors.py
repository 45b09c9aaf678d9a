"""What can go wrong that a person can mend: each message names its subject and the way out."""


class ChronofileError(Exception):
    """Base of all expected errors. `str(error)` is one sentence a user can act on; no traceback reaches a user."""


class CalledWrongly(ChronofileError):
    """The command or call itself is wrong (a missing path, an unknown format): exit status 2."""


class CaseNotFound(CalledWrongly):
    """The folder named is not a case."""


class CaseBusy(ChronofileError):
    """Another build holds the case's lock."""


class CaseTooNew(ChronofileError):
    """The case was written by a newer version of the program; nothing in it was touched."""


class CaseReadOnly(ChronofileError):
    """The case can be read but not written here."""


class DiskFull(ChronofileError):
    """No room left; what was committed before is safe."""


class CaseDamaged(ChronofileError):
    """A stored object does not match its own hash, or the database cannot be read."""


class NotExact(ChronofileError):
    """A quotation does not stand in the kept page at its offsets; it may not leave."""


class UnknownLanguage(ChronofileError):
    """No folder in `lang/` has this name."""


class JudgementRefused(ChronofileError):
    """The act does not fit what it is applied to (undoing twice, a span outside the page)."""
