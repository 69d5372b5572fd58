"""Statements built by hand from marked text, so that no test depends on what a model makes of it."""

from __future__ import annotations

import re

import numpy as np

from sayso.language import Found
from sayso.model import CERTAINTIES, SPEAKER_TYPES, STANCES, Document, Post, Span, SpeakerType
from sayso.statements import Extracted, extract


def marked(
    text: str, types: dict[int, SpeakerType] | None = None, *, author: str | None = None
) -> tuple[Document, list[Extracted]]:
    """A document and its statements from text with `[s1|source]`, `[c1|cue]`, `[t1|content]`, the digit counting them.

    types: what the model holds the speaker of a statement for, with 0.85; without it every type is as likely.
    """
    plain, spans = "", dict[tuple[str, int], list[Span]]()
    open_: list[tuple[str, int, int]] = []
    at = 0
    for match in re.finditer(r"\[([sct])(\d)\||\]", text):
        plain += text[at : match.start()]
        at = match.end()
        if match.group(1):
            open_.append((match.group(1), int(match.group(2)), len(plain)))
        else:
            role, number, start = open_.pop()
            spans.setdefault((role, number), []).append(Span(start, len(plain)))
    plain += text[at:]
    document = Document("d", plain, posts=(Post("p0", "article", Span(0, len(plain)), author=author),))
    found = []
    for number in sorted({n for _, n in spans}):
        kinds = np.full(len(SPEAKER_TYPES), 1 / len(SPEAKER_TYPES), np.float32)
        if types and number in types:
            kinds[:] = 0.15 / 6
            kinds[SPEAKER_TYPES.index(types[number])] = 0.85
        found.append(
            Found(
                spans["c", number][0],
                tuple(spans.get(("s", number), ())),
                tuple(spans["t", number]),
                0.9,
                1.0,
                np.full(len(STANCES), 1 / len(STANCES), np.float32),
                np.full(len(CERTAINTIES), 1 / len(CERTAINTIES), np.float32),
                kinds,
            )
        )
    return document, extract(found, document)
