"""The command line."""

from __future__ import annotations

import os
import sys
from io import TextIOWrapper

import click

from sayso.cli.commands import OutputLost
from sayso.cli.failures import CLOSED, FAILED, STOPPED, USAGE, fail
from sayso.cli.sources import sayso
from sayso.model.errors import Interrupted, SaysoError, UsageError


def main() -> None:
    """Run the command line and leave with its exit code."""
    sys.exit(_code())


def _code() -> int:
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="replace")  # what a terminal can't show is no error
    try:
        code = sayso.main(standalone_mode=False, prog_name="sayso")
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except (click.Abort, KeyboardInterrupt):
        return STOPPED
    except SaysoError as error:
        fail(error)
        return USAGE if isinstance(error, UsageError) else FAILED
    except OutputLost as lost:
        return _lost(lost.__cause__)
    return code if isinstance(code, int) else 0


def _lost(cause: BaseException | None) -> int:
    # nothing more can be written, not by the last flush either
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    if isinstance(cause, BrokenPipeError):
        return CLOSED  # whoever read the output has gone (`| head`): there is nobody to tell
    reason = cause.strerror if isinstance(cause, OSError) else str(cause)
    fail(Interrupted(f"standard output: {reason}", "see that there is room, and run the same command again"))
    return FAILED
