"""Many pages, one chronology: copies counted once, reports of one event joined, disagreements shown, people obeyed."""

from chronofile.merge.fold import anchors_of, fold, known_ids
from chronofile.merge.found import anchor_key
from chronofile.merge.record import values_of
from chronofile.merge.standing import standing

__all__ = ["anchor_key", "anchors_of", "fold", "known_ids", "standing", "values_of"]
