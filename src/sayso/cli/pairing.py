"""What the commands do that say which sources may be one, and which are."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from sayso.case import Case, naming
from sayso.cli.deciding import made, who
from sayso.cli.output import Format, print_json, print_rows, utf8
from sayso.export import rows


def proposals(path: Path, form: Format) -> None:
    """Print which sources of a case may be one."""
    with Case.open(path) as case:
        found = naming.proposals(case)
    if form == "table":
        from sayso.cli.table import console, proposal_table  # noqa: PLC0415 (rich is slow to import)

        proposal_table(found, console())
        return
    utf8()
    if form == "csv":
        print_rows(rows.PROPOSAL_COLUMNS, *map(rows.proposal_row, found))
    for proposal in found if form == "json" else ():
        print_json(rows.proposal_object(proposal))


def same(path: Path, names: Sequence[str], author: str | None) -> None:
    """Say that sources are one."""
    with Case.open(path) as case:
        made(naming.same(case, names, who(author)))


def apart(path: Path, names: Sequence[str], author: str | None) -> None:
    """Say that sources are not one."""
    with Case.open(path) as case:
        made(naming.apart(case, names, who(author)))
