"""The trained encoder: exact places, the same answers each time, rules where it cannot run, no page too long for it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from chronofile import lang
from chronofile.find.encoder import LABELS, Encoder, available, encoder
from chronofile.model import Findings
from tests.find.conftest import MakeArticle

pytestmark = pytest.mark.skipif(not available("en"), reason="onnxruntime is not installed (chronofile[encoder])")
HARD = (
    "“🚢 The port,” said Zoë O’Neill-García 👩🏽‍⚖️ of the Harbour Foundation, “is shut.” "
    "유용원 met Ana Ruiz in Bergen; l’été, naïve Łukasz Wiśniewski 🇳🇴 left Oslo."
)


def shown(found: Findings) -> list[tuple[int, int, str, str]]:
    return [(m.start, m.end, m.type, m.agent) for m in found.mentions]


@pytest.fixture(scope="module")
def model() -> Encoder:
    held = encoder("en")
    assert held is not None
    return held


def test_names_stand_at_their_places_among_emoji_korean_and_curly_marks(article: MakeArticle) -> None:
    from chronofile.find import findings

    page = article([HARD])
    words = {page.layer.text[m.start : m.end] for m in findings(page).mentions}
    assert {"Zoë O’Neill-García", "Harbour Foundation", "Ana Ruiz", "Bergen", "Łukasz Wiśniewski", "Oslo"} <= words


def test_each_finding_says_what_found_it(article: MakeArticle) -> None:
    from chronofile.find import findings

    found = findings(article(["Ana Ruiz met the mayor of Bergen."]))
    assert all(a.rule.startswith("encoder and rules: ") for a in found.agents if a.identification == "named")


def test_without_what_runs_it_the_rules_find_alone_and_say_so(article: MakeArticle, by_rules: None) -> None:
    from chronofile.find import findings

    found = findings(article(["Ana Ruiz met the mayor of Bergen, Mr. Brask said on Monday."]))
    assert {a.name for a in found.agents if a.identification == "named"} >= {"Ana Ruiz", "Bergen"}
    assert all(a.rule.startswith("rules: ") for a in found.agents)
    assert all(f.rule.startswith("rules: ") for f in found.findings)


def test_rules_stand_in_for_an_install_that_does_not_start(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "onnxruntime.py").write_text("raise ImportError('a library of the system is missing')")
    code = "from chronofile.find.encoder import encoder; print(encoder('en'))"
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    assert subprocess.check_output([sys.executable, "-c", code], text=True) == "None\n"


def test_a_model_loaded_again_sees_the_same(model: Encoder) -> None:
    sentences = [HARD.split(), ["Ana", "Ruiz", "of", "the", "Harbour", "Foundation", "left", "Oslo", "."]] * 9
    other = Encoder(lang.read("en", "encoder.onnx"), lang.read("en", "encoder_pieces.txt").decode())
    for a, b in zip(model.read(sentences), other.read(sentences), strict=True):
        assert a.names.tobytes() == b.names.tobytes()
        assert a.tree == b.tree


def test_a_page_read_twice_gives_the_same_names(article: MakeArticle) -> None:
    from chronofile.find import findings

    page = article([HARD, "The board of the port met in Oslo."])
    assert shown(findings(page)) == shown(findings(page))


def test_every_word_has_its_row_and_heads_stay_in_the_sentence(model: Encoder) -> None:
    sentences = [[], ["Oslo"], ["Ana", "left", "."] * 300, ["\u200b", "🚢", "유용원"], ["a"]]
    seen = model.read(sentences)
    assert [x.names.shape for x in seen] == [(len(s), len(LABELS)) for s in sentences]
    for s, x in zip(sentences, seen, strict=True):
        assert all(0 <= head < len(s) for head in x.tree.heads)
        assert len(x.tree.heads) == len(x.tree.relations) == len(x.tree.doubts) == len(s)


def test_nothing_read_is_nothing_seen(model: Encoder) -> None:
    assert model.read([]) == []


def test_a_sentence_of_a_hundred_thousand_words_is_left_to_the_rules(article: MakeArticle) -> None:
    from chronofile.find import findings

    found = findings(article(["Ana Ruiz saw the port and " * 16_700]))
    assert len(found.sentences) >= 1
    assert any("Ana Ruiz" in a.names for a in found.agents)


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="no /proc here")
def test_it_loads_in_little_memory() -> None:
    """By the process's own peak: what `getrusage` tells starts at that of the process that started it."""
    code = (
        "import re, pathlib\n"
        "from chronofile.find.encoder import encoder\n"
        "encoder('en').read([('Ana Ruiz left the port of Oslo . ' * 9).split()] * 200)\n"
        "print(int(re.search(r'VmHWM:\\s*(\\d+)', pathlib.Path('/proc/self/status').read_text())[1]) // 2**10)"
    )
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert int(told) <= 300
