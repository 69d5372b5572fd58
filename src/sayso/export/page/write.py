"""Writing the page: documents one after the other, the file complete or not there at all.

The page loads nothing and sends nothing: its policy allows its own style and script, by their hashes, and forbids
everything else. Without its script it lacks only the linking of text and note under the pointer.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from shutil import copyfileobj
from tempfile import TemporaryFile
from typing import IO

from sayso.export.page.document import contents_entry, document
from sayso.export.page.shell import asset, hashed, head, replacing, writing
from sayso.export.page.view import Flag, View
from sayso.export.page.words import counted, html
from sayso.model import Ledger

_HERE = "sayso.export.page"
_FILTERS: tuple[tuple[Flag, str], ...] = (
    ("u", "Unnamed"),
    ("w", "Refusals"),
    ("d", "Denials and doubts"),
    ("v", "Second-hand"),
)


@dataclass
class _Tally:
    """Counts over all documents, and the first title, which names a page of one."""

    documents: int = 0
    statements: int = 0
    title: str = ""
    models: set[str] = field(default_factory=set)
    flags: dict[Flag, int] = field(default_factory=lambda: {f: 0 for f, _ in _FILTERS})

    def add(self, view: View) -> None:
        self.title = self.title or view.title
        self.documents += 1
        self.statements += len(view.statements)
        self.models.add(view.ledger.model)
        for flag, count in view.counts.items():
            self.flags[flag] += count


def write_page(ledgers: Iterable[Ledger], path: Path) -> None:
    """Writes one HTML page with all the ledgers to `path`, holding one document at a time.

    The file is replaced only when the page is complete. Raises SaysoError where it can't be written; what stood at
    `path` is then untouched.
    """
    tally = _Tally()
    with _spool(path) as bodies, _spool(path) as contents:
        for n, ledger in enumerate(ledgers):
            view = View(n, ledger)
            tally.add(view)
            with writing(path):
                bodies.writelines(document(view))
                contents.write(contents_entry(view))
        with replacing(path) as draft:
            _assemble(draft, tally, contents, bodies)


@contextmanager
def _spool(path: Path) -> Iterator[IO[str]]:
    """A nameless file on the disk where the page will be, gone when closed."""
    with writing(path):
        spool = TemporaryFile("w+", encoding="utf-8", newline="", dir=path.parent)  # noqa: SIM115 - closed below
    try:
        yield spool
    finally:
        with suppress(OSError):  # a full disk has been reported by then
            spool.close()


def _assemble(draft: Path, tally: _Tally, contents: IO[str], bodies: IO[str]) -> None:
    with draft.open("x", encoding="utf-8", newline="") as out:
        out.write(_head(tally))
        if tally.documents > 1:
            out.write('<nav class="contents" aria-label="Documents">\n<h2>Documents</h2>\n<ol>\n')
            contents.seek(0)
            copyfileobj(contents, out)
            out.write("</ol>\n</nav>\n")
        out.write("<main>\n" if tally.documents else "<main><p>There are no documents.</p>\n")
        bodies.seek(0)
        copyfileobj(bodies, out)
        out.write(_foot(tally))


def _head(tally: _Tally) -> str:
    style = asset(_HERE, "page.css")
    title = tally.title if tally.documents == 1 else f"Ledger of {counted(tally.documents, 'document')}"
    return f"""{head(title, style, hashed(style), asset(_HERE, "page.js"))}<header class="top">
<h1>On whose say-so?</h1>
<p>{counted(tally.documents, "document")} · {counted(tally.statements, "statement")}</p>
{_KEY}</header>
{_filter(tally)}"""


_KEY = """<p class="key"><span class="label">In the text</span>
<span class="s">who</span> <span class="s u">unnamed</span> <span class="q">how it is put</span>
<span class="c">what is said</span> <span class="c w">what is not said</span> <span class="b">how they know</span></p>
"""


def _filter(tally: _Tally) -> str:
    """The choices stand before everything that they filter, so that the style sheet alone can follow them."""
    choices = [("all", "All", tally.statements), *((f, words, tally.flags[f]) for f, words in _FILTERS)]
    shown = [(f, words, n) for f, words, n in choices if n or f == "all"]
    radios = "".join(
        f'<input type="radio" name="show" id="f-{f}" aria-label="show statements: {words.lower()}"{_checked(f)}/>\n'
        for f, words, _ in shown
    )
    labels = "\n".join(f'<label for="f-{f}">{words} <span>{n:,}</span></label>' for f, words, n in shown)
    return f'{radios}<div class="filter">\n<span class="label">Show</span>\n{labels}\n</div>\n'


def _checked(choice: str) -> str:
    return ' checked="checked"' if choice == "all" else ""


def _foot(tally: _Tally) -> str:
    models = ", ".join(sorted(tally.models)) or "no model"
    return f"""</main>
<footer class="foot"><p>Read by machine ({html(models)}). Check every line against the text beside it.</p></footer>
<script>{asset(_HERE, "page.js")}</script>
</body>
</html>
"""
