"""The commands, their options and their help. What they do is imported where it is done: --help is quick."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from sayso.model.records import STANCES

if TYPE_CHECKING:
    from sayso.cli.output import Format

Command = TypeVar("Command", bound=Callable[..., Any])

_FILE = click.Path(path_type=Path, dir_okay=False)


def _case(command: Command) -> Command:
    return click.option(
        "--case", type=_FILE, default=Path("sayso.case"), show_default=True, envvar="SAYSO_CASE", show_envvar=True,
        help="The case file.",
    )(command)  # fmt: skip


def _format(command: Command) -> Command:
    return click.option(
        "--format", "form", type=click.Choice(["table", "json", "csv"]), default="table", show_default=True,
        help="How to print: a table to read, JSON lines, or CSV.",
    )(command)  # fmt: skip


def _html(command: Command) -> Command:
    return click.option(
        "--html", "page", type=_FILE, help="Also write a page: the documents with their statements marked."
    )(command)


def _filters(command: Command) -> Command:
    for option in (
        click.option("--stance", "stances", multiple=True, type=click.Choice(STANCES),
                     help="Only this stance; repeatable."),
        click.option("--speaker", default="", metavar="NAME",
                     help="Only statements by speakers with this in their name."),
        click.option("--document", default="", metavar="WHICH",
                     help="A number (#3), an id, or part of a title or file name."),
    ):  # fmt: skip
        command = option(command)
    return command


def _workers(command: Command) -> Command:
    return click.option(
        "--workers", type=click.IntRange(1, 256), show_default="one for each processor",
        help="How many processes share the work.",
    )(command)  # fmt: skip


def _examples(*lines: str) -> str:
    return "\b\nExamples:\n" + "\n".join(f"  {line}" for line in lines)


class OutputLost(Exception):
    """Standard output takes no more; its cause is the system's error."""


class _Group(click.Group):
    def invoke(self, ctx: click.Context) -> Any:
        """Run a command; click itself would make an exit code of its own of a closed pipe."""
        try:
            code = super().invoke(ctx)
            print(end="", flush=True)  # noqa: T201 (what is still in the buffer may be lost as well)
        except OSError as error:
            raise OutputLost from error
        return code


@click.group(cls=_Group, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(package_name="sayso", message="%(prog)s %(version)s")
def sayso() -> None:
    """On whose say-so? Keep a ledger of every sourced statement in a pile of reporting.

    Everything happens on this machine: nothing that you feed it leaves it.

    Exit codes: 0 all well; 1 some inputs failed (the others are done, each failure is named); 2 wrong usage.
    """


@sayso.command(
    epilog=_examples(
        "sayso read report.txt comments.html",
        "sayso read --html ledger.html clippings/",
        "sayso read --published 2014-01-24 --format json - < report.txt",
    )
)
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@_case
@_format
@_html
@click.option("--published", metavar="DATE", help="Date documents that don't say when they appeared: 2014-01-24.")
@_workers
def read(
    paths: tuple[str, ...], case: Path, form: Format, page: Path | None, published: str | None, workers: int | None
) -> int:
    """Read files into the case and print their ledger.

    PATH is a file (text, HTML, MHTML, PDF, DOCX, ODT, EPUB, EML, MBOX, feeds, WARC, WACZ, JSON lines; ZIP and gzip of
    these; pictures with sayso[ocr]), a folder, or - for standard input. What the case has already is shown and not
    read again, so that an interrupted run goes on where it stopped.
    """
    from sayso.cli.reading import Options  # noqa: PLC0415 (--help is quick)
    from sayso.cli.reading import read as run  # noqa: PLC0415

    return run(paths, Options(case, form, page, published, workers))


@sayso.command(
    epilog=_examples(
        "sayso extract archive.jsonl ledger.jsonl",
        "zcat archive.jsonl.gz | sayso extract - - | gzip > ledger.jsonl.gz",
    )
)
@click.argument("source", metavar="IN.jsonl")
@click.argument("target", metavar="OUT.jsonl")
@_workers
def extract(source: str, target: str, workers: int | None) -> int:
    """Make ledger lines of many documents, without a case.

    IN.jsonl has a document a line, {"id", "text"} and optionally title, authors, outlet, published, url, posts;
    OUT.jsonl gets a ledger line for each, in the same order. A line that can't be read is reported and skipped. An
    interrupted run goes on where it stopped. - stands for standard input and output.
    """
    from sayso.cli.extracting import extract as run  # noqa: PLC0415 (--help is quick)

    return run(source, target, workers)


@sayso.command(
    epilog=_examples(
        "sayso ledger --document 3",
        "sayso ledger --speaker Ashdown --stance denies --stance withholds",
        "sayso ledger --min-confidence 0.8 --format csv > ledger.csv",
        "sayso ledger --max-resolution 0.7",
    )
)
@_case
@_filters
@click.option(
    "--min-confidence",
    type=click.FloatRange(0, 1),
    default=0.0,
    metavar="X",
    help="Only statements found with X or more.",
)
@click.option(
    "--max-resolution",
    type=click.FloatRange(0, 1),
    default=1.0,
    metavar="X",
    help="Only statements whose speaker was resolved with X or less: those that want a look.",
)
@_format
@_html
def ledger(
    case: Path,
    document: str,
    speaker: str,
    stances: tuple[Any, ...],
    min_confidence: float,
    max_resolution: float,
    form: Format,
    page: Path | None,
) -> None:
    """Print the ledger of the case: who says what, through whom, with what stance."""
    from sayso.case import Wanted  # noqa: PLC0415 (--help is quick)
    from sayso.cli.listing import ledger as run  # noqa: PLC0415

    run(case, Wanted(document, speaker, stances, min_confidence, max_resolution), form, page)


@sayso.command(
    epilog=_examples(
        "sayso search hydrophone",
        "sayso search '\"solitary confinement\"' lawyer",
        "sayso search 'intercept*' --format json",
    )
)
@click.argument("words", nargs=-1, required=True, metavar="WORDS...")
@_case
@_format
def search(words: tuple[str, ...], case: Path, form: Format) -> None:
    """Find statements by their words and speakers.

    All the words have to occur, in any of their forms; words within quotation marks together; a word that ends in *
    stands for its beginnings.
    """
    from sayso.cli.listing import search as run  # noqa: PLC0415 (--help is quick)

    run(case, " ".join(words), form)
