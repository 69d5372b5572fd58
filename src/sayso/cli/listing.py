"""The commands that look into a case: ledger, sources, search."""

from __future__ import annotations

from pathlib import Path

from sayso.case import Case, Wanted
from sayso.cli.output import Format, check_page, print_json, print_rows, printer, utf8, write_page
from sayso.export import rows


def ledger(path: Path, wanted: Wanted, form: Format, page: Path | None) -> None:
    """Print the ledgers of a case, and write them to `page`."""
    check_page(page)
    with Case.open(path) as case:
        out = printer(form)
        for stored in case.ledgers(wanted):
            out.ledger(stored)
        out.close()
        if page:
            write_page(page, case.ledgers(wanted))


def sources(path: Path, form: Format) -> None:
    """Print the sources of a case."""
    with Case.open(path) as case:
        if form == "table":
            from sayso.cli.table import console, source_table  # noqa: PLC0415 (rich is slow to import)

            source_table(case.sources(), console())
            return
        utf8()
        if form == "csv":
            print_rows(rows.SOURCE_COLUMNS)
        for line in case.sources():
            if form == "csv":
                print_rows(rows.source_row(line))
            else:
                print_json(rows.source_object(line))


def search(path: Path, typed: str, form: Format) -> None:
    """Print the statements of a case that match what was typed."""
    with Case.open(path) as case:
        if form == "table":
            from sayso.cli.table import console, hit_table  # noqa: PLC0415 (rich is slow to import)

            hit_table(case.search(typed), console())
            return
        utf8()
        if form == "csv":
            print_rows(rows.STATEMENT_COLUMNS)
        for hit in case.search(typed):
            if form == "csv":
                print_rows(rows.hit_row(hit))
            else:
                print_json(rows.hit_object(hit))
