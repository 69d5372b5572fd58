"""Ledgers of fictional documents for the page's tests, their spans found by the words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypedDict, Unpack

from sayso.model import (
    Basis,
    Certainty,
    Document,
    Kind,
    Ledger,
    Post,
    Source,
    Span,
    Spans,
    Speaker,
    Stance,
    Statement,
    Via,
)

HERE = Path(__file__).parent


def at(text: str, *phrases: str, after: int = 0) -> Spans:
    """The spans of the phrases, each looked for behind the one before."""
    spans = []
    for phrase in phrases:
        start = text.index(phrase, after)
        after = start + len(phrase)
        spans.append(Span(start, after))
    return tuple(spans)


class More(TypedDict, total=False):
    """What a statement may say besides."""

    stance: Stance
    certainty: Certainty
    kind: Kind
    via: tuple[Via, ...]
    basis: Basis | None
    within: str | None
    post: str | None
    said: str | None
    confidence: float


PLAIN: More = {
    "stance": "affirms", "certainty": "certain", "kind": "indirect", "via": (), "basis": None,
    "within": None, "post": "p0", "said": None, "confidence": 0.9,
}  # fmt: skip


@dataclass
class Case:
    """A document and what is said in it, written down in words instead of numbers."""

    text: str
    sources: tuple[Source, ...]
    statements: list[Statement] = field(default_factory=list)

    def says(self, key: str, content: Sequence[str], cue: str = "", source: str = "", **more: Unpack[More]) -> None:
        who = next(s for s in self.sources if s.id == key)
        what = at(self.text, *content)
        paragraph = self.text.rfind("\n", 0, what[0].start) + 1
        where, how = (self._near(phrase, paragraph) for phrase in (source, cue))
        speaker, plain = Speaker(who.id, who.name, who.type), {**PLAIN, **more}
        found = Statement(f"s{len(self.statements)}", where, how, what, speaker=speaker, **plain)  # type: ignore[arg-type]
        self.statements.append(found)

    def _near(self, phrase: str, paragraph: int) -> Spans:
        """Where the phrase stands in or behind the paragraph, or else before it."""
        after = paragraph if phrase in self.text[paragraph:] else 0
        return at(self.text, phrase, after=after) if phrase else ()

    def ledger(self, document: Document) -> Ledger:
        return Ledger(document, "sayso-en-2", tuple(self.statements), self.sources)


def agency() -> Ledger:
    """An agency report: unnamed officials, a refusal, statements inside statements, content in two parts."""
    t = (HERE / "agency.txt").read_text(encoding="utf-8")
    sources = (
        Source("k0", "engineers at the Port of Velmar", "group", mentions=at(t, "Engineers at the Port of Velmar")),
        Source("k1", None, "unnamed", "port officials", "unnamed", at(t, "a serving and a retired port official")),
        Source("k2", "port officials", "group", mentions=at(t, "Port officials")),
        Source("k3", "Ines Tavares", "person", "the port's chief engineer", mentions=at(t, "Ines Tavares")),
        Source("k4", "Olav Brandt", "person", "harbour minister", mentions=at(t, "Olav Brandt")),
        Source("k5", "a person with direct knowledge of the inquiry", "unnamed", None, "on_condition",
               at(t, "A person with direct knowledge of the inquiry")),
        Source("k6", "Katalin Moro", "person", "studies harbour works at the Institute for Coastal Engineering",
               mentions=at(t, "Katalin Moro")),
        Source("k7", "the minister's staff", "group", mentions=at(t, "my staff")),
    )  # fmt: skip
    case = Case(t, sources)
    case.says("k0", ["the harbour minister's remarks about the failed lock gate may have exposed a whistleblower"],
              "are worried that", "Engineers at the Port of Velmar", certainty="possible")  # fmt: skip
    case.says("k0", ["no lasting harm to the inquiry"], "expect", "Engineers at the Port of Velmar",
              certainty="probable")  # fmt: skip
    case.says("k1", ["the minister's account came from a confidential inspection report"], "reported on Monday that",
              "a serving and a retired port official", via=(Via("The Velmar Courier", "organisation"),),
              said="2021-03-01")  # fmt: skip
    case.says("k2", ["whether the gate had been inspected at all"], "have declined to say", "Port officials",
              stance="withholds", certainty="na")  # fmt: skip
    case.says("k3", ["“The gate was sound in March. I signed for it myself,”"], "told reporters",
              "Ines Tavares, the port's chief engineer", kind="direct",
              basis=Basis("took part", at(t, "I signed for it myself")))  # fmt: skip
    case.says("k3", ["sabotage could not be ruled out"], "adding that", "Ines Tavares", certainty="possible")
    case.says("k4", ["he had seen any report"], "denied on Tuesday that", "The minister, Olav Brandt", stance="denies",
              said="2021-03-02")  # fmt: skip
    case.says(
        "k4",
        ["“I was told by my staff, nothing more,”"],
        "wrote",
        "he",
        kind="direct",
        via=(Via("the ministry's website", "document"),),
        basis=Basis("told", at(t, "I was told by my staff")),
    )
    case.says("k7", ["nothing more"], "told", "my staff", within="s7", confidence=0.31)
    case.says("k5", ["either a worn hinge or a bribed watchman was the likely cause"], "said",
              "A person with direct knowledge of the inquiry", certainty="probable",
              basis=Basis("office", at(t, "with direct knowledge of the inquiry")))  # fmt: skip
    case.says("k6", ["that.\n"], "doubted", "Katalin Moro", stance="doubts", certainty="na")
    quoted = t[t.index("“You would") :].strip()
    case.says("k6", ["“A hinge gives way slowly,”", quoted], "said", "she", kind="direct", certainty="probable",
              basis=Basis("inference"))  # fmt: skip
    document = Document(
        "agency", t, "Velmar lock gate: engineers fear for a whistleblower", ("Petra Voss",), "Coastwire", "2021-03-03",
        "https://coastwire.example/velmar?a=1&b=2",
        (Post("p0", "article", Span(0, len(t)), "Petra Voss", "2021-03-03"),),
    )  # fmt: skip
    return case.ledger(document)


def blog() -> Ledger:
    """A blog post with a thread in plain text: comment headers lie outside the posts, one comment is three deep."""
    t = (HERE / "blog.txt").read_text(encoding="utf-8")

    def post(n: int, start: str, end: str, author: str, published: str | None, reply_to: str | None = None) -> Post:
        begin = t.index(start)
        span = Span(begin, t.index(end, begin) + len(end))
        return Post(f"p{n}", "comment" if n else "article", span, author, published, reply_to)

    posts = (
        post(0, "The Gatekeeper of Velmar", "fall in her term.",
             "Mara Quill", "2021-03-02T18:20"),
        post(1, "As far as I know", "told me so himself.", "oldsalt", "2021-03-03T08:05"),
        post(2, "@oldsalt:", "charge sheet here.", "Mara Quill", "2021-03-03T11:40", "p1"),
        post(3, "Then publish it", ".", "oldsalt", "2021-03-04T07:12", "p2"),
        post(4, "Who would have thought it", "?", "Jens P.", "2021-03-05T21:30"),
    )  # fmt: skip
    sources = (
        Source("k0", "Mara Quill", "author"),
        Source("k1", None, "unnamed", None, "unnamed", at(t, "My source")),
        Source("k2", "Rena Holt", "person", "former prosecutor", mentions=at(t, "Rena Holt")),
        Source("k3", "oldsalt", "author"),
        Source("k4", "the harbour master", "person", mentions=at(t, "The harbour master")),
    )
    case = Case(t, sources)
    case.says("k1", ["he has been held since 2011 or 2012"], "confirms that", "My source", stance="confirms")
    case.says("k2", ["I have known three cases of treason on this coast. One of them is still not public."],
              "writes", "the former prosecutor Rena Holt", kind="direct", via=(Via("her memoir", "document"),),
              basis=Basis("office", at(t, "former prosecutor")))  # fmt: skip
    case.says("k0", ["the arrest must fall in her term"], "must", certainty="probable",
              basis=Basis("inference", at(t, "She was in office until 2012, so")))  # fmt: skip
    case.says("k3", ["the Gatekeeper never existed"], "As far as I know", stance="denies", certainty="probable",
              post="p1")  # fmt: skip
    case.says("k4", ["so himself"], "told me", "The harbour master", post="p1", basis=Basis("not given"))
    case.says("k0", ["That is simply false"], "", "", stance="denies", post="p2",
              basis=Basis("document", at(t, "I have the charge sheet here")))  # fmt: skip
    document = Document("blog", t, "The Gatekeeper of Velmar", ("Mara Quill",), "Quill's Notebook", "2021-03-02T18:20",
                        "https://notebook.example/gatekeeper", posts)  # fmt: skip
    return case.ledger(document)
