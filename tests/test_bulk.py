from __future__ import annotations

import multiprocessing
import os
import signal
import subprocess
import sys
import threading
import tracemalloc
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from bulk_work import FILL, items, work
from sayso import bulk
from sayso.model import Document, Ledger, SaysoError, Unreadable


def told(found: bulk.Found) -> str:
    return found.document.id if isinstance(found, Ledger) else found.reason if found else "none"


MIXED = ["sleep:0.3", "a", "none", "fail:odd", "b", "unreadable:torn", "none", "c", "sleep:0.1", "d"]
SAID = [*MIXED[:3], "sayso failed on it (ValueError: odd)", "b", "torn", *MIXED[6:]]


@pytest.mark.parametrize("workers", [1, 2, 3])
def test_order_holds_and_one_odd_document_costs_itself_alone(workers: int) -> None:
    found = list(bulk.ledgers(items(*MIXED), workers, work))
    assert [key for key, _ in found] == list(range(len(MIXED)))
    assert [told(one) for _, one in found] == SAID


PLACES = [
    ("one worker", ["a"] * 20, FILL, 1, True),
    ("one long document can't be shared out", ["a"], FILL * 20, 2, True),
    ("little text", ["a"] * 5, "few words", 2, True),
    ("nothing but what is known", ["none"] * 50, "", 2, True),
    ("much text", ["a"] * 20, FILL, 2, False),
    ("much text after what is known", ["none"] * 300 + ["a"] * 20, FILL, 2, False),
    ("many short texts", ["a"] * 300, "few words", 2, False),
]


@pytest.mark.parametrize(("why", "names", "fill", "workers", "here"), PLACES, ids=[row[0] for row in PLACES])
def test_processes_are_started_only_where_they_pay(
    why: str, names: list[str], fill: str, workers: int, here: bool
) -> None:
    found = [one for _, one in bulk.ledgers(items(*names, fill=fill), workers, work)]
    assert len(found) == len(names)
    processes = {one.model for one in found if isinstance(one, Ledger)}
    assert processes <= {str(os.getpid())} if here else str(os.getpid()) not in processes, why
    assert not multiprocessing.active_children()


@pytest.mark.parametrize(("death", "says"), [("die", "SIGKILL"), ("exit", "exit code 3")])
def test_a_process_that_dies_costs_one_document(death: str, says: str) -> None:
    names = ["a", "b", death, "c", death, *"defgh"]
    found = [one for _, one in bulk.ledgers(items(*names), 2, work)]
    lost = [one for one in found if isinstance(one, Unreadable)]
    assert [told(one) for one in found if isinstance(one, Ledger)] == list("abcdefgh")
    assert [isinstance(one, Unreadable) for one in found] == [name == death for name in names]
    assert all(says in one.reason and one.remedy for one in lost)


def test_what_concerns_all_documents_stops_the_run() -> None:
    for workers in (1, 2):
        with pytest.raises(SaysoError, match="no model"):
            list(bulk.ledgers(items("a", "stop:no model", *"bcdefgh"), workers, work))
    assert not multiprocessing.active_children()


def test_leaving_early_leaves_no_process_behind() -> None:
    with closing(bulk.ledgers(items(*["a"] * 30), 2, work)) as found:
        next(found)
        assert len(multiprocessing.active_children()) == 2
    assert not multiprocessing.active_children()
    assert threading.active_count() == 1


def test_only_so_much_is_held_at_a_time() -> None:
    taken = 0

    def many() -> Iterator[tuple[int, Document | None]]:
        nonlocal taken
        for taken in range(1, 101):
            yield taken, Document("a", FILL)

    with closing(bulk.ledgers(many(), 2, work)) as found:
        for done, _ in enumerate(found, 1):
            assert taken - done <= bulk.AHEAD * 2
    assert taken == 100


def test_memory_does_not_grow_with_the_documents() -> None:
    tracemalloc.start()
    for _ in bulk.ledgers(items(*["a"] * 300), 2, work):
        pass
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    held = bulk.AHEAD * 2 * len(FILL)
    assert peak < 4 * held < 300 * len(FILL)


def test_an_interrupt_ends_the_run_and_its_processes(tmp_path: Path) -> None:
    code = f"""
import sys, os
sys.path.insert(0, {str(Path(__file__).parent)!r})
from bulk_work import items, work
from sayso import bulk
if __name__ == "__main__":
    for key, found in bulk.ledgers(items(*["sleep:0.2"] * 1000), 2, work):
        print(found.model, flush=True)
"""
    script = tmp_path / "run.py"
    script.write_text(code, "utf-8")
    with subprocess.Popen(
        [sys.executable, script], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True
    ) as run:
        assert run.stdout
        pids = {int(run.stdout.readline()) for _ in range(6)}
        os.killpg(run.pid, signal.SIGINT)  # a terminal sends Ctrl-C to all of them
        _, errors = run.communicate(timeout=20)
    assert run.returncode != 0
    assert errors.count("Traceback") == errors.count("KeyboardInterrupt\n") == 1, errors  # the parent's alone
    assert not any(Path(f"/proc/{pid}").exists() for pid in pids)
