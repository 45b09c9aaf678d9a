"""The encoder's network: a small BERT with shapes of letters beside its pieces, heads on each word's first piece."""

from __future__ import annotations

import math
from pathlib import Path

import torch
import torch.nn.functional as F
from safetensors.torch import load_file
from torch import Tensor, nn

from chronofile.find.wordpiece import SHAPES

WIDTH, HEADS, INNER = 384, 12, 1536
LABELS = ("O", "B-PER", "I-PER", "B-ORG", "I-ORG", "B-LOC", "I-LOC")
POSITIONS = 160
"""Longest stretch it reads, in pieces; the base has 512, but none longer than 128 is ever given."""
_ARC = 192
_GROUP = 32


class Table(nn.Module):
    """The vectors of the pieces, never trained, in four bits a number: they would else be the model's larger half.

    Every 32 numbers share a scale. Training sees the rounded vectors that ship, so the rounding costs nothing later.
    """

    codes: Tensor
    scales: Tensor

    def __init__(self, pieces: int) -> None:
        super().__init__()
        self.register_buffer("codes", torch.zeros(pieces, WIDTH // 2, dtype=torch.uint8))
        self.register_buffer("scales", torch.zeros(pieces, WIDTH // _GROUP, dtype=torch.float16))

    def forward(self, ids: Tensor) -> Tensor:
        both = F.embedding(ids, self.codes).float()
        high = torch.floor(both / 16)
        codes = torch.cat([high, both - 16 * high], -1) - 8
        scales = F.embedding(ids, self.scales).float()
        return (codes.unflatten(-1, (WIDTH // _GROUP, _GROUP)) * scales[..., None]).flatten(-2)

    def fill(self, vectors: Tensor) -> None:
        """Of some scales for each group the one that comes nearest to its numbers."""
        groups = vectors.unflatten(-1, (WIDTH // _GROUP, _GROUP))
        largest = groups.abs().amax(-1, keepdim=True).clamp(min=1e-6)
        kept, scales = torch.zeros_like(groups), torch.zeros_like(largest)
        best = torch.full_like(largest, torch.inf)
        for shrink in torch.linspace(0.6, 1.05, 19):
            scale = (largest * shrink / 7).half().float()
            codes = (groups / scale).round().clamp(-8, 7)
            error = ((codes * scale - groups) ** 2).sum(-1, keepdim=True)
            better = error < best
            best, kept = torch.where(better, error, best), torch.where(better, codes, kept)
            scales = torch.where(better, scale, scales)
        flat = (kept + 8).flatten(-2).to(torch.uint8)
        self.codes.copy_(flat[:, : WIDTH // 2] * 16 + flat[:, WIDTH // 2 :])
        self.scales.copy_(scales[..., 0])


class Layer(nn.Module):
    def __init__(self, drop: float) -> None:
        super().__init__()
        self.drop = drop
        self.qkv, self.out = nn.Linear(WIDTH, 3 * WIDTH), nn.Linear(WIDTH, WIDTH)
        self.widen, self.narrow = nn.Linear(WIDTH, INNER), nn.Linear(INNER, WIDTH)
        self.norm_1, self.norm_2 = nn.LayerNorm(WIDTH, eps=1e-12), nn.LayerNorm(WIDTH, eps=1e-12)

    def forward(self, x: Tensor, bias: Tensor) -> Tensor:
        rows, length, _ = x.shape
        q, k, v = self.qkv(x).reshape(rows, length, 3, HEADS, WIDTH // HEADS).permute(2, 0, 3, 1, 4).unbind(0)
        weights = (q @ k.transpose(-1, -2) / math.sqrt(WIDTH // HEADS) + bias).softmax(-1)
        mixed = (F.dropout(weights, self.drop, self.training) @ v).transpose(1, 2).reshape(rows, length, WIDTH)
        x = self.norm_1(x + F.dropout(self.out(mixed), self.drop, self.training))
        return self.norm_2(x + F.dropout(self.narrow(F.gelu(self.widen(x))), self.drop, self.training))


class Net(nn.Module):
    """Heads: names and parts of speech from the piece and its shape, relation from the piece, arcs by two vectors."""

    def __init__(self, pieces: int, layers: int, speech: int, relations: int, drop: float = 0.1) -> None:
        super().__init__()
        self.drop = drop
        self.piece, self.position = Table(pieces), nn.Embedding(POSITIONS, WIDTH)
        self.shape, self.shape_at_heads = nn.Embedding(SHAPES, WIDTH), nn.Embedding(SHAPES, 32)
        nn.init.zeros_(self.shape.weight)
        self.norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.layers = nn.ModuleList(Layer(drop) for _ in range(layers))
        self.names, self.speech = nn.Linear(WIDTH + 32, len(LABELS)), nn.Linear(WIDTH + 32, speech)
        self.relation = nn.Linear(WIDTH, relations)
        self.dependent, self.head = nn.Linear(WIDTH, _ARC), nn.Linear(WIDTH, _ARC)
        self.arc = nn.Linear(_ARC + 1, _ARC, bias=False)

    def words(self, ids: Tensor, shapes: Tensor, mask: Tensor, firsts: Tensor) -> tuple[Tensor, Tensor]:
        """Vectors of the words, without and with the shape of their first piece."""
        x = self.piece(ids) + self.position(torch.arange(ids.shape[1], device=ids.device))[None] + self.shape(shapes)
        x = F.dropout(self.norm(x), self.drop, self.training)
        bias = ((1 - mask) * -1e4)[:, None, None, :]
        for layer in self.layers:
            x = layer(x, bias)
        word = torch.gather(x, 1, firsts[..., None].expand(-1, -1, WIDTH))
        shaped = torch.cat(
            [F.dropout(word, self.drop, self.training), self.shape_at_heads(shapes.gather(1, firsts))], -1
        )
        return word, shaped

    def arcs(self, word: Tensor, same: Tensor) -> Tensor:
        """How well each word (last dimension) would be the head of each; itself for a root. `same`: one sentence."""
        one = torch.ones(*word.shape[:2], 1, device=word.device)
        dependent = F.dropout(F.gelu(self.dependent(word)), 0.2, self.training)
        head = F.dropout(F.gelu(self.head(word)), 0.2, self.training)
        scores = self.arc(torch.cat([dependent, one], -1)) @ head.transpose(1, 2) * 4 / math.sqrt(_ARC)
        return scores.masked_fill(~same, -1e4)


def load_base(net: Net, file: Path, kept: list[int]) -> None:
    """The base weights into `net`: its first layers, and of its pieces those at the numbers `kept`."""
    base = load_file(file)
    table = "embeddings."
    with torch.no_grad():
        net.piece.fill(base[table + "word_embeddings.weight"][kept])
        # every stretch is of the base's first type: its vector goes into the positions
        first_type = base[table + "token_type_embeddings.weight"][0]
        net.position.weight.copy_(base[table + "position_embeddings.weight"][:POSITIONS] + first_type)
        net.norm.weight.copy_(base[table + "LayerNorm.weight"])
        net.norm.bias.copy_(base[table + "LayerNorm.bias"])
        for number, layer in enumerate(net.layers):
            at = f"encoder.layer.{number}."
            names = {
                "out": "attention.output.dense", "norm_1": "attention.output.LayerNorm",
                "widen": "intermediate.dense", "narrow": "output.dense", "norm_2": "output.LayerNorm",
            }  # fmt: skip
            for part in ("weight", "bias"):
                parts = [base[f"{at}attention.self.{which}.{part}"] for which in ("query", "key", "value")]
                getattr(layer.qkv, part).copy_(torch.cat(parts))
                for ours, theirs in names.items():
                    getattr(getattr(layer, ours), part).copy_(base[f"{at}{theirs}.{part}"])
