from __future__ import annotations

import os
import sqlite3
import stat
import subprocess
import sys
import threading
import tracemalloc
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from case_samples import TEXT, ledger, reading
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.case import Case, Wanted
from sayso.case.schema import APPLICATION, MIGRATIONS, VERSION
from sayso.model import CaseError, Document, Interrupted, Ledger, Locator, NewerCase, NoCase, Reading, Span


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "affair.case"


@pytest.fixture
def case(path: Path) -> Case:
    return Case.open(path, create=True)


def add(case: Case, one: Ledger, file: str = "a.txt", part: int = 0) -> bool:
    return case.add(one, reading(one, part), file)


def test_what_goes_in_comes_out(case: Case) -> None:
    one = ledger()
    assert add(case, one, "sale.txt", 3)
    (stored,) = case.ledgers()
    assert (stored.ledger, stored.file, stored.part, stored.number) == (one, "sale.txt", 3, 1)
    assert case.original(1) == reading(one).original
    with pytest.raises(KeyError):
        case.original(2)


PLACED: dict[str, Any] = {
    "updated": "2031-05-03T08:00:00Z",
    "language": "en-GB",
    "locators": (
        Locator(Span(0, 28), page=1, box=(72.0, 80.5, 301.25, 92.0)),
        Locator(Span(28, 60), part="1.2/notes.pdf", page=2, exact=False),
        Locator(Span(60, 70), element="/html/body[1]/p[2]"),
    ),
}


def test_updates_language_and_places_come_out_too(case: Case) -> None:
    one = replace(ledger(), document=replace(ledger().document, **PLACED))
    assert add(case, one)
    (stored,) = case.ledgers()
    assert stored.ledger == one
    assert not add(case, one), "it is known again"
    assert add(case, ledger()), "a reading that knows less is another"


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Case:
    """A case for many examples: making one takes longer than trying one."""
    case = Case.open(tmp_path_factory.mktemp("case") / "c", create=True)
    add(case, ledger())
    return case


@settings(deadline=None)  # each example waits for the disk
@given(
    text=st.text(st.characters(codec="utf-8"), min_size=1), original=st.binary(),
    name=st.text(st.characters(codec="utf-8")),
)  # fmt: skip
def test_any_text_and_any_bytes_come_out_as_they_were(shared: Case, text: str, original: bytes, name: str) -> None:
    one = Ledger(Document(name, text, name, (name,)), "m1")
    reading = Reading(one.document, original)
    shared.add(one, reading, name)
    stored = shared.find(reading, "m1")
    assert stored
    assert stored.ledger == one
    assert shared.original(stored.number) == original


def test_half_a_surrogate_pair_becomes_one_sign_so_that_no_span_moves(case: Case) -> None:
    one = ledger(TEXT.replace("Mara", "M\ud800ra"))
    assert add(case, one)
    assert not add(case, one)
    (stored,) = case.ledgers()
    assert stored.ledger.document.text == TEXT.replace("Mara", "M\ufffdra")


AGAIN = [
    ("the same", {}, False),
    ("the same, moved to another line of its file", {"part": 7}, False),
    ("the same under another name", {"file": "copy.txt"}, False),
    ("found by a newer model", {"model": "m2"}, True),
    ("other content", {"text": TEXT + "!"}, True),
    ("dated by hand", {"published": "2031-06-01"}, True),
    ("without the date that was given by hand before", {"published": None}, False),
    ("read otherwise: another title", {"title": "Another"}, True),
]


@pytest.mark.parametrize(("why", "change", "added"), AGAIN, ids=[row[0] for row in AGAIN])
def test_reading_again_adds_only_what_is_new(case: Case, why: str, change: dict[str, Any], added: bool) -> None:
    first = ledger()
    add(case, first)
    document = replace(first.document, **{k: change[k] for k in change.keys() & {"published", "text", "title"}})
    again = replace(first, document=document, model=change.get("model", "m1"))
    read = Reading(document, reading(first).original if "text" not in change else b"other", change.get("part", 0))
    assert case.has(read, again.model) is not added
    assert case.add(again, read, change.get("file", "a.txt")) is added
    found = case.find(read, again.model)
    assert found
    assert found.ledger.model == again.model
    shown = list(case.ledgers())
    assert len(shown) == (2 if "text" in change else 1), why  # only other content is another document
    assert shown[-1].ledger.model == again.model


def test_what_an_older_model_found_stays(case: Case) -> None:
    old, new = ledger(model="m1"), replace(ledger(model="m2"), statements=())
    add(case, old)
    add(case, new)
    kept = case.find(reading(old), "m1")
    assert kept
    assert kept.ledger == old
    assert [stored.ledger.model for stored in case.ledgers()] == ["m2"]
    assert list(case.search("sale")) == []  # the newest model's findings are what is searched


WANTED = [
    ("everything", Wanted(), ["s0", "s1", "s2"]),
    ("a speaker, by part of the name", Wanted(speaker="quill"), ["s0"]),
    ("a commenter", Wanted(speaker="NELL"), ["s2"]),
    ("stances", Wanted(stances=("denies", "withholds")), ["s0", "s1"]),
    ("sure ones", Wanted(confidence=0.6), ["s0", "s1"]),
    ("a document by number", Wanted(document="1"), ["s0", "s1", "s2"]),
    ("a document by number as it is printed", Wanted(document="#1"), ["s0", "s1", "s2"]),
    ("a document by id", Wanted(document="d"), ["s0", "s1", "s2"]),
    ("a document by title", Wanted(document="HARBOUR"), ["s0", "s1", "s2"]),
    ("a document by file", Wanted(document="sale.txt"), ["s0", "s1", "s2"]),
    ("no such number", Wanted(document="2"), None),
    ("no such title", Wanted(document="bridge"), None),
    ("no such statement", Wanted(speaker="Mara", stances=("affirms",)), None),
]


@pytest.mark.parametrize(("why", "wanted", "ids"), WANTED, ids=[row[0] for row in WANTED])
def test_ledgers_are_narrowed(case: Case, why: str, wanted: Wanted, ids: list[str] | None) -> None:
    add(case, ledger(), "the-sale.txt")
    found = list(case.ledgers(wanted))
    assert [[s.id for s in stored.ledger.statements] for stored in found] == ([] if ids is None else [ids]), why
    for stored in found:
        assert {s.speaker.id for s in stored.ledger.statements if s.speaker} == {s.id for s in stored.ledger.sources}


def test_ledgers_by_number_come_in_the_order_asked_for(case: Case) -> None:
    for name in ("a", "b", "c"):
        add(case, ledger(TEXT + name, name))
    assert [stored.number for stored in case.ledgers(numbers=[3, 1, 9])] == [3, 1]


def test_sources_join_named_people_across_documents_and_nobody_else(case: Case) -> None:
    add(case, ledger(name="one"))
    add(case, ledger(TEXT + " Really.", "two", title="Again"))
    lines = [(s.name, s.type, s.role, s.documents, s.statements, s.title) for s in case.sources()]
    assert lines[0][:5] == ("Mara Quill", "person", "harbour master", 2, 2)
    assert [line[0] for line in lines[1:]] == ["Two officials", "Two officials", "nell", "nell"]
    assert {line[5] for line in lines[1:]} == {"The harbour sale", "Again"}


SEARCHES = [
    ("a word", "sale", ["s0"]),
    ("another form of it", "sales", ["s0"]),
    ("a speaker", "quill", ["s0"]),
    ("a role", "master", ["s0"]),
    ("an intermediary", "harbour post", ["s1"]),
    ("a commenter", "nell", ["s2"]),
    ("words of two statements", "sale paid", []),
    ("a phrase", '"who paid"', ["s1"]),
    ("a phrase the wrong way round", '"paid who"', []),
    ("typographic quotation marks", "“who paid”", ["s1"]),
    ("a beginning", "pai*", ["s1"]),
    ("nothing to be found", '--- * " ()', []),
    ("an operator is a word like others", "sale AND", []),
    ("a column is not chosen by its name", "words:paid", []),
]


@pytest.mark.parametrize(("why", "typed", "ids"), SEARCHES, ids=[row[0] for row in SEARCHES])
def test_search(case: Case, why: str, typed: str, ids: list[str]) -> None:
    add(case, ledger())
    assert [hit.statement.id for hit in case.search(typed)] == ids, why


def test_search_marks_what_matched(case: Case) -> None:
    add(case, ledger(TEXT.replace("her", "her sales, and the sale")))
    hits = {hit.statement.id: hit for hit in case.search("sale")}
    assert [hits["s2"].words[s.start : s.end] for s in hits["s2"].marks] == ["sales", "sale"]
    assert (hits["s0"].title, hits["s0"].speaker, hits["s2"].post_author) == ("The harbour sale", "Mara Quill", "nell")


@given(st.text() | st.text(st.sampled_from('"*()^:+-{}~ANDORNEAT \x00\ud800a')))
def test_no_input_upsets_a_search(shared: Case, typed: str) -> None:
    for hit in shared.search(typed):  # raises nothing, and whatever matches is a statement of the case
        assert hit.statement.id in ("s0", "s1", "s2")


def test_nobody_else_may_read_a_case(tmp_path: Path) -> None:
    path = tmp_path / "new" / "affair.case"
    with Case.open(path, create=True) as case:
        add(case, ledger())
        modes = {p.name: stat.S_IMODE(p.stat().st_mode) for p in (path.parent, *path.parent.iterdir())}
    assert modes.pop("new") == 0o700
    assert set(modes) == {"affair.case", "affair.case-wal", "affair.case-shm"}
    assert set(modes.values()) == {0o600}


def _text(path: Path) -> None:
    path.write_text("just some notes, no case", "utf-8")


def _other_database(path: Path) -> None:
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE recipes (name)")
    connection.close()


def _newer(path: Path) -> None:
    Case.open(path, create=True).__exit__(None, None, None)
    with sqlite3.connect(path) as connection:
        connection.execute(f"PRAGMA user_version = {VERSION + 1}")
    connection.close()


def _damaged(path: Path) -> None:
    with Case.open(path, create=True) as case:
        add(case, ledger())
    data = path.read_bytes()
    path.write_bytes(data[:8192] + b"\xff" * (len(data) - 8192))


def _cut_off(path: Path) -> None:
    _damaged(path)
    path.write_bytes(path.read_bytes()[:5000])


USELESS = [
    ("none there", lambda _: None, NoCase, "sayso read"),
    ("empty file", lambda path: path.touch(), NoCase, "sayso read"),
    ("a folder", lambda path: path.mkdir(), NoCase, "sayso read"),
    ("some text", _text, CaseError, "no sayso case"),
    ("another program's database", _other_database, CaseError, "no sayso case"),
    ("a newer version's", _newer, NewerCase, "install the newest sayso"),
    ("overwritten in the middle", _damaged, CaseError, "damaged"),
    ("cut off", _cut_off, CaseError, "damaged"),
]


@pytest.mark.parametrize(("why", "make", "kind", "says"), USELESS, ids=[row[0] for row in USELESS])
def test_a_file_that_is_no_good_is_refused_by_name(path: Path, why: str, make, kind, says: str) -> None:  # type: ignore[no-untyped-def]
    make(path)
    before = path.read_bytes() if path.is_file() else None
    with pytest.raises(kind) as caught, Case.open(path) as case:
        list(case.ledgers())
    assert type(caught.value) is kind, why
    assert str(path) in caught.value.reason
    assert says in str(caught.value)
    assert (path.read_bytes() if path.is_file() else None) == before, "the file was changed"


def test_an_empty_file_left_by_a_kill_becomes_a_case(path: Path) -> None:
    path.touch()
    with Case.open(path, create=True) as case:
        assert add(case, ledger())


@pytest.mark.parametrize("version", range(VERSION))
def test_an_older_case_is_brought_up_to_date(path: Path, version: int) -> None:
    connection = sqlite3.connect(path)
    for step in MIGRATIONS[:version]:
        for command in step:
            connection.execute(command)
    connection.execute(f"PRAGMA user_version = {version}")
    connection.execute(f"PRAGMA application_id = {APPLICATION}")
    connection.close()
    with Case.open(path) as case:
        assert add(case, ledger())
        assert len(list(case.search("sale"))) == 1
        placed = replace(ledger(), document=replace(ledger().document, text=TEXT * 2, **PLACED))
        assert add(case, placed)
        assert [x.ledger.document.locators for x in case.ledgers()] == [(), PLACED["locators"]]


def test_what_an_older_version_kept_is_there_and_known_again(path: Path) -> None:
    """A case as the second version of the schema had it, with a document in it."""
    with Case.open(path, create=True) as case:
        assert add(case, ledger())
    connection = sqlite3.connect(path)
    for column in ("updated", "language", "locators"):
        connection.execute(f"ALTER TABLE readings DROP COLUMN {column}")
    connection.execute("PRAGMA user_version = 2")
    connection.commit()
    connection.close()
    with Case.open(path) as case:
        (stored,) = case.ledgers()
        assert stored.ledger == ledger()
        assert not add(case, ledger())


def test_a_locked_case_says_so(path: Path, case: Case) -> None:
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with Case.open(path, patience=0.05) as waiting, pytest.raises(Interrupted, match="locked"):
        add(waiting, ledger())
    other.close()
    assert add(case, ledger())


def test_a_full_disk_leaves_nothing_half_written(path: Path) -> None:
    code = f"""
import random, resource, sys
sys.path.insert(0, {str(Path(__file__).parent)!r})
from case_samples import TEXT, ledger, reading
from pathlib import Path
from sayso.case import Case
from sayso.model import Interrupted
resource.setrlimit(resource.RLIMIT_FSIZE, (400_000, 400_000))
noise = random.Random(0)
with Case.open(Path({str(path)!r}), create=True) as case:
    for number in range(1000):
        one = ledger(TEXT + "".join(chr(noise.randrange(33, 0x2000)) for _ in range(20_000)), str(number))
        try:
            case.add(one, reading(one), "a.txt")
        except Interrupted as error:
            print(number, error)
            break
"""
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    number, _, message = ran.stdout.partition(" ")
    assert "see that there is room" in message or "make room" in message
    assert str(path) in message
    with Case.open(path) as case:
        assert [stored.number for stored in case.ledgers()] == list(range(1, int(number) + 1))
        assert case._connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert case._connection.execute("PRAGMA foreign_key_check").fetchall() == []
        assert add(case, ledger())


def test_programs_that_read_into_one_case_at_once_lose_nothing(path: Path) -> None:
    def work(start: int) -> None:
        with Case.open(path, create=True) as case:
            for number in range(start, start + 40):
                add(case, ledger(f"{TEXT} {number}", str(number)))

    threads = [threading.Thread(target=work, args=(start,)) for start in (0, 20, 30)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with Case.open(path) as case:
        assert sorted(int(stored.ledger.document.id) for stored in case.ledgers()) == list(range(70))


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can become somebody who may not write")
def test_a_case_that_may_not_be_written_to_can_still_be_looked_at(tmp_path: Path) -> None:
    path = tmp_path / "affair.case"
    with Case.open(path, create=True) as case:
        add(case, ledger())
    path.chmod(0o444)
    tmp_path.chmod(0o555)
    for folder in list(tmp_path.parents)[:2]:  # where pytest keeps its temporary folders, closed to others
        folder.chmod(0o755)
    child = os.fork()
    if child == 0:
        try:
            os.setuid(65534)
            outcome = _look_and_fail_to_write(path)
        finally:
            os._exit(outcome)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0


def _look_and_fail_to_write(path: Path) -> int:
    with Case.open(path) as case:
        if [stored.ledger for stored in case.ledgers()] != [ledger()]:
            return 1
        try:
            add(case, ledger(TEXT + "!"))
        except Interrupted as error:
            return 0 if "can't be written to" in str(error) else 2
    return 3


def test_memory_does_not_grow_with_the_case(case: Case) -> None:
    size = 200_000
    for number in range(12):
        add(case, ledger(f"{TEXT} {number} " + "x" * size, str(number)))
    tracemalloc.start()
    seen = sum(1 for _ in case.ledgers())
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert seen == 12
    assert peak < 5 * size
