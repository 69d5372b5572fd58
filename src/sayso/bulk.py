"""Many documents on all cores: ordered, with a bounded number of documents in memory at a time.

Each worker process is led by a thread of its own that hands it one document and waits for the ledger. So a process
that dies (killed for want of memory, crashed in native code) is known to have died of the document it held: that
document is reported, a new process takes its place, and the run goes on.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import chain
from multiprocessing.connection import Connection
from queue import SimpleQueue
from types import TracebackType
from typing import Generic, Self, TypeVar

from sayso.model import Document, Ledger, SaysoError, Unreadable

Key = TypeVar("Key")
Work = Callable[[Document], Ledger]
Found = Ledger | Unreadable | None

# A process takes about a second to start. Below this much text, which one core reads in about two, none is started.
POOL_FROM = 120_000
# How much waits in memory at the most: documents for each worker, and code points in all.
AHEAD = 8
AHEAD_TEXT = 8_000_000


# Starting a process also collects those that ended; where two threads collect one, its exit code is lost to the second.
_CHILDREN = threading.Lock()


def cores() -> int:
    """How many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def ledgers(
    items: Iterable[tuple[Key, Document | None]], workers: int | None = None, work: Work | None = None
) -> Generator[tuple[Key, Found], None, None]:
    """Yield each key with its document's ledger, in the order of the items.

    A document that can't be worked on gives Unreadable in its place; an item without a document gives None.
    `workers` is the number of processes (all cores where it is None); with 1, or little text, the work is done in
    this process. `work` (the pipeline, where it is None) has to be a function that a new process can import.
    Raises SaysoError where no process can be started.
    """
    workers = workers or cores()
    work = work or _pipeline
    rest = iter(items)
    for key, document in rest:
        if document is None:
            yield key, None
            continue
        first = (key, document)
        head, enough = _head(first, rest) if workers > 1 else ([first], False)
        if enough:
            yield from _pooled(chain(head, rest), work, workers)
        else:
            for one, text in chain(head, rest):
                yield one, None if text is None else _attempt(work, text)


def _pipeline(document: Document) -> Ledger:
    from sayso.pipeline import ledger  # noqa: PLC0415 (the model is heavy: only where it is used)

    return ledger(document)


def _head(
    first: tuple[Key, Document], rest: Iterator[tuple[Key, Document | None]]
) -> tuple[list[tuple[Key, Document | None]], bool]:
    """The first items, and whether they are worth starting processes for; one document can't be shared out."""
    head: list[tuple[Key, Document | None]] = [first]
    weight = 0
    for key, document in rest:
        head.append((key, document))
        weight += 1_000 + len(document.text if document else "")
        if weight + len(first[1].text) >= POOL_FROM and any(text for _, text in head[1:]):
            return head, True
    return head, False


def _pooled(items: Iterator[tuple[Key, Document | None]], work: Work, workers: int) -> Iterator[tuple[Key, Found]]:
    window: deque[_Waiting[Key]] = deque()
    ahead = 0
    with _Pool(work, workers) as pool:
        for key, document in items:
            future = pool.submit(document) if document else None
            window.append(_Waiting(key, future, len(document.text) if document else 0))
            ahead += window[-1].size
            while window and (len(window) > AHEAD * workers or ahead > AHEAD_TEXT or window[0].ready):
                first = window.popleft()
                ahead -= first.size
                yield first.key, first.found()
        while window:
            first = window.popleft()
            yield first.key, first.found()


@dataclass(frozen=True, slots=True)
class _Waiting(Generic[Key]):
    """An item whose turn to be handed out hasn't come; `size` in code points."""

    key: Key
    future: Future[Found] | None
    size: int

    @property
    def ready(self) -> bool:
        return self.future is None or self.future.done()

    def found(self) -> Found:
        return self.future.result() if self.future else None


def _attempt(work: Work, document: Document) -> Ledger | Unreadable:
    """The ledger of a document; whatever goes wrong in the making costs this document alone."""
    try:
        return work(document)
    except Unreadable as error:
        return error
    except SaysoError:
        raise
    except Exception as error:  # noqa: BLE001 (documents are hostile, and a thousand others wait)
        return Unreadable(f"sayso failed on it ({type(error).__name__}: {error})", "please report this")


class _Worker:
    """A process that works on one document at a time; a new one takes its place when it dies."""

    def __init__(self, work: Work) -> None:
        self._work = work
        self._closed = False
        self._start()

    def _start(self) -> None:
        context = multiprocessing.get_context("spawn")
        self._pipe, theirs = context.Pipe()
        self._process = context.Process(target=_serve, args=(theirs, self._work), daemon=True)
        with _CHILDREN, _interrupts_held():
            self._process.start()
        theirs.close()

    def __call__(self, document: Document) -> Found:
        try:
            self._pipe.send(document)
            answer = self._pipe.recv()
        except (EOFError, OSError):
            with _CHILDREN:
                self._process.join()
                death = self._process.exitcode or 0
            if not self._closed:
                self._start()
                self.wait()
            how = signal.Signals(-death).name if death < 0 else f"exit code {death}"
            return Unreadable(
                f"the process working on it died ({how}), perhaps for want of memory", "read it alone, or split it"
            )
        if isinstance(answer, SaysoError) and not isinstance(answer, Unreadable):
            raise answer
        found: Found = answer
        return found

    def wait(self) -> None:
        """Wait until the process runs; raises SaysoError where it dies before."""
        try:
            self._pipe.recv()
        except (EOFError, OSError) as error:
            raise SaysoError("no further process can be started", "run again with --workers 1") from error

    def close(self) -> None:
        self._closed = True
        self._process.kill()
        self._process.join()


class _Pool:
    """Workers, and the threads that lead them."""

    def __init__(self, work: Work, workers: int) -> None:
        self._workers = [_Worker(work) for _ in range(workers)]
        self._idle: SimpleQueue[_Worker] = SimpleQueue()
        self._threads = ThreadPoolExecutor(workers)

    def __enter__(self) -> Self:
        try:
            for worker in self._workers:
                worker.wait()
                self._idle.put(worker)
        except BaseException:
            self.__exit__(None, None, None)
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for worker in self._workers:
            worker.close()
        self._threads.shutdown(cancel_futures=True)

    def submit(self, document: Document) -> Future[Found]:
        return self._threads.submit(self._lead, document)

    def _lead(self, document: Document) -> Found:
        worker = self._idle.get()
        try:
            return worker(document)
        finally:
            self._idle.put(worker)


def _serve(pipe: Connection, work: Work) -> None:
    """What a worker process does, until whoever started it is gone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    pipe.send(None)
    while True:
        try:
            document = pipe.recv()
        except (EOFError, OSError):
            return
        try:
            answer: Ledger | SaysoError = _attempt(work, document)
        except SaysoError as error:
            answer = error
        try:
            pipe.send(answer)
        except OSError:
            return


@contextmanager
def _interrupts_held() -> Iterator[None]:
    """Start processes that never see a Ctrl-C, not even while they start: the parent alone decides what it means."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
