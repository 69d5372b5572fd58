"""The first case on the command line: the question of who was in office when the prisoner was caught.

The documents are other people's, so they are read where they lie beside the checkout; here stand only dates and places.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from cli_running import Sayso

PUBLISHED = "2014-01-24"
CAUGHT, JAILED = "the capture", "the imprisonment"
FIRST, SECOND, SECURITY = "the first director", "the second director", "the security chief"
"""What the events are called in this test."""


@pytest.fixture
def names(sayso: Sayso, shared: Path) -> dict[str, dict[str, Any]]:
    """The marks of the post by their words, read as a user reads it."""
    ran = sayso("read", "--published", PUBLISHED, shared / "seeds" / "prisoner-x2.txt")
    assert ran.returncode == 0, ran.stderr
    rows = map(json.loads, sayso("timeline", "--format", "json").stdout.splitlines())
    return {row["words"]: row for row in rows}


def bounds(sayso: Sayso, names: dict[str, dict[str, Any]]) -> None:
    """The bounds of the events, each from the words that give it or typed, and what is known of their order."""
    for event, place, words in (
        (JAILED, "start", "2003-2004"), (JAILED, "start", "around 2003"), (JAILED, "start", "at least ten years"),
        (CAUGHT, "at", "2002 or 2003"), (FIRST, "end", "2002"), (FIRST, "start", "1998"), (SECURITY, "start", "2000"),
        (SECURITY, "end", "2005"),
    ):  # fmt: skip
        what = names[words]["mark"] if words in names and words != "2000" else words
        ran = sayso("timeline", "bound", event, place, what, "--author", "ada")
        assert ran.returncode == 0, ran.stderr
    for first, relation, second in ((FIRST, "meets", SECOND), (CAUGHT, "before", JAILED)):
        assert sayso("timeline", "order", first, relation, second, "--author", "ada").returncode == 0


def told(sayso: Sayso, during: str) -> str:
    """What the windows say on the terminal, its line breaks taken out."""
    ran = sayso("timeline", "windows", "--during", during, COLUMNS="140")
    assert ran.returncode == 0, ran.stderr
    return " ".join(ran.stdout.split())


def test_who_was_in_office_when_he_was_caught(sayso: Sayso, names: dict[str, dict[str, Any]]) -> None:
    assert names["at least ten years"]["time"]["anchor"]["date"] == PUBLISHED, "known through the publication alone"
    bounds(sayso, names)
    rows = [json.loads(line) for line in sayso("timeline", "windows", "--format", "json").stdout.splitlines()]
    jailed = next(row for row in rows if row["event"] == JAILED)["start"]
    assert (jailed["earliest"]["day"], jailed["latest"]["day"]) == ("2003-01-01", "2004-01-31")
    assert names["at least ten years"]["mark"] in jailed["latest"]["by"][0], "that bound is from the ten years"
    ran = told(sayso, CAUGHT)
    for director in (FIRST, SECOND):
        assert f"{director}: one or the other would be decided by whether" in ran
    assert f"“{CAUGHT}” starts after “{FIRST}” ends" in ran, "the bound that would decide it"
    assert f"{SECURITY}: yes" in ran, "he was in office all the while"
    assert ran.endswith("5 events · 0 conflicts")


def test_a_bound_that_contradicts_is_named_and_can_be_taken_back(
    sayso: Sayso, names: dict[str, dict[str, Any]]
) -> None:  # fmt: skip
    bounds(sayso, names)
    assert sayso("timeline", "bound", CAUGHT, "at", "2005", "--author", "ada").returncode == 0
    ran = told(sayso, CAUGHT)
    assert "These can't all be true:" in ran
    assert names["2002 or 2003"]["mark"] in ran.partition("These can't all be true:")[2]
    log = sayso("timeline", "decisions", "--format", "json").stdout.splitlines()
    last = max(json.loads(line)["number"] for line in log)
    assert sayso("timeline", "undo", str(last), "--author", "ben").returncode == 0
    assert told(sayso, CAUGHT).endswith("0 conflicts")
