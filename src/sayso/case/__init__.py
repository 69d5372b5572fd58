"""The case file: one user's documents and what was found in them, in one SQLite file."""

from sayso.case.decisions import Decision
from sayso.case.records import Hit, Proposal, SourceLine, StoredLedger, Wanted, said_by, words
from sayso.case.store import Case

__all__ = ["Case", "Decision", "Hit", "Proposal", "SourceLine", "StoredLedger", "Wanted", "said_by", "words"]
