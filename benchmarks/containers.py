"""Memory and time of reading files that hold many documents: a mailbox, a ZIP archive, a web archive.

    python benchmarks/containers.py mbox 5000

writes such a file of so many members to a temporary folder, reads it, and prints the documents found, the seconds that
took and the peak of the process's memory. No model runs: these are the readers alone.
"""

from __future__ import annotations

import gzip
import resource
import sys
import tempfile
import time
import zipfile
from pathlib import Path

from sayso import documents

WORDS = "<p>The council had promised residents that lorries would be gone from the high street by the summer.</p>" * 8


def write(path: Path, kind: str, count: int) -> None:
    """A file of a kind with so many members, each with other words."""
    if kind == "zip":
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            for n in range(count):
                archive.writestr(f"{n}.txt", f"The mayor denied it {n} times. " * 200)
        return
    with path.open("wb") as out:
        for n in range(count):
            out.write(letter(n) if kind == "mbox" else record(n))


def letter(n: int) -> bytes:
    """A letter as it stands in a mailbox."""
    head = (
        f"From ada@quay.example Tue Mar 15 09:30:00 2022\nFrom: Ada Holm <ada@quay.example>\nMessage-ID: <{n}@quay>\n\n"
    )
    return (head + f"Letter {n}. The crane fell.\n" * 100 + "\nOn 14 Mar 2022, Bo wrote:\n> Was it safe?\n\n").encode()


def record(n: int) -> bytes:
    """A page as a packed record of a web archive."""
    block = f"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<html><body><article><p>{n}</p>{WORDS}</article></html>"
    head = (
        f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://news.example/{n}\r\n"
        f"WARC-Date: 2022-03-15T09:30:00Z\r\nContent-Type: application/http\r\nContent-Length: {len(block)}\r\n\r\n"
    )
    return gzip.compress(f"{head}{block}\r\n\r\n".encode())


def main(kind: str, count: int) -> None:
    """Write, read and measure."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, f"many.{kind}")
        write(path, kind, count)
        size = path.stat().st_size
        started = time.perf_counter()
        found = sum(1 for _ in documents.read_file(path))
        seconds = time.perf_counter() - started
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{kind}: {found} documents of {size / 1e6:.1f} MB in {seconds:.1f} s, peak {peak:.0f} MB")


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
