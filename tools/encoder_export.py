"""From a checkpoint to what ships: one ONNX file in eight bits and its vocabulary."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import numpy as np
import onnx
import onnxruntime
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn

from tools.encoder_net import Net

INPUTS = ("ids", "shapes", "mask", "firsts", "sentence")
OUTPUTS = ("names", "head", "head_doubt", "relation")


class Shipped(nn.Module):
    """What runs in the product: scores of the labels of names, each word's head, how unsure that is, its relation."""

    def __init__(self, net: Net) -> None:
        super().__init__()
        self.net = net

    def forward(
        self, ids: Tensor, shapes: Tensor, mask: Tensor, firsts: Tensor, sentence: Tensor
    ) -> tuple[Tensor, Tensor, Tensor, Tensor]:
        word, shaped = self.net.words(ids, shapes, mask, firsts)
        arcs = self.net.arcs(word, sentence[:, :, None] == sentence[:, None, :]).log_softmax(-1)
        return (
            self.net.names(shaped).log_softmax(-1), arcs.argmax(-1), -arcs.amax(-1), self.net.relation(word).argmax(-1),
        )  # fmt: skip


def checkpoint(run: Path) -> Net:
    shape = json.loads((run / "shape.json").read_text())
    net = Net(shape["pieces"], shape["layers"], len(shape["speech"]), len(shape["relations"]))
    net.load_state_dict(torch.load(run / "weights.pt", weights_only=True))
    return net.eval()


def export(run: Path, folder: Path) -> None:
    """Writes `encoder.onnx` and `encoder_pieces.txt` into `folder`, and says how far the bits moved the scores."""
    shipped = Shipped(checkpoint(run)).eval()
    given = (
        torch.randint(5, 900, (2, 20)), torch.randint(0, 24, (2, 20)), torch.ones(2, 20), torch.randint(0, 15, (2, 7)),
        torch.zeros(2, 7, dtype=torch.long),
    )  # fmt: skip
    exact = run / "exact.onnx"
    axes = {name: {0: "rows", 1: "pieces" if name in INPUTS[:3] else "words"} for name in (*INPUTS, *OUTPUTS)}
    torch.onnx.export(
        shipped, given, str(exact), input_names=INPUTS, output_names=OUTPUTS, dynamic_axes=axes,
        opset_version=17, dynamo=False,
    )  # fmt: skip
    small = folder / "encoder.onnx"
    quantize_dynamic(
        exact, small, per_channel=True, reduce_range=True, weight_type=QuantType.QInt8,
        op_types_to_quantize=["MatMul", "Gemm"],
    )  # fmt: skip
    model = onnx.load(small)
    relations = json.loads((run / "shape.json").read_text())["relations"]
    model.metadata_props.add(key="relations", value=" ".join(relations))
    onnx.save(model, small)
    shutil.copyfile(run / "pieces.txt", folder / "encoder_pieces.txt")
    with torch.no_grad():
        wanted = shipped(*given)[0].numpy()
    for file in (exact, small):
        session = onnxruntime.InferenceSession(str(file), providers=["CPUExecutionProvider"])
        made = session.run(None, dict(zip(INPUTS, (g.numpy() for g in given), strict=True)))[0]
        print(file, file.stat().st_size, "differs at most", float(np.abs(made - wanted).max()))
