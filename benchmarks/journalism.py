"""sayso beside large language models on sourced statements as journalism scholars mark them.

`python benchmarks/journalism.py [--shared ../shared] [--ledger LEDGER.jsonl] [--out FOLDER]` extracts the ledgers of
the articles in `journalism/gold-dev.jsonl`, turns them into the set's units, runs the set's own scorer on them and on
each model's output, and prints a table in Markdown: each model on the articles that it has, sayso on the same.

What is a statement differs: in the set it is the sentence, or the run of sentences of one paragraph, that rests on one
source, cue and name included; sentences that go on without a cue belong to the last source; a refusal is not one.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import re
import subprocess
import sys
import tempfile
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from sayso.sources.sentences import Sentences

Json = dict[str, Any]
Range = tuple[int, int]

SURE = 0.45
"""Confidence from which a statement counts here; the best F1 on the set, by steps of 0.1 (0.5 and 0.7 are as good)."""

COLUMNS = ("F1", "P", "R", "type", "name", "title", "just", "name+", "title+", "just+", "s+n+t")
TYPES = {
    "person": "named_person",
    "organisation": "named_organization",
    "document": "document",
    "group": "unnamed_group",
}
_CLAUSE = re.compile(r",? (?:who|which|that|where|whose)\b|,\s(?=(?:a|an|the)\s)| and (?=(?:an?|the) )")
_ISSUER = re.compile(r"(?:\b(?:by|from) (?:the )?(?=[A-Z])|^(?=[A-Z].*[’']s ))(.+?)(?=[’']s |$)")
_PLURAL = re.compile(r"(?:people|men|women|police|[^s]s)$")
_BARE = re.compile(r"^(?:an?|the) ")
_KNOWN = ("saw", "took part", "told", "document", "data", "not given")
_WHERE = re.compile(r"((?: [\w’'-]+){0,2}? (?:in|at|during|after|by|via|through|citing|on|to)\s[^,.;:“”\"\n]{4,110})")
_DAY = re.compile(
    r" (?:on|in|at|by) (?:\w+day|\d|(?:January|February|March|April|May|June|July|August|September|October"
    r"|November|December))"
)
_FIRST = re.compile(r"(?:In|At|During|Through|Via|Citing|After|Speaking|Asked|Responding) [^,“”\"\n]{5,140},")
REACH = 6
"""Sentences back in which the narrative on a source is looked for."""


class Article:
    """A text cut into the sentences of its paragraphs."""

    def __init__(self, raw: str) -> None:
        text = self.text = _unwrapped(raw)
        cut = Sentences(text)
        count = cut.number(len(text)) + 1
        spans = [cut.span(i) for i in range(count)]
        self.spans: list[Range] = [(s.start, s.end) for s in spans if text[s.start : s.end].strip()]
        self._starts = [start for start, _ in self.spans]
        self._lines = [m.start() for m in re.finditer(r"\n", text)]

    def sentence(self, at: int) -> int:
        """The number of the sentence at a place."""
        return max(0, bisect_right(self._starts, at) - 1)

    def paragraph(self, sentence: int) -> int:
        """The number of the paragraph that a sentence stands in."""
        return bisect_right(self._lines, self.spans[sentence][0] - 1)

    def words(self, first: int, last: int) -> str:
        """The text from one sentence to another."""
        return " ".join(self.text[self.spans[first][0] : self.spans[last][1]].split())


def convert(line: Json, text: str) -> list[Json]:
    """The statements of a ledger line in the units and with the fields of the set."""
    article = Article(text)
    sources = {s["id"]: s for s in line["sources"]}
    owner: dict[int, tuple[str, Json]] = {}
    for s in line["statements"]:
        nobody = s["speaker"] is None or s["speaker"]["type"] in ("none", "author")
        if nobody or s["stance"] in ("withholds", "other") or s["within"] is not None or s["confidence"] < SURE:
            continue
        for start, end in s["source"] + s["cue"] + s["content"]:
            for i in range(article.sentence(start), article.sentence(max(start, end - 1)) + 1):
                owner.setdefault(i, (s["speaker"]["id"], s))
    _continue(article, owner)
    said = frozenset(owner)
    rows: list[Json] = []
    known: set[str] = set()
    for who, s, first, last in _runs(article, owner):
        rows.append(_row(article, sources[who], s, first, last, said, again=who in known))
        known.add(who)
    return rows


def _continue(article: Article, owner: dict[int, tuple[str, Json]]) -> None:
    """Give a sentence without a cue to the last source of its paragraph."""
    for i in range(1, len(article.spans)):
        if i not in owner and i - 1 in owner and article.paragraph(i) == article.paragraph(i - 1):
            owner[i] = owner[i - 1]


def _runs(article: Article, owner: dict[int, tuple[str, Json]]) -> Iterator[tuple[str, Json, int, int]]:
    """Sentences of one paragraph and one source that follow each other."""
    run: tuple[str, Json, int, int] | None = None
    for i in sorted(owner):
        who, s = owner[i]
        if run and run[0] == who and run[3] == i - 1 and article.paragraph(i) == article.paragraph(i - 1):
            run = (who, run[1], run[2], i)
            continue
        if run:
            yield run
        run = (who, s, i, i)
    if run:
        yield run


def _row(article: Article, source: Json, s: Json, first: int, last: int, said: frozenset[int], *, again: bool) -> Json:
    kind = TYPES.get(source["type"], "")
    name, role = source["name"] or "", source["role"] or ""
    title, rest = _split(role)
    if source["type"] == "unnamed":
        known = source["anonymity"] == "on_condition" or (s["basis"]["kind"] == "not given" and s["basis"]["spans"])
        plural = bool(_PLURAL.search(re.split(r" (?:of|for|with|who|in|at|from|familiar|briefed)\b", name)[0]))
        kind = "anonymous_source" if known else "unnamed_group" if plural else "unnamed_person"
        name, title = (name, "") if kind == "unnamed_group" else ("", name if kind == "unnamed_person" else "")
    elif source["type"] != "person":
        title = ""
    issuer = _ISSUER.search(name) if source["type"] == "document" else None  # the set names who issued it
    name = issuer.group(1) if issuer else name
    title = title or _titles(article, source)
    return {
        "text": article.words(first, last), "source_type": kind, "name": name, "title": title,
        "justification": _justification(article, source, s, rest) or _lead(article, source, said, first, again=again),
    }  # fmt: skip


def _titles(article: Article, source: Json) -> str:
    """What a name bears before it where it is mentioned: "Capt. Ada Ruiz"."""
    if source["type"] != "person" or not source["name"]:
        return ""
    given = source["name"].split()[0]
    for start, end in source["mentions"]:
        ahead = article.text[start:end].partition(given)
        if ahead[0].strip() and ahead[1]:
            return ahead[0].strip()
    return ""


def _split(role: str) -> tuple[str, str]:
    """A role as a title and what goes beyond it."""
    cut = _CLAUSE.search(role)
    title, rest = (role[: cut.start()], role[cut.start() :].strip(" ,")) if cut else (role, "")
    return _BARE.sub("", title), rest


def _justification(article: Article, source: Json, s: Json, rest: str) -> str:
    """How the source is said to know, or why it is asked.

    The clause on it, the words of its basis, or the occasion on which it spoke.
    """
    text = article.text
    if rest:
        return rest
    outside = [span for span in s["basis"]["spans"] if not _overlaps(span, s["content"])]
    if s["basis"]["kind"] in _KNOWN and outside and source["type"] not in ("document", "organisation"):
        return " ".join(text[start:end] for start, end in outside)
    if source["type"] == "unnamed" and source["role"]:
        return str(source["role"])
    return _occasion(article, s)


def _overlaps(span: list[int], others: list[list[int]]) -> bool:
    return any(span[0] < end and start < span[1] for start, end in others)


def _occasion(article: Article, s: Json) -> str:
    """Where and how it was said: "said in an e-mail", "In a reply to questions"."""
    start, end = s["cue"][0]
    limit = min([c[0] for c in s["content"] if c[0] >= end] or [end + 140])
    after = _WHERE.match(article.text, end, limit)
    if after and not _DAY.match(after.group(1)):
        return article.text[start : after.end()].strip()
    low = article.spans[article.sentence(min(p[0] for p in s["source"] + s["cue"]))][0]
    before = _FIRST.match(article.text, low, start)
    return before.group() if before and not _overlaps(list(before.span()), s["content"]) else ""


def _lead(article: Article, source: Json, said: frozenset[int], first: int, *, again: bool) -> str:
    """The narrative that leads up to a source.

    Where it speaks first, the sentence before it, unless somebody says that; else the nearest sentence that nobody says
    and that names it.
    """
    if not again and source["type"] != "document" and first and first - 1 not in said:
        return article.words(first - 1, first - 1)
    if source["type"] != "person" or not source["name"]:
        return ""
    name = source["name"].split()[-1]
    for i in range(first - 1, max(-1, first - 1 - REACH), -1):
        if i in said:
            continue
        words = article.words(i, i)
        if name in words:
            return words
    return ""


def table(rows: list[tuple[str, Json]]) -> str:
    """Markdown: a line for each system."""
    head = ["system", "articles", *COLUMNS]
    lines = ["| " + " | ".join(head) + " |", "|" + "---|" * len(head)]
    for name, result in rows:
        strict = result["strict"]
        cells = [f"{strict[c]:.0f}" if strict[c] is not None else "–" for c in COLUMNS]
        lines.append("| " + " | ".join([name, str(len(result["ids"])), *cells]) + " |")
    return "\n".join(lines)


def _unwrapped(text: str) -> str:
    """The text with line ends that a narrow column set, not a paragraph, as spaces: no place moves."""
    lines = [len(line) for line in text.split("\n") if line]
    if len(lines) < 20 or sorted(lines)[int(0.95 * len(lines))] > 130:
        return text
    full = 0.7 * sorted(lines)[len(lines) // 2]
    return re.sub(
        r"(?m)^(.+)\n(?=\S)",
        lambda m: m[1] + ("\n" if len(m[1]) < full and m[1].rstrip()[-1:] in '.!?”"' else " "),
        text,
    )


class Scorer:
    """The stricter figures of the set's own scorer; the authors' looser ones take an hour of edit distances."""

    def __init__(self, folder: Path) -> None:
        spec = importlib.util.spec_from_file_location("journalism_score", folder / "score.py")
        if not spec or not spec.loader:
            raise SystemExit(f"{folder} has no score.py")
        self._module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(self._module)
        self._gold = self._module.load(str(folder / "gold-dev.jsonl"))

    def __call__(self, predicted: Path, ids: Iterable[str] | None = None) -> Json:
        """The figures for a file, over `ids` or over the articles that it has whole."""
        found = self._module.load(str(predicted))
        chosen = list(ids or (i for i in self._gold if i in found and found[i].get("complete") is not False))
        total: Counter[str] = Counter()
        for i in chosen:
            total += self._module.strict(self._gold[i]["statements"], found[i]["statements"])["strict"]
        return {"ids": chosen, "strict": self._module.strict_table(total)}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, default=Path(__file__).resolve().parents[1] / "../shared")
    parser.add_argument("--ledger", type=Path, help="ledger lines of the articles, where they are extracted already")
    parser.add_argument("--out", type=Path, help="where the converted statements are kept; without it nowhere")
    args = parser.parse_args()
    folder = args.shared / "journalism"
    with tempfile.TemporaryDirectory() as scratch:
        kept = args.out or Path(scratch)
        kept.mkdir(parents=True, exist_ok=True)
        ledger = args.ledger or kept / "ledger.jsonl"
        if not args.ledger:
            command = [
                str(Path(sys.executable).with_name("sayso")),
                "extract",
                str(folder / "gold-dev.jsonl"),
                str(ledger),
            ]
            subprocess.run(command, check=True)
        texts = {str(d["id"]): d["text"] for d in map(json.loads, (folder / "gold-dev.jsonl").open(encoding="utf-8"))}
        converted = kept / "sayso.jsonl"
        score = Scorer(folder)
        with converted.open("w", encoding="utf-8") as out:
            for line in map(json.loads, ledger.open(encoding="utf-8")):
                statements = convert(line, texts[str(line["id"])])
                out.write(json.dumps({"id": line["id"], "statements": statements}, ensure_ascii=False) + "\n")
        rows = [("sayso, all", score(converted))]
        for path in sorted((folder / "llm").glob("*.jsonl")):
            result = score(path)
            rows += [(path.stem, result), ("sayso, the same", score(converted, result["ids"]))]
        print(table(rows))


if __name__ == "__main__":
    main()
