"""The log of a case's decisions: what was decided is told, listed and undone."""

from __future__ import annotations

import getpass
import json
from pathlib import Path
from typing import Any

from sayso.case import Case, Decision, joining
from sayso.cli.failures import say
from sayso.cli.output import Format, print_json, print_rows, utf8
from sayso.model import UsageError

DECISION_COLUMNS = ("number", "made", "author", "kind", "what", "undone", "undone by")
_GROUPS = dict.fromkeys(joining.KINDS, "sources")


def who(author: str | None) -> str:
    """Who decides: as given, or whoever is logged in."""
    return author or getpass.getuser()


def made(decision: Decision) -> None:
    """Say what was decided, and how to take it back."""
    say(
        f"decision {decision.number}: {told(decision)}",
        f"sayso {_GROUPS.get(decision.kind, 'timeline')} undo {decision.number} takes it back",
    )


def undo(path: Path, number: int, author: str | None) -> None:
    """Undo a decision."""
    with Case.open(path) as case:
        try:
            decision = case.undo(number, who(author))
        except KeyError as error:
            remedy = "sayso timeline decisions lists them, and so does sayso sources decisions"
            raise UsageError(f"{number}: no decision that holds has this number", remedy) from error
        say(f"undid decision {decision.number}: {told(decision)}")


def told(decision: Decision) -> str:
    """A decision in words."""
    record = decision.record
    match decision.kind:
        case "date":
            return f"{_mark(record['mark'])} is {record['edtf']}"
        case "merge":
            return " and ".join(map(_mark, record["marks"])) + " are one event"
        case "bound":
            by = _mark(record["mark"]) if record["mark"] else record["edtf"]
            return f"{record['event']}: {record['place']} {by}"
        case "order":
            return f"{record['first']} {record['relation']} {record['second']}"
        case "same" | "apart":
            return joining.told(decision)
    return json.dumps(record)


def _mark(reference: dict[str, Any]) -> str:
    return f"{reference['document']}@{reference['span'][0]} “{reference['words']}”"


def decisions(path: Path, form: Format) -> None:
    """Print the log of decisions."""
    with Case.open(path) as case:
        made = case.decisions(undone=True)
    rows = [
        (str(d.number), d.made, d.author, d.kind, told(d), d.undone or "", d.undone_by or "") for d in made
    ]  # fmt: skip
    if form == "table":
        from sayso.cli.when import decision_table  # noqa: PLC0415 (rich is slow to import)

        decision_table(rows)
        return
    utf8()
    if form == "csv":
        print_rows(DECISION_COLUMNS, *rows)
    for d in made if form == "json" else ():
        print_json({"number": d.number, "made": d.made, "author": d.author, "kind": d.kind, "record": d.record,
                    "undone": d.undone, "undone_by": d.undone_by})  # fmt: skip
