"""Annotated articles to training windows, with the disguises that teach the model other kinds of typography."""

from __future__ import annotations

import json
import random
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from network import CERTAINTIES, STANCES, TYPES
from sayso.language.encode import Encoded, encode, tokenizer, windows
from sayso.language.tagger import AFTER, BEFORE

Spans = list[list[int]]
IGNORE = -100
STOPS = tuple(tokenizer().token_to_id(mark) for mark in '.!?:"“”')
MASK = 103


@dataclass(frozen=True)
class Marked:
    """A statement as annotated: spans in code points, and its labels where somebody gave them."""

    source: Spans
    cue: Spans
    content: Spans
    qualities: tuple[int, int, int] = (IGNORE, IGNORE, IGNORE)


@dataclass(frozen=True)
class Article:
    id: str
    text: str
    statements: list[Marked]


@dataclass
class Cue:
    """A cue in a window: its words, the role of every word to it, its labels."""

    first: int
    last: int
    roles: NDArray[np.int64]
    qualities: tuple[int, int, int]


@dataclass
class Sample:
    """A window: pieces with [CLS] and [SEP], features per piece, first piece per word, tags per word and role."""

    pieces: NDArray[np.int64]
    features: NDArray[np.int64]
    first: NDArray[np.int64]
    tags: NDArray[np.int64]
    cues: list[Cue] = field(default_factory=list)


def load(path: Path, labelled: Path | None = None) -> list[Article]:
    """Articles of a ledger file; with `labelled`, stance, certainty and type of the statements that stand there too."""
    known: dict[tuple[str, str], tuple[int, int, int]] = {}
    if labelled:
        for line in labelled.read_text("utf-8").splitlines():
            doc = json.loads(line)
            for s in doc["statements"]:
                known[doc["id"], json.dumps([s["cue"], s["content"]])] = (
                    STANCES.index(s["stance"]), CERTAINTIES.index(s["certainty"]), TYPES.index(s["type"]),
                )  # fmt: skip
    articles = []
    for line in path.read_text("utf-8").splitlines():
        doc = json.loads(line)
        marked = [
            Marked(s["source"], s["cue"], s["content"],
                   known.get((doc["id"], json.dumps([s["cue"], s["content"]])), (IGNORE,) * 3))
            for s in doc["statements"] if s["cue"] and s["content"]
        ]  # fmt: skip
        articles.append(Article(doc["id"], doc["text"], marked))
    return articles


_PAIRS = re.compile("“([^“”\n]*)”")
_DIALOGUE = re.compile("^“[^\n]*$", re.MULTILINE)


def _dashed(paragraph: re.Match[str]) -> str:
    """A paragraph of dialogue as Spanish sets it: a dash before the words, and one on each side of the speaker."""
    return re.sub(r"”(?=\s*$)", " ", paragraph.group()).replace("“", "—").replace("”", "—")


def disguise(text: str, chance: random.Random) -> str:
    """The text in another typography, every character still at its place."""
    roll = chance.random()
    if roll < 0.12:
        text = text.replace("“", '"').replace("”", '"').replace("’", "'").replace("‘", "'")
    elif roll < 0.20:
        text = _PAIRS.sub("‘\\1’", text)
    elif roll < 0.25:
        text = _PAIRS.sub("«\\1»", text)
    elif roll < 0.29:
        text = _DIALOGUE.sub(_dashed, text) if chance.random() < 0.5 else _PAIRS.sub("—\\1 ", text)
    elif roll < 0.30:
        text = _PAIRS.sub("„\\1“", text)
    elif roll < 0.33:
        text = re.sub('[“”"]', " ", text)
    elif roll < 0.38:
        text = re.sub('"([^"\n]*)"', "“\\1”", text).replace("'", "’")
    roll = chance.random()
    if roll < 0.10:
        text = text.replace("\n\n", " \n")
    elif roll < 0.15:
        text = text.replace("\n", " ")
    elif roll < 0.20:
        text = wrap(text, chance.choice((60, 72, 78)))
    return text


def wrap(text: str, columns: int) -> str:
    """Lines broken at a number of columns, by line ends in place of blanks."""
    characters, start, blank = list(text), 0, 0
    for at, character in enumerate(text):
        if character == "\n":
            start = at + 1
        elif character == " ":
            blank = at
        if at - start >= columns and blank > start:
            characters[blank] = "\n"
            start = blank + 1
    return "".join(characters)


_PRONOUNS = ("He", "She", "They", "It", "I", "We", "Who", "You")
_QUESTIONS = ("What happened then?", "Why was that?", "And what do you make of it?", "Are you sure?", "Who told you?")
_VERBS = ("said", "wrote", "told reporters", "put it this way", "added", "responded")


def _halves(words: str) -> tuple[str, str]:
    """Two paragraphs out of one, parted at a sentence's end."""
    end = next((m.end() for m in re.finditer(r"[.!?] (?=[A-Z])", words) if m.end() > len(words) // 3), None)
    return (words[: end - 1], words[end:]) if end else (words, "")


@dataclass
class _Page:
    """A text under construction and what is marked in it."""

    chance: random.Random
    text: str = ""
    marked: list[Marked] = field(default_factory=list)

    def put(self, words: str) -> Spans:
        self.text += words
        return [[len(self.text) - len(words), len(self.text)]]

    def turn(self, label: str, stop: str, words: str, qualities: tuple[int, int, int] = (IGNORE,) * 3) -> None:
        """Words behind a label, some of them in two paragraphs."""
        source, cue = self.put(label), self.put(stop)
        self.put(" ")
        first, rest = _halves(words) if self.chance.random() < 0.2 else (words, "")
        content = self.put(first)
        if rest:
            self.put("\n\n")
            content += self.put(rest)
        self.marked.append(Marked(source, cue, content, qualities))

    def ask(self, label: str | None, stop: str) -> None:
        """A question: a statement where a label says who asks, nobody's without one."""
        asked = self.chance.choice(_QUESTIONS)
        if label:
            self.turn(label, stop, asked)
        else:
            self.put(asked)
        self.put("\n\n")

    def signed(self, name: str, words: str, qualities: tuple[int, int, int], *, form: str, marks: str) -> None:
        """A quotation with a name set behind it, in brackets behind it, or before it."""
        dash = self.chance.choice("—–-")
        if form == "before":
            source, _, cue = self.put(name), self.put(" "), self.put(dash)
            self.put(" “")
            content = self.put(words)
            self.put("”")
        else:
            self.put(marks[:1])
            content = self.put(words)
            self.put(marks[1:] + self.chance.choice("\n "))
            cue = self.put("(" if form == "brackets" else dash)
            self.put("" if form == "brackets" else " ")
            source = self.put(name)
            self.put(")" if form == "brackets" else "")
        self.marked.append(Marked(source, cue, content, qualities))

    def apart(self, name: str, words: str, qualities: tuple[int, int, int]) -> None:
        """A quotation in a paragraph of its own without marks, a verb and a colon leading over to it."""
        source, _, cue = self.put(name), self.put(" "), self.put(self.chance.choice(_VERBS) + ":")
        self.put("\n\n")
        self.marked.append(Marked(source, cue, self.put(words), qualities))


def rearrange(article: Article, chance: random.Random) -> Article | None:
    """The article's direct quotations in a form that news prose seldom has; None where there are too few.

    Transcripts, lists of quotations with a name beside them, and quotations set apart without marks teach the model
    that a speaker can stand on the line before or after, or behind a letter.
    """
    quotes = list(_quotes(article))
    if len(quotes) < 3:
        return None
    form = chance.choice(("transcript", "speaker", "letters", "question", "below", "before", "brackets", "apart"))
    stop = chance.choice("::.") if form == "letters" else ":"
    marks = "“”" if chance.random() < 0.7 else ""
    page = _Page(chance)
    for who, words, qualities in quotes:
        if form == "letters":
            page.ask("Q", stop)
        elif form == "question" and chance.random() < 0.7:
            page.ask("Q" if chance.random() < 0.3 else None, stop)
        if form in ("transcript", "speaker", "letters", "question"):
            name = {"transcript": who.upper(), "letters": "A"}.get(form, who)
            page.turn(name, stop, words, qualities)
        elif form == "apart":
            page.apart(who, words, qualities)
        else:
            page.signed(who, words, qualities, form=form, marks=marks)
        page.put("\n\n" if chance.random() < 0.8 else "\n")
    return Article(article.id, page.text, page.marked)


def _quotes(article: Article) -> Iterator[tuple[str, str, tuple[int, int, int]]]:
    """Speaker, words and labels of the direct quotations that stand in one piece beside a short name."""
    for s in article.statements:
        words = article.text[s.content[0][0] : s.content[0][1]]
        if s.source and len(s.content) == 1 and words[0] in '“"' and 40 < len(words) < 600:
            who = article.text[s.source[0][0] : s.source[0][1]].strip(" ,\xa0\n")
            if who[:1].isupper() and who not in _PRONOUNS and len(who.split()) <= 6 and "\n" not in words:
                yield who, words.strip('“”"\xa0 '), s.qualities


def renamed(encoded: Encoded, names: NDArray[np.int64], chance: random.Random) -> NDArray[np.int64]:
    """The pieces of a text with every capitalised word among `names` exchanged for another of them, each always alike.

    The annotated news is of one country and two years; nobody's name should say who is quoted.
    """
    pieces = encoded.pieces.copy()
    single = np.diff(np.append(encoded.first, len(pieces))) == 1
    at = encoded.first[single & (encoded.features[:, 0] == 1)]
    at = at[np.isin(pieces[at], names)]
    for name in set(pieces[at].tolist()):
        pieces[at[encoded.pieces[at] == name]] = chance.choice(names.tolist())
    return pieces


def known_names(articles: list[Article], least: int = 8) -> NDArray[np.int64]:
    """Pieces that are words of their own, and almost always capitalised, at least `least` times in the articles."""
    capital, all_ = Counter[int](), Counter[int]()
    for article in articles:
        encoded = encode(article.text)
        single = np.diff(np.append(encoded.first, len(encoded.pieces))) == 1
        inner = np.append(False, ~np.isin(encoded.pieces[encoded.first][:-1], STOPS)) & (encoded.features[:, 2] == 0)
        words = encoded.pieces[encoded.first[single & inner]].tolist()
        all_.update(words)
        capital.update(w for w, c in zip(words, encoded.features[single & inner, 0].tolist(), strict=True) if c == 1)
    known = (w for w, n in capital.items() if n >= least and n > 0.95 * all_[w])
    return np.array(sorted(w for w in known if len(tokenizer().id_to_token(w)) > 3), np.int64)


def covered(encoded: Encoded, spans: Spans) -> Iterator[tuple[int, int]]:
    """[first, last] words of each span: those whose middle lies in it."""
    middles = (encoded.starts + encoded.ends - 1) // 2
    for start, end in spans:
        a, b = np.searchsorted(middles, (start, end))
        if b > a:
            yield int(a), int(b) - 1


def samples(article: Article, size: int, names: NDArray[np.int64], chance: random.Random) -> Iterator[Sample]:
    """Windows of at most `size` pieces, disguised, and one article in four under other names."""
    text = disguise(article.text, chance)
    encoded = encode(text)
    if chance.random() < 0.25:
        encoded = replace(encoded, pieces=renamed(encoded, names, chance))
    bounds = np.append(encoded.first, len(encoded.pieces))
    count = len(encoded.starts)
    tags = np.full((count, 3), 2, np.int64)  # 0 begins, 1 inside, 2 outside
    placed = []
    for s in article.statements:
        words = {role: list(covered(encoded, getattr(s, role))) for role in ("source", "cue", "content")}
        if not words["cue"] or not words["content"]:
            continue
        for column, role in enumerate(words):
            for a, b in words[role]:
                tags[a : b + 1, column] = 1
                tags[a, column] = 0
        placed.append((words, s.qualities))
    # the cuts that the pipeline makes, at other places each time
    for window in windows(encoded, chance.randint(size * 2 // 3, size) - 2, BEFORE, AFTER):
        yield _sample(encoded, bounds, tags, placed, window.start, window.end)


Placed = list[tuple[dict[str, list[tuple[int, int]]], tuple[int, int, int]]]


def _sample(
    encoded: Encoded, bounds: NDArray[np.int64], tags: NDArray[np.int64], placed: Placed, start: int, end: int
) -> Sample:
    a, b = int(bounds[start]), int(bounds[end])
    zero = np.zeros((1, 3), np.int64)
    features = np.concatenate((zero, encoded.features[encoded.word_of[a:b]], zero))
    sample = Sample(np.concatenate(([101], encoded.pieces[a:b], [102])), features,
                    encoded.first[start:end] - a + 1, tags[start:end])  # fmt: skip
    for words, qualities in placed:
        spans = [span for role in words.values() for span in role]
        if min(s for s, _ in spans) < start or max(e for _, e in spans) >= end:
            continue
        roles = np.zeros(end - start, np.int64)
        for label, role in ((3, "content"), (1, "source")):
            for s, e in words[role]:
                roles[s - start : e - start + 1] = label + 1
                roles[s - start] = label
        # a source inside its own content splits it: what follows begins anew
        for at in range(1, len(roles)):
            if (roles[at], roles[at - 1]) in ((4, 0), (4, 1), (4, 2), (2, 0), (2, 3), (2, 4)):
                roles[at] -= 1
        cue = words["cue"][0]
        sample.cues.append(Cue(cue[0] - start, cue[1] - start, roles, qualities))
    return sample
