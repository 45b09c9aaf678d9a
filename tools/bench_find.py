"""Measure the find room on folders of the layout of `../shared/bench/find`.

    python -m tools.bench_find [--data ../shared/bench] [--errors SET N] [--rules]

Sets are found by the prefix of their files below the data folder, and scored by the `score.py` that lies beside them;
a set that is not there is left out. Restricted sets are read where they lie and nothing of them is kept.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Iterable, Iterator
from pathlib import Path

from chronofile import find
from chronofile.find import reading
from chronofile.find.sentences import sentences
from chronofile.model import Block
from tools.bench_find_events import wikinews_rows
from tools.bench_find_modality import modality_rows
from tools.bench_find_names import coreference_rows, name_rows
from tools.bench_find_said import quote_rows
from tools.bench_find_sets import COMMAND, article, paragraphs, records, row, scorer
from tools.bench_find_subjects import subject_rows
from tools.measure import Row


def sentence_rows(data: Path, errors: tuple[str, int]) -> Iterator[Row]:
    loaded = records(data, "gum_dev", "sbd")
    if loaded is None:
        return
    right = made = both = 0
    for g in loaded[0]:
        text = g["text"]
        ends = {s.end for b in paragraphs(text) for s in sentences(text, Block(*b, "paragraph"), "en")}
        wanted = {len(text[:e].rstrip()) for e in g["sent_ends"]}
        right, made, both = right + len(wanted), made + len(ends), both + len(wanted & ends)
        if errors[0] == "sbd":
            for e in sorted(wanted ^ ends)[: errors[1]]:
                print(
                    "missed" if e in wanted else "extra ",
                    g["genre"],
                    "|",
                    text[max(0, e - 60) : e] + "¦" + text[e : e + 40],
                )
    yield row("gum_dev", "sentence boundaries F1", round(200 * both / max(1, right + made), 1))


def speed_rows(data: Path) -> Iterator[Row]:
    """The whole room on pages of about 6 KB, one core; dates are read before and not counted."""
    loaded = records(data, "gold", "wikinews_gold")
    if loaded is None:
        return
    text = "\n".join(g["text"] for g in loaded[0])
    pages = []
    for copy in range(8):
        chunk = text[copy * 900 :][:6_000]
        pages.append(article(chunk, paragraphs(chunk), "2020-01-01", dates=True))
    find.findings(pages[0])
    began = time.process_time()
    tokens = 0
    for page in pages * 4:
        find.findings(page)
        tokens += len(page.text.split())
    used = time.process_time() - began
    yield Row(
        room="find",
        set="all",
        measure="pages of 6 KB a CPU-second",
        value=round(32 / used, 1),
        unit="1/s",
        command=COMMAND,
    )
    yield Row(
        room="find", set="all", measure="words a CPU-second", value=round(tokens / used), unit="1/s", command=COMMAND
    )
    times = []
    for copies in (1, 2):
        long = (text + "\n") * (8 * copies)
        page = article(long, paragraphs(long))
        began = time.process_time()
        find.findings(page)
        times.append(time.process_time() - began)
    yield Row(
        room="find",
        set="all",
        measure="time for twice the text",
        value=round(times[1] / times[0], 2),
        unit="×",
        command=COMMAND,
    )


PARTS = ("sbd", "ner", "quotes", "wikinews", "modality", "coref", "subjects", "speed")


def rows(data: Path, errors: tuple[str, int] = ("", 0), only: str = "") -> Iterable[Row]:
    """All rows for `make bench`."""
    score = scorer(data)
    out: list[Row] = []
    if not only or only == "sbd":
        out += sentence_rows(data, errors)
    if score is not None:
        if not only or only == "ner":
            out += name_rows(data, score, errors)
        if not only or only == "quotes":
            out += quote_rows(data, score, errors)
        if not only or only == "wikinews":
            out += wikinews_rows(data, score, errors)
        if not only or only == "coref":
            out += coreference_rows(data, score)
    if not only or only == "modality":
        out += modality_rows(data, errors)
    if not only or only == "subjects":
        out += subject_rows(data, errors)
    if not only or only == "speed":
        out += speed_rows(data)
    return out


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=Path("../shared/bench"))
    parser.add_argument("--only", default="", choices=["", *PARTS])
    parser.add_argument("--errors", nargs=2, default=("", "0"), metavar=("SET", "N"))
    parser.add_argument("--rules", action="store_true", help="without the encoder, as where onnxruntime is missing")
    asked = parser.parse_args()
    if asked.rules:
        reading.encoder = lambda language: None
    if not asked.data.is_dir():
        raise SystemExit(f"no data in {asked.data}; point --data at a folder with the benchmark sets")
    for r in rows(asked.data, (asked.errors[0], int(asked.errors[1])), asked.only):
        beside = f"   {r.peer}: {r.peer_value}" if r.peer_value is not None else ""
        print(f"{r.set:<26}{r.measure:<32}{r.value:>9}{r.unit:<4}{beside}")


if __name__ == "__main__":
    main()
