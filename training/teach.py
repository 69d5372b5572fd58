"""A larger model that labels what nobody labelled: python training/teach.py --data DATA --base DIR --out LABELS.npz.

Fine-tunes all-mpnet-base-v2 (Song et al. 2020; Apache 2.0) on the 2,116 statements of `sourcing/sourcing-train.jsonl`
and writes how probable it holds each stance, certainty and type for every statement of
`attribution/polnear-train.jsonl`. Nothing of it is shipped: `qualities.py` and `words.py` learn from what it says.
About half an hour of training and a quarter of labelling on two cores.
"""

from __future__ import annotations

import argparse
import json
import math
import random
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import numpy as np
import torch
from tokenizers import Tokenizer
from torch import Tensor, nn
from torch.nn import functional
from transformers import MPNetModel

from network import BORDERS, CERTAINTIES, STANCES, TYPES

LONGEST, FAR = 144, 350
"""Word pieces that are read, and characters around a cue when a statement is longer."""
BEFORE, BEHIND = 160, 80
"""Characters of its line that are read before a statement and behind it."""
MARKS = {1: ("[", "]"), 2: ("<", ">"), 3: ("{", "}")}
"""Marks around source, cue and content."""
LABELS = (STANCES, CERTAINTIES, TYPES)
Marked = tuple[list[int], list[int]]


def marked(tokenizer: Tokenizer, text: str, statement: dict) -> Marked:
    """Pieces of a statement in its line, its parts between marks, and which part each piece belongs to (0: none)."""
    spans = sorted(
        (a, b, role) for role, part in enumerate(("source", "cue", "content"), 1) for a, b in statement[part]
    )
    low, high = min(a for a, _, _ in spans), max(b for _, b, _ in spans)
    cue = min((a for a, _, role in spans if role == 2), default=low)
    if high - low > 2 * FAR:
        low, high = max(low, cue - FAR), min(high, cue + FAR)
        spans = [(max(a, low), min(b, high), role) for a, b, role in spans if b > low and a < high]
    start = max(text.rfind("\n", 0, low) + 1, low - BEFORE)
    end = text.find("\n", high)
    end = min(len(text) if end < 0 else end, high + BEHIND)
    pieces: list[int] = []
    roles: list[int] = []

    def add(words: str, role: int) -> None:
        found = tokenizer.encode(words, add_special_tokens=False).ids
        pieces.extend(found)
        roles.extend([role] * len(found))

    at = start
    for a, b, role in spans:
        if b <= max(a, at):
            continue
        add(text[at : max(a, at)], 0)
        add(MARKS[role][0], 0)
        add(text[max(a, at) : b], role)
        add(MARKS[role][1], 0)
        at = b
    add(text[at:end], 0)
    if len(pieces) > LONGEST - 2:
        first = max(0, min(roles.index(2) - LONGEST // 2, len(pieces) - LONGEST + 2)) if 2 in roles else 0
        pieces, roles = pieces[first : first + LONGEST - 2], roles[first : first + LONGEST - 2]
    return [tokenizer.token_to_id("<s>"), *pieces, tokenizer.token_to_id("</s>")], [0, *roles, 0]


def statements(tokenizer: Tokenizer, path: Path) -> Iterator[tuple[str, int, Marked, dict]]:
    for line in path.open(encoding="utf-8"):
        row = json.loads(line)
        for i, statement in enumerate(row["statements"]):
            if statement["cue"] and statement["content"]:
                yield row["id"], i, marked(tokenizer, row["text"], statement), statement


class Teacher(nn.Module):
    def __init__(self, base: Path) -> None:
        super().__init__()
        self.base = MPNetModel.from_pretrained(base, add_pooling_layer=False)
        self.judge = nn.Sequential(
            nn.Dropout(0.1), nn.Linear(4 * 768, 384), nn.GELU(), nn.Dropout(0.2), nn.Linear(384, BORDERS[-1])
        )

    def forward(self, group: list[Marked]) -> Tensor:
        """Scores (N, 19) of stance, certainty and type side by side."""
        length = max(len(pieces) for pieces, _ in group)
        pieces = torch.ones(len(group), length, dtype=torch.long)
        roles = torch.full((len(group), length), -1)
        for i, (p, r) in enumerate(group):
            pieces[i, : len(p)], roles[i, : len(r)] = torch.tensor(p), torch.tensor(r)
        with torch.autocast("cpu", torch.bfloat16):
            x = self.base(input_ids=pieces, attention_mask=(roles >= 0).long()).last_hidden_state.float()
        seen = [x[:, 0]]
        for role in MARKS:
            inside = (roles == role).float()[..., None]
            seen.append((x * inside).sum(1) / inside.sum(1).clamp(min=1))
        return self.judge(torch.cat(seen, 1))


def groups(lengths: list[int], size: int, chance: random.Random | None = None) -> list[list[int]]:
    """Places of statements of like length together; in random order where there is a chance."""
    order = sorted(range(len(lengths)), key=lambda i: (lengths[i] // 16, chance.random() if chance else i))
    found = [order[i : i + size] for i in range(0, len(order), size)]
    if chance:
        chance.shuffle(found)
    return found


def train(net: Teacher, known: list[tuple[Marked, list[int]]], epochs: int, seed: int) -> None:
    """Fit the teacher; its lowest four layers stay as they are."""
    chance = random.Random(seed)  # noqa: S311 - a fixed shuffle, no secret
    still = [net.base.embeddings, *net.base.encoder.layer[:4]]
    for part in still:
        part.requires_grad_(False)
    moving = [p for p in net.base.parameters() if p.requires_grad]
    optimizer = torch.optim.AdamW(
        [{"params": moving, "lr": 4e-5}, {"params": net.judge.parameters(), "lr": 4e-4}], weight_decay=0.01
    )
    steps = epochs * math.ceil(len(known) / 16)
    rate = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda s: min(1, (s + 1) / 60) * max(0.02, 1 - s / steps))
    lengths = [len(m[0]) for m, _ in known]
    net.train()
    for epoch in range(epochs):
        for i, group in enumerate(groups(lengths, 16, chance)):
            scores = net([known[j][0] for j in group])
            truth = torch.tensor([known[j][1] for j in group])
            loss = torch.stack([
                functional.cross_entropy(scores[:, a:b], truth[:, k], label_smoothing=0.05)
                for k, (a, b) in enumerate(pairwise(BORDERS))
            ])  # fmt: skip
            optimizer.zero_grad()
            loss.sum().backward()
            nn.utils.clip_grad_norm_(net.parameters(), 1.0)
            optimizer.step()
            rate.step()
            if i % 20 == 0:
                print(epoch, i, round(float(loss.detach().sum()), 3), flush=True)


@torch.no_grad()
def probabilities(net: Teacher, found: list[Marked]) -> np.ndarray:
    """How probable each label is for each statement, (N, 19): each of the three parts adds up to 1."""
    net.eval()
    out = np.zeros((len(found), BORDERS[-1]), np.float16)
    for group in groups([len(pieces) for pieces, _ in found], 32):
        scores = net([found[i] for i in group])
        parts = [scores[:, a:b].softmax(1) for a, b in pairwise(BORDERS)]
        out[group] = torch.cat(parts, 1).numpy()
    return out


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True, help="folder with attribution/ and sourcing/")
    parser.add_argument("--base", type=Path, required=True, help="folder with all-mpnet-base-v2")
    parser.add_argument("--out", type=Path, required=True, help="file of labels to write")
    parser.add_argument("--epochs", type=int, default=5)
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    torch.manual_seed(args.seed)
    torch.set_num_threads(2)
    tokenizer = Tokenizer.from_file(str(args.base / "tokenizer.json"))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    keys = ("stance", "certainty", "type")
    known = [
        (m, [labels.index(s[key]) for key, labels in zip(keys, LABELS, strict=True)])
        for _, _, m, s in statements(tokenizer, args.data / "sourcing/sourcing-train.jsonl")
    ]
    net = Teacher(args.base)
    train(net, known, args.epochs, args.seed)
    found = list(statements(tokenizer, args.data / "attribution/polnear-train.jsonl"))
    names = np.array([f"{name} {i}" for name, i, _, _ in found])
    np.savez_compressed(args.out, names=names, labels=probabilities(net, [m for _, _, m, _ in found]))


if __name__ == "__main__":
    main()
