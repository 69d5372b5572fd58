from __future__ import annotations

import hashlib
import json
import os
import signal
import subprocess
import time
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
    given = write(tmp_path / "in.jsonl", 30, 120)
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


def test_a_bad_last_line_without_its_end_is_numbered(sayso: Sayso, tmp_path: Path) -> None:
    (tmp_path / "in.jsonl").write_bytes(b'{"id": "a", "text": "Ada Brook left."}\n{"id')
    assert sayso("extract", "in.jsonl", "out.jsonl").stderr.startswith("sayso: in.jsonl: line 2: ")


def test_blank_lines_left_over_by_an_interruption_are_no_failure(sayso: Sayso, tmp_path: Path) -> None:
    write(tmp_path / "in.jsonl", 1)
    sayso("extract", "in.jsonl", "out.jsonl")
    given, out = (tmp_path / "in.jsonl").read_bytes(), (tmp_path / "out.jsonl").read_bytes()
    model = json.loads(out)["model"]
    sha256 = hashlib.sha256(given).hexdigest()
    place = {"model": model, "lines": 1, "read": len(given), "sha256": sha256, "written": len(out), "failed": 0}
    (tmp_path / "out.jsonl.progress").write_text(json.dumps(place), "utf-8")
    (tmp_path / "in.jsonl").write_bytes(given + b"\n\n")
    ran = sayso("extract", "in.jsonl", "out.jsonl")
    assert (ran.returncode, ran.stderr, (tmp_path / "out.jsonl").read_bytes()) == (0, "", out)


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> tuple[bytes, bytes]:
    """Enough text for two processes, a bad line at its beginning; and what extract makes of it undisturbed."""
    folder = tmp_path_factory.mktemp("archive")
    write(folder / "good.jsonl", 24, 150)
    given = b"broken\n" + (folder / "good.jsonl").read_bytes()
    (folder / "in.jsonl").write_bytes(given)
    subprocess.run([*COMMAND, "extract", "in.jsonl", "out.jsonl"], cwd=folder, capture_output=True, check=False)
    return given, (folder / "out.jsonl").read_bytes()


@pytest.mark.parametrize("end", [signal.SIGKILL, signal.SIGINT])
def test_an_interrupted_run_goes_on_where_it_stopped(
    sayso: Sayso, tmp_path: Path, archive: tuple[bytes, bytes], end: signal.Signals
) -> None:
    given, whole = archive
    (tmp_path / "in.jsonl").write_bytes(given)
    out = tmp_path / "out.jsonl"
    with subprocess.Popen(
        [*COMMAND, "extract", "in.jsonl", "out.jsonl"], cwd=tmp_path, stderr=subprocess.PIPE, start_new_session=True
    ) as run:
        while run.poll() is None and not (out.exists() and out.read_bytes().count(b"\n") >= 3):
            time.sleep(0.01)
        os.killpg(run.pid, end)
        _, errors = run.communicate(timeout=60)
    assert run.returncode == (130 if end == signal.SIGINT else -signal.SIGKILL)
    assert b"Traceback" not in errors
    before = out.read_bytes()
    assert 3 <= before.count(b"\n") < 24
    assert whole.startswith(before[: before.rindex(b"\n") + 1])
    out.write_bytes(before + b'{"id": "half a li')  # as a kill in the middle of a write would leave it
    ran = sayso("extract", "in.jsonl", "out.jsonl")
    assert ran.returncode == 1  # the bad line counts, though it was in the first part
    assert ran.stderr == ""  # but nothing is done, or told, again
    assert out.read_bytes() == whole
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
