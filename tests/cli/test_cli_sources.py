"""The sources command and who is one, run as people run it."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from cli_running import Sayso

pytestmark = pytest.mark.usefixtures("_case")

OTHER = """Minister speaks on toll

May 4, 2031

Ines Volmer, the transport minister, said the toll would be lifted.
"""
BOTH = ("Ines Vollmer", "Ines Volmer")


@pytest.fixture
def _case(sayso: Sayso, agency: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.txt"
    other.write_text(OTHER, "utf-8")
    assert sayso("read", agency, other).returncode == 0


@pytest.mark.parametrize("width", ["60", "80", "140"])
def test_the_table_of_pairs_fits_the_terminal(sayso: Sayso, width: str) -> None:
    ran = sayso("sources", "--alike", COLUMNS=width)
    assert (ran.returncode, ran.stderr) == (0, "")
    assert max(map(len, ran.stdout.splitlines())) <= int(width)
    assert "spelled" in ran.stdout
    assert ran.stdout.splitlines()[-1] == "1 pair"


def test_pairs_are_json_and_csv_as_well(sayso: Sayso) -> None:
    (pair,) = map(json.loads, sayso("sources", "--alike", "--format", "json").stdout.splitlines())
    assert (pair["one"]["name"], pair["other"]["name"], pair["why"]) == (*BOTH, "spelled differently")
    assert 0.8 < pair["alike"] < 1
    (row,) = csv.DictReader(io.StringIO(sayso("sources", "--alike", "--format", "csv").stdout))
    assert (row["source"], row["handle"], row["may be"]) == (BOTH[0], pair["one"]["handle"], BOTH[1])


def test_a_pair_is_accepted_shown_and_taken_back(sayso: Sayso) -> None:
    made = sayso("sources", "same", *BOTH, "--author", "ada")
    assert (made.returncode, "sayso sources undo 1 takes it back" in made.stderr) == (0, True)
    assert "Ines Vollmer = Ines Volmer" in sayso("sources", COLUMNS="120").stdout
    (line,) = [x for x in map(json.loads, sayso("sources", "--format", "json").stdout.splitlines()) if x["also"]]
    assert (line["name"], line["also"], line["documents"]) == (BOTH[0], [BOTH[1]], 2)
    assert "lifted" in sayso("ledger", "--speaker", "vollmer").stdout
    assert "lifted" in sayso("search", "vollmer", "lifted").stdout
    assert sayso("sources", "--alike").stdout.splitlines() == ["0 pairs"]
    assert sayso("sources", "undo", "1", "--author", "ben").returncode == 0
    assert "lifted" not in sayso("ledger", "--speaker", "vollmer").stdout
    assert "(undone" in sayso("sources", "decisions", COLUMNS="140").stdout
    assert sayso("sources", "decisions").stdout == sayso("timeline", "decisions").stdout, "a case has one log"


def test_a_pair_is_rejected(sayso: Sayso) -> None:
    made = sayso("sources", "apart", *BOTH)
    assert (made.returncode, "are not one" in made.stderr) == (0, True)
    assert sayso("sources", "--alike").stdout.splitlines() == ["0 pairs"]


WRONG = [
    (("sources", "same", "Ines Vollmer"), "two sources or more"),
    (("sources", "same", "Ines Vollmer", "Inga"), "no such source"),
    (("sources", "undo", "7"), "no decision that holds"),
    (("ledger", "--max-resolution", "2"), "range"),
]


@pytest.mark.parametrize(("words", "why"), WRONG, ids=[row[1] for row in WRONG])
def test_wrong_use_is_told_with_a_remedy(sayso: Sayso, words: tuple[str, ...], why: str) -> None:
    ran = sayso(*words)
    assert (ran.returncode, why in ran.stderr) == (2, True), ran.stderr


def test_statements_whose_speaker_wants_a_look_are_listed(sayso: Sayso) -> None:
    def found(*options: str) -> list[float]:
        table = csv.DictReader(io.StringIO(sayso("ledger", "--format", "csv", *options).stdout))
        return [float(row["resolution"]) for row in table]

    everything = found()
    most = min(everything) + 0.01
    assert found("--max-resolution", str(most)) == [r for r in everything if r <= most]
    assert found("--max-resolution", "0") == []
