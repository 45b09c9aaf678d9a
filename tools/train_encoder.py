"""Train the encoder that finds names and export it: `make models`.

    python -m tools.train_encoder --base FOLDER [--data ../shared/train] [--out .train/run] [--steps N] [--layers N]
    python -m tools.train_encoder --out .train/run --export src/chronofile/lang/en

`--base` holds `model.safetensors` and `vocab.txt` of all-MiniLM-L6-v2. The first command writes a checkpoint every
hundred steps, so that a run that is cut short can be exported too.
"""

from __future__ import annotations

import argparse
import copy
import json
import random
import time
from collections import Counter
from pathlib import Path

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from chronofile.find.gazetteer import _known
from chronofile.find.wordpiece import WordPieces
from chronofile.lang import load
from tools.encoder_data import LAYERS, NONE, Batch, Examples, batches, collate, packs, records, sources, vocabulary
from tools.encoder_net import Net, load_base

WEIGHTS = {"names": 1.0, "speech": 0.15, "head": 0.2, "relation": 0.1}
NEW = ("shape", "shape_at_heads", "names", "speech", "relation", "dependent", "head", "arc")
"""Parts that the base does not have: they learn faster."""
SAVE_EVERY = 100


def known_names() -> dict[str, list[list[str]]]:
    """Bodies and places of the English gazetteer, as words."""
    found: dict[str, list[list[str]]] = {"ORG": [], "LOC": []}
    for name, kind in _known(load("en", "names"), load("en", "places"))[0]:
        if kind in found:
            found[kind].append(name.replace("'s", " 's").split())
    return found


def loss_of(net: Net, batch: Batch, seen: Counter[str]) -> Tensor:
    word, shaped = net.words(batch.ids, batch.shapes, batch.mask, batch.firsts)
    made = {"names": net.names(shaped)}
    if (batch.marks["speech"] >= 0).any():
        made |= {"speech": net.speech(shaped), "head": net.arcs(word, batch.same), "relation": net.relation(word)}
    whole = torch.zeros(())
    for layer in LAYERS:
        if layer in made and (batch.marks[layer] >= 0).any():
            scores = made[layer]
            one = F.cross_entropy(scores.flatten(0, 1), batch.marks[layer].flatten(), ignore_index=NONE)
            whole = whole + WEIGHTS[layer] * one
            seen[layer] += one.item()
            seen[f"{layer} batches"] += 1
    return whole


def optimiser(net: Net, steps: int, rate: float) -> tuple[torch.optim.Optimizer, torch.optim.lr_scheduler.LambdaLR]:
    trained = [(n, p) for n, p in net.named_parameters() if p.requires_grad]
    groups = [
        {"params": [p for n, p in trained if n.split(".")[0] not in NEW], "lr": rate},
        {"params": [p for n, p in trained if n.split(".")[0] in NEW], "lr": 1e-3},
    ]
    made = torch.optim.AdamW(groups, betas=(0.9, 0.98), weight_decay=0.01)

    def scale(i: int) -> float:
        return min(1.0, (i + 1) / (steps * 0.08)) * max(0.02, 1 - i / steps)

    return made, torch.optim.lr_scheduler.LambdaLR(made, scale)


def average(mean: nn.Module, net: nn.Module, step: int) -> None:
    """A running mean of the weights: it scores better than the last ones."""
    keep = min(0.995, step / (step + 20))
    with torch.no_grad():
        for ours, theirs in zip(mean.parameters(), net.parameters(), strict=True):
            if theirs.requires_grad:
                ours.mul_(keep).add_(theirs, alpha=1 - keep)


def train(asked: argparse.Namespace) -> None:
    torch.manual_seed(asked.seed)
    torch.set_num_threads(asked.threads)
    found = sources(asked.data, random.Random(asked.seed))
    base = (asked.base / "vocab.txt").read_text(encoding="utf-8").rstrip("\n").split("\n")
    raw = [r["text"] for r in records(asked.data / "text" / "wikinews_2019_2020.jsonl.gz")]
    kept = vocabulary(base, found.documents, raw, asked.pieces)
    pieces = [base[i] for i in kept]
    asked.out.mkdir(parents=True, exist_ok=True)
    (asked.out / "pieces.txt").write_text("\n".join(pieces) + "\n", encoding="utf-8")
    shape = {"pieces": len(pieces), "layers": asked.layers, "speech": found.speech, "relations": found.relations}
    (asked.out / "shape.json").write_text(json.dumps(shape))
    net = Net(len(pieces), asked.layers, len(found.speech), len(found.relations))
    load_base(net, asked.base / "model.safetensors", kept)
    net.position.weight.requires_grad_(False)
    examples, known = Examples(WordPieces(pieces), found), known_names()
    mean = copy.deepcopy(net)
    optimizer, schedule = optimiser(net, asked.steps, asked.rate)
    rng, seen, step, began = random.Random(asked.seed), Counter[str](), 0, time.time()
    net.train()
    while step < asked.steps:
        for chosen in batches(packs(found, examples, known, rng), asked.batch, rng):
            loss = loss_of(net, collate(chosen, rng), seen)
            optimizer.zero_grad(set_to_none=True)
            if loss.requires_grad:
                loss.backward()
                nn.utils.clip_grad_norm_(net.parameters(), 1.0)
                optimizer.step()
            schedule.step()
            step += 1
            average(mean, net, step)
            if step % 25 == 0:
                told = (f"{k} {seen[k] / max(1, seen[f'{k} batches']):.3f}" for k in LAYERS)
                print(step, f"{time.time() - began:.0f}s", *told, flush=True)
                seen.clear()
            if step % SAVE_EVERY == 0 or step == asked.steps:
                torch.save(mean.state_dict(), asked.out / "weights.pt")
            if step == asked.steps:
                break


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=Path("../shared/train"))
    parser.add_argument("--base", type=Path)
    parser.add_argument("--out", type=Path, default=Path(".train/run"))
    parser.add_argument("--export", type=Path, help="folder the finished model goes into")
    for name, default in (("steps", 2200), ("layers", 4), ("pieces", 24_000), ("batch", 1024), ("seed", 7)):
        parser.add_argument(f"--{name}", type=int, default=default)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--rate", type=float, default=1.5e-4)
    asked = parser.parse_args()
    if asked.export:
        from tools.encoder_export import export

        export(asked.out, asked.export)
    else:
        train(asked)


if __name__ == "__main__":
    main()
