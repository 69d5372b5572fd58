"""Train the model: `python training/train.py --data DIR --base DIR --out DIR`.

Writes a checkpoint after every epoch and goes on from the last one when called again.
"""

from __future__ import annotations

import argparse
import json
import math
import random
import time
from pathlib import Path

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional

from data import IGNORE, MASK, Article, Sample, known_names, load, rearrange, samples
from network import CERTAINTIES, STANCES, TYPES, Network, parts_of

SIZE = 256
"""Word pieces a window, the marks at its ends included."""


def batches(windows: list[Sample], size: int, chance: random.Random) -> list[list[Sample]]:
    """Windows of like length together, in random order."""
    windows = sorted(windows, key=lambda s: (-(-len(s.pieces) // 64), chance.random()))
    groups = [windows[i : i + size] for i in range(0, len(windows), size)]
    chance.shuffle(groups)
    return groups


def collate(group: list[Sample]) -> dict[str, Tensor]:
    """Arrays of a batch, pieces padded to a multiple of 64 so that few kernels are built."""
    length = -(-max(len(s.pieces) for s in group) // 64) * 64
    words = -(-max(len(s.first) for s in group) // 64) * 64
    b = len(group)
    out = {
        "pieces": np.zeros((b, length), np.int64), "features": np.zeros((b, length, 3), np.int64),
        "mask": np.zeros((b, length), bool), "first": np.zeros((b, words), np.int64),
        "tags": np.full((b, words, 3), IGNORE, np.int64), "words": np.zeros(b, np.int64),
    }  # fmt: skip
    for i, s in enumerate(group):
        out["pieces"][i, : len(s.pieces)] = s.pieces
        out["features"][i, : len(s.pieces)] = s.features
        out["mask"][i, : len(s.pieces)] = True
        out["first"][i, : len(s.first)] = s.first
        out["tags"][i, : len(s.first)] = s.tags
        out["words"][i] = len(s.first)
    return {k: torch.from_numpy(v) for k, v in out.items()}


def wrong_cues(cue_scores: Tensor, tags: Tensor, most: int) -> list[tuple[int, int, int]]:
    """(window, first, last) of stretches that the model now takes for cues where none is marked."""
    p = cue_scores.detach().softmax(-1)
    gold = tags != 2  # padding counts as marked and is never taken
    found = []
    for w, i in zip(*torch.where((p[..., 0] > 0.08) & ~gold), strict=True):
        found.append((float(p[w, i, 0]), int(w), int(i)))
    found.sort(reverse=True)
    out = []
    for _, w, i in found[:most]:
        last = i
        while last + 1 < p.shape[1] and not gold[w, last + 1] and p[w, last + 1].argmax() == 1:
            last += 1
        out.append((w, i, last))
    return out


def loss(net: Network, group: list[Sample], weights: dict[str, Tensor]) -> tuple[Tensor, dict[str, float]]:
    batch = collate(group)
    with torch.autocast("cpu", torch.bfloat16):
        words, scores = net.read(batch["pieces"], batch["features"], batch["mask"], batch["first"])
    scores = scores.float().view(*scores.shape[:2], 3, 3)
    parts = {
        name: functional.cross_entropy(
            scores[:, :, i].flatten(0, 1), batch["tags"][..., i].flatten(), ignore_index=IGNORE
        )
        for i, name in enumerate(("source", "cue", "content"))
    }
    gold = [(w, c) for w, s in enumerate(group) for c in s.cues]
    wrong = wrong_cues(scores[:, :, 1], batch["tags"][..., 1], len(gold) // 3)
    where = [(w, c.first, c.last) for w, c in gold] + wrong
    if where:
        window, first, last = torch.tensor(where).T
        lengths = batch["words"][window]
        mask = torch.arange(words.shape[1]) < lengths[:, None]
        with torch.autocast("cpu", torch.bfloat16):
            found = net.links(words, window, first, last, mask)
        roles, valid = (x.float() for x in found)
        at = torch.arange(words.shape[1])
        cue = (at >= first[:, None]) & (at <= last[:, None])
        parts_ = parts_of(roles.detach(), cue) * mask[..., None]
        qualities = net.qualities(words.float(), window, parts_)
        truth = torch.zeros(len(gold), words.shape[1], dtype=torch.long)
        for i, (_, c) in enumerate(gold):
            truth[i, : len(c.roles)] = torch.from_numpy(c.roles)
        n = len(gold)
        parts["valid"] = functional.binary_cross_entropy_with_logits(valid, (torch.arange(len(where)) < n).float())
        if n:
            parts["roles"] = net.links.negative_log_likelihood(roles[:n], truth, lengths[:n]).mean()
            labels = torch.tensor([c.qualities for _, c in gold])
            if (labels[:, 0] != IGNORE).any():
                a, b = len(STANCES), len(STANCES) + len(CERTAINTIES)
                for name, column, part in (("stance", 0, qualities[:n, :a]), ("certainty", 1, qualities[:n, a:b]),
                                           ("type", 2, qualities[:n, b:])):  # fmt: skip
                    parts[name] = functional.cross_entropy(
                        part, labels[:, column], weights.get(name), ignore_index=IGNORE
                    )
    factor = {"source": 0.5, "content": 0.5, "cue": 1.5, "roles": 0.25, "valid": 0.5,
              "stance": 0.15, "certainty": 0.15, "type": 0.15}  # fmt: skip
    total = torch.stack([factor[k] * v for k, v in parts.items()]).sum()
    return total, {k: float(v.detach()) for k, v in parts.items()}


class Average:
    """Exponential moving average of the weights: it is what is evaluated and shipped."""

    def __init__(self, net: torch.nn.Module, decay: float) -> None:
        self.decay, self.steps = decay, 0
        self.state = {k: v.detach().clone() for k, v in net.state_dict().items()}

    @torch.no_grad()
    def update(self, net: torch.nn.Module) -> None:
        self.steps += 1
        decay = min(self.decay, (1 + self.steps) / (10 + self.steps))
        for k, v in net.state_dict().items():
            self.state[k].lerp_(v, 1 - decay)


def weights_of(articles: list[Article]) -> dict[str, Tensor]:
    """Weights of the classes: they fall with the root of frequency, so that denials and refusals are not drowned."""
    weights = {}
    for column, (name, size) in enumerate(
        (("stance", len(STANCES)), ("certainty", len(CERTAINTIES)), ("type", len(TYPES)))
    ):
        seen = [s.qualities[column] for a in articles for s in a.statements if s.qualities[0] != IGNORE]
        counts = np.bincount(seen, minlength=size)
        share = (counts.sum() / size / np.maximum(counts, 1)) ** 0.5
        weights[name] = torch.tensor(share, dtype=torch.float32).clamp(0.5, 3)
    return weights


def windows_of(articles: list[Article], rearranged: float, masked: float, chance: random.Random) -> list[Sample]:
    """An epoch's windows.

    `rearranged` is the share of articles whose quotations come in another form besides, `masked` that of hidden pieces.
    """
    names = known_names(articles)
    found = [s for a in articles for s in samples(a, SIZE, names, chance)]
    for article in articles:
        other = rearrange(article, chance) if chance.random() < rearranged else None
        found += samples(other, SIZE, names, chance) if other else ()
    for sample in found:
        inner = range(1, len(sample.pieces) - 1)
        sample.pieces[[i for i in inner if chance.random() < masked]] = MASK
    return found


class Run:
    """Network, optimizer and average, and their checkpoint on disk."""

    def __init__(self, args: argparse.Namespace) -> None:
        self.args = args
        self.net = Network()
        self.net.encoder.load(args.base / "model.safetensors")
        if args.start:
            self.net.load_state_dict(torch.load(args.start, weights_only=True))
        fast = [*self.net.tags.parameters(), *self.net.links.parameters(), *self.net.qualities.parameters()]
        groups = [
            {"params": list(self.net.encoder.parameters()), "lr": args.rate},
            {"params": fast, "lr": 5 * args.rate},
        ]
        self.optimizer = torch.optim.AdamW(groups, weight_decay=0.01, fused=True)
        self.rates = [group["lr"] for group in self.optimizer.param_groups]
        self.average = Average(self.net, 0.997)
        self.last = args.out / "last.pt"
        self.epoch = 0
        if self.last.exists():
            saved = torch.load(self.last, weights_only=True)
            self.net.load_state_dict(saved["net"])
            self.optimizer.load_state_dict(saved["optimizer"])
            self.average.state, self.average.steps = saved["average"], saved["steps"]
            self.epoch = saved["epoch"]

    def step(self, group: list[Sample], weights: dict[str, Tensor], progress: float) -> dict[str, float]:
        """One step; the rate rises over the first 6 % of all steps and falls along a cosine to 2 %."""
        scale = min(1.0, progress / 0.06) * (0.02 + 0.98 * 0.5 * (1 + math.cos(math.pi * min(progress, 1))))
        for param, rate in zip(self.optimizer.param_groups, self.rates, strict=True):
            param["lr"] = rate * scale
        total, parts = loss(self.net, group, weights)
        self.optimizer.zero_grad()
        total.backward()
        torch.nn.utils.clip_grad_norm_(self.net.parameters(), 1.0)
        self.optimizer.step()
        self.average.update(self.net)
        return parts

    def save(self, epoch: int) -> None:
        """Write the checkpoint beside the old one and then in its place, so that a kill leaves one of them whole."""
        state = {
            "net": self.net.state_dict(), "optimizer": self.optimizer.state_dict(), "average": self.average.state,
            "steps": self.average.steps, "epoch": epoch,
        }  # fmt: skip
        torch.save(state, self.last.with_suffix(".new"))
        self.last.with_suffix(".new").replace(self.last)
        torch.save(self.average.state, self.args.out / f"epoch{epoch}.pt")


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder with attribution/ and sourcing/")
    parser.add_argument("--base", type=Path, required=True, help="folder with the base encoder's model.safetensors")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--start", type=Path, help="weights of an earlier run to go on from (an epochN.pt)")
    parser.add_argument("--epochs", type=int, default=7)
    parser.add_argument("--batch", type=int, default=18)
    parser.add_argument("--rate", type=float, default=2e-4)
    parser.add_argument("--rearranged", type=float, default=0.0, help="share of articles seen in another form besides")
    parser.add_argument("--masked", type=float, default=0.0, help="share of word pieces hidden from the network")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--articles", type=int, help="train on the first N only (to try things)")
    return parser.parse_args()


def main() -> None:
    args = arguments()
    torch.manual_seed(args.seed)
    torch.set_num_threads(args.threads)
    torch.set_float32_matmul_precision("medium")
    args.out.mkdir(parents=True, exist_ok=True)
    articles = load(args.data / "attribution/polnear-train.jsonl", args.data / "sourcing/sourcing-train.jsonl")
    articles = articles[: args.articles]
    weights = weights_of(articles)
    run = Run(args)
    run.net.train()
    for epoch in range(run.epoch, args.epochs):
        chance = random.Random(args.seed * 1000 + epoch)  # noqa: S311 - a fixed shuffle, no secret
        groups = batches(windows_of(articles, args.rearranged, args.masked, chance), args.batch, chance)
        sums: dict[str, list[float]] = {}
        began = time.time()
        for i, group in enumerate(groups):
            progress = (epoch + i / len(groups)) / args.epochs
            for name, value in run.step(group, weights, progress).items():
                sums.setdefault(name, []).append(value)
            if (i + 1) % 20 == 0:
                report = " ".join(f"{k} {np.mean(v[-20:]):.3f}" for k, v in sums.items())
                print(f"{epoch} {i + 1}/{len(groups)} {time.time() - began:.0f}s {report}", flush=True)
        run.save(epoch + 1)
    settings = {k: v if isinstance(v, int | float) else str(v) for k, v in vars(args).items()}
    (args.out / "settings.json").write_text(json.dumps(settings, indent=1), "utf-8")


if __name__ == "__main__":
    main()
