from __future__ import annotations

import csv
import io
import json
import os
import re
import signal
import sqlite3
import subprocess
from pathlib import Path
from typing import Any

import pexpect
import pytest
from cli_running import AGENCY, COMMAND, Sayso

from sayso.case import Case


def lines(text: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in text.splitlines()]


def test_a_document_is_read_shown_and_kept(sayso: Sayso, agency: Path, tmp_path: Path) -> None:
    ran = sayso("read", agency)
    assert (ran.returncode, ran.stderr) == (0, "")
    assert "Ines Vollmer" in ran.stdout
    assert "◌" in ran.stdout  # the senior official has no name
    assert "✕" in ran.stdout
    assert ran.stdout.splitlines()[-1].startswith("1 document · ")
    assert max(map(len, ran.stdout.splitlines())) <= 80
    with Case.open(tmp_path / "sayso.case") as case:
        assert case.original(1) == agency.read_bytes()


def test_json_carries_the_document_and_every_span_lies_in_it(sayso: Sayso, agency: Path) -> None:
    ran = sayso("read", agency, "--format", "json", "--published", "2031-05-02")
    (line,) = lines(ran.stdout)
    assert line["file"] == str(agency)
    assert line["part"] == 0
    assert set(line) == {
        "id", "model", "statements", "sources", "times", "posts", "file", "part", "title", "authors", "outlet",
        "published", "url", "text", "updated", "language", "locators",
    }  # fmt: skip
    assert line["published"].startswith("2031-05-02")
    assert line["text"].count("Vollmer") == AGENCY.count("Vollmer")
    assert len(line["statements"]) >= 3
    for statement in line["statements"]:
        for start, end in (span for kind in ("source", "cue", "content") for span in statement[kind]):
            assert 0 <= start < end <= len(line["text"])


def test_where_a_statement_stands_in_the_original_is_told(sayso: Sayso, examples: Path, tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    (line,) = lines(sayso("read", examples / "statement.pdf", "--format", "json", "--html", page).stdout)
    assert (line["language"], line["updated"]) == (None, None)
    assert {x["page"] for x in line["locators"]} == {1, 2}
    for statement in line["statements"]:
        spans = [place["span"] for place in statement["places"]]
        assert spans, "every line of a PDF has its place"
        assert spans[0][0] == statement["content"][0][0]
        assert spans[-1][1] == statement["content"][-1][1]
    assert '<span class="place">page 2</span>' in page.read_text("utf-8")
    assert lines(sayso("ledger", "--format", "json").stdout) == [line]


def test_reading_again_adds_nothing_and_prints_the_same(sayso: Sayso, agency: Path, tmp_path: Path) -> None:
    first = sayso("read", agency, "--format", "json")
    copy = tmp_path / "copy.txt"
    copy.write_bytes(agency.read_bytes())
    again = sayso("read", agency, copy, "--format", "json")
    one, two = lines(again.stdout)
    assert [one] == lines(first.stdout)
    assert two == {**one, "file": str(copy)}
    assert len(lines(sayso("ledger", "--format", "json").stdout)) == 1
    assert "(1 read before)" in sayso("read", agency).stdout


def test_ledger_prints_what_read_printed(sayso: Sayso, agency: Path) -> None:
    for form in ("table", "json", "csv"):
        read, ledger = sayso("read", agency, "--format", form), sayso("ledger", "--format", form)
        assert read.stdout.replace(" (1 read before)", "") == ledger.stdout


def test_standard_input_is_a_document(sayso: Sayso) -> None:
    (line,) = lines(sayso("read", "-", "--format", "json", given=AGENCY.encode()).stdout)
    assert (line["file"], line["text"][:11]) == ("-", "Bridge toll")


def test_a_page_is_written_whole_and_self_contained(sayso: Sayso, agency: Path, tmp_path: Path) -> None:
    ran = sayso("read", agency, "--html", "ledger.html")
    assert ran.returncode == 0
    page = (tmp_path / "ledger.html").read_text("utf-8")
    assert "Ines Vollmer" in page
    assert page.rstrip().endswith("</html>")
    sayso("ledger", "--html", "again.html")
    assert (tmp_path / "again.html").read_text("utf-8") == page


BAD = [
    ("missing", None, "no such file"),
    ("empty", b"", "is empty"),
    ("white space", b" \n \n", "has no text"),
    ("binary", bytes(range(256)) * 40, "binary"),
    ("a picture", b"\x89PNG\r\n\x1a\n" + bytes(100), "picture"),
    ("packed", b"PK\x03\x04" + bytes(100), "ZIP"),
]


@pytest.mark.parametrize(("why", "data", "says"), BAD, ids=[row[0] for row in BAD])
def test_a_bad_file_is_named_and_the_others_are_done(
    sayso: Sayso, agency: Path, tmp_path: Path, why: str, data: bytes | None, says: str
) -> None:
    bad = tmp_path / "bad.txt"
    if data is not None:
        bad.write_bytes(data)
    ran = sayso("read", bad, agency, "--format", "json")
    assert ran.returncode == 1, why
    error, line = lines(ran.stdout)
    assert set(error) == {"file", "error"}
    assert error["file"] == str(bad)
    assert says in error["error"]
    assert line["file"] == str(agency)
    (message,) = ran.stderr.splitlines()
    assert message.startswith(f"sayso: {bad}: ")
    assert "; " in message  # the remedy
    assert "1 failure" in sayso("read", bad, agency).stdout


def test_another_encoding_is_read(sayso: Sayso, tmp_path: Path) -> None:
    (tmp_path / "old.txt").write_bytes("“It is naïve,” Renée Dufaÿ said on Monday.".encode("cp1252"))
    (line,) = lines(sayso("read", "old.txt", "--format", "json").stdout)
    assert "“It is naïve,” Renée" in line["text"]


def test_a_broken_line_costs_itself_alone(sayso: Sayso, tmp_path: Path) -> None:
    good = [json.dumps({"id": f"d{n}", "text": f"Ada Brook said {n} boats sank."}).encode() for n in range(3)]
    (tmp_path / "some.jsonl").write_bytes(b"\n".join([good[0], b'{"id": "x", "te', good[1], b"\xff{}", good[2]]))
    ran = sayso("read", "some.jsonl", "--format", "json")
    assert ran.returncode == 1
    assert [line.get("part") for line in lines(ran.stdout)] == [0, None, 2, None, 4]
    assert [message.split(": ")[1:3] for message in ran.stderr.splitlines()] == [
        ["some.jsonl", "line 2"], ["some.jsonl", "line 4"],
    ]  # fmt: skip


def test_a_folder_of_a_thousand_files_of_which_ten_are_bad(sayso: Sayso, tmp_path: Path) -> None:
    folder = tmp_path / "clips"
    folder.mkdir()
    for number in range(1000):
        bad = number % 100 == 50
        (folder / f"{number:04}.txt").write_bytes(
            b"" if bad else f"Ada Brook said on Monday that {number} boats had sunk.".encode()
        )
    ran = sayso("read", folder, "--format", "csv")
    assert ran.returncode == 1
    assert len(ran.stderr.splitlines()) == 10
    files = {row["file"] for row in csv.DictReader(io.StringIO(ran.stdout))}
    with Case.open(tmp_path / "sayso.case") as case:
        kept = [stored.file for stored in case.ledgers()]
    assert len(kept) == 990
    assert kept == sorted(kept)
    assert files <= set(kept)
    assert len(files) > 900  # nearly every sentence is a statement


USAGE = [
    ("no path", ["read"], 2, "Missing argument"),
    ("no such command", ["raed", "x"], 2, "No such command"),
    ("no such format", ["read", "--format", "xml", "x"], 2, "xml"),
    ("no date", ["read", "--published", "yesterday", "agency.txt"], 2, "no date"),
    ("no processes", ["read", "--workers", "0", "agency.txt"], 2, "0"),
    ("page in no folder", ["read", "--html", "none/x.html", "agency.txt"], 2, "folder that exists"),
    ("no such stance", ["ledger", "--stance", "lies"], 2, "lies"),
    ("confidence in percent", ["ledger", "--min-confidence", "90"], 2, "90"),
    ("no case", ["ledger"], 1, "make one with `sayso read FILES`"),
    ("no case", ["sources"], 1, "sayso.case: there is no case here"),
    ("no case", ["search", "x"], 1, "there is no case here"),
    ("a document as the case", ["ledger", "--case", "agency.txt"], 1, "agency.txt: this file is no sayso case"),
    ("a document as the case to read into", ["read", "--case", "agency.txt", "agency.txt"], 1, "no sayso case"),
    ("a newer case", ["read", "--case", "newer.case", "agency.txt"], 1, "install the newest sayso"),
    ("input as output", ["extract", "agency.txt", "agency.txt"], 2, "this is the input"),
    ("no input", ["extract", "none.jsonl", "out.jsonl"], 1, "none.jsonl"),
    ("no place for the output", ["extract", "agency.txt", "none/out.jsonl"], 1, "none/out.jsonl"),
]


@pytest.mark.parametrize(("why", "words", "code", "says"), USAGE, ids=[f"{row[0]}: {row[1][0]}" for row in USAGE])
@pytest.mark.usefixtures("agency")
def test_wrong_calls_say_what_is_wrong(
    sayso: Sayso, tmp_path: Path, why: str, words: list[str], code: int, says: str
) -> None:
    Case.open(tmp_path / "newer.case", create=True).__exit__(None, None, None)
    with sqlite3.connect(tmp_path / "newer.case") as connection:
        connection.execute("PRAGMA user_version = 99")
    connection.close()
    before = sorted(path.name for path in tmp_path.iterdir())
    ran = sayso(*words)
    assert ran.returncode == code, why
    assert says in ran.stderr
    assert "Traceback" not in ran.stderr
    assert ran.stdout == ""
    assert sorted(path.name for path in tmp_path.iterdir()) == before
    assert (tmp_path / "agency.txt").read_text("utf-8") == AGENCY


def test_what_a_document_says_never_commands_the_terminal(sayso: Sayso, tmp_path: Path) -> None:
    evil = "\x1b]0;owned\x07\x1b[31m \u202egnihton\u2066 [bold red]loud[/] \x9b2J"
    text = f"Ada {evil} Brook said the {evil} boats sank. A source {evil} denied it."
    row = {"id": evil, "text": text, "title": evil, "outlet": evil, "authors": [evil], "url": evil}
    (tmp_path / "evil\x1b[2J.jsonl").write_text(json.dumps(row) + "\n{broken \x1b[2J\n", "utf-8")
    runs = [sayso("read", tmp_path, "--format", form) for form in ("table", "json", "csv")]
    runs += [sayso("ledger"), sayso("sources"), sayso("sources", "--format", "json"), sayso("search", "boats")]
    for ran in runs:
        hidden = {c for c in ran.stdout + ran.stderr if c in "\x07\x1b\x9b\u202e\u2066"}
        assert not hidden, (ran.args, hidden)
    assert "[bold red]loud[/]" in runs[0].stdout  # markup is text
    assert lines(runs[1].stdout)[0]["title"] == evil  # and JSON loses nothing


def test_a_spreadsheet_runs_nothing(sayso: Sayso, tmp_path: Path) -> None:
    row = {
        "id": "d",
        "text": "Ada Brook said three boats sank on Monday.",
        "title": '=cmd|"/c calc"!A1',
        "authors": ["@a"],
    }
    (tmp_path / "d.jsonl").write_text(json.dumps(row), "utf-8")
    ran = sayso("read", "d.jsonl", "--format", "csv")
    cells = [cell for row in csv.reader(io.StringIO(ran.stdout)) for cell in row]
    assert "'" + str(row["title"]) in cells
    assert not [cell for cell in cells if cell[:1] in "=+-@\t" and cell]


def test_a_reader_that_leaves_early_is_no_error(sayso: Sayso, tmp_path: Path) -> None:
    for number in range(60):
        (tmp_path / f"{number}.txt").write_text(f"Ada Brook said {number} boats sank.", "utf-8")
    sayso("read", tmp_path)
    with subprocess.Popen([*COMMAND, "ledger"], stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=tmp_path) as run:
        assert run.stdout
        assert run.stderr
        run.stdout.readline()
        run.stdout.close()
        errors = run.stderr.read()
    assert errors == b""
    assert run.returncode in (0, 141)  # 0 where all of it fitted into the pipe


@pytest.mark.parametrize("form", ["table", "json", "csv"])
def test_a_full_disk_behind_standard_output_is_named(sayso: Sayso, agency: Path, tmp_path: Path, form: str) -> None:
    with Path("/dev/full").open("w", encoding="utf-8") as full:
        ran = subprocess.run(
            [*COMMAND, "read", agency, "--format", form], stdout=full, stderr=subprocess.PIPE, text=True, cwd=tmp_path,
            check=False,
        )  # fmt: skip
    assert ran.returncode == 1
    assert ran.stderr.startswith("sayso: standard output: No space left on device; ")
    assert len(ran.stderr.splitlines()) == 1
    assert sayso("read", agency).returncode == 0


def test_progress_is_shown_on_a_terminal_and_does_not_mix_with_the_table(sayso: Sayso, tmp_path: Path) -> None:
    for number in range(12):
        text = " ".join(f"Ada Brook said {number} boats sank on day {day}." for day in range(150))
        (tmp_path / f"{number}.txt").write_text(text, "utf-8")
    run = pexpect.spawn(COMMAND[0], [*COMMAND[1:], "read", "."], cwd=tmp_path, encoding="utf-8", dimensions=(40, 100))
    run.expect(pexpect.EOF, timeout=300)
    run.close()
    assert run.exitstatus == 0
    assert re.search(r"\d+ documents · [\d,]+ words a second .*time left .*\d:\d\d", run.before)
    shown = re.sub(r"\x1b\[[\d;?]*[A-Za-z]", "", run.before).replace("\r", "\n").split("\n")
    assert len([line for line in shown if line.startswith("#")]) == 12
    assert [line for line in shown if line][-1].endswith(" refusals")
    assert sayso("read", ".").stderr == ""


def _kept(case: Path) -> int:
    if not case.exists():
        return 0
    try:
        with sqlite3.connect(f"file:{case}?mode=ro", uri=True) as connection:
            return int(connection.execute("SELECT count(*) FROM findings").fetchone()[0])
    except sqlite3.OperationalError:  # it is just being made
        return 0


ENDS = [("killed", signal.SIGKILL, -signal.SIGKILL), ("told to stop", signal.SIGINT, 130)]


@pytest.mark.parametrize(("why", "end", "code"), ENDS, ids=[row[0] for row in ENDS])
def test_what_was_finished_survives_and_the_same_command_goes_on(
    sayso: Sayso, tmp_path: Path, why: str, end: signal.Signals, code: int
) -> None:
    folder = tmp_path / "clips"
    folder.mkdir()
    for number in range(24):
        text = " ".join(f"Ada Brook said {number} boats sank on day {day}." for day in range(130))
        (folder / f"{number:02}.txt").write_text(text, "utf-8")
    words = ["read", "clips", "--format", "json", "--workers", "2"]
    with subprocess.Popen(
        [*COMMAND, *words], cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True
    ) as run:
        assert run.stdout
        printed = [run.stdout.readline() for _ in range(3)]
        os.killpg(run.pid, end)
        rest, errors = run.communicate(timeout=60)
    assert run.returncode == code, (why, errors)
    if end == signal.SIGINT:
        assert b"goes on from there" in errors
        assert b"Traceback" not in errors
    finished = len([line for line in b"".join([*printed, rest]).splitlines() if line.endswith(b"}")])
    assert finished <= _kept(tmp_path / "sayso.case") < 24
    again = sayso(*words)
    assert again.returncode == 0
    assert len(lines(again.stdout)) == _kept(tmp_path / "sayso.case") == 24
    with Case.open(tmp_path / "sayso.case") as case:
        assert case._connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)


def test_help_is_quick_and_loads_nothing_heavy(sayso: Sayso) -> None:
    code = (
        "import sys; from sayso.cli.commands import sayso\n"
        "try: sayso(['--help'])\n"
        "except SystemExit: pass\n"
        "print(sorted(m for m in ('rich', 'numpy', 'onnxruntime', 'trafilatura', 'sqlite3') if m in sys.modules))"
    )
    ran = subprocess.run([COMMAND[0], "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout.splitlines()[-1] == "[]"
    for command in ("read", "extract", "ledger", "sources", "search"):
        assert "Examples:" in sayso(command, "--help").stdout
    assert sayso("--version").stdout.startswith("sayso ")
