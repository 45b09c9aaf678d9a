"""The archive in the example is the one its script writes."""

import gzip

from chronofile import example
from tools import make_example_archive


def test_the_shipped_archive_is_the_made_one() -> None:
    shipped = example.pages() / make_example_archive.TARGET.name
    # Compared unpacked: another zlib packs the same records into other bytes.
    assert gzip.decompress(shipped.read_bytes()) == b"".join(make_example_archive.records())


def test_the_folder_holds_pages_and_nothing_else() -> None:
    names = sorted(path.name for path in example.pages().iterdir())
    assert len(names) == 14
    assert names[0] == "01-harbour-courier.txt"
    assert all(name[:2].isdigit() for name in names)
