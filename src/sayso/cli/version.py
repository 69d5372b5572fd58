"""Which model is at work."""

from __future__ import annotations


def model() -> str:
    """The version of the shipped model."""
    from sayso.language import tagger  # noqa: PLC0415 (the model is heavy: not for --help)

    return tagger().name
