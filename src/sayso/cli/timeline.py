"""The timeline command and what belongs to it: dates, merges, bounds and windows that people decide on."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from sayso.cli.commands import _FILE, Command, _case, _examples, _filters, _format, sayso
from sayso.model.records import ALLEN, PLACES

if TYPE_CHECKING:
    from sayso.cli.output import Format

__all__ = ["sayso"]


def _author(command: Command) -> Command:
    return click.option(
        "--author", envvar="SAYSO_AUTHOR", show_envvar=True, show_default="who is logged in",
        help="Who decides; it is kept with the decision.",
    )(command)  # fmt: skip


def log_commands(group: click.Group) -> None:
    """Give a group the commands that list the case's decisions and undo them."""
    name = f"sayso {group.name}"

    @group.command(epilog=_examples(f"{name} decisions", f"{name} decisions --format json"))
    @_format
    @click.pass_obj
    def decisions(case: Path, form: Format) -> None:
        """Print what was decided about the case, when and by whom; what was undone as well."""
        from sayso.cli.deciding import decisions as run  # noqa: PLC0415 (--help is quick)

        run(case, form)

    @group.command(epilog=_examples(f"{name} undo 4"))
    @click.argument("number", type=int)
    @_author
    @click.pass_obj
    def undo(case: Path, number: int, author: str | None) -> None:
        """Undo a decision by its number; it stays in the log."""
        from sayso.cli.deciding import undo as run  # noqa: PLC0415 (--help is quick)

        run(case, number, author)


@sayso.group(
    invoke_without_command=True,
    epilog=_examples(
        "sayso timeline",
        "sayso timeline --speaker Ashdown --format csv > timeline.csv",
        "sayso timeline --html timeline.html --timelinejs timeline.json",
    ),
)
@_case
@_filters
@_format
@click.option("--html", "page", type=_FILE, help="Also write a page with the timeline drawn and listed.")
@click.option("--timelinejs", type=_FILE, help="Also write JSON for TimelineJS.")
@click.pass_context
def timeline(
    context: click.Context, case: Path, document: str, speaker: str, stances: tuple[Any, ...], form: Format,
    page: Path | None, timelinejs: Path | None,
) -> None:  # fmt: skip
    """Print when things happened, were said and were published, the earliest first.

    Each line is a mark, named by its document and place (3@120). The commands below decide about marks and events: a
    decision is kept beside what was found, with its time and author, outlives a newer model, and can be undone.
    """
    if context.invoked_subcommand is not None:
        context.obj = case
        return
    from sayso.case import Wanted  # noqa: PLC0415 (--help is quick)
    from sayso.cli.timing import timeline as run  # noqa: PLC0415

    run(case, Wanted(document, speaker, stances), form, page, timelinejs)


@timeline.command(epilog=_examples("sayso timeline date 3@120 2003-05~", "sayso timeline date 3@120 '[2002,2003]'"))
@click.argument("mark")
@click.argument("edtf", metavar="DATE")
@_author
@click.pass_obj
def date(case: Path, mark: str, edtf: str, author: str | None) -> None:
    """Set the date of a mark, or move it. DATE is EDTF: 2003, 2003-05-04, 2003~, 2000/2005, ../2002, [2002,2003]."""
    from sayso.cli.timing import date as run  # noqa: PLC0415 (--help is quick)

    run(case, mark, edtf, author)


@timeline.command(epilog=_examples("sayso timeline merge 1@300 2@120"))
@click.argument("marks", nargs=-1, required=True, metavar="MARK...")
@_author
@click.pass_obj
def merge(case: Path, marks: tuple[str, ...], author: str | None) -> None:
    """Say that marks tell of one event: they become one, as narrowly dated as any of them."""
    from sayso.cli.timing import merge as run  # noqa: PLC0415 (--help is quick)

    run(case, marks, author)


@timeline.command(
    epilog=_examples(
        "sayso timeline bound 'Ashdown in office' start 2003",
        "sayso timeline bound 'the arrest' at 3@120",
    )
)
@click.argument("event")
@click.argument("place", type=click.Choice(PLACES))
@click.argument("what", metavar="MARK|DATE")
@_author
@click.pass_obj
def bound(case: Path, event: str, place: Any, what: str, author: str | None) -> None:
    """Say how a mark or a date bounds an event: its start, its end, or where all of it lies.

    at: all of it lies within. during: it lasted then. before, after, by: it lies on that side. since: it began by then.
    """
    from sayso.cli.timing import bound as run  # noqa: PLC0415 (--help is quick)

    run(case, event, place, what, author)


@timeline.command(epilog=_examples("sayso timeline order 'the arrest' before 'the trial'"))
@click.argument("first", metavar="EVENT")
@click.argument("relation", type=click.Choice(ALLEN))
@click.argument("second", metavar="EVENT")
@_author
@click.pass_obj
def order(case: Path, first: str, relation: Any, second: str, author: str | None) -> None:
    """Say how two events lie to each other, by one of Allen's relations."""
    from sayso.cli.timing import order as run  # noqa: PLC0415 (--help is quick)

    run(case, first, relation, second, author)


@timeline.command(epilog=_examples("sayso timeline windows", "sayso timeline windows --during 'the arrest'"))
@click.option("--during", metavar="EVENT", help="Also say which other events it overlaps, and what would decide it.")
@_format
@click.pass_obj
def windows(case: Path, during: str | None, form: Format) -> None:
    """Print the window that remains for each event, which bounds gave it, and which can't all be true."""
    from sayso.cli.timing import windows as run  # noqa: PLC0415 (--help is quick)

    run(case, during, form)


log_commands(timeline)
