"""The sources command and what belongs to it: which of them may be one, and what people decide about that."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from sayso.cli.commands import _case, _examples, _format
from sayso.cli.timeline import _author, log_commands, sayso

if TYPE_CHECKING:
    from sayso.cli.output import Format

__all__ = ["sayso"]


@sayso.group(
    invoke_without_command=True,
    epilog=_examples(
        "sayso sources",
        "sayso sources --case affair.case --format csv > sources.csv",
        "sayso sources --alike",
    ),
)
@_case
@_format
@click.option(
    "--alike", is_flag=True, help="List the pairs that may be one instead, commenters included: how alike, and why."
)
@click.pass_context
def sources(context: click.Context, case: Path, form: Format, alike: bool) -> None:
    """List every source of the case: type, role, documents and statements; unnamed ones stand out.

    A named person or organisation is one line over all documents. Anybody else is one only within a document. The
    commands below decide who else is one: a decision is kept beside what was found, with its time and author, outlives
    a newer model, and can be undone.
    """
    if context.invoked_subcommand is not None:
        context.obj = case
        return
    if alike:
        from sayso.cli.pairing import proposals as run  # noqa: PLC0415 (--help is quick)
    else:
        from sayso.cli.listing import sources as run  # noqa: PLC0415

    run(case, form)


@sources.command(
    epilog=_examples("sayso sources same 'Ann Dowell' 'ann dowel'", "sayso sources same 'Ann Dowell' 3@k2")
)
@click.argument("names", nargs=-1, required=True, metavar="SOURCE...")
@_author
@click.pass_obj
def same(case: Path, names: tuple[str, ...], author: str | None) -> None:
    """Say that sources are one, under the first one's name.

    SOURCE is a name, or a handle from sayso sources --alike (3@k2) where several bear the name. From then on the
    sources, the ledger and timeline of a speaker, and the search treat them as one.
    """
    from sayso.cli.pairing import same as run  # noqa: PLC0415 (--help is quick)

    run(case, names, author)


@sources.command(epilog=_examples("sayso sources apart 'Ann Dowell' 'Ann Dowel'"))
@click.argument("names", nargs=-1, required=True, metavar="SOURCE...")
@_author
@click.pass_obj
def apart(case: Path, names: tuple[str, ...], author: str | None) -> None:
    """Say that sources are not one: they are proposed no more, and nothing joins them."""
    from sayso.cli.pairing import apart as run  # noqa: PLC0415 (--help is quick)

    run(case, names, author)


log_commands(sources)
