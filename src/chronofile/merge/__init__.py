"""Many pages, one chronology: copies counted once, reports of one event joined, disagreements shown, people obeyed."""

from chronofile.merge.decisions import seen_of
from chronofile.merge.fold import anchors_of, fold, folded, known_ids
from chronofile.merge.found import anchor_key, key_of, made_key
from chronofile.merge.record import NO_DETAILS, values_of, version_of
from chronofile.merge.standing import standing

__all__ = [
    "NO_DETAILS",
    "anchor_key",
    "anchors_of",
    "fold",
    "folded",
    "key_of",
    "known_ids",
    "made_key",
    "seen_of",
    "standing",
    "values_of",
    "version_of",
]
