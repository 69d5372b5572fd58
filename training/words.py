"""Fit the tables of words beside the model: python training/words.py --data DATA --labels LABELS.npz.

DATA: the folder with `sourcing/sourcing-train.jsonl` and `attribution/polnear-train.jsonl`. Each table is a softmax
regression with a squared penalty of 1 on the features that occur twice, fitted to the labelled statements and, each
counting for less, to those that nobody labelled, for which `teach.py` said how probable each label is: that shows the
tables more words than 2,116 statements have. The scales beside the model were set on other articles. A minute.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

import sayso
from sayso.language import Found
from sayso.language.encode import quotations
from sayso.language.linear import linear
from sayso.model import CERTAINTIES, SPEAKER_TYPES, STANCES, Document, Post, Span
from sayso.sources import kinds
from sayso.sources.cast import Cast
from sayso.sources.mentions import read
from sayso.stance import _content_words, _cue_words, features, hedges
from sayso.statements import Extracted, _kind

Rows = list[tuple[list[str], NDArray[np.float64]]]
"""Features of statements, and how probable each label of each is."""

SMALLEST = 0.12
"""Weight below which a feature is left out."""

LABELLED = "sourcing/sourcing-train.jsonl"
UNLABELLED = 0.2
"""What a statement that nobody labelled counts for beside one that somebody did."""


def fit(rows: Rows, weights: Sequence[float] | None = None, steps: int = 120) -> dict[str, list[float]]:
    """Weights of each feature for each label, by full-batch Adam, stopped early; weights: what each row counts for."""
    counts = Counter(f for found, _ in rows for f in set(found))
    place = {f: i for i, f in enumerate(sorted(f for f, n in counts.items() if n > 1))}
    kept = [([place[f] for f in found if f in place], y) for found, y in rows]
    counting = [w for (found, _), w in zip(kept, weights or [1.0] * len(kept), strict=True) if found]
    kept = [(found, y) for found, y in kept if found]
    columns = np.concatenate([np.array(found) for found, _ in kept])
    sizes = np.array([len(found) for found, _ in kept])
    starts, row_of = np.concatenate(([0], sizes.cumsum()[:-1])), np.repeat(np.arange(len(kept)), sizes)
    order = np.argsort(columns, kind="stable")
    column_starts = np.searchsorted(columns[order], np.arange(len(place)))
    y, share = np.array([y for _, y in kept]), np.array(counting)[:, None]
    w = np.zeros((len(place), y.shape[1]))
    first, second = np.zeros_like(w), np.zeros_like(w)
    for step in range(1, steps + 1):
        z = np.add.reduceat(w[columns], starts)
        p = np.exp(z - z.max(1, keepdims=True))
        error = share * (p / p.sum(1, keepdims=True) - y)
        gradient = np.add.reduceat(error[row_of[order]], column_starts) + w
        first, second = 0.9 * first + 0.1 * gradient, 0.99 * second + 0.01 * gradient**2
        w -= 0.1 * 0.98 ** (step / 6) * (first / (1 - 0.9**step)) / (np.sqrt(second / (1 - 0.99**step)) + 1e-8)
    return {f: [round(float(v), 2) for v in w[i]] for f, i in place.items() if abs(w[i]).max() >= SMALLEST}


def labels_of(paths: Sequence[Path]) -> dict[str, NDArray[np.float64]]:
    """What teachers said of each statement, by article and number: the mean of their probabilities (19,)."""
    files = [np.load(path) for path in paths]
    mean = np.mean([file["labels"].astype(np.float64) for file in files], 0)
    return dict(zip(files[0]["names"].tolist(), mean, strict=True))


@dataclass
class Row:
    """A statement as the package sees it, with how probable each label is and what it counts for."""

    text: str
    cast: Cast
    one: Extracted
    stance: NDArray[np.float64]
    certainty: NDArray[np.float64]
    type: NDArray[np.float64]
    weight: float


def statements(row: dict, document: Document) -> list[tuple[Extracted, dict]]:
    """The annotated statements of an article as the package sees them, nothing known of their qualities."""
    flat = [np.full(len(s), 1 / len(s), np.float32) for s in (STANCES, CERTAINTIES, SPEAKER_TYPES)]
    quoted, found = quotations(document.text), []
    for i, s in enumerate(row["statements"]):
        source, cue, content = (tuple(Span(*p) for p in s[k]) for k in ("source", "cue", "content"))
        if cue and content:
            one = Found(cue[0], source, content, 0.9, 1.0, *flat)
            kind = _kind(document.text, content, quoted)
            found.append((Extracted(source, cue, content, kind, document.posts[0], 0.9, one), s | {"number": i}))
    return found


def rows(path: Path, labels: dict[str, NDArray[np.float64]] | None, but: set[str]) -> Iterator[Row]:
    """The statements of a file's articles, those of `but` aside, with their own labels or the given ones."""
    for line in path.open(encoding="utf-8"):
        row = json.loads(line)
        if row["id"] in but:
            continue
        document = Document(row["id"], row["text"], posts=(Post("p0", "article", Span(0, len(row["text"]))),))
        known = statements(row, document)
        cast = Cast(document, [one for one, _ in known])
        for one, s in known:
            if labels is None:
                each = (one_hot(STANCES, s["stance"]), one_hot(CERTAINTIES, s["certainty"]),
                        one_hot(SPEAKER_TYPES, s["type"]))  # fmt: skip
            else:
                p = labels[f"{row['id']} {s['number']}"]
                a, b = len(STANCES), len(STANCES) + len(CERTAINTIES)
                each = (p[:a], p[a:b], p[b:])
            yield Row(row["text"], cast, one, *each, 1.0 if labels is None else UNLABELLED)


def one_hot(labels: Sequence[str], label: str) -> NDArray[np.float64]:
    return np.eye(len(labels))[labels.index(label)]


def save(path: Path, labels: Sequence[str], scale: float, rows: Rows, weights: Sequence[float] | None = None) -> None:
    lines = [f"{json.dumps(k, ensure_ascii=False)}: {json.dumps(v)}" for k, v in fit(rows, weights).items()]
    head = f'{{"labels": {json.dumps(list(labels))},\n"scale": {scale},\n"weights": {{\n'
    path.write_text(head + ",\n".join(lines) + "\n}}\n", "utf-8")
    linear.cache_clear()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--labels", type=Path, nargs="+", required=True, help="files of `teach.py`, averaged")
    parser.add_argument("--out", type=Path, default=Path(sayso.__file__).parent, help="the package that is run")
    args = parser.parse_args()
    labelled = {json.loads(line)["id"] for line in (args.data / LABELLED).open(encoding="utf-8")}
    labels = labels_of(args.labels)
    known = list(rows(args.data / LABELLED, None, set()))
    known += rows(args.data / "attribution/polnear-train.jsonl", labels, labelled)
    types: Rows = []
    stances: Rows = []
    certainties: Rows = []
    claims: list[float] = []
    for r in known:
        cue, content = _cue_words(r.text, r.one), _content_words(r.text, r.one)
        stances.append((features(cue, content, r.one, r.text), r.stance))
        sure = r.certainty[:3] / max(r.certainty[:3].sum(), 1e-9)
        certainties.append((hedges(cue, content, r.one, r.text), sure))
        claims.append(r.weight * float(r.certainty[:3].sum()))
        mention = read(r.text, r.one.source[0], r.cast.names) if r.one.source else None
        types.append((kinds.features(r.cast, mention, r.one.cue[0]) if mention else [], r.type))
    weights = [r.weight for r in known]
    save(args.out / "sources" / "data" / "kinds.json", SPEAKER_TYPES, 0.6, types, weights)
    save(args.out / "stance" / "data" / "certainties.json", CERTAINTIES[:3], 0.4, certainties, claims)
    save(args.out / "stance" / "data" / "stances.json", STANCES, 0.6, stances, weights)


if __name__ == "__main__":
    main()
