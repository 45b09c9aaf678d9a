"""StoredChronology: the chronology as a case keeps it; what `CaseStore` says of it.

Each method hands over to the file of its noun; the rules are told there.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager

from chronofile.model import Aspect, CaseAgent, Chronology, Disagreement, Entry, Folded
from chronofile.store import agents, projection, revision, rows
from chronofile.store.database import Database
from chronofile.store.projection import LISTED, UNTOLD, Changes, Ending, Made
from chronofile.store.revision import Digest, Standing, View
from chronofile.store.rows import Stored


class StoredChronology:
    """The part of an open case that holds its chronology."""

    def __init__(self, db: Database) -> None:
        self.db = db

    def put_projection(
        self, folded: Folded, anchors: Mapping[str, str], made: Made = UNTOLD, *, ending: Ending | None = None
    ) -> Changes | None:
        """None when a judgement came in since `made.judged` of them were folded: fold again."""
        return projection.put(self.db, folded, anchors, made, ending=ending)

    def projection(self) -> Chronology | None:
        return projection.get(self.db)

    def outline(self, aspects: Collection[Aspect] = LISTED) -> Chronology | None:
        """The entries of these aspects as lists show them, with all that stands around them but agents: for `show`."""
        return projection.outline(self.db, aspects)

    def view(self, known: View | None = None) -> View | None:
        """The chronology in outline, quickly where an earlier view of it is `known`."""
        return revision.view(self.db, known)

    def entries(self) -> Iterator[Entry]:
        """Every entry in full and in reading order, one at a time; nothing may be written before the last."""
        return rows.entries(self.db)

    def entry(self, own: str) -> Entry | None:
        return rows.entry(self.db, own)

    def stored(self, own: str) -> Stored | None:
        """An entry with its disagreements and its footing."""
        return rows.stored(self.db, own)

    def disagreement(self, own: str) -> Disagreement | None:
        """One by its id; of several that say the same, the first."""
        row = self.db.row("SELECT entry FROM disagreement WHERE id = ? ORDER BY entry", own)
        held = rows.stored(self.db, row[0]) if row else None
        return next((d for d in held[1] if d.id == own), None) if held else None

    def surroundings(self, *, pairs: bool = True) -> Chronology | None:
        """What stands around the entries: dates of pages, what was corrected about them, pairs of entries where asked
        for; no agents.
        """
        return projection.surroundings(self.db, pairs=pairs)

    def agents(self) -> tuple[CaseAgent, ...]:
        return agents.every(self.db)

    def agent(self, own: str) -> CaseAgent | None:
        return agents.get(self.db, own)

    def bearing(self, names: Collection[str]) -> dict[str, list[CaseAgent]]:
        """Agents by each of these names, in the order of the list of agents."""
        return agents.bearing(self.db, names)

    def agent_positions(self, ids: Collection[str]) -> dict[str, int]:
        return agents.positions(self.db, ids)

    # Decisions laid over it

    def stands_on(self) -> Standing | None:
        """What the stored chronology was made from; None before the first fold."""
        return revision.standing(self.db)

    @contextmanager
    def revising(self) -> Iterator[None]:
        """A transaction in which entries are read and, by `revise`, written: nobody else writes between. The decisions
        themselves are on the disk by then.
        """
        with self.db.transaction_to_repeat("decision laid over the chronology"):
            yield

    def revise(self, changed: Sequence[Stored], known: Standing, digest: Digest) -> bool:
        """False when somebody judged since `known.judged`: nothing was written."""
        return revision.write(self.db, changed, known, digest)

    def entry_marks(self) -> dict[str, bytes]:
        """Entry id -> a hash of all the entry says, in the order of the chronology."""
        return projection.marks(self.db)

    def content_digest(self) -> str | None:
        """Of the chronology; None before the first fold."""
        return projection.digest(self.db)

    def projection_made_from(self, *, thorough: bool = False) -> str | None:
        """What `put_projection` was told, None when nothing is there or it is not what was written.

        Without `thorough` a damaged entry may go unseen; reading it raises CaseDamaged.
        """
        return projection.made_from(self.db) if projection.is_sealed(self.db, thorough=thorough) else None

    def entry_at(self, anchor: str) -> str | None:
        """The id of the entry or agent that last stood on this anchor key, None when none ever did."""
        return projection.stands_at(self.db, anchor)

    def known_ids(self) -> dict[str, str]:
        """Anchor key -> entry id."""
        return projection.known_ids(self.db)
