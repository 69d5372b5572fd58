"""The table of cases under `everywhere/`: one file per form, each case a text and all statements in it.

    === why the case is there
    the text, over as many lines as it has
    ---
    who | what … what
    xfail: why it is not met yet

A line for every statement in the text, and none where nobody says anything.

who     the words of the source; what stands in [brackets] describes it and may be missing. "(nobody)" where the text
        hides who says it. "she = Ines Valdor": the word in the text, and the name that it must be led back to.
what    the words of the content, cue aside: " … " stands where the cue or the speaker breaks it, " [...] " is short
        for all the words of the text between.

A case passes when the ledger holds exactly these statements: as many, each with the same words of the text as
content, punctuation and quotation marks aside, and each with the source's words or the resolved speaker's name as
they stand here. Letter case, an article before the name and white space do not count; everything else does.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from sayso.model import Ledger, Span, Statement

_WORD = re.compile(r"\w+")
NOBODY = "(nobody)"


@dataclass(frozen=True, slots=True)
class Expected:
    """A statement that must be found. content: the words' places in the text; name: whom the source stands for."""

    who: str
    name: str | None
    what: str
    content: frozenset[Span]

    def __str__(self) -> str:
        return f"{self.who}{f' = {self.name}' if self.name else ''} | {self.what}"


@dataclass(frozen=True, slots=True)
class Case:
    """A text with everything that is said in it. xfail: why it is not met yet, None where it is."""

    form: str
    why: str
    text: str
    statements: tuple[Expected, ...]
    xfail: str | None


def load(folder: Path) -> list[Case]:
    """All cases of the files in a folder, by name of the file. Raises ValueError where one can't be read."""
    return [
        _case(path.stem, part)
        for path in sorted(folder.glob("*.txt"))
        for part in re.split(r"^=== ", path.read_text("utf-8"), flags=re.MULTILINE)[1:]
    ]


def _case(form: str, part: str) -> Case:
    why, _, rest = part.partition("\n")
    text, mark, lines = rest.rpartition("\n---\n")
    if not mark:
        raise ValueError(f"{form}: {why}: no line of dashes under the text")
    statements, xfail = [], None
    for line in filter(None, lines.splitlines()):
        if line.startswith("xfail: "):
            xfail = line.removeprefix("xfail: ")
            continue
        who, bar, what = line.partition(" | ")
        if not bar:
            raise ValueError(f"{form}: {why}: no bar in {line!r}")
        who, _, name = who.partition(" = ")
        statements.append(Expected(who, name or None, what, frozenset(_places(text, what))))
    return Case(form, why, text, tuple(statements), xfail)


def _places(text: str, what: str) -> list[Span]:
    """Where the words of a content stand; each stretch must stand once in the text."""
    tokens = [Span(*m.span()) for m in _WORD.finditer(text)]
    words = [text[s:e] for s, e in tokens]
    found: list[Span] = []
    for stretch in what.split(" … "):
        first, elided, last = stretch.partition(" [...] ")
        start = _only(words, _WORD.findall(first), 0)
        end = _only(words, _WORD.findall(last), start) + len(_WORD.findall(last)) if elided else None
        found += tokens[start : end or start + len(_WORD.findall(first))]
    return found


def _only(words: list[str], wanted: list[str], after: int) -> int:
    at = [i for i in range(after, len(words)) if words[i : i + len(wanted)] == wanted]
    if len(at) != 1:
        raise ValueError(f"{' '.join(wanted)!r} stands {len(at)} times in {' '.join(words)!r}")
    return at[0]


def met(expected: Expected, found: Statement, text: str) -> bool:
    """Whether a statement of the ledger is the expected one."""
    content = {Span(*m.span()) for s in found.content for m in _WORD.finditer(text, s.start, s.end)}
    return content == expected.content and _same_source(expected, found, text)


def _same_source(expected: Expected, found: Statement, text: str) -> bool:
    words = " ".join(text[s:e] for s, e in found.source)
    name = found.speaker.name if found.speaker else None
    if expected.who == NOBODY:
        return name is None
    if expected.name:
        return name is not None and _plain(name) == _plain(expected.name)
    whole, short = _plain(re.sub(r"[\[\]]", "", expected.who)), _plain(re.sub(r"\[.*?\]", "", expected.who))
    return _plain(words) in (whole, short) or (name is not None and _plain(name) in (whole, short))


def _plain(words: str) -> list[str]:
    found = [w.casefold() for w in _WORD.findall(words)]
    return found[1:] if found[:1] and found[0] in ("the", "a", "an") else found


def differences(case: Case, ledger: Ledger) -> list[str]:
    """What is missing from the ledger ("-") and what it holds beside the expected ("+"); none where the case passes."""
    left = list(ledger.statements)
    lines = []
    for expected in case.statements:
        one = next((s for s in left if met(expected, s, ledger.document.text)), None)
        if one:
            left.remove(one)
        else:
            lines.append(f"- {expected}")
    for s in left:
        source = ledger.words(s.source) or NOBODY
        name = s.speaker.name if s.speaker else None
        lines.append(f"+ {source} = {name} | {' … '.join(ledger.document.text[a:b] for a, b in s.content)}")
    return lines
