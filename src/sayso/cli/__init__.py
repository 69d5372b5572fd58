"""The command line."""

from __future__ import annotations

import os
import sys
from io import TextIOWrapper

import click

from sayso.cli.commands import sayso
from sayso.cli.failures import CLOSED, FAILED, STOPPED, USAGE, fail
from sayso.model.errors import SaysoError, UsageError


def main() -> None:
    """Run the command line and leave with its exit code."""
    sys.exit(_code())


def _code() -> int:
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="replace")  # what a terminal can't show is no error
    try:
        code = sayso.main(standalone_mode=False, prog_name="sayso")
        sys.stdout.flush()
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except (click.Abort, KeyboardInterrupt):
        return STOPPED
    except SaysoError as error:
        fail(error)
        return USAGE if isinstance(error, UsageError) else FAILED
    except BrokenPipeError:
        # whoever read the output has gone (`| head`): there is nobody to tell, not at the last flush either
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return CLOSED
    return code if isinstance(code, int) else 0
