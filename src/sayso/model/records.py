"""The records that the rooms hand to each other: frozen, typed, plain data.

All spans are code points of `Document.text`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, NamedTuple, get_args

PostKind = Literal["article", "comment", "quotation"]
SpeakerType = Literal["person", "organisation", "document", "unnamed", "group", "author", "none"]
Stance = Literal["affirms", "confirms", "denies", "doubts", "withholds", "asks", "wants", "other"]
Certainty = Literal["certain", "probable", "possible", "na"]
Kind = Literal["direct", "indirect", "mixed"]
BasisKind = Literal["saw", "took part", "told", "document", "data", "inference", "office", "not given"]
Anonymity = Literal["unnamed", "on_condition"]
TimeRole = Literal["start", "end", "at"]
Relation = Literal["since", "until", "by", "before", "after", "from", "to"]
Part = Literal["early", "mid", "late"]
AnchorKind = Literal["published", "post", "narrative"]
Place = Literal["start", "end", "at", "during", "before", "after", "by", "since"]
Allen = Literal[
    "before", "meets", "overlaps", "starts", "during", "finishes", "equals",
    "after", "met by", "overlapped by", "started by", "contains", "finished by",
]  # fmt: skip

STANCES: tuple[Stance, ...] = get_args(Stance)
CERTAINTIES: tuple[Certainty, ...] = get_args(Certainty)
PLACES: tuple[Place, ...] = get_args(Place)
ALLEN: tuple[Allen, ...] = get_args(Allen)
"""The thirteen relations between two stretches of time, of which one always holds (Allen 1983)."""
SPEAKER_TYPES: tuple[SpeakerType, ...] = get_args(SpeakerType)


class Span(NamedTuple):
    """[start, end) in code points of the document's text."""

    start: int
    end: int


Spans = tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Post:
    """A part of a document with an author of its own. `published` is ISO 8601, as precise as the document is."""

    id: str
    kind: PostKind
    span: Span
    author: str | None = None
    published: str | None = None
    reply_to: str | None = None


@dataclass(frozen=True, slots=True)
class Locator:
    """Where a stretch of a document's text stands in the original.

    part: the path to a part of a container, outermost first, joined by "/" (a member of an archive, a record, a MIME
    part such as "1.2"); page: of a PDF, from 1; box: left, top, right, bottom on that page in points from its upper
    left corner; element: XPath of the element of a page or of a text document's XML. `exact` is false where the words
    stand there in another spelling (white space, hyphens, joined lines) or in part only.
    """

    span: Span
    part: str | None = None
    page: int | None = None
    box: tuple[float, float, float, float] | None = None
    element: str | None = None
    exact: bool = True


@dataclass(frozen=True, slots=True)
class Document:
    """One published thing. `posts` are in the order of the text; the first is the article where there is one.

    published, updated: ISO 8601, as precise as the document is; language: BCP 47, as the document states it.
    locators lead back to the original: in the order of the text, no two overlapping, none where nothing is known.
    """

    id: str
    text: str
    title: str | None = None
    authors: tuple[str, ...] = ()
    outlet: str | None = None
    published: str | None = None
    url: str | None = None
    posts: tuple[Post, ...] = ()
    updated: str | None = None
    language: str | None = None
    locators: tuple[Locator, ...] = ()


@dataclass(frozen=True, slots=True)
class Reading:
    """A document as it was read from a file: the bytes it came from and its place among the file's documents."""

    document: Document
    original: bytes
    part: int = 0


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who a statement comes from: a source of the ledger by its id, its name and its type."""

    id: str
    name: str | None
    type: SpeakerType


@dataclass(frozen=True, slots=True)
class Via:
    """Somebody or something that stands between the post and the speaker."""

    name: str
    type: SpeakerType


@dataclass(frozen=True, slots=True)
class Basis:
    """How the speaker is said to know, and the words that say so."""

    kind: BasisKind
    spans: Spans = ()


@dataclass(frozen=True, slots=True)
class Likelihood:
    """A likelihood as the speaker words it: the standard's term for it, and the term's band in per cent."""

    term: str
    low: int
    high: int
    standard: str
    span: Span


@dataclass(frozen=True, slots=True)
class Statement:
    """Content attributed to a source. `via` runs from the outermost intermediary in; `confidence` from 0 to 1.

    resolution: how often a speaker led back in this way is the right one, from 0 to 1.
    """

    id: str
    source: Spans
    cue: Spans
    content: Spans
    kind: Kind
    speaker: Speaker | None
    via: tuple[Via, ...]
    basis: Basis | None
    stance: Stance
    certainty: Certainty
    within: str | None
    post: str | None
    said: str | None
    confidence: float
    likelihood: Likelihood | None = None
    resolution: float = 1.0


@dataclass(frozen=True, slots=True)
class Source:
    """A speaker of a document, resolved: every mention of it that a statement rests on.

    number: how many unnamed people it is, where the text counts them; anonymity_words: on what condition it is
    unnamed and why, as the text says it.
    """

    id: str
    name: str | None
    type: SpeakerType
    role: str | None = None
    anonymity: Anonymity | None = None
    mentions: Spans = ()
    number: int | None = None
    anonymity_words: Spans = ()


@dataclass(frozen=True, slots=True)
class Anchor:
    """What a date was counted from: the publication, the post's own time, or the narrative's last date.

    `date` is its EDTF value; `span` the narrative's words that told it.
    """

    kind: AnchorKind
    date: str
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Time:
    """A dated expression; `edtf` is None where it can't be dated from what is known, and `reason` says why.

    `role` says whether it opens, closes or places what it belongs to, `relation` by which word ("by", "before" …);
    `part` is "early", "mid" or "late" within the value; `length` is the ISO 8601 duration of a length of time;
    `anchor` is None for a date that the text gives in full.
    """

    span: Span
    edtf: str | None
    role: TimeRole | None = None
    relation: Relation | None = None
    part: Part | None = None
    length: str | None = None
    anchor: Anchor | None = None
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class Ledger:
    """What one document says and on whose say-so, and the version of the model that found it."""

    document: Document
    model: str
    statements: tuple[Statement, ...] = ()
    sources: tuple[Source, ...] = ()
    times: tuple[Time, ...] = ()

    def words(self, spans: Spans) -> str:
        """The document's words in these spans, joined by an ellipsis where something stands between."""
        return " … ".join(self.document.text[s.start : s.end] for s in spans)
