"""Scores to spans: the best labelling of a window's words for each cue, and how probable it is."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

ROLES = ("O", "B-source", "I-source", "B-content", "I-content")
"""What a word can be to a cue."""

FORBIDDEN = ((0, 2), (0, 4), (1, 4), (2, 4), (3, 2), (4, 2))
"""Steps between ROLES that no labelling takes: an inside follows its own beginning or inside."""

Floats = NDArray[np.float32]


def best_roles(
    scores: Floats, lengths: NDArray[np.int64], steps: Floats, begin: Floats
) -> tuple[NDArray[np.int64], Floats]:
    """Viterbi labelling of (N, W, 5) scores and its log probability per cue, by the forward recursion.

    lengths: (N,) words that each cue's window has, at least one; what stands behind them counts for nothing.
    steps: (5, 5) score of going from a label to the next; begin: (5,) score of a label at the first word.
    Returns labels (N, W), 0 behind the last word, and log probabilities (N,).
    """
    count, words, labels = scores.shape
    if not words or not count:
        return np.zeros((count, words), np.int64), np.zeros(count, np.float32)
    best = scores[:, 0] + begin
    total = best.astype(np.float64)
    back = np.zeros((count, words, labels), np.int8)
    linear = np.exp(steps.astype(np.float64))
    for at in range(1, words):
        live = (at < lengths)[:, None]
        paths = best[:, :, None] + steps
        back[:, at] = paths.argmax(1)
        best = np.where(live, paths.max(1) + scores[:, at], best)
        top = total.max(1, keepdims=True)
        new = top + np.log(np.maximum(np.exp(total - top) @ linear, 1e-300)) + scores[:, at]
        total = np.where(live, new, total)
    found = np.zeros((count, words), np.int64)
    rows = np.arange(count)
    found[rows, lengths - 1] = best.argmax(1)
    for at in range(words - 1, 0, -1):
        found[:, at - 1] = np.where(at < lengths, back[rows, at, found[:, at]], found[:, at - 1])
    top = total.max(1, keepdims=True)
    partition = top[:, 0] + np.log(np.exp(total - top).sum(1))
    return found, (best.max(1) - partition).astype(np.float32)


def stretches(labels: NDArray[np.int64], begin: int, inside: int) -> list[tuple[int, int]]:
    """[start, end) of the runs that start with label `begin` and go on with `inside`."""
    found: list[tuple[int, int]] = []
    start = None
    for at, label in enumerate(labels.tolist()):
        if start is not None and label != inside:
            found.append((start, at))
            start = None
        if label == begin:
            start = at
    if start is not None:
        found.append((start, len(labels)))
    return found
