"""The shipped files back to a checkpoint that training can go on from: `python training/restore.py --out FILE.pt`.

Weights come back as the 8 bits hold them; exporting the checkpoint again gives the same files, but for the last digits
of the layout table, whose three parts are told apart only up to a constant.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import torch
from numpy.typing import NDArray
from onnx import numpy_helper

from export import LAYERS
from network import Network
from sayso.language.encode import BREAKS, CASES, QUOTES

Array = NDArray[Any]
SHIPPED = Path(__file__).parent.parent / "src/sayso/language/data"


def weights_of(path: Path) -> Iterator[Array]:
    """The arrays of a graph in the order in which `export.py` wrote them."""
    for tensor in onnx.load(path).graph.initializer:
        yield numpy_helper.to_array(tensor)


def encoder(arrays: Iterator[Array]) -> dict[str, Array]:
    """The encoder's weights and those of the steps that are computed with it."""

    def linear() -> tuple[Array, Array]:
        quantised, scale, _, bias = (next(arrays) for _ in range(4))
        return (quantised.astype(np.float32) * scale).T, bias

    state = {}
    rows, scale = next(arrays), next(arrays)
    state["words.weight"] = rows.astype(np.float32) * scale
    layout = next(arrays).reshape(CASES, QUOTES, BREAKS, -1)
    state["case.weight"] = layout[:, 0, 0]
    state["quote.weight"] = layout[0, :, 0] - layout[0, 0, 0]
    state["breaks.weight"] = layout[0, 0] - layout[0, 0, 0]
    next(arrays)
    state["positions.weight"] = next(arrays)
    state["norm.weight"], state["norm.bias"] = next(arrays), next(arrays)
    for i in range(LAYERS):
        for name in ("qkv", "out", "norm1", "up", "down", "norm2"):
            pair = (next(arrays), next(arrays)) if name.startswith("norm") else linear()
            state[f"layers.{i}.{name}.weight"], state[f"layers.{i}.{name}.bias"] = pair
            if name == "qkv":
                next(arrays)
    state = {f"encoder.{k}": v for k, v in state.items()}
    for name in ("tags", "links.word"):
        state[f"{name}.weight"], state[f"{name}.bias"] = next(arrays).T, next(arrays)
    return state


def links(arrays: Iterator[Array]) -> dict[str, Array]:
    """The link head's weights, but for its first step, which is computed with the encoder."""
    state = {}

    def pair(name: str, *, turned: bool = True) -> None:
        weight, bias = next(arrays), next(arrays)
        state[f"links.{name}.weight"], state[f"links.{name}.bias"] = weight.T if turned else weight, bias

    for _ in range(2):  # constants of the graph
        next(arrays)
    pair("gate")
    next(arrays), next(arrays)
    pair("cue")
    state["links.distance.weight"] = next(arrays)
    state["links.inside"] = next(arrays)
    pair("norms.0", turned=False)
    for i in range(2):
        pair(f"convs.{i}", turned=False)
        pair(f"mix.{i}")
        pair(f"norms.{i + 1}", turned=False)
    pair("roles")
    pair("look")
    next(arrays)
    pair("valid.0")
    pair("valid.2")
    return state


def qualities(arrays: Iterator[Array]) -> dict[str, Array]:
    """The weights of the head that judges stance, certainty and type; `arrays` are those behind the link head's."""
    state = {}

    def pair(name: str) -> None:
        state[f"qualities.{name}.weight"], state[f"qualities.{name}.bias"] = next(arrays).T, next(arrays)

    for _ in range(4):  # constants of the graph
        next(arrays)
    pair("key")
    state["qualities.query"] = next(arrays).T
    next(arrays), next(arrays)
    state["qualities.nothing"] = next(arrays)
    next(arrays)
    pair("judge.1")
    pair("judge.4")
    return state


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--model", type=Path, default=SHIPPED, help="folder with the shipped files")
    parser.add_argument("--out", type=Path, required=True)
    args = parser.parse_args()
    torch.save(restored(args.model), args.out)


def restored(model: Path) -> dict[str, torch.Tensor]:
    """The state of the network from the folder with the shipped files."""
    arrays = weights_of(model / "links.onnx")
    found = encoder(weights_of(model / "encoder.onnx")) | links(arrays) | qualities(arrays)
    settings = json.loads((model / "model.json").read_text("utf-8"))
    state = Network().state_dict()
    for key, value in (("links.steps", settings["steps"]), ("links.begin", settings["begin"])):
        found[key] = np.where(np.asarray(value) < -1e3, 0, np.asarray(value, np.float32))
    for key, old in state.items():
        if key in found:
            state[key] = torch.from_numpy(np.array(found.pop(key), np.float32)).reshape(old.shape)
    if found:
        raise ValueError(f"{model}: not files of this shape: {sorted(found)}")
    return state


if __name__ == "__main__":
    main()
