"""Exact spans by role, sentence by sentence: `python benchmarks/spans.py GOLD.jsonl PREDICTED.jsonl`.

The protocol of Wang et al. 2022 (CofeNet, COLING), rebuilt from the paper's description: every sentence is a case of
its own, a token has one label, and a source, cue or content counts where it begins and ends at the same tokens as one
of the gold. A span that runs over several sentences is one in each of them. The paper's figures are of its own split
and its own sentences, so they stand beside these, not against them.
"""

from __future__ import annotations

import argparse
import json
import re
from bisect import bisect_left
from pathlib import Path
from typing import Any

from sayso.sources.sentences import Sentences

ROLES = ("source", "cue", "content")
TOKEN = re.compile(r"\w+|[^\w\s]")
Piece = tuple[int, int, int]


def pieces(text: str, statements: list[dict[str, Any]]) -> dict[str, set[Piece]]:
    """By role, (sentence, first token, last token) of every stretch of tokens with one label."""
    tokens = [m.span() for m in TOKEN.finditer(text)]
    starts = [s for s, _ in tokens]
    sentences = Sentences(text)
    of = [sentences.number(s) for s in starts]
    taken: set[int] = set()
    found: dict[str, set[Piece]] = {role: set() for role in ROLES}
    # a token that is both, such as a source inside its own content, belongs to the smaller part
    for role in ("cue", "source", "content"):
        for start, end in sorted({(a, b) for s in statements for a, b in s.get(role) or []}):
            run: list[int] = []
            for i in [*range(bisect_left(starts, start), bisect_left(starts, end)), len(tokens)]:
                free = i < len(tokens) and i not in taken and starts[i] < end
                if run and (not free or of[i] != of[run[0]]):
                    found[role].add((of[run[0]], run[0], run[-1]))
                    taken.update(run)
                    run = []
                if free:
                    run.append(i)
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path)
    parser.add_argument("predicted", type=Path)
    args = parser.parse_args()
    gold, predicted = ({d["id"]: d for d in map(json.loads, path.read_text("utf-8").splitlines())}
                       for path in (args.gold, args.predicted))  # fmt: skip
    print(f"{'':10}{'P':>8}{'R':>8}{'F1':>8}")
    sides = {key: (pieces(doc["text"], doc["statements"]),
                   pieces(doc["text"], predicted.get(key, {"statements": []})["statements"]))
             for key, doc in gold.items()}  # fmt: skip
    for role in ROLES:
        both = sum(len(g[role] & p[role]) for g, p in sides.values())
        wanted, given = (sum(len(side[i][role]) for side in sides.values()) for i in (0, 1))
        precision, recall = both / max(given, 1), both / max(wanted, 1)
        print(f"{role:10}{precision:8.3f}{recall:8.3f}{2 * both / max(wanted + given, 1):8.3f}")


if __name__ == "__main__":
    main()
