"""How the tests of the command line run it, and a document for it, of a fictional affair."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable

Sayso = Callable[..., "subprocess.CompletedProcess[str]"]

COMMAND = (sys.executable, "-c", "from sayso.cli import main; main()")

AGENCY = """Bridge toll was agreed in secret, officials say

May 2, 2031

A senior transport official said the toll on Corran Bridge had been agreed in secret in March.

Ines Vollmer, the transport minister, denied that any agreement existed. "There is no such paper," she said.

The bridge company declined to comment on the report.
"""
