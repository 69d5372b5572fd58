"""Records, their JSON, and the errors: what every room speaks."""

from sayso.model.errors import CaseError, Interrupted, NewerCase, NoCase, SaysoError, Unreadable, UsageError
from sayso.model.records import (
    CERTAINTIES,
    SPEAKER_TYPES,
    STANCES,
    Anonymity,
    Basis,
    Certainty,
    Document,
    Kind,
    Ledger,
    Post,
    Reading,
    Source,
    Span,
    Spans,
    Speaker,
    SpeakerType,
    Stance,
    Statement,
    Time,
    Via,
)

__all__ = [
    "CERTAINTIES", "SPEAKER_TYPES", "STANCES", "Anonymity", "Basis", "CaseError", "Certainty", "Document", "Interrupted", "Kind",
    "Ledger", "NewerCase", "NoCase", "Post", "Reading", "SaysoError", "Source", "Span", "Spans", "Speaker",
    "SpeakerType", "Stance", "Statement", "Time", "Unreadable", "UsageError", "Via",
]  # fmt: skip
