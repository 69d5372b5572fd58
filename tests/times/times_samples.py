"""Texts with their expressions marked in brackets."""

from __future__ import annotations

import re

from sayso.model import Span


def marked(row: str) -> tuple[str, list[Span]]:
    """The text without its brackets, and the spans that they marked."""
    spans, text = [], ""
    for piece in re.split(r"(\[[^]]*\])", row):
        if piece.startswith("["):
            spans.append(Span(len(text), len(text) + len(piece) - 2))
        text += piece.strip("[]") if piece.startswith("[") else piece
    return text, spans
