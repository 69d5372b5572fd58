"""How fast saved pages are read, without the model: `python benchmarks/read.py [--pages 100 1000]`.

Writes invented pages of 50 to 200 kB (an article, navigation, scripts, a thread of comments) into a folder of its own
and reads them as `sayso read` does, parsed in confined processes on all cores. Prints for each number of pages the
seconds, the pages a second, and the peak memory of this process and all below it.
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
import threading
import time
from pathlib import Path

from sayso import bulk, documents
from sayso.model import Reading

sys.path.insert(0, str(Path(__file__).parent))
from extract import _resident, paragraphs  # the same figures, counted in the same way

_SCRIPT = "<script>" + "window.pixel=window.pixel||[];pixel.push({slot:'top',size:[300,250]});" * 120 + "</script>"
_MENU = "<nav><ul>" + "".join(f'<li><a href="/s/{i}">Section {i}</a></li>' for i in range(80)) + "</ul></nav>"


def page(number: int, chance: random.Random, pool: list[str]) -> str:
    """A page as a newspaper's site serves it."""
    article = "".join(f"<p>{chance.choice(pool)}</p>" for _ in range(chance.randint(12, 40)))
    comments = "".join(
        f'<li class="comment" id="comment-{i}"><cite class="fn">Reader {i}</cite>'
        f'<time datetime="2031-05-{i % 28 + 1:02}T10:00:00Z"></time><p>{chance.choice(pool)}</p></li>'
        for i in range(chance.randint(0, 60))
    )
    related = "".join(f'<li><a href="/a/{i}">{chance.choice(pool)[:70]}</a></li>' for i in range(30))
    return (
        f'<!doctype html><html lang="en"><head><title>Report {number} - The Harbour Post</title>'
        f'<meta property="article:published_time" content="2031-05-02T08:{number % 60:02}:00+01:00"/>'
        f"{_SCRIPT * chance.randint(4, 14)}</head><body>{_MENU}<main><article><h1>Report {number}</h1>"
        f'<p class="byline">By Ada Brandt</p>{article}</article></main><aside><ul>{related}</ul></aside>'
        f'<ol class="commentlist">{comments}</ol>{_MENU}<footer>All rights reserved.</footer></body></html>'
    )


def measured(count: int) -> tuple[float, float, int, float]:
    """Seconds, peak memory in MB, documents found and mean size of a page in kB for a number of pages."""
    pool, chance = paragraphs(), random.Random(count)  # noqa: S311 - a fixed shuffle, no secret
    with tempfile.TemporaryDirectory() as folder:
        for number in range(count):
            Path(folder, f"{number:05}.html").write_text(page(number, chance, pool), "utf-8")
        size = sum(path.stat().st_size for path in Path(folder).iterdir()) / count / 1000
        peak, done = 0.0, threading.Event()

        def watch() -> None:
            nonlocal peak
            while not done.wait(0.1):
                peak = max(peak, _resident(threading.main_thread().native_id or 0))

        watcher = threading.Thread(target=watch)
        watcher.start()
        began = time.perf_counter()
        sources = map(documents.Source, documents.find([Path(folder)]))
        found = sum(isinstance(one, Reading) for _, one in documents.read_files(sources, workers=bulk.cores()))
        seconds = time.perf_counter() - began
        done.set()
        watcher.join()
    return seconds, peak, found, size


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", type=int, nargs="+", default=[100, 1000])
    for count in parser.parse_args().pages:
        seconds, peak, found, size = measured(count)
        print(f"{count} pages of {size:.0f} kB: {seconds:.1f} s, {count / seconds:.0f} a second, {found} read, "
              f"{peak:.0f} MB at the most")  # fmt: skip


if __name__ == "__main__":
    main()
