"""How much of what is read leads back to its place, and what reading costs: `python benchmarks/places.py FILES`.

For every kind of file: documents, CPU time, share of the text's letters with a place, and with an exact one.
"""

from __future__ import annotations

import gzip
import sys
import time
from collections import defaultdict
from pathlib import Path

from sayso import documents
from sayso.model import Reading


def main(paths: list[str]) -> None:
    """Read the files, gzipped ones too, and print a line for each kind."""
    counts: defaultdict[str, list[float]] = defaultdict(lambda: [0.0] * 5)
    for path in map(Path, paths):
        data = path.read_bytes()
        name = path.name
        if name.endswith(".gz"):
            data, name = gzip.decompress(data), name.removesuffix(".gz")
        start = time.process_time()
        found = [r.document for r in documents.read(data, name) if isinstance(r, Reading)]
        row = counts[Path(name).suffix]
        row[0] += len(found)
        row[1] += time.process_time() - start
        for document in found:
            row[2] += sum(map(str.isalnum, document.text))
            for locator in document.locators:
                inside = sum(map(str.isalnum, document.text[slice(*locator.span)]))
                row[3] += inside
                row[4] += inside * locator.exact
    for kind, (number, seconds, letters, placed, exact) in counts.items():
        told = (
            f"{1000 * seconds / max(1, number):.1f} ms each, {placed / max(1, letters):.4f} of the letters have a place"
        )
        print(f"{kind}: {number:.0f} documents, {told}, {exact / max(1, letters):.4f} an exact one")


if __name__ == "__main__":
    main(sys.argv[1:])
