"""Fit what `confidence` says to how often it is right: `python training/calibrate.py GOLD.jsonl --plot FILE.svg`.

GOLD holds annotated articles that the model was not trained on. A statement is right where one of the annotators' has
the same content (token F1 of 0.5 or more, paired one to one, best first) and the same source (likewise, or both none).
Prints the three numbers of `sayso.statements.CALIBRATION`, fitted by logistic regression (Platt 1999, on two scores
in place of one), and the expected calibration error in ten bins (Guo et al. 2017): of the numbers as they stand in the
package, and of numbers fitted on four fifths of the articles and measured on the last.
"""

from __future__ import annotations

import argparse
import json
import re
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sayso.language import tagger
from sayso.model import Document, Post, Span
from sayso.statements import Extracted, evidence, extract

Floats = NDArray[np.float64]
_WORD = re.compile(r"\w+")


def tokens(words: list[tuple[int, int]], spans: Any) -> frozenset[int]:
    """Numbers of the words that begin inside the spans."""
    return frozenset(i for i, (start, _) in enumerate(words) for s, e in spans if s <= start < e)


def overlap(a: frozenset[int], b: frozenset[int]) -> float:
    return 2 * len(a & b) / (len(a) + len(b)) if a or b else 1.0


def right(text: str, gold: list[dict[str, Any]], found: list[Extracted]) -> list[bool]:
    """Which of the statements found are among the annotators'."""
    words = [m.span() for m in _WORD.finditer(text)]
    wanted = [(tokens(words, g["source"] or ()), tokens(words, g["content"] or ())) for g in gold]
    given = [(tokens(words, f.source), tokens(words, f.content)) for f in found]
    pairs = sorted(((overlap(w[1], g[1]), i, j) for i, w in enumerate(wanted) for j, g in enumerate(given)
                    if w[1] & g[1]), reverse=True)  # fmt: skip
    taken: set[tuple[str, int]] = set()
    good = [False] * len(found)
    for value, i, j in pairs:
        if value >= 0.5 and not {("gold", i), ("found", j)} & taken:
            taken |= {("gold", i), ("found", j)}
            good[j] = overlap(wanted[i][0], given[j][0]) >= 0.5
    return good


def fit(scores: Floats, good: Floats) -> Floats:
    """Weights of a logistic regression, by Newton's method: (3,) of scores (N, 3)."""
    weights = np.zeros(scores.shape[1])
    for _ in range(50):
        p = 1 / (1 + np.exp(-scores @ weights))
        curve = (scores * (p * (1 - p))[:, None]).T @ scores + 1e-6 * np.eye(len(weights))
        weights += np.linalg.solve(curve, scores.T @ (good - p))
    return weights


def bins(confidence: Floats, good: Floats, count: int = 10) -> list[tuple[float, float, int]]:
    """Mean confidence, share that is right and number of statements of each tenth of the scale that holds any."""
    place = np.minimum((confidence * count).astype(int), count - 1)
    return [(float(confidence[place == b].mean()), float(good[place == b].mean()), int((place == b).sum()))
            for b in range(count) if (place == b).any()]  # fmt: skip


def error(confidence: Floats, good: Floats) -> float:
    """Expected calibration error: the mean distance of confidence from share that is right, weighed by numbers."""
    return sum(abs(c - g) * n for c, g, n in bins(confidence, good)) / len(good)


def plot(confidence: Floats, good: Floats, path: Path) -> None:
    """A reliability diagram, with the number of statements in each bin."""
    from matplotlib import pyplot as plt  # noqa: PLC0415 - only whoever wants the picture needs it

    plt.rcParams.update({"svg.hashsalt": "sayso", "font.size": 11})
    figure, axes = plt.subplots(figsize=(5.2, 4.6))
    axes.plot([0, 1], [0, 1], color="0.7", linewidth=1)
    found = bins(confidence, good)
    axes.plot([c for c, _, _ in found], [g for _, g, _ in found], "o-", color="#24568f")
    for c, g, n in found:
        axes.annotate(str(n), (c, g), textcoords="offset points", xytext=(7, -12), color="0.35", fontsize=9)
    axes.set(xlabel="confidence", ylabel="share that is right", xlim=(0, 1), ylim=(0, 1), aspect="equal")
    axes.spines[["top", "right"]].set_visible(False)
    figure.savefig(path, bbox_inches="tight", metadata={"Date": None})


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path)
    parser.add_argument("--plot", type=Path)
    args = parser.parse_args()
    scores, good, stated, articles = [], [], [], []
    for number, line in enumerate(args.gold.read_text("utf-8").splitlines()):
        row = json.loads(line)
        text = row["text"]
        document = Document(row["id"], text, posts=(Post("p0", "article", Span(0, len(text))),))
        found = extract(tagger().tag(text), document)
        good += right(text, row["statements"], found)
        scores += [(1.0, *evidence(f.found)) for f in found]
        stated += [f.confidence for f in found]
        articles += [number] * len(found)
    x, y, now, fold = np.array(scores), np.array(good, float), np.array(stated), np.array(articles) % 5
    held = np.zeros(len(y))
    for part in range(5):
        held[fold == part] = 1 / (1 + np.exp(-x[fold == part] @ fit(x[fold != part], y[fold != part])))
    print("CALIBRATION =", tuple(round(float(w), 3) for w in fit(x, y)))
    print(f"{len(y)} statements, {y.mean():.3f} right, mean confidence {now.mean():.3f}")
    print(f"expected calibration error  {error(now, y):.3f} as shipped, {error(held, y):.3f} cross-validated")
    if args.plot:
        plot(now, y, args.plot)


if __name__ == "__main__":
    main()
