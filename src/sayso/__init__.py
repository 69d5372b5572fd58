"""On whose say-so? Reads reporting and keeps a ledger of every sourced statement in it.

    import sayso

    for ledger in sayso.read("article.html"):
        for statement in ledger.statements:
            print(statement.speaker, statement.stance, ledger.words(statement.content))

`read` and `extract` are the verbs; `Case` is the file that keeps what they find; the records are in `sayso.model`.
Nothing is loaded before it is asked for, and nothing ever leaves the machine.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sayso.case import Case
    from sayso.model import Document, Ledger, SaysoError, Span, Statement, Unreadable
    from sayso.pipeline import extract, read

_HOMES = {
    "Case": "sayso.case",
    "Document": "sayso.model",
    "Ledger": "sayso.model",
    "SaysoError": "sayso.model",
    "Span": "sayso.model",
    "Statement": "sayso.model",
    "Unreadable": "sayso.model",
    "extract": "sayso.pipeline",
    "read": "sayso.pipeline",
}

__all__ = ["Case", "Document", "Ledger", "SaysoError", "Span", "Statement", "Unreadable", "extract", "read"]


def __getattr__(name: str) -> Any:
    """Load a public name from its room when it is first used, so that `sayso --help` waits for none of them."""
    if name not in _HOMES:
        raise AttributeError(f"module 'sayso' has no attribute {name!r}")
    value = getattr(import_module(_HOMES[name]), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted(__all__)
