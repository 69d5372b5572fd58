"""The timeline command, run as people run it."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest
from cli_running import Sayso

pytestmark = pytest.mark.usefixtures("_case")


@pytest.fixture
def _case(sayso: Sayso, agency: Path) -> None:
    assert sayso("read", agency).returncode == 0


def marks(sayso: Sayso) -> dict[str, dict[str, Any]]:
    """The marks as JSON by their words."""
    return {m["words"]: m for m in map(json.loads, sayso("timeline", "--format", "json").stdout.splitlines())}


@pytest.mark.parametrize("width", ["80", "140"])
def test_the_table_fits_the_terminal(sayso: Sayso, width: str) -> None:
    ran = sayso("timeline", COLUMNS=width)
    assert (ran.returncode, ran.stderr) == (0, "")
    assert max(map(len, ran.stdout.splitlines())) <= int(width)
    assert "March" in ran.stdout
    assert ("published 2031-05-02" in ran.stdout) == (width == "140")
    assert ran.stdout.splitlines()[-1].endswith("undated")


def test_json_and_csv_have_the_three_times(sayso: Sayso) -> None:
    found = marks(sayso)
    march = found["March"]
    assert list(found) == ["March"], "the date above the report is when it was published"
    assert (march["happened"], march["said"], march["published"]) == ("2031-03", None, "2031-05-02")
    assert march["time"]["anchor"] == {"kind": "published", "date": "2031-05-02", "span": None}
    rows = list(csv.DictReader(io.StringIO(sayso("timeline", "--format", "csv").stdout)))
    assert [r["mark"] for r in rows] == [march["mark"]]
    assert [r["happened"] for r in rows] == ["2031-03"]


def test_a_decision_is_made_shown_and_taken_back(sayso: Sayso) -> None:
    name = marks(sayso)["March"]["mark"]
    made = sayso("timeline", "date", name, "2031-02~", "--author", "ada")
    assert (made.returncode, "decision 1: " in made.stderr) == (0, True)
    assert marks(sayso)["March"]["told"] == "about February 2031"
    assert "ada" in sayso("timeline", "decisions").stdout
    assert sayso("timeline", "undo", "1", "--author", "ben").returncode == 0
    assert marks(sayso)["March"]["happened"] == "2031-03"
    log = [json.loads(line) for line in sayso("timeline", "decisions", "--format", "json").stdout.splitlines()]
    assert [(d["author"], d["undone_by"]) for d in log] == [("ada", "ben")]


def test_windows_are_printed_with_their_evidence(sayso: Sayso) -> None:
    for words in (
        ("the toll", "at", "2031-03"),
        ("the minister", "start", "2031-03-10"),
        ("the minister", "end", "2033"),
    ):
        assert sayso("timeline", "bound", *words, "--author", "ada").returncode == 0
    ran = sayso("timeline", "windows", "--during", "the toll")
    assert "31 March 2031" in ran.stdout
    assert "the minister: one or the other" in ran.stdout
    assert "would be decided by whether" in " ".join(ran.stdout.split())
    assert max(map(len, ran.stdout.splitlines())) <= 80
    rows = list(csv.reader(io.StringIO(sayso("timeline", "windows", "--format", "csv").stdout)))
    assert rows[1][:3] == ["the toll", "start", "2031-03-01"]


def test_the_page_and_timelinejs_are_written(sayso: Sayso, tmp_path: Path) -> None:
    ran = sayso("timeline", "--html", "t.html", "--timelinejs", "t.json")
    assert (ran.returncode, ran.stderr.count("wrote")) == (0, 2)
    assert "vis.Timeline" in (tmp_path / "t.html").read_text("utf-8")
    assert json.loads((tmp_path / "t.json").read_text("utf-8"))["events"]


WRONG = [
    (("timeline", "date", "1@99999", "2030"), "no such mark"), (("timeline", "date", "1@0", "soon"), "no such mark"),
    (("timeline", "undo", "7"), "no decision that holds"), (("timeline", "merge", "1@0"), "needs two marks"),
    (("timeline", "bound", "x", "at", "soon"), "no EDTF date"), (("timeline", "windows", "--during", "x"), "no event"),
]  # fmt: skip


@pytest.mark.parametrize(("words", "why"), WRONG, ids=[row[1] for row in WRONG])
def test_wrong_use_is_told_with_a_remedy(sayso: Sayso, words: tuple[str, ...], why: str) -> None:
    ran = sayso(*words)
    assert (ran.returncode, why in ran.stderr) == (2, True), ran.stderr
