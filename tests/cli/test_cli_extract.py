from __future__ import annotations

import json
import os
import signal
import subprocess
from pathlib import Path
from typing import Any

import pytest
from cli_running import COMMAND, Sayso


def write(path: Path, documents: int, sentences: int = 3) -> list[str]:
    ids = [f"d{number}" for number in range(documents)]
    with path.open("w", encoding="utf-8") as out:
        for name in ids:
            text = " ".join(f"Ada Brook of {name} said {n} boats sank." for n in range(sentences))
            out.write(json.dumps({"id": name, "text": text}) + "\n")
    return ids


def ids(text: str) -> list[str]:
    assert not text or text.endswith("\n")
    return [json.loads(line)["id"] for line in text.splitlines()]


def test_lines_in_lines_out_in_order_whatever_the_workers(sayso: Sayso, tmp_path: Path) -> None:
    given = write(tmp_path / "in.jsonl", 60, 60)
    outputs = []
    for workers in ("1", "2"):
        assert sayso("extract", "in.jsonl", "out.jsonl", "--workers", workers).returncode == 0
        outputs.append((tmp_path / "out.jsonl").read_text("utf-8"))
    assert ids(outputs[0]) == given
    assert outputs[0] == outputs[1]
    line = json.loads(outputs[0].splitlines()[0])
    assert list(line) == ["id", "model", "statements", "sources", "times", "posts"]
    assert line["statements"][0]["speaker"]["name"]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["in.jsonl", "out.jsonl"]


def test_standard_input_and_output(sayso: Sayso, tmp_path: Path) -> None:
    given = write(tmp_path / "in.jsonl", 3)
    ran = sayso("extract", "-", "-", given=(tmp_path / "in.jsonl").read_bytes())
    assert (ran.returncode, ids(ran.stdout), ran.stderr) == (0, given, "")


BAD_LINES = [
    ("broken off", b'{"id": "x", "text": "It was'),
    ("not UTF-8", b'{"id": "x", "text": "\xff"}'),
    ("no text", b'{"id": "x"}'),
    ("no id", b'{"text": "Ada said so."}'),
    ("text is no string", b'{"id": "x", "text": ["a"]}'),
    ("a list", b"[1, 2]"),
    ("nested without end", b"[" * 100_000),
    ("binary", bytes(range(11, 256))),
]


@pytest.mark.parametrize(("why", "bad"), BAD_LINES, ids=[row[0] for row in BAD_LINES])
def test_a_bad_line_is_reported_and_passed_over(sayso: Sayso, tmp_path: Path, why: str, bad: bytes) -> None:
    given = write(tmp_path / "good.jsonl", 2)
    first, second = (tmp_path / "good.jsonl").read_bytes().splitlines()
    (tmp_path / "in.jsonl").write_bytes(first + b"\n\n" + bad + b"\n" + second)
    ran = sayso("extract", "in.jsonl", "out.jsonl")
    assert ran.returncode == 1, why
    assert ids((tmp_path / "out.jsonl").read_text("utf-8")) == given
    (message,) = ran.stderr.splitlines()
    assert message.startswith("sayso: in.jsonl: line 3: ")


@pytest.mark.parametrize("end", [signal.SIGKILL, signal.SIGINT, signal.SIGTERM])
def test_an_interrupted_run_goes_on_where_it_stopped(sayso: Sayso, tmp_path: Path, end: signal.Signals) -> None:
    given = write(tmp_path / "in.jsonl", 40, 120)
    with (tmp_path / "in.jsonl").open("r+b") as stream:  # one bad line at the very beginning: it stays reported
        lines = stream.read().splitlines(keepends=True)
        stream.seek(0)
        stream.write(b"".join([b"broken\n", *lines]))
    sayso("extract", "in.jsonl", "whole.jsonl")
    out = tmp_path / "out.jsonl"
    with subprocess.Popen(
        [*COMMAND, "extract", "in.jsonl", "out.jsonl"], cwd=tmp_path, stderr=subprocess.PIPE, start_new_session=True
    ) as run:
        while run.poll() is None and not (out.exists() and out.read_bytes().count(b"\n") >= 5):
            pass
        os.killpg(run.pid, end)
        run.communicate(timeout=60)
    before = out.read_bytes()
    assert 5 <= before.count(b"\n") < 40
    out.write_bytes(before + b'{"id": "half a li')  # as a kill in the middle of a write would leave it
    inode = out.stat().st_ino
    ran = sayso("extract", "in.jsonl", "out.jsonl")
    assert ran.returncode == 1  # the bad line of the first part counts
    assert ids(out.read_text("utf-8")) == given
    assert out.read_bytes() == (tmp_path / "whole.jsonl").read_bytes()
    assert out.stat().st_ino == inode
    assert not (tmp_path / "out.jsonl.progress").exists()


CHANGES = [
    ("the input was changed", "in.jsonl", b'{"id": "new", "text": "Bo Lind said no."}\n', ["new"]),
    ("the output was cut", "out.jsonl", b"", ["d0", "d1", "d2"]),
]


@pytest.mark.parametrize(("why", "file", "data", "expected"), CHANGES, ids=[row[0] for row in CHANGES])
def test_a_run_starts_anew_where_it_cannot_go_on(
    sayso: Sayso, tmp_path: Path, why: str, file: str, data: bytes, expected: list[str]
) -> None:
    write(tmp_path / "in.jsonl", 3)
    sayso("extract", "in.jsonl", "out.jsonl")
    out = tmp_path / "out.jsonl"
    model = json.loads(out.read_text("utf-8").splitlines()[0])["model"]
    place = {"model": model, "lines": 1, "read": 90, "sha256": "0" * 64, "written": out.stat().st_size, "failed": 0}
    (tmp_path / "out.jsonl.progress").write_text(json.dumps(place), "utf-8")
    (tmp_path / file).write_bytes(data)
    ran = sayso("extract", "in.jsonl", "out.jsonl")
    assert (ran.returncode, ids(out.read_text("utf-8"))) == (0, expected), why
    assert "starting anew" in ran.stderr


def test_a_full_disk_is_named_and_no_half_line_stays(sayso: Sayso, tmp_path: Path) -> None:
    given = write(tmp_path / "in.jsonl", 30)
    ran = sayso("extract", "in.jsonl", "/dev/full")
    assert ran.returncode == 1
    assert ran.stderr.startswith("sayso: /dev/full: No space left on device; ")
    limited = "import resource; resource.setrlimit(resource.RLIMIT_FSIZE, (20000, 20000));"
    small = subprocess.run(
        [COMMAND[0], "-c", limited + COMMAND[2], "extract", "in.jsonl", "out.jsonl"], cwd=tmp_path,
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert small.returncode == 1
    assert "out.jsonl: File too large; see that there is room" in small.stderr
    kept = ids((tmp_path / "out.jsonl").read_text("utf-8"))
    assert 0 < len(kept) < 30
    assert sayso("extract", "in.jsonl", "out.jsonl").returncode == 0
    assert ids((tmp_path / "out.jsonl").read_text("utf-8")) == given


def test_nothing_given_is_said(sayso: Sayso, tmp_path: Path) -> None:
    (tmp_path / "in.jsonl").write_bytes(b"\n\n")
    ran: Any = sayso("extract", "in.jsonl", "out.jsonl")
    assert ran.returncode == 1
    assert "holds no documents" in ran.stderr
    assert (tmp_path / "out.jsonl").read_bytes() == b""
