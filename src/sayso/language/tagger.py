"""The neural model at work: a text in, cues with their sources and contents out."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from itertools import islice
from typing import Any

import numpy as np
import onnxruntime
from numpy.typing import NDArray

from sayso.language.decode import best_roles, stretches
from sayso.language.encode import BREAKS, QUOTES, Encoded, Window, encode, windows
from sayso.model import Span, Spans

SIZE = 382
"""Word pieces a window holds; [CLS] and [SEP] come on top. Attention costs the square of it."""

BEFORE, AFTER = 48, 32
"""Word pieces that a window shows of what stands before and after its core, so that a border cuts nothing in two."""

CANDIDATE = 0.12
"""Probability from which a word is looked at as the beginning of a cue; the verdict is the link head's."""

EXTENT = 0.35
"""Probability from which a word still belongs to a cue as shown: people mark longer cues than the likeliest tags do."""

GROUP = 16
"""Windows decoded together: the decoder steps through words, not windows, so this sets its speed and its memory."""

CLS, SEP = 101, 102

Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Found:
    """A cue with its parts, as the model sees them.

    probability: that this is a statement; certainty_of_spans: that all its spans are right, given that it is one;
    stance, certainty, type: probabilities in the order of `Tagger.labels`.
    """

    cue: Span
    source: Spans
    content: Spans
    probability: float
    certainty_of_spans: float
    stance: Floats
    certainty: Floats
    type: Floats


@dataclass(frozen=True, slots=True)
class _Candidates:
    """The possible cues of one window: first and last word, in words of the window, and the links' scores.

    The link head is asked about cues as the likeliest tags draw them; `shown` is first and last word by EXTENT.
    """

    window: Window
    first: NDArray[np.int64]
    shown: tuple[NDArray[np.int64], NDArray[np.int64]]
    roles: Floats
    valid: Floats
    qualities: Floats


def _session(data: bytes) -> Any:
    options = onnxruntime.SessionOptions()
    # one thread: two documents side by side are faster than one on two cores, and never differ in a bit
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    options.enable_mem_pattern = False  # it would keep a plan for every length of window that it has met
    options.log_severity_level = 3
    return onnxruntime.InferenceSession(data, options, providers=["CPUExecutionProvider"])


class Tagger:
    """The shipped model, loaded. `name` is its version; `labels` the names of stances, certainties and types."""

    def __init__(self) -> None:
        folder = files("sayso.language").joinpath("data")
        settings = json.loads(folder.joinpath("model.json").read_text("utf-8"))
        self.name: str = settings["name"]
        self.labels: dict[str, list[str]] = {
            "stance": settings["stances"], "certainty": settings["certainties"], "type": settings["types"],
        }  # fmt: skip
        self._steps = np.asarray(settings["steps"], np.float32)
        self._begin = np.asarray(settings["begin"], np.float32)
        self._distances = np.asarray(settings["distances"], np.int64)
        self._encoder = _session(folder.joinpath("encoder.onnx").read_bytes())
        self._links = _session(folder.joinpath("links.onnx").read_bytes())

    def tag(self, text: str) -> Iterator[Found]:
        """Possible statements in the order of their cues, each once, whatever the text's length."""
        encoded = encode(text)
        todo = iter(windows(encoded, SIZE, BEFORE, AFTER))
        while group := list(islice(todo, GROUP)):
            yield from self._decode(encoded, [c for w in group if (c := self._look(encoded, w))])

    def _look(self, encoded: Encoded, window: Window) -> _Candidates | None:
        a = int(encoded.first[window.start])
        b = int(encoded.first[window.end]) if window.end < len(encoded.first) else len(encoded.pieces)
        b = min(b, a + SIZE)  # one word can be longer than a window: its rest is not read
        layout = encoded.features[encoded.word_of[a:b]] @ np.array([QUOTES * BREAKS, BREAKS, 1])
        words, tags, near = self._encoder.run(None, {
            "pieces": np.concatenate(([CLS], encoded.pieces[a:b], [SEP])),
            "layout": np.concatenate(([0], layout, [0])),
            "first": encoded.first[window.start : window.end] - a + 1,
        })  # fmt: skip
        cue = tags[:, 3:6]
        p = np.exp(cue - cue.max(1, keepdims=True))
        p /= p.sum(1, keepdims=True)
        core = slice(window.core_start - window.start, window.core_end - window.start)
        first = np.flatnonzero(p[core, 0] >= CANDIDATE) + core.start
        if not len(first):
            return None
        last = _runs(first, cue.argmax(1) == 1)
        at = np.arange(len(words))
        distance = np.where(at < first[:, None], at - first[:, None], np.maximum(at - last[:, None], 0))
        roles, valid, qualities = self._links.run(None, {
            "words": words, "near": near, "first": first, "last": last,
            "distance": self._distances[np.clip(distance, -512, 512) + 512],
            "inside": ((at >= first[:, None]) & (at <= last[:, None])).astype(np.float32),
        })  # fmt: skip
        return _Candidates(
            window, first, (_heads(first, p), _runs(first, p[:, 1] > EXTENT)), roles, valid[:, 0], qualities
        )

    def _decode(self, encoded: Encoded, group: list[_Candidates]) -> Iterator[Found]:
        if not group:
            return
        longest = max(c.roles.shape[1] for c in group)
        scores = np.zeros((sum(len(c.first) for c in group), longest, 5), np.float32)
        lengths = np.zeros(len(scores), np.int64)
        row = 0
        for c in group:
            scores[row : row + len(c.first), : c.roles.shape[1]] = c.roles
            lengths[row : row + len(c.first)] = c.roles.shape[1]
            row += len(c.first)
        labels, logs = best_roles(scores, lengths, self._steps, self._begin)
        row = 0
        for c in group:
            for i in range(len(c.first)):
                yield self._found(encoded, c, i, labels[row], float(np.exp(logs[row])))
                row += 1

    def _found(self, encoded: Encoded, c: _Candidates, i: int, labels: NDArray[np.int64], sure: float) -> Found:
        def spans(found: list[tuple[int, int]]) -> Spans:
            base = c.window.start
            return tuple(Span(int(encoded.starts[base + s]), int(encoded.ends[base + e - 1])) for s, e in found)

        a, b = len(self.labels["stance"]), len(self.labels["stance"]) + len(self.labels["certainty"])
        q = c.qualities[i]
        return Found(
            spans([(int(c.shown[0][i]), int(c.shown[1][i]) + 1)])[0], spans(stretches(labels, 1, 2)),
            spans(stretches(labels, 3, 4)), float(1 / (1 + np.exp(-c.valid[i]))), min(sure, 1.0),
            _softmax(q[:a]), _softmax(q[a:b]), _softmax(q[b:]),
        )  # fmt: skip


def _runs(first: NDArray[np.int64], inside: NDArray[np.bool_]) -> NDArray[np.int64]:
    """The last word of the run that each of `first` begins and words that are `inside` go on."""
    outside = np.append(np.flatnonzero(~inside), len(inside))
    return outside[np.searchsorted(outside, first, side="right")] - 1


def _heads(first: NDArray[np.int64], p: Floats) -> NDArray[np.int64]:
    """The words at which the cues of `first` begin as shown: further left where a cue seems to go on from there.

    p: (W, 3) probabilities that a word begins a cue, goes on with one, or neither.
    """
    heads = first.copy()
    for i, at in enumerate(first.tolist()):
        word = at
        while word and p[word, 1] > EXTENT and p[word - 1, 2] < 0.5:
            word -= 1
        heads[i] = word
    return heads


def _softmax(x: Floats) -> Floats:
    e = np.exp(x - x.max())
    return np.asarray(e / e.sum(), np.float32)


@lru_cache(maxsize=1)
def tagger() -> Tagger:
    """The shipped model, loaded once a process."""
    os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")  # its threads and forked workers do not mix
    return Tagger()
