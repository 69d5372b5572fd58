"""What can go wrong, drawn as a tree.

    SaysoError
    ├── Unreadable      an input that can't be read: one document or one line is lost, the run goes on
    ├── CaseError       the case file can't be used
    │   ├── NoCase      there is none where one is needed
    │   ├── NewerCase   a later version of sayso wrote it
    │   └── Interrupted writing stopped: disk full, file locked or read-only
    └── UsageError      the call itself is wrong

Every error says what is wrong and, where there is one, what to do about it. The command line translates them once.
"""

from __future__ import annotations


class SaysoError(Exception):
    """Something went wrong that a person can mend: `reason` says what, `remedy` what to do, either may be empty."""

    def __init__(self, reason: str, remedy: str = "") -> None:
        super().__init__(reason)
        self.reason = reason
        self.remedy = remedy

    def __str__(self) -> str:
        return f"{self.reason}; {self.remedy}" if self.remedy else self.reason


class Unreadable(SaysoError):
    """An input, or one part of it, that can't be read. `part` counts from 0 where a file holds several documents."""

    def __init__(self, reason: str, remedy: str = "", part: int | None = None) -> None:
        super().__init__(reason, remedy)
        self.part = part


class CaseError(SaysoError):
    """The case file can't be used."""


class NoCase(CaseError):
    """There is no case file where one is needed."""


class NewerCase(CaseError):
    """A later version of sayso wrote the case file."""


class Interrupted(CaseError):
    """Writing to the case file stopped: the disk is full, or the file is locked or read-only."""


class UsageError(SaysoError):
    """The call itself is wrong."""
