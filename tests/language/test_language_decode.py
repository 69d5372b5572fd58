"""The decoder against brute force, on cases small enough to try every labelling."""

from __future__ import annotations

from itertools import pairwise, product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.language.decode import FORBIDDEN, ROLES, best_roles, stretches


def _steps(seed: int) -> np.ndarray:
    steps = np.random.default_rng(seed).normal(size=(5, 5)).astype(np.float32)
    for before, after in FORBIDDEN:
        steps[before, after] = -1e4
    return steps


@settings(deadline=None)  # other work on the machine is no failure
@given(st.integers(1, 3), st.integers(1, 5), st.integers(0, 10_000))
def test_the_best_labelling_and_its_probability_are_those_of_brute_force(count: int, words: int, seed: int) -> None:
    rng = np.random.default_rng(seed)
    scores = rng.normal(scale=2, size=(count, words, len(ROLES))).astype(np.float32)
    begin = rng.normal(size=5).astype(np.float32)
    begin[[2, 4]] = -1e4
    steps = _steps(seed)
    lengths = rng.integers(1, words + 1, count)
    labels, logs = best_roles(scores, lengths, steps, begin)
    for row, length in enumerate(lengths.tolist()):
        paths = {}
        for path in product(range(5), repeat=length):
            total = float(begin[path[0]]) + sum(float(scores[row, i, label]) for i, label in enumerate(path))
            paths[path] = total + sum(float(steps[a, b]) for a, b in pairwise(path))
        best = max(paths.values())
        assert paths[tuple(labels[row, :length].tolist())] == pytest.approx(best, abs=1e-3)
        assert not labels[row, length:].any()
        everything = best + np.log(sum(np.exp(v - best) for v in paths.values()))
        assert logs[row] == pytest.approx(best - everything, abs=1e-3)
        assert not any(step in FORBIDDEN for step in pairwise(labels[row, :length].tolist()))


@pytest.mark.parametrize(("count", "words"), [(0, 4), (3, 0), (0, 0)])
def test_nothing_to_label(count: int, words: int) -> None:
    lengths = np.full(count, words)
    labels, logs = best_roles(np.zeros((count, words, 5), np.float32), lengths, _steps(1), np.zeros(5, np.float32))
    assert (labels.shape, logs.shape) == ((count, words), (count,))


STRETCHES = [
    ([0, 1, 2, 2, 0], [(1, 4)], "one run"),
    ([1, 1, 2], [(0, 1), (1, 3)], "a beginning ends the run before it"),
    ([1, 0, 2], [(0, 1)], "an inside after nothing belongs to no run"),
    ([2, 2], [], "an inside without a beginning"),
    ([1], [(0, 1)], "a run that ends with the window"),
    ([], [], "no words"),
]


@pytest.mark.parametrize(("labels", "runs", "why"), STRETCHES, ids=[row[2] for row in STRETCHES])
def test_stretches(labels: list[int], runs: list[tuple[int, int]], why: str) -> None:
    assert stretches(np.asarray(labels, np.int64), 1, 2) == runs, why
