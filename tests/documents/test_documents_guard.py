"""Files read in processes of their own: what happens there stays there."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from contextlib import closing, suppress
from pathlib import Path

import pytest

from sayso import documents
from sayso.documents import Source, guard
from sayso.model import Reading, Unreadable

LINUX = pytest.mark.skipif(sys.platform != "linux", reason="the processes are looked up under /proc")

PAGE = (
    "<html><head><title>{title}</title></head><body><article><h1>{title}</h1><p>The harbour board said on Monday that "
    "the crane would stay where it is, whatever the council decides about the quay.</p><p>Ada Brandt, who leads it, "
    "denied that the crane had ever been sold.</p></article></body></html>"
)


def pages(folder: Path, count: int) -> list[Source]:
    for number in range(count):
        (folder / f"{number:03}.html").write_text(PAGE.format(title=f"Crane {number}"), "utf-8")
    return [Source(path) for path in documents.find([folder])]


def children() -> list[int]:
    return [pid for pid in below(os.getpid()) if _confined(pid)]


def below(parent: int) -> list[int]:
    """The processes that the threads of a process have started."""
    found: list[int] = []
    for task in Path(f"/proc/{parent}/task").iterdir():
        with suppress(FileNotFoundError, ProcessLookupError):  # a thread that has just ended
            found += map(int, (task / "children").read_text().split())
    return found


def _confined(pid: int) -> bool:
    try:
        return b"confined" in Path(f"/proc/{pid}/cmdline").read_bytes()
    except (FileNotFoundError, ProcessLookupError):
        return False


def test_files_come_in_their_order_as_this_process_reads_them(tmp_path: Path) -> None:
    sources = pages(tmp_path, 12)
    (tmp_path / "005.html").write_text("The board said nothing.", "utf-8")
    found = list(documents.read_files(sources, workers=2))
    assert [source for source, _ in found] == sources
    here = [one for source in sources for one in documents.read_file(source.path)]
    assert [one for _, one in found] == here


def test_bytes_and_pipes_are_read_there_too(tmp_path: Path) -> None:
    held = Source(Path("-"), PAGE.format(title="Crane").encode())
    (tmp_path / "a.html").write_bytes(held.held or b"")
    reader, writer = os.pipe()
    os.write(writer, held.held or b"")
    os.close(writer)
    found = list(documents.read_files([held, Source(Path(f"/dev/fd/{reader}")), Source(tmp_path / "a.html")]))
    os.close(reader)
    assert [one.document.title for _, one in found if isinstance(one, Reading)] == ["Crane"] * 3


def test_a_date_is_given_to_what_has_none(tmp_path: Path) -> None:
    found = list(documents.read_files(pages(tmp_path, 1), "2031-05-02"))
    assert [one.document.published for _, one in found if isinstance(one, Reading)] == ["2031-05-02"]


@LINUX
def test_a_process_that_dies_costs_its_file(tmp_path: Path) -> None:
    sources = pages(tmp_path, 40)
    read: list[Source] = []
    lost: list[Unreadable] = []
    with closing(documents.read_files(sources, workers=1)) as found:
        for source, one in found:
            if isinstance(one, Unreadable):
                lost.append(one)
            else:
                read.append(source)
            if len(read) == 2 and not lost:
                for pid in children():
                    os.kill(pid, signal.SIGKILL)
    assert len(read) >= 39  # it may have died between a document and the end of its file
    assert len(read) + len(lost) >= 40
    assert len(lost) <= 1
    assert all("SIGKILL" in str(one) for one in lost)


@LINUX
def test_a_process_that_hangs_is_ended(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(guard, "_WAIT", 8.0)  # a process that starts on a busy machine takes some seconds
    sources = pages(tmp_path, 12)
    lost = []
    with closing(documents.read_files(sources, workers=1)) as found:
        for number, (_, one) in enumerate(found):
            lost += [one] if isinstance(one, Unreadable) else []
            if number == 0:
                for pid in children():
                    os.kill(pid, signal.SIGSTOP)
    assert len(lost) <= 1
    assert all("took more than" in str(one) for one in lost)


@LINUX
def test_nothing_is_left_behind(tmp_path: Path) -> None:
    found = documents.read_files(pages(tmp_path, 20), workers=2)
    next(found)
    assert children()
    found.close()
    assert not children()


@LINUX
def test_nothing_outlives_a_reader_that_is_killed(tmp_path: Path) -> None:
    pages(tmp_path, 20)
    script = (
        "import sys, time; from pathlib import Path; from sayso import documents\n"
        f"found = documents.read_files(documents.Source(p) for p in documents.find([Path({str(tmp_path)!r})]))\n"
        "next(found); print('ready', flush=True); time.sleep(60)"
    )
    parent = subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE, text=True)
    assert parent.stdout
    assert parent.stdout.readline() == "ready\n"
    started = below(parent.pid)
    parent.kill()
    parent.wait()
    parent.stdout.close()
    assert started
    end = time.monotonic() + 10
    while any(map(_runs, started)) and time.monotonic() < end:
        time.sleep(0.02)
    assert not any(map(_runs, started))


def _runs(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except (FileNotFoundError, ProcessLookupError):
        return False


DEEDS = [
    ("import socket; socket.create_connection(('127.0.0.1', 9))", "PermissionError", "no connection"),
    ("import socket; socket.getaddrinfo('localhost', 80)", "PermissionError", "no look-up of names"),
    ("import urllib.request as r; r.urlopen('http://127.0.0.1:9/')", "PermissionError", "no page"),
    ("import subprocess; subprocess.run(['true'])", "PermissionError", "no program"),
    ("import os; os.system('true')", "PermissionError", "no shell"),
    ("import os; os.fork()", "PermissionError", "no further process"),
    ("bytearray(4_000_000_000)", "MemoryError", "no memory without end"),
]  # fmt: skip


@pytest.mark.parametrize(("deed", "error", "why"), DEEDS, ids=[row[2] for row in DEEDS])
def test_what_a_parser_may_not_do(deed: str, error: str, why: str) -> None:
    code = f"from sayso.documents import confined; confined._confine()\n{deed}"
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert error in ran.stderr, why


def test_python_files_beside_the_documents_are_not_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "trafilatura.py").write_text("raise SystemExit('owned')", "utf-8")
    (tmp_path / "json.py").write_text("raise SystemExit('owned')", "utf-8")
    monkeypatch.chdir(tmp_path)
    (tmp_path / "pages").mkdir()
    found = list(documents.read_files(pages(tmp_path / "pages", 1)))
    assert [type(one) for _, one in found] == [Reading]


def test_an_answer_that_is_none_is_an_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(guard, "_SERVE", "print('[1, 2')")
    ((_, one),) = documents.read_files(pages(tmp_path, 1))
    assert isinstance(one, Unreadable)
    assert "ended the process" in one.reason
