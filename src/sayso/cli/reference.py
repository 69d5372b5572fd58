"""The command reference, made from the commands themselves: `python -m sayso.cli.reference > docs/commands.md`."""

from __future__ import annotations

import inspect
import sys
from collections.abc import Iterator

import click

from sayso.cli.sources import sayso

_HEAD = """# Commands

*Made by `python -m sayso.cli.reference` from `src/sayso/cli/commands.py`: change the help there, not this page.*
"""


def reference() -> str:
    """The reference of all commands in Markdown."""
    return "\n".join([_HEAD, inspect.cleandoc(sayso.help or ""), "", *_commands(sayso, "sayso")])


def _commands(group: click.Group, name: str) -> Iterator[str]:
    for command in group.commands.values():
        yield _command(command, f"{name} {command.name}")
        if isinstance(command, click.Group):
            yield from _commands(command, f"{name} {command.name}")


def _command(command: click.Command, name: str) -> str:
    context = click.Context(command, info_name=name)
    usage = " ".join([context.command_path, *command.collect_usage_pieces(context)])
    records = (parameter.get_help_record(context) for parameter in command.get_params(context))
    rows = [record for record in records if record and record[1]]
    return "\n".join(
        [
            f"## {name}", "", f"    {usage}", "", inspect.cleandoc(command.help or ""), "",
            "| option | |", "|---|---|",
            *(f"| `{option.replace('|', chr(92) + '|')}` | {what} |" for option, what in rows), "",
            "```sh", *(line.strip() for line in (command.epilog or "").splitlines()[2:]), "```", "",
        ]
    )  # fmt: skip


if __name__ == "__main__":
    sys.stdout.write(reference())
