"""Fit the head that judges stance, certainty and type: python training/qualities.py --data DATA --labels LABELS.npz.

The head learns what the teacher (`teach.py`) says of the statements of the articles that nobody labelled, from what the
shipped encoder and link head see of them; those two stay as they are, to the bit. Five minutes on two cores. Writes
links.onnx and model.json of `--model`.
"""

from __future__ import annotations

import argparse
import json
import math
import random
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn

from export import describe
from export import links as write
from network import BORDERS, Qualities, parts_of
from restore import SHIPPED, links, weights_of
from sayso.language.tagger import Tagger
from words import labels_of


@dataclass
class Seen:
    """What encoder and link head see of a window: words (W, 384), and of the cues with a label the parts (N, W, 3)."""

    words: NDArray[np.float16]
    parts: Tensor
    labels: Tensor


class Watched(Tagger):
    """The tagger, with what went into its link head and what came out at hand."""

    def __init__(self) -> None:
        super().__init__()
        self.inner, self._links = self._links, self
        self.windows: list[tuple[dict[str, Any], Any]] = []

    def run(self, names: None, feed: dict[str, Any]) -> Any:
        out = self.inner.run(names, feed)
        self.windows.append((feed, out[0]))
        return out


def seen(data: Path, labels: dict[str, NDArray[np.float64]]) -> list[Seen]:
    """The windows of the articles that nobody labelled. A cue has the label of the annotated one that it overlaps."""
    labelled = {json.loads(line)["id"] for line in (data / "sourcing/sourcing-train.jsonl").open(encoding="utf-8")}
    tagger = Watched()
    windows = []
    for line in (data / "attribution/polnear-train.jsonl").open(encoding="utf-8"):
        row = json.loads(line)
        if row["id"] in labelled:
            continue
        cues = [(*s["cue"][0], f"{row['id']} {i}") for i, s in enumerate(row["statements"]) if s["cue"]]
        tagger.windows.clear()
        found = iter(list(tagger.tag(row["text"])))
        for feed, roles in tagger.windows:
            hits = []
            for i, one in zip(range(len(roles)), found, strict=False):
                name = next((n for a, b, n in cues if one.cue.start < b and a < one.cue.end and n in labels), None)
                hits += [(i, labels[name])] if name else []
            if hits:
                at = [i for i, _ in hits]
                parts = parts_of(torch.from_numpy(roles[at]), torch.from_numpy(feed["inside"][at]))
                truth = torch.from_numpy(np.stack([p for _, p in hits]).astype(np.float32))
                windows.append(Seen(feed["words"].astype(np.float16), parts.half(), truth))
    return windows


def distance(head: Qualities, batch: list[Seen]) -> Tensor:
    """The cross-entropy of what the head says with what the labels say, added up over stance, certainty and type."""
    longest = max(len(w.words) for w in batch)
    words = torch.zeros(len(batch), longest, batch[0].words.shape[1])
    parts = torch.zeros(sum(len(w.parts) for w in batch), longest, 3)
    at, window = 0, []
    for i, w in enumerate(batch):
        words[i, : len(w.words)] = torch.from_numpy(w.words.astype(np.float32))
        parts[at : at + len(w.parts), : w.parts.shape[1]] = w.parts.float()
        at += len(w.parts)
        window += [i] * len(w.parts)
    scores, truth = head(words, torch.tensor(window), parts), torch.cat([w.labels for w in batch])
    each = [-(truth[:, a:b] * scores[:, a:b].log_softmax(1)).sum(1).mean() for a, b in pairwise(BORDERS)]
    return torch.stack(each).sum()


def fit(windows: list[Seen], epochs: int, seed: int) -> Qualities:
    """The head that says what the labels say."""
    chance = random.Random(seed)  # noqa: S311 - a fixed shuffle, no secret
    torch.manual_seed(seed)
    head, size = Qualities(), 8
    optimizer = torch.optim.AdamW(head.parameters(), lr=1e-3, weight_decay=0.01)
    steps = epochs * math.ceil(len(windows) / size)
    rate = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda s: min(1, (s + 1) / 100) * max(0.01, 1 - s / steps))
    for epoch in range(epochs):
        order = sorted(windows, key=lambda w: (len(w.words) // 32, chance.random()))
        batches = [order[i : i + size] for i in range(0, len(order), size)]
        chance.shuffle(batches)
        losses = []
        for batch in batches:
            loss = distance(head, batch)
            optimizer.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(head.parameters(), 1.0)
            optimizer.step()
            rate.step()
            losses.append(float(loss.detach()))
        print(epoch, round(float(np.mean(losses)), 4), flush=True)
    return head.eval()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True, help="folder with attribution/ and sourcing/")
    parser.add_argument("--labels", type=Path, nargs="+", required=True, help="files of `teach.py`, averaged")
    parser.add_argument("--model", type=Path, default=SHIPPED, help="folder of the package's model")
    parser.add_argument("--name", default="sayso-en-2", help="version of the model, as it stands in every ledger")
    parser.add_argument("--epochs", type=int, default=8)
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    head = fit(seen(args.data, labels_of(args.labels)), args.epochs, args.seed)
    state = links(weights_of(args.model / "links.onnx"))
    state |= {f"qualities.{k}": v.numpy() for k, v in head.state_dict().items()}
    write({k: np.asarray(v, np.float32) for k, v in state.items()}, args.model / "links.onnx")
    settings = json.loads((args.model / "model.json").read_text("utf-8"))
    describe(args.model, args.name, settings)


if __name__ == "__main__":
    main()
