"""Fit the tables of words beside the model: python training/words.py --data DATA.

DATA: the folder with `sourcing/sourcing-train.jsonl`. Each table is a softmax regression with a squared penalty of 1 on
the features that occur twice. The model's own probabilities, which know these articles, have no part in the fit. The
scales beside them were set on other articles.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from sayso.language import Found
from sayso.language.encode import quotations
from sayso.model import CERTAINTIES, SPEAKER_TYPES, STANCES, Document, Post, Span
from sayso.sources import kinds
from sayso.sources.cast import Cast
from sayso.sources.mentions import read
from sayso.stance import _content_words, _cue_words, features, hedges
from sayso.statements import Extracted, _kind

Rows = list[tuple[list[str], int]]
SMALLEST = 0.12
"""Weight below which a feature is left out."""


def fit(rows: Rows, labels: int, steps: int = 120) -> dict[str, list[float]]:
    """Weights of each feature for each label, by full-batch Adam, stopped early."""
    counts = Counter(f for found, _ in rows for f in set(found))
    place = {f: i for i, f in enumerate(sorted(f for f, n in counts.items() if n > 1))}
    x, y = np.zeros((len(rows), len(place))), np.zeros((len(rows), labels))
    for i, (found, label) in enumerate(rows):
        y[i, label] = 1
        for f in found:
            if f in place:
                x[i, place[f]] += 1
    w = np.zeros((len(place), labels))
    first, second = np.zeros_like(w), np.zeros_like(w)
    for step in range(1, steps + 1):
        z = x @ w
        p = np.exp(z - z.max(1, keepdims=True))
        gradient = x.T @ (p / p.sum(1, keepdims=True) - y) + w
        first, second = 0.9 * first + 0.1 * gradient, 0.99 * second + 0.01 * gradient**2
        w -= 0.1 * 0.98 ** (step / 6) * (first / (1 - 0.9**step)) / (np.sqrt(second / (1 - 0.99**step)) + 1e-8)
    return {f: [round(float(v), 2) for v in w[i]] for f, i in place.items() if abs(w[i]).max() >= SMALLEST}


def statements(row: dict, document: Document) -> list[tuple[Extracted, dict]]:
    """The labelled statements of an article as the package sees them, nothing known of their qualities."""
    flat = [np.full(len(s), 1 / len(s), np.float32) for s in (STANCES, CERTAINTIES, SPEAKER_TYPES)]
    quoted, found = quotations(document.text), []
    for s in row["statements"]:
        source, cue, content = (tuple(Span(*p) for p in s[k]) for k in ("source", "cue", "content"))
        if cue and content:
            one = Found(cue[0], source, content, 0.9, 1.0, *flat)
            kind = _kind(document.text, content, quoted)
            found.append((Extracted(source, cue, content, kind, document.posts[0], 0.9, one), s))
    return found


def save(path: Path, labels: Sequence[str], scale: float, rows: Rows) -> None:
    lines = [f"{json.dumps(k, ensure_ascii=False)}: {json.dumps(v)}" for k, v in fit(rows, len(labels)).items()]
    head = f'{{"labels": {json.dumps(list(labels))},\n"scale": {scale},\n"weights": {{\n'
    path.write_text(head + ",\n".join(lines) + "\n}}\n", "utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--out", type=Path, default=Path("src/sayso"))
    args = parser.parse_args()
    types: Rows = []
    stances: Rows = []
    certainties: Rows = []
    for line in (args.data / "sourcing" / "sourcing-train.jsonl").open(encoding="utf-8"):
        row = json.loads(line)
        text = row["text"]
        document = Document(row["id"], text, posts=(Post("p0", "article", Span(0, len(text))),))
        labelled = statements(row, document)
        cast = Cast(document, [s for s, _ in labelled])
        for one, gold in labelled:
            cue = _cue_words(text, one)
            content = _content_words(text, one)
            stances.append((features(cue, content, one, text), STANCES.index(gold["stance"])))
            if gold["certainty"] != "na":
                certainties.append((hedges(cue, content, one, text), CERTAINTIES.index(gold["certainty"])))
            if one.source:
                mention = read(text, one.source[0], cast.names)
                types.append((kinds.features(cast, mention, one.cue[0]), SPEAKER_TYPES.index(gold["type"])))
    save(args.out / "sources" / "data" / "kinds.json", SPEAKER_TYPES, 0.6, types)
    save(args.out / "stance" / "data" / "stances.json", STANCES, 0.6, stances)
    save(args.out / "stance" / "data" / "certainties.json", CERTAINTIES[:3], 0.4, certainties)


if __name__ == "__main__":
    main()
