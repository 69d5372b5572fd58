"""Checkpoint to the two ONNX files that are shipped: `python training/export.py CHECKPOINT --out DIR`.

The graphs are written node by node, with the runtime's fused operators, so that what runs is what stands here.
Weights of matrix products are signed 8-bit with one scale per output column; activations are quantised as they come,
one window at a time, so that a window's result never depends on its neighbours.
"""

from __future__ import annotations

import argparse
import hashlib
import json
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import torch
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper

from network import CERTAINTIES, DISTANCES, LEAST, QUERIES, SMALL, STANCES, TYPES, bucket
from sayso.language.encode import BREAKS, CASES, QUOTES

HEADS, LAYERS = 12, 6
CONTRIB = "com.microsoft"
Array = NDArray[Any]


class Graph:
    """Nodes and weights of an ONNX graph under construction; every method returns its output's name."""

    def __init__(self) -> None:
        self.nodes: list[onnx.NodeProto] = []
        self.weights: list[onnx.TensorProto] = []
        self.names = 0

    def weight(self, value: Array) -> str:
        self.names += 1
        self.weights.append(numpy_helper.from_array(np.ascontiguousarray(value), f"w{self.names}"))
        return f"w{self.names}"

    def node(self, kind: str, *inputs: str, domain: str = "", outputs: int = 1, **attributes: Any) -> Any:
        names = []
        for _ in range(outputs):
            self.names += 1
            names.append(f"n{self.names}")
        self.nodes.append(helper.make_node(kind, list(inputs), names, domain=domain, **attributes))
        return names[0] if outputs == 1 else names

    def linear(self, x: str, weight: Array, bias: Array) -> str:
        """X @ weight.T + bias with 8-bit weights; weight is (out, in) as torch keeps it."""
        w = weight.T.astype(np.float32)
        scale = np.maximum(np.abs(w).max(0) / 127, 1e-12).astype(np.float32)
        quantised = np.clip(np.rint(w / scale), -127, 127).astype(np.int8)
        return self.node("DynamicQuantizeMatMul", x, self.weight(quantised), self.weight(scale),
                         self.weight(np.zeros_like(scale, np.int8)), self.weight(bias), domain=CONTRIB)  # fmt: skip

    def full(self, x: str, weight: Array, bias: Array) -> str:
        """X @ weight.T + bias in 32 bits, for the small last steps."""
        return self.node("Add", self.node("MatMul", x, self.weight(weight.T)), self.weight(bias))

    def norm(self, x: str, weight: Array, bias: Array, epsilon: float = 1e-12) -> str:
        return self.node("LayerNormalization", x, self.weight(weight), self.weight(bias), axis=-1, epsilon=epsilon)

    def gelu(self, x: str) -> str:
        return self.node("Gelu", x, domain=CONTRIB)

    def save(self, path: Path, inputs: list[Any], outputs: list[Any], renamed: dict[str, str]) -> None:
        for old, new in renamed.items():
            self.nodes.append(helper.make_node("Identity", [old], [new]))
        graph = helper.make_graph(self.nodes, "sayso", inputs, outputs, self.weights)
        opsets = [helper.make_opsetid("", 17), helper.make_opsetid(CONTRIB, 1)]
        model = helper.make_model(graph, opset_imports=opsets, ir_version=9, producer_name="sayso")
        path.write_bytes(model.SerializeToString())


def info(name: str, kind: int, *shape: str | int) -> Any:
    return helper.make_tensor_value_info(name, kind, list(shape))


def encoder(state: dict[str, Array], path: Path) -> None:
    """Pieces (T,), layout (T,), first (W,) → words (W, 384), tags (W, 9), near (W, inner)."""
    g = Graph()
    table = state["encoder.words.weight"]
    scale = np.maximum(np.abs(table).max(1, keepdims=True) / 127, 1e-12).astype(np.float32)
    rows = g.node("Gather", g.weight(np.clip(np.rint(table / scale), -127, 127).astype(np.int8)), "pieces")
    x = g.node("Mul", g.node("Cast", rows, to=TensorProto.FLOAT), g.node("Gather", g.weight(scale), "pieces"))
    layout = (state["encoder.case.weight"][:, None, None] + state["encoder.quote.weight"][None, :, None]
              + state["encoder.breaks.weight"][None, None]).reshape(CASES * QUOTES * BREAKS, -1)  # fmt: skip
    x = g.node("Add", x, g.node("Gather", g.weight(layout), "layout"))
    ends = g.node("Shape", "pieces")
    zero = g.weight(np.zeros(1, np.int64))
    x = g.node("Add", x, g.node("Slice", g.weight(state["encoder.positions.weight"]), zero, ends, zero))
    x = g.node("Unsqueeze", g.norm(x, state["encoder.norm.weight"], state["encoder.norm.bias"]), zero)
    for i in range(LAYERS):
        w = {
            k.removeprefix(f"encoder.layers.{i}."): v for k, v in state.items() if k.startswith(f"encoder.layers.{i}.")
        }
        qkv = g.linear(x, w["qkv.weight"], w["qkv.bias"])
        q, k, v = g.node("Split", qkv, g.weight(np.full(3, 384, np.int64)), outputs=3, axis=2)
        a = g.node("MultiHeadAttention", q, k, v, domain=CONTRIB, num_heads=HEADS)
        # the fused SkipLayerNormalization is eight times as slow as these two on a processor
        a = g.node("Add", g.linear(a, w["out.weight"], w["out.bias"]), x)
        x = g.norm(a, w["norm1.weight"], w["norm1.bias"])
        up = g.gelu(g.linear(x, w["up.weight"], w["up.bias"]))
        x = g.node("Add", g.linear(up, w["down.weight"], w["down.bias"]), x)
        x = g.norm(x, w["norm2.weight"], w["norm2.bias"])
    words = g.node("Gather", g.node("Squeeze", x, zero), "first")
    tags = g.full(words, state["tags.weight"], state["tags.bias"])
    near = g.full(words, state["links.word.weight"], state["links.word.bias"])
    inner = state["links.word.weight"].shape[0]
    g.save(path, [info("pieces", TensorProto.INT64, "T"), info("layout", TensorProto.INT64, "T"),
                  info("first", TensorProto.INT64, "W")],
           [info("words", TensorProto.FLOAT, "W", 384), info("tags", TensorProto.FLOAT, "W", 9),
            info("near", TensorProto.FLOAT, "W", inner)],
           {words: "words", tags: "tags", near: "near"})  # fmt: skip


def links(state: dict[str, Array], path: Path) -> None:
    """words, near, and per cue its first and last word, each word's distance class and whether it is in the cue."""
    g = Graph()
    w = {k.removeprefix("links."): v for k, v in state.items() if k.startswith("links.")}
    inner = len(w["norms.0.weight"])
    one, last = g.weight(np.array([1], np.int64)), g.weight(np.array([-1], np.int64))
    cue = g.node("Concat", g.node("Gather", "words", "first"), g.node("Gather", "words", "last"), axis=1)
    gate = g.node("Add", g.node("Tanh", g.full(cue, w["gate.weight"], w["gate.bias"])), g.weight(np.float32([1.0])))
    x = g.node("Mul", g.node("Unsqueeze", "near", g.weight(np.zeros(1, np.int64))), g.node("Unsqueeze", gate, one))
    x = g.node("Add", x, g.node("Unsqueeze", g.full(cue, w["cue.weight"], w["cue.bias"]), one))
    x = g.node("Add", x, g.node("Gather", g.weight(w["distance.weight"]), "distance"))
    x = g.node("Add", x, g.node("Mul", g.node("Unsqueeze", "inside", last), g.weight(w["inside"])))
    x = g.norm(g.gelu(x), w["norms.0.weight"], w["norms.0.bias"], 1e-5)
    for i, dilation in enumerate((1, 4)):
        y = g.node("Transpose", x, perm=[0, 2, 1])
        y = g.node("Conv", y, g.weight(w[f"convs.{i}.weight"]), g.weight(w[f"convs.{i}.bias"]),
                   group=inner, dilations=[dilation], kernel_shape=[7], pads=[3 * dilation] * 2)  # fmt: skip
        y = g.gelu(g.node("Transpose", y, perm=[0, 2, 1]))
        y = g.full(y, w[f"mix.{i}.weight"], w[f"mix.{i}.bias"])
        x = g.norm(g.node("Add", x, y), w[f"norms.{i + 1}.weight"], w[f"norms.{i + 1}.bias"], 1e-5)
    roles = g.full(x, w["roles.weight"], w["roles.bias"])
    look = g.node("Softmax", g.node("Transpose", g.full(x, w["look.weight"], w["look.bias"]), perm=[0, 2, 1]), axis=-1)
    seen = g.node("Reshape", g.node("MatMul", look, x), g.weight(np.array([-1, 4 * inner], np.int64)))
    whole = g.node("Concat", seen, cue, axis=1)
    hidden = g.gelu(g.full(whole, w["valid.0.weight"], w["valid.0.bias"]))
    valid = g.full(hidden, w["valid.2.weight"], w["valid.2.bias"])
    rest = {k.removeprefix("qualities."): v for k, v in state.items() if k.startswith("qualities.")}
    judged = qualities(g, rest, roles)
    inputs = [info("words", TensorProto.FLOAT, "W", 384), info("near", TensorProto.FLOAT, "W", inner)]
    inputs += [info(n, TensorProto.INT64, "N") for n in ("first", "last")]
    inputs += [info("distance", TensorProto.INT64, "N", "W"), info("inside", TensorProto.FLOAT, "N", "W")]
    outputs = [info("roles", TensorProto.FLOAT, "N", "W", 5), info("valid", TensorProto.FLOAT, "N", 1),
               info("qualities", TensorProto.FLOAT, "N", len(STANCES) + len(CERTAINTIES) + len(TYPES))]  # fmt: skip
    g.save(path, inputs, outputs, {roles: "roles", valid: "valid", judged: "qualities"})


def qualities(g: Graph, w: dict[str, Array], roles: str) -> str:
    """The scores of stance, certainty and type, as `network.Qualities` has them."""
    last = g.weight(np.array([-1], np.int64))
    spread = np.repeat(np.eye(3, dtype=np.float32), QUERIES, axis=1)
    of_roles = np.zeros((5, 3), np.float32)
    of_roles[[1, 2], 1] = of_roles[[3, 4], 2] = 1
    p = g.node("MatMul", g.node("Softmax", roles, axis=-1), g.weight(of_roles @ spread))
    cue = g.node("MatMul", g.node("Unsqueeze", "inside", last), g.weight(spread[:1]))
    weights = g.node("Transpose", g.node("Add", p, cue), perm=[0, 2, 1])
    known = g.node("Greater", weights, g.weight(np.float32([SMALL])))
    key = g.node("Tanh", g.full("words", w["key.weight"], w["key.bias"]))
    scores = g.node("Transpose", g.node("MatMul", key, g.weight(w["query"].T)), perm=[1, 0])
    scores = g.node("Add", scores, g.node("Log", g.node("Max", weights, g.weight(np.float32([LEAST])))))
    scores = g.node("Where", known, scores, g.weight(np.float32([-1e4])))
    seen = g.node("MatMul", g.node("Softmax", scores, axis=-1), "words")
    anything = g.node("ReduceMax", g.node("Cast", known, to=TensorProto.FLOAT), axes=[2], keepdims=1)
    seen = g.node("Where", g.node("Cast", anything, to=TensorProto.BOOL), seen, g.weight(w["nothing"]))
    seen = g.node("Reshape", seen, g.weight(np.array([-1, w["query"].size], np.int64)))
    hidden = g.gelu(g.full(seen, w["judge.1.weight"], w["judge.1.bias"]))
    return g.full(hidden, w["judge.4.weight"], w["judge.4.bias"])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("checkpoint", type=Path)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--name", default="sayso-en-2", help="version of the model, as it stands in every ledger")
    args = parser.parse_args()
    args.out.mkdir(parents=True, exist_ok=True)
    saved = torch.load(args.checkpoint, weights_only=True, map_location="cpu")
    save({k: v.float().numpy() for k, v in saved.items()}, args.out, args.name)


def save(state: dict[str, Array], out: Path, name: str) -> None:
    """Write the two graphs, and their settings and hashes beside them."""
    encoder(state, out / "encoder.onnx")
    links(state, out / "links.onnx")
    steps = state["links.steps"] + state["links.forbidden"]
    begin = state["links.begin"] + state["links.never"]
    reach = torch.arange(-512, 513)
    settings = {
        "steps": [[round(float(v), 5) for v in row] for row in steps],
        "begin": [round(float(v), 5) for v in begin],
        "distances": bucket(reach).tolist(),
        "stances": STANCES, "certainties": CERTAINTIES, "types": TYPES,
    }  # fmt: skip
    if max(settings["distances"]) >= DISTANCES:
        raise ValueError("a distance class lies outside its table")
    describe(out, name, settings)


def describe(out: Path, name: str, settings: dict[str, Any]) -> None:
    """Write what the package has to know of the graphs: their version, their settings, their hashes."""
    hashes = {n: hashlib.sha256((out / n).read_bytes()).hexdigest() for n in ("encoder.onnx", "links.onnx")}
    whole = settings | {"name": name, "sha256": hashes}
    (out / "model.json").write_text(json.dumps(whole, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
