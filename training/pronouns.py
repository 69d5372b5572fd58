"""Fit the weights by which "he" and "she" are led back: python training/pronouns.py --data DATA.

DATA: the folder with `sourcing/sourcing-train.jsonl`. A conditional logit (McFadden 1974) over the candidates of each
such pronoun that is the source of a statement, with a squared penalty of 1; the spans and types are those annotated.
Prints how many pronouns it leads back rightly, by five-fold cross-validation over articles, and the weights, which
stand in `sources/pronouns.py`. Ten seconds.
"""

from __future__ import annotations

import argparse
import json
import random
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from sayso.model import SPEAKER_TYPES, Document, Post, Span
from sayso.sources import pronouns, resolve
from sayso.sources.cast import Cast, Entry
from sayso.statements import Extracted
from words import statements

_WORD = re.compile(r"\w+")


@dataclass
class Choice:
    """A pronoun's candidates, each by its features, and which of them are right."""

    article: str
    features: list[dict[str, float]]
    right: list[int]


def alike(wanted: str | None, found: str | None) -> bool:
    """Token F1 above 0.5, as the scorer of the labelled statements compares names."""
    a, b = (set(_WORD.findall((name or "").casefold())) for name in (wanted, found))
    return 2 * len(a & b) > 0.5 * (len(a) + len(b))


def choices(path: Path) -> list[Choice]:
    """The pronouns of a file of labelled statements, as the package meets them."""
    found: list[Choice] = []
    known: dict[int, tuple[str, str | None]] = {}

    def watched(cast: Cast, at: int, male: bool, statement: Extracted | None = None) -> Entry | None:
        if statement is not None:
            article, speaker = known[id(statement)]
            rivals = pronouns.rivals(cast, at, male, statement)
            right = [i for i, (_, who) in enumerate(rivals) if alike(speaker, who.name)]
            found.append(Choice(article, [f for f, _ in rivals], right))
        return led_back(cast, at, male, statement)

    led_back, pronouns.he_or_she = pronouns.he_or_she, watched
    for line in path.open(encoding="utf-8"):
        row = json.loads(line)
        document = Document(row["id"], row["text"], posts=(Post("p0", "article", Span(0, len(row["text"]))),))
        marked = [(typed(one, s["type"]), s["speaker"]) for one, s in statements(row, document)]
        known = {id(one): (row["id"], speaker) for one, speaker in marked}
        resolve(document, [one for one, _ in marked])
    pronouns.he_or_she = led_back
    return found


def typed(one: Extracted, kind: str) -> Extracted:
    """A statement whose speaker's type is known."""
    sure = np.array([0.94 if t == kind else 0.01 for t in SPEAKER_TYPES], np.float32)
    return replace(one, found=replace(one.found, type=sure))


def fit(known: Sequence[Choice], steps: int = 400) -> dict[str, float]:
    """Weights of the features, by full-batch Adam."""
    names = sorted({name for c in known for f in c.features for name in f})
    tables = [
        (np.array([[f.get(name, 0.0) for name in names] for f in c.features]), c.right)
        for c in known if c.right and len(c.features) > 1
    ]  # fmt: skip
    w, first, second = np.zeros(len(names)), np.zeros(len(names)), np.zeros(len(names))
    for step in range(1, steps + 1):
        gradient = w.copy()
        for table, right in tables:
            p = np.exp(table @ w - (table @ w).max())
            gradient += table.T @ (p / p.sum()) - table[right].T @ (p[right] / p[right].sum())
        first, second = 0.9 * first + 0.1 * gradient, 0.99 * second + 0.01 * gradient**2
        w -= 0.05 * (first / (1 - 0.9**step)) / (np.sqrt(second / (1 - 0.99**step)) + 1e-8)
    return {name: round(float(v), 2) for name, v in zip(names, w, strict=True)}


def right(known: Sequence[Choice], weights: dict[str, float]) -> int:
    """How many pronouns the weights lead back rightly."""
    hits = 0
    for c in known:
        scores = [sum(weights.get(name, 0.0) * v for name, v in f.items()) for f in c.features]
        hits += bool(scores) and int(np.argmax(scores)) in c.right
    return hits


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    args = parser.parse_args()
    known = choices(args.data / "sourcing/sourcing-train.jsonl")
    articles = sorted({c.article for c in known})
    random.Random(1).shuffle(articles)  # noqa: S311 - a fixed shuffle, no secret
    held = 0
    for fold in range(5):
        out = set(articles[fold::5])
        weights = fit([c for c in known if c.article not in out])
        held += right([c for c in known if c.article in out], weights)
    print(f"{held} of {len(known)} in cross-validation")
    print(json.dumps(fit(known), indent=1))


if __name__ == "__main__":
    main()
