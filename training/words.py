"""Fit the tables of words beside the model: python training/words.py --data DATA.

DATA: the folder with `sourcing/sourcing-train.jsonl` and `attribution/polnear-train.jsonl`. Each table is a softmax
regression with a squared penalty of 1 on the features that occur twice. The model's own probabilities, which know the
labelled articles, have no part in the fit. The scales beside them were set on other articles.

The table of stances is fitted twice: on the labelled articles, and then on these and on the statements of the articles
that nobody labelled, for each of which the first table and the model, which has not seen labels of these, say how
probable each stance is. That shows the table more words than 2,116 statements have. It takes a few minutes.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

import sayso
from sayso.language import Found, tagger
from sayso.language.encode import quotations
from sayso.language.linear import linear
from sayso.model import CERTAINTIES, SPEAKER_TYPES, STANCES, Document, Post, Span
from sayso.sources import kinds
from sayso.sources.cast import Cast
from sayso.sources.mentions import read
from sayso.stance import _content_words, _cue_words, features, hedges, weigh
from sayso.statements import Extracted, _kind

Rows = list[tuple[list[str], NDArray[np.float64]]]
"""Features of statements, and how probable each label of each is."""

SMALLEST = 0.12
"""Weight below which a feature is left out."""

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


def unlabelled(data: Path, labelled: set[str]) -> Iterator[tuple[str, Extracted]]:
    """The statements of articles without labels, with what the model makes of their cues, each after its text."""
    for line in (data / "attribution" / "polnear-train.jsonl").open(encoding="utf-8"):
        row = json.loads(line)
        if row["id"] in labelled:
            continue
        text = row["text"]
        found = list(tagger().tag(text))
        document = Document(row["id"], text, posts=(Post("p0", "article", Span(0, len(text))),))
        for one, _ in statements(row, document):
            same = max(found, key=lambda f: shared(f.cue, one.cue[0]), default=None)
            if same and shared(same.cue, one.cue[0]) > 0:
                yield text, replace(one, found=same)


def shared(a: Span, b: Span) -> int:
    """Characters that two spans have in common, below 0 where they are apart."""
    return min(a.end, b.end) - max(a.start, b.start)


def one_hot(labels: Sequence[str], label: str) -> NDArray[np.float64]:
    return np.eye(len(labels))[labels.index(label)]


def described(text: str, one: Extracted) -> list[str]:
    """The features of a statement's stance."""
    return features(_cue_words(text, one), _content_words(text, one), one, text)


def guessed(text: str, one: Extracted) -> NDArray[np.float64]:
    """How probable each stance is by the table as it stands and the model."""
    scores = weigh(text, one)
    p = np.exp(scores - scores.max())
    return np.asarray(p / p.sum())


def save(path: Path, labels: Sequence[str], scale: float, rows: Rows, weights: Sequence[float] | None = None) -> None:
    lines = [f"{json.dumps(k, ensure_ascii=False)}: {json.dumps(v)}" for k, v in fit(rows, weights).items()]
    head = f'{{"labels": {json.dumps(list(labels))},\n"scale": {scale},\n"weights": {{\n'
    path.write_text(head + ",\n".join(lines) + "\n}}\n", "utf-8")
    linear.cache_clear()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--out", type=Path, default=Path(sayso.__file__).parent, help="the package that is run")
    args = parser.parse_args()
    types: Rows = []
    stances: Rows = []
    certainties: Rows = []
    labelled: set[str] = set()
    for line in (args.data / "sourcing" / "sourcing-train.jsonl").open(encoding="utf-8"):
        row = json.loads(line)
        labelled.add(row["id"])
        text = row["text"]
        document = Document(row["id"], text, posts=(Post("p0", "article", Span(0, len(text))),))
        known = statements(row, document)
        cast = Cast(document, [s for s, _ in known])
        for one, gold in known:
            cue, content = _cue_words(text, one), _content_words(text, one)
            stances.append((described(text, one), one_hot(STANCES, gold["stance"])))
            if gold["certainty"] != "na":
                label = one_hot(CERTAINTIES[:3], gold["certainty"])
                certainties.append((hedges(cue, content, one, text), label))
            if one.source:
                mention = read(text, one.source[0], cast.names)
                types.append((kinds.features(cast, mention, one.cue[0]), one_hot(SPEAKER_TYPES, gold["type"])))
    save(args.out / "sources" / "data" / "kinds.json", SPEAKER_TYPES, 0.6, types)
    save(args.out / "stance" / "data" / "certainties.json", CERTAINTIES[:3], 0.4, certainties)
    table = args.out / "stance" / "data" / "stances.json"
    save(table, STANCES, 0.6, stances)
    more = [(described(text, one), guessed(text, one)) for text, one in unlabelled(args.data, labelled)]
    save(table, STANCES, 0.6, [*stances, *more], [1.0] * len(stances) + [UNLABELLED] * len(more))


if __name__ == "__main__":
    main()
