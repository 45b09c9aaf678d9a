"""Measure `when` on time-expression corpora: spans, values and speed, beside what other taggers reach.

    python -m tools.bench_time [--data ../shared/bench/time] [--errors SET N] [--part all|work|held]

Documents whose id hashes to 0 modulo 5 are the held-out fifth: rules are worked on with the others only.
"""

from __future__ import annotations

import argparse
import hashlib
import importlib.util
import json
import re
import time
from pathlib import Path
from types import ModuleType
from typing import Any

from chronofile import lang
from chronofile.model import Block, DateValue, Time
from chronofile.when import match, resolve
from tools.bench_time_readings import accepted
from tools.measure import Row

PEERS = {
    ("te3_timebank", "value_f1"): ("HeidelTime 2.2 + TreeTagger", 78.6),
    ("te3_aquaint", "value_f1"): ("HeidelTime 2.2 + TreeTagger", 73.9),
    ("wikiwars", "value_f1"): ("HeidelTime 2.2, told the mode", 84.5),
    ("krauts_de", "value_f1"): ("HeidelTime 2.2, German", 67.0),
    ("te2_es", "value_f1"): ("HeidelTime 2.2, Spanish", 82.5),
    ("te3_timebank", "strict_f1"): ("best published", 85.0),
    ("te3_timebank", "relaxed_f1"): ("best published", 92.0),
    ("probe_news", "right"): ("best of seven, of 46", 39.0),
    ("probe_news", "false_alarms"): ("best of seven", 2.0),
    ("all", "kb_per_cpu_second"): ("the two leaders", 9.0),
}
"""Figures of the corpora's own README: other systems on the same files."""


DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


def held_out(identity: str) -> bool:
    return int(hashlib.sha256(identity.encode()).hexdigest(), 16) % 5 == 0


def tag(text: str, dct: str | None, language: str = "en") -> tuple[Time, ...]:
    published = DateValue.from_edtf(dct) if dct else None
    return resolve(match(text, [Block(0, len(text), "paragraph")], language), text, published, language)


def timex(time_: Time) -> dict[str, Any]:
    return {"start": time_.start, "end": time_.end, "text": time_.text, "type": time_.type, "value": time_.value}


def documents(path: Path, part: str) -> list[dict[str, Any]]:
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    if part == "all":
        return rows
    return [row for row in rows if held_out(row["id"]) == (part == "held")]


def scorer(data: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("time_score", data / "score.py")
    if spec is None or spec.loader is None:
        raise SystemExit(f"no score.py in {data}")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def corpus_rows(name: str, data: Path, part: str, errors: int) -> list[dict[str, Any]]:
    score = scorer(data)
    gold = {row["id"]: row for row in documents(data / f"{name}.jsonl", part)}
    pred = {
        i: {"id": i, "timex": [timex(t) for t in tag(d["text"], d["dct"], d.get("lang", "en"))]}
        for i, d in gold.items()
    }
    total, _, _, wrong = score.score(gold, pred)
    figures = total.figures()
    if errors:
        for kind in ("value", "missed", "spurious", "span"):
            print(f"\n{kind}: {len(wrong[kind])}")
            for error in wrong[kind][:errors]:
                score.show(error, kind)
    out = [row(name, part, m, figures[m]) for m in ("strict_f1", "relaxed_f1", "type_f1", "value_f1")]
    return [*out, row(name, part, "day_exact_right_percent", day_exact(score, gold, pred))]


def day_exact(score: ModuleType, gold: dict[str, Any], pred: dict[str, Any]) -> float:
    """Of the dates given to the day where the corpus has an expression, the share that name the right day."""
    right = total = 0
    for identity, doc in gold.items():
        for wanted, got in score.pair(doc["timex"], pred[identity]["timex"])[0]:
            day = (got["value"] or "")[:10]
            if DAY.fullmatch(day):
                total += 1
                right += (wanted.get("value") or "")[:10] == day
    return 100 * right / max(total, 1)


def row(name: str, part: str, measure: str, value: float) -> dict[str, Any]:
    peer, peer_value = PEERS.get((name, measure), ("", None))
    return {
        "room": "time",
        "set": name if part == "all" else f"{name} ({part})",
        "measure": measure,
        "value": round(float(value), 2),
        "unit": "%" if measure.endswith(("f1", "percent")) else "",
        "peer": peer,
        "peer_value": peer_value,
        "command": "python -m tools.bench_time",
    }


def probe_rows(data: Path, errors: int) -> list[dict[str, Any]]:
    right = false = 0
    for doc in documents(data / "probe_news.jsonl", "all"):
        found = tag(doc["text"], doc["dct"])
        if not doc["timex"]:
            false += len(found)
            if errors and found:
                print("false alarm", doc["text"], [(t.text, t.value) for t in found])
        for gold in doc["timex"]:
            ok = any(t.start < gold["end"] and gold["start"] < t.end and t.value in gold["accept"] for t in found)
            right += ok
            if errors and not ok:
                print("wrong", doc["text"], gold["accept"], [(t.text, t.value) for t in found])
    return [row("probe_news", "all", "right", right), row("probe_news", "all", "false_alarms", false)]


def specs_rows(data: Path, part: str, errors: int) -> list[dict[str, Any]]:
    right = total = false = 0
    for doc in documents(data / "specs_recognizers_en.jsonl", part):
        found = tag(doc["text"], (doc.get("ref") or "")[:16] or doc["dct"])
        for gold in doc["timex"]:
            total += 1
            ok = accepted(gold, [t for t in found if t.start < gold["end"] and gold["start"] < t.end])
            right += ok
            if errors and not ok:
                errors -= 1
                print(
                    "wrong",
                    doc["ref"],
                    "|",
                    doc["text"],
                    "|",
                    gold["text"],
                    gold.get("timex"),
                    [(t.text, t.value) for t in found],
                )
        false += sum(not any(t.start < g["end"] and g["start"] < t.end for g in doc["timex"]) for t in found)
    return [
        row("specs_recognizers_en", part, "right_percent", 100 * right / max(total, 1)),
        row("specs_recognizers_en", part, "not_in_gold", false),
    ]


def speed_rows(data: Path) -> list[dict[str, Any]]:
    texts = [
        (d["text"], d["dct"])
        for n in ("te3_timebank", "te3_aquaint", "wikiwars")
        for d in documents(data / f"{n}.jsonl", "all")
    ]
    tag("Warm up on 3 May 2021.", "2021-05-04")
    began = time.process_time()
    for text, dct in texts:
        tag(text, dct)
    used = time.process_time() - began
    size = sum(len(t.encode()) for t, _ in texts) / 1024
    whole = "\n\n".join(t for t, _ in texts)
    times = []
    for copies in (1, 2):
        began = time.process_time()
        tag(whole[:500_000] * copies, "1998-01-01")
        times.append(time.process_time() - began)
    return [
        row("all", "all", "kb_per_cpu_second", size / used),
        row("all", "all", "time_for_twice_the_text", times[1] / times[0]),
    ]


def rows(data: Path, part: str = "all", errors: tuple[str, int] = ("", 0)) -> list[Row]:
    """All rows for `make bench`. `data` is the benchmark folder or its `time/`; sets are known by the prefixes of
    their files, what is not there is left out.
    """
    home = data / "time" if (data / "time").is_dir() else data
    out: list[dict[str, Any]] = []
    for path in sorted([*home.glob("te3_*.jsonl"), *home.glob("wikiwars.jsonl"), *_other_languages(home)]):
        out += corpus_rows(path.stem, home, part, errors[1] if errors[0] == path.stem else 0)
    if (home / "probe_news.jsonl").is_file():
        out += probe_rows(home, errors[1] if errors[0] == "probe_news" else 0)
    if (home / "specs_recognizers_en.jsonl").is_file():
        out += specs_rows(home, part, errors[1] if errors[0] == "specs" else 0)
    if (home / "te3_timebank.jsonl").is_file():
        out += speed_rows(home)
    return [Row(**made) for made in out]


def _other_languages(home: Path) -> list[Path]:
    """The sets `NAME_xx.jsonl` of every language `xx` that has time rules."""
    known = [name for name in lang.languages() if lang.load(name, "time")]
    return [path for name in known for path in home.glob(f"*_{name}.jsonl") if path.stem != "specs_recognizers_en"]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=Path("../shared/bench/time"))
    parser.add_argument("--part", choices=("all", "work", "held"), default="all")
    parser.add_argument("--errors", nargs=2, default=("", "0"), metavar=("SET", "N"))
    arguments = parser.parse_args()
    if not arguments.data.is_dir():
        raise SystemExit(f"no data in {arguments.data}")
    for r in rows(arguments.data, arguments.part, (arguments.errors[0], int(arguments.errors[1]))):
        beside = f"   {r.peer}: {r.peer_value}" if r.peer else ""
        print(f"{r.set:<32}{r.measure:<26}{r.value:>9}{r.unit:<2}{beside}")


if __name__ == "__main__":
    main()
