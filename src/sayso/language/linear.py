"""Log-linear models of words: small tables of weights beside the neural model, read from JSON."""

from __future__ import annotations

import json
from collections.abc import Iterable
from functools import lru_cache
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray


class Linear:
    """Weights of features for each label. The file: {"labels": [...], "scale": s, "weights": {feature: [w, ...]}}.

    scale: what the neural model's log probability counts for beside these weights.
    """

    def __init__(self, package: str, name: str) -> None:
        read = json.loads(files(package).joinpath("data", name).read_text("utf-8"))
        self.labels: tuple[str, ...] = tuple(read["labels"])
        self.scale: float = read["scale"]
        self._weights = {k: np.asarray(w, np.float64) for k, w in read["weights"].items()}

    def scores(self, features: Iterable[str]) -> NDArray[np.float64]:
        """The sum of the weights of each label; a feature that is not in the table counts for nothing."""
        total = np.zeros(len(self.labels))
        for feature in features:
            weights = self._weights.get(feature)
            if weights is not None:
                total += weights
        return total


@lru_cache
def linear(package: str, name: str) -> Linear:
    """A table, loaded once a process."""
    return Linear(package, name)
