"""Generated pages: the same each time, about as long as promised, copies among them, all of them readable."""

import re
from pathlib import Path

from tests.collect.making import collected
from tools.make_pages import COPY_EVERY, pages, write


def test_the_first_pages_do_not_depend_on_how_many_follow() -> None:
    assert list(pages(30)) == list(pages(60))[:30]
    assert list(pages(5, seed=2)) != list(pages(5))


def test_size_and_mixture(tmp_path: Path) -> None:
    write(60, tmp_path)
    came, failures = collected(tmp_path)
    assert failures == []
    assert [c.media_type for c in came].count("text/plain") == 12
    assert len({c.acquisition.snapshot for c in came}) == 60
    texts = [re.sub(r"<[^>]*>", " ", c.data.decode()) for c in came]
    assert 5500 < sum(map(len, texts)) / 60 < 7500


def test_copies_share_their_paragraphs() -> None:
    made = [re.sub(r"<[^>]*>", "\n", page.data.decode()).split("\n") for page in pages(60)]
    lines = [{line.replace(" stated ", " said ") for line in page if len(line) > 200} for page in made]
    for at in range(COPY_EVERY - 1, 60, COPY_EVERY):
        most = max(len(lines[at] & lines[other]) / len(lines[at]) for other in range(at))
        assert most > 0.8
